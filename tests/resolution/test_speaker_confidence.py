"""Confidence of speakers: the way that led to one, and the curve of that way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.spans import Span
from onrecord.core.statements import Speaker, SpeakerKind
from onrecord.resolution.confidence import Curve, Way, calibrated, shipped, way_of

SCORES = st.floats(0, 1)

WAYS = [
    ("Ann Lee", "Ann Lee", Way.NAMED),
    ("Mayor Ann Lee of Harrow", "Ann Lee", Way.NAMED),
    ("the Rivers Agency", "The Rivers Agency", Way.NAMED),
    ("Lee", "Ann Lee", Way.PART),
    ("DRA", "Delta Rivers Agency", Way.PART),
    ("the mayor", "Ann Lee", Way.OFFICE),
    ("She", "Ann Lee", Way.PRONOUN),
    ("I", "Ann Lee", Way.PRONOUN),
    ("it", "Rivers Agency", Way.NEUTER),
    ("a senior official", None, Way.DESCRIBED),
    ("", "Ann Lee", Way.NONE),
]


@pytest.mark.parametrize(("source", "name", "way"), WAYS)
def test_the_way_to_a_speaker(source, name, way):
    spans = (Span(0, len(source), source),) if source else ()
    assert way_of(spans, Speaker(kind=SpeakerKind.PERSON, name=name)) is way


@given(SCORES, SCORES, st.sampled_from(Way))
def test_surer_stays_surer_and_probabilities_are_such(one, other, way):
    low, high = sorted((one, other))
    assert 0 < calibrated(low, way) <= calibrated(high, way) < 1


def test_a_curve_without_change_keeps_the_score():
    assert calibrated(0.8, Way.NAMED, {Way.NAMED: Curve()}) == pytest.approx(0.8)


def test_every_way_has_a_curve_that_rises():
    assert all(shipped()[way].slope > 0 for way in Way)
