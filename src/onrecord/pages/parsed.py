"""Parsed: what comes of one page."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core.article import Article
from onrecord.core.identity import article_id
from onrecord.core.reading import Problem
from onrecord.pages.captures import HTML, MARKDOWN, PLAIN, Capture
from onrecord.pages.layout import Layout


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and the trouble there was in reading it."""

    article: Article
    problems: tuple[Problem, ...] = ()


def article_of(capture: Capture, text: str, layout: Layout) -> Article:
    """The article of a text laid out, with what the capture knows."""
    page = capture.page
    return Article(
        id=article_id(text, capture.url or page),
        page=page,
        text=text,
        blocks=layout.blocks,
        url=capture.url,
        media_type=capture.media_type if capture.media_type in (HTML, MARKDOWN) else PLAIN,
        headline=layout.headline,
        byline=layout.byline,
        published=layout.published,
        updated=layout.updated,
        sources_line=layout.sources_line,
        credits=layout.credits,
        furniture=layout.furniture,
        sha256=capture.sha256,
        retrieved=capture.retrieved,
    )
