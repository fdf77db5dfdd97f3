"""Readings as data frames, for those who have pandas or polars installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from onrecord.core.errors import MissingExtra
from onrecord.core.reading import Reading
from onrecord.render.rows import COLUMNS, rows


def frame(reading: Reading, library: str) -> Any:
    """The reading's statements as a data frame of ``pandas`` or ``polars``, a row each (docs/library.md).

    Raises MissingExtra when the library isn't installed.
    """
    try:
        module = import_module(library)
    except ImportError:
        raise MissingExtra(f"{library} is not installed: pip install {library}") from None
    found = rows([reading])
    return module.DataFrame({column: [row[column] for row in found] for column in COLUMNS})
