"""How sure a speaker is: the steps' own scores as probabilities, by the way that the page led to the speaker.

The steps score by rule (0.97 for a full name in the source); how often such answers are right is measured on labelled
pages. One logistic curve for each way maps scores to probabilities and never changes which of two answers of one way
is the surer (Platt, "Probabilistic Outputs for Support Vector Machines", 1999). ``data/confidence.json`` holds the
curves; ``benchmarks/speaker_confidence.py`` makes it from the labels' halves that rules are made on.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from onrecord.core.spans import Span
from onrecord.core.statements import Speaker
from onrecord.resolution.kinds import PRONOUNS

_WORD = re.compile(r"[^\W_]+")
_PERSONAL = ("m", "f", "i")
_EDGE = 1e-4  # scores of 0 and 1 stay this far from the ends


class Way(StrEnum):
    """How the page led from the statement's own source words to the speaker."""

    NAMED = "named"  # the source holds the whole name
    PART = "part"  # a surname, an acronym, a nickname
    OFFICE = "office"  # a description of somebody whom the page names elsewhere
    PRONOUN = "pronoun"  # he, she, I
    NEUTER = "neuter"  # it, they, which
    DESCRIBED = "described"  # a document, a group, somebody without a name
    NONE = "none"  # no source: the statement before, a credit, a headline


@dataclass(frozen=True, slots=True)
class Curve:
    """Log-odds of being right: ``offset + slope * log-odds of the score``."""

    offset: float = 0.0
    slope: float = 1.0


def way_of(source: Sequence[Span], speaker: Speaker) -> Way:
    """The way from a statement's source to its speaker."""
    if not source:
        return Way.NONE
    given = " ".join(span.text for span in source)
    pronoun = PRONOUNS.get(given.strip().lower())
    if pronoun is not None:
        return Way.PRONOUN if pronoun in _PERSONAL else Way.NEUTER
    if speaker.name is None:
        return Way.DESCRIBED
    words, name = _words(given), _words(speaker.name)
    if name <= words:
        return Way.NAMED
    acronym = "".join(word[0] for word in _WORD.findall(speaker.name)).lower()
    return Way.PART if name & words or acronym in words else Way.OFFICE


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - {"the", "of", "and"}


def calibrated(score: float, way: Way, curves: Mapping[Way, Curve] | None = None) -> float:
    """The probability (0 to 1) that a speaker who was scored so is right."""
    curve = (curves or shipped())[way]
    return 1 / (1 + math.exp(-(curve.offset + curve.slope * log_odds(score))))


def log_odds(score: float) -> float:
    """log(p / (1 - p)), finite for 0 and 1 too."""
    inside = min(1 - _EDGE, max(_EDGE, score))
    return math.log(inside / (1 - inside))


@cache
def shipped() -> Mapping[Way, Curve]:
    """The curves that come with onrecord; a way without one keeps its scores."""
    text = files("onrecord.resolution").joinpath("data/confidence.json").read_text(encoding="utf-8")
    rows = json.loads(text)
    return {way: Curve(**rows[way]) if way in rows else Curve() for way in Way}
