"""The story in pieces, cut wherever a mark begins or ends: what the article page writes out, escaped, in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup

from onrecord.core.article import Article, BlockKind
from onrecord.core.spans import Span
from onrecord.core.statements import Statement
from onrecord.render.page import hues
from onrecord.render.rows import speaker_name
from onrecord.render.sweep import Cut, sweep

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

    def html(self, references: Mapping[int, str]) -> str:
        """Its element and, where statements end, the references to them."""
        made = f'<span data-o="{self.start}"'
        if self.content or self.evidence:
            kinds = [f"m hue-{self.hue}"] * bool(self.content) + ["e"] * bool(self.evidence)
            made += f' class="{" ".join(kinds)}"'
        if self.content:
            made += f' data-c="{" ".join(map(str, self.content))}"'
        if self.evidence:
            made += f' data-e="{" ".join(map(str, self.evidence))}" data-for="{", ".join(self.roles)}"'
        return f"{made}>{escape(self.text)}</span>" + "".join(references[number] for number in self.closes)


@dataclass(frozen=True, slots=True)
class Beside:
    """A statement as the list beside the text shows it. ``spans`` are its ranges as ``start:end``, for the script."""

    statement: Statement
    name: str
    words: str
    spans: str
    trace: str
    link: str | None


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
    """The blocks in order, in pieces. Marks that overlap share the pieces where they do."""
    colours = hues(statements)
    hue_of = {n: colours[speaker_name(one.speaker)] for n, one in enumerate(statements, start=1)}
    marks = []
    for number, statement in enumerate(statements, start=1):
        marks += [_Mark(span.start, span.end, number, "content") for span in statement.content]
        marks += [_Mark(span.start, span.end, number, role) for span, role in evidence_of(statement)]
    marks.sort()
    ends = {number: one.content[-1].end for number, one in enumerate(statements, start=1) if one.content}
    lines = []
    for block, cuts in sweep(article.blocks, marks):
        pieces = tuple(_piece(article.text, cut, hue_of, ends) for cut in cuts)
        lines.append(Line(TAGS[block.kind], str(block.kind), pieces))
    return lines


def beside(statements: Sequence[Statement], url: str | None) -> list[Beside]:
    """The statements as the list beside the text shows them; ``url`` is the page's own address."""
    link = outlink(url)
    return [
        Beside(
            statement=one,
            name=one.speaker.name or one.speaker.description or "",
            words=_short(" … ".join(span.text for span in one.content), 140),
            spans=" ".join(f"{span.start}:{span.end}" for span in one.content),
            trace=urlencode({"q": _short(" ".join(span.text for span in one.content), 2000)}),
            link=fragment_link(link, one),
        )
        for one in statements
    ]


def written(lines: Iterable[Line], listed: Sequence[Beside]) -> Markup:
    """The story as HTML. A page has hundreds of pieces, so they are escaped and put together here, not in a template:
    what comes from the page is their text and the speakers' names, and nothing else."""
    references = {
        number: f'<a class="ref" id="r-{number}" href="#s-{one.statement.id}" data-n="{number}" '
        f'aria-label="Statement {number}, {escape(visible(one.name) or "unresolved")}">{number}</a>'
        for number, one in enumerate(listed, start=1)
    }
    return Markup(
        "\n".join(
            f'<{line.tag} class="{line.kind}">{"".join(one.html(references) for one in line.pieces)}</{line.tag}>'
            for line in lines
        )
    )


def _short(text: str, most: int) -> str:
    """The text, or its first words with an ellipsis where it is longer than ``most`` characters."""
    return text if len(text) <= most else text[: most - 3].rsplit(" ", 1)[0] + "..."


def _piece(text: str, cut: Cut[_Mark], hue_of: dict[int, int], ends: dict[int, int]) -> Piece:
    start, end, covering = cut
    content = tuple(dict.fromkeys(mark.number for mark in covering if mark.role == "content"))
    others = [mark for mark in covering if mark.role != "content"]
    return Piece(
        start=start,
        text=visible(text[start:end]),
        content=content,
        evidence=tuple(dict.fromkeys(mark.number for mark in others)),
        roles=tuple(sorted({mark.role for mark in others})),
        hue=hue_of[content[-1]] if content else None,
        closes=tuple(number for number in content if ends[number] == end),
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


def fragment_link(link: str | None, statement: Statement) -> str | None:
    """The page's address (of `outlink`) with a text fragment that takes a browser to the statement's words."""
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
