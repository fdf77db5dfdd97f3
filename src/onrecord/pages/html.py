"""HTML to blocks: trafilatura finds the story's elements; their kinds and what is no story are decided here.

The article's text is the found blocks joined by blank lines, the headline first. Teasers, share bars and repeated pull
quotes that trafilatura took for story stay in the text as furniture and are in no block, so nothing vanishes unseen.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from enum import Enum

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

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[.!?][\"”’]?(?=\s|$)")
_KINDS = {"head": BlockKind.HEADING, "quote": BlockKind.BLOCK_QUOTATION}
_DEEPEST = 200  # nesting that trafilatura (and Python's recursion) takes without harm
_MOST = 15_000  # elements; the largest news pages have about half of that
_MOST_PULLED = 200  # quotations that are compared with the story
_TOP = 8
_LINKED = 0.6  # share of a block's characters in links from which on it counts as a link
_LONG = 200  # characters; no teaser is longer
_ENDS = (".", "!", "?", '"', "”", "’")
_LINK_SHORTEST = 20  # characters; a shorter link may be all of a heading
_PROSE_SHORTEST = 80  # characters of a paragraph that is surely prose
_ENOUGH = 0.6  # share of a page's prose that trafilatura's quick way should find
_APART = frozenset({"lb", "br", "p", "item", "li", "cell", "td", "row", "tr", "head", "cite", "footer", "div"})


class Linked(Enum):
    """How a block stands to links: not at all, it is one, or (of a list's item) it begins with one, as teasers do."""

    NOT = 0
    WHOLE = 1
    CARD = 2


Found = tuple[BlockKind, str, Linked]

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it can't read is said by our errors


def read_html(capture: Capture) -> tuple[Article, tuple[Problem, ...]]:
    """The article of an HTML page and the trouble in it.

    Raises NoStory (code ``empty``) when nothing is in the page, SourceUnreadable when the bytes are no text.
    """
    markup, problems = decode(capture, markup=True)
    tree = _tree(markup)
    if tree is None:
        raise NoStory(capture.page, f"{capture.page} holds no text", code="empty")
    excess = _excess(tree)
    meta = metadata_of(tree, capture.url, None if excess else markup)
    if excess is not None:
        problems = (*problems, excess)
    found = [] if excess else list(_extracted(tree, capture.url))
    found = found or list(_paragraphs(tree))
    text, pieces = _assembled(found, meta.headline.value if meta.headline else None)
    article = article_of(
        replace(capture, media_type="text/html", url=capture.url or meta.url), text, laid_out(text, pieces)
    )
    return _with_metadata(article, meta), problems


def _tree(markup: str) -> HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(_NOT_XML.sub("\ufffd", markup).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _excess(tree: HtmlElement) -> Problem | None:
    """Why a page is more than trafilatura can take in bounded time and stack: its paragraphs are read as they stand."""
    deepest = depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        return Problem("nested", f"elements nested deeper than {_DEEPEST}; its paragraphs were read as they stand")
    if count > _MOST:
        return Problem("large", f"more than {_MOST:,} elements; its paragraphs were read as they stand")
    return None


def _extracted(tree: HtmlElement, url: str | None) -> Iterator[Found]:
    """What trafilatura takes for story; its slower second opinion is asked where it finds little of the paragraphs."""
    for credit in [*tree.iterfind(".//blockquote//footer"), *tree.iterfind(".//blockquote//cite")]:
        credit.tag = "p" if credit.tag == "footer" else "span"  # trafilatura drops what is called a footer
    captions = {_key(_words(caption)) for caption in tree.iter("figcaption")}
    links = sorted({_key(words) for link in tree.iter("a") if len(words := _words(link)) > _LINK_SHORTEST})
    prose = sum(len(words) for element in tree.iter("p") if len(words := _words(element)) > _PROSE_SHORTEST)
    found: list[tuple[BlockKind, str, bool]] = []
    for fast in (True, False):
        try:
            document = trafilatura.bare_extraction(
                deepcopy(tree), url=url, fast=fast, include_comments=False, include_formatting=True, include_tables=True
            )
        except ValueError:  # a character reference to what XML has no place for ("&#1;")
            break
        body = getattr(document, "body", None)
        more = [] if body is None else list(_blocks(body))
        if sum(len(words) for _, words, _ in more) > sum(len(words) for _, words, _ in found):
            found = more
        if sum(len(words) for _, words, _ in found) > _ENOUGH * prose:
            break
    for kind, words, item in found:
        key = _key(words)
        yield (
            BlockKind.CAPTION if key in captions else kind,
            words,
            _linked(key, links, item=item and len(_SENTENCE.findall(words)) < 2),
        )


def _linked(key: str, links: list[str], *, item: bool) -> Linked:
    place = bisect_right(links, key) - 1
    if place < 0 or not key.startswith(links[place]):
        return Linked.NOT
    if key == links[place]:
        return Linked.WHOLE
    return Linked.CARD if item else Linked.NOT


def _blocks(body: etree._Element) -> Iterator[tuple[BlockKind, str, bool]]:
    """Kind, words and whether it is a list's item; each item of a list and each row of a table is a block."""
    for element in body:
        parts = (
            element.iter("item")
            if element.tag == "list"
            else element.iter("row")
            if element.tag == "table"
            else [element]
        )
        for part in parts:
            words = _words(part)
            if words:
                yield _KINDS.get(str(part.tag), BlockKind.PARAGRAPH), words, part.tag == "item"


def _paragraphs(tree: HtmlElement) -> Iterator[Found]:
    """The paragraphs as they stand, for pages in which trafilatura finds nothing or that are nested too deep for it."""
    for element in tree.iter("p", "blockquote", "h2", "h3"):
        parent = element.getparent()
        words = "" if parent is not None and parent.tag == "blockquote" else _words(element)
        if words:
            linked = sum(len(_words(link)) for link in element.iter("a"))
            kind = {"blockquote": BlockKind.BLOCK_QUOTATION, "p": BlockKind.PARAGRAPH}.get(element.tag)
            yield kind or BlockKind.HEADING, words, Linked.WHOLE if linked > _LINKED * len(words) else Linked.NOT


def _words(element: etree._Element) -> str:
    """The element's text on one line, with a space where a part of it stands on a line of its own."""
    if len(element) == 0:
        return _SPACE.sub(" ", element.text or "").strip()
    words: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        words.append(" " if part.tag in _APART else "")
        if event == "start":
            words.append(part.text or "")
        elif part is not element:
            words.append(part.tail or "")
    return _SPACE.sub(" ", "".join(words)).strip()


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
    quotations = 0
    everything = " ".join(_key(words) for kind, words, _ in found if kind is BlockKind.PARAGRAPH)
    prose = [number for number, (_, words, _) in enumerate(found) if len(words) > _LONG and words.endswith(_ENDS)]
    for number, (kind, words, linked) in enumerate(found):
        words_key = _key(words)
        if words_key == key:
            continue
        quotations += kind is BlockKind.BLOCK_QUOTATION
        pulled = kind is BlockKind.BLOCK_QUOTATION and quotations <= _MOST_PULLED
        repeated = words_key in seen or (pulled and _repeated(words_key, everything))
        after = not prose or number > prose[-1]
        teaser = len(words) < _LONG and (
            (linked is Linked.WHOLE and (kind is not BlockKind.HEADING or after)) or (linked is Linked.CARD and after)
        )
        add(words, None if repeated or teaser or is_furniture(words) else kind)
        if len(words) > 40:
            seen.add(words_key)
    text = "\n\n".join(parts)
    pieces = _without_stray_headings(pieces)
    for number, piece in enumerate(pieces):
        labels = labels_of(text, piece.start, piece.end, top=number <= _TOP)
        if labels and piece.kind is not BlockKind.HEADLINE:
            pieces[number] = Piece(piece.start, piece.end, None, labels)
    return text, pieces


def _without_stray_headings(pieces: list[Piece]) -> list[Piece]:
    """Headings that head nothing are of boxes beside the story: at its end, and three or more in a row."""
    kept = list(pieces)
    run: list[int] = []
    for number, piece in [*enumerate(pieces), (len(pieces), None)]:
        if piece is not None and piece.kind is None:
            continue
        if piece is not None and piece.kind is BlockKind.HEADING:
            run.append(number)
            continue
        if piece is None or len(run) > 2:
            for stray in run:
                kept[stray] = replace(pieces[stray], kind=None)
        run = []
    return kept


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
