"""HTML to blocks: trafilatura finds the story's elements; their kinds and what is no story are decided here.

The article's text is the found blocks joined by blank lines, the headline first. Teasers, share bars and repeated pull
quotes that trafilatura took for story stay in the text as furniture and are in no block, so nothing vanishes unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from onrecord.core.article import Article, BlockKind
from onrecord.core.errors import NoStory
from onrecord.core.reading import Problem
from onrecord.pages.captures import Capture
from onrecord.pages.decoding import decode
from onrecord.pages.furniture import is_furniture
from onrecord.pages.labels import labels_of
from onrecord.pages.layout import Piece, laid_out
from onrecord.pages.metadata import Metadata, metadata_of
from onrecord.pages.parsed import article_of

_SPACE = re.compile(r"\s+")
_KINDS = {"head": BlockKind.HEADING, "quote": BlockKind.BLOCK_QUOTATION}
_DEEPEST = 200  # nesting that trafilatura (and Python's recursion) takes without harm
_TOP = 8
_LINKED = 0.6  # share of a block's characters in links from which on a short block is a teaser

Found = tuple[BlockKind, str, float]  # kind, words, share of the words that are links


def read_html(capture: Capture) -> tuple[Article, tuple[Problem, ...]]:
    """The article of an HTML page and the trouble in it.

    Raises NoStory (code ``empty``) when nothing is in the page, SourceUnreadable when the bytes are no text.
    """
    markup, problems = decode(capture, markup=True)
    tree = _tree(markup)
    if tree is None:
        raise NoStory(capture.page, f"{capture.page} holds no text", code="empty")
    meta = metadata_of(tree, capture.url, markup)
    if _depth(tree) > _DEEPEST:
        found = list(_paragraphs(tree))
        problems = (*problems, Problem("nested", f"elements nested deeper than {_DEEPEST}; read without their layout"))
    else:
        found = list(_extracted(tree, capture.url)) or list(_paragraphs(tree))
    text, pieces = _assembled(found, meta.headline.value if meta.headline else None)
    article = article_of(
        replace(capture, media_type="text/html", url=capture.url or meta.url), text, laid_out(text, pieces)
    )
    return _with_metadata(article, meta), problems


def _tree(markup: str) -> HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _depth(tree: HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _extracted(tree: HtmlElement, url: str | None) -> Iterator[Found]:
    document = trafilatura.bare_extraction(
        tree,
        url=url,
        fast=True,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=False,
    )
    body = getattr(document, "body", None)
    for element in () if body is None else body:
        words = _words(element)
        if words:
            linked = sum(len(_words(link)) for link in element.iter("ref"))
            yield _KINDS.get(str(element.tag), BlockKind.PARAGRAPH), words, linked / len(words)


def _paragraphs(tree: HtmlElement) -> Iterator[Found]:
    """The paragraphs as they stand, for pages in which trafilatura finds nothing."""
    for element in tree.iter("p", "blockquote", "h2", "h3"):
        words = _words(element)
        if words and element.getparent() is not None and element.getparent().tag != "blockquote":
            linked = sum(len(_words(link)) for link in element.iter("a"))
            kind = {"blockquote": BlockKind.BLOCK_QUOTATION, "p": BlockKind.PARAGRAPH}.get(
                element.tag, BlockKind.HEADING
            )
            yield kind, words, linked / len(words)


def _words(element: etree._Element) -> str:
    for line_break in element.iter("lb", "br"):
        line_break.tail = " " + (line_break.tail or "")
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _assembled(found: list[Found], headline: str | None) -> tuple[str, list[Piece]]:
    parts: list[str] = []
    pieces: list[Piece] = []
    place = 0

    def add(words: str, kind: BlockKind | None) -> None:
        nonlocal place
        parts.append(words)
        pieces.append(Piece(place, place + len(words), kind))
        place += len(words) + 2

    key = _key(headline or "")
    if headline and key:
        add(headline, BlockKind.HEADLINE)
    seen: set[str] = set()
    everything = " ".join(_key(words) for kind, words, _ in found if kind is BlockKind.PARAGRAPH)
    for kind, words, linked in found:
        words_key = _key(words)
        if words_key == key:
            continue
        repeated = words_key in seen or (kind is BlockKind.BLOCK_QUOTATION and _repeated(words_key, everything))
        teaser = linked > _LINKED and len(words) < 200
        add(words, None if repeated or teaser or is_furniture(words) else kind)
        if len(words) > 40:
            seen.add(words_key)
    text = "\n\n".join(parts)
    for number, piece in enumerate(pieces):
        labels = labels_of(text, piece.start, piece.end, top=number <= _TOP)
        if labels and piece.kind is not BlockKind.HEADLINE:
            pieces[number] = Piece(piece.start, piece.end, None, labels)
    return text, pieces


def _repeated(key: str, everything: str) -> bool:
    """A pull quote: its words stand in the story's paragraphs too."""
    return 15 < len(key) < 600 and key in everything


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _with_metadata(article: Article, meta: Metadata) -> Article:
    headline = article.headline
    if headline is not None and meta.headline is not None:
        headline = replace(meta.headline, span=headline.span)
    return replace(
        article,
        language=meta.language,
        outlet=meta.outlet,
        headline=headline or meta.headline,
        byline=meta.byline or article.byline,
        published=meta.published or article.published,
        updated=meta.updated or article.updated,
    )
