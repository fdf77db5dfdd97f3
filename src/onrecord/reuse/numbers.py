"""Numbers in words and figures, as one canonical string of digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}

MAGNITUDES: dict[str, int] = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
NUMBER_WORDS: dict[str, int] = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * (value + 2) for value, word in enumerate(_TENS)}
    | MAGNITUDES
)
_FIGURES = re.compile(r"\d{1,18}(?:\.\d{1,6})?")


def number_value(words: Sequence[str]) -> str | None:
    """The number that a run of words says, in figures: ``["two", "hundred", "and", "five"]`` gives ``"205"``.

    None when the run is not one number ("1980s" and "9th" among them, which stay as they are).
    """
    total = Decimal(0)
    group: Decimal | None = None
    for word in words:
        if word in ("and", "a"):
            group = Decimal(1) if word == "a" else group
        elif word in MAGNITUDES:
            size = MAGNITUDES[word]
            if size == 100:
                group = (Decimal(1) if group is None else group) * size
            else:
                total += (Decimal(1) if group is None else group) * size
                group = None
        elif word in NUMBER_WORDS:
            group = (group or Decimal(0)) + NUMBER_WORDS[word]
        elif _FIGURES.fullmatch(word):
            try:
                group = (group or Decimal(0)) + Decimal(word)
            except InvalidOperation:  # pragma: no cover - the pattern admits plain figures only
                return None
        else:
            return None
    total += group or Decimal(0)
    return f"{total.normalize():f}"


def is_number(word: str) -> bool:
    """Whether a compared word is a number: figures, a number word or an ordinal."""
    return word[:1].isdigit() or word in NUMBER_WORDS or word in _ORDINALS
