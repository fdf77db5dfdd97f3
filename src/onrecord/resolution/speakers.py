"""Who said it: the speaker of one statement, with the spans that the answer rests on and its confidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Candidate, Form, Speaker, SpeakerKind
from onrecord.resolution.bylines import authors, carded
from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.kinds import PRONOUNS, Head, Source, noun_head, read_source
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.offices import KNOWN, by_age, epithet, office
from onrecord.resolution.organizations import body, neuter
from onrecord.resolution.outlet_mentions import OutletMention, PageOutlets
from onrecord.resolution.pronouns import Ranked, rank
from onrecord.resolution.relatives import many_before, relates_to
from onrecord.resolution.unsourced import by_handle, without_source
from onrecord.resolution.voices import Resolution, described, evidence_of, named, of_entity, span_of, unresolved

_ISSUER = re.compile(
    r"(?:(?:released|issued|published|written|sent|posted|conducted|filed|put out|drafted|signed|prepared) by"
    r"|(?<!obtained )(?<!seen )(?<!viewed )(?<!reviewed )by|from|of) (?:the )?$"
)
_BARE = re.compile(
    r"(?:(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat|[Oo]ne|[Aa]nother) ?)?(?:[a-z-]+ ){0,2}"
)  # "a recent Agency report"
_BY = re.compile(r"\b(?:by|from|(?<=letter) of) (?P<whom>(?!(?:the )?(?:end|day|week|month|year)\b)[^,.;:\n]{3,80})")
_NAMELESS = re.compile(
    r"(?:[Tt]he|[Tt]hat) (?:[A-Z]\w+ )?(?:newspaper|paper|daily|website|news site|news outlet|outlet|magazine"
    r"|wire service|news agency|news service|network|broadcaster|(?:TV |television |radio )?station)"
)
_SURVEYS = frozenset(("poll", "polls", "survey", "surveys", "polling"))
_OBJECT = re.compile(
    r" (?:has |had |also |then |later |once |even |reportedly ){0,2}"
    r"(?:told|asked|informed|assured|reminded|warned|urged|called|described|accused|criticized|criticised|blasted"
    r"|praised|thanked|blamed|(?:said|says|wrote|tweeted|joked|added) (?:of|about|to)|met with|met|supports?|endorsed"
    r"|fired|hired|compared|attacked|mocked|defended|invited|contacted) (?:former |then-|fellow |rival )?(?:the )?"
)
_KINDS = {
    Head.DOCUMENT: SpeakerKind.DOCUMENT, Head.BODY: SpeakerKind.ORGANIZATION, Head.GROUP: SpeakerKind.GROUP,
}  # fmt: skip
_ASKING = frozenset(("asked", "asks", "pressed", "questioned", "quizzed"))
SURE = 0.85  # from here on a pronoun tells the gender of its bearer on this page


def resolve_speaker(
    article: Article,
    page: Page,
    attribution: Attribution,
    previous: Sequence[tuple[Attribution, Resolution]],
    outlets: PageOutlets | None = None,
) -> Resolution:
    """The speaker of an attribution. ``previous`` are the page's earlier statements, in order, with their speakers."""
    if not any(any(map(str.isalnum, part.text)) for part in attribution.source):
        return without_source(article, page, attribution, previous)
    outlet = None if outlets is None else _spoken_of(article, attribution.source[0], outlets)
    if outlet is not None and not _is_surname(page, attribution.source[0]):
        return _outlet(article, attribution, outlet)
    source = read_source(page, attribution.source)
    if source.head is Head.PRONOUN:
        return _pronoun(article, page, attribution, source, previous)
    if source.head is Head.NAME and source.mention is not None:
        return named(page, attribution, source.mention)
    if source.head is Head.OFFICE:
        return office(page, attribution, source, previous)
    if source.head is Head.DOCUMENT:
        return _document(page, attribution, source)
    if source.head is Head.BODY:
        return body(page, attribution, source, previous)
    if source.head is Head.HANDLE:
        return by_handle(page, attribution, source.span)
    if source.head is Head.GROUP:
        return described(page, attribution, source.span, SpeakerKind.GROUP, 0.9)
    aged = by_age(page, source.span)
    if aged is not None:
        return of_entity(page, attribution, aged[0], 0.85, aged[1])
    meant = epithet(page, attribution, source, previous)
    if meant is not None:
        return meant
    return described(page, attribution, source.span, SpeakerKind.UNNAMED, 0.75 if source.head is Head.UNNAMED else 0.5)


def _spoken_of(article: Article, source: Span, outlets: PageOutlets) -> OutletMention | None:
    """The outlet that the words name, or the last one named before "the newspaper", "the wire service"."""
    if _NAMELESS.fullmatch(source.text.strip(" ,.")) is None:
        return outlets.exactly(article, source.start, source.end)
    before = list(outlets.within(max(0, source.start - 1500), source.start))
    return next((one for one in reversed(before) if not outlets.is_own(one)), None)


