"""Records: one JSON object of an article, in the form that news collections use, or in our own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from onrecord.core import wire
from onrecord.core.article import Article, Fact
from onrecord.core.errors import NoStory, SourceUnreadable, UsageError
from onrecord.core.identity import article_id
from onrecord.core.spans import Span
from onrecord.pages.captures import Capture
from onrecord.pages.days import date_in_text
from onrecord.pages.parsed import Parsed, article_of
from onrecord.pages.plain import read_plain

_TEXT_FIELDS = ("text", "url", "outlet", "headline", "byline", "published", "updated", "id")


def read_record(capture: Capture) -> Parsed:
    """The article of one JSON object with the fields id, outlet, url, published, headline, byline, text; all but
    ``text`` may be missing or null. An article in onrecord's own JSON form is taken as it is, once its spans hold.

    Raises SourceUnreadable when it is no such object, NoStory when its text is empty.
    """
    page = capture.page
    data = _object(page, capture.data)
    if "schema" in data:
        return Parsed(_own(page, data))
    wrong = [name for name in _TEXT_FIELDS if not isinstance(data.get(name), str | None)]
    if wrong or "text" not in data:
        fault = f"the field {wrong[0]!r} is not a string" if wrong else "it has no field 'text'"
        raise SourceUnreadable(page, f"{page} is not an article: {fault}", code="json")
    text = (data["text"] or "").replace("\0", "\ufffd")
    if not text.strip():
        raise NoStory(page, f"{page} is an article without text", code="empty")
    headline = data.get("headline")
    article = article_of(replace(capture, url=data.get("url") or None), text, read_plain(text, title=headline))
    return Parsed(
        replace(
            article,
            outlet=_fact(data, "outlet"),
            headline=_placed(article.headline, headline) or article.headline,
            byline=_fact(data, "byline") or article.byline,
            published=_date(data, "published") or article.published,
            updated=_date(data, "updated") or article.updated,
        )
    )


def _object(page: str, line: bytes) -> dict[str, Any]:
    try:
        data = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceUnreadable(page, f"{page} is not JSON: {error}", code="json") from None
    if not isinstance(data, dict):
        raise SourceUnreadable(page, f"{page} is JSON, but not an object", code="json")
    return data


def _own(page: str, data: dict[str, Any]) -> Article:
    try:
        article = wire.article_from_json(data)
    except UsageError as error:
        raise SourceUnreadable(page, f"{page}: {error}", code="json") from None
    facts = (article.outlet, article.headline, article.byline, article.published, article.updated)
    spans = [*article.sources_line, *article.credits, *article.furniture, *(f.span for f in facts if f and f.span)]
    last = 0
    for block in article.blocks:
        if not last <= block.start < block.end <= len(article.text):
            raise SourceUnreadable(page, f"{page}: block [{block.start}, {block.end}) is out of order", code="json")
        last = block.end
    wrong = next((span for span in spans if article.text[span.start : span.end] != span.text), None)
    if wrong is not None or article.id != article_id(article.text, article.url or article.page):
        fault = f"span [{wrong.start}, {wrong.end}) has other words" if wrong else "its id is not that of its text"
        raise SourceUnreadable(page, f"{page} is not an article as onrecord wrote it: {fault}", code="json")
    return article


def _fact(data: dict[str, Any], name: str) -> Fact | None:
    value = " ".join((data.get(name) or "").split())
    return Fact(value, f"field {name}") if value else None


def _placed(found: Fact | None, headline: str | None) -> Fact | None:
    words = " ".join((headline or "").split())
    span: Span | None = found.span if found else None
    return Fact(words, "field headline", span) if words else None


def _date(data: dict[str, Any], name: str) -> Fact | None:
    day = date_in_text(data.get(name) or "")
    return Fact(day, f"field {name}") if day else None
