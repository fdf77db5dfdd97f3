"""Statements as a Parquet file, written in groups of rows as they are read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.core.errors import MissingExtra
from onrecord.core.reading import Reading
from onrecord.store.corrections import content_text

_GROUP = 10_000


def write_parquet(readings: Iterable[Reading], path: Path) -> int:
    """Write a row for each statement; gives how many. Raises MissingExtra without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("Parquet needs the extra: pip install 'onrecord[parquet]'") from None
    text, number, real = pa.string(), pa.int32(), pa.float64()
    names = ("id", "article", "page", "outlet", "published", "form", "act", "polarity", "content")
    more = ("speaker", "speaker_kind", "speaker_role", "said")
    fields = [(name, text) for name in (*names, *more)]
    shape = pa.schema([*fields, ("route", pa.list_(text)), ("start", number), ("end", number), ("confidence", real)])
    written, rows = 0, _rows(readings)
    with pq.ParquetWriter(path, shape) as writer:
        while group := list(itertools.islice(rows, _GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=shape))
            written += len(group)
    return written


def _rows(readings: Iterable[Reading]) -> Iterator[dict[str, Any]]:
    for reading in readings:
        article = reading.article
        for one in reading.statements:
            yield {
                "id": one.id,
                "article": article.id,
                "page": article.page,
                "outlet": article.outlet.value if article.outlet else None,
                "published": article.published.value if article.published else None,
                "form": one.form.value,
                "act": one.act.value,
                "polarity": one.polarity.value,
                "content": content_text(one.content),
                "speaker": one.speaker.name,
                "speaker_kind": one.speaker.kind.value,
                "speaker_role": one.speaker.role,
                "said": one.said.edtf if one.said else None,
                "route": [relay.name for relay in one.route],
                "start": one.content[0].start if one.content else None,
                "end": one.content[-1].end if one.content else None,
                "confidence": one.confidence.statement,
            }
