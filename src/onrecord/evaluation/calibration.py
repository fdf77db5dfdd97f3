"""Calibration: whether an answer given with a confidence of 0.8 is right in 80 of 100 cases.

Expected calibration error over bins of equal width: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated
Probabilities Using Bayesian Binning", AAAI 2015.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.core.errors import MissingExtra
from onrecord.core.statements import Attribution
from onrecord.evaluation.comparison import compared, match_soft, same_source
from onrecord.evaluation.corpora import AnnotatedText


@dataclass(frozen=True, slots=True)
class Answer:
    """The confidence of one answer (0 to 1), and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose confidence is in ``[low, high)``: how many, their mean confidence, the share that was right."""

    low: float
    high: float
    answers: int
    confidence: float
    right: float


def answers(article: AnnotatedText, attributions: Sequence[Attribution]) -> tuple[list[Answer], list[Answer]]:
    """The answers of one article against its first annotator: of contents, and of sources where the content matches."""
    gold = [one for one in compared(article.text, article.reference, gold=True) if one.words["content"]]
    found = compared(article.text, attributions, gold=False)
    matched = {j: i for i, j in match_soft(gold, found)}
    contents = [Answer(a.content_confidence, j in matched) for j, a in enumerate(attributions) if a.content]
    sources = [
        Answer(a.source_confidence, same_source(gold[matched[j]], found[j]))
        for j, a in enumerate(attributions)
        if j in matched
    ]
    return contents, sources


def reliability(given: Iterable[Answer], bins: int = 10) -> tuple[Bin, ...]:
    """The reliability table: bins of equal width that hold an answer, from the least confident on."""
    groups: list[list[Answer]] = [[] for _ in range(bins)]
    for answer in given:
        groups[min(bins - 1, max(0, int(answer.confidence * bins)))].append(answer)
    return tuple(
        Bin(
            number / bins,
            (number + 1) / bins,
            len(group),
            sum(answer.confidence for answer in group) / len(group),
            sum(answer.right for answer in group) / len(group),
        )
        for number, group in enumerate(groups)
        if group
    )


def expected_calibration_error(table: Sequence[Bin]) -> float:
    """The mean distance of confidence from the share of right answers, weighted by answers; 0 for no answers."""
    total = sum(row.answers for row in table)
    return sum(row.answers * abs(row.confidence - row.right) for row in table) / total if total else 0.0


def draw(table: Sequence[Bin], path: Path) -> None:
    """Draw the reliability diagram as an SVG file. Raises MissingExtra without the extra ``plot``."""
    try:
        import altair
    except ImportError:
        raise MissingExtra("drawing needs Altair: pip install 'onrecord[plot]'") from None
    rows = [{"confidence": row.confidence, "right": row.right, "answers": row.answers} for row in table]
    unit = altair.Scale(domain=[0, 1])
    points = (
        altair.Chart(altair.Data(values=rows))  # type: ignore[no-untyped-call]
        .mark_line(point=True)
        .encode(
            x=altair.X("confidence:Q", scale=unit, title="confidence given"),
            y=altair.Y("right:Q", scale=unit, title="share that was right"),
        )
    )
    ends = [{"confidence": 0, "right": 0}, {"confidence": 1, "right": 1}]
    ideal = altair.Data(values=ends)  # type: ignore[no-untyped-call]
    diagonal = altair.Chart(ideal).mark_line(strokeDash=[4, 4]).encode(x="confidence:Q", y="right:Q")
    (diagonal + points).properties(width=320, height=320).save(str(path))
