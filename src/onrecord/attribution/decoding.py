"""Decoding: the best labelling of each paragraph under the labels' constraints, and its runs of words."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.attribution.labels import NEVER, OUTSIDE, ROLES, allowed, begin
from onrecord.attribution.windows import Ints

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of words of one role: columns ``starts`` and ``ends`` (half-open, word indices), in order."""

    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.starts)


def best_labels(scores: Floats, transitions: Floats, paragraphs: Ints) -> Ints:
    """The labels of the words, each paragraph's the best-scoring sequence that the constraints allow.

    ``scores`` [words, labels], ``transitions`` [labels, labels] (NEVER where one may not follow the other),
    ``paragraphs`` [words] in rising order. A run never crosses a paragraph's end. Viterbi's algorithm (Viterbi
    1967), exact, over all paragraphs at once, in time linear in the words.
    """
    total = len(scores)
    if not total:
        return np.zeros(0, dtype=np.int64)
    first = np.flatnonzero(np.diff(paragraphs, prepend=paragraphs[0] - 1))
    lengths = np.diff(np.append(first, total))
    order = np.argsort(-lengths, kind="stable")  # longest first: those still running are always a prefix
    first, lengths = first[order], lengths[order]
    running = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")  # paragraphs longer than each step
    edges = np.concatenate(([0], np.cumsum(running))).tolist()
    # All first words, then all second words ...: the words of a step are a slice.
    step = np.repeat(np.arange(len(running)), running)
    places = step + first[np.arange(total) - np.repeat(edges[:-1], running)]
    follows = allowed()
    opens = np.where(follows[OUTSIDE], 0.0, NEVER).astype(np.float32)
    closes = np.where(follows[:, OUTSIDE], 0.0, NEVER).astype(np.float32)
    # Labels first, paragraphs last: the maximum over the label before then runs along whole rows.
    best = np.ascontiguousarray(scores[places].T)  # becomes the score of the best labelling up to each word
    current = best[:, : edges[1]]
    current += opens[:, None]
    moves = transitions[:, :, None]  # [before, after, 1]
    for start, end in itertools.pairwise(edges[1:]):
        own = best[:, start:end]
        own += (current[:, None, : end - start] + moves).max(axis=0)
        current = own
    found = np.empty(total, dtype=np.int64)
    found[places] = _trace_back(np.ascontiguousarray(best.T), np.ascontiguousarray(transitions.T), closes, edges)
    return found


def _trace_back(best: Floats, incoming: Floats, closes: Floats, edges: list[int]) -> Ints:
    """Follow the best predecessors from each paragraph's last label to its first, which are looked for only here.

    ``best`` [words, labels] step by step, a step's words being ``[edges[step], edges[step + 1])``; ``incoming``
    [after, before] are the transitions.
    """
    found = np.empty(len(best), dtype=np.int64)
    after = found[:0]  # the labels of the next step's words
    for start, end in reversed(list(itertools.pairwise(edges))):
        scores = best[start:end]
        goes_on = len(after)
        scores[:goes_on] += incoming[after]
        scores[goes_on:] += closes
        after = found[start:end] = scores.argmax(axis=1)
    return found


def runs(labels: Ints) -> dict[str, Runs]:
    """The runs of each role in a valid labelling."""
    found = {}
    for role, name in enumerate(ROLES):
        opening = begin(role)
        starts = np.flatnonzero((labels == opening) | (labels == opening + 3))
        ends = np.flatnonzero((labels == opening + 2) | (labels == opening + 3)) + 1
        found[name] = Runs(starts, ends)
    return found


def label_probabilities(scores: Floats, labels: Ints) -> Floats:
    """The probability that the model alone, without its neighbours, gives to each word's label."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    own = np.take_along_axis(shifted, labels[:, None], axis=1)[:, 0]
    found: Floats = np.exp(own - np.log(np.exp(shifted).sum(axis=1)))
    return found
