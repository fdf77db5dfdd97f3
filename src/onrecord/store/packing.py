"""A reading in few bytes: compressed JSON without the texts of spans, which the article's text gives back."""

from __future__ import annotations

import zlib
from collections.abc import Container
from typing import Any

import msgspec

from onrecord.core.errors import RecordError
from onrecord.core.reading import Reading

_SPAN = {"start", "end", "text"}
_AS_IT_IS = frozenset({int, float, bool})


def pack(reading: Reading) -> bytes:
    """The reading as bytes; its article's text and page are left out.

    Raises ValueError when a span's characters are not those of the text, and for characters that no database takes.
    """
    text = reading.article.text
    data = msgspec.to_builtins(reading)
    for name in ("text", "page"):
        del data["article"][name]
    for statement in data["statements"]:
        del statement["article"], statement["page"]
    return zlib.compress(msgspec.json.encode(_shorter(data, text)), 6)


def unpack(body: bytes, text: str, page: str) -> Reading:
    """The reading of `pack`. Raises RecordError when the bytes are not one, or don't fit the text."""
    return _unpacked(body, text, page, None)


def _unpacked(body: bytes, text: str, page: str, wanted: Container[str] | None) -> Reading:
    try:
        data = msgspec.json.decode(zlib.decompress(body))
        if wanted is not None:
            data = {
                "article": data["article"],
                "statements": [one for one in data.get("statements", ()) if one["id"] in wanted],
            }
        data = _longer(data, text)
        data["article"].update(text=text, page=page)
        for statement in data.get("statements", ()):
            statement.update(article=data["article"]["id"], page=page, **_missing_lists(statement))
        data["article"].setdefault("blocks", ())
        return msgspec.convert(data, Reading)
    except (zlib.error, msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise RecordError(f"a stored reading is damaged: {error}") from None


def unpack_some(body: bytes, text: str, page: str, wanted: Container[str]) -> Reading:
    """The reading of `pack` with those statements alone whose ids are wanted: quicker. Raises as `unpack`."""
    return _unpacked(body, text, page, wanted)


def _missing_lists(statement: dict[str, Any]) -> dict[str, Any]:
    return {name: () for name in ("content", "cue", "source") if name not in statement}


def _shorter(data: Any, text: str) -> Any:  # noqa: ANN401 - any JSON value
    kind = type(data)
    if kind is dict:
        if data.keys() == _SPAN:
            start, end = data["start"], data["end"]
            if not 0 <= start < end or text[start:end] != data["text"]:
                raise ValueError(f"the span [{start}, {end}) does not hold the characters it claims")
            return [start, end]
        kept = {}
        for key, value in data.items():
            if value is None or value == [] or value == ():
                continue
            kept[key] = value if type(value) in _AS_IT_IS else _shorter(value, text)
        return kept
    if kind is list or kind is tuple:
        return [_shorter(value, text) for value in data]
    if kind is str and "\0" in data:
        raise ValueError("the page holds the character NUL")
    return data


def _longer(data: Any, text: str) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(data, dict):
        return {key: _longer(value, text) for key, value in data.items()}
    if isinstance(data, list):
        if len(data) == 2 and type(data[0]) is int and type(data[1]) is int:
            return {"start": data[0], "end": data[1], "text": text[data[0] : data[1]]}
        return [_longer(value, text) for value in data]
    return data
