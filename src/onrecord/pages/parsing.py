"""Parse: the bytes of one page to an article."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.core.article import Article, Block, Fact
from onrecord.core.errors import NoStory, WrongLanguage
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Problem
from onrecord.pages.captures import HTML, MARKDOWN, RECORD, Capture
from onrecord.pages.decoding import decode
from onrecord.pages.evidence import with_evidence
from onrecord.pages.furniture import stub_of
from onrecord.pages.language import language_of
from onrecord.pages.parsed import Parsed, article_of
from onrecord.pages.plain import read_plain
from onrecord.pages.records import read_record

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title|div|p|h1)\b", re.IGNORECASE)
_SNIFFED = 2048
_STUB_WORDS = 120  # a page with fewer words that speaks of consent or subscription is a stub


def parse(capture: Capture, options: ReadOptions) -> Parsed:
    """The article of a capture; the same bytes give the same article.

    Raises SourceError: SourceUnreadable (binary, broken JSON), NoStory (code ``empty``, ``furniture-only``,
    ``consent`` or ``paywall``), WrongLanguage unless ``options.any_language``.
    """
    if not capture.data.strip():
        raise NoStory(capture.page, f"{capture.page} is empty", code="empty")
    if capture.media_type == RECORD:
        parsed = read_record(capture)
    elif _is_html(capture):
        from onrecord.pages.html import read_html  # trafilatura is heavy, and text doesn't need it

        parsed = Parsed(*read_html(capture))
    else:
        parsed = _read_text(capture)
    known, doubts = with_evidence(parsed.article, capture)
    article = _with_options(known, options)
    _require_story(article)
    language = language_of(_story(article))
    if language not in (None, "en") and not options.any_language:
        message = f"{article.page} is not in English (it seems to be {language}); --any-language reads it all the same"
        raise WrongLanguage(article.page, message)
    story, long = _cut_off(article, options.max_story)
    problems = (*capture.problems, *parsed.problems, *doubts, *long)
    return Parsed(replace(story, language=article.language or language), problems)


def _is_html(capture: Capture) -> bool:
    """HTML by its type, or by markup at the start of text of no better known kind."""
    if capture.media_type == HTML:
        return True
    head = capture.data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    return capture.media_type != MARKDOWN and head.startswith(b"<") and _MARKUP.search(head) is not None


def _read_text(capture: Capture) -> Parsed:
    text, problems = decode(capture, markup=False)
    layout = read_plain(text, markdown=capture.media_type == MARKDOWN)
    return Parsed(article_of(capture, text, layout), problems)


def _with_options(article: Article, options: ReadOptions) -> Article:
    outlet = Fact(options.outlet, "option") if options.outlet else article.outlet
    published = Fact(options.published, "option") if options.published else article.published
    return replace(article, outlet=outlet, published=published)


def _story(article: Article) -> str:
    return "\n".join(article.text[block.start : block.end] for block in article.blocks)


def _require_story(article: Article) -> None:
    words = sum(article.text.count(" ", block.start, block.end) + 1 for block in article.blocks)
    if not article.text.strip():
        raise NoStory(article.page, f"{article.page} holds no text", code="empty")
    if words > _STUB_WORDS:
        return
    stub = stub_of(article.text[:20_000])
    if stub is not None:
        what = {"consent": "a notice that asks for consent", "paywall": "a notice that asks to subscribe or sign in"}
        raise NoStory(article.page, f"{article.page} holds no story, but {what[stub]}", code=stub)
    if not _has_prose(article.blocks):
        raise NoStory(article.page, f"{article.page} holds no story, only page furniture", code="furniture-only")


def _cut_off(article: Article, limit: int) -> tuple[Article, tuple[Problem, ...]]:
    """The article with the blocks of the first ``limit`` characters of the story: what comes after is in no block."""
    kept: list[Block] = []
    left = limit
    for block in article.blocks:
        size = block.end - block.start
        if size > left:
            gap = article.text.rfind(" ", block.start, block.start + left)
            if gap > block.start:
                kept.append(Block(block.kind, block.start, gap))
            message = f"the story is longer than {limit:,} characters; what follows was not read (--max-story)"
            return replace(article, blocks=tuple(kept)), (Problem("long", message),)
        kept.append(block)
        left -= size
    return article, ()


def _has_prose(blocks: tuple[Block, ...]) -> bool:
    return any(block.kind in ("paragraph", "block_quotation", "heading") for block in blocks)
