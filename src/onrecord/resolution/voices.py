"""A name, an entity or nobody as the speaker of a statement, with the spans that the answer rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Candidate, Speaker, SpeakerKind, Unresolved
from onrecord.resolution.anonymity import anonymity_of
from onrecord.resolution.descriptions import told_role
from onrecord.resolution.entities import Entity, Page, Standing
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.names import core
from onrecord.resolution.namesakes import weights
from onrecord.resolution.roles import belongs_to, role_text, roles_of

_WORKS_FOR = re.compile(
    r"(?:officer|director|president|chief|executive|chair|chairman|chairwoman|founder|head|owner|"
    r"partner|spokesman|spokeswoman|spokesperson|manager|ceo|CEO|analyst|editor|lawyer) (?:of|at|for|with) (?:the )?\Z"
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A speaker, the confidence that it is right (0 to 1), and the entity of the page that it is, where it is one."""

    speaker: Speaker
    confidence: float
    entity: Entity | None = None


def evidence_of(attribution: Attribution, *others: Span) -> tuple[Span, ...]:
    """The source's words first, then the other spans, each once."""
    return tuple(dict.fromkeys((*attribution.source, *others)))


def span_of(page: Page, mention: Mention) -> Span:
    """The words of a name, its title left out."""
    return Span.of(page.text, mention.start, mention.end)


def of_entity(page: Page, attribution: Attribution, entity: Entity, confidence: float, *via: Span) -> Resolution:
    """The speaker that an entity of the page is: fullest name, first role, affiliation."""
    fullest = span_of(page, entity.fullest)
    if entity.kind is not MentionKind.PERSON and not _may_be_person(page, entity):
        speaker = Speaker(
            kind=SpeakerKind.ORGANIZATION, name=entity.name, evidence=evidence_of(attribution, *via, fullest)
        )
        return Resolution(speaker, confidence, entity)
    if entity.standing is None:
        entity.standing = _standing(page, entity)
    what = entity.standing
    spans = [*via, fullest, *what.told, *([what.affiliation] if what.affiliation else [])]
    speaker = Speaker(
        kind=SpeakerKind.PERSON,
        name=entity.name,
        role=what.role,
        later_roles=what.later,
        affiliation=what.affiliation.text if what.affiliation else None,
        evidence=evidence_of(attribution, *spans),
    )
    return Resolution(speaker, confidence, entity)


def _standing(page: Page, entity: Entity) -> Standing:
    """What a person is, by the words beside the name; by a description in another sentence where none are."""
    roles = roles_of(page.text, entity)
    role = role_text(page.text, entity)
    told = tuple(one for one in roles if role is not None and one.text in role)  # the first, and what is joined to it
    later = tuple(one for one in roles if one not in told)
    elsewhere = told_role(page, entity) if role is None else None
    if elsewhere is not None:
        role, told = elsewhere.text, (elsewhere,)
    return Standing(role, told, later, _affiliation(page, entity, roles))


def _may_be_person(page: Page, entity: Entity) -> bool:
    """A name of two to four words that nothing classifies is a person's, unless "the", capitals or a place tell."""
    parts = entity.fullest.parts
    if entity.kind is not MentionKind.NAME or not 2 <= len(parts) <= 4:
        return False
    first = parts[0].lower()
    if first in words().places or first in words().nationalities or all(part.isupper() for part in parts):
        return False  # U.S. Central Command, CBS DFW
    return not any(page.text.endswith(("the ", "The "), 0, one.outer) for one in entity.mentions[:10])


def described(page: Page, attribution: Attribution, source: Span, kind: SpeakerKind, confidence: float) -> Resolution:
    """Somebody or something without a name, by the source's own words."""
    speaker = Speaker(
        kind=kind,
        description=source.text.strip(" ,"),
        anonymity=anonymity_of(page.text, source) if kind in (SpeakerKind.UNNAMED, SpeakerKind.GROUP) else None,
        evidence=evidence_of(attribution),
    )
    return Resolution(speaker, confidence)


def _affiliation(page: Page, entity: Entity, roles: Sequence[Span]) -> Span | None:
    """The organization that the first role names, or that "of the", "at" ties to the name."""
    for role in roles[:1]:
        for mention in page.within(role.start, role.end):
            full = len(mention.parts) > 1 or mention.parts[0].isupper()
            if mention.kind is MentionKind.ORGANIZATION and mention.end <= role.end and full:
                return _without_modifiers(page, mention)
            named = mention.kind is MentionKind.NAME and mention.end <= role.end
            at = named and (mention.start == role.start or _WORKS_FOR.search(page.text, role.start, mention.start))
            if at and _employs(page, mention, role):
                return span_of(page, mention)
    for mention in entity.mentions[:10]:
        for near in page.within(mention.end, mention.end + 16):
            if near.kind is MentionKind.ORGANIZATION and belongs_to(page.text, mention.end, near):
                return span_of(page, near)
        for near in page.within(max(0, mention.outer - 80), mention.outer):
            possessive = page.text[near.end : mention.outer] in ("'s ", "’s ")
            if possessive and near.kind is MentionKind.ORGANIZATION:  # the Rivers Union's Ann Lee
                return span_of(page, near)
    return None


