"""Calibrated confidence: what an attribution's scores are worth as a probability of being right.

A logistic regression on a few of the model's own scores (Platt 1999), fitted on articles that it was not trained on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.attribution.decoding import Floats, Runs
from onrecord.attribution.linking import Link

CONTENT_FEATURES = ("bias", "worst word", "mean word", "worst edge", "all words", "cue", "link", "log length", "parts")
SOURCE_FEATURES = ("bias", "pointer", "worst word", "no source", "cue")


def features(one: Link, found: dict[str, Runs], log_probabilities: Floats) -> tuple[list[float], list[float]]:
    """The columns of `CONTENT_FEATURES` and of `SOURCE_FEATURES` for one attribution.

    ``log_probabilities`` [words] are those of each word's label; their logarithms would make one unlikely word of a
    content count for more than it does.
    """
    contents = found["content"]
    parts = [log_probabilities[contents.starts[i] : contents.ends[i]] for i in one.contents]
    words = np.concatenate(parts)
    edge = min(min(float(part[0]), float(part[-1])) for part in parts)
    cue = _worst(found["cue"], one.cue, log_probabilities)
    logarithms = (float(words.min()), float(words.mean()), edge, float(words.sum()), cue)
    own = [1.0, *np.exp(logarithms).tolist(), one.cue_probability, float(np.log(len(words))), float(len(parts))]
    pointer = float(np.log(one.source_probability / max(1 - one.source_probability, 1e-4) + 1e-4))
    source = _worst(found["source"], one.source, log_probabilities)
    return own, [1.0, pointer, float(np.exp(source)), float(one.source is None), float(np.exp(cue))]


def _worst(found: Runs, index: int | None, log_probabilities: Floats) -> float:
    """The lowest log-probability of a run's words, 0 without a run."""
    return 0.0 if index is None else float(log_probabilities[found.starts[index] : found.ends[index]].min())


def probability(weights: Sequence[float], values: Sequence[float]) -> float:
    """The logistic function of the weighted sum, in 0.001 to 0.999: nothing is certain."""
    score = float(np.clip(np.dot(weights, values), -6.9, 6.9))
    return float(1 / (1 + np.exp(-score)))
