"""Who said it: the speaker of one statement, with the spans that the answer rests on and its confidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.core.article import Article, BlockKind
from onrecord.core.spans import Span
from onrecord.core.statements import Anonymity, Attribution, Candidate, Form, Speaker, SpeakerKind, Unresolved
from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.kinds import PRONOUNS, Head, Source, read_source
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.pronouns import Ranked, rank
from onrecord.resolution.roles import belongs_to, roles_of, strip_article

_ISSUER = re.compile(
    r"(?:(?:released|issued|published|written|sent|posted|conducted|filed|put out|drafted|signed|prepared) by"
    r"|by|from|of) (?:the )?$"
)
_ANONYMITY = re.compile(
    r"(?:on|under) (?:the )?condition of anonymity|(?:spoke|speaking) anonymously|(?:granted|requested) anonymity"
    r"|(?:asked|requested|insisted|wished|wanted|declined|refused) (?:to (?:be|remain|stay)|not to be|on) "
    r"(?:anonymous|anonymity|named|identified|quoted by name)|not (?:be(?:ing)? )?authori[sz]ed to"
    r"|declin\w+ to (?:give|provide|be) (?:(?:his|her|their) )?(?:name|named|identified)"
)
_REASON = re.compile(r"\b(?:because|since|as|so as|in order|to (?:discuss|describe|speak|talk))\b[^.\n]{3,240}")
_SHORT_TITLES = dict(
    pair.split("=")
    for pair in [
        *["senator=sen", "congressman=rep", "congresswoman=rep", "representative=rep", "lawmaker=rep", "governor=gov"],
        *["general=gen", "doctor=dr", "physician=dr", "professor=prof", "colonel=col", "lieutenant=lt"],
        *["sergeant=sgt", "detective=det", "reverend=rev", "captain=capt"],
    ]
)
SURE = 0.85  # from here on a pronoun tells the gender of its bearer on this page
_AFTER_QUOTE = re.compile(r"\s*[—–-]{1,2}\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class Resolution:
    """A speaker, the confidence that it is right (0 to 1), and the entity of the page that it is, where it is one."""

    speaker: Speaker
    confidence: float
    entity: Entity | None = None


def resolve_speaker(
    article: Article, page: Page, attribution: Attribution, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution:
    """The speaker of an attribution. ``previous`` are the page's earlier statements, in order, with their speakers."""
    if not attribution.source:
        return _without_source(article, page, attribution, previous)
    source = read_source(page, attribution.source)
    if source.head is Head.PRONOUN:
        return _pronoun(page, attribution, source, previous)
    if source.head is Head.NAME and source.mention is not None:
        return _named(page, attribution, source.mention)
    if source.head is Head.OFFICE:
        return _office(page, attribution, source)
    if source.head is Head.DOCUMENT:
        return _document(page, attribution, source)
    if source.head is Head.BODY:
        return _body(page, attribution, source)
    if source.head is Head.GROUP:
        return _described(page, attribution, source, SpeakerKind.GROUP, 0.9)
    return _described(page, attribution, source, SpeakerKind.UNNAMED, 0.75 if source.head is Head.UNNAMED else 0.5)


def _evidence(attribution: Attribution, *others: Span) -> tuple[Span, ...]:
    """The source's words first, then the other spans, each once."""
    return tuple(dict.fromkeys((*attribution.source, *others)))


def _span(page: Page, mention: Mention) -> Span:
    return Span.of(page.text, mention.start, mention.end)


def of_entity(page: Page, attribution: Attribution, entity: Entity, confidence: float, *via: Span) -> Resolution:
    """The speaker that an entity of the page is: fullest name, first role, affiliation."""
    fullest = _span(page, entity.fullest)
    if entity.kind is not MentionKind.PERSON and not _may_be_person(page, entity):
        speaker = Speaker(
            kind=SpeakerKind.ORGANIZATION, name=entity.name, evidence=_evidence(attribution, *via, fullest)
        )
        return Resolution(speaker, confidence, entity)
    roles = roles_of(page.text, entity)
    affiliation = _affiliation(page, entity, roles)
    spans = [*via, fullest, *roles[:1], *([affiliation] if affiliation else [])]
    speaker = Speaker(
        kind=SpeakerKind.PERSON,
        name=entity.name,
        role=roles[0].text if roles else None,
        later_roles=tuple(roles[1:]),
        affiliation=affiliation.text if affiliation else None,
        evidence=_evidence(attribution, *spans),
    )
    return Resolution(speaker, confidence, entity)


