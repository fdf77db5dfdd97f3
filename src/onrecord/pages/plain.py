"""Plain text as it comes off a page, and Markdown: its paragraphs, headline, labelled lines and furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.core.article import BlockKind
from onrecord.core.spans import trimmed
from onrecord.pages.furniture import is_furniture
from onrecord.pages.labels import labels_of
from onrecord.pages.layout import Layout, Piece, laid_out

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_PARTED = re.compile(r"(?:\r\n|[\r\n\u2029])[ \t\u00a0\r]*(?:\r\n|[\r\n\u2029])|\u2029|\f")
_ENDS_SENTENCE = re.compile(r"[.!?:;,][\"'”’)\]]*$")
_MARKED = re.compile(r"(?P<heading>#{1,6}[ \t]+)|(?P<quotation>(?:>[ \t]?)+)|(?P<item>[-*+][ \t]+|\d{1,3}[.)][ \t]+)")
_HEADLINE_LONGEST = 200
_TOP_LINES = 12  # a headline, byline and dates stand within the first lines that aren't empty
_WRAPPED_AT = 120  # no longer lines than this where a text is wrapped by hand


def read_plain(text: str, *, markdown: bool = False, title: str | None = None) -> Layout:
    """The layout of plain text; offsets are into ``text`` itself.

    ``title`` is the headline where it is known from elsewhere: a first line with the same words is the headline.
    """
    pieces = list(_pieces(text, markdown=markdown))
    return laid_out(text, _with_headline(text, pieces, title))


def _pieces(text: str, *, markdown: bool) -> Iterator[Piece]:
    number = 0
    for lines in _groups(text):
        if markdown and text[lines[0][0]] == ">":
            yield Piece(*_after_mark(text, lines[0][0], lines[-1][1]), BlockKind.BLOCK_QUOTATION)
            number += len(lines)
            continue
        for start, end in _paragraphs(text, lines):
            number += 1
            kind: BlockKind | None = BlockKind.PARAGRAPH
            if markdown and (mark := _MARKED.match(text, start, end)):
                start, kind = mark.end(), BlockKind.HEADING if mark["heading"] else kind
            if start == end:
                continue
            labels = labels_of(text, start, end, top=number <= _TOP_LINES)
            if labels or is_furniture(text[start:end]):
                kind = None
            yield Piece(start, end, kind, labels)


def _after_mark(text: str, start: int, end: int) -> tuple[int, int]:
    mark = _MARKED.match(text, start, end)
    low, high = trimmed(text, mark.end() if mark else start, end)
    return (low, high) if low < high else (start, end)


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """The trimmed lines between blank lines."""
    place = 0
    for stop, following in [*((gap.start(), gap.end()) for gap in _PARTED.finditer(text)), (len(text), len(text))]:
        lines = (trimmed(text, line.start(), line.end()) for line in _LINE.finditer(text, place, stop))
        group = [(start, end) for start, end in lines if start < end]
        if group:
            yield group
        place = following


def _paragraphs(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines as paragraphs of their own, or as one where they are a paragraph wrapped by hand."""
    if len(lines) < 2 or max(end - start for start, end in lines) > _WRAPPED_AT:
        return lines
    body = lines[:-1]
    unended = sum(not _ENDS_SENTENCE.search(text, max(start, end - 4), end) for start, end in body)
    widest = max(end - start for start, end in lines)
    full = sum(end - start > 0.6 * widest for start, end in body)
    wrapped = widest > 45 and unended >= 0.5 * len(body) and full >= 0.8 * len(body)
    if not wrapped or any(labels_of(text, start, end, top=False) for start, end in lines[:4]):
        return lines
    return [(lines[0][0], lines[-1][1])]


def _with_headline(text: str, pieces: list[Piece], title: str | None) -> Iterator[Piece]:
    place = _headline_at(text, pieces, title)
    for number, piece in enumerate(pieces):
        yield Piece(piece.start, piece.end, BlockKind.HEADLINE) if number == place else piece


def _headline_at(text: str, pieces: list[Piece], title: str | None) -> int | None:
    """Which piece is the headline: the one that says the title, a first heading, or a short first line that is no
    sentence and stands before a longer paragraph."""
    story = [number for number, piece in enumerate(pieces) if piece.kind is not None]
    if not story or story[0] > _TOP_LINES:
        return None
    first = pieces[story[0]]
    if title is not None:
        words = _key(title)
        return next(
            (number for number in story[:3] if _key(text[pieces[number].start : pieces[number].end]) == words), None
        )
    if first.kind is BlockKind.HEADING:
        return story[0]
    line = text[first.start : first.end]
    if first.kind is not BlockKind.PARAGRAPH or len(story) < 2 or len(line) > _HEADLINE_LONGEST or "\n" in line:
        return None
    longer = any(pieces[number].end - pieces[number].start > len(line) for number in story[1:4])
    quoted = line[0] in '"“' and line[-1] in '"”'
    ended = line.rstrip("\"'”’").endswith((".", ":", ",", ";")) and not re.search(r"\b(?:[A-Z]\.){2,}$", line)
    return story[0] if longer and not ended and not quoted else None


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
