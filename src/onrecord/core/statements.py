"""Attributions (what the tagger finds) and statements (an attribution resolved)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.core.spans import Span


class Form(StrEnum):
    """How much of the content stands in quotation marks: all, some, none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """What the speaker did with the words."""

    SPEECH = "speech"
    WRITING = "writing"
    THOUGHT = "thought"
    INTENTION = "intention"


class Polarity(StrEnum):
    """How the speaker stands to the content."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DECLINED = "declined"
    ASKED = "asked"
    PROMISED = "promised"
    HYPOTHETICAL = "hypothetical"
    EXPECTED = "expected"


class SpeakerKind(StrEnum):
    """What kind of voice speaks. ``UNKNOWN`` only where the speaker is unresolved and nothing tells the kind."""

    PERSON = "person"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    GROUP = "group"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"


class RelayKind(StrEnum):
    """What the words came through on their way to this page."""

    OUTLET = "outlet"
    AGENCY = "agency"
    PERSON = "person"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What the tagger finds: parts in the order of the text, each list empty when missing.

    ``confidence`` holds calibrated probabilities (0 to 1) that the content, and that the source, is right.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    form: Form = Form.INDIRECT
    content_confidence: float = 1.0
    source_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might be the speaker, with the probability given to it (0 to 1) and where the name stands."""

    name: str
    confidence: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why no speaker is named, and who came into question, likeliest first."""

    reason: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Anonymity:
    """Whether a speaker without a name was promised to stay so, and the reason that the page gives."""

    granted: bool
    reason: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said it, as far as the page tells.

    ``name``         the fullest mention on the page; for unnamed speakers None.
    ``description``  the page's words for somebody without a name ("a senior official").
    ``role``         as first given on the page; ``later_roles`` are the others, with their places.
    ``issuer``       who issued a document that speaks, where the document itself is the speaker.
    ``id``           from a roster, None without one.
    ``evidence``     the spans that the answer rests on, the source's own words first.
    ``unresolved``   the reason where the page doesn't say who it is; then ``name`` is None.
    """

    kind: SpeakerKind
    name: str | None = None
    description: str | None = None
    role: str | None = None
    affiliation: str | None = None
    id: str | None = None
    issuer: str | None = None
    later_roles: tuple[Span, ...] = ()
    anonymity: Anonymity | None = None
    evidence: tuple[Span, ...] = ()
    unresolved: Unresolved | None = None


@dataclass(frozen=True, slots=True)
class SaidDate:
    """When the statement was made: EDTF, what it rests on, and the words that say so.

    ``basis`` is ``text`` (the words alone), ``text+published`` (the words read against the page's date),
    or ``roster``.
    """

    edtf: str
    basis: str
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Relay:
    """One step of the route, with the words that name it."""

    kind: RelayKind
    name: str
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Confidence:
    """Calibrated probabilities (0 to 1): that the statement's words and source are right, that the speaker is."""

    statement: float = 1.0
    speaker: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution with its speaker, date, route, form and act resolved: one object of the JSON form.

    ``id`` is a hash of the article's id and the content's spans and text (`statement_id`).
    ``route`` is nearest first; the page's own outlet is not in it.
    """

    id: str
    article: str
    page: str
    form: Form
    act: Act
    polarity: Polarity
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: Speaker
    said: SaidDate | None = None
    route: tuple[Relay, ...] = ()
    addressee: Span | None = None
    medium: Span | None = None
    place: Span | None = None
    confidence: Confidence = field(default_factory=Confidence)
