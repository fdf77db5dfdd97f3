"""Partial dates: what is known of a day, and nothing made up, in EDTF (ISO 8601-2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_EDTF = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day of which each part may be unknown. ``month`` is 1 to 12, ``day`` 1 to 31, None where unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def from_date(cls, day: date) -> PartialDate:
        """The partial date that knows all of ``day``."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_edtf(cls, edtf: str) -> PartialDate:
        """Read ``2017-02-22``, ``2017-02``, ``2017``, ``XXXX-02-22`` or ``XXXX-02``.

        Raises ValueError for anything else, intervals and decades among them.
        """
        found = _EDTF.fullmatch(edtf)
        if found is None:
            raise ValueError(f"not a date of year, month and day in EDTF: {edtf!r}")
        parts = (found["year"], found["month"], found["day"])
        year, month, day = (int(part) if part and part.isdigit() else None for part in parts)
        if month is not None:
            date(year or 2000, month, day or 1)  # raises ValueError for a day that no calendar has
        return cls(year, month, day)

    @property
    def edtf(self) -> str:
        """The EDTF form: unknown parts before a known one are ``X``, unknown parts after it are left out."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.day is not None:
            return f"{year}-{'XX' if self.month is None else f'{self.month:02d}'}-{self.day:02d}"
        return year if self.month is None else f"{year}-{self.month:02d}"

    def as_date(self) -> date | None:
        """The calendar day when every part is known, else None."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)