def _may_be_person(page: Page, entity: Entity) -> bool:
    """A name of two to four words that nothing classifies is a person's where it speaks and no "the" stands before."""
    plain = entity.kind is MentionKind.NAME and 2 <= len(entity.fullest.parts) <= 4
    return plain and not page.text.endswith(("the ", "The "), 0, entity.fullest.outer)


def _affiliation(page: Page, entity: Entity, roles: Sequence[Span]) -> Span | None:
    """The organization that the first role names, or that "of the", "at" ties to the name."""
    for role in roles[:1]:
        for mention in page.within(role.start, role.end):
            full = len(mention.parts) > 1 or mention.parts[0].isupper()
            if mention.kind is MentionKind.ORGANIZATION and mention.end <= role.end and full:
                return _span(page, mention)
    for mention in entity.mentions[:10]:
        for near in page.within(mention.end, mention.end + 16):
            if near.kind is MentionKind.ORGANIZATION and belongs_to(page.text, mention.end, near.outer):
                return _span(page, near)
    return None


def _named(page: Page, attribution: Attribution, mention: Mention) -> Resolution:
    entity = page.entity(mention)
    if entity is not None:
        return of_entity(
            page, attribution, entity, 0.97 if len(mention.parts) > 1 or entity.fullest is mention else 0.95
        )
    bearers = page.bearers(mention) if mention.kind in (MentionKind.PERSON, MentionKind.NAME) else []
    if len(mention.parts) == 1 and bearers:
        return _one_of(page, attribution, mention, bearers)
    kind = SpeakerKind.PERSON if mention.kind in (MentionKind.PERSON, MentionKind.NAME) else SpeakerKind.ORGANIZATION
    alone = Entity(-1, MentionKind.PERSON if kind is SpeakerKind.PERSON else mention.kind, mention, [mention])
    return of_entity(page, attribution, alone, 0.8 if len(mention.parts) > 1 else 0.7)


def _one_of(page: Page, attribution: Attribution, mention: Mention, bearers: list[Entity]) -> Resolution:
    """One of several people of one name: the page's main bearer where one is named far more often, else nobody."""
    from_title = [entity for entity in bearers if _titled_alike(mention, entity)]
    if len(from_title) == 1:
        return of_entity(page, attribution, from_title[0], 0.9)
    weights = [
        (len(entity.mentions) + (1.0 if entity.mentions[0].start < mention.start else 0.0)) ** 2 for entity in bearers
    ]
    total = sum(weights)
    ranked = sorted(zip(weights, bearers, strict=True), key=lambda pair: -pair[0])
    best = ranked[0][0] / total
    if best >= 0.8:
        return of_entity(page, attribution, ranked[0][1], min(best, 0.9))
    candidates = tuple(
        Candidate(entity.name, round(weight / total, 3), (_span(page, entity.fullest),))
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
        kind=kind, description=description, evidence=_evidence(attribution), unresolved=Unresolved(reason, candidates)
    )
    return Resolution(speaker, confidence)


