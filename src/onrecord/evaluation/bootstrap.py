"""Bootstrap over articles: how far a figure, or the difference of two, would move with other articles.

Efron and Tibshirani, "An Introduction to the Bootstrap" (1993): articles are drawn with replacement, since the
attributions of one article depend on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.evaluation.measures import MEASURES, Counts, f1_of

SEED = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """How much the first of two systems is better in F1 (points), its 95 % interval, and the two-sided p-value."""

    points: float
    low: float
    high: float
    p: float


def intervals(counts: Sequence[Counts], draws: int) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each measure's F1 in per cent, from ``draws`` resamplings of the articles' counts."""
    resampled = f1_of(_resampled(np.stack(counts), draws))
    low, high = np.percentile(resampled, [2.5, 97.5], axis=0)
    return {name: (float(low[i]), float(high[i])) for i, name in enumerate(MEASURES)}


def paired(first: Sequence[Counts], second: Sequence[Counts], draws: int) -> dict[str, Difference]:
    """Each measure's difference of two systems on the same articles, resampled together."""
    if len(first) != len(second):
        raise ValueError(f"{len(first)} articles against {len(second)}: not the same articles")
    one, two = np.stack(first), np.stack(second)
    drawn = f1_of(_resampled(one, draws)) - f1_of(_resampled(two, draws))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    points = f1_of(one.sum(axis=0)) - f1_of(two.sum(axis=0))
    # How often chance alone turns the sign around, both ways.
    p = 2 * np.minimum((drawn <= 0).mean(axis=0), (drawn >= 0).mean(axis=0))
    return {
        name: Difference(float(points[i]), float(low[i]), float(high[i]), min(1.0, float(p[i])))
        for i, name in enumerate(MEASURES)
    }


def _resampled(counts: Counts, draws: int) -> npt.NDArray[np.int64]:
    """Counts ``(articles, measures, 4)`` as sums ``(draws, measures, 4)``; the same articles are drawn each time."""
    articles = counts.shape[0]
    weights = np.random.default_rng(SEED).multinomial(articles, np.full(articles, 1 / articles), size=draws)
    sums: npt.NDArray[np.int64] = np.einsum("da,amk->dmk", weights, counts, optimize=True)
    return sums
