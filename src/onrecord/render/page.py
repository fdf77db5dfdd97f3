"""A reading as a page: the article with its statements marked in place. Self-contained, without script.

Every character that comes from the read page passes through `_escaped`; nothing of it is ever markup here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from onrecord.core.article import BlockKind
from onrecord.core.reading import Reading
from onrecord.core.statements import Statement
from onrecord.render.rows import speaker_name, words
from onrecord.render.sweep import sweep

_TAGS = {
    BlockKind.HEADLINE: "h2",
    BlockKind.HEADING: "h3",
    BlockKind.PARAGRAPH: "p",
    BlockKind.BLOCK_QUOTATION: "blockquote",
    BlockKind.CAPTION: "figcaption",
}
_DEGREES = (210, 20, 130, 280, 50, 180, 330, 90)  # of each colour on the wheel
HUES = len(_DEGREES)
_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.55 Georgia,serif;max-width:46rem;margin:0 auto;padding:1rem}
header,.facts,table{font-family:system-ui,sans-serif;font-size:.85rem}
mark{color:inherit;background:hsl(var(--h) 70% 50% / .22);border-bottom:2px solid hsl(var(--h) 70% 45%)}
mark.cue{background:none;border-bottom-style:dotted}mark.source{background:none;border-bottom-style:dashed}
mark sup{font:600 .65rem system-ui,sans-serif}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .5rem .3rem 0;
border-bottom:1px solid #8884}figcaption{font-style:italic}.scroll{overflow-x:auto}
"""
# What HTML forbids, and the marks that turn the direction of the text after them around.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class _Mark(NamedTuple):
    """A stretch of the article's text to mark, in the order of the text."""

    start: int
    end: int
    role: str
    number: int
    opening: str


def page(readings: Iterable[Reading]) -> str:
    """One HTML document with every reading: the marked article, then the list of its statements."""
    body = "".join(fragment(reading) for reading in readings)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Who said what</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def notebook(reading: Reading) -> str:
    """The reading for a notebook's cell."""
    return f"<style>{_STYLE}</style>{fragment(reading)}"


def fragment(reading: Reading) -> str:
    """One reading as an HTML section."""
    article = reading.article
    if reading.failure is not None:
        return f"<section><p>{_escaped(reading.failure.message)}</p></section>"
    facts = [article.outlet, article.byline, article.published]
    told = " · ".join(_escaped(fact.value) for fact in facts if fact is not None)
    blocks = "".join(_story(reading))
    problems = "".join(f"<li>{_escaped(problem.message)}</li>" for problem in reading.problems)
    return (
        f'<section><header>{_escaped(article.page)}</header><p class="facts">{told}</p>{blocks}'
        f"{_table(reading)}{f'<ul>{problems}</ul>' if problems else ''}</section>"
    )


def hues(statements: Iterable[Statement]) -> dict[str, int]:
    """A colour (0 to `HUES` - 1) for each speaker's name, in order of appearance."""
    names = dict.fromkeys(speaker_name(statement.speaker) for statement in statements)
    return {name: place % HUES for place, name in enumerate(names)}


def _story(reading: Reading) -> Iterator[str]:
    """The blocks in order, each cut where a mark begins or ends, so that marks which cross nest well."""
    text = reading.article.text
    for block, cuts in sweep(reading.article.blocks, _marks(reading.statements)):
        tag = _TAGS[block.kind]
        yield f"<{tag}>{''.join(_piece(text[start:end], end, covering) for start, end, covering in cuts)}</{tag}>"


def _marks(statements: Sequence[Statement]) -> list[_Mark]:
    colours = hues(statements)
    marks = []
    for number, statement in enumerate(statements, start=1):
        name = speaker_name(statement.speaker)
        title = _escaped(f"{number}. {name or 'unresolved'}")
        for role in ("content", "cue", "source"):
            opening = f'<mark class="{role}" style="--h:{_DEGREES[colours[name]]}" title="{title}">'
            marks += [_Mark(span.start, span.end, role, number, opening) for span in getattr(statement, role)]
    return sorted(marks)


def _piece(text: str, end: int, covering: Sequence[_Mark]) -> str:
    """A piece's text; of several marks of one role on the same words the one that begins last shows."""
    piece = _escaped(text)
    shown = {mark.role: mark for mark in covering}
    for role in ("source", "cue", "content"):
        if role in shown:
            mark = shown[role]
            label = f"<sup>{mark.number}</sup>" if role == "content" and mark.end == end else ""
            piece = f"{mark.opening}{piece}{label}</mark>"
    return piece


def _escaped(text: str) -> str:
    return escape(_UNSAFE.sub("\ufffd", text), quote=True)


def _table(reading: Reading) -> str:
    lines = []
    for number, statement in enumerate(reading.statements, start=1):
        speaker = statement.speaker
        who = _escaped(speaker_name(speaker) or "unresolved") + (
            f"<br>{_escaped(speaker.role)}" if speaker.role else ""
        )
        said = statement.said.edtf if statement.said else ""
        through = _escaped(", ".join(relay.name for relay in statement.route))
        lines.append(
            f"<tr><td>{number}</td><td>{who}</td><td>{_escaped(said)}</td><td>{through}</td>"
            f"<td>{statement.form}</td><td>{_escaped(words(statement.content))}</td></tr>"
        )
    head = "<tr><th></th><th>Who</th><th>When</th><th>Through</th><th>Form</th><th>Words</th></tr>"
    return f'<div class="scroll"><table>{head}{"".join(lines)}</table></div>'
