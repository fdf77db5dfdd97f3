"""Hostile pages: nothing that a page controls is run in the browser, and no link leads to a script."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
import web_record
from hostile_payloads import PAYLOADS
from web_server import Served, settings

from onrecord.core.article import Fact
from onrecord.core.reading import Problem, Reading
from onrecord.core.statements import Relay, RelayKind, Speaker, SpeakerKind
from onrecord.store import Record
from onrecord.web.marking import outlink

# What in the document would run, load or lead to a script, if any of it came from a page.
FOUND = """() => {
  const found = [];
  for (const one of document.querySelectorAll("*")) {
    for (const {name, value} of one.attributes) {
      if (name.startsWith("on") || name.startsWith("hx-on") || name === "style" && !one.closest("[data-chart], #card")
          && !["add-these"].includes(one.id)) found.push(name + "=" + value);
      if (["href", "src", "action", "formaction", "xlink:href", "data"].includes(name)) {
        const address = new URL(value, location.href);
        if (!["http:", "https:"].includes(address.protocol)) found.push(value);
        if (name === "src" && address.origin !== location.origin) found.push(value);
      }
    }
  }
  for (const one of document.querySelectorAll("main script, iframe, object, embed, base, main style, main link, math"))
    found.push(one.outerHTML);
  return found;
}"""


def hostile(number: int, payload: str) -> Reading:
    """A page that puts the payload wherever it can."""
    text = f"{payload} {number}\n\n“Words {payload} words {number},” said {payload} {number}.\n\n{payload}"
    on = web_record.article(text, f"https://evil.example/{number}?{payload}", outlet=payload, byline=payload,
                            published=payload, updated=payload, headline=f"{payload} {number}")  # fmt: skip
    # The address itself is the payload on every other page; a name keeps them apart.
    on = replace(on, url=f"{payload}#{number}" if number % 2 else on.url, language=payload)
    one = web_record.statement(on, f"Words {payload} words {number},", f"{payload} {number}", cue="said")
    name = f"{payload} {number}"
    speaker = Speaker(kind=SpeakerKind.PERSON, name=name, role=payload, affiliation=payload, id=payload)
    unnamed = replace(
        web_record.statement(on, f"{payload} {number}", form=one.form),
        speaker=Speaker(kind=SpeakerKind.UNNAMED, description=payload, role=payload),
    )
    told = replace(one, speaker=speaker, route=(Relay(RelayKind.OUTLET, payload),), addressee=one.source[0],
                   medium=one.source[0], place=one.source[0])  # fmt: skip
    return Reading(
        article=replace(on, credits=(), byline=Fact(payload, "meta")),
        statements=(unnamed, told),
        problems=(Problem("no-byline", payload),),
    )


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    """A server of a record of hostile pages, and the addresses to look at."""
    path = tmp_path_factory.mktemp("hostile") / "record.db"
    pages = [hostile(number, payload) for number, payload in enumerate(PAYLOADS)]
    with Record.open(path, create=True) as record:
        added = record.add(pages)
        assert (added.articles, added.failed) == (len(PAYLOADS), 0)
        for page, payload in zip(pages[:20], PAYLOADS, strict=False):
            record.correct(page.statements[0].id, "delete", {}, editor=payload, reason=payload)
        speakers = [record.search(speaker=f"{payload} {number}").hits for number, payload in enumerate(PAYLOADS[:3])]
    assert any(speakers)
    server = Served(replace(settings(path), hosts=frozenset({"127.0.0.1"})))
    yield server.url, [f"/articles/{page.article.id}" for page in pages]
    server.close()


def test_there_are_at_least_a_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) >= 110


def test_nothing_of_a_page_is_run(chromium, addresses) -> None:
    url, articles = addresses
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script("window.ran = []; window.pwn = () => window.ran.push(location.href)")
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    page.on("dialog", lambda dialog: refused.append("a dialog"))
    page.on("request", lambda one: refused.append(one.url) if not one.url.startswith((url, "data:")) else None)
    lists = [
        "/",
        "/corrections",
        "/quotations",
        "/trace?q=words",
        "/sources",
        "/speakers?size=100",
        "/speakers?size=100&page=2",
    ]
    searches = [f"/search?size=100&page={number}" for number in (1, 2, 3)]
    for address in [*lists, *searches, *articles]:
        page.goto(url + address)
        if address in articles:
            for mark in page.locator("a.ref").all()[:2]:
                mark.focus()  # the card is a copy of what the page holds
        assert page.evaluate("window.ran") == [], address
        assert page.evaluate(FOUND) == [], address
        assert page.locator("main").count() == 1
    for number in range(0, 60, 6):
        page.goto(f"{url}/speakers?size=100")
        page.locator("td a").nth(number).click()
        page.locator("#said").wait_for()
        assert page.evaluate("window.ran") == []
        assert page.evaluate(FOUND) == []
    assert refused == []
    context.close()


def test_what_is_typed_is_not_run_either(chromium, shown) -> None:
    context = chromium.new_context()
    context.add_init_script("window.ran = []; window.pwn = () => window.ran.push(location.href)")
    page = context.new_page()
    page.goto(f"{shown}/search")
    for payload in PAYLOADS[::9]:
        for address in ("/search?q=", "/speakers?q=", "/trace?q=", "/search?speaker=", "/login?next="):
            page.goto(f"{shown}{address}{quote(payload)}")
            assert page.evaluate("window.ran") == [], (address, payload)
            assert page.evaluate(FOUND) == [], (address, payload)
    context.close()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_is_a_link(payload) -> None:
    assert outlink(payload) is None


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://news.example/a?b=c#d", True),
        ("http://news.example", True),
        ("//news.example/a", False),
        ("/a", False),
        ("https://", False),
        ("https://user:secret@news.example/", False),
        ("https://news.example/a b", False),
        ("https://[::1", False),
        ("file:///etc/passwd", False),
        ("", False),
        (None, False),
    ],
)
def test_a_link_leads_to_the_web_only(address, kept) -> None:
    assert outlink(address) == (address if kept else None)
