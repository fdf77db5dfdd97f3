"""What two readings of one article are compared by: words, exact ends, quotation marks; and who matches whom.

The definitions are those of docs/bench.md. Attributions are taken in the corpora's own form: outermost quotation
marks inside the content, a relaying outlet as the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.core.spans import Span
from onrecord.core.statements import Attribution

CONTENT_JACCARD, SOURCE_JACCARD = 0.8, 0.5

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD_CHARACTER = re.compile(r"\w")
_MARKS = frozenset("\"'`‘’‚‛“”„‟«»")
_DOUBLE_MARK = re.compile("[\"“”„‟«»]|''|``")
_AFTER_MARK = frozenset(" \t\r\n\u00a0.,;:!?…-–—)]")
_BEFORE_MARK = frozenset(".,;:!?…-–—")

Words = frozenset[int]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """An attribution as the measures see it.

    ``words``  for source, cue and content the indices of their words, punctuation left out.
    ``spans``  for each role the token ranges of its contiguous parts, punctuation counted.
    ``exact``  the content's parts without white space and punctuation at their ends.
    ``form``   direct (begins and ends with a quotation mark), mixed (holds a double mark), indirect.
    ``said``   the cue holds a reporting verb.
    """

    words: dict[str, Words]
    spans: dict[str, frozenset[Range]]
    exact: tuple[Range, ...]
    form: str
    said: bool


class Tokens:
    """The tokens of a text (words and single punctuation marks) and which of them a span covers."""

    def __init__(self, text: str) -> None:
        starts = [found.start() for found in _TOKEN.finditer(text)]
        self._all = starts
        self._words = [start for start in starts if _WORD_CHARACTER.match(text[start])]

    def words(self, spans: Iterable[Span]) -> Words:
        """Indices of the words whose first character is in a span."""
        return frozenset(i for span in spans for i in range(*self._range(self._words, span)))

    def ranges(self, spans: Iterable[Span]) -> frozenset[Range]:
        """Each span as a half-open range of tokens; spans without a token are left out."""
        ranges = (self._range(self._all, span) for span in spans)
        return frozenset(found for found in ranges if found[0] < found[1])

    @staticmethod
    def _range(starts: list[int], span: Span) -> Range:
        return bisect_left(starts, span.start), bisect_left(starts, span.end)


def compared(text: str, attributions: Sequence[Attribution], *, gold: bool) -> list[Compared]:
    """The attributions of an article as the measures see them.

    Outside the gold annotation quotation marks may also stand just outside the content.
    """
    tokens = Tokens(text)
    found = []
    for attribution in attributions:
        content = sorted(attribution.content)
        roles = {"source": attribution.source, "cue": attribution.cue, "content": attribution.content}
        form = "indirect"
        if _in_marks(text, content, outside=not gold):
            form = "direct"
        elif any(_DOUBLE_MARK.search(text, span.start, span.end) for span in content):
            form = "mixed"
        found.append(
            Compared(
                {role: tokens.words(spans) for role, spans in roles.items()},
                {role: tokens.ranges(spans) for role, spans in roles.items()},
                _exact(text, content),
                form,
                has_reporting_verb(attribution.cue),
            )
        )
    return found


def _exact(text: str, spans: Sequence[Span]) -> tuple[Range, ...]:
    parts: list[Range] = []
    for span in spans:
        start, end = span.start, span.end
        while start < end and not _WORD_CHARACTER.match(text[start]):
            start += 1
        while end > start and not _WORD_CHARACTER.match(text[end - 1]):
            end -= 1
        if start == end:
            continue
        if parts and not _WORD_CHARACTER.search(text, parts[-1][1], start):
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return tuple(parts)


def _in_marks(text: str, content: Sequence[Span], *, outside: bool) -> bool:
    if not content:
        return False
    start, end = content[0].start, content[-1].end
    while start < end and text[start].isspace():
        start += 1
    last = end
    while last > start and text[last - 1] in _AFTER_MARK:
        last -= 1
    if last - start > 2 and text[start] in _MARKS and text[last - 1] in _MARKS:
        return True
    if not outside:
        return False
    while start > 0 and text[start - 1] in " \t\u00a0":
        start -= 1
    while end < len(text) and text[end] in _BEFORE_MARK:
        end += 1
    return start > 0 and end < len(text) and text[start - 1] in _MARKS and text[end] in _MARKS


@cache
def reporting_verbs() -> frozenset[str]:
    """Every form of the verbs that ``reporting_verbs.txt`` lists, in lower case."""
    lines = files("onrecord.evaluation").joinpath("reporting_verbs.txt").read_text("utf-8").splitlines()
    return frozenset(form for line in lines if not line.startswith("#") for form in line.split())


def has_reporting_verb(cue: Iterable[Span]) -> bool:
    """True when a word of the cue is a form of a reporting verb."""
    words = (word for span in cue for word in re.findall(r"[a-z]+", span.text.lower()))
    return any(word in reporting_verbs() for word in words)


def jaccard(one: Words, other: Words) -> float:
    """Share of the words of either that both have; 0 for two empty sets."""
    return len(one & other) / len(one | other) if one or other else 0.0


def same_source(gold: Compared, other: Compared) -> bool:
    """True when the sources share enough words, or neither has one."""
    one, two = gold.words["source"], other.words["source"]
    return (not one and not two) or jaccard(one, two) >= SOURCE_JACCARD


def match_soft(gold: Sequence[Compared], other: Sequence[Compared]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices whose contents share enough words: best content first, then best source."""
    candidates = []
    holders: dict[int, list[int]] = {}
    for j, theirs in enumerate(other):
        for word in theirs.words["content"]:
            holders.setdefault(word, []).append(j)
    for i, ours in enumerate(gold):
        for j in {j for word in ours.words["content"] for j in holders.get(word, ())}:
            theirs = other[j]
            shared = jaccard(ours.words["content"], theirs.words["content"])
            if shared >= CONTENT_JACCARD:
                by_source = jaccard(ours.words["source"], theirs.words["source"])
                candidates.append((-shared, -same_source(ours, theirs), -by_source, i, j))
    pairs: list[tuple[int, int]] = []
    ours_used: set[int] = set()
    theirs_used: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in ours_used and j not in theirs_used:
            ours_used.add(i)
            theirs_used.add(j)
            pairs.append((i, j))
    return pairs


def match_exact(gold: Sequence[Compared], other: Sequence[Compared]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices whose contents are equal."""
    waiting: dict[tuple[Range, ...], list[int]] = {}
    for j in range(len(other) - 1, -1, -1):
        if other[j].exact:
            waiting.setdefault(other[j].exact, []).append(j)
    return [(i, waiting[ours.exact].pop()) for i, ours in enumerate(gold) if waiting.get(ours.exact)]
