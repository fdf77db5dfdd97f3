"""Linking: which cue a content belongs to, and which source a cue has.

The model points from each content word to the first word of its cue, and from a cue's and a content's words to
the first word of their source or to [CLS] for none. So several cues can share one source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.attribution.decoding import Floats, Runs
from onrecord.attribution.windows import Ints, Window

POINTER = 64  # width of the pointers' vectors
DISTANCES = 16  # classes of the signed distance between two words

# The pointers' vectors: the query of contents for cues, the key of cues; of cues for sources, the key of sources;
# of contents for sources.
CONTENT_TO_CUE, CUE, CUE_TO_SOURCE, SOURCE, CONTENT_TO_SOURCE = range(5)


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution in run indices: its contents, its cue and its source, and how sure the pointers were."""

    contents: tuple[int, ...]
    cue: int | None
    source: int | None
    cue_probability: float
    source_probability: float


@dataclass(frozen=True, slots=True)
class Pointers:
    """What the model says of one window: its words, and ``vectors`` [1 + words, 5, POINTER], [CLS] first."""

    window: Window
    vectors: Floats


def distance_classes(distances: Ints) -> Ints:
    """The class of each signed distance in words: 8 on either side, doubling in width from 1 to 64 and more."""
    size = np.minimum(np.floor(np.log2(np.maximum(np.abs(distances), 1))), 7).astype(np.int64)
    return size + np.where(distances < 0, 8, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """How much the pointers are believed.

    ``content_weight``  weight of the contents' pointer to a source beside the cue's.
    ``none``            added to the score of having no source.
    ``least``           a content that points to no cue with this probability stands alone.
    """

    content_weight: float = 0.5
    none: float = 0.0
    least: float = 0.0


def link(
    found: dict[str, Runs], pointers: Sequence[Pointers], distance: Floats, paragraphs: Ints, settings: Linking
) -> tuple[Link, ...]:
    """The attributions that the runs make, in the order of their first words; every content is in one.

    ``paragraphs`` [words] are those of the words, ``distance`` [3, DISTANCES] scores the pointers' distances. A
    source's score is the cue's pointer plus the contents' pointer by its weight, both log-probabilities.
    """
    contents, cues, sources = found["content"], found["cue"], found["source"]
    to_cue = _votes(contents, cues, pointers, (CONTENT_TO_CUE, CUE), distance[0])[:, 1:]
    by_content = _votes(contents, sources, pointers, (CONTENT_TO_SOURCE, SOURCE), distance[2])
    by_cue = _votes(cues, sources, pointers, (CUE_TO_SOURCE, SOURCE), distance[1])
    members: dict[int, list[int]] = {}
    alone = []
    for content in range(len(contents)):
        best = int(to_cue[content].argmax()) if len(cues) else 0
        if len(cues) and to_cue[content, best] > settings.least:
            members.setdefault(best, []).append(content)
        else:
            alone.append(content)
    groups: list[tuple[int | None, list[int]]] = []
    for index, own in members.items():
        kept = _together(own, contents, paragraphs, int(paragraphs[cues.starts[index]]))
        groups.append((index, kept))
        alone.extend(content for content in own if content not in kept)
    groups.extend((None, [content]) for content in alone)
    if not groups:
        return ()
    cue_of = np.array([len(cues) if cue is None else cue for cue, _ in groups])
    flat = [content for _, own in groups for content in own]
    sizes = np.array([len(own) for _, own in groups])
    voted = np.log(np.add.reduceat(by_content[flat], np.cumsum(sizes) - sizes) / sizes[:, None] + 1e-6)
    has_cue = cue_of < len(cues)
    voted[has_cue] *= settings.content_weight
    voted[has_cue] += np.log(by_cue[cue_of[has_cue]] + 1e-6)
    voted[:, 0] += settings.none
    best_of = voted.argmax(axis=1).tolist()
    sure = np.exp(voted.max(axis=1) - np.logaddexp.reduce(voted, axis=1)).tolist()
    links = []
    for (cue, own), source, source_sure in zip(groups, best_of, sure, strict=True):
        cue_sure = 0.0 if cue is None else float(to_cue[own, cue].min())
        links.append(Link(tuple(own), cue, source - 1 if source else None, cue_sure, source_sure))
    return tuple(sorted(links, key=lambda one: contents.starts[one.contents[0]]))


def _together(own: list[int], contents: Runs, paragraphs: Ints, cue: int) -> list[int]:
    """Which contents of a cue are one attribution: those of its own paragraph, else those of the first one's."""
    places = [int(paragraphs[contents.starts[content]]) for content in own]
    chosen = cue if cue in places else places[0]
    return [content for content, place in zip(own, places, strict=True) if place == chosen]


def _votes(
    pointing: Runs, targets: Runs, pointers: Sequence[Pointers], kinds: tuple[int, int], distance: Floats
) -> Floats:
    """Probabilities [pointing, 1 + targets] that a run points to nothing or to each target: its words' mean.

    A word speaks in the window in whose core it lies, of the targets that begin in that window.
    """
    votes = np.zeros((len(pointing), 1 + len(targets)), dtype=np.float32)
    if not len(pointing):
        return votes
    query, key = kinds
    for one in pointers:
        window = one.window
        low = int(np.searchsorted(pointing.ends, window.core_start, side="right"))
        high = int(np.searchsorted(pointing.starts, window.core_end))
        if low >= high:
            continue
        near = slice(*np.searchsorted(targets.starts, (window.start, window.end)))
        starts = np.maximum(pointing.starts[low:high], window.core_start)
        lengths = np.minimum(pointing.ends[low:high], window.core_end) - starts
        edges = np.cumsum(lengths) - lengths
        words = np.repeat(starts - edges, lengths) + np.arange(int(lengths.sum()))
        there = targets.starts[near]
        keys = one.vectors[np.concatenate(([0], there - window.start + 1)), key]
        scores = one.vectors[words - window.start + 1, query] @ keys.T / np.float32(POINTER**0.5)
        scores[:, 1:] += distance[distance_classes(there[None, :] - words[:, None])]
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        summed = np.add.reduceat(scores, edges, axis=0)
        votes[low:high, 0] += summed[:, 0]
        votes[low:high, 1 + near.start : 1 + near.stop] += summed[:, 1:]
    lengths = np.maximum(pointing.ends - pointing.starts, 1).astype(np.float32)
    votes /= lengths[:, None]
    return votes
