"""axe-core finds nothing on any page, in light and in dark; and every page stays within a phone's width."""

from __future__ import annotations

from pathlib import Path

import pytest
import web_record

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
ARTICLE = f"/articles/{web_record.harbor().article.id}"
OLD = web_record.harbor(web_record.STORY.replace("worse", "better")).article.id
PAGES = {
    "front": "/",
    "search": "/search?q=ferry&outlet=Harbor+Gazette",
    "nothing found": "/search?q=nowhere",
    "article": ARTICLE,
    "versions": f"{ARTICLE}/against/{OLD}",
    "speakers": "/speakers",
    "speaker": "SPEAKER",
    "sources": "/sources",
    "quotations": "/quotations",
    "trace": "/trace",
    "traced": "/trace?q=the+harbor+will+not+close+this+winter",
    "verify": "/verify",
    "verdicts": "VERIFY",
    "lint": "/lint",
    "findings": "LINT",
    "corrections": "/corrections",
    "add": "/add",
    "login": "/login",
    "trouble": "/articles/none",
}
DRAFT = (
    "The mayor said “the harbor will not shut this winter” on Monday.\n\n“We will not rest until it opens,” he claimed."
)


def open_page(page, shown: str, name: str) -> None:
    """Go to a page, through its form where it is the answer to one."""
    address = PAGES[name]
    if address == "SPEAKER":
        page.goto(f"{shown}/speakers?q=lind")
        page.get_by_role("link", name="Cora Lind").click()
        page.locator("[data-chart] svg").wait_for()
    elif address in ("VERIFY", "LINT"):
        page.goto(f"{shown}/{address.lower()}")
        page.locator("#draft").fill(DRAFT)
        if address == "VERIFY":
            page.get_by_label("The pages of this record").check()
        page.locator(f"form[action='/{address.lower()}'] button").click()
        page.locator("#verdicts, #findings").wait_for()
    else:
        page.goto(shown + address)


@pytest.fixture
def quiet_page(chromium):
    """A page of its own; an answer of 404 is no trouble here."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(quiet_page, shown, name) -> None:
    open_page(quiet_page, shown, name)
    if name == "article":  # with the parts that come later
        quiet_page.locator("summary").first.click()
        quiet_page.locator(".correct form").wait_for()
    quiet_page.evaluate(AXE)
    for scheme in ("light", "dark"):
        quiet_page.emulate_media(color_scheme=scheme)
        found = quiet_page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]]
        assert told == [], scheme


def test_axe_finds_nothing_in_the_dialog_that_adds_a_statement(quiet_page, shown) -> None:
    quiet_page.goto(shown + ARTICLE)
    quiet_page.locator("#choose").focus()
    for key in ("Enter", "Shift+ArrowRight", "Enter"):
        quiet_page.keyboard.press(key)
    quiet_page.get_by_role("dialog").wait_for()
    quiet_page.evaluate(AXE)
    found = quiet_page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(quiet_page, shown, name) -> None:
    quiet_page.set_viewport_size({"width": 360, "height": 740})
    open_page(quiet_page, shown, name)
    assert quiet_page.evaluate("document.documentElement.scrollWidth") <= 360
