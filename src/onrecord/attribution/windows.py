"""Words, word pieces and windows: an article as the tagger's numbers, the same in training and in use.

A word is an alphanumeric run or a single punctuation mark; it lies in one paragraph and becomes one or more
pieces of the encoder's vocabulary. The encoder sees windows of at most `WINDOW` pieces.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Ranges = Sequence[tuple[int, int]]
Pieces = Callable[[str], tuple[int, ...]]

WINDOW = 252  # pieces of a window, its marks included: longer than in training costs 6 points of F1
CLS, SEP, UNKNOWN = 101, 102, 100  # ids of the BERT vocabularies
MAX_PIECES = 12  # pieces kept of one word: a word of 100,000 characters costs no more than a long name

CASES = 4  # 0 lower case or no letters, 1 Capitalised, 2 UPPER, 3 mIxed
QUOTATION_STATES = 4  # 0 outside quotation marks, 1 inside, 2 the opening mark, 3 the closing mark

_WORD = re.compile(r"\w+|[^\w\s]")
_MARK = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|''|``")
_ALWAYS_OPENING = frozenset("\u201c\u201e\u201f\u00ab") | {"``"}
_ALWAYS_CLOSING = frozenset("\u201d\u00bb")
_STOPS = frozenset(".?!\u2026")
_CLOSERS = frozenset("\"'\u201d\u2019\u00bb)]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article, as columns of equal length, and their pieces, one after the other.

    ``starts``, ``ends``  code-point offsets into the text.
    ``paragraphs``        index of each word's paragraph among the ranges given.
    ``cases``             what an uncased encoder loses (`CASES`).
    ``quotation``         what it would have to count (`QUOTATION_STATES`).
    ``sentences``         true where a sentence starts.
    ``pieces``            piece ids of all words; word ``i`` has ``pieces[first[i]:first[i + 1]]``.
    """

    starts: Ints
    ends: Ints
    paragraphs: Ints
    cases: Ints
    quotation: Ints
    sentences: NDArray[np.bool_]
    pieces: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def part(self, start: int, end: int) -> Words:
        """The words ``[start, end)`` alone."""
        first = self.first[start : end + 1]
        return Words(
            starts=self.starts[start:end],
            ends=self.ends[start:end],
            paragraphs=self.paragraphs[start:end],
            cases=self.cases[start:end],
            quotation=self.quotation[start:end],
            sentences=self.sentences[start:end],
            pieces=self.pieces[first[0] : first[-1]],
            first=first - first[0],
        )


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[start, end)`` that the encoder sees at once, of which ``[core_start, core_end)`` are its to label."""

    start: int
    end: int
    core_start: int
    core_end: int


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as the encoder's input: columns over pieces, and each word's first piece in ``words``."""

    pieces: Ints
    cases: Ints
    quotation: Ints
    words: Ints


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of a plain text's lines that hold anything; a corpus's paragraphs."""
    return tuple(found.span() for found in re.finditer(r"[^\r\n]+", text) if not found[0].isspace())


def word_pieces(encode: Callable[[str], Iterable[int]]) -> Pieces:
    """A function from a word to its piece ids, which keeps the words met lately; at least one, at most MAX_PIECES."""

    @lru_cache(maxsize=100_000)
    def pieces(word: str) -> tuple[int, ...]:
        found = tuple(encode(word[:200]))[:MAX_PIECES] if len(word) <= 1000 else ()
        return found or (UNKNOWN,)

    return pieces


def split_words(text: str, ranges: Ranges, pieces: Pieces) -> Words:
    """The words of ``text`` inside the ``ranges``, which are in order and don't overlap."""
    starts: list[int] = []
    ends: list[int] = []
    cases: list[int] = []
    counts: list[int] = []
    flat: list[int] = []
    sentences: list[bool] = []
    lengths: list[int] = []
    for start, end in ranges:
        before = len(starts)
        stopped = True
        for found in _WORD.finditer(text, start, end):
            word = found[0]
            starts.append(found.start())
            ends.append(found.end())
            case = _case(word)
            cases.append(case)
            own = pieces(word)
            counts.append(len(own))
            flat.extend(own)
            sentences.append(stopped and word not in _CLOSERS)
            if word in _STOPS:
                stopped = True
            elif word not in _CLOSERS:
                stopped = False
        lengths.append(len(starts) - before)
    positions = np.array(starts, dtype=np.int64)
    return Words(
        starts=positions,
        ends=np.array(ends, dtype=np.int64),
        paragraphs=np.repeat(np.arange(len(lengths)), lengths),
        cases=np.array(cases, dtype=np.int64),
        quotation=_quotation_states(text, ranges, positions),
        sentences=np.array(sentences, dtype=np.bool_),
        pieces=np.array(flat, dtype=np.int64),
        first=np.concatenate(([0], np.cumsum(counts, dtype=np.int64))),
    )


@lru_cache(maxsize=100_000)
def _case(word: str) -> int:
    if word.islower() or len(word) > 100 or word == word.lower():
        return 0
    if word[0].isupper() and (len(word) == 1 or word[1:] == word[1:].lower()):
        return 1
    return 2 if word.isupper() else 3


