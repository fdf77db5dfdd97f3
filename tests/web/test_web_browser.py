"""The main act of every page in a real browser, by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
import web_record
from playwright.sync_api import Page, expect

HARBOR = web_record.harbor()
ARTICLE = f"/articles/{HARBOR.article.id}"
FIRST = HARBOR.statements[0].id


def words_at(page: Page, words: str) -> tuple[float, float, float, float]:
    """Where some words stand in the story: the middles of the first and of the last letter."""
    return tuple(page.evaluate(
        """words => {
          const pieces = [...document.querySelectorAll("#story [data-o]")];
          const node = pieces.map(piece => piece.firstChild).find(node => node.nodeValue.includes(words));
          node.parentElement.scrollIntoView({block: "center"});
          const range = document.createRange(), at = node.nodeValue.indexOf(words);
          range.setStart(node, at); range.setEnd(node, at + 1);
          const first = range.getBoundingClientRect();
          range.setStart(node, at + words.length - 1); range.setEnd(node, at + words.length);
          const last = range.getBoundingClientRect();
          return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
        }""",
        words,
    ))  # fmt: skip


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on what is sought: what the keyboard alone can reach."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_search_as_one_types_and_by_filters_with_the_mouse(page, shown) -> None:
    page.goto(shown)
    page.get_by_role("searchbox").fill("ferry")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="30 statements")).to_be_visible()
    page.get_by_role("link", name="Harbor Gazette", exact=True).click()
    expect(page.get_by_role("heading", name="15 statements")).to_be_visible()
    assert "outlet=Harbor+Gazette" in page.url
    page.get_by_role("link", name=re.compile("Take out the filter outlet")).click()
    expect(page.get_by_role("heading", name="30 statements")).to_be_visible()
    page.get_by_role("searchbox").fill("harbor")
    expect(page.get_by_role("heading", name="1 statement", exact=True)).to_be_visible()
    assert "q=harbor" in page.url  # the address was changed in place: it can be shared
    page.reload()
    expect(page.get_by_role("heading", name="1 statement", exact=True)).to_be_visible()


def test_search_with_the_keyboard(page, shown) -> None:
    page.goto(shown)
    tab_to(page, "#q")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="30 statements")).to_be_visible()
    tab_to(page, "a[rel=next]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    assert "page=2" in page.url


def test_a_statement_shows_itself_under_the_mouse(page, shown) -> None:
    page.goto(shown + ARTICLE)
    expect(page.locator("#card")).to_be_hidden()
    page.locator('[data-c="1"]').first.hover()
    card = page.locator("#card")
    expect(card).to_be_visible()
    for words in ("Ana Ferreira", "mayor of Norland", "2017-01-05", "91 % words, 88 % speaker"):
        expect(card).to_contain_text(words)
    lit = page.locator(".lit").all_text_contents()
    assert {"Ana Ferreira", "mayor of Norland", "on Jan. 5"} <= set(lit)
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()
    page.locator(f"#s-{HARBOR.statements[1].id}").hover()
    assert "Norland Radio" in page.locator(".lit").all_text_contents()


def test_a_statement_shows_itself_under_the_focus(page, shown) -> None:
    page.goto(shown + ARTICLE)
    tab_to(page, "#r-2")
    expect(page.locator("#card")).to_contain_text("Norland Radio")
    assert page.locator("#r-2").get_attribute("aria-describedby") == "card"
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#s-{HARBOR.statements[1].id}")


def test_add_a_statement_with_the_mouse(page, served) -> None:
    page.goto(served + ARTICLE)
    x1, y1, x2, y2 = words_at(page, "We have seen worse")
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move(x2, y2, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Add these words").click()
    expect(page.locator("#chosen-words")).to_have_text("We have seen worse")
    page.get_by_role("dialog").get_by_label("Speaker").fill("a dockworker")
    page.get_by_role("dialog").get_by_label("Kind").select_option("unnamed")
    page.get_by_role("dialog").get_by_label("Why").fill("missed")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Saved as correction 1.")).to_be_visible()
    expect(page.locator('[data-c="4"]')).to_have_text("We have seen worse")
    expect(page.locator("aside li").nth(3)).to_contain_text("direct")  # by the marks of quotation around it
    page.get_by_role("button", name="Undo it").click()
    expect(page.locator('[data-c="4"]')).to_have_count(0)
    expect(page.get_by_text("taken back")).to_be_visible()


def test_words_over_two_paragraphs_are_taken_whole(page, shown) -> None:
    page.goto(shown + ARTICLE)
    tab_to(page, "#choose")
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-words")).to_have_text("mayor says “The harbor")
    start, end = (int(page.locator(f"#adding [name={name}]").input_value()) for name in ("start", "end"))
    assert HARBOR.article.text[start:end] == "mayor says\n\n“The harbor"


def test_add_a_statement_with_the_keyboard(page, served) -> None:
    page.goto(served + ARTICLE)
    tab_to(page, "#choose")
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    for _ in range(7):  # A dockworker said the ice was thick. 🧊 |We
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-words")).to_have_text("We have seen worse,")
    page.keyboard.type("Ana Ferreira")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved as correction 1.")).to_be_visible()
    expect(page.locator('[data-c="4"]')).to_have_text("We have seen worse,")
    tab_to(page, ".tools button.quiet")
    page.keyboard.press("Enter")
    expect(page.get_by_text("taken back")).to_be_visible()


def test_drag_the_ends_of_a_statement(page, served) -> None:
    page.goto(served + ARTICLE)
    item = page.locator(f"#s-{FIRST}")
    item.get_by_text("Correct").click()
    item.get_by_role("button", name="Change its words").click()
    handle = page.get_by_role("slider", name="Last word of the statement")
    _, _, x, y = words_at(page, "will not close")
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, y, steps=8)
    page.mouse.up()
    expect(item.locator("[data-said]")).to_have_text("The harbor will not close")
    item.get_by_role("button", name="Save").click()
    expect(page.locator('[data-c="1"]')).to_have_text("The harbor will not close")


def test_move_the_ends_of_a_statement_with_the_keyboard(page, served) -> None:
    page.goto(served + ARTICLE)
    item = page.locator(f"#s-{FIRST}")
    tab_to(page, f"#s-{FIRST} summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-ends]")
    page.keyboard.press("Enter")
    first = page.get_by_role("slider", name="First word of the statement")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "harbor")
    page.keyboard.press("Enter")
    expect(item.locator("[data-ends]")).to_be_focused()
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.locator('[data-c="1"]')).to_have_text("harbor will not close this winter,")


def test_choose_another_speaker_and_take_it_back(page, served) -> None:
    page.goto(served + ARTICLE)
    item = page.locator(f"#s-{FIRST}")
    item.get_by_text("Correct").click()
    field = item.get_by_label("Speaker")
    field.fill("")
    field.press_sequentially("Cor")
    expect(page.locator("#speaker-options option")).to_have_count(1)
    expect(page.locator("#speaker-options option")).to_have_attribute("value", "Cora Lind")
    field.fill("Cora Lind")
    item.get_by_role("button", name="Save").click()
    expect(page.locator("aside li").first).to_contain_text("Cora Lind")
    page.get_by_role("button", name="Undo correction 1").click()
    expect(page.locator("aside li").first).to_contain_text("Ana Ferreira")
    page.goto(served + "/corrections")
    expect(page.get_by_text("took back correction 1")).to_be_visible()


def test_take_a_statement_out(page, served) -> None:
    page.goto(served + ARTICLE)
    item = page.locator(f"#s-{FIRST}")
    item.get_by_text("Correct").click()
    item.get_by_role("button", name="It is no statement").click()
    expect(page.locator(f"#s-{FIRST}")).to_have_count(0)
    page.get_by_role("button", name="Undo it").click()
    expect(page.locator(f"#s-{FIRST}")).to_have_count(1)


def test_merge_two_speakers_and_split_them_again(page, served) -> None:
    page.goto(served + "/speakers?q=okoro")
    page.get_by_role("link", name="Okoro", exact=True).click()
    page.get_by_label("This is the same as").fill("Ben Okoro")
    tab_to(page, "aside form button")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Ben Okoro").click()
    expect(page.get_by_role("heading", name="20 statements")).to_be_visible()
    page.get_by_role("button", name="Split Okoro off again").click()
    expect(page.get_by_role("heading", name="10 statements")).to_be_visible()


def test_a_speaker_has_a_chart_with_its_table(page, shown) -> None:
    page.goto(shown + "/speakers?q=lind")
    tab_to(page, "td a")
    page.keyboard.press("Enter")
    expect(page.locator("[data-chart=months] svg")).to_be_visible()
    page.get_by_text("The table").click()
    expect(page.get_by_role("cell", name="2017-02")).to_be_visible()


def test_versions_side_by_side(page, shown) -> None:
    page.goto(shown + ARTICLE)
    page.get_by_role("link", name="compare with version 2").click()
    expect(page.locator("main del").last).to_have_text("better")
    expect(page.locator("main ins").last).to_have_text("worse")


@pytest.mark.parametrize("keyboard", [False, True])
def test_verify_a_draft(page, shown, tmp_path, keyboard) -> None:
    page.goto(shown + "/verify")
    source = tmp_path / "interview.txt"
    source.write_text("FERREIRA: The harbor will never close this winter, believe me.", encoding="utf-8")
    draft = "Ferreira said “the harbor will not close this winter” on Monday."
    page.get_by_label("Files: text").set_input_files(source)
    if keyboard:
        page.get_by_label("Paste it").focus()
        page.keyboard.insert_text(draft)
        tab_to(page, "form[action='/verify'] button")
        page.keyboard.press("Enter")
    else:
        page.get_by_label("Paste it").fill(draft)
        page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("heading", name="0 of 1 quotation faithful")).to_be_visible()
    expect(page.locator("main del")).to_have_text("not")
    expect(page.locator("main ins")).to_have_text("never")
    expect(page.get_by_text("interview.txt")).to_be_visible()


def test_verify_a_draft_against_the_record(page, shown) -> None:
    page.goto(shown + "/verify")
    page.get_by_label("Paste it").fill("She said “the harbor will not close this winter” today.")
    page.get_by_label("The pages of this record").check()
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("verbatim")).to_be_visible()


@pytest.mark.parametrize("keyboard", [False, True])
def test_keep_a_draft_that_was_verified(page, served, keyboard) -> None:
    page.goto(served + "/verify")
    page.get_by_label("Paste it").fill("The quay is safe.\n\n“The harbor will not close this winter,” said Dora Weiss.")
    page.get_by_label("The pages of this record").check()
    page.get_by_role("button", name="Verify").click()
    if keyboard:
        tab_to(page, "#name")
        page.keyboard.type("winter draft")
        page.keyboard.press("Enter")
    else:
        page.get_by_label("Keep the draft under the name").fill("winter draft")
        page.get_by_role("button", name="Add the draft to the record").click()
    expect(page.get_by_text("Done: 1 of 1 page")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="winter draft").click()
    expect(page.locator("#story p")).to_have_count(2)
    expect(page.locator("#story")).to_contain_text("The harbor will not close this winter")


@pytest.mark.parametrize("keyboard", [False, True])
def test_lint_a_draft(page, shown, keyboard) -> None:
    page.goto(shown + "/lint")
    draft = "The mayor closed the port on Monday, officials said.\n\n“We will not rest until it is open,” he claimed."
    page.get_by_label("Paste the draft").focus()
    page.keyboard.insert_text(draft)
    if keyboard:
        tab_to(page, "form[action='/lint'] button")
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Lint").click()
    expect(page.locator("mark").filter(has_text="claimed")).to_be_visible()
    why = page.locator("#f-1 summary")
    why.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-1 details p").first).to_be_visible()


@pytest.mark.parametrize("keyboard", [False, True])
def test_add_a_text_and_watch_it_being_read(page, served, keyboard) -> None:
    page.goto(served + "/add")
    text = "The lighthouse was lit again on Sunday.\n\n“It shines as it always did,” said Dora Weiss, its keeper."
    page.get_by_label("or its text").focus()
    page.keyboard.insert_text(text)
    page.get_by_label("A name for the text").fill("lighthouse.txt")
    if keyboard:
        tab_to(page, "form[action='/add'] button")
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Done: 1 of 1 page")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="lighthouse.txt").click()
    expect(page.locator("#story")).to_contain_text("It shines as it always did")
    expect(page.locator("aside")).to_contain_text("Dora Weiss")


@pytest.mark.parametrize("keyboard", [False, True])
def test_audit_an_outlet(page, shown, keyboard) -> None:
    page.goto(shown + "/sources")
    expect(page.locator("[data-chart] svg")).to_have_count(3)
    page.get_by_role("searchbox").fill("Harbor Gazette")
    if keyboard:
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Harbor Gazette: its newest 15 pages")).to_be_visible()
    page.get_by_label("Newest pages").fill("7")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Harbor Gazette: its newest 7 pages of 15")).to_be_visible()
    page.get_by_text("The table").first.click()
    expect(page.locator("table[data-table=classes]")).to_be_visible()


def test_trace_words(page, shown) -> None:
    page.goto(shown + ARTICLE)
    page.get_by_role("link", name="Trace the words of statement 1").click()
    expect(page.get_by_text("On 1 page from 1 article")).to_be_visible()
    expect(page.locator("[data-chart=timeline] svg")).to_be_visible()
    page.goto(shown + "/quotations")
    tab_to(page, "#q")
    page.keyboard.type("the harbor will not close this winter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Earliest in this record")).to_be_visible()
