"""Quotations that are the same words on different pages, kept up as statements are added.

Statements with equal words share one wording; wordings that share enough words, checked by alignment, share one
cluster (union-find). Only distinct wordings are indexed and each fingerprint keeps a bounded list of them, so that a
formula printed everywhere costs no more than any other quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from onrecord.reuse.alignment import MAX_WORDS, align
from onrecord.reuse.everyday import EVERYDAY
from onrecord.reuse.fingerprints import fingerprints
from onrecord.reuse.normalise import CHANGED, words
from onrecord.reuse.sources import same_person

SHORTEST = 5  # words below which only equal words by no other speaker make a cluster
_SHARE = 0.6  # of the shorter wording's words must stand in the other
_SHORT_SHARE = 0.8  # the same where fewer than `_TELLING` words do
RUN = 4  # of them in a row, which is also the run that fingerprints find for certain
_TELLING = 12  # words in common that say by themselves that two wordings are one quotation
_LASTING = 15  # words in common, nearly all there are, that are the same utterance however much later it is printed
_NEARLY = 0.85
DAYS = 21  # further apart, the same words are a stump line said again; the fewer they are, the sooner
_FEW = 8  # words in common: days apart at most, fewer than these and fewer than `_TELLING`, by how many are rare
_FEW_DAYS = ((1, 1), (1, 1), (1, 3), (3, 7))
_PARTED_DAYS = 2  # the latter where both go on in different words
_OTHER = 0.25  # of the shorter one's words, that the other contradicts: another utterance
_CONTRARY = 0.2  # so many: said again, unless on the same day
_FEW_CONTRARY = 0.15  # the same where fewer than `_TELLING` words are in common
_DOUBTFUL, _DOUBTFUL_DAYS = 0.125, 3  # of them contradicted, and both go on in different words
_PARTIAL = 0.75  # fewer in common and any contradicted: a day apart, or none where both go on in different words
_WEEKS = (7, 14)  # days that a date of saying is wrong by where "Monday" was taken for another one
LISTED = 48  # wordings kept for one fingerprint
TRIED = 12  # wordings aligned for one that is added
_CONSIDERED = 1_000  # words of a wording that are aligned
_LIKELY = 0.9  # of the words needed, less one, as words that stand apart may be compared as one
_RAW = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A quotation on a page.

    ``id``         of the statement; of the article where the words stand in no statement.
    ``published``  an ISO date or time.  ``said`` the day on which it was said (ISO), where the page tells the very day.
    ``route`` are the outlets credited, nearest first.
    ``speaker``    the name that the page gives, None where it gives none; ``described`` what it gives instead.
    ``credited``   whether the page credits anybody at all, by name or not.
    ``article``    the article's id.  ``start``, ``end``: where the words stand in its text.
    ``marked``     whether the words stand in quotation marks.
    ``origin``     shared by the pages that are copies of one article (agency copy), None where a page is no copy.
    """

    id: str
    text: str
    page: str
    outlet: str | None = None
    published: str | None = None
    said: str | None = None
    speaker: str | None = None
    route: tuple[str, ...] = ()
    article: str = ""
    headline: str | None = None
    described: str | None = None
    credited: bool = True
    start: int = 0
    end: int = 0
    marked: bool = True
    origin: int | None = None

    @property
    def order(self) -> tuple[str, str, str]:
        """Time order; pages without a date come last."""
        return (self.published or "9999", self.page, self.id)


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the first wording and what stands for them in a later one; either may be empty."""

    first: str
    later: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording with the pages that printed it, in time order, and how it differs from the cluster's first."""

    words: tuple[str, ...]
    printed: tuple[Printed, ...]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """The same quotation on different pages: its wordings in the order of their first appearance.

    ``key`` is its number in a record, which stands until a page that it rests on comes or goes.
    """

    wordings: tuple[Wording, ...]
    key: int | None = None

    @property
    def printed(self) -> tuple[Printed, ...]:
        """All appearances in time order."""
        return tuple(sorted((one for wording in self.wordings for one in wording.printed), key=lambda one: one.order))

    @property
    def earliest(self) -> Printed:
        """The earliest appearance among the pages that were added."""
        return self.printed[0]

    @property
    def credits(self) -> tuple[tuple[str, str], ...]:
        """Who credits whom: pairs of an outlet (or page) and the outlet that it took the words from, each once."""
        steps = ((one.outlet or one.page, *one.route) for one in self.printed)
        return tuple(dict.fromkeys(pair for chain in steps for pair in pairwise(chain)))

    @property
    def speakers(self) -> Counter[str | None]:
        """How often each speaker is credited, None where no page names one."""
        return Counter(one.speaker for one in self.printed)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two wordings share: ``matched`` of the ``size`` words of the shorter one, in order.

    ``contrary`` counts those in whose place the longer one has another word, or none between words that it has too.
    ``parted`` says that both go on in different words before or behind what they share. ``rare`` counts those that are
    no everyday ones, where fewer than `_TELLING` match.
    """

    matched: int
    size: int
    contrary: int = 0
    parted: bool = False
    rare: int = 0


@dataclass(slots=True)
class _Wording:
    words: tuple[str, ...]
    printed: list[Printed] = field(default_factory=list)


class QuotationIndex:
    """Clusters of quotations; `add` one at a time, in any order. Memory grows with the number of distinct wordings."""

    def __init__(self) -> None:
        self._wordings: list[_Wording] = []
        self._by_words: dict[tuple[str, ...], list[int]] = {}
        self._parent: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._postings: dict[int, list[int]] = {}

    def add(self, printed: Printed) -> bool:
        """Add an appearance. False when the text has no words, and nothing is added."""
        said = words(printed.text)
        if not said:
            return False
        for known in self._by_words.get(said, ()):
            if may_be_one(printed, self._wordings[known].printed[-8:], whole(said)):
                self._wordings[known].printed.append(printed)
                return True
        number = len(self._wordings)
        self._wordings.append(_Wording(said, [printed]))
        self._by_words.setdefault(said, []).append(number)
        self._parent.append(number)
        self._members[number] = [number]
        if len(said) >= SHORTEST:
            prints = {one.hash for one in fingerprints(said, t=RUN)}
            for candidate in self._candidates(prints):
                if self._find(candidate) != self._find(number) and self._same(number, candidate):
                    self._union(candidate, number)
            self._list(number, prints)
        return True

    def trace(self, text: str) -> Cluster | None:
        """The cluster of the wording nearest to ``text`` (the whole of it or a part), None when there is none."""
        said = words(text)
        exact = self._by_words.get(said, ())
        for number in exact:
            return self._cluster(self._find(number))
        best, nearest = None, 0.0
        for candidate in self._candidates({one.hash for one in fingerprints(said, t=RUN)}):
            shared = overlap(said, self._wordings[candidate].words)
            if shared is not None and shared.matched / shared.size > nearest:
                best, nearest = candidate, shared.matched / shared.size
        return None if best is None else self._cluster(self._find(best))

    def clusters(self, at_least: int = 2) -> Iterator[Cluster]:
        """The clusters with ``at_least`` appearances."""
        for root, members in list(self._members.items()):
            if sum(len(self._wordings[member].printed) for member in members) >= at_least:
                yield self._cluster(root)

    def _candidates(self, prints: set[int]) -> list[int]:
        """Wordings that share fingerprints, those that share most first."""
        shared: Counter[int] = Counter()
        for one in prints:
            shared.update(self._postings.get(one, ()))
        return sorted(shared, key=lambda number: (-shared[number], number))[:TRIED]

    def _list(self, number: int, prints: set[int]) -> None:
        for one in prints:
            listed = self._postings.setdefault(one, [])
            if len(listed) < LISTED:
                listed.append(number)

    def _same(self, one: int, other: int) -> bool:
        left, right = self._wordings[one], self._wordings[other]
        shared = overlap(left.words, right.words)
        return shared is not None and may_be_one(left.printed[0], right.printed[-8:], shared)

    def _find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _union(self, one: int, other: int) -> None:
        one, other = self._find(one), self._find(other)
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._parent[other] = one
        self._members[one].extend(self._members.pop(other))

    def _cluster(self, root: int) -> Cluster:
        members = [self._wordings[member] for member in self._members[root]]
        return cluster_of((member.words, one) for member in members for one in member.printed)


def cluster_of(printed: Iterable[tuple[tuple[str, ...], Printed]], key: int | None = None) -> Cluster:
    """The cluster of some appearances, each with its compared words."""
    joined: dict[tuple[str, ...], list[Printed]] = {}
    for said, one in printed:
        joined.setdefault(said, []).append(one)
    ordered = [(said, sorted(those, key=lambda one: one.order)) for said, those in joined.items()]
    ordered.sort(key=lambda wording: wording[1][0].order)
    first = ordered[0][0]
    return Cluster(tuple(Wording(said, tuple(those), differences(first, said)) for said, those in ordered), key)


def may_be_one(printed: Printed, others: Sequence[Printed], shared: Overlap) -> bool:
    """Whether an appearance can be of the same utterance as ``others``, which share some words with it."""
    if shared.matched >= _LASTING and shared.matched >= _NEARLY * shared.size:
        return True
    days = _days(shared)
    near = [other for other in others if _apart(printed, other) <= days]
    said_again = printed.said and any(other.said and _apart(printed, other) > days for other in others)
    if not near or said_again:  # a page that tells no day is no bridge between the days that others tell
        return False
    if shared.matched >= _TELLING:
        return True
    same = [same_person(printed.speaker, other.speaker) for other in near]
    if not shared.rare:  # who says everyday words is not known: of one day
        same = [one for one, other in zip(same, near, strict=True) if one or _apart(printed, other) == 0]
    return True in same or (shared.matched >= SHORTEST and not all(one is False for one in same))


def _days(shared: Overlap) -> int:
    """How many days apart wordings that share some words can still be one utterance; negative where never.

    What is heard once is written down in nearly the same words; who makes a point again makes it in other ones.
    """
    telling = shared.matched >= _TELLING
    partial = shared.contrary > 0 and shared.matched < _PARTIAL * shared.size
    if shared.contrary >= _OTHER * shared.size or (partial and shared.parted):
        return -1
    if shared.contrary > (_CONTRARY if telling else _FEW_CONTRARY) * shared.size:
        return 0
    if partial:
        return 1
    if telling:
        return _DOUBTFUL_DAYS if shared.parted and shared.contrary > _DOUBTFUL * shared.size else DAYS
    some = shared.matched >= _FEW
    days = _FEW_DAYS[min(shared.rare, len(_FEW_DAYS) - 1)][some]
    return min(days, _PARTED_DAYS if some else 0) if shared.parted else days


def _apart(one: Printed, other: Printed) -> int:
    """Days between two appearances, of saying where the pages tell that, else of printing; 0 where unknown.

    Pages that tell days which differ by one, or by a week, mean the same evening or the same "Monday".
    """
    printed = days_apart(one.published, other.published)
    if one.said and other.said:
        said = days_apart(one.said, other.said)
        return min(said, printed) if said <= 1 or said in _WEEKS else said
    return min(printed, days_apart(one.said or one.published, other.said or other.published))


def whole(said: Sequence[str]) -> Overlap:
    """What two appearances of the same words share."""
    return Overlap(len(said), len(said), rare=_rare(said))


def _rare(said: Iterable[str]) -> int:
    return sum(word not in EVERYDAY for word in said)


def differences(first: tuple[str, ...], later: tuple[str, ...]) -> tuple[Difference, ...]:
    """Word-level differences of two wordings where they overlap; what only the longer one has at its ends is none."""
    if first == later:
        return ()
    swapped = len(later) > len(first)
    short, long = (first, later) if swapped else (later, first)
    found = align(short[:_CONSIDERED], long[: 2 * _CONSIDERED])
    pairs = [(" ".join(short[b.a : b.b]), " ".join(long[b.c : b.d])) for b in found.blocks if not b.equal]
    return tuple(Difference(*(pair if swapped else pair[::-1])) for pair in pairs)


def overlap(one: tuple[str, ...], other: tuple[str, ...]) -> Overlap | None:
    """The words that two wordings share in order; None when they are too few to be one quotation."""
    short, long = sorted((one[:_CONSIDERED], other[: min(MAX_WORDS, 2 * _CONSIDERED)]), key=len)
    needed = least(len(short))
    if sum(map(set(long).__contains__, short)) < needed:  # no alignment can match more
        return None
    found = align(short, long)
    equal = [block for block in found.blocks if block.equal]
    run = max((block.b - block.a for block in equal), default=0)
    if found.matched < needed or run < min(RUN, len(short)):
        return None
    first, last = equal[0], equal[-1]
    ends = min(first.a, first.c) + min(len(short) - last.b, len(long) - last.d)
    contrary = last.b - first.a - found.matched + ends
    rare = sum(_rare(short[block.a : block.b]) for block in equal) if found.matched < _TELLING else 0
    return Overlap(found.matched, len(short), contrary, ends > 0, rare)


def raw_words(text: str) -> frozenset[str]:
    """The words of a text as they stand, in lower case: for `may_share`."""
    return frozenset(_RAW.findall(text.lower()))


def least(size: int) -> float:
    """How many words of a wording of ``size``, the shorter of two, must stand in the other."""
    return max(SHORTEST, _SHARE * size, min(_SHORT_SHARE * size, _TELLING))


def may_share(known: frozenset[str], said: Sequence[str], text: str) -> bool:
    """A quick look whether a text can share enough words for `overlap`, before it is brought into compared form.

    ``said`` are the compared words of the other one, and ``known`` these and its raw words. A word that comparing may
    change (an apostrophe, a number, an initial, an accent) counts as shared.
    """
    raw = _RAW.findall(text.lower())
    needed = _LIKELY * least(min(len(raw), len(said), _CONSIDERED)) - 1
    changed = sum(word in CHANGED or not (word.isalpha() and word.isascii()) for word in raw)
    if sum(map(frozenset(raw).__contains__, said)) + 2 * changed < needed:
        return False
    return sum(map(known.__contains__, raw)) + changed >= needed


def days_apart(one: str | None, other: str | None) -> int:
    """Days between two ISO dates; 0 where either is unknown."""
    try:
        return abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return 0