def _quotation_states(text: str, ranges: Ranges, starts: Ints) -> Ints:
    """The quotation state of each word, counted afresh in every paragraph; an unclosed quotation runs to its end."""
    states = np.zeros(len(starts), dtype=np.int64)
    opening: list[tuple[int, int]] = []
    closing: list[tuple[int, int]] = []
    change = np.zeros(len(starts) + 1, dtype=np.int64)  # +1 where an inside begins, -1 where it ends
    for start, end in ranges:
        inside_since = None
        for mark in _MARK.finditer(text, start, end):
            character = mark[0]
            opens = character in _ALWAYS_OPENING or (character not in _ALWAYS_CLOSING and inside_since is None)
            if opens:
                opening.append(mark.span())
                inside_since = mark.end() if inside_since is None else inside_since
            else:
                closing.append(mark.span())
                if inside_since is not None:
                    change[np.searchsorted(starts, inside_since)] += 1
                    change[np.searchsorted(starts, mark.start())] -= 1
                    inside_since = None
        if inside_since is not None:
            change[np.searchsorted(starts, inside_since)] += 1
            change[np.searchsorted(starts, end)] -= 1
    states[np.cumsum(change[:-1]) > 0] = 1
    for marks, state in ((opening, 2), (closing, 3)):
        if marks:
            spans = np.array(marks, dtype=np.int64)
            first = np.searchsorted(starts, spans[:, 0])
            states[first] = state
            second = np.minimum(first + 1, len(starts) - 1)  # '' is two words
            states[second[spans[:, 1] - spans[:, 0] > 1]] = state
    return states


def cuts(words: Words, capacity: int, first: int | None = None) -> list[int]:
    """Word indices ``[0, ..., len(words)]`` that cut the words into runs of at most ``capacity`` pieces.

    Each run ends at the last paragraph's end in its final 40 %, else at the last sentence's end there, else where
    it is full. ``first`` is the capacity of the first run, where it differs.
    """
    total = len(words)
    costs = _costs(words)
    is_paragraph = np.concatenate((np.diff(words.paragraphs, prepend=-1) > 0, [True]))
    is_sentence = np.concatenate((words.sentences, [True]))
    found = [0]
    while found[-1] < total:
        at = found[-1]
        room = (first if first is not None and at == 0 else capacity) - 2  # for [CLS] and the last [SEP]
        end = int(np.searchsorted(costs, costs[at] + room, side="right")) - 1
        end = max(end, at + 1)
        if end < total:
            least = max(int(np.searchsorted(costs, costs[at] + 0.6 * room)), at + 1)
            for good in (is_paragraph, is_sentence):
                candidates = np.flatnonzero(good[least : end + 1])
                if len(candidates):
                    end = least + int(candidates[-1])
                    break
        found.append(min(end, total))
    return found


def _costs(words: Words) -> Ints:
    """Pieces before each word, with one more for the mark at every paragraph's break; length ``len(words) + 1``."""
    breaks = np.cumsum(np.diff(words.paragraphs, prepend=words.paragraphs[:1]) > 0)
    costs = words.first.copy()
    costs[:-1] += breaks
    costs[-1] += breaks[-1] if len(breaks) else 0
    return costs


def windows(words: Words, core: int, context: int = WINDOW) -> list[Window]:
    """Windows whose cores of at most ``core`` pieces cover the words, with what room is left as context.

    The context is whole sentences of at most ``context`` pieces, a third of it for the words after the core. Windows
    that begin or end amid a sentence are not what the model was trained on: they take longer and find no more.
    """
    costs = _costs(words)
    starts = np.concatenate(([0], np.flatnonzero(words.sentences), [len(words)]))
    found = []
    for core_start, core_end in itertools.pairwise(cuts(words, core)):
        room = WINDOW - 3 - int(costs[core_end] - costs[core_start])  # [CLS], [SEP], one break at the core's start
        room = max(0, min(room, context))
        after = int(np.searchsorted(costs, costs[core_end] + room // 3, side="right")) - 1
        end = max(core_end, int(starts[np.searchsorted(starts, after, side="right") - 1]))
        room -= int(costs[end] - costs[core_end])
        before = int(np.searchsorted(costs, costs[core_start] - room))
        start = min(core_start, int(starts[np.searchsorted(starts, before)]))
        found.append(Window(start, end, core_start, core_end))
    return found


def encode(words: Words, start: int, end: int) -> Encoded:
    """The words ``[start, end)`` as ``[CLS] ... [SEP]``, with one more ``[SEP]`` at each paragraph's break."""
    counts = np.diff(words.first[start : end + 1])
    breaks = np.diff(words.paragraphs[start:end], prepend=words.paragraphs[start : start + 1]) > 0
    at = 1 + words.first[start:end] - words.first[start] + np.cumsum(breaks)
    size = int(counts.sum()) + int(breaks.sum()) + 2
    pieces = np.full(size, SEP, dtype=np.int64)
    pieces[0] = CLS
    cases = np.zeros(size, dtype=np.int64)
    quotation = np.zeros(size, dtype=np.int64)
    offsets = np.repeat(at - (words.first[start:end] - words.first[start]), counts) + np.arange(int(counts.sum()))
    pieces[offsets] = words.pieces[words.first[start] : words.first[end]]
    cases[offsets] = np.repeat(words.cases[start:end], counts)
    quotation[offsets] = np.repeat(words.quotation[start:end], counts)
    return Encoded(pieces, cases, quotation, at)