def _is_surname(page: Page, source: Span) -> bool:
    """True for one word that is an outlet's name, and a surname on this page: "Hill", where Ann Hill is named."""
    mention = next(iter(page.within(source.start, source.end)), None)
    entity = None if mention is None or " " in source.text.strip() else page.entity(mention)
    return entity is not None and entity.kind is MentionKind.PERSON and len(entity.fullest.parts) > 1


def _outlet(article: Article, attribution: Attribution, mention: OutletMention) -> Resolution:
    """An outlet that speaks for itself, by the name that it bears."""
    spans = (article.span(mention.start, mention.end),)
    speaker = Speaker(kind=SpeakerKind.ORGANIZATION, name=mention.name, evidence=evidence_of(attribution, *spans))
    return Resolution(speaker, 0.95)


def _pronoun(
    article: Article,
    page: Page,
    attribution: Attribution,
    source: Source,
    previous: Sequence[tuple[Attribution, Resolution]],
) -> Resolution:
    sort = PRONOUNS.get(source.noun, "n")
    start, end = source.span.start, source.span.end
    if sort == "r":
        return _relative(page, attribution, source)
    if sort in "mf":
        last = _last_speaker(page, attribution, start, previous)
        content = attribution.content if attribution.form is not Form.INDIRECT else ()
        addressed = _addressed(page, end)
        ranked = rank(page, start, end, sort, page.title, last.number if last else None, (*content, *addressed))
        return _ranked(page, attribution, source, ranked)
    if sort == "n":
        return neuter(page, attribution, source, previous)
    if sort == "i":
        return _first_person(article, page, attribution, source, previous)
    groups = (one for _, one in reversed(previous[-3:]) if one.speaker.kind is SpeakerKind.GROUP)
    group = next((one for one in groups if one.speaker.unresolved is None), None)
    if sort == "p" and group is not None:
        return Resolution(group.speaker, 0.6)
    kind = SpeakerKind.GROUP if sort in "pw" else SpeakerKind.UNKNOWN
    return unresolved(
        attribution, f"the page doesn't say who is meant by {source.noun}", (), kind, 0.0, source.span.text
    )


def _addressed(page: Page, pronoun_end: int) -> tuple[Span, ...]:
    """Whom "he told NAME", "he said of NAME" makes somebody else than him."""
    verb = _OBJECT.match(page.text, pronoun_end)
    found = [] if verb is None else [m for m in page.within(verb.end(), verb.end() + 60) if m.outer == verb.end()]
    return tuple(span_of(page, mention) for mention in found[:1])


def _last_speaker(
    page: Page, attribution: Attribution, start: int, previous: Sequence[tuple[Attribution, Resolution]]
) -> Entity | None:
    """Who spoke last before ``start``, unless somebody else was named since, outside of what is said."""
    if not previous:
        return None
    before, resolution = previous[-1]
    entity = resolution.entity if resolution.confidence >= KNOWN else None
    asked = _asked(page, before)
    if asked is not None:
        return asked
    end = max(part.end for part in (*before.content, *before.cue, *before.source))
    own = attribution.content
    outside = (m for m in page.within(end, start) if not any(part.start <= m.start < part.end for part in own))
    others = (page.entity(mention) for mention in outside)
    since = any(one is not None and one is not entity and one.kind is MentionKind.PERSON for one in others)
    return None if since else entity


def _asked(page: Page, before: Attribution) -> Entity | None:
    """Whom a question was put to: who speaks next answers it."""
    cue = before.cue[-1] if before.cue else None
    if cue is None or cue.text.split()[-1].lower() not in _ASKING:
        return None
    whom = next(iter(page.within(cue.end, cue.end + 3)), None)
    return page.entity(whom) if whom is not None and whom.outer == cue.end + 1 and page.is_person(whom) else None


def _first_person(
    article: Article,
    page: Page,
    attribution: Attribution,
    source: Source,
    previous: Sequence[tuple[Attribution, Resolution]],
) -> Resolution:
    """ "I": inside somebody's words that somebody, elsewhere whoever wrote the page."""
    position = source.span.start
    for before, resolution in reversed(previous[-4:]):
        if any(part.start <= position < part.end for part in before.content):
            return Resolution(resolution.speaker, 0.7 * resolution.confidence, resolution.entity)
    byline = article.byline
    names = () if byline is None else authors(byline.value)
    card = None if len(names) == 1 else carded(article, page)
    if card is not None:
        return of_entity(page, attribution, page.entities[page.owner[card.start]], 0.8, card)
    if byline is None or len(names) != 1:
        candidates = tuple(Candidate(name, round(0.7 / len(names), 3)) for name in names[:6])
        reason = "several people wrote the page" if names else "the page doesn't say who wrote it"
        return unresolved(attribution, reason, candidates, SpeakerKind.PERSON, 0.0, source.span.text)
    spans = [byline.span] if byline.span is not None else []
    author = Speaker(kind=SpeakerKind.PERSON, name=names[0], evidence=evidence_of(attribution, *spans))
    return Resolution(author, 0.7)


