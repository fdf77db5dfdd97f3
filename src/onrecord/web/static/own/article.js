// The article page: details on hover and focus, words chosen by mouse or keyboard, ends of a statement moved.
// Offsets are Unicode code points into the article's text: every piece says where it begins (data-o).

const story = document.getElementById("story");
const pieces = [...story.querySelectorAll("[data-o]")];
const side = document.getElementById("side");
const card = document.getElementById("card");
const units = (text, points) => [...text].slice(0, points).join("").length;
const points = (text, unit) => [...text.slice(0, unit)].length;

// ---- details ----------------------------------------------------------------------------------------------------

const withNumber = (name, number) => pieces.filter((piece) => (piece.dataset[name] ?? "").split(" ").includes(number));
const item = (number) => side.querySelector(`li[data-n="${number}"]`);

function show(number, at) {
  hide();
  for (const piece of [...withNumber("c", number), ...withNumber("e", number)]) piece.classList.add("lit");
  const found = item(number);
  if (!found) return;
  found.classList.add("here");
  if (!at) return;
  card.replaceChildren(found.querySelector(".speaker").cloneNode(true), found.querySelector(".details").cloneNode(true));
  card.hidden = false;
  const near = at.getBoundingClientRect();
  const last = withNumber("c", number).at(-1)?.getBoundingClientRect() ?? near; // not over the statement's own words
  const bottom = last.bottom < window.innerHeight - 80 ? Math.max(last.bottom, near.bottom) : near.bottom;
  const box = { left: near.left, top: near.top, bottom };
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8));
  const above = box.bottom + card.offsetHeight + 12 > window.innerHeight && box.top > card.offsetHeight + 12;
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${(above ? box.top - card.offsetHeight - 8 : box.bottom + 8) + window.scrollY}px`;
  if (at.classList.contains("ref")) at.setAttribute("aria-describedby", "card");
}

function hide() {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const here of document.querySelectorAll(".here")) here.classList.remove("here");
  for (const told of story.querySelectorAll("[aria-describedby]")) told.removeAttribute("aria-describedby");
  card.hidden = true;
}

const numberAt = (target) => target.closest?.("[data-c]")?.dataset.c.split(" ").at(-1) ?? target.closest?.("a.ref")?.dataset.n;

for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  story.addEventListener(begin, (event) => {
    const number = numberAt(event.target);
    if (number) show(number, event.target.closest("[data-c], a.ref"));
  });
  story.addEventListener(end, hide);
  side.addEventListener(begin, (event) => {
    const found = event.target.closest("li[data-n]");
    if (found) show(found.dataset.n, null);
  });
  side.addEventListener(end, hide);
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

// ---- places in the text -----------------------------------------------------------------------------------------

const begins = pieces.map((piece) => Number(piece.dataset.o));
const textOf = (piece) => piece.firstChild?.nodeValue ?? "";
const lengths = pieces.map((piece) => [...textOf(piece)].length);

function offsetAt(node, unit) { // the offset of a place in the document, null outside the story
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-o]");
  if (piece && story.contains(piece)) {
    const at = node.nodeType === Node.TEXT_NODE ? points(node.nodeValue, unit) : unit ? [...textOf(piece)].length : 0;
    return Number(piece.dataset.o) + at;
  }
  if (!story.contains(node)) return null;
  const range = document.createRange(); // between pieces: the next piece behind the place
  range.setStart(node, unit);
  const next = pieces.find((one) => range.comparePoint(one, 0) >= 0);
  return next ? Number(next.dataset.o) : null;
}

function placeOf(offset, atEnd) { // the text node and place of an offset; an end stays in the piece before it
  for (let at = 0; at < pieces.length; at += 1) {
    const last = begins[at] + lengths[at];
    if (offset >= begins[at] && (atEnd ? offset <= last : offset < last)) {
      return [pieces[at].firstChild, units(textOf(pieces[at]), offset - begins[at])];
    }
  }
  return null;
}

const words = []; // [start, end) of every word of the story, in order
for (const block of story.children) {
  const own = [...block.querySelectorAll("[data-o]")];
  if (!own.length) continue;
  const text = own.map(textOf).join("");
  const base = Number(own[0].dataset.o);
  for (const found of text.matchAll(/\S+/gu)) {
    const start = base + points(text, found.index);
    words.push([start, start + [...found[0]].length]);
  }
}
const wordAt = (offset) => words.findLastIndex(([start]) => start <= offset);

function signsBetween(start, end) { // the characters of the story between two offsets, each with its own
  return pieces.flatMap((piece, at) => {
    const [low, high] = [Math.max(start - begins[at], 0), Math.min(end - begins[at], lengths[at])];
    return high > low ? [...textOf(piece)].slice(low, high).map((sign, n) => [begins[at] + low + n, sign]) : [];
  });
}

function textBetween(start, end) { // what stands between paragraphs is a space
  return signsBetween(start, end).map(([offset, sign], n, all) => (n && offset > all[n - 1][0] + 1 ? ` ${sign}` : sign)).join("");
}

function select(start, end) {
  const [from, to] = [placeOf(start, false), placeOf(end, true)];
  if (from && to) getSelection().setBaseAndExtent(from[0], from[1], to[0], to[1]);
}

function chosen() { // what is selected in the story, without space and marks of quotation around it
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const [start, end] = [offsetAt(range.startContainer, range.startOffset), offsetAt(range.endContainer, range.endOffset)];
  if (start === null || end === null || start >= end) return null;
  const signs = signsBetween(start, end).filter(([, sign]) => !/[\s"“”«»]/u.test(sign));
  return signs.length ? [signs[0][0], signs.at(-1)[0] + 1] : null;
}

// ---- adding a statement -----------------------------------------------------------------------------------------

const dialog = document.getElementById("adding");
if (dialog) setUpAdding();

function setUpAdding() {
  const choose = document.getElementById("choose");
  const how = document.getElementById("how");
  const button = document.getElementById("add-these");
  const form = dialog.querySelector("form");
  let [anchor, focus] = [0, 0]; // the words between which the keyboard has chosen

  function open() {
    const span = chosen();
    if (!span) { how.textContent = "Select words in the text first."; return; }
    [form.elements.start.value, form.elements.end.value] = span;
    document.getElementById("chosen-words").textContent = textBetween(...span);
    button.hidden = true;
    dialog.showModal();
    form.elements.speaker.focus();
  }

  function leave() {
    story.classList.remove("choosing");
    story.removeAttribute("tabindex");
    story.removeAttribute("role");
    choose.setAttribute("aria-expanded", "false");
  }

  function tell() {
    const [start, end] = [words[Math.min(anchor, focus)][0], words[Math.max(anchor, focus)][1]];
    select(start, end);
    placeOf(words[focus][0], false)?.[0].parentElement.scrollIntoView({ block: "nearest" });
    how.textContent = textBetween(start, end);
  }

  choose.addEventListener("click", () => {
    if (chosen()) { open(); return; }
    if (!words.length) return;
    story.classList.add("choosing");
    story.tabIndex = 0;
    story.setAttribute("role", "application");
    story.focus();
    choose.setAttribute("aria-expanded", "true");
    [anchor, focus] = [0, 0];
    tell();
    how.textContent = "Arrow keys move by words, Shift and arrows choose more, Enter takes them, Escape leaves.";
  });

  story.addEventListener("keydown", (event) => {
    if (!story.classList.contains("choosing")) return;
    const block = words[focus] ? Number(placeOf(words[focus][0], false)[0].parentElement.parentElement.firstElementChild.dataset.o) : 0;
    const steps = { ArrowRight: 1, ArrowLeft: -1, PageDown: 25, PageUp: -25 };
    let next = focus + (steps[event.key] ?? 0);
    if (event.key === "ArrowDown") next = words.findIndex(([start]) => start > block && blockOf(start) > block);
    if (event.key === "ArrowUp") next = wordAt(blockOf(Math.max(0, block - 1)));
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = words.length - 1;
    if (event.key === "Enter") { event.preventDefault(); leave(); open(); return; }
    if (event.key === "Escape") { leave(); getSelection().removeAllRanges(); choose.focus(); return; }
    if (next === focus && !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    focus = Math.max(0, Math.min(words.length - 1, next < 0 ? (event.key === "ArrowDown" ? words.length - 1 : 0) : next));
    if (!event.shiftKey) anchor = focus;
    tell();
  });

  story.addEventListener("mouseup", () => setTimeout(() => {
    const span = chosen();
    button.hidden = !span;
    if (!span) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    button.style.left = `${Math.max(8, box.left) + window.scrollX}px`;
    button.style.top = `${box.bottom + 8 + window.scrollY}px`;
    button.style.width = "auto";
  }));
  document.addEventListener("selectionchange", () => { if (!chosen()) button.hidden = true; });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", open);
  dialog.querySelector("[data-close]").addEventListener("click", () => { dialog.close(); choose.focus(); });
}

function blockOf(offset) { // where the block begins that holds an offset
  let found = 0;
  for (const block of story.children) {
    const first = block.querySelector("[data-o]");
    if (first && Number(first.dataset.o) <= offset) found = Number(first.dataset.o);
  }
  return found;
}

// ---- moving the ends of a statement -----------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ends]");
  if (button) moveEnds(button);
});

function moveEnds(button) {
  for (const old of story.querySelectorAll(".handle")) old.remove();
  const form = button.closest("form");
  const said = form.querySelector("[data-said]");
  const spans = form.elements.spans.value.trim().split(/\s+/).map((span) => span.split(":").map(Number));
  const write = () => {
    form.elements.spans.value = spans.map((span) => span.join(":")).join(" ");
    said.textContent = spans.map((span) => textBetween(...span)).join(" … ");
  };
  const handles = [];
  for (const [place, span] of spans.entries()) {
    for (const side of [0, 1]) handles.push(handle(spans, place, side, write, button));
  }
  write();
  handles[0]?.focus();
}

function handle(spans, place, side, write, button) {
  const span = spans[place];
  const made = document.createElement("button");
  made.type = "button";
  made.className = "handle";
  made.setAttribute("role", "slider");
  made.setAttribute("aria-label", side ? "Last word of the statement" : "First word of the statement");
  made.setAttribute("aria-valuemin", "0");
  made.setAttribute("aria-valuemax", String(words.length - 1));

  const put = () => {
    const at = placeOf(span[side], side === 1);
    if (!at) return;
    const piece = at[0].parentElement; // beside the piece in the order of Tab; over its place to the eye
    if (side) piece.after(made); else piece.before(made);
    const range = document.createRange();
    range.setStart(at[0], Math.max(0, at[1] - side));
    range.setEnd(at[0], at[1] + 1 - side);
    const [box, frame] = [range.getBoundingClientRect(), story.getBoundingClientRect()];
    made.style.left = `${(side ? box.right : box.left) - frame.left - story.clientLeft}px`;
    made.style.top = `${box.top - frame.top - story.clientTop}px`;
    const word = wordAt(side ? span[1] - 1 : span[0]);
    made.setAttribute("aria-valuenow", String(word));
    made.setAttribute("aria-valuetext", textBetween(...words[word]));
    write();
    select(span[0], span[1]);
  };
  const low = place ? spans[place - 1][1] : 0;
  const high = place + 1 < spans.length ? spans[place + 1][0] : Infinity;
  const move = (offset) => {
    const fits = side ? offset > span[0] && offset <= high : offset < span[1] && offset >= low;
    if (fits && offset !== span[side]) { span[side] = offset; put(); made.focus(); }
  };
  const trimmed = (word) => { // a word's end without the marks of quotation around it
    const text = [...textBetween(...word)];
    let [first, last] = [0, text.length];
    while (first < last - 1 && /["“”«»]/u.test(text[first])) first += 1;
    while (last > first + 1 && /["“”«»]/u.test(text[last - 1])) last -= 1;
    return side ? word[0] + last : word[0] + first;
  };
  made.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 10, ArrowUp: -10 }[event.key];
    if (step) {
      event.preventDefault();
      const next = wordAt(side ? span[1] - 1 : span[0]) + step;
      if (words[next]) move(trimmed(words[next]));
    }
    if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); button.focus(); }
  });
  const drag = (event) => {
    made.style.pointerEvents = "none"; // look at the text below the handle, not at the handle
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = at ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const offset = at ? offsetAt(at.offsetNode, at.offset) : range && offsetAt(range.startContainer, range.startOffset);
    made.style.pointerEvents = "";
    if (offset === null || offset === undefined) return;
    const word = words[wordAt(side ? offset - 1 : offset)];
    if (word) move(trimmed(word));
  };
  made.addEventListener("pointerdown", (event) => { // on the window: a handle that moves in the page loses its capture
    event.preventDefault();
    window.addEventListener("pointermove", drag);
    window.addEventListener("pointerup", () => window.removeEventListener("pointermove", drag), { once: true });
  });
  put();
  return made;
}
