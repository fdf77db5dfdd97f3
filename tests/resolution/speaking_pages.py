"""Small factories: a page from paragraphs, and attributions marked in it."""

from __future__ import annotations

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Form


def article(text: str, headline: str | None = None, published: str | None = None) -> Article:
    """An article whose paragraphs are the lines of ``text``; the first one is the headline where it is given."""
    blocks, position = [], 0
    full = f"{headline}\n\n{text}" if headline else text
    for line in full.split("\n"):
        if line.strip():
            kind = BlockKind.HEADLINE if headline and not blocks else BlockKind.PARAGRAPH
            blocks.append(Block(kind, position, position + len(line)))
        position += len(line) + 1
    fact = Fact(headline, "text") if headline else None
    dated = Fact(published, "option") if published else None
    return Article(id="page", page="page.txt", text=full, blocks=tuple(blocks), headline=fact, published=dated)


def span(page: Article, words: str, after: int = 0) -> Span:
    """The first place of ``words`` in the page at or after ``after``."""
    start = page.text.index(words, after)
    return Span.of(page.text, start, start + len(words))


def said(
    page: Article, source: str, content: str, cue: str = "", after: int = 0, form: Form = Form.INDIRECT
) -> Attribution:
    """The attribution of ``content`` to ``source`` (empty: none), each the first place at or after ``after``."""
    return Attribution(
        content=(span(page, content, after),),
        cue=(span(page, cue, after),) if cue else (),
        source=(span(page, source, after),) if source else (),
        form=form,
    )


def marked(markup: str, headline: bool = False, published: str | None = None) -> tuple[Article, list[Attribution]]:
    """A page and its attributions, written as text with [content], {cue} and <source>; ``|`` parts attributions.

    With ``headline`` the first line is the headline. What stands in quotation marks is a direct quotation.
    """
    kinds = {"[": "]", "{": "}", "<": ">"}
    text, marks = "", []
    for segment in markup.split("|"):
        spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in kinds}
        opened: dict[str, int] = {}
        for character in segment.lstrip(" ") if text.endswith(" ") else segment:
            if character in kinds:
                opened[character] = len(text)
            elif character in kinds.values():
                kind = next(kind for kind, close in kinds.items() if close == character)
                spans[kind].append((opened[kind], len(text)))
            else:
                text += character
        marks.append(spans)
    first = text.split("\n")[0]
    page = article(text[len(first) :].lstrip("\n"), first, published) if headline else article(text, None, published)
    assert page.text == text
    found = []
    for spans in marks:
        content, cue, source = (tuple(page.span(*place) for place in spans[kind]) for kind in kinds)
        if content:
            quoted = text[max(0, content[0].start - 1) : content[0].start + 1]
            form = Form.DIRECT if quoted[:1] in '“"' or quoted[1:] in '“"' else Form.INDIRECT
            found.append(Attribution(content=content, cue=cue, source=source, form=form))
    return page, found
