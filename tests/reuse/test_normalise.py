"""Words as they are compared, with their places; fingerprints and alignment over them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reuse.alignment import align
from onrecord.reuse.fingerprints import fingerprints
from onrecord.reuse.marks import read_marks
from onrecord.reuse.normalise import tokens, words

SAME = [
    ("It’s DONE", "it is done"),
    ("twenty-five people", "25 people"),
    ("two hundred and five", "205"),
    ("a hundred men", "100 men"),
    ("$4.5 million", "4.5 million dollars"),
    ("1,600 votes", "1600 votes"),
    ("10% more", "ten percent more"),
    ("infor-\nmation", "information"),
    ("infor\u00ad\nmation", "information"),
    ("the oﬃce ﬁle", "the office file"),
    ("be\u200bcause", "because"),
    ("the U.S. and the U.N.", "the US and the UN"),
    ("I'm gonna go, uh, home (APPLAUSE)", "I am going to go home"),
    ("won't", "will not"),
    ("Peña", "Pena"),
    ("O.K.", "okay"),
    ("2,6\u200b00 days", "2,600 days"),
    ("far -- far bigger", "far, far bigger"),
    ("I say this -- this is it", "I say this, this is it"),
    ("I -- I respect him for his his work", "I respect him for his work"),
    ("on November 8th we vote", "on November 8 we vote"),
    ("towards the town", "toward the town"),
    ("we gave “$150” billion", "we gave $150 billion"),
    ("$5 million dollars", "5 million dollars"),
    ("$38 million forty million", "$38 million 40 million"),
    ("two thousand twenty five thousand", "2,000 25,000"),
    ("one hundred two thousand five hundred and three", "102,503"),
    ("one million two hundred thousand", "1,200,000"),
    ("THE 50TH TIME", "the 50th time"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_words(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.6", "16"),
        ("will", "would"),
        ("can", "can't"),
        ("9/11", "911"),
        ("five", "fifth"),
        ("very, very", "very"),
        ("no, no", "no"),
        ("well -- not", "not"),
        ("the 8th", "the 8"),
    ],
)
def test_other_words(one, other):
    assert words(one) != words(other)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_places_lie_in_the_text_in_order(text):
    found = tokens(text)
    assert all(0 <= one.start < one.end <= len(text) and one.word for one in found)
    ends = [one.end for one in found if one.word not in {"dollars", "euros", "pounds"}]  # a sign follows its number
    assert ends == sorted(ends)


_PIECES = ["the", "a", "and", "uh", "May", "8th", "twenty", "five", "million", "$", "$5", "1,000x", "60,000,Plus"]
_PIECES += ["+5x", "it's", "two're", "(AP)", "(NYSE 500)", "[applause]", "I", "--", "hundred", "dollars", "gonna"]
_PIECES += ["to", "-\nx", "U.S.", ".", chr(34), "café", "OK", "1st", "first", "%", "is"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14), st.sampled_from(["", " ", "\n"]))
def test_the_words_alone_are_those_that_have_places(pieces, between):
    text = between.join(pieces)
    assert words(text) == tuple(token.word for token in tokens(text))


@settings(deadline=None)
@given(st.text(max_size=120))
def test_marks_point_into_the_quotation(text):
    marked = read_marks(text)
    assert len(marked.words) == len(marked.bracketed)
    assert all(0 <= one.start < one.end <= len(text) for one in marked.words)
    assert all(0 <= at <= len(marked.words) for at in marked.ellipses)


_WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


@settings(deadline=None)
@given(_WORDS, _WORDS, st.lists(st.sampled_from("stuvwxyz"), min_size=5, max_size=12))
def test_any_shared_run_of_the_guaranteed_length_is_found(before, after, run):
    one = {print_.hash for print_ in fingerprints([*before, *run], k=3, t=5)}
    other = {print_.hash for print_ in fingerprints([*run, *after], k=3, t=5)}
    assert one & other


@settings(deadline=None)
@given(_WORDS, _WORDS)
def test_blocks_cover_the_quotation_and_equal_ones_are_equal(quotation, passage):
    found = align(quotation, passage)
    at = 0
    for block in found.blocks:
        assert block.a == at
        at = block.b
        if block.equal:
            assert quotation[block.a : block.b] == passage[block.c : block.d]
    assert at == len(quotation)


@settings(deadline=None)
@given(_WORDS, _WORDS, _WORDS)
def test_a_part_of_the_passage_costs_nothing(before, quotation, after):
    assert align(quotation, [*before, *quotation, *after]).cost == 0
