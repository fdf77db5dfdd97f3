"""Dates that a saying takes over from the one that it goes on with: "he added", "she said in the letter".

Only words that tie a saying to an earlier one of the same speaker carry a date on ("she added", "he said then", "he
said" right behind it): that somebody said one thing on Monday doesn't tell when the rest of a story was said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.article import Article, Block
from onrecord.core.statements import Act, Attribution, Statement
from onrecord.resolution.frame import frame_of
from onrecord.resolution.newsdates import phrases_in
from onrecord.resolution.newsdays import Anchor

_REACH = 3  # paragraphs after the one that was dated
_GOES_ON = re.compile(r"\b(?:continue[sd]|add(?:s|ed|ing)|went on|goes on|concluded)\b", re.IGNORECASE)
_THEN = re.compile(r"\s+(?:back )?then\b")
_PRONOUNS = frozenset(("he", "she", "they"))
# Words that put a saying on another occasion, or on many.
_OTHER_TIME = re.compile(
    r"\b(?:had|has|have|once|previously|earlier|later|recently|often|repeatedly|always|never|would|will)\b"
)
_SAME_OCCASION = re.compile(
    r"\b(?:in|during|at)\s+(?:the|that|this|his|her|their|the same)\s+(?:\w+\s+)?(?:address|article|briefing|email|"
    r"essay|interview|letter|memo|op-ed|post|press conference|news conference|remarks|speech|statement|tweet)\b",
    re.IGNORECASE,
)


def continue_dates(article: Article, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, in the order of the text, those that go on with a dated one of the same speaker dated like it.

    The evidence is the words that date the earlier one.
    """
    dated: dict[str, tuple[Statement, int]] = {}
    found: list[Statement] = []
    for statement in statements:
        name, place = statement.speaker.name, _paragraph(article, statement)
        if name and statement.said is None and name in dated:
            earlier, since = dated[name]
            next_to = (
                bool(found) and found[-1].speaker.name == name and found[-1].said is not None and place - since <= 1
            )
            if place - since <= _REACH and _one_way(earlier, statement) and _goes_on(article, statement, next_to):
                statement = replace(statement, said=earlier.said)
        if name and statement.said is not None:
            dated[name] = (statement, place)
        found.append(statement)
    return tuple(found)


def _one_way(earlier: Statement, later: Statement) -> bool:
    """False where the later words came through others than the earlier ones: they may be of another day."""
    names = [relay.name for relay in later.route]
    return not names or names == [relay.name for relay in earlier.route]


def _goes_on(article: Article, statement: Statement, next_to: bool) -> bool:
    """True for words that tie the saying to the dated one; "he said" does right behind that one (``next_to``)."""
    frame = frame_of(
        article, Attribution(content=statement.content, cue=statement.cue, source=statement.source, form=statement.form)
    )
    if frame is None or any(True for piece in frame.pieces() for _ in phrases_in(frame.text, *piece, Anchor())):
        return False  # it has words about a day of its own, whatever they come to
    added = any(_GOES_ON.search(part.text) or _THEN.match(article.text, part.end) for part in statement.cue)
    spoken = statement.act in (Act.SPEECH, Act.WRITING) and statement.medium is None and statement.addressee is None
    if next_to and spoken and [part.text.lower() for part in statement.source] in ([word] for word in _PRONOUNS):
        return not any(_OTHER_TIME.search(frame.text, *piece) for piece in frame.pieces())
    return added or any(_SAME_OCCASION.search(frame.text, *piece) for piece in frame.pieces())


def _paragraph(article: Article, statement: Statement) -> int:
    return bisect_right(article.blocks, statement.content[0].start, key=_start)


def _start(block: Block) -> int:
    return block.start
