"""The story in pieces, cut wherever a mark begins or ends: what the article page writes out, escaped, in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from onrecord.core.article import Article, BlockKind
from onrecord.core.spans import Span
from onrecord.core.statements import Statement
from onrecord.render.rows import speaker_name

HUES = 8
TAGS = {
    BlockKind.HEADLINE: "h2",
    BlockKind.HEADING: "h3",
    BlockKind.PARAGRAPH: "p",
    BlockKind.BLOCK_QUOTATION: "blockquote",
    BlockKind.CAPTION: "p",
}
# What HTML forbids, the marks that turn the direction of text around, and CR, which browsers make a line end of.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text from ``start`` (code points). ``content`` and ``evidence`` hold statements' numbers."""

    start: int
    text: str
    content: tuple[int, ...] = ()
    evidence: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    hue: int | None = None
    closes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the story: the element that it is, its kind, its pieces."""

    tag: str
    kind: str
    pieces: tuple[Piece, ...]


class _Mark(NamedTuple):
    start: int
    end: int
    number: int
    role: str


def visible(text: str) -> str:
    """The text with what may not be shown replaced, character for character, so that offsets stay."""
    return UNSAFE.sub("\ufffd", text)


def hues(statements: Iterable[Statement]) -> dict[str, int]:
    """A colour (0 to `HUES` - 1) for each speaker's name, in order of appearance."""
    names = dict.fromkeys(speaker_name(statement.speaker) for statement in statements)
    return {name: place % HUES for place, name in enumerate(names)}


def evidence_of(statement: Statement) -> Iterator[tuple[Span, str]]:
    """Every span that a statement's answers rest on, and for which of them."""
    yield from ((span, "cue") for span in statement.cue)
    yield from ((span, "source") for span in statement.source)
    yield from ((span, "speaker") for span in statement.speaker.evidence)
    if statement.said is not None and statement.said.evidence is not None:
        yield statement.said.evidence, "said"
    yield from ((relay.evidence, "route") for relay in statement.route if relay.evidence is not None)
    for name in ("addressee", "medium", "place"):
        span = getattr(statement, name)
        if span is not None:
            yield span, name


def story(article: Article, statements: Sequence[Statement]) -> list[Line]:
    """The blocks in order, in pieces. One sweep: marks that overlap share the pieces where they do."""
    colours = hues(statements)
    hue_of = {n: colours[speaker_name(one.speaker)] for n, one in enumerate(statements, start=1)}
    marks = []
    for number, statement in enumerate(statements, start=1):
        marks += [_Mark(span.start, span.end, number, "content") for span in statement.content]
        marks += [_Mark(span.start, span.end, number, role) for span, role in evidence_of(statement)]
    marks.sort()
    ends = {number: one.content[-1].end for number, one in enumerate(statements, start=1) if one.content}
    lines = []
    active: list[_Mark] = []
    place = 0
    for block in article.blocks:
        while place < len(marks) and marks[place].start < block.end:
            active.append(marks[place])
            place += 1
        active = [mark for mark in active if mark.end > block.start]
        pieces = tuple(_pieces(article.text, block.start, block.end, active, hue_of, ends))
        lines.append(Line(TAGS[block.kind], str(block.kind), pieces))
    return lines


def _pieces(
    text: str, start: int, end: int, marks: Sequence[_Mark], hue_of: dict[int, int], ends: dict[int, int]
) -> Iterator[Piece]:
    edges = {edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end}
    covering: list[_Mark] = []
    place = 0
    for low, high in pairwise([start, *sorted(edges), end]):
        while place < len(marks) and marks[place].start <= low:
            covering.append(marks[place])
            place += 1
        covering = [mark for mark in covering if mark.end > low]
        content = tuple(dict.fromkeys(mark.number for mark in covering if mark.role == "content"))
        others = [mark for mark in covering if mark.role != "content"]
        yield Piece(
            start=low,
            text=visible(text[low:high]),
            content=content,
            evidence=tuple(dict.fromkeys(mark.number for mark in others)),
            roles=tuple(sorted({mark.role for mark in others})),
            hue=hue_of[content[-1]] if content else None,
            closes=tuple(number for number in content if ends[number] == high),
        )


def outlink(url: str | None) -> str | None:
    """``url`` when it is one that a reader may follow (http or https, with a host), else None."""
    if not url or UNSAFE.search(url) or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None


def fragment_link(url: str | None, statement: Statement) -> str | None:
    """The page's address with a text fragment that takes a browser to the statement's words."""
    link = outlink(url)
    if link is None or not statement.content:
        return None
    words = statement.content[0].text.strip().split("\n")[0].split()
    if not words:
        return None
    begin = [_quoted(" ".join(words[:6])), _quoted(" ".join(words[-4:]))] if len(words) > 12 else [
        _quoted(" ".join(words))
    ]  # fmt: skip
    base, _, fragment = link.partition("#")
    return f"{base}#{quote(fragment, safe='/?:@!$&()*+,;=')}:~:text={','.join(begin)}"


def _quoted(words: str) -> str:
    return quote(visible(words), safe="").replace("-", "%2D")
