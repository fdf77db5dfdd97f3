"""What is known of a page from elsewhere than the page: when it was captured, and what a feed says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from onrecord.core.article import Article, Fact
from onrecord.core.reading import Problem
from onrecord.pages.captures import PLAIN, Capture
from onrecord.pages.items import Entry
from onrecord.pages.wanted import host_of

_GUESSES = ("htmldate", "url")  # a feed says better when a page was published
_ZONES = timedelta(days=1)  # it may be tomorrow already where the page comes from


def with_evidence(article: Article, capture: Capture) -> tuple[Article, tuple[Problem, ...]]:
    """The article with what its feed and its archive add, and the dates that can't be.

    A page's own word goes before a feed's. A page can't have been published or updated after it was captured: such a
    date is unknown, with a problem (code ``date-after-capture``). The day of the capture is not taken for that of
    publication: archives hold old pages too.
    """
    if capture.entry is not None:
        article = _from_feed(article, capture.entry)
    if article.outlet is None and capture.url and capture.media_type == PLAIN:
        host = host_of(capture.url).removeprefix("www.")
        article = replace(article, outlet=Fact(host, "url") if host else None)
    day = _day(capture.retrieved)
    if day is None:
        return article, ()
    problems = []
    for name in ("published", "updated"):
        fact: Fact | None = getattr(article, name)
        said = _day(fact.value) if fact is not None else None
        if fact is not None and said is not None and said > day + _ZONES:
            unknown: dict[str, Any] = {name: None}
            article = replace(article, **unknown)
            message = f"{name} {fact.value} ({fact.origin}) is later than the capture of {day}, so it is not known"
            problems.append(Problem("date-after-capture", message))
    return article, tuple(problems)


def _from_feed(article: Article, entry: Entry) -> Article:
    def known(name: str, value: str | None) -> Fact | None:
        own: Fact | None = getattr(article, name)
        guessed = own is not None and name == "published" and own.origin in _GUESSES
        return Fact(value, f"feed {name}") if value and (own is None or guessed) else own

    return replace(
        article,
        outlet=known("outlet", entry.feed),
        headline=known("headline", entry.headline),
        byline=known("byline", entry.byline),
        published=known("published", entry.published),
        updated=known("updated", entry.updated),
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
