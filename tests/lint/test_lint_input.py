"""Bad input and odd text: line ends, tabs, byte order marks, Markdown, HTML in Markdown, size, settings."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint_pages import read_text

from onrecord.core.article import Article, Block, BlockKind
from onrecord.core.errors import NoStory, UsageError
from onrecord.core.reading import Reading
from onrecord.lint.fixing import difference, fixed
from onrecord.lint.houses import load_house, names
from onrecord.lint.linting import CODES, lint
from onrecord.lint.masking import masked
from onrecord.lint.positions import Lines, utf16_length
from onrecord.lint.settings import Settings, load_settings

STRAY = "Spicer` told reporters that it was late, and nobody asked why."


@pytest.mark.parametrize(
    ("text", "place", "utf16"),
    [
        (f"First of all, the hall was full.\n\n{STRAY}", (3, 7), (2, 6)),
        (f"First of all, the hall was full.\r\n\r\n{STRAY}", (3, 7), (2, 6)),
        (f"First of all, the hall was full.\r\r{STRAY}", (3, 7), (2, 6)),
        (f"\tTab first: {STRAY}", (1, 19), (0, 18)),
        (f"Emoji \N{GRINNING FACE} here: {STRAY}", (1, 21), (0, 21)),
        (f"Line \u2028 in a line: {STRAY}", (1, 25), (0, 24)),
    ],
)
def test_line_and_column(text: str, place: tuple[int, int], utf16: tuple[int, int]) -> None:
    (found,) = lint(read_text(text), ["PAG03"])
    lines = Lines.of(text)
    assert lines.place(found.span.start) == place
    assert lines.utf16(found.span.start) == utf16
    assert lines.offset(*utf16) == found.span.start


def test_a_byte_order_mark_is_no_column() -> None:
    found = lint(read_text("\ufeff" + STRAY), ["PAG03"])
    assert Lines.of(read_text("\ufeff" + STRAY).article.text).place(found[0].span.start) == (1, 7)


MARKDOWN = """---
title: "A page
---

# The hall

Reed said that <a href="https://example.org">the hall</a> is “late” and `"code"` is not.

```
"We are never closed
```

