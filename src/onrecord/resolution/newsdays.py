"""Calendar arithmetic for news dates: the day that a story is read against, and the days around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the words of a story are read against: the day it was published, as far as known.

    ``future`` is True for what has not been said yet ("is expected to say on Friday"). ``updated`` is the day on which
    the story was last changed, where that is within the week after ``day``.
    """

    day: date | None = None
    year: int | None = None
    month: int | None = None
    future: bool = False
    updated: date | None = None

    def last_day(self) -> date | None:
        """The latest day on which the story can have been published, None where not even the month is known."""
        if self.day is not None:
            return self.day
        if self.year is None or self.month is None:
            return None
        return month_end(self.year, self.month)


def month_number(name: str) -> int:
    """1 to 12, by the first three letters of the month's name."""
    return _MONTHS.index(name[:3].lower()) + 1


def month_end(year: int, month: int) -> date:
    """The month's last day."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def valid(year: int, month: int, day: int) -> date | None:
    """The day, None where no calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_month(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months after that of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def nearest_day(month: int, day: int, anchor: Anchor) -> date | None:
    """The last such day up to the published one (a week of grace: pages are updated), or the next one."""
    last = anchor.last_day()
    if last is None:
        return None
    years = range(last.year, last.year + 9) if anchor.future else range(last.year, last.year - 9, -1)
    for year in years:
        found = valid(year, month, day)
        if found is None:
            continue
        if anchor.future and found >= last - timedelta(days=1):
            return found
        if not anchor.future and found <= last + timedelta(days=7):
            return found
    return None


def possible(month: int, day: int) -> bool:
    """True for a day that some year has."""
    return valid(2000, month, day) is not None


def interval(first: date, last: date) -> str:
    """The days from first to last, as an EDTF interval."""
    return f"{first.isoformat()}/{last.isoformat()}"
