"""Decoding is exact: it agrees with trying every labelling."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution.decoding import best_labels, label_probabilities, runs
from onrecord.attribution.labels import LABELS, NEVER, allowed
from onrecord.attribution.linking import DISTANCES, POINTER, Linking, Pointers, distance_classes, link
from onrecord.attribution.windows import Window

TRANSITIONS = np.where(allowed(), 0, NEVER).astype(np.float32)


def best_by_trying(scores, transitions):
    def total(path):
        if path[0] in INSIDE or path[-1] in OPEN:
            return -np.inf
        return sum(scores[i, label] for i, label in enumerate(path)) + sum(
            transitions[a, b] for a, b in itertools.pairwise(path)
        )

    return max(itertools.product(range(len(LABELS)), repeat=len(scores)), key=total)


INSIDE = {i for i, name in enumerate(LABELS) if name[0] in "IE"}
OPEN = {i for i, name in enumerate(LABELS) if name[0] in "BI"}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_viterbi_is_exact(seed, lengths):
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(sum(lengths), len(LABELS))).astype(np.float32)
    transitions = TRANSITIONS + rng.normal(size=TRANSITIONS.shape).astype(np.float32)
    of_paragraphs = np.repeat(np.arange(len(lengths)), lengths)
    found = best_labels(scores, transitions, of_paragraphs)
    for paragraph in range(len(lengths)):
        rows = of_paragraphs == paragraph
        assert tuple(found[rows]) == best_by_trying(scores[rows], transitions)


def test_no_words_and_many():
    assert len(best_labels(np.zeros((0, 13), np.float32), TRANSITIONS, np.zeros(0, np.int64))) == 0
    found = best_labels(np.zeros((5000, 13), np.float32), TRANSITIONS, np.zeros(5000, np.int64))
    assert found[-1] not in OPEN


def test_runs_of_every_role():
    names = ["B-content", "I-content", "E-content", "O", "S-cue", "B-source", "E-source", "S-content", "S-content"]
    found = runs(np.array([LABELS.index(name) for name in names]))
    assert {role: list(zip(one.starts, one.ends, strict=True)) for role, one in found.items()} == {
        "content": [(0, 3), (7, 8), (8, 9)],
        "cue": [(4, 5)],
        "source": [(5, 7)],
    }


def test_label_probabilities():
    scores = np.log(np.array([[0.7, 0.2, 0.1]], dtype=np.float32))
    assert label_probabilities(scores, np.array([1])) == pytest.approx([0.2], abs=1e-6)


def pointing(words, arrows):
    """Pointers of one window in which word i points to word j (or to nothing, None) with the given vector kinds."""
    vectors = np.zeros((1 + words, 5, POINTER), dtype=np.float32)
    for key in (1, 3):
        vectors[np.arange(1 + words), key, np.arange(1 + words)] = 20
    for (query, word), target in arrows.items():
        vectors[word + 1, query, 0 if target is None else target + 1] = 20
    return (Pointers(Window(0, words, 0, words), vectors),)


def linked(names, arrows, content_weight=0.0, paragraphs=None):
    count = len(names.split())
    paragraphs = np.zeros(count, np.int64) if paragraphs is None else np.array(paragraphs)
    found = runs(np.array([LABELS.index(name) for name in names.split()]))
    zeros = np.zeros((3, DISTANCES), dtype=np.float32)
    made = link(found, pointing(count, arrows), zeros, paragraphs, Linking(content_weight=content_weight))
    return [(one.contents, one.cue, one.source) for one in made]


def test_one_source_of_two_cues_and_none_of_a_third():
    names = "S-source S-cue S-content S-cue S-content O S-cue S-content"
    arrows = {(0, 2): 1, (0, 4): 3, (0, 7): 6, (2, 1): 0, (2, 3): 0, (2, 6): None}
    assert linked(names, arrows) == [((0,), 0, 0), ((1,), 1, 0), ((2,), 2, None)]


def test_parts_of_one_content_and_a_content_without_a_cue():
    assert linked("S-content S-cue S-content", {(0, 0): 1, (0, 2): 1}) == [((0, 1), 0, None)]
    assert linked("S-source S-content", {(4, 1): 0}, content_weight=1.0) == [((0,), None, 0)]
    assert linked("O S-source S-cue", {}) == []


def test_contents_of_other_paragraphs_stand_alone():
    names = "S-source S-cue S-content S-content"
    arrows = {(0, 2): 1, (0, 3): 1, (2, 1): 0, (4, 3): 0}
    assert linked(names, arrows, 1.0, [0, 0, 0, 1]) == [((0,), 0, 0), ((1,), None, 0)]
    assert linked(names, arrows, 1.0, [0, 0, 1, 1]) == [((0, 1), 0, 0)]  # "He wrote:" and what follows


def test_distance_classes():
    assert list(distance_classes(np.array([0, 1, 2, 3, 4, 127, 128, 9999]))) == [0, 0, 1, 1, 2, 6, 7, 7]
    assert list(distance_classes(np.array([-1, -2, -9999]))) == [8, 9, 15]
