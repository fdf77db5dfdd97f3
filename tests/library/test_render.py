"""A reading to look at: marked pages, notebooks, rows and data frames."""

from __future__ import annotations

import sys
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import (
    Act,
    Article,
    Block,
    BlockKind,
    Form,
    MissingExtra,
    Polarity,
    Problem,
    Reading,
    Relay,
    RelayKind,
    SaidDate,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
)
from onrecord.render.page import page
from onrecord.render.rows import COLUMNS, csv_line, rows

TEXT = 'A <b>quay</b> & more\n"We pay," Ada Lund said to us.\nNothing else \x00 happened.'
BREAKS = (0, TEXT.index("\n"), TEXT.rindex("\n"), len(TEXT))


def statement(*content: tuple[int, int], cue: tuple[int, int] | None = None) -> Statement:
    return Statement(
        id="s", article="a", page="p", form=Form.DIRECT, act=Act.SPEECH, polarity=Polarity.ASSERTED,
        content=tuple(Span.of(TEXT, *span) for span in content),
        cue=(Span.of(TEXT, *cue),) if cue else (), source=(),
        speaker=Speaker(kind=SpeakerKind.PERSON, name="Ada <Lund>", role="=mayor"),
        said=SaidDate("XXXX-03-01", "text"),
        route=(Relay(RelayKind.OUTLET, "Near"), Relay(RelayKind.OUTLET, "Far")),
    )  # fmt: skip


def reading(*statements: Statement) -> Reading:
    blocks = tuple(
        Block(kind, start, end)
        for kind, start, end in zip(
            (BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION), BREAKS, BREAKS[1:], strict=False
        )
    )
    return Reading(article=Article(id="a", page="<p>", text=TEXT, blocks=blocks), statements=statements)


class _Seen(HTMLParser):
    """The tags in balance, and the text of the story without the numbers of the marks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.story = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        in_story = {"h2", "p", "blockquote"} & set(self.open)
        if in_story and not {"sup", "table"} & set(self.open):
            self.story += data


def seen(html: str) -> _Seen:
    parser = _Seen()
    parser.feed(html)
    assert parser.open == []
    return parser


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(st.tuples(SPANS, SPANS), max_size=6))
def test_marks_nest_well_and_change_no_word(pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    parser = seen(page([reading(*(statement(content, cue=cue) for content, cue in pairs))]))
    assert parser.story == TEXT.replace("\x00", "\ufffd")
    assert not parser.tags & {"b", "script", "img", "a", "iframe"}


def test_a_failure_is_told_and_escaped() -> None:
    failed = Reading(article=Article(id="a", page="p", text="", blocks=()), failure=Problem("missing", "<i>gone</i>"))
    assert "&lt;i&gt;gone" in page([failed])


def test_a_page_of_thousands_of_statements_is_quick() -> None:
    text = '"Yes," she said.\n' * 5000
    blocks = tuple(Block(BlockKind.PARAGRAPH, at, at + 16) for at in range(0, len(text), 17))
    one = statement((0, 3))
    spans = [(Span.of(text, at + 1, at + 5),) for at in range(0, len(text), 17)]
    many = tuple(
        Statement(
            id="s", article="a", page="p", form=one.form, act=one.act, polarity=one.polarity, content=content,
            cue=(), source=(), speaker=one.speaker,
        )
        for content in spans
    )  # fmt: skip
    began = time.process_time()
    html = page([Reading(article=Article(id="a", page="p", text=text, blocks=blocks), statements=many)])
    assert html.count("<sup>") == 5000
    assert time.process_time() - began < 5


def test_a_notebook_shows_the_marked_article() -> None:
    html = reading(statement((22, 28)))._repr_html_()
    assert "<mark" in html
    assert "Ada &lt;Lund&gt;" in html


def test_rows_are_flat() -> None:
    (row,) = rows([reading(statement((22, 25), (26, 28)))])
    assert tuple(row) == COLUMNS
    assert (row["content"], row["start"], row["end"]) == (f"{TEXT[22:25].strip()} … {TEXT[26:28]}", 22, 28)
    assert row["route"] == "Near > Far"
    assert row["outlet"] is None
    assert csv_line([row["role"], None, 0.5]) == "'=mayor,,0.5\r\n"


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames(library: str) -> None:
    pytest.importorskip(library)
    frame = getattr(reading(statement((22, 28)), statement((30, 40))), f"to_{library}")()
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 2
    assert list(frame["start"]) == [22, 30]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=f"pip install {library}"):
        getattr(reading(), f"to_{library}")()
