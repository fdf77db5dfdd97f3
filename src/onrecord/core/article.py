"""Article: one page's fixed text in blocks, with what the page says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.spans import Span


class BlockKind(StrEnum):
    """What a block of the text is to a reader of the page."""

    HEADLINE = "headline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BLOCK_QUOTATION = "block_quotation"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """Range ``[start, end)`` of the article's text that is one block of the story. Furniture has no block."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the page says about itself, with where it was found.

    ``value``   a plain string; for dates ISO 8601 (``2017-02-23`` or with time and zone as the page gives them).
    ``origin``  where it was found: ``option``, ``json-ld``, ``meta og:site_name``, ``url``, ``text`` and so on.
    ``span``    its place in the article's text, where it stands there.
    """

    value: str
    origin: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One page's text, which never changes after it is made; every offset of a reading points into it.

    ``id``            hash of the text and of the URL or path (`article_id`).
    ``page``          the path, URL or name of the source as it was given.
    ``text``          for plain text the decoded file unchanged; for HTML the extracted text.
    ``blocks``        the story's blocks in order, not overlapping; furniture is in none.
    ``furniture``     what was recognised as not the story ("Skip to main content", teasers, newsletter boxes).
    ``sources_line``  outlets named in a "Sources:" line.
    ``credits``       "Photo Credit:" lines and lines such as "The Associated Press contributed to this report".
    ``sha256``        of the captured bytes; ``retrieved`` is when they were fetched (ISO 8601), None for files.
    """

    id: str
    page: str
    text: str
    blocks: tuple[Block, ...]
    url: str | None = None
    media_type: str = "text/plain"
    language: str | None = None
    outlet: Fact | None = None
    headline: Fact | None = None
    byline: Fact | None = None
    published: Fact | None = None
    updated: Fact | None = None
    sources_line: tuple[Span, ...] = ()
    credits: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    sha256: str | None = None
    retrieved: str | None = None

    def span(self, start: int, end: int) -> Span:
        """The span ``[start, end)`` of this article's text."""
        return Span.of(self.text, start, end)
