"""Annotated articles as training samples: what each word is labelled, and where its pointers lead."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.attribution.labels import ROLES, begin
from onrecord.attribution.windows import Ints, Pieces, Words, cuts, encode, paragraphs, split_words
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution
from onrecord.evaluation.corpora import AnnotatedText

NONE = -1  # a pointer to nothing: the attribution has no source
IGNORE = -100  # no target here


@dataclass(frozen=True, slots=True)
class Targets:
    """What the heads learn, as columns over an article's words.

    ``labels``           the word's label (`onrecord.attribution.labels`).
    ``content_cues``     for a word of a content, the first word of its cue.
    ``cue_sources``      for a word of a cue, the first word of its source, or NONE.
    ``content_sources``  the same for a word of a content.
    """

    labels: Ints
    content_cues: Ints
    cue_sources: Ints
    content_sources: Ints


@dataclass(frozen=True, slots=True)
class Sample:
    """An article's words with the targets of each of its annotators; without any, for teachers to label."""

    name: str
    words: Words
    targets: tuple[Targets, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One training window: columns over pieces, then columns over its words, pointers relative to the window."""

    pieces: Ints
    cases: Ints
    quotation: Ints
    words: Ints
    labels: Ints
    content_cues: Ints
    cue_sources: Ints
    content_sources: Ints


def is_held_out(article: AnnotatedText, share: float) -> bool:
    """Whether an article is in the held-out slice: by a hash of its name, so that it never depends on the rest."""
    return zlib.crc32(article.name.encode()) / 2**32 < share


def samples(corpus: Sequence[AnnotatedText], pieces: Pieces) -> tuple[Sample, ...]:
    """The articles of a corpus as samples; an article without a word is left out."""
    found = []
    for article in corpus:
        words = split_words(article.text, paragraphs(article.text), pieces)
        if len(words):
            targets = tuple(_targets(words, attributions) for _, attributions in article.annotations)
            found.append(Sample(article.name, words, targets))
    return tuple(found)


def unlabelled_sample(name: str, text: str, pieces: Pieces) -> Sample:
    """An article that nobody annotated."""
    return Sample(name, split_words(text, paragraphs(text), pieces), ())


def _targets(words: Words, attributions: Sequence[Attribution]) -> Targets:
    size = len(words)
    columns = {
        name: np.full(size, IGNORE, dtype=np.int64) for name in ("content_cues", "cue_sources", "content_sources")
    }
    labels = np.zeros(size, dtype=np.int64)
    for attribution in attributions:
        covered = {role: [run for span in getattr(attribution, role) for run in _runs(words, span)] for role in ROLES}
        for role, name in enumerate(ROLES):
            for start, end in covered[name]:
                label(labels, start, end, role)
        cue = covered["cue"][0][0] if covered["cue"] else NONE
        source = covered["source"][0][0] if covered["source"] else NONE
        for start, end in covered["content"]:
            columns["content_cues"][start:end] = cue
            columns["content_sources"][start:end] = source
        for start, end in covered["cue"]:
            columns["cue_sources"][start:end] = source
    return Targets(labels, **columns)


def label(labels: Ints, start: int, end: int, role: int) -> None:
    """Write the labels of a run of words in place."""
    first = begin(role)
    labels[start:end] = first + 1
    labels[start], labels[end - 1] = first, first + 2
    if end - start == 1:
        labels[start] = first + 3


def _runs(words: Words, span: Span) -> list[tuple[int, int]]:
    """The word ranges of a span, one for each paragraph: words of which at least half the characters are in it."""
    middles = (words.starts + words.ends) / 2
    start = int(np.searchsorted(middles, span.start))
    end = int(np.searchsorted(middles, span.end, side="right"))
    if start >= end:
        return []
    breaks = start + 1 + np.flatnonzero(np.diff(words.paragraphs[start:end]))
    edges = [start, *breaks.tolist(), end]
    return list(itertools.pairwise(edges))


def training_windows(sample: Sample, rng: np.random.Generator, capacity: int) -> list[Piece]:
    """The windows of a sample for one epoch: a random annotator, the first window of a random length."""
    if sample.targets:
        targets = sample.targets[int(rng.integers(len(sample.targets)))]
    else:
        targets = Targets(*(np.full(len(sample.words), IGNORE, dtype=np.int64) for _ in range(4)))
    edges = cuts(sample.words, capacity, first=int(rng.integers(48, capacity + 1)))
    return [_window(sample.words, targets, start, end) for start, end in itertools.pairwise(edges)]


def _window(words: Words, targets: Targets, start: int, end: int) -> Piece:
    encoded = encode(words, start, end)

    def pointer(column: Ints) -> Ints:
        found = column[start:end].copy()
        outside = (found >= 0) & ((found < start) | (found >= end))
        found[outside] = IGNORE
        found[found >= 0] -= start
        return found

    return Piece(
        pieces=encoded.pieces,
        cases=encoded.cases,
        quotation=encoded.quotation,
        words=encoded.words,
        labels=targets.labels[start:end],
        content_cues=pointer(targets.content_cues),
        cue_sources=pointer(targets.cue_sources),
        content_sources=pointer(targets.content_sources),
    )
