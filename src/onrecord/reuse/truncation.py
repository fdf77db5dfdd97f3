"""What was cut off at a quotation's ends: a denial, a condition or a hedge that belongs to the words kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REACH = 300  # characters of the sentence looked at on either side
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\b[A-Z])[.!?…][\"”’)]?(?=\s)|\n|\)\s*$")
_STRONG = re.compile(
    r"[;:—–]|--|,?\s\b(?:and|but|so)\b(?=\s+(?:I|we|you|they|he|she|it|there|that|this|the|my|our)\b)", re.I
)
_CONDITION_ENDS = re.compile(r"[;:—–]|--|,\s(?:and|but|so)\b", re.I)
_NEGATION = re.compile(
    r"\b(?:not|never|nobody|no one|none|neither|nor|cannot|no|without|hardly|barely|deny|denies|denied|"
    r"doubt|refuse[sd]?)\b"
    r"|n['’]t\b|\bfar from\b",
    re.I,
)
_NO_DENIAL = re.compile(
    r"\b(?:no (?:doubt|question|matter|wonder|longer than)|not only|why (?:not|don['’]t)|"
    r"(?:do|did|is|are|was|have|has|ca|could|would)n['’]t "
    r"(?:you|we|they|he|she|it)\b(?=[^.!]*$))|not just",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|until|provided(?: that)?|as long as|in case|assuming|suppose|supposing|except|only when)\b", re.I
)
_IDIOM = re.compile(
    r"\b(?:as if|even if|what if|if (?:you|we) (?:look|think|remember|know|see|want to know|"
    r"take a look|will(?=[,.;)]))|if I may|if not(?! for\b))\b",
    re.I,
)
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|almost|nearly|might|may|could|allegedly|supposedly|reportedly|apparently|"
    r"hardly|barely|rarely|sometimes|sort of|kind of|some people say|they say)\b",
    re.I,
)
_AFTER = re.compile(
    r"^[,\s—–-]{0,4}(?:(?:and|but) )?(?:only )?(?:(if|unless|until|except|provided|as long as|assuming)\b"
    r"|((?:but )?not\b|never\b|hardly\b))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of the source ``[start, end)`` that belong to a quotation and were left off, and what they do to it."""

    kind: str
    start: int
    end: int


def cut_off(text: str, start: int, end: int, words: int, low: int, high: int, context: str = "") -> Cut | None:
    """What the quotation of ``text[start:end]`` cuts off within its sentence and within ``[low, high)``, its turn.

    ``words`` is how many words it has: a fragment of one to three is judged by the words right before it alone.
    ``context`` is the draft's own sentence around the quotation, which may carry the denial or the condition itself.
    """
    while start > low and text[start - 1] in "$€£\"“‘'([":
        start -= 1
    left = _sentence_before(text, start, max(low, start - _REACH))
    return _before(text, left, start, words, context) or _after(text, end, words, min(high, end + _REACH), context)


def _sentence_before(text: str, start: int, low: int) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, low, start)]
    return ends[-1] if ends else low


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> int:
    """Where the last match within the range ends, ``low`` without one."""
    return max((match.end() for match in pattern.finditer(text, low, high + 8) if match.end() <= high), default=low)


def _before(text: str, left: int, start: int, words: int, context: str) -> Cut | None:
    clause = _last(_STRONG, text, left, start)
    # The conjunction may stand right before the quotation, whose first word then is the new clause's subject.
    conjunction = re.search(r"\b(?:and|but|so)\s+$", text[left:start], re.I)
    if conjunction and re.match(
        r"(?:I|we|you|they|he|she|it|there|that|this|the|my|our)\b", text[start : start + 9], re.I
    ):
        clause = start
    near = text[clause:start].rfind(",") + clause + 1
    reach = clause if conjunction else _last(_CONDITION_ENDS, text, left, start)
    condition = None if words < 4 else _first(_CONDITION, _IDIOM, text, reach, start)
    if condition and not _CONDITION.search(context):
        return Cut("condition", condition[0], start)
    window = text[near:start]
    kept = window.split()[-10 if words >= 4 else -3 :]
    offset = start - len(window) + (window.find(kept[0]) if kept else 0)
    negation = _first(_NEGATION, _NO_DENIAL, text, offset, start)
    if negation and not _NEGATION.search(context):
        return Cut("negation", negation[0], start)
    tail = re.search(r"(?:\S+\s+){1,2}$|\S+\s*$", text[clause:start])
    hedge = _HEDGE.search(text, start - len(tail[0]), start) if tail else None
    if hedge and not _HEDGE.search(context):
        return Cut("qualifier", hedge.start(), start)
    return None


def _first(pattern: re.Pattern[str], but: re.Pattern[str], text: str, low: int, high: int) -> tuple[int, int] | None:
    """The first match in the range that isn't part of an idiom of ``but``."""
    idioms = [match.span() for match in but.finditer(text, low, min(len(text), high + 30))]
    for match in pattern.finditer(text, low, high):
        if not any(start <= match.start() < end for start, end in idioms):
            return match.span()
    return None


def _after(text: str, end: int, words: int, high: int, context: str) -> Cut | None:
    if words < 4 or re.match(r"[\"”’]?[.!?;:]", text[end : end + 2]):
        return None
    found = _AFTER.match(text[end:high])
    if found is None or _IDIOM.match(text[end:high].lstrip(" ,")):
        return None
    kind, known = ("condition", _CONDITION) if found[1] else ("negation", _NEGATION)
    stop = _SENTENCE_END.search(text, end, high)
    return None if known.search(context) else Cut(kind, end, stop.start() if stop else high)
