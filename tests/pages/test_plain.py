"""Plain text and Markdown: blocks, headline, labelled lines, furniture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.spans import Span
from onrecord.pages.days import date_in_text
from onrecord.pages.furniture import is_furniture
from onrecord.pages.labels import contribution
from onrecord.pages.layout import Layout
from onrecord.pages.plain import read_plain

LONG = "The council met on Monday and voted for the new bridge over the river after two hours of talk."
WRAPPED = """The first line of a paragraph that was wrapped by hand at a
width that mail programs like, and goes on and on to the
end here."""

PAGE = f"""Skip to main content

Council Votes for a Second U.S. Bridge

  • Author: Ann Carter
  • Updated: Feb. 23, 2017

{LONG}

"It is a good day," Mayor Tom Reed said.

The Associated Press contributed to this report.

Sources: Reuters, The New York Times / Photo Credit: Jo Lane/Flickr

Popular Video"""


def blocks(text: str, layout: Layout) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in layout.blocks]


def words(spans: tuple[Span, ...]) -> list[str]:
    return [span.text for span in spans]


def test_a_page_as_it_comes():
    layout = read_plain(PAGE)
    assert blocks(PAGE, layout) == [
        ("headline", "Council Votes for a Second U.S. Bridge"),
        ("paragraph", LONG),
        ("paragraph", '"It is a good day," Mayor Tom Reed said.'),
    ]
    assert layout.headline is not None
    assert layout.headline.value == "Council Votes for a Second U.S. Bridge"
    assert layout.byline is not None
    assert layout.byline.value == "Ann Carter"
    assert layout.updated is not None
    assert layout.updated.value == "2017-02-23"
    assert words(layout.sources_line) == ["Reuters", "The New York Times"]
    assert words(layout.credits) == ["The Associated Press contributed to this report.", "Jo Lane/Flickr"]
    assert words(layout.furniture)[0] == "Skip to main content"
    assert words(layout.furniture)[-1] == "Popular Video"


def test_empty_labels_are_unknown():
    layout = read_plain(f"A Headline\n\n  • Author:\n  • Updated:\n\n{LONG}")
    assert layout.byline is None
    assert layout.updated is None
    assert words(layout.furniture) == ["• Author:", "• Updated:"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}\n\n{LONG}", [LONG, LONG]),
        (f"{LONG}\n{LONG}", [LONG, LONG]),
        (f"{LONG}\r\n\r\n{LONG}\r\n", [LONG, LONG]),
        (WRAPPED, [WRAPPED]),
        ("", []),
        (" \n\t\n", []),
    ],
)  # fmt: skip
def test_paragraphs(text: str, expected: list[str]):
    assert [found for _, found in blocks(text, read_plain(text))] == expected


@pytest.mark.parametrize(
    ("first", "is_headline"),
    [
        ("Mayor opens bridge", True),
        ("Will the bridge open?", True),
        ("The mayor opened the bridge.", False),
        ('"We did it"', False),
        ("LONDON —", True),
    ],
)
def test_headline(first: str, is_headline: bool):
    layout = read_plain(f"{first}\n\n{LONG}")
    assert (layout.headline is not None) is is_headline


def test_headline_known_from_elsewhere():
    assert read_plain(f"Some short line\n\n{LONG}", title="Another title").headline is None
    assert read_plain(f"Mayor Opens Bridge.\n\n{LONG}", title="Mayor opens bridge").headline is not None


def test_markdown():
    text = f"# Mayor opens bridge\n\nBy Ann Carter\n\n{LONG}\n\n> It is a good day.\n> -- Tom Reed\n"
    text += f"\n## What next\n\n- {LONG}"
    assert blocks(text, read_plain(text, markdown=True)) == [
        ("headline", "Mayor opens bridge"),
        ("paragraph", LONG),
        ("block_quotation", "It is a good day.\n> -- Tom Reed"),
        ("heading", "What next"),
        ("paragraph", LONG),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "Popular Video",
        "ADVERTISEMENT",
        "Share this:",
        "Sign up for our newsletter",
        "Read more: What the mayor said about the bridge",
        "RELATED: Bridge delayed again",
        "12 comments",
        "* * *",
        "Story continues below advertisement",
        "pic.twitter.com/abc",
    ],
)
def test_furniture(line: str):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        LONG,
        "Read more books, the mayor told the children.",
        "Facebook said it would appeal.",
        "Related costs rose by a third.",
        "Share prices fell on Monday.",
        '"Yes."',
    ],
)
def test_story(line: str):
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Associated Press contributed to this report.", "The Associated Press contributed to this report."),
        ("It rained. Jo Lane contributed reporting.", "Jo Lane contributed reporting."),
        ("Rain contributed to the flood, the report said.", None),
    ],
)
def test_contribution(text: str, expected: str | None):
    found = contribution(text, 0, len(text))
    assert (found and found.text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Feb. 23, 2017", "2017-02-23"),
        ("23 February 2017", "2017-02-23"),
        ("Thursday, February 9, 2017 at 3:45 PM", "2017-02-09"),
        ("2017-02-23T10:15:00-05:00", "2017-02-23T10:15:00-05:00"),
        ("2017-02-23T10:15:00Z", "2017-02-23T10:15:00+00:00"),
        ("23/02/2017", "2017-02-23"),
        ("02/03/2017", None),
        ("Feb. 30, 2017", None),
        ("Feb. 23", None),
        ("yesterday", None),
    ],
)
def test_dates(line: str, expected: str | None):
    assert date_in_text(line) == expected


LINES = st.one_of(
    st.sampled_from(
        [*PAGE.splitlines(), "> ", "# ", "By Ann Carter", "Sources: , and", "Photo Credit:", "\x85", "\u2028"]
    ),
    st.text(max_size=60),
)


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\u2029"])), max_size=15), st.booleans())
def test_every_visible_character_is_in_one_block_or_furniture(parts: list[tuple[str, str]], markdown: bool):
    text = "".join(line + end for line, end in parts)
    layout = read_plain(text, markdown=markdown)
    ranges = sorted(
        [(block.start, block.end) for block in layout.blocks] + [(s.start, s.end) for s in layout.furniture]
    )
    place = 0
    for start, end in ranges:
        assert place <= start < end <= len(text)
        if not markdown:
            assert not text[place:start].strip()
        place = end
    if not markdown:
        assert not text[place:].strip()
    facts = (layout.headline, layout.byline, layout.published, layout.updated)
    spans = [
        *layout.furniture,
        *layout.credits,
        *layout.sources_line,
        *(fact.span for fact in facts if fact and fact.span),
    ]
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert list(layout.blocks) == sorted(layout.blocks, key=lambda block: block.start)
