"""The JSON form: records to plain JSON objects and back (documented in docs/json.md).

The dataclasses of `onrecord.core` are the schema; msgspec converts and validates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from onrecord.core.article import Article
from onrecord.core.errors import UsageError
from onrecord.core.reading import Reading
from onrecord.core.statements import Statement

SCHEMA = 1

_Record = TypeVar("_Record")


def _dump(record: object) -> dict[str, Any]:
    return {"schema": SCHEMA, **msgspec.to_builtins(record)}


def _load(data: Mapping[str, Any], kind: type[_Record]) -> _Record:
    version = data.get("schema")
    if version != SCHEMA:
        raise UsageError(f"JSON form of schema {version!r}; this version reads schema {SCHEMA}")
    try:
        return msgspec.convert({key: data[key] for key in data if key != "schema"}, kind)
    except msgspec.ValidationError as error:
        raise UsageError(f"not the JSON form of a {kind.__name__.lower()}: {error}") from None


def statement_to_json(statement: Statement) -> dict[str, Any]:
    """The JSON object of a statement; unknown things are null, missing parts are empty lists."""
    return _dump(statement)


def statement_from_json(data: Mapping[str, Any]) -> Statement:
    """The statement of a JSON object. Raises UsageError when it isn't one, or is of another schema."""
    return _load(data, Statement)


def article_to_json(article: Article) -> dict[str, Any]:
    """The JSON object of an article, its text included."""
    return _dump(article)


def article_from_json(data: Mapping[str, Any]) -> Article:
    """The article of a JSON object. Raises UsageError when it isn't one, or is of another schema."""
    return _load(data, Article)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """The JSON object of a reading: article, statements, dropped, problems, failure."""
    return _dump(reading)


def reading_from_json(data: Mapping[str, Any]) -> Reading:
    """The reading of a JSON object. Raises UsageError when it isn't one, or is of another schema."""
    return _load(data, Reading)


def encode(data: Mapping[str, Any]) -> str:
    """One line of JSON."""
    return msgspec.json.encode(data).decode()


def decode(line: str | bytes) -> dict[str, Any]:
    """One JSON object. Raises UsageError when the line is not one."""
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not JSON: {error}") from None
    if not isinstance(found, dict):
        raise UsageError("not a JSON object")
    return found
