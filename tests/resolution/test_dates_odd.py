"""Whatever a page says, a date is valid EDTF, stands where it says, and takes bounded time."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.article import Article, Block, BlockKind
from onrecord.resolution.newsdates import phrases_in
from onrecord.resolution.newsdays import Anchor
from onrecord.resolution.outlet_mentions import page_outlets

VOCABULARY = (
    "on in the of last this next past early late over weekend week month year ago earlier two 10 a about decade "
    "Monday Sunday Feb. February May 22 22nd 29 30 31 2016 2017 1990s 2/3/2017 2017-02-30 0 99 today Today tomorrow "
    "yesterday night morning spring winter Christmas Eve New Year's - and to from between , . USA Super Times"
)
WORDS = st.sampled_from(VOCABULARY.split())
PLAIN = (
    "on Feb. 22",
    "on Monday",
    "yesterday",
    "last week",
    "over the weekend",
    "last month",
    "two weeks ago",
    "in May",
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, max_size=12), day=st.dates(date(1800, 1, 1), date(2200, 1, 1)), future=st.booleans())
def test_every_phrase_is_valid_and_in_its_place(words: list[str], day: date, future: bool) -> None:
    text = " ".join(words)
    reached = 0
    for phrase in phrases_in(text, 0, len(text), Anchor(day, day.year, day.month, future)):
        assert reached <= phrase.start < phrase.end <= len(text)
        reached = phrase.end
        if phrase.edtf is not None:
            parse_edtf(phrase.edtf)


@settings(max_examples=60, deadline=None)
@given(phrase=st.sampled_from(PLAIN), day=st.dates(date(1800, 1, 1), date(2200, 1, 1)))
def test_what_was_said_was_not_said_long_after_the_page(phrase: str, day: date) -> None:
    (found,) = phrases_in(phrase, 0, len(phrase), Anchor(day, day.year, day.month))
    assert found.edtf is not None
    begins = found.edtf.lstrip("[")[:10].rstrip("~")
    assert begins[:7] <= (day + timedelta(days=7)).isoformat()[:7]


HOSTILE = [
    "on Feb. 1-",
    "Monday and ",
    "last ",
    "in January of ",
    "the The New York ",
    "2017-",
    "1/1/",
    "The Times of ",
    "A" * 50,
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_page_made_to_be_slow_is_not(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    assert all(
        phrase.start < phrase.end for phrase in phrases_in(text, 0, len(text), Anchor(date(2017, 2, 23), 2017, 2))
    )
    article = Article(id="a", page="a", text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),))
    assert all(mention.end <= len(text) for mention in page_outlets(article).mentions)
    assert time.process_time() - began < 5