def _pronoun(
    page: Page, attribution: Attribution, source: Source, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution:
    sort = PRONOUNS.get(source.noun, "n")
    start, end = source.span.start, source.span.end
    if sort == "r":
        return _relative(page, attribution, source)
    last = next((one.entity for _, one in reversed(previous[-4:]) if one.entity is not None), None)
    if sort in "mf":
        ranked = rank(page, start, end, sort, page.title, last.number if last else None)
        return _ranked(page, attribution, source, ranked)
    if sort == "n":
        for mention in reversed(page.within(max(0, start - 600), start)):
            entity = page.entity(mention)
            if entity is not None and entity.kind is MentionKind.ORGANIZATION:
                return of_entity(page, attribution, entity, 0.6, _span(page, mention))
        return unresolved(attribution, "nothing before says what it is")
    if sort == "i" and last is not None:
        return of_entity(page, attribution, last, 0.6)
    groups = (one for _, one in reversed(previous[-3:]) if one.speaker.kind is SpeakerKind.GROUP)
    group = next((one for one in groups if one.speaker.unresolved is None), None)
    if sort == "p" and group is not None:
        return Resolution(group.speaker, 0.6)
    kind = SpeakerKind.GROUP if sort in "pw" else SpeakerKind.UNKNOWN
    return unresolved(
        attribution, f"the page doesn't say who is meant by {source.noun}", (), kind, 0.0, source.span.text
    )


def _ranked(page: Page, attribution: Attribution, source: Source, ranked: list[Ranked]) -> Resolution:
    if not ranked:
        return unresolved(attribution, f"nobody on the page can be {source.noun}", (), SpeakerKind.PERSON)
    best = ranked[0]
    if best.probability > SURE and not best.entity.gender:
        # the page has said it now: a later "he" is somebody else than the one called "she"
        best.entity.gender = 0.9 if PRONOUNS[source.noun] == "m" else -0.9
    resolution = of_entity(page, attribution, best.entity, best.probability, _span(page, best.nearest))
    candidates = tuple(
        Candidate(one.entity.name, round(one.probability, 3), (_span(page, one.nearest),)) for one in ranked[:6]
    )
    if best.probability < 0.5:
        return unresolved(
            attribution, f"{source.noun} can be several people", candidates, SpeakerKind.PERSON, best.probability
        )
    return resolution


def _relative(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """who, which, that: the name that ends right before it, over a comma or an apposition."""
    low = max(0, source.span.start - 160)
    before = [m for m in page.within(low, source.span.start) if m.end <= source.span.start]
    people = [
        m
        for m in before
        if (m.kind is MentionKind.PERSON or page.is_person(m))
        and not re.search(r"[.;!?\n] ", page.text[m.end : source.span.start])
    ]
    if source.noun in ("who", "whom", "whose") and people:
        gap = page.text[people[-1].end : source.span.start].strip(" ,`'’")
        resolution = _named(page, attribution, people[-1])
        sure = 0.92 if not gap else 0.7
        return Resolution(resolution.speaker, min(sure, resolution.confidence), resolution.entity)
    if (
        source.noun not in ("who", "whom", "whose")
        and before
        and before[-1].kind in (MentionKind.ORGANIZATION, MentionKind.PLACE)
        and not page.text[before[-1].end : source.span.start].strip(" ,")
    ):
        return _named(page, attribution, before[-1])
    phrase = page.text[low : source.span.start].rstrip(" ,")
    cut = max(phrase.rfind(mark) for mark in (". ", ", ", "\n", "; ", " said ", "“"))
    kind = SpeakerKind.UNNAMED if source.noun == "who" else SpeakerKind.UNKNOWN
    description = phrase[cut + 1 :].strip(" ,.;\n“") or source.span.text
    return Resolution(Speaker(kind=kind, description=description[-120:], evidence=_evidence(attribution)), 0.5)


def _office(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """ "the minister": whoever the page has said to hold the office; else somebody without a name."""
    noun = source.noun.strip(".")
    wanted = {noun, _SHORT_TITLES.get(noun, noun)}
    head = re.split(r"\W+", source.span.text.lower().partition(f" {noun}")[0])
    # "the GOP front-runner" is not a Democratic one: what is said of the office must be said of its holder
    told = {word for word in head if len(word) > 1} - words().stop - (words().modifiers - {"vice"})
    for mention in reversed(page.within(0, source.span.start)[-400:]):
        entity = page.entity(mention)
        if entity is None or entity.kind is not MentionKind.PERSON:
            continue
        roles = [role.text.lower() for role in roles_of(page.text, entity)]
        if any(_holds(role, wanted, told) for role in roles) and told - {noun} <= set(
            re.split(r"[^\w-]+", " ".join(roles))
        ):
            return of_entity(page, attribution, entity, 0.75, _span(page, mention))
    return _described(page, attribution, source, SpeakerKind.UNNAMED, 0.7)


def _holds(role: str, wanted: set[str], told: set[str]) -> bool:
    """True when the head of a role is the office: not "candidate for president", nor "vice president" for president."""
    head: list[str] = []
    for word in re.findall(r"[\w-]+", role):
        if head and word in words().head_ends:
            break
        head.append(word)
    return bool(head) and head[-1] in wanted and ("vice" not in head or "vice" in told)


def _body(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """ "the company", "the Trump campaign": an organization named by these words or before them."""
    named = [m for m in source.mentions if m.start < source.span.end]
    start, end = strip_article(page.text, source.span.start, source.span.end)
    if named or source.noun not in words().anaphors:
        text = re.split(r",| which | that | who ", page.text[start:end])[0].strip(" ,.`'\"")
        text = text.removesuffix("'s").removesuffix("’s")
        speaker = Speaker(
            kind=SpeakerKind.ORGANIZATION,
            name=text or None,
            description=None if text else source.span.text,
            evidence=_evidence(attribution),
        )
        return Resolution(speaker, 0.85)
    for mention in reversed(page.within(max(0, start - 1500), start)):
        entity = page.entity(mention)
        if entity is None or entity.kind is not MentionKind.ORGANIZATION:
            continue
        if source.noun in entity.name.lower():
            return of_entity(page, attribution, entity, 0.85, _span(page, mention))
        # "the company" can be any organization but a court; "the court" only one that is called so
        if source.noun in words().any_body and entity.fullest.parts[-1].lower() not in words().joiners:
            return of_entity(page, attribution, entity, 0.55, _span(page, mention))
    return unresolved(
        attribution,
        f"the page doesn't name {source.span.text.strip()}",
        (),
        SpeakerKind.ORGANIZATION,
        0.0,
        source.span.text,
    )


def _document(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """A document speaks: its issuer where the words name one, else the document itself."""
    for mention in source.mentions:
        before = page.text[source.span.start : mention.outer]
        possessive = page.text.startswith(("'s", "’s"), mention.end)
        if not (_ISSUER.search(before) or possessive or not before.strip(" ").removesuffix("the").strip("Aathen ")):
            continue
        entity = page.entity(mention)
        if mention.kind is MentionKind.ORGANIZATION or (entity is not None and entity.kind is MentionKind.PERSON):
            return _named(page, attribution, mention)
    speaker = Speaker(kind=SpeakerKind.DOCUMENT, description=source.span.text, evidence=_evidence(attribution))
    return Resolution(speaker, 0.9)


def _described(
    page: Page, attribution: Attribution, source: Source, kind: SpeakerKind, confidence: float
) -> Resolution:
    speaker = Speaker(
        kind=kind,
        description=source.span.text.strip(" ,"),
        anonymity=_anonymity(page, source.span) if kind in (SpeakerKind.UNNAMED, SpeakerKind.GROUP) else None,
        evidence=_evidence(attribution),
    )
    return Resolution(speaker, confidence)


def _anonymity(page: Page, span: Span) -> Anonymity:
    low = max(page.text.rfind("\n", 0, span.start), span.start - 400, 0)
    stop = page.text.find("\n", span.end)
    high = min(stop if stop >= 0 else len(page.text), span.end + 500)
    found = _ANONYMITY.search(page.text, low, high)
    if found is None:
        return Anonymity(False)
    reason = _REASON.search(page.text, found.end(), min(high, found.end() + 260))
    return Anonymity(True, Span.of(page.text, *reason.span()) if reason and reason.start() - found.end() < 12 else None)


def _without_source(
    article: Article, page: Page, attribution: Attribution, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution:
    """No source: a credit after the words ("— NAME"), or a quotation that goes on from the statement before."""
    end = attribution.content[-1].end if attribution.content else 0
    credit = _AFTER_QUOTE.match(page.text, min(end + 1, len(page.text))) or _AFTER_QUOTE.match(page.text, end)
    if credit is not None:
        for mention in page.within(credit.end(), credit.end() + 60)[:1]:
            if mention.outer == credit.end():
                return _named(page, attribution, mention)
    if attribution.form is not Form.INDIRECT and previous and attribution.content:
        before, resolution = previous[-1]
        last = max(span.end for span in (*before.content, *before.cue, *before.source))
        between = page.text[last : attribution.content[0].start]
        if (
            0 <= attribution.content[0].start - last < 300
            and between.count("\n\n") <= 1
            and not _heading(article, last, attribution.content[0].start)
        ):
            sure = resolution.confidence * (0.92 if not between.strip(" \n.,'\"“”’‘") else 0.6)
            speaker = resolution.speaker
            evidence = tuple(dict.fromkeys((*before.source, *speaker.evidence)))
            return Resolution(replace(speaker, evidence=evidence), sure, resolution.entity)
    return unresolved(attribution, "the page names no source for these words")


def _heading(article: Article, start: int, end: int) -> bool:
    return any(
        block.kind in (BlockKind.HEADING, BlockKind.HEADLINE) and start <= block.start < end for block in article.blocks
    )