See [the rule](https://example.org/a "A title) of ours") for more, and [ours].

[ours]: https://example.org "Never closed
"""


def test_marks_in_markup_and_code_are_nobodys() -> None:
    assert lint(read_text(MARKDOWN, markdown=True), ["QUO"]) == ()


def test_masking_keeps_every_offset() -> None:
    text = MARKDOWN + '<!-- a comment with a " mark --> and <b>bold</b>\u00a0text'
    assert len(masked(text, markdown=True)) == len(text)
    assert masked("plain text", markdown=True) == "plain text"


@given(st.text(st.sampled_from("<>!-`~[]()\"'\n a#https://"), max_size=200))
def test_masking_any_text(text: str) -> None:
    assert len(masked(text, markdown=True)) == len(masked(text, markdown=False)) == len(text)


def test_ten_megabytes_take_no_longer_than_their_story() -> None:
    row = '"We are ready for it," Tom Harlow said. The hall was full` and  late “now”. '
    reading = read_text((row * (9_900_000 // len(row)))[:9_900_000])
    began = time.process_time()
    found = lint(reading, ["all"])
    assert found
    assert time.process_time() - began < 60


@pytest.mark.parametrize("text", ["123 456\n\n789", "... !!!", "\n\n\n", " \t "])
def test_no_letters(text: str) -> None:
    try:
        reading = read_text(text)
    except NoStory:
        return  # a clear answer too
    assert lint(reading, ["QUO"]) == ()


SILENT = [
    (f"{STRAY} <!-- onrecord: ignore -->", 0),
    (f"{STRAY} <!-- onrecord: ignore PAG03 -->", 0),
    (f"{STRAY} <!--onrecord:ignore PAG, QUO02-->", 0),
    (f"{STRAY} <!-- onrecord: ignore QUO02 -->", 1),
    (f"<!-- onrecord: ignore PAG03 -->\n{STRAY}", 0),
    (f"<!-- onrecord: ignore PAG03 -->\n\n{STRAY}", 0),
    (f"<!-- onrecord: ignore PAG03 -->\nThe hall is full.\n\n{STRAY}", 1),
    (f"The hall is full. <!-- onrecord: ignore -->\n\n{STRAY}", 1),
]


@pytest.mark.parametrize(("text", "count"), SILENT)
def test_a_comment_silences_a_line(text: str, count: int) -> None:
    assert len(lint(read_text(text), ["PAG03"])) == count


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('selekt = ["QUO"]', "unknown key 'selekt'; the keys are select, ignore, house"),
        ('select = ["QUO99"]', "no rule 'QUO99'; there are CUE, DAT, PAG, QUO, SPK, SRC, all, SRC01"),
        ('ignore = "QUO02"', "ignore must be a list of codes"),
        ('house = "nyt"', "no house style 'nyt'; there are ap, bbc, npr, reuters"),
        ('[house]\nextends = "ap"\ncommas = "left"', "commas can't be 'left'; it is one of inside, logical"),
        ('[house]\ncoma = "inside"', "unknown key 'coma'; the keys are name, title, marks"),
        ('[house]\nextends = "nyt"', "no house style 'nyt'"),
        ("house = 7", "house must be a name or a table"),
        ("select = [", "onrecord.toml"),
    ],
)
def test_a_settings_file_with_a_fault_names_it(tmp_path: Path, written: str, message: str) -> None:
    (tmp_path / "onrecord.toml").write_text(written, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings(tmp_path, CODES)
    assert message in str(caught.value)
    assert "onrecord.toml" in str(caught.value)


def test_settings_are_found_above_a_text(tmp_path: Path) -> None:
    inner = tmp_path / "drafts" / "may"
    inner.mkdir(parents=True)
    project = '[tool.onrecord]\nselect = ["quo", "PAG03"]\nhouse = { extends = "ap", loaded = ["quip"] }\n'
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    loaded = load_settings(inner, CODES)
    assert loaded.select == ("QUO", "PAG03")
    assert (loaded.house.courtesy, loaded.house.loaded) == (False, ("quip",))
    (tmp_path / "drafts" / "onrecord.toml").write_text('house = "BBC"', encoding="utf-8")
    assert load_settings(inner, CODES).house == load_house("bbc")


def test_selecting_and_ignoring() -> None:
    reading = read_text(f'{STRAY}\n\n"We are ready," Reed said. “So are we,” Cole said.')
    both = Settings(select=("PAG", "QUO"), ignore=("QUO02",))
    assert {one.code for one in lint(reading, settings=both)} == {"PAG03"}
    with pytest.raises(UsageError, match="no rule 'XYZ'"):
        lint(reading, ["xyz"])


@pytest.mark.parametrize("name", names())
def test_a_house_style_names_its_sources(name: str) -> None:
    house = load_house(name)
    assert house.name == name
    assert house.title
    assert any("http" in source for source in house.sources)


FIXED = [
    (
        '"We are ready," Reed said. “So are we,” Cole said. “All.”',
        "“We are ready,” Reed said. “So are we,” Cole said. “All.”",
    ),
    ("``We are ready,'' Reed said.", '"We are ready," Reed said.'),
    ("“ We are ready,” Reed said.", "“We are ready,” Reed said."),
    ("Spicer` said  that it was late.", "Spicer said that it was late."),
    ("“They said “no” twice to us,” Reed said.", "“They said ‘no’ twice to us,” Reed said."),
    (
        '"It is late," minister Luis Marr said, The Hill reported.\n\n"It is dark," Marr told CNN.\n\nSources: Reuters',
        '"It is late," minister Luis Marr said, The Hill reported.\n\n"It is dark," Marr told CNN.\n\n'
        "Sources: Reuters, The Hill, CNN",
    ),
]


def mend(text: str) -> str:
    for _ in range(6):
        text, count = fixed(text, lint(read_text(text), ["all"]))
        if not count:
            break
    return text


@pytest.mark.parametrize(("before", "after"), FIXED)
def test_safe_fixes(before: str, after: str) -> None:
    assert mend(before) == after
    assert mend(after) == after
    assert difference(before, after, "page.txt").startswith("--- a/page.txt\n+++ b/page.txt\n@@")


SENTENCES = st.lists(
    st.sampled_from(
        [
            '"We are ready for it," Mayor Ann Reed said.',
            "“We are not,” Tom Hale said.",
            "“They said “no” twice,” Reed added.",
            "``Nobody came,'' Cole said, according to The Hill.",
            "Spicer` told reporters  that it was late.",
            "“ We were told in May,” Harlow said. “Nobody came.\n\nNobody called.”",
            "”Go home,” she said.",
            "'It is 6\" wide,' he said.",
            "Sources: Reuters",
            "\n\n",
        ]
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=60)
@given(SENTENCES)
def test_mending_changes_nobodys_words_and_mends_once(sentences: list[str]) -> None:
    text = "The council met in the hall.\n\n" + " ".join(sentences)
    mended = mend(text)
    added = [word for word in ("The", "Hill") if "Sources" in text and "Hill" in text]
    before, after = words(text), words(mended)
    assert before == after or sorted([*before, *added]) == sorted(after)
    again, count = fixed(mended, lint(read_text(mended), ["all"]))
    assert (again, count) == (mended, 0)


def words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in text).split()


@given(st.text(max_size=80), st.integers(0, 80))
def test_utf16_columns(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    line, column = Lines.of(text).utf16(offset)
    start = Lines.of(text).starts[line]
    assert (
        utf16_length(text[start:offset]) == column == len(text[start:offset].encode("utf-16-le", "surrogatepass")) // 2
    )


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("\"'“”‘’`«» \n\t[].…,AaBb09\r*_<>"), max_size=160))
def test_any_text_is_linted(text: str) -> None:
    reading = read_text("The council met in the old hall on Monday.\n\n" + text)
    for one in lint(reading, ["all"], Settings(house=load_house("ap"))):
        assert reading.article.text[one.span.start : one.span.end] == one.span.text


HOSTILE = [
    '"',
    "“a ",
    "a” ",
    "A",
    "Aa",
    "[a ",
    "``a'' ",
    "“a “b ",
    '"a\n\n',
    '<a href="',
    '"... ',
    "a  ",
    "Ann Lee met Tom. ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_no_more_than_linear_time(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    article = Article(id="x", page="x", text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),))
    began = time.process_time()
    lint(Reading(article=article), ["all"], Settings(house=load_house("ap")))
    assert time.process_time() - began < 20
