"""Dates that a saying takes over from the one that it goes on with: "he added", "she said in the letter", "he said".

What ties a saying to an earlier one of the same speaker carries a date on: words that go on ("she added", "he said
then", "in the letter"), a place right behind it, or one occasion that the page tells of both (`dates_occasion`), where
nothing between tells of another day. An occasion may also be told without a saying (`dates_told`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.core.statements import Act, Attribution, SpeakerKind, Statement
from onrecord.resolution.dates import anchor_of
from onrecord.resolution.dates_occasion import Pair, is_elaborated, is_elsewhere, is_here, is_plain, is_recent, one_way
from onrecord.resolution.dates_told import told_before
from onrecord.resolution.frame import block_number, frame_of
from onrecord.resolution.newsdates import phrases_in
from onrecord.resolution.newsdays import Anchor

_REACH = 3  # paragraphs after the one that was dated, for words that go on
_NEAR = 25  # characters on either side of a saying that speak of it
_GOES_ON = re.compile(r"\b(?:continue[sd]|add(?:s|ed|ing)|went on|goes on|concluded)\b", re.IGNORECASE)
_THEN = re.compile(r"\s+(?:back )?then\b")
_PRONOUNS = frozenset(("he", "she", "they"))
# Words that put a saying on another occasion, or on many.
_OTHER_TIME = re.compile(
    r"\b(?:had|has|have|once|previously|earlier|later(?! adding)|recently|often|repeatedly|always|never|would|will|"
    r"since|after|afterwards?|before|says|writes|tells|thinks|believes|argues|wants|is|are)\b"
)
_APART = re.compile(r"\b(?:days?|weeks?|months?|years?|decades?) (?:earlier|later|before|after|afterwards?|on)\b")
_SAME_OCCASION = re.compile(
    r"\b(?:in|during|at)\s+(?:the|that|this|his|her|their|the same)\s+(?:\w+\s+)?(?:address|article|briefing|email|"
    r"essay|interview|letter|memo|op-ed|post|press conference|news conference|remarks|speech|statement|tweet)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:[Tt]he|[Tt]his|[Tt]hat) (?P<noun>article|complaint|email|essay|filing|lawsuit|letter|memo|note|op-ed|order|"
    r"petition|post|release|report|ruling|statement)"
)
_DETERMINER = re.compile(r"(?:an?|the|one|another) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Dated:
    """The last saying of a speaker that is dated, its paragraph, and the place up to which nothing told of another
    day. ``only``: the page tells of no other day on which this speaker spoke."""

    statement: Statement
    paragraph: int
    reached: int
    only: bool


def continue_dates(article: Article, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, in the order of the text, those that go on with a dated one of the same speaker dated like it.

    The evidence is the words that date the earlier one.
    """
    days: dict[str, set[str]] = {}
    for statement in statements:
        if statement.said is not None:
            days.setdefault(_speaker(statement), set()).add(statement.said.edtf)
    anchor = anchor_of(article)
    contents = sorted((part for statement in statements for part in statement.content), key=_span_start)
    dated: dict[str, _Dated] = {}
    papers: dict[str, _Dated] = {}  # the last dated letter, statement and the like
    found: list[Statement] = []
    for statement in statements:
        who, place = _speaker(statement), _paragraph(article, statement)
        earlier = dated.get(who) if who else None
        if statement.said is None and earlier is not None:
            next_to = bool(found) and _speaker(found[-1]) == who and found[-1].said is not None
            frame = frame_of(
                article,
                Attribution(content=statement.content, cue=statement.cue, source=statement.source, form=statement.form),
            )
            pair = Pair(
                article, anchor, contents, earlier.statement, statement, frame.pieces() if frame is not None else (),
                earlier.reached, place - earlier.paragraph, next_to, earlier.only,
            )  # fmt: skip
            if _goes_on(pair):
                statement = replace(statement, said=earlier.statement.said)
                dated[who] = _Dated(statement, place, _end(statement), earlier.only)
            elif is_elsewhere(article.text, earlier.statement, statement):
                del dated[who]  # what follows may be of either occasion
        elif who and statement.said is not None:
            dated[who] = _Dated(statement, place, _end(statement), len(days[who]) == 1)
        if statement.said is None and _document(statement) in papers:
            paper = papers[_document(statement)]
            if place - paper.paragraph <= _REACH:
                statement = replace(statement, said=paper.statement.said)
        elif who and statement.said is None:
            told = told_before(article, statement, contents, anchor)
            if told is not None:
                statement = replace(statement, said=told)
                days.setdefault(who, set()).add(told.edtf)
                dated[who] = _Dated(statement, place, _end(statement), len(days[who]) == 1)
        if statement.medium is not None and statement.said is not None:
            papers[_last_word(statement.medium)] = _Dated(statement, place, _end(statement), True)
        elif statement.medium is not None and not _document(statement):
            papers.pop(_last_word(statement.medium), None)  # another statement, of a day not told
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


