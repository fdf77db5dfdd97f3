"""Makes the standoff files of the test corpus from the pages in ``authoring/``: ``python tests/corpus/build.py``.

A page is plain text with its attributions marked in place: ``{c1 content}``, ``{q1 cue}``, ``{s1 source}``. The
number says which attribution it is part of; ``{s1,2 Lee}`` is the source of two. Its first lines are ``# title:``,
``# kind:`` and ``# date:``. The file's name is ``PUBLISHER_SLUG.txt``. Marking follows PolNeAR's guidelines: only the
outermost attribution, quotation marks inside the content, the sentence's full stop outside, an introducing "that" in
the content, relaying outlets as sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ANNOTATOR = "onrc"
_MARK = re.compile(r"\{([cqs])([0-9,]+) ([^{}]*)\}")
_ROLES = {"c": "Content", "q": "Cue", "s": "Source"}


@dataclass(frozen=True)
class Page:
    """A page's text, its standoff file and its row of the metadata."""

    name: str
    text: str
    standoff: str
    row: str


def pages() -> list[Page]:
    """Every page of ``authoring/``, by name."""
    return [page(path.stem, path.read_text("utf-8")) for path in sorted((FOLDER / "authoring").glob("*.txt"))]


def page(name: str, written: str) -> Page:
    """One page. Raises ValueError for marks that don't parse, or an attribution without cue and content."""
    head, _, body = written.partition("\n\n")
    facts = dict(line.removeprefix("# ").split(": ", 1) for line in head.splitlines())
    text = ""
    spans: dict[tuple[int, str], list[tuple[int, int]]] = {}
    last = 0
    for mark in _MARK.finditer(body):
        text += body[last : mark.start()]
        for number in map(int, mark[2].split(",")):
            spans.setdefault((number, mark[1]), []).append((len(text), len(text) + len(mark[3])))
        text += mark[3]
        last = mark.end()
    text += body[last:]
    if "{" in text or "}" in text:
        raise ValueError(f"{name}: a brace outside a mark near {text[max(0, text.find('{')) :][:40]!r}")
    row = "\t".join((name, name.partition("_")[0], facts["date"], facts["title"], facts["kind"]))
    return Page(name, text, _standoff(name, text, spans), row)


def _standoff(name: str, text: str, spans: dict[tuple[int, str], list[tuple[int, int]]]) -> str:
    lines: list[str] = []
    events: list[str] = []
    count = 0
    for number in sorted({number for number, _ in spans}):
        roles = []
        for role in "cqs":
            parts = spans.get((number, role))
            if parts:
                count += 1
                offsets = ";".join(f"{start} {end}" for start, end in parts)
                words = " ".join(" ".join(text[start:end].split()) for start, end in parts)
                lines.append(f"T{count}\t{_ROLES[role]} {offsets}\t{words}")
                roles.append(f"{_ROLES[role]}:T{count}")
        if roles == [f"Source:T{count}"]:
            raise ValueError(f"{name}: attribution {number} has neither cue nor content")
        events.append(f"E{number}\t{' '.join(roles)}")
    return "\n".join([*lines, *events]) + "\n"


def build(folder: Path = FOLDER) -> None:
    """Write ``text/``, ``attributions/`` and ``metadata.tsv``."""
    made = pages()
    for kind in ("text", "attributions"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for old in (folder / kind).iterdir():
            old.unlink()
    for one in made:
        (folder / "text" / f"{one.name}.txt").write_text(one.text, "utf-8", newline="")
        (folder / "attributions" / f"{one.name}_{ANNOTATOR}.ann").write_text(one.standoff, "utf-8", newline="")
    rows = ["filename\tpublisher\tpublication_date\ttitle\tkind", *(one.row for one in made)]
    (folder / "metadata.tsv").write_text("\n".join(rows) + "\n", "utf-8", newline="")


if __name__ == "__main__":
    build()
