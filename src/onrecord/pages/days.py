"""The dates that pages print of themselves, to ISO 8601; what could be two dates is none."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(
    r"\b(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?(?![\d-])"
)
_NAMED = re.compile(
    rf"\b(?:(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{_MONTH})\b\.?,?"
    r"(?: (?P<day2>\d{1,2})(?:st|nd|rd|th)?\b)?,?(?: at [\d:apmAPM. ]{3,10},?)? (?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\d/.])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![\d/.])")
_FIRST_YEAR = 1600  # of the first newspapers
_READ = 200  # characters of a line that are looked at


def date_in_text(words: str) -> str | None:
    """The date that a line prints, as ISO 8601: with time and zone where they are written in ISO 8601 themselves.

    "02/03/2017" is two dates and so none; "23/02/2017" and "Feb. 23, 2017" are one.
    """
    head = words[:_READ]
    if (found := _ISO.search(head)) is not None:
        return iso(found["day"] + (f"T{found['time']}{found['zone'] or ''}" if found["time"] else ""))
    if (found := _NAMED.search(" ".join(head.split()))) is not None:
        day = found["day2"] or found["day1"]
        return _day(int(found["year"]), _MONTHS[found["month"].casefold()], int(day)) if day else None
    if (found := _NUMBERS.search(head)) is not None:
        first, second, year = int(found["a"]), int(found["b"]), int(found["year"])
        if first == second or first > 12:
            return _day(year, second, first)
        if second > 12:
            return _day(year, first, second)
    return None


def iso(value: str) -> str | None:
    """The value when it is an ISO 8601 date or time of day, in its usual spelling, else None; the zone is kept."""
    words = value.strip()[:40]
    try:
        found = date.fromisoformat(words) if len(words) <= 10 else datetime.fromisoformat(words)
    except ValueError:
        return None
    return found.isoformat() if found.year >= _FIRST_YEAR else None  # "0001-01-01" is a program's word for unknown


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
