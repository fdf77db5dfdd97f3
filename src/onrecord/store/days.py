"""Days: EDTF as an interval of days, and the key that keeps statements in the order of their pages' days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?!0000)\d{4}")
_COMMON = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)[~?%]?(?:/(\d{4}(?:-\d{2}(?:-\d{2})?)?)[~?%]?)?")

DAY_BITS = 22  # four million statements a day; keys stay below 2^53, which JavaScript can hold

Interval = tuple[str, str]


@lru_cache(maxsize=65536)
def interval(edtf: str | None) -> Interval | None:
    """The earliest and the latest day (ISO 8601) that ``edtf`` allows; None when they are not known.

    Takes EDTF and ISO 8601 dates with a time. ``XXXX-02-22`` has no known interval, and neither has an open one.
    """
    if not edtf:
        return None
    found = _DAY.match(edtf)
    if found and (len(edtf) == 10 or edtf[10] in "T "):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            return None
        return day, day
    if found := _MONTH.fullmatch(edtf):
        year, month = int(found[1]), int(found[2])
        return (f"{edtf}-01", f"{edtf}-{monthrange(year, month)[1]:02d}") if year else None
    if _YEAR.fullmatch(edtf):
        return f"{edtf}-01-01", f"{edtf}-12-31"
    return _of_common(edtf) or _by_library(edtf)


def _of_common(edtf: str) -> Interval | None:
    """The same for a day, month or year that is uncertain, and for an interval: the library takes milliseconds."""
    found = _COMMON.fullmatch(edtf)
    if found is None or edtf == found[1]:
        return None
    first, last = interval(found[1]), interval(found[2] or found[1])
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def is_edtf(text: str) -> bool:
    """True when ``text`` is a date that EDTF (ISO 8601-2) has a meaning for, a partial one such as XXXX-02-22 too."""
    if interval(text) is not None:
        return True
    from edtf import EDTFParseException, parse_edtf

    try:
        return len(text) <= 64 and parse_edtf(text) is not None
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        return False


def _by_library(edtf: str) -> Interval | None:
    from edtf import EDTFParseException, parse_edtf

    if len(edtf) > 64 or edtf.startswith("XXXX"):
        return None
    try:
        parsed = parse_edtf(edtf)
        ends = (parsed.lower_strict(), parsed.upper_strict())
        first, last = (date(end.tm_year, end.tm_mon, end.tm_mday).isoformat() for end in ends)
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        return None
    return (first, last) if first <= last else None


def floor_key(day: str | None) -> int:
    """The lowest key of a statement on a page of ``day`` (ISO 8601); pages without a day come before all others."""
    return 0 if day is None else date.fromisoformat(day).toordinal() << DAY_BITS


def ceiling_key(day: str) -> int:
    """The first key after all statements on pages of ``day``."""
    return (date.fromisoformat(day).toordinal() + 1) << DAY_BITS


def day_of(number: int) -> str:
    """The day (ISO 8601) of the keys whose upper bits are ``number``; empty for pages without a day."""
    return date.fromordinal(number).isoformat() if number << DAY_BITS >= FIRST_DATED else ""


FIRST_DATED = floor_key("1000-01-01")  # below it lie the keys of pages without a day


def key_range(day: str | None) -> tuple[int, int]:
    """The keys ``[first, after)`` that statements on pages of ``day`` may have."""
    if day is None or day < "1000-01-01":
        return 1, FIRST_DATED
    return floor_key(day), ceiling_key(day)
