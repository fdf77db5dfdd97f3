"""Words, their marks and pieces, and the windows that cover them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.windows import SEP, WINDOW, cuts, encode, paragraphs, split_words, windows, word_pieces


def one_per_three_letters(word):
    return [1000 + len(word)] * max(1, len(word) // 3)


PIECES = word_pieces(one_per_three_letters)


def words_of(text):
    return split_words(text, paragraphs(text), PIECES)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('He said "no way" twice', [0, 0, 2, 1, 1, 3, 0]),
        ("“Go on\n“and stop.”", [2, 1, 1, 2, 1, 1, 1, 3]),
        ("He said ''no'' twice", [0, 0, 2, 2, 1, 3, 3, 0]),
        ('"open to the end', [2, 1, 1, 1, 1]),
        ("closed” only", [0, 3, 0]),
        ('"', [2]),
        ("", []),
    ],
)
def test_quotation_states(text, states):
    assert list(words_of(text).quotation) == states


@pytest.mark.parametrize(
    ("word", "case"), [("rain", 0), ("Ada", 1), ("A", 1), ("NATO", 2), ("iPhone", 3), ("7", 0), ("é", 0)]
)
def test_cases(word, case):
    assert list(words_of(word).cases) == [case]


def test_sentences():
    found = words_of('He left. "Why?" she asked.\nNobody knew')
    assert [found.starts[i] for i in np.flatnonzero(found.sentences)] == [0, 10, 16, 27]


@given(
    st.text(alphabet=st.sampled_from("aA1 .?\"'“”\n\u0301\u200bé東\ud800"), max_size=2000),
    st.sampled_from((0, 20, WINDOW)),
)
def test_windows_cover_every_word_once(text, context):
    words = words_of(text)
    found = windows(words, 60, context)
    assert [i for one in found for i in range(one.core_start, one.core_end)] == list(range(len(words)))
    for one in found:
        assert one.start <= one.core_start < one.core_end <= one.end
        encoded = encode(words, one.start, one.end)
        assert len(encoded.pieces) <= WINDOW
        around = (*range(one.start, one.core_start), *range(one.core_end, one.end))
        assert sum(int(words.first[i + 1] - words.first[i]) for i in around) <= context
        assert len(encoded.words) == one.end - one.start
        assert (encoded.pieces[encoded.words] != SEP).all()
    assert (words.starts < words.ends).all()


def test_context_is_whole_sentences():
    words = words_of("It rains a lot here. " * 40 + "\n" + "one two three\n" * 40)
    for one in windows(words, 50, 40):
        assert words.sentences[one.start]
        assert one.end == len(words) or words.sentences[one.end]
    assert any(one.start < one.core_start for one in windows(words, 50, 40))
    assert any(one.core_end < one.end for one in windows(words, 50, 40))


def test_a_huge_word_costs_no_more_than_a_long_one():
    words = words_of("x" * 100_000 + " y")
    assert len(words) == 2
    assert len(words.pieces) <= 13


def test_runs_end_with_paragraphs_where_they_can():
    words = words_of("one two three\n" * 40)
    edges = cuts(words, 50)
    assert all(edge % 3 == 0 for edge in edges)
    assert cuts(words, 50, first=12)[1] == 6


def test_a_part_is_the_words_alone():
    words = words_of("Ada said it rains. Bob agreed.")
    part = words.part(2, 5)
    assert list(part.starts) == list(words.starts[2:5])
    assert len(part.pieces) == part.first[-1]
