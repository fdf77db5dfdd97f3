"""An index of source texts in memory: where the words and word runs of a quotation stand among millions of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reuse.fingerprints import NOISE, run_hashes, word_hash, word_hashes
from onrecord.reuse.normalise import Token, tokens

_MANY = 400  # places of one run that are looked at; a run that stands at more places says little
_COMMON = 1_000  # a word at more places than this is no way to find a passage
_LANGUAGE = 4_096  # words: in a source smaller than this every word looks common
_PRIOR = 10.0  # how many words of the language at large count beside what the sources say of a word's company
_FREQUENT = 200_000  # places of both words of a pair, which then is too common to be counted
_PIECE = 250_000  # characters whose words are made at once
_RARE = 8  # of a quotation's words, the rarest, are looked up one by one
_COPY = 12  # words in a row that stand earlier too are a copy, which says nothing of how common its words are


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch ``[start, end)`` of one document's words that may hold the quotation, with the weight of its hits."""

    document: int
    start: int
    end: int
    weight: float


class SourceIndex:
    """Documents with the places of all their words and of all their runs of three.

    Every run of three shared words is found (winnowing with a window of one); single rare words find what shares
    no such run. About 40 bytes a word of source.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        starts: list[NDArray[np.int32]] = []
        ends: list[NDArray[np.int32]] = []
        hashes: list[NDArray[np.uint64]] = []
        sizes: list[int] = []
        for text in texts:
            sizes.append(0)
            for first, last in _pieces(text):  # so that only one piece's words are objects at a time
                found = tokens(text, first, last)
                starts.append(np.fromiter((token.start for token in found), np.int32, len(found)))
                ends.append(np.fromiter((token.end for token in found), np.int32, len(found)))
                hashes.append(word_hashes([token.word for token in found]))
                sizes[-1] += len(found)
        self.bounds = np.cumsum([0, *sizes])
        self.starts = np.concatenate(starts) if starts else np.zeros(0, np.int32)
        self.ends = np.concatenate(ends) if ends else np.zeros(0, np.int32)
        self.hashes = np.concatenate(hashes) if hashes else np.zeros(0, np.uint64)
        self._fresh = _fresh(self.hashes)
        self._words = _Postings(self.hashes, self._fresh)
        runs = run_hashes(self.hashes, NOISE)
        self._runs = _Postings(runs, np.any([self._fresh[at : at + len(runs)] for at in range(NOISE)], axis=0))

    def tokens(self, text: str, document: int, start: int, end: int) -> list[Token]:
        """The words ``[start, end)`` of ``document`` (numbered within it), made again from its text."""
        base = int(self.bounds[document])
        size = int(self.bounds[document + 1]) - base
        start, end = max(0, start), min(size, end)
        if start >= end:
            return []
        # A word's form may depend on its neighbours (numbers), so the stretch is read with a margin and cut out again.
        low, high = base + max(0, start - 8), base + min(size, end + 8)
        found = tokens(text, int(self.starts[low : low + 2].min()), int(self.ends[high - 2 : high].max()))
        at = first = base + start
        while first > low and self._span(first - 1) == self._span(at):  # "isn't" is two words in one place
            first -= 1
        places = [(token.start, token.end) for token in found]
        begin = places.index(self._span(at)) + at - first
        return found[begin : begin + end - start]

    def _span(self, at: int) -> tuple[int, int]:
        return int(self.starts[at]), int(self.ends[at])

    def size(self, document: int) -> int:
        """The number of words of ``document``."""
        return int(self.bounds[document + 1] - self.bounds[document])

    def overlap(self, region: Region, words: Sequence[str]) -> float:
        """The share of a quotation's words that stand in the region at all: no alignment can match more."""
        base = int(self.bounds[region.document])
        inside = set(self.hashes[base + region.start : base + region.end].tolist())
        return sum(word_hash(word) in inside for word in words) / max(1, len(words))

    def evidence(self, runs: Sequence[Sequence[str]], passages: int = 1, most: float | None = None) -> float:
        """How many bits runs of shared words say, at most ``most``, beyond those that name the passages among all.

        Positive where so many shared words are unlikely to stand together anywhere by chance. A word counts by how
        rare it is after the two before it, elsewhere in the sources (Dirichlet smoothing): a stock phrase says little.
        A passage of `_COPY` words or more that is printed many times counts once.
        """
        size = max(2, len(self.hashes))
        language = max(size, _LANGUAGE)
        bits = 0.0
        for run in runs:
            hashes = word_hashes(run)
            counts = [self._words.fresh(value) for value in hashes]
            for at, count in enumerate(counts):
                alone = max(1, count) / language
                before, there = self._after(hashes, counts, at)
                bits -= float(np.log2((there + _PRIOR * alone) / (before + _PRIOR)))
        return (bits if most is None else min(bits, most)) - passages * float(np.log2(size))

    def _after(self, hashes: NDArray[np.uint64], counts: Sequence[int], at: int) -> tuple[int, int]:
        """How often what is before word ``at`` stands in the sources, and with the word, the passage left out."""
        if at == 0:
            return 0, 0
        if at == 1:
            before, there = counts[0], self._pairs(hashes[0], hashes[1])
        else:
            before = self._pairs(hashes[at - 2], hashes[at - 1])
            there = self._runs.fresh(run_hashes(hashes[at - 2 : at + 1], NOISE)[0])
        return max(0, before - 1), max(0, min(before, there) - 1)

    def _pairs(self, first: np.uint64, second: np.uint64) -> int:
        """How often two words stand one after the other."""
        if min(self._words.count(first), self._words.count(second)) > _FREQUENT:
            return _FREQUENT
        places = np.intersect1d(self._words.places(first) + 1, self._words.places(second), assume_unique=True)
        return int(np.count_nonzero(self._fresh[places - 1]))

    def regions(self, words: Sequence[str], limit: int = 6, document: int | None = None) -> list[Region]:
        """The likeliest stretches for a quotation's words, best first; of one document where it is given."""
        hashes = word_hashes(words)
        places, offsets, weights = self._hits(hashes)
        if document is not None:
            inside = (places >= self.bounds[document]) & (places < self.bounds[document + 1])
            places, offsets, weights = places[inside], offsets[inside], weights[inside]
        if len(places) == 0:
            return []
        reach = len(words) + 8
        owners = np.searchsorted(self.bounds, places, side="right") - 1
        # A hit votes for where the quotation would begin; votes are gathered in overlapping boxes of ``reach`` words.
        begins = places - self.bounds[owners] - offsets + reach
        votes: dict[tuple[int, int], float] = {}
        for shift in (0, reach // 2):
            boxes, inverse = np.unique((owners << 32) + (begins + shift) // reach, return_inverse=True)
            sums = np.bincount(inverse, weights=weights)
            best = np.argsort(-sums, kind="stable")[: 3 * limit]
            for box, total in zip(boxes[best].tolist(), sums[best].tolist(), strict=True):
                votes[box >> 32, (box & 0xFFFFFFFF) * reach - shift - reach] = total
        return self._apart(votes, reach, limit)

    def _apart(self, votes: dict[tuple[int, int], float], reach: int, limit: int) -> list[Region]:
        """The heaviest boxes, those left out that begin within half a box of a heavier one."""
        regions: list[Region] = []
        chosen: dict[int, list[int]] = {}
        for (owner, begin), weight in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
            if len(regions) == limit:
                break
            if all(abs(begin - other) > reach // 2 for other in chosen.get(owner, ())):
                chosen.setdefault(owner, []).append(begin)
                # The quotation begins within the box and may have left out some words on its way.
                stop = min(self.size(owner), begin + 2 * reach + 24)
                regions.append(Region(owner, max(0, begin - 4), stop, weight))
        return regions

    def _hits(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Places of the quotation's runs and rare words, their offsets in the quotation, and their weights."""
        places: list[NDArray[np.int64]] = []
        offsets: list[NDArray[np.int64]] = []
        weights: list[NDArray[np.float64]] = []

        def add(found: NDArray[np.int64], offset: int, weight: float, cap: int) -> None:
            spread = found if len(found) <= cap else found[:: len(found) // cap + 1]
            places.append(spread)
            offsets.append(np.full(len(spread), offset, np.int64))
            weights.append(np.full(len(spread), weight / np.log2(2 + len(found)), np.float64))

        runs = run_hashes(hashes, NOISE)
        step = max(1, len(runs) // 400)  # a very long quotation is found by a sample of its runs
        found = [(self._runs.places(runs[offset], _MANY), offset) for offset in range(0, len(runs), step)]
        telling = [hit for hit in found if 0 < len(hit[0]) <= _MANY]
        for hit, offset in telling or found:
            add(hit, offset, 3.0, _MANY)
        counts = [(self._words.fresh(value), offset) for offset, value in enumerate(hashes[:400])]
        for count, offset in sorted(counts)[:_RARE]:
            if 0 < count <= _COMMON or (count and len(hashes) <= NOISE):
                add(self._words.places(hashes[offset], _COMMON), offset, 1.0, _COMMON)
        if not places:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float64)
        return np.concatenate(places), np.concatenate(offsets), np.concatenate(weights)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in ranges of about `_PIECE` characters that end at a line's end, else at a space."""
    start = 0
    while len(text) - start > 2 * _PIECE:
        low, high = start + _PIECE, start + 2 * _PIECE
        end = max(text.rfind("\n", low, high), 0) or max(text.rfind(" ", low, high), 0) or high
        yield start, end
        start = end
    yield start, len(text)


def _fresh(hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which words of the sources are no part of a run of `_COPY` words that stands earlier in them too."""
    fresh = np.ones(len(hashes), np.bool_)
    runs = run_hashes(hashes, _COPY)
    again = np.ones(len(runs), np.bool_)
    again[np.unique(runs, return_index=True)[1]] = False
    for offset in range(_COPY):
        fresh[offset : offset + len(runs)] &= ~again
    return fresh


class _Postings:
    """Where each hash of a sequence stands: the sequence's order by hash, and a search in it.

    ``fresh`` says which positions are no copy of a passage that stands earlier.
    """

    def __init__(self, hashes: NDArray[np.uint64], fresh: NDArray[np.bool_]) -> None:
        self._order = np.argsort(hashes, kind="stable").astype(np.int32)
        self._sorted = hashes[self._order]
        self._is_fresh = fresh
        self._until = np.concatenate([np.zeros(1, np.int32), np.cumsum(fresh[self._order], dtype=np.int32)])

    def _range(self, value: np.uint64) -> tuple[int, int]:
        return int(np.searchsorted(self._sorted, value, "left")), int(np.searchsorted(self._sorted, value, "right"))

    def count(self, value: np.uint64) -> int:
        """At how many positions ``value`` stands."""
        low, high = self._range(value)
        return high - low

    def fresh(self, value: np.uint64) -> int:
        """At how many of them it stands in no copy of an earlier passage."""
        low, high = self._range(value)
        return int(self._until[high] - self._until[low])

    def places(self, value: np.uint64, many: int | None = None) -> NDArray[np.int64]:
        """The positions at which ``value`` stands, ascending; where they are more than ``many``, the fresh ones."""
        low, high = self._range(value)
        found = self._order[low:high]
        return (found if many is None or len(found) <= many else found[self._is_fresh[found]]).astype(np.int64)