def _ranked(page: Page, attribution: Attribution, source: Source, ranked: list[Ranked]) -> Resolution:
    if not ranked:
        return unresolved(attribution, f"nobody on the page can be {source.noun}", (), SpeakerKind.PERSON)
    best = ranked[0]
    if best.probability > SURE and not best.entity.gender:
        # the page has said it now: a later "he" is somebody else than the one called "she"
        best.entity.gender = 0.9 if PRONOUNS[source.noun] == "m" else -0.9
    resolution = of_entity(page, attribution, best.entity, best.probability, span_of(page, best.nearest))
    candidates = tuple(
        Candidate(one.entity.name, round(one.probability, 3), (span_of(page, one.nearest),)) for one in ranked[:6]
    )
    if best.probability < 0.5:
        return unresolved(
            attribution, f"{source.noun} can be several people", candidates, SpeakerKind.PERSON, best.probability
        )
    return resolution


def _relative(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """who, which, that: the name that ends right before it, over a comma or an apposition, else the noun before it."""
    low = max(0, source.span.start - 160)
    before = [m for m in page.within(low, source.span.start) if m.end <= source.span.start]
    people = [
        m
        for m in before
        if (m.kind is MentionKind.PERSON or page.is_person(m))
        and not re.search(r"[.;!?\n] ", page.text[m.end : source.span.start])
    ]
    personal = source.noun in ("who", "whom", "whose")
    if personal and people:
        sure = relates_to(page.text, people[-1].end, source.span)
        if sure:
            resolution = named(page, attribution, people[-1])
            return Resolution(resolution.speaker, min(sure, resolution.confidence), resolution.entity)
    if (
        not personal
        and before
        and before[-1].kind in (MentionKind.ORGANIZATION, MentionKind.PLACE)
        and not page.text[before[-1].end : source.span.start].strip(" ,")
    ):
        return named(page, attribution, before[-1])
    phrase = page.text[low : source.span.start].rstrip(" ,")
    cut = max(phrase.rfind(mark) for mark in (". ", ", ", "\n", "; ", " said ", "“"))
    description = phrase[cut + 1 :].strip(" ,.;\n“") or source.span.text
    kind = SpeakerKind.UNKNOWN
    if source.span.text.islower():  # not "That showed"
        kind = _KINDS.get(noun_head(description, description.split()[-1].lower(), None), kind)
    if personal:
        kind = SpeakerKind.GROUP if many_before(page.text, source.span) else SpeakerKind.UNNAMED
    return Resolution(Speaker(kind=kind, description=description[-120:], evidence=evidence_of(attribution)), 0.5)


def _document(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """A document speaks: its issuer where the words name one, else the document itself.

    Polls, studies, lawsuits and letters speak for themselves whoever made them; the maker is the issuer.
    """
    issuer = _issuer(page, source)
    own = ("'s ", "’s ", "' ", "’ ")
    signed = issuer is not None and page.is_person(issuer) and page.text.startswith(own, issuer.end)  # Orr's letter
    own_voice = source.noun in words().own_voice or source.noun.removesuffix("s") in words().own_voice
    if issuer is not None and (signed or not own_voice):
        return named(page, attribution, issuer)
    told = _BY.search(source.span.text)
    who = told["whom"].strip(" ,.") if told else None
    if issuer is not None:
        entity = page.entity(issuer)
        who = " ".join(issuer.parts) if entity is None else entity.name
    speaker = Speaker(
        kind=SpeakerKind.DOCUMENT,
        description=source.span.text,
        issuer=who,
        evidence=evidence_of(attribution, *([span_of(page, issuer)] if issuer else [])),
    )
    return Resolution(speaker, 0.9)


def _issuer(page: Page, source: Source) -> Mention | None:
    """The name in a document's words that is its issuer's."""
    for mention in source.mentions:
        before = page.text[source.span.start : mention.outer]
        possessive = page.text.startswith(("'s", "’s", "’ ", "' "), mention.end)
        if not (_ISSUER.search(before) or possessive or _BARE.fullmatch(before)):
            continue
        entity = page.entity(mention)
        if mention.kind is MentionKind.ORGANIZATION or (entity is not None and entity.kind is MentionKind.PERSON):
            return mention
        known = mention.parts[0].lower() not in words().documents
        if known and source.noun in _SURVEYS and mention.kind is MentionKind.NAME:  # a Gallup poll
            return mention
    return None
