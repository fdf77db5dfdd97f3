"""A reading as a page: the article with its statements marked in place. Self-contained, without script.

Every character that comes from the read page passes through `html.escape`; nothing of it is ever markup here.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from onrecord.core.article import Block, BlockKind
from onrecord.core.reading import Reading
from onrecord.core.statements import Statement
from onrecord.render.rows import speaker_name, words

_TAGS = {
    BlockKind.HEADLINE: "h2",
    BlockKind.HEADING: "h3",
    BlockKind.PARAGRAPH: "p",
    BlockKind.BLOCK_QUOTATION: "blockquote",
    BlockKind.CAPTION: "figcaption",
}
_HUES = (210, 20, 130, 280, 50, 180, 330, 90)
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
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


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
        return f"<section><p>{escape(reading.failure.message)}</p></section>"
    facts = [article.outlet, article.byline, article.published]
    told = " · ".join(escape(fact.value) for fact in facts if fact is not None)
    blocks = "".join(_block(reading, block) for block in article.blocks)
    problems = "".join(f"<li>{escape(problem.message)}</li>" for problem in reading.problems)
    return (
        f'<section><header>{escape(article.page)}</header><p class="facts">{told}</p>{blocks}'
        f"{_table(reading)}{f'<ul>{problems}</ul>' if problems else ''}</section>"
    )


def hues(statements: Iterable[Statement]) -> dict[str, int]:
    """A colour's hue (0 to 359) for each speaker's name, in order of appearance."""
    names = dict.fromkeys(speaker_name(statement.speaker) for statement in statements)
    return {name: _HUES[place % len(_HUES)] for place, name in enumerate(names)}


def _block(reading: Reading, block: Block) -> str:
    """The block's text with its marks. Where marks overlap, the earlier and longer one is opened first."""
    text = reading.article.text
    colours = hues(reading.statements)
    edges: dict[int, list[tuple[str, str]]] = {}
    for number, statement in enumerate(reading.statements, start=1):
        style = f'style="--h:{colours[speaker_name(statement.speaker)]}"'
        for name in ("content", "cue", "source"):
            for span in getattr(statement, name):
                start, end = max(span.start, block.start), min(span.end, block.end)
                if start < end:
                    title = escape(f"{number}. {speaker_name(statement.speaker) or 'unresolved'}")
                    edges.setdefault(start, []).append(("open", f'<mark class="{name}" {style} title="{title}">'))
                    label = f"<sup>{number}</sup>" if name == "content" else ""
                    edges.setdefault(end, []).append(("close", f"{label}</mark>"))
    parts, place, opened = [], block.start, list[str]()
    for edge in sorted(edges):
        parts.append(escape(text[place:edge]))
        place = edge
        for kind, markup in sorted(edges[edge], key=lambda one: one[0] != "close"):
            if kind == "open":
                opened.append(markup)
                parts.append(markup)
            elif opened:
                opened.pop()
                parts.append(markup)
    parts.append(escape(text[place : block.end]))
    tag = _TAGS[block.kind]
    return f"<{tag}>{''.join(parts)}</{tag}>"


def _table(reading: Reading) -> str:
    lines = []
    for number, statement in enumerate(reading.statements, start=1):
        speaker = statement.speaker
        who = escape(speaker_name(speaker) or "unresolved") + (f"<br>{escape(speaker.role)}" if speaker.role else "")
        said = statement.said.edtf if statement.said else ""
        through = escape(", ".join(relay.name for relay in statement.route))
        lines.append(
            f"<tr><td>{number}</td><td>{who}</td><td>{escape(said)}</td><td>{through}</td>"
            f"<td>{statement.form}</td><td>{escape(words(statement.content))}</td></tr>"
        )
    head = "<tr><th></th><th>Who</th><th>When</th><th>Through</th><th>Form</th><th>Words</th></tr>"
    return f'<div class="scroll"><table>{head}{"".join(lines)}</table></div>'
