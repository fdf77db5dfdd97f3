"""Dates that a saying takes over from the one that it goes on with: "he added", "she said in the letter".

What ties a saying to an earlier one of the same speaker carries a date on: words that go on ("she added", "he said
then", "in the letter"), and a place right behind it, where nothing between tells of another day. That somebody said
one thing on Monday doesn't tell when the rest of a story was said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.core.article import Article, Block
from onrecord.core.statements import Act, Attribution, SpeakerKind, Statement
from onrecord.resolution.dates import anchor_of
from onrecord.resolution.frame import frame_of
from onrecord.resolution.newsdates import phrases_in
from onrecord.resolution.newsdays import Anchor

_REACH = 3  # paragraphs after the one that was dated, for words that go on
_NEAR = 25  # characters before a cue that speak of it
_RECENT = timedelta(days=8)
_GOES_ON = re.compile(r"\b(?:continue[sd]|add(?:s|ed|ing)|went on|goes on|concluded)\b", re.IGNORECASE)
_THEN = re.compile(r"\s+(?:back )?then\b")
_PRONOUNS = frozenset(("he", "she", "they"))
# Words that put a saying on another occasion, or on many.
_OTHER_TIME = re.compile(
    r"\b(?:had|has|have|once|previously|earlier|later|recently|often|repeatedly|always|never|would|will|since|after|"
    r"afterwards?|before|says|writes|tells|thinks|believes|argues|wants|is|are)\b"
)
_SAME_OCCASION = re.compile(
    r"\b(?:in|during|at)\s+(?:the|that|this|his|her|their|the same)\s+(?:\w+\s+)?(?:address|article|briefing|email|"
    r"essay|interview|letter|memo|op-ed|post|press conference|news conference|remarks|speech|statement|tweet)\b",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:an?|the|one|another) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Dated:
    """The last dated saying of a speaker, its paragraph, and the place up to which nothing told of another day."""

    statement: Statement
    paragraph: int
    reached: int


def continue_dates(article: Article, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, in the order of the text, those that go on with a dated one of the same speaker dated like it.

    The evidence is the words that date the earlier one.
    """
    anchor = anchor_of(article)
    dated: dict[str, _Dated] = {}
    found: list[Statement] = []
    for statement in statements:
        who, place = _speaker(statement), _paragraph(article, statement)
        earlier = dated.get(who) if who else None
        if statement.said is None and earlier is not None:
            next_to = bool(found) and _speaker(found[-1]) == who and found[-1].said is not None
            if _goes_on(article, earlier, statement, place, next_to, anchor):
                statement = replace(statement, said=earlier.statement.said)
                dated[who] = replace(earlier, paragraph=place, reached=_end(statement))
        elif who and statement.said is not None:
            dated[who] = _Dated(statement, place, _end(statement))
        found.append(statement)
    return tuple(found)


def _speaker(statement: Statement) -> str:
    """The name, or the noun of a person without one ("a U.S. official", then "the official"); empty for others."""
    speaker = statement.speaker
    if speaker.name:
        return speaker.name
    if speaker.kind is not SpeakerKind.UNNAMED or not speaker.description:
        return ""
    return f"the {_DETERMINER.sub('', speaker.description).split(',')[0].split(' who ')[0].split()[-1:]}"


def _goes_on(
    article: Article, earlier: _Dated, statement: Statement, place: int, next_to: bool, anchor: Anchor
) -> bool:
    """True for words that tie the saying to the dated one, the more of them the further off they stand."""
    frame = frame_of(
        article, Attribution(content=statement.content, cue=statement.cue, source=statement.source, form=statement.form)
    )
    dated, distance = earlier.statement, place - earlier.paragraph
    if distance > _REACH or not _one_way(dated, statement):
        return False
    pieces = frame.pieces() if frame is not None else ()
    own = [phrase for piece in pieces for phrase in phrases_in(article.text, *piece, Anchor())]
    evidence = dated.said.evidence if dated.said is not None else None
    if any(evidence is None or not evidence.start <= phrase.start < evidence.end for phrase in own):
        return False  # it has words about a day of its own, whatever they come to
    added = any(_GOES_ON.search(part.text) or _THEN.match(article.text, part.end) for part in statement.cue)
    if added or any(_SAME_OCCASION.search(article.text, *piece) for piece in pieces):
        return True
    here = statement.medium in (None, dated.medium) and statement.addressee in (None, dated.addressee)
    spoken = here and statement.act in (Act.SPEECH, Act.WRITING)
    spoken = spoken and not any("tweet" in part.text for part in statement.cue)
    near = min((part.start for part in statement.cue), default=0) - _NEAR  # further left stands what was said before
    if not spoken or any(_OTHER_TIME.search(article.text, max(start, near), end) for start, end in pieces):
        return False
    if next_to and distance <= 1 and [part.text.lower() for part in statement.source] in ([word] for word in _PRONOUNS):
        return True
    return (
        next_to and distance <= 1 and _recent(dated, anchor) and not any(_between(article, earlier, statement, anchor))
    )


def _one_way(earlier: Statement, later: Statement) -> bool:
    """False where the later words came through others than the earlier ones: they may be of another day."""
    names = [relay.name for relay in later.route]
    return not names or names == [relay.name for relay in earlier.route]


def _recent(statement: Statement, anchor: Anchor) -> bool:
    """True for a day, or days, of the week before the page: what a story of the day tells."""
    said = statement.said.edtf.partition("/")[0] if statement.said is not None else ""
    try:
        return anchor.day is not None and abs(anchor.day - date.fromisoformat(said)) <= _RECENT
    except ValueError:
        return False


def _between(article: Article, earlier: _Dated, statement: Statement, anchor: Anchor) -> Iterator[bool]:
    """True for each word of another day between the two sayings."""
    said = earlier.statement.said
    for phrase in phrases_in(article.text, earlier.reached, statement.content[0].start, anchor):
        yield said is None or phrase.edtf != said.edtf


def _end(statement: Statement) -> int:
    spans = (*statement.content, *statement.cue, *statement.source)
    evidence = statement.said.evidence if statement.said is not None else None
    return max([span.end for span in spans] + ([evidence.end] if evidence is not None else []))


def _paragraph(article: Article, statement: Statement) -> int:
    return bisect_right(article.blocks, statement.content[0].start, key=_start)


def _start(block: Block) -> int:
    return block.start
