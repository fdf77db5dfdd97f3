"""Resolve a page's attributions: one statement for each, whatever the steps can or cannot tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from onrecord.core.article import Article
from onrecord.core.identity import statement_id
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Dropped, Problem
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Candidate, Confidence, Form, Speaker, Statement, Unresolved
from onrecord.resolution.circumstances import circumstances
from onrecord.resolution.confidence import calibrated, way_of
from onrecord.resolution.continuing import continue_dates
from onrecord.resolution.dates import said_of
from onrecord.resolution.entities import read_entities
from onrecord.resolution.outlet_mentions import PageOutlets, page_outlets
from onrecord.resolution.outlets import outlet_table
from onrecord.resolution.relays import Unwrapped, unwrap
from onrecord.resolution.rosters import Roster, link, load_roster
from onrecord.resolution.routes import route_of
from onrecord.resolution.speakers import resolve_speaker
from onrecord.resolution.voices import Resolution

_ISSUING = frozenset(
    ["released", "releases", "release", "published", "publishes", "publish", "issued", "issues", "issue", "unveiled"]
)
_CLAUSE_OPENERS = frozenset(("that", "how", "why", "what", "whether", "which", "who", "when", "where"))


@dataclass(frozen=True, slots=True)
class Resolved:
    """The statements in the order of the text, what was left out and why, and what went wrong."""

    statements: tuple[Statement, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    problems: tuple[Problem, ...] = ()


def resolve(article: Article, attributions: Sequence[Attribution], options: ReadOptions) -> Resolved:
    """The statements of an article's attributions, in the order of the text.

    An attribution is left out (and listed) only where it has no content, or where its confidence is below
    ``options.min_confidence``. A speaker below ``options.speaker_threshold`` is unresolved, with its candidates.
    """
    page = read_entities(article)
    roster, problems = (Roster(), ()) if options.roster is None else _roster(options.roster)
    table, faults = outlet_table(options.outlets)
    outlets = page_outlets(article, table)
    previous: list[tuple[Attribution, Resolution]] = []
    statements: list[Statement] = []
    dropped: list[Dropped] = []
    for unwrapped in sorted(unwrap(article, attributions, outlets), key=lambda one: _position(one.attribution)):
        attribution = unwrapped.attribution
        reason = _unwanted(attribution, options)
        if reason is not None:
            dropped.append(Dropped(reason, _all_spans(attribution)))
            continue
        resolution = resolve_speaker(article, page, attribution, previous[-20:], outlets)
        previous.append((attribution, resolution))
        statements.append(_statement(article, unwrapped, resolution, options, roster, outlets))
    return Resolved(continue_dates(article, statements), tuple(dropped), (*problems, *faults))


@lru_cache(maxsize=4)
def _roster(path: Path) -> tuple[Roster, tuple[Problem, ...]]:
    """A roster is read once for all pages."""
    return load_roster(path)


def _position(attribution: Attribution) -> int:
    spans = _all_spans(attribution)
    return attribution.content[0].start if attribution.content else min((s.start for s in spans), default=0)


def _all_spans(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.content, *attribution.cue, *attribution.source)


def _unwanted(attribution: Attribution, options: ReadOptions) -> str | None:
    if not attribution.content:
        return "nothing is attributed: the words of the statement are missing"
    if attribution.form is Form.INDIRECT and _names_a_document(attribution):
        return "a document is said to be issued, and none of its words are given"
    confidence = attribution.content_confidence * attribution.source_confidence
    if confidence < options.min_confidence:
        return f"confidence {confidence:.2f} is below {options.min_confidence:g}"
    return None


def _names_a_document(attribution: Attribution) -> bool:
    """True for "released guidelines", "published a report": an act of issuing, with a noun phrase and no clause."""
    cue = " ".join(span.text for span in attribution.cue).casefold().split()
    first = attribution.content[0].text.strip().partition(" ")[0].casefold()
    return bool(cue) and cue[-1] in _ISSUING and first not in _CLAUSE_OPENERS


def _statement(
    article: Article,
    unwrapped: Unwrapped,
    resolution: Resolution,
    options: ReadOptions,
    roster: Roster,
    outlets: PageOutlets,
) -> Statement:
    attribution = unwrapped.attribution
    told = circumstances(article, attribution)
    said = said_of(article, attribution)
    speaker, sure = resolution.speaker, resolution.confidence
    if speaker.unresolved is None:
        sure = calibrated(sure, way_of(attribution.source, speaker))
        if sure < options.speaker_threshold:
            speaker = _in_doubt(speaker, sure)
    if options.roster is not None:
        published = article.published.value if article.published else options.published
        speaker = link(roster, speaker, said, published)
    return Statement(
        id=statement_id(article.id, attribution.content),
        article=article.id,
        page=article.page,
        form=attribution.form,
        act=told.act,
        polarity=told.polarity,
        content=attribution.content,
        cue=attribution.cue,
        source=attribution.source,
        speaker=speaker,
        said=said,
        route=route_of(article, attribution, unwrapped.relays, outlets),
        addressee=told.addressee,
        medium=told.medium,
        place=told.place,
        confidence=Confidence(
            statement=round(attribution.content_confidence * attribution.source_confidence, 4),
            speaker=round(sure, 4),
        ),
    )


def _in_doubt(speaker: Speaker, confidence: float) -> Speaker:
    """The speaker as one candidate of an unresolved one."""
    candidates = (Candidate(speaker.name, round(confidence, 3), speaker.evidence),) if speaker.name else ()
    return replace(
        speaker, name=None, role=None, affiliation=None, id=None, later_roles=(),
        unresolved=Unresolved("the confidence is below the threshold", candidates),
    )  # fmt: skip
