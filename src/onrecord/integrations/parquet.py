"""Parquet: readings as tables of articles, statements and failures, and back. The columns are in docs/spark.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.core.article import Article
from onrecord.core.errors import OnRecordError, SourceUnreadable
from onrecord.core.identity import article_id
from onrecord.core.reading import Problem, Reading
from onrecord.core.wire import encode, reading_from_json, reading_to_json
from onrecord.render.rows import COLUMNS, row

VERSION = 1  # of the columns; in the metadata of every file
_NUMBERS: dict[str, pa.DataType] = {
    "start": pa.int32(), "end": pa.int32(), "confidence": pa.float32(), "speaker_confidence": pa.float32(),
}  # fmt: skip
_META = {"onrecord.tables": str(VERSION)}
STATEMENTS = pa.schema(
    [*((name, _NUMBERS.get(name, pa.string())) for name in COLUMNS), ("url", pa.string()), ("retrieved", pa.string())],
    metadata=_META,
)
ARTICLES = pa.schema(
    [
        *((name, pa.string()) for name in (
            "id", "page", "url", "media_type", "language", "outlet", "headline", "byline", "published", "updated",
            "retrieved", "sha256", "text",
        )),
        ("statements", pa.int32()),
        ("reading", pa.string()),
    ],
    metadata=_META,
)  # fmt: skip
FAILURES = pa.schema([(name, pa.string()) for name in ("page", "code", "message")], metadata=_META)
_FACTS = ("outlet", "headline", "byline", "published", "updated")


def statement_rows(reading: Reading) -> list[dict[str, Any]]:
    """A reading's rows of `STATEMENTS`."""
    beside = {"url": reading.article.url, "retrieved": reading.article.retrieved}
    return [{**row(reading, statement), **beside} for statement in reading.statements]


def article_row(reading: Reading) -> dict[str, Any]:
    """A reading's row of `ARTICLES`; ``reading`` is its JSON form without the article's text, which has a column."""
    article = reading.article
    data = reading_to_json(reading)
    del data["article"]["text"]
    facts = {name: fact.value if (fact := getattr(article, name)) is not None else None for name in _FACTS}
    plain = ("id", "page", "url", "media_type", "language", "retrieved", "sha256", "text")
    return {
        **{name: getattr(article, name) for name in plain},
        **facts,
        "statements": len(reading.statements),
        "reading": encode(data),
    }


def failure_row(reading: Reading) -> dict[str, Any]:
    """A failed reading's row of `FAILURES`."""
    assert reading.failure is not None
    return {"page": reading.article.page, "code": reading.failure.code, "message": reading.failure.message}


def table(rows: Iterable[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """The rows as a table; text that UTF-8 can't hold (lone surrogates) is written out."""
    return pa.Table.from_pylist([{name: _sound(value) for name, value in one.items()} for one in rows], schema=schema)


def readings_of(source: str | Path) -> Iterator[Reading]:
    """The readings in a Parquet file of articles, or in all those of a folder; failures among them.

    A file that is no such table, and a row that is damaged, are each a reading with its failure.
    """
    path = Path(source)
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    for file in files:
        try:
            with pq.ParquetFile(file) as opened:
                names = set(opened.schema_arrow.names)
                if names >= set(ARTICLES.names):
                    for batch in opened.iter_batches(batch_size=64, columns=["page", "text", "reading"]):
                        yield from map(_reading, batch.to_pylist())
                elif names >= set(FAILURES.names):
                    for batch in opened.iter_batches(columns=FAILURES.names):
                        yield from (_failed(one["page"], one["code"], one["message"]) for one in batch.to_pylist())
                elif not (path.is_dir() and names >= {"id", "content", "cue"}):  # statements stand in the readings too
                    yield _failed(
                        str(file), "parquet", f"{file}: not a table of articles as `onrecord spark` writes it"
                    )
        except FileNotFoundError:
            yield _failed(str(file), "missing", f"{file}: no such file")
        except (OSError, pa.ArrowException) as error:
            yield _failed(str(file), "parquet", f"{file}: not a Parquet file that can be read ({error})")


def _reading(columns: dict[str, Any]) -> Reading:
    page = columns["page"] or ""
    try:
        data = msgspec.json.decode(columns["reading"] or "")
        data["article"]["text"] = columns["text"]
        found = reading_from_json(data)
        wrong = next((one for one in _spans(found) if found.article.text[one.start : one.end] != one.text), None)
        if wrong is not None:
            raise SourceUnreadable(page, f"span [{wrong.start}, {wrong.end}) has other words than the text")
        return found
    except (msgspec.DecodeError, OnRecordError, KeyError, TypeError) as error:
        return _failed(page, "parquet", f"{page}: a damaged row: {error}")


def _spans(reading: Reading) -> Iterator[Any]:
    for one in reading.statements:
        yield from (*one.content, *one.cue, *one.source, *one.speaker.evidence)


def _failed(page: str, code: str, message: str) -> Reading:
    article = Article(id=article_id("", page), page=page, text="", blocks=())
    return Reading(article=article, failure=Problem(code, message))


def _sound(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode()
    return value
