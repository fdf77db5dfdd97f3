"""The quotation-mark engine: tables of texts with the quotations that they hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.quotations import Quotation, quotations
from onrecord.core.article import Article, Block, BlockKind

# Text, and its quotations as (depth, words between the marks).
PAIRED = [
    ("No marks here.", []),
    ('"Yes," he said.', [(0, "Yes,")]),
    ("“Yes,” he said.", [(0, "Yes,")]),
    ('“Curly opens, straight closes," it reports.', [(0, "Curly opens, straight closes,")]),
    ('"Straight opens, curly closes,” it reports.', [(0, "Straight opens, curly closes,")]),
    ('"He told me "no" and left," she said.', [(0, 'He told me "no" and left,'), (1, "no")]),
    ("“He said ‘no’ to me,” she said.", [(0, "He said ‘no’ to me,"), (1, "no")]),
    ("‘I’ve been to the boys’ club,’ he said.", [(0, "I’ve been to the boys’ club,")]),
    ("'I like the boys' room,' he said.", [(0, "I like the boys' room,")]),
    ("‘Tis the season,’ he said.", [(0, "Tis the season,")]),
    ("'Tis the season in the '90s for rock 'n' roll.", []),
    ("The Smiths' dog and the Joneses' cat.", []),
    ("Don’t go, it’s O’Brien’s.", []),
    ("''You can,'' he said. ''But I'm 'it'.''", [(0, "You can,"), (0, "But I'm 'it'."), (1, "it")]),
    ("'''Nested' first,'' he said.", [(0, "'Nested' first,"), (1, "Nested")]),
    ("``Well,'' said Jim, ``I can.''", [(0, "Well,"), (0, "I can.")]),
    ("‘‘You can,’’ he said. ‘‘But I’m ‘it’.’’", [(0, "You can,"), (0, "But I’m ‘it’."), (1, "it")]),
    (
        "‘‘‘Nested’ first,’’ he said. ‘‘Nested ‘last.’’’",
        [(0, "‘Nested’ first,"), (1, "Nested"), (0, "Nested ‘last.’"), (1, "last.")],
    ),
    ("“Opened so,’’ he said, ‘‘closed so.”", [(0, "Opened so,"), (0, "closed so.")]),
    ("‘He called it the boys’’ and left.", [(0, "He called it the boys")]),
    ("``It’s the boys’ room,’’ he said.", [(0, "It’s the boys’ room,")]),
    ("Spicer` told us.", []),
    ("„Guten Tag“, sagte er.", [(0, "Guten Tag")]),
    ("« Bonjour », dit-il. »Hej«, sagde hun. ”Hej”, sa han.", [(0, "Bonjour"), (0, "Hej"), (0, "Hej")]),
    ('He is 5\'10" and uses 6" pipes.', []),
    ('He said "I use a 6" pipe," then left.', [(0, 'I use a 6" pipe,')]),
    ('"We flew on Apollo 13" was all he said.', [(0, "We flew on Apollo 13")]),
    ('He said,"Hello"and left.', [(0, "Hello")]),
    ('It is (" spaced " inside).', [(0, "spaced")]),
    (
        "“When I say ‘yes,’” he said, “I mean ‘no’”.",
        [(0, "When I say ‘yes,’"), (1, "yes,"), (0, "I mean ‘no’"), (1, "no")],
    ),
    ('"Never closed, he said. "Closed." More.', [(0, "Never closed, he said."), (0, "Closed.")]),
    ('He said "no', [(0, "no")]),
    ('""', []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRED)
def test_pairs_marks(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(q.depth, text[q.start : q.end]) for q in quotations(text).all] == expected


# Paragraphs, and their quotations as (words, continues, resumes).
RUNNING = [
    (
        '"One is open.\n\n"Two is open.\n\n"Three closes," he said.',
        [("One is open.", True, False), ("Two is open.", True, True), ("Three closes,", False, True)],
    ),
    ("“Open once.\n\nClosed here,” he said.", [("Open once.", True, False), ("Closed here,", False, True)]),
    ("“Left open by mistake.\n\nNothing more.", [("Left open by mistake.", False, False)]),
    ("“Closed.”\n\n“Another.”", [("Closed.", False, False), ("Another.", False, False)]),
    ("‘Open in British style.\n\n‘Closed.’", [("Open in British style.", True, False), ("Closed.", False, True)]),
]


@pytest.mark.parametrize(("text", "expected"), RUNNING)
def test_follows_quotations_over_paragraphs(text: str, expected: list[tuple[str, bool, bool]]) -> None:
    assert [(text[q.start : q.end], q.continues, q.resumes) for q in quotations(text).all] == expected


def test_knows_marks_that_pair_with_nothing() -> None:
    found = quotations('He left.” And "this" stays.')
    assert [mark.text for mark in found.stray] == ["”"]
    assert [q.closed for q in quotations('He said "no').all] == [False]


def test_takes_a_block_quotation_as_one() -> None:
    text = 'She wrote:\n\nAll is "well" here.\n\n“Marked.”'
    article = Article(
        id="a",
        page="p",
        text=text,
        blocks=(
            Block(BlockKind.PARAGRAPH, 0, 10),
            Block(BlockKind.BLOCK_QUOTATION, 12, 31),
            Block(BlockKind.BLOCK_QUOTATION, 33, len(text)),
        ),
    )
    from onrecord.attribution.quotations import quotations_of

    found = quotations_of(article)
    assert [(text[q.start : q.end], q.depth, q.block) for q in found.all] == [
        ('All is "well" here.', 0, True),
        ("well", 1, False),
        ("Marked.", 0, False),
    ]


@pytest.mark.parametrize(
    "unit", ['"a ', "“a ", "'a ", "a' ", "a” ", '" ', "«a ", "''a", '6" ', "“a” ", "‘s’ ", "‘‘a ", "“a’’ ", "‘’’"]
)
def test_takes_100_000_marks_in_bounded_time(unit: str) -> None:
    started = time.process_time()
    quotations(unit * 100_000)
    assert time.process_time() - started < 10


@given(st.text(alphabet="ab S.,5\n\"'“”‘’„«»`—", max_size=60))
def test_any_text_gives_quotations_in_order_that_nest(text: str) -> None:
    found = quotations(text)
    assert list(found.all) == sorted(found.all, key=lambda q: (q.start, -q.end))
    enclosing: list[Quotation] = []
    for quotation in found.all:
        assert 0 <= quotation.outer[0] <= quotation.start < quotation.end <= quotation.outer[1] <= len(text)
        while enclosing and enclosing[-1].end <= quotation.start:
            enclosing.pop()
        assert not enclosing or quotation.end <= enclosing[-1].end
        assert quotation.depth == len(enclosing)
        enclosing.append(quotation)
