"""Ids: hashes of content, so that the same page read twice gives the same ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from onrecord.core.spans import Span

_LENGTH = 20  # hexadecimal digits: 80 bits, no collision to be expected below 10^11 articles


def short_hash(parts: Iterable[str]) -> str:
    """The first 20 hexadecimal digits of the SHA-256 of the parts, kept apart from each other."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))  # the length keeps ("ab", "c") apart from ("a", "bc")
        digest.update(data)
    return digest.hexdigest()[:_LENGTH]


def article_id(text: str, page: str) -> str:
    """The id of an article: a hash of its text and of its URL, or its path where it has none."""
    return short_hash((text, page))


def statement_id(article: str, content: Iterable[Span]) -> str:
    """The id of a statement: a hash of the article's id and of the content's spans and their text."""
    return short_hash((article, *(f"{span.start}:{span.end}:{span.text}" for span in content)))