def _without_modifiers(page: Page, mention: Mention) -> Span:
    """The organization's words, "Former" and the like left out."""
    start = mention.start
    while page.text[start : mention.end].partition(" ")[0].lower() in (
        "former",
        "then",
        "acting",
        "retired",
        "longtime",
    ):
        start = page.text.index(" ", start) + 1
    return Span.of(page.text, start, mention.end)


def _employs(page: Page, mention: Mention, role: Span) -> bool:
    """True for "Acme chief executive" and "Acme's spokesman", not for "Galicia's foreign minister"."""
    lists = words()
    common = lists.modifiers | lists.nationalities | lists.places | lists.titles.keys() | lists.people.keys()
    if page.is_person(mention) or any(part.lower() in common or part.endswith("ing") for part in mention.parts):
        return False
    office = role.text.split()[-1].lower()
    return not page.text.startswith(("'", "’"), mention.end) or office not in words().titles


def named(page: Page, attribution: Attribution, mention: Mention) -> Resolution:
    """The bearer of a name: the entity that it is linked to, the likeliest of several, else the name as it stands."""
    entity = page.entity(mention) or _long_form(page, mention)
    if entity is not None:
        return of_entity(
            page, attribution, entity, 0.97 if len(mention.parts) > 1 or entity.fullest is mention else 0.95
        )
    bearers = page.bearers(mention) if mention.kind in (MentionKind.PERSON, MentionKind.NAME) else []
    if len(mention.parts) == 1 and bearers:
        return _one_of(page, attribution, mention, bearers)
    body = len(mention.parts) == 1 and mention.kind is MentionKind.NAME  # "The Brotherhood"
    body = body and page.text.endswith(("the ", "The "), 0, mention.outer)
    personal = mention.kind in (MentionKind.PERSON, MentionKind.NAME) and not body
    kind = SpeakerKind.PERSON if personal else SpeakerKind.ORGANIZATION
    alone = Entity(-1, MentionKind.PERSON if kind is SpeakerKind.PERSON else mention.kind, mention, [mention])
    return of_entity(page, attribution, alone, 0.8 if len(mention.parts) > 1 else 0.7)


def _long_form(page: Page, mention: Mention) -> Entity | None:
    """The one whose full name or acronym a name is that stands where names aren't collected (a headline)."""
    if len(mention.parts) > 1 and mention.kind in (MentionKind.PERSON, MentionKind.NAME):
        name = core(mention.parts)
        return next((one for one in page.bearers(mention) if core(one.fullest.parts) == name), None)
    if mention.kind is not MentionKind.ORGANIZATION or len(mention.parts) > 1:
        return None
    found = page.by_acronym.get(mention.parts[0].lower().replace(".", ""), [])
    return page.entities[found[0]] if len(set(found)) == 1 else None


def _one_of(page: Page, attribution: Attribution, mention: Mention, bearers: list[Entity]) -> Resolution:
    """One of several people of one name: the page's main bearer where one is named far more often, else nobody."""
    from_title = [entity for entity in bearers if _titled_alike(mention, entity)]
    if len(from_title) == 1:
        return of_entity(page, attribution, from_title[0], 0.9)
    shares = [weight**2 for weight in weights(page, mention, bearers)]
    total = sum(shares)
    ranked = sorted(zip(shares, bearers, strict=True), key=lambda pair: -pair[0])
    best = ranked[0][0] / total
    if best >= 0.8:
        return of_entity(page, attribution, ranked[0][1], min(best, 0.9))
    candidates = tuple(
        Candidate(entity.name, round(weight / total, 3), (span_of(page, entity.fullest),))
        for weight, entity in ranked[:6]
    )
    return unresolved(
        attribution, f"several people on the page are called {mention.parts[-1]}", candidates, SpeakerKind.PERSON, best
    )


def _titled_alike(mention: Mention, entity: Entity) -> bool:
    sexes = {words().titles.get(word, "x") for word in mention.title.lower().split()} - {"x"}
    own = {words().titles.get(word, "x") for one in entity.mentions for word in one.title.lower().split()} - {"x"}
    return bool(sexes) and sexes == own


def unresolved(
    attribution: Attribution, reason: str, candidates: tuple[Candidate, ...] = (),
    kind: SpeakerKind = SpeakerKind.UNKNOWN, confidence: float = 0.0, description: str | None = None,
) -> Resolution:  # fmt: skip
    """Nobody, with the reason and those who came into question."""
    speaker = Speaker(
        kind=kind, description=description, evidence=evidence_of(attribution), unresolved=Unresolved(reason, candidates)
    )
    return Resolution(speaker, confidence)
