"""Who said it: the speaker of one statement, with the spans that the answer rests on and its confidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Candidate, Form, Speaker, SpeakerKind
from onrecord.resolution.anonymity import anonymity_of
from onrecord.resolution.bylines import authors
from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.kinds import PRONOUNS, Head, Source, read_source
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.outlet_mentions import OutletMention, PageOutlets
from onrecord.resolution.personnouns import strip_article
from onrecord.resolution.pronouns import Ranked, rank
from onrecord.resolution.relatives import many_before, relates_to
from onrecord.resolution.roles import roles_of
from onrecord.resolution.unsourced import by_handle, without_source
from onrecord.resolution.voices import Resolution, evidence_of, named, of_entity, span_of, unresolved

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
_AGE = re.compile(r"[Tt]he (\d{1,3})-year-old\b")
_SHORT_TITLES = dict(
    pair.split("=")
    for pair in [
        *["senator=sen", "congressman=rep", "congresswoman=rep", "representative=rep", "lawmaker=rep", "governor=gov"],
        *["general=gen", "doctor=dr", "physician=dr", "professor=prof", "colonel=col", "lieutenant=lt"],
        *["sergeant=sgt", "detective=det", "reverend=rev", "captain=capt"],
    ]
)
# Words before an office that make it another one, and those that must be said of its holder too.
_OTHER_OFFICE = frozenset(("vice", "deputy", "former", "ex", "then", "assistant", "retired", "outgoing"))
_TELLING = _OTHER_OFFICE | {"prime", "foreign", "press", "attorney"}
# "the Kentucky Republican" is the last one named who holds or seeks a seat.
_PARTIES = frozenset(("republican", "democrat"))
_ELECTED = {"sen", "senator", "rep", "representative", "gov", "governor", "congressman", "congresswoman", "lawmaker",
            "candidate", "nominee", "leader", "chairman", "speaker"}  # fmt: skip
TOLD = 0.5  # below it a speaker is too little known to speak again
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
    if outlet is not None:
        return _outlet(article, attribution, outlet)
    source = read_source(page, attribution.source)
    if source.head is Head.PRONOUN:
        return _pronoun(article, page, attribution, source, previous)
    if source.head is Head.NAME and source.mention is not None:
        return named(page, attribution, source.mention)
    if source.head is Head.OFFICE:
        return _office(page, attribution, source)
    if source.head is Head.DOCUMENT:
        return _document(page, attribution, source)
    if source.head is Head.BODY:
        return _body(page, attribution, source)
    if source.head is Head.HANDLE:
        return by_handle(page, attribution, source.span)
    if source.head is Head.GROUP:
        return _described(page, attribution, source, SpeakerKind.GROUP, 0.9)
    aged = _by_age(page, source.span)
    if aged is not None:
        return of_entity(page, attribution, aged[0], 0.85, aged[1])
    return _described(page, attribution, source, SpeakerKind.UNNAMED, 0.75 if source.head is Head.UNNAMED else 0.5)


def _spoken_of(article: Article, source: Span, outlets: PageOutlets) -> OutletMention | None:
    """The outlet that the words name, or the last one named before "the newspaper", "the wire service"."""
    if _NAMELESS.fullmatch(source.text.strip(" ,.")) is None:
        return outlets.exactly(article, source.start, source.end)
    before = list(outlets.within(max(0, source.start - 1500), source.start))
    return next((one for one in reversed(before) if not outlets.is_own(one)), None)


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
        ranked = rank(page, start, end, sort, page.title, last.number if last else None, content)
        return _ranked(page, attribution, source, ranked)
    if sort == "n":
        for mention in reversed(page.within(max(0, start - 600), start)):
            entity = page.entity(mention)
            if entity is not None and entity.kind is MentionKind.ORGANIZATION:
                return of_entity(page, attribution, entity, 0.6, span_of(page, mention))
        return unresolved(attribution, "nothing before says what it is")
    if sort == "i":
        return _first_person(article, attribution, source, previous)
    groups = (one for _, one in reversed(previous[-3:]) if one.speaker.kind is SpeakerKind.GROUP)
    group = next((one for one in groups if one.speaker.unresolved is None), None)
    if sort == "p" and group is not None:
        return Resolution(group.speaker, 0.6)
    kind = SpeakerKind.GROUP if sort in "pw" else SpeakerKind.UNKNOWN
    return unresolved(
        attribution, f"the page doesn't say who is meant by {source.noun}", (), kind, 0.0, source.span.text
    )


def _last_speaker(
    page: Page, attribution: Attribution, start: int, previous: Sequence[tuple[Attribution, Resolution]]
) -> Entity | None:
    """Who spoke last before ``start``, unless somebody else was named since, outside of what is said."""
    if not previous:
        return None
    before, resolution = previous[-1]
    entity = resolution.entity if resolution.confidence >= TOLD else None
    end = max(part.end for part in (*before.content, *before.cue, *before.source))
    own = attribution.content
    outside = (m for m in page.within(end, start) if not any(part.start <= m.start < part.end for part in own))
    others = (page.entity(mention) for mention in outside)
    since = any(one is not None and one is not entity and one.kind is MentionKind.PERSON for one in others)
    return None if since else entity


def _first_person(
    article: Article, attribution: Attribution, source: Source, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution:
    """ "I": inside somebody's words that somebody, elsewhere whoever wrote the page."""
    position = source.span.start
    for before, resolution in reversed(previous[-4:]):
        if any(part.start <= position < part.end for part in before.content):
            return Resolution(resolution.speaker, 0.7 * resolution.confidence, resolution.entity)
    byline = article.byline
    names = () if byline is None else authors(byline.value)
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
    if personal:
        kind = SpeakerKind.GROUP if many_before(page.text, source.span) else SpeakerKind.UNNAMED
    return Resolution(Speaker(kind=kind, description=description[-120:], evidence=evidence_of(attribution)), 0.5)


