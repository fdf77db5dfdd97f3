"""Feeds as sources: the pages that an RSS or Atom feed links to, with what it says of them."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from onrecord.core.errors import SourceError, SourceUnreadable
from onrecord.core.options import ReadOptions
from onrecord.pages.captures import capture
from onrecord.pages.items import FEED, Entry, Item, Response, is_url
from onrecord.pages.wanted import fault_of, is_wanted

_TWO_READINGS = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")  # "02/03/2017" is two dates and so none
_LONGEST = 300


def followed(source: str, options: ReadOptions) -> Iterator[Item]:
    """The pages of a feed (a path or an address, with or without ``feed:``), as items that go by their addresses.

    An entry without an address is read from the feed itself. A feed that can't be had, is none, or names no page is an
    item with its failure.
    """
    name = source.removeprefix(FEED)
    if name.startswith("//"):
        name = f"https:{name}"
    try:
        if is_url(name):
            from onrecord.pages.fetch import fetch  # httpx is heavy

            data, base = fetch(name, options, feed=True).data, name
        else:
            data, base = capture(Item(name), options).data, None
    except SourceError as error:
        yield Item(name, failure=error)
        return
    feed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": base} if base else None)
    if not feed.get("version"):
        yield Item(name, failure=SourceUnreadable(name, f"{name} is not an RSS or Atom feed", code="feed"))
        return
    if not feed.entries:
        yield Item(name, failure=SourceUnreadable(name, f"{name} is a feed without entries", code="empty"))
    title = _line(feed.feed.get("title"))
    seen: set[str] = set()
    for number, entry in enumerate(feed.entries, start=1):
        item = _item(f"{name}:{number}", entry, title, base)
        if item.page in seen or not (item.failure or is_wanted(item.page, _moment(entry, "published"), options.only)):
            continue
        seen.add(item.page)
        yield item


def _item(page: str, entry: Any, feed: str | None, base: str | None) -> Item:  # noqa: ANN401  (feedparser's dict)
    said = Entry(
        feed=feed,
        headline=_line(entry.get("title")),
        byline=_line(entry.get("author")),
        published=_moment(entry, "published"),
        updated=_moment(entry, "updated"),
    )
    link = str(entry.get("link") or "").strip()
    try:
        url = urljoin(base, link) if base and link else link
    except ValueError:
        url = link
    if url:
        fault = fault_of(url)
        if fault is not None:
            return Item(page, failure=SourceUnreadable(page, f"{page}: the entry's address {fault}", code="url"))
        return Item(url, entry=said)
    words = [str(part.get("value") or "") for part in entry.get("content") or ()] or [str(entry.get("summary") or "")]
    markup = f"<html><body><article>{' '.join(words)}</article></body></html>".encode("utf-8", "replace")
    response = Response(url=None, media_type="text/html", charset="utf-8")
    return Item(page, data=markup, response=response, entry=said)


def _moment(entry: Any, name: str) -> str | None:  # noqa: ANN401
    """When, as ISO 8601 in UTC, None where the feed doesn't say or it could be read two ways."""
    if not dict.__contains__(entry, name) or _TWO_READINGS.match(str(entry.get(name))):
        return None
    parsed = entry.get(f"{name}_parsed")
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, TypeError):
        return None
    return moment.isoformat(timespec="seconds") if moment is not None and moment.year >= 1990 else None


def _line(value: object) -> str | None:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return words if 0 < len(words) < _LONGEST else None
