"""Which predicted attributions are right: the soft matching of words and source that PAIR counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.core.spans import Span
from onrecord.core.statements import Attribution

CONTENT, SOURCE = 0.8, 0.5  # the Jaccard overlap of words from which a content, a source counts as the same

_WORD = re.compile(r"\w+")


def matched(
    text: str, reference: Sequence[Attribution], predicted: Sequence[Attribution]
) -> list[tuple[bool, bool | None]]:
    """For each prediction whether its content is right, and whether its source is; None where content is wrong.

    One-to-one, greedy by falling overlap of the contents' words, ties to the better source.
    """
    starts = [found.start() for found in _WORD.finditer(text)]
    places = {start: index for index, start in enumerate(starts)}

    def words(spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(
            places[span.start + found.start()]
            for span in spans
            for found in _WORD.finditer(span.text)
            if span.start + found.start() in places
        )

    mine = [(words(one.content), words(one.source)) for one in predicted]
    theirs = [(words(one.content), words(one.source)) for one in reference]
    candidates = []
    for j, (content, source) in enumerate(mine):
        for i, (content_there, source_there) in enumerate(theirs):
            overlap = _jaccard(content, content_there)
            if overlap >= CONTENT:
                same = (not source and not source_there) or _jaccard(source, source_there) >= SOURCE
                candidates.append((-overlap, not same, i, j))
    answers: list[tuple[bool, bool | None]] = [(False, None)] * len(predicted)
    taken: set[int] = set()
    for _, differs, i, j in sorted(candidates):
        if i not in taken and not answers[j][0]:
            taken.add(i)
            answers[j] = (True, not differs)
    return answers


def pair_f1(answers: Sequence[tuple[bool, bool | None]], reference: int) -> float:
    """The F1 of right words and right source (PAIR), for ``reference`` attributions in the corpus."""
    right = sum(bool(source) for _, source in answers)
    return 2 * right / max(1, len(answers) + reference)


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
