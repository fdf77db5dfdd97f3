"""The quick look before wordings are compared: it turns away most that have little in common, and none that fits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reuse.clusters import overlap
from onrecord.reuse.normalise import words
from onrecord.store.tracing_near import Wanted

ASKED = "we will rebuild the harbour and the mill before the first snow falls on our town"
PIECES = (
    "we", "we’ll", "we're", "it's", "isn’t", "can't", "gonna", "OK", "okay", "U.S.", "o.k.", "AT&T", "$5", "€5", "50%",
    "percent", "one", "hundred", "and", "a", "million", "twenty-five", "1,000", "3.5", "8th", "March", "eighth", "the",
    "the the", "I -- I", "uh", "(LAUGHTER)", "[applause]", "[the mayor]", "Peña", "Straße", "reb-\nuild", "rebuild",
    "'U.S.'", "it's.u.s.", "he.i.s.", "''", "rock 'n' roll", "'tis", "Mr.", "mister", "harbour", "Harbour’s",
    "‘harbour’", "mill", "…", "—", "labour", "labor", "9/11", "x_y", "naïve",
    "co­operate", "cooperate", "dollars", "two dollars", "i.e.", "snow", "falls", "town", "before", "first", "1st",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join)


@st.composite
def alike(draw):
    """Two texts that share much: one has pieces of the other left out, put in and changed."""
    one = draw(st.lists(st.sampled_from(PIECES), min_size=5, max_size=40))
    other = [draw(st.sampled_from((piece, piece, piece, piece, piece.upper(), "", draw(st.sampled_from(PIECES)))))
             for piece in one]  # fmt: skip
    start = draw(st.integers(0, len(one) - 1))
    return " ".join(one), " ".join(other[start:] if draw(st.booleans()) else other)


def looked_at(asked: str, text: str) -> bool:
    return Wanted.of(words(asked)).may_be_in(text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(alike(), st.tuples(texts, texts)))
def test_what_can_be_one_quotation_is_never_turned_away(pair):
    asked, text = pair
    if overlap(words(asked), words(text)) is not None:
        assert looked_at(asked, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ASKED, True),
        ("We’ll rebuild the harbor", False),  # four words of it, and five are the least
        ("We’ll rebuild the harbour and the mill", True),
        ("They said: We will rebuild the harbour and the mill before winter or the first frost on our town", True),
        ("They said: We will rebuild the harbour and the mill before winter, and all will stand again", False),
        ("we will do the right thing and the first thing on our list is the budget, as the mayor said", False),
        ("the snow is on the town and the mill is before the harbour, falls the first", True),  # in another order
        ("Reb-\nuild", True),  # not told by a quick look
        ("Señor", True),
    ],
)
def test_what_is_looked_at_more_closely(text, expected):
    assert looked_at(ASKED, text) is expected
