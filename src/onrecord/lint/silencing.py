"""Silencing: a comment in the text that leaves out the findings of a line.

``<!-- onrecord: ignore -->`` at the end of a line silences all findings that start on the line, ``ignore QUO02, SRC``
only those codes and families. A comment that is alone on its line speaks of the next line that isn't empty.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from onrecord.lint.settings import covers

_COMMENT = re.compile(r"<!--[ \t]*onrecord:[ \t]*ignore(?P<codes>[ \t]+[A-Za-z0-9, \t]{1,400}?)?[ \t]*-->")
_BREAK = re.compile(r"\r\n|[\n\r]")


def silenced_lines(text: str) -> Callable[[int, str], bool]:
    """A function that says whether a finding of a code that starts at an offset is silenced."""
    comments = list(_COMMENT.finditer(text))
    if not comments:
        return lambda position, code: False
    starts = [0, *(one.end() for one in _BREAK.finditer(text))]
    silenced: dict[int, tuple[str, ...]] = {}
    for comment in comments:
        line = bisect_right(starts, comment.start()) - 1
        end = starts[line + 1] if line + 1 < len(starts) else len(text)
        if not _COMMENT.sub("", text[starts[line] : end]).strip():
            line = _next_line(text, starts, line)
        codes = tuple(one.upper() for one in re.split(r"[\s,]+", comment["codes"] or "all") if one)
        silenced[line] = (*silenced.get(line, ()), *("all" if one == "ALL" else one for one in codes))

    def silent(position: int, code: str) -> bool:
        return covers(silenced.get(bisect_right(starts, position) - 1, ()), code)

    return silent


def _next_line(text: str, starts: list[int], line: int) -> int:
    for number in range(line + 1, len(starts)):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        if text[starts[number] : end].strip():
            return number
    return line
