"""Traces: where words were printed, in which wordings, who credits whom, and what became of their speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onrecord.reuse.clusters import Cluster, Printed, Wording
from onrecord.reuse.sources import same_person


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much a record covers: what "earliest in this record" is to be read against.

    ``first`` and ``last`` are the days (ISO 8601) of its first and last page, None where no page has a date.
    """

    articles: int
    outlets: int
    first: str | None
    last: str | None
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """An outlet, agency or other voice of the graph of credits: how many pages of it, and how many credits to it."""

    name: str
    printed: int
    credited: int


@dataclass(frozen=True, slots=True)
class Edge:
    """``credits`` names the one that ``credited`` is taken from; ``pages`` are those that say so."""

    credits: str
    credited: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Who credits whom, the busiest first. A node without edges printed the words and credits no other voice."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """Pages that are copies of one article (agency copy): one origin printed many times. The earliest comes first.

    ``credited`` is whom most of them credit, or the agency among their outlets, None where no page says.
    """

    printed: tuple[Printed, ...]
    credited: str | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A quotation in a list of those most repeated, altered or credited differently.

    ``altered`` counts the wordings in which a word differs, mere cuts left out; ``speakers`` are the different people
    (or bodies) that pages name for it, the most often named first.
    """

    cluster: Cluster
    pages: int
    outlets: int
    altered: int
    speakers: tuple[str, ...]


class Change(StrEnum):
    """What became of the speaker on a page."""

    LOST = "lost"  # the page names nobody
    GAINED = "gained"  # earlier pages name nobody, this one does
    ANOTHER = "another"  # the page names somebody else


@dataclass(frozen=True, slots=True)
class SpeakerChange:
    """A page on which the words have another speaker than before, or none. ``before`` and ``after`` are names."""

    change: Change
    printed: Printed
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where words were printed, as far as a record knows.

    ``asked``       the words as they were given.
    ``quotations``  those that hold the words or a part of them, the nearest first. The same words said on another
                    occasion, or by another speaker, are another quotation.
    ``elsewhere``   pages that print the words in no statement in quotation marks, in time order: without marks,
                    closely paraphrased, or where the reader missed the statement.
    ``coverage``    how much the record covers.
    ``more``        True when not all pages that came into question were looked at.
    """

    asked: str
    quotations: tuple[Cluster, ...]
    elsewhere: tuple[Printed, ...]
    coverage: Coverage
    more: bool = False

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The wordings of all quotations, in the order of their first appearance."""
        return tuple(sorted((w for one in self.quotations for w in one.wordings), key=lambda w: w.printed[0].order))

    @property
    def printed(self) -> tuple[Printed, ...]:
        """Every appearance in time order, those elsewhere too."""
        marked = (printed for one in self.quotations for printed in one.printed)
        return tuple(sorted((*marked, *self.elsewhere), key=lambda one: one.order))

    @property
    def earliest(self) -> tuple[Printed, ...]:
        """The first known appearance in this record; several where their dates don't tell which came first."""
        dated = [one for one in self.printed if one.published]
        return tuple(one for one in dated if not _told_apart(dated[0].published or "", one.published or ""))

    @property
    def copies(self) -> tuple[Copies, ...]:
        """The groups of pages that are copies of one article, the largest first."""
        return copies(self.printed)

    @property
    def origins(self) -> int:
        """How many articles the pages come from, copies of one counted once."""
        return len({f"copy {one.origin}" if one.origin is not None else one.article for one in self.printed})

    @property
    def credits(self) -> Graph:
        """Who credits whom."""
        return credits(self.printed)

    @property
    def speaker_changes(self) -> tuple[SpeakerChange, ...]:
        """Where the words lost their speaker or gained another, in time order; each quotation by itself."""
        found = [change for one in self.quotations for change in speaker_changes(one.printed)]
        return tuple(sorted(found, key=lambda change: change.printed.order))


def _told_apart(first: str, later: str) -> bool:
    """Whether one date is later than another as far as both say."""
    known = min(len(first), len(later))
    return first[:known] < later[:known]


def copies(printed: Iterable[Printed]) -> tuple[Copies, ...]:
    """The groups of two pages or more that are copies of one article, the largest first."""
    groups: dict[int, dict[str, Printed]] = {}
    for one in printed:
        if one.origin is not None:
            groups.setdefault(one.origin, {}).setdefault(one.article, one)
    found = []
    for group in groups.values():
        pages = tuple(sorted(group.values(), key=lambda one: one.order))
        if len(pages) > 1:
            named = Counter(name for one in pages for name in one.route)
            found.append(Copies(pages, named.most_common(1)[0][0] if named else None))
    return tuple(sorted(found, key=lambda one: (-len(one.printed), one.printed[0].order)))


def credits(printed: Sequence[Printed]) -> Graph:
    """The graph of who credits whom: from each page's outlet to the nearest step of its route, and on along it."""
    pages: dict[str, set[str]] = {}
    credited: Counter[str] = Counter()
    steps: dict[tuple[str, str], list[str]] = {}
    names: dict[str, str] = {}
    for one in printed:
        outlet = one.outlet or one.page
        chain = list(dict.fromkeys(names.setdefault(_folded(name), name) for name in (outlet, *one.route)))
        pages.setdefault(chain[0], set()).add(one.page)
        for near, far in pairwise(chain):
            pages.setdefault(far, set())
            if one.page not in steps.setdefault((near, far), []):
                steps[near, far].append(one.page)
                credited[far] += 1
    nodes = [Node(name, len(those), credited[name]) for name, those in pages.items()]
    edges = [Edge(near, far, tuple(those)) for (near, far), those in steps.items()]
    return Graph(
        tuple(sorted(nodes, key=lambda node: (-node.credited, -node.printed, node.name))),
        tuple(sorted(edges, key=lambda edge: (-len(edge.pages), edge.credits, edge.credited))),
    )


def _folded(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def speaker_changes(printed: Sequence[Printed]) -> tuple[SpeakerChange, ...]:
    """Where the words have another speaker than on the earliest page that names one; ``printed`` is in time order.

    A page that credits somebody without saying who it is ("he") changes nothing: that is not known.
    """
    found: list[SpeakerChange] = []
    known: str | None = None
    nameless = False
    for one in printed:
        lost = one.speaker is None and (not one.credited or one.described is not None)
        if known is None:
            if one.speaker is not None:
                known = one.speaker
                if nameless:
                    found.append(SpeakerChange(Change.GAINED, one, None, known))
            nameless = nameless or lost
        elif lost:
            found.append(SpeakerChange(Change.LOST, one, known, one.described))
        elif one.speaker is not None and same_person(known, one.speaker) is False:
            found.append(SpeakerChange(Change.ANOTHER, one, known, one.speaker))
    return tuple(found)


def repeated(cluster: Cluster) -> Repeated:
    """The counts of a quotation."""
    printed = cluster.printed
    names: list[str] = []
    for name, _ in cluster.speakers.most_common():
        if name is not None and all(same_person(name, other) is False for other in names):
            names.append(name)
    return Repeated(
        cluster,
        pages=len({one.page for one in printed}),
        outlets=len({one.outlet for one in printed if one.outlet}),
        altered=sum(bool(wording.differences) for wording in cluster.wordings),
        speakers=tuple(names),
    )
