"""Positions: lines and columns of offsets, in the units that each consumer counts in."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_BREAK = re.compile(r"\r\n|[\n\r]")


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units: two for a character beyond U+FFFF, one for any other."""
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text, parted by LF, CRLF or CR. A byte order mark is not part of the text."""

    text: str
    starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of a text."""
        return cls(text, (0, *(found.end() for found in _BREAK.finditer(text))))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset in code points; a tab is one column."""
        line = bisect_right(self.starts, offset) - 1
        return line + 1, offset - self.starts[line] + 1

    def utf16(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 0, the column in UTF-16 code units: what the Language Server Protocol counts."""
        line = bisect_right(self.starts, offset) - 1
        return line, utf16_length(self.text[self.starts[line] : offset])

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column as `utf16` gives them; behind a line's end it is the line's end."""
        if line >= len(self.starts):
            return len(self.text)
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        for place in range(start, end):
            if column <= 0:
                return place
            column -= 2 if self.text[place] > "\uffff" else 1
        return end