def _document(statement: Statement) -> str:
    """The noun of a document named before, "the statement said"; empty for other speakers."""
    spoken = _PAPER.fullmatch(statement.source[0].text) if len(statement.source) == 1 else None
    return "" if spoken is None else spoken["noun"].lower()


def _last_word(span: Span) -> str:
    return span.text.rpartition(" ")[2].lower()


def _goes_on(pair: Pair) -> bool:
    """True for words that tie the saying to the dated one, the more of them the further off they stand."""
    text, dated, later = pair.article.text, pair.dated, pair.later
    evidence = dated.said.evidence if dated.said is not None else None
    own = (phrase for piece in pair.pieces for phrase in phrases_in(text, *piece, Anchor()))
    if any(evidence is None or not evidence.start <= phrase.start < evidence.end for phrase in own):
        return False  # it has words about a day of its own, whatever they come to
    if any(_APART.search(text, *piece) for piece in pair.pieces):
        return False
    if is_elaborated(pair):
        return True
    if not one_way(dated, later):
        return False
    added = any(_GOES_ON.search(part.text) or _THEN.match(text, part.end) for part in later.cue)
    if pair.distance <= _REACH and (added or any(_SAME_OCCASION.search(text, *piece) for piece in pair.pieces)):
        return True
    if not is_here(dated, later) or not _is_spoken_once(pair):
        return False
    follows = pair.next_to and pair.distance <= 1
    if follows and [part.text.lower() for part in later.source] in ([word] for word in _PRONOUNS):
        return True
    recent = follows and is_recent(dated, pair.anchor)
    return (recent and not _between(pair)) or is_plain(pair)


def _is_spoken_once(pair: Pair) -> bool:
    """True for spoken or written words that nothing near the saying puts at another time, or at many."""
    later = pair.later
    near = min((part.start for part in later.cue), default=0) - _NEAR  # further left stands what was said before
    far = max((part.end for part in (*later.cue, *later.source)), default=0) + _NEAR
    if later.act not in (Act.SPEECH, Act.WRITING) or any("tweet" in part.text for part in later.cue):
        return False
    zones = ((max(start, near), min(end, far)) for start, end in pair.pieces)
    return not any(_OTHER_TIME.search(pair.article.text, *zone) for zone in zones)


def _between(pair: Pair) -> bool:
    """True where words of another day stand between the two sayings."""
    said = pair.dated.said
    phrases = phrases_in(pair.article.text, pair.reached, pair.later.content[0].start, pair.anchor)
    return any(said is None or phrase.edtf != said.edtf for phrase in phrases)


def _end(statement: Statement) -> int:
    spans = (*statement.content, *statement.cue, *statement.source)
    evidence = statement.said.evidence if statement.said is not None else None
    return max([span.end for span in spans] + ([evidence.end] if evidence is not None else []))


def _paragraph(article: Article, statement: Statement) -> int:
    return block_number(article, statement.content[0].start)


def _span_start(span: Span) -> int:
    return span.start