def _office(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """ "the minister": whoever the page has said to hold the office; else somebody without a name."""
    noun = source.noun.strip(".")
    wanted = {noun, noun.removeprefix("co-"), _SHORT_TITLES.get(noun, noun)} if noun not in _PARTIES else _ELECTED
    head = re.split(r"\W+", source.span.text.lower().partition(f" {noun}")[0])
    # "the GOP front-runner" is not a Democratic one: what is said of the office must be said of its holder
    told = {word for word in head if len(word) > 1} - words().stop - (words().modifiers - _TELLING)
    told = set() if noun in _PARTIES else told
    here = bisect_left(page.starts, source.span.start)
    mentions = page.mentions[max(0, here - 400) : here][::-1]
    for mention in (*mentions, *page.mentions[here : here + 60]):  # else the next to whom the page gives the office
        entity = page.entity(mention)
        if entity is None or entity.kind is not MentionKind.PERSON:
            continue
        roles = [role.text.lower() for role in roles_of(page.text, entity)]
        later = mention.start > source.span.start
        needed = told - {noun} - (words().places if later else frozenset())  # "Austria's minister", named below
        if any(_holds(role, wanted, told) for role in roles) and needed <= set(re.split(r"[^\w-]+", " ".join(roles))):
            return of_entity(page, attribution, entity, 0.6 if later else 0.75, span_of(page, mention))
    return _described(page, attribution, source, SpeakerKind.UNNAMED, 0.7)


def _by_age(page: Page, span: Span) -> tuple[Entity, Span] | None:
    """ "the 44-year-old": the one whose age the page has given so, with the words that do."""
    age = _AGE.match(span.text)
    if age is None:
        return None
    told = re.compile(rf",? (?:who is )?{age[1]}(?=[,.;)]| years old| and )|\(?{age[1]}\)")
    for mention in reversed(page.within(0, span.start)[-400:]):
        entity = page.entity(mention)
        found = told.match(page.text, mention.end)
        if found is not None and entity is not None and entity.kind is MentionKind.PERSON:
            return entity, Span.of(page.text, mention.start, found.end())
    return None


def _holds(role: str, wanted: set[str], told: set[str]) -> bool:
    """True when the head of a role is the office: not "candidate for president", nor "vice president" for president."""
    head: list[str] = []
    for word in re.findall(r"[\w-]+", role):
        if head and word in words().head_ends:
            break
        head.append(word)
    return bool(head) and head[-1].removeprefix("co-") in wanted and not (_OTHER_OFFICE & set(head)) - told


def _body(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """ "the company", "the Trump campaign": an organization named by these words or before them."""
    for last in source.mentions[-1:]:  # "its parent company, The We Company"
        apposed = page.text.endswith((", ", ", the ", ", The "), 0, last.outer) and last.end + 2 > source.span.end
        if apposed and last.kind is not MentionKind.PLACE:
            return named(page, attribution, last)
    if source.span.text.lower().startswith(("a ", "an ", "another ", "one ")) and source.noun in words().anaphors:
        return _described(page, attribution, source, SpeakerKind.ORGANIZATION, 0.85)  # "a state agency"
    origins = (MentionKind.PLACE,) if page.text[source.span.start :][:4].lower() == "the " else ()
    naming = [m for m in source.mentions if m.start < source.span.end and m.kind not in origins]
    start, end = strip_article(page.text, source.span.start, source.span.end)
    if naming or source.noun not in words().anaphors:
        text = re.split(r",| which | that | who ", page.text[start:end])[0].strip(" ,.`'\"")
        text = text.removesuffix("'s").removesuffix("’s")
        speaker = Speaker(
            kind=SpeakerKind.ORGANIZATION,
            name=text or None,
            description=None if text else source.span.text,
            evidence=evidence_of(attribution),
        )
        return Resolution(speaker, 0.85)
    for mention in reversed(page.within(max(0, start - 1500), start)):
        entity = page.entity(mention)
        if entity is None or entity.kind is not MentionKind.ORGANIZATION:
            continue
        if source.noun in entity.name.lower():
            return of_entity(page, attribution, entity, 0.85, span_of(page, mention))
        # "the company" can be any organization but a court; "the court" only one that is called so
        if source.noun in words().any_body and entity.fullest.parts[-1].lower() not in words().joiners:
            return of_entity(page, attribution, entity, 0.55, span_of(page, mention))
    owned = _owned(page, source.noun, start)
    if owned is not None:
        evidence = evidence_of(attribution, owned)
        return Resolution(Speaker(kind=SpeakerKind.ORGANIZATION, name=owned.text, evidence=evidence), 0.7)
    return unresolved(
        attribution,
        f"the page doesn't name {source.span.text.strip()}",
        (),
        SpeakerKind.ORGANIZATION,
        0.0,
        source.span.text,
    )


def _owned(page: Page, noun: str, position: int) -> Span | None:
    """ "the campaign", "the administration": the last one named before by whose it is ("the Orr campaign")."""
    if noun not in ("campaign", "administration", "team"):
        return None
    own = re.compile(rf"(?:'s|’s)? {noun}\b")
    for mention in reversed(page.within(max(0, position - 6000), position)):
        found = own.match(page.text, mention.end) if page.is_person(mention) else None
        if found is not None and found.end() <= position:
            return Span.of(page.text, mention.start, found.end())
    return None


def _document(page: Page, attribution: Attribution, source: Source) -> Resolution:
    """A document speaks: its issuer where the words name one, else the document itself.

    Polls, studies, lawsuits and letters speak for themselves whoever made them; the maker is the issuer.
    """
    issuer = _issuer(page, source)
    own = ("'s ", "’s ", "' ", "’ ")
    signed = issuer is not None and page.is_person(issuer) and page.text.startswith(own, issuer.end)  # Orr's letter
    if issuer is not None and (signed or source.noun not in words().own_voice):
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


def _described(
    page: Page, attribution: Attribution, source: Source, kind: SpeakerKind, confidence: float
) -> Resolution:
    speaker = Speaker(
        kind=kind,
        description=source.span.text.strip(" ,"),
        anonymity=anonymity_of(page.text, source.span) if kind in (SpeakerKind.UNNAMED, SpeakerKind.GROUP) else None,
        evidence=evidence_of(attribution),
    )
    return Resolution(speaker, confidence)
