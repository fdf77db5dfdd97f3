"""The measures: true positives and totals of an article for every measure, their sums, and P, R and F1.

``token.ROLE``  words of the role.  ``span.ROLE``  each contiguous span for itself (Wang et al., "CofeNet", COLING
2022).  ``content_exact``, ``content_soft``  whole contents.  ``pair``  right words and right source.  Each stands
also under the name of a slice (``direct.pair``): recall counts the gold attributions of the slice, precision those
of the predictions, and a match may be with any attribution of the other side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.core.statements import Attribution
from onrecord.evaluation.comparison import Compared, compared, match_exact, match_soft, same_source
from onrecord.evaluation.corpora import ROLES, AnnotatedText

_KINDS = (
    *(f"token.{role}" for role in ROLES),
    *(f"span.{role}" for role in ROLES),
    "content_exact",
    "content_soft",
    "pair",
)
_SLICES: dict[str, Callable[[Compared], bool]] = {
    "": lambda _: True,
    "direct.": lambda found: found.form == "direct",
    "mixed.": lambda found: found.form == "mixed",
    "indirect.": lambda found: found.form == "indirect",
    "verb.": lambda found: found.said,
    "other.": lambda found: not found.said,
}
MEASURES = tuple(prefix + kind for prefix in _SLICES for kind in _KINDS)

# Per measure: right among the predicted, predicted, right among the gold, gold.
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 in per cent, with the numbers of gold and predicted things."""

    precision: float
    recall: float
    f1: float
    gold: int
    predicted: int


def count(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Counts:
    """Counts of one article, one row of four for each of `MEASURES`."""
    ours, theirs = compared(text, gold, gold=True), compared(text, predicted, gold=False)
    worded = [one for one in ours if one.words["content"]]  # the others are left out of the measures of attributions
    soft = match_soft(worded, theirs)
    matches = {
        "content_exact": match_exact(worded, theirs),
        "content_soft": soft,
        "pair": [(i, j) for i, j in soft if same_source(worded[i], theirs[j])],
    }
    rows: list[list[int]] = []
    for keep in _SLICES.values():
        rows.extend(_shared(ours, theirs, keep))
        for pairs in matches.values():
            right = sum(keep(theirs[j]) for _, j in pairs), sum(keep(worded[i]) for i, _ in pairs)
            rows.append([right[0], sum(map(keep, theirs)), right[1], sum(map(keep, worded))])
    return np.array(rows, dtype=np.int64)


def _shared(
    ours: Sequence[Compared], theirs: Sequence[Compared], keep: Callable[[Compared], bool]
) -> Iterable[list[int]]:
    """Rows of the measures of words and of spans, in the order of `_KINDS`."""
    for sets in (lambda one: one.words, lambda one: one.spans):
        for role in ROLES:
            gold, gold_kept = _union(ours, sets, role), _union(filter(keep, ours), sets, role)
            found, found_kept = _union(theirs, sets, role), _union(filter(keep, theirs), sets, role)
            yield [len(found_kept & gold), len(found_kept), len(gold_kept & found), len(gold_kept)]


def _union(
    attributions: Iterable[Compared], sets: Callable[[Compared], dict[str, frozenset[object]]], role: str
) -> set[object]:
    return set().union(*(sets(attribution)[role] for attribution in attributions))


def count_article(article: AnnotatedText, predicted: Sequence[Attribution], *, every_annotator: bool = False) -> Counts:
    """Counts of one article against its first annotator, or summed over every annotator in turn."""
    total = np.zeros((len(MEASURES), 4), dtype=np.int64)
    for _, gold in article.annotations if every_annotator else article.annotations[:1]:
        total += count(article.text, gold, predicted)
    return total


def between_annotators(article: AnnotatedText) -> Counts:
    """Counts of every ordered pair of annotators of one article, summed."""
    total = np.zeros((len(MEASURES), 4), dtype=np.int64)
    for one, gold in article.annotations:
        for other, predicted in article.annotations:
            if one != other:
                total += count(article.text, gold, predicted)
    return total


def scores(counts: Counts) -> dict[str, Score]:
    """The scores of summed counts, by measure."""
    return {name: _score(*map(int, counts[i])) for i, name in enumerate(MEASURES)}


def _score(right_predicted: int, predicted: int, right_gold: int, gold: int) -> Score:
    precision = right_predicted / predicted if predicted else 0.0
    recall = right_gold / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(100 * precision, 100 * recall, 100 * f1, gold, predicted)


def f1_of(totals: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """F1 in per cent of counts of shape ``(..., measures, 4)``; 0 where nothing is right."""
    parts = totals.astype(np.float64)
    precision = parts[..., 0] / np.maximum(parts[..., 1], 1)
    recall = parts[..., 2] / np.maximum(parts[..., 3], 1)
    return 200 * precision * recall / np.maximum(precision + recall, 1e-12)
