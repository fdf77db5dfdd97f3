"""Parquet that ``onrecord spark`` wrote, as a source of ``onrecord add``: it has been read already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.core.reading import Reading


def is_table(source: str) -> bool:
    """Whether a source is a Parquet file, or the folder that ``onrecord spark`` wrote."""
    path = Path(source)
    return path.suffix.lower() == ".parquet" or (path / "_units").is_dir()


def readings_of(sources: Iterable[str]) -> Iterator[Reading]:
    """The readings in such sources. Raises MissingExtra without PyArrow."""
    from onrecord.core.errors import MissingExtra

    if find_spec("pyarrow") is None:
        raise MissingExtra("reading Parquet needs an optional part: pip install 'onrecord[parquet]'")
    from onrecord.integrations.parquet import readings_of as read_table

    for source in sources:
        yield from read_table(source)
