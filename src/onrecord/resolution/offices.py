"""Descriptions of one person: "the minister", "the Ohio senator", "the 44-year-old", "the billionaire"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, SpeakerKind
from onrecord.resolution.descriptions import introduced, meant, said_of_known
from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.kinds import Source
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import MentionKind
from onrecord.resolution.pronoun_features import gender_evidence
from onrecord.resolution.roles import roles_of
from onrecord.resolution.voices import Resolution, described, of_entity, span_of

_AGED = re.compile(r"[Tt]he (\d{1,3})-year-old\b")
_SHORT_TITLES = dict(
    pair.split("=")
    for pair in [
        *["senator=sen", "congressman=rep", "congresswoman=rep", "representative=rep", "lawmaker=rep", "governor=gov"],
        *["general=gen", "doctor=dr", "physician=dr", "professor=prof", "colonel=col", "lieutenant=lt"],
        *["sergeant=sgt", "detective=det", "reverend=rev", "captain=capt"],
    ]
)
_LONG_TITLES = {short: long for long, short in _SHORT_TITLES.items() if long not in ("lawmaker", "physician")}
# Offices by other names.
_ALIKE = (
    {"judge", "justice"}, {"nominee", "candidate"}, {"lawyer", "attorney"},
    {"spokesman", "spokeswoman", "spokesperson"},
)  # fmt: skip
# Words before an office that make it another one, and those that must be said of its holder too.
_OTHER_OFFICE = frozenset(("vice", "deputy", "former", "ex", "then", "assistant", "retired", "outgoing"))
_TELLING = _OTHER_OFFICE | {"prime", "foreign", "press", "attorney"}
# "the Kentucky Republican" is the last one named who holds or seeks a seat.
_PARTIES = frozenset(("republican", "democrat"))
_ELECTED = {"sen", "senator", "rep", "representative", "gov", "governor", "congressman", "congresswoman", "lawmaker",
            "candidate", "nominee", "leader", "chairman", "speaker"}  # fmt: skip
# The abbreviations of the United States' states behind a politician's party.
_ABBREVIATED = (
    "alabama=ala al|arizona=ariz az|arkansas=ark ar|california=calif ca|colorado=colo co|connecticut=conn ct|"
    "delaware=del|florida=fla fl|georgia=ga|illinois=ill il|indiana=ind|iowa=ia|kansas=kan ks|kentucky=ky|"
    "louisiana=la|maine=me|maryland=md|massachusetts=mass ma|michigan=mich mi|minnesota=minn mn|"
    "mississippi=miss ms|missouri=mo|montana=mont mt|nebraska=neb ne|nevada=nev nv|new hampshire=nh|"
    "new jersey=nj|new mexico=nm|new york=ny|north carolina=nc|north dakota=nd|ohio=oh|oklahoma=okla ok|"
    "oregon=ore|pennsylvania=pa|rhode island=ri|south carolina=sc|south dakota=sd|tennessee=tenn tn|"
    "texas=tex tx|utah=ut|vermont=vt|virginia=va|washington=wash wa|west virginia=wv|wisconsin=wis wi|wyoming=wyo wy"
)
_PAIRS = [pair.split("=") for pair in _ABBREVIATED.split("|")]
_STATES = {short: frozenset(name.split()) for name, shorts in _PAIRS for short in shorts.split()}
_PLACE_WORDS = frozenset(word for name in _STATES.values() for word in name)
_EPITHET = re.compile(r"[Tt]he (?P<before>(?:[\w’'.-]+ ){0,5}?)(?P<noun>[A-Za-z-]+)")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
# Offices that a page's first words tell of, before they name the holder.
_LEADING = frozenset(("judge", "senator", "congressman", "congresswoman", "governor", "mayor", "prosecutor", "sheriff",
                      "ambassador", "professor", "economist", "bishop"))  # fmt: skip
_LEAD = 700  # characters of a page's first words
_BELOW = 2500  # characters on, to the name
_NEAR = 900  # characters back to the statement whose speaker an epithet can mean
KNOWN = 0.5  # below it a speaker is too little known to be meant again


def office(
    page: Page, attribution: Attribution, source: Source, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution:
    """ "the minister": whoever the page has said to hold the office; else whom an epithet means; else nobody named."""
    noun = source.noun.strip(".")
    wanted = _forms(noun) if noun not in _PARTIES else _ELECTED
    head = re.split(r"\W+", source.span.text.lower().partition(f" {noun}")[0])
    # "the GOP front-runner" is not a Democratic one: what is said of the office must be said of its holder
    told = {word for word in head if len(word) > 1} - words().stop - (words().modifiers - _TELLING)
    told = set() if noun in _PARTIES else {"republican" if word == "gop" else word for word in told}
    here = bisect_left(page.starts, source.span.start)
    mentions = page.mentions[max(0, here - 400) : here][::-1]
    for mention in (*mentions, *page.mentions[here : here + 60]):  # else the next to whom the page gives the office
        entity = page.entity(mention)
        if entity is None or entity.kind is not MentionKind.PERSON:
            continue
        roles = [role.text.lower() for role in roles_of(page.text, entity)]
        if not any(_holds(role, wanted, told) for role in roles):
            continue
        later = mention.start > source.span.start
        needed = told - {noun} - (words().places if later else frozenset())  # "Austria's minister", named below
        needed -= set(re.split(r"[^\w-]+", " ".join(roles)))
        if not needed or (needed <= _PLACE_WORDS and _is_from(page, entity, frozenset(needed))):
            return of_entity(page, attribution, entity, 0.6 if later else 0.75, span_of(page, mention))
    told_so = epithet(page, attribution, source, previous)
    if told_so is not None:
        return told_so
    return described(page, attribution, source.span, SpeakerKind.UNNAMED, 0.7)


def _forms(noun: str) -> set[str]:
    """An office by its other names: short, long, without "co-"."""
    alike = next((forms for forms in _ALIKE if noun in forms), set())
    return alike | {noun, noun.removeprefix("co-"), _SHORT_TITLES.get(noun, noun), _LONG_TITLES.get(noun, noun)}


def _holds(role: str, wanted: set[str], told: set[str]) -> bool:
    """True when the head of a role is the office: not "candidate for president", nor "vice president" for president."""
    head: list[str] = []
    for word in re.findall(r"[\w-]+", role):
        if head and word in words().head_ends:
            break
        head.append(word)
    return bool(head) and head[-1].removeprefix("co-") in wanted and not (_OTHER_OFFICE & set(head)) - told


def _is_from(page: Page, entity: Entity, place: frozenset[str]) -> bool:
    """True where a place stands beside a name, spelled out or as in "(R-Vt.)"."""
    for mention in entity.mentions[:10]:
        after = _SENTENCE_END.split(page.text[mention.end : mention.end + 40])[0]
        found = frozenset(re.findall(r"[a-z]+", f"{mention.title} {after}".lower()))
        if place <= found or any(_STATES.get(word) == place for word in found):
            return True
    return False


def epithet(
    page: Page, attribution: Attribution, source: Source, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution | None:
    """Somebody named already, whom "the billionaire" or "the 44-year-old" can only mean, or who is named next."""
    next_named = introduced(page, source.span)
    if next_named is not None:
        return of_entity(page, attribution, next_named, 0.75, span_of(page, next_named.mentions[0]))
    resolution = _last_speaker(page, attribution, source, previous)
    if resolution is not None:
        return resolution
    first = _first_of_office(page, source)
    if first is not None:
        return of_entity(page, attribution, first, 0.62, span_of(page, first.mentions[0]))
    entity = meant(page, source.span)
    if entity is None:
        return None
    last = max((m for m in entity.mentions if m.start < source.span.start), key=lambda m: m.start)
    return of_entity(page, attribution, entity, 0.62, span_of(page, last))


def _first_of_office(page: Page, source: Source) -> Entity | None:
    """ "A Vigo judge" of a page's first words: the only one to whom the page gives the office, named further down."""
    noun = source.noun.strip(".")
    if noun not in _LEADING or source.span.start > _LEAD or not source.span.text.startswith(("A ", "a ", "An ", "an ")):
        return None
    told = set(source.span.text.lower().split()[1:]) - {noun} - words().modifiers - words().places
    found = []
    for entity in page.entities:
        if entity.kind is not MentionKind.PERSON:
            continue
        roles = [role.text.lower() for role in roles_of(page.text, entity)]
        if any(_holds(role, _forms(noun), told) for role in roles):
            found.append((entity, roles))
    if len(found) != 1:
        return None
    entity, roles = found[0]
    below = source.span.end < entity.mentions[0].start < source.span.end + _BELOW
    return entity if below and told <= set(re.split(r"[^\w-]+", " ".join(roles))) | _PLACE_WORDS else None


def _last_speaker(
    page: Page, attribution: Attribution, source: Source, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution | None:
    """The last speaker, where the words can only be said of somebody named already."""
    text = source.span.text.strip(" ,.")
    found = _EPITHET.fullmatch(text)
    aged = _AGED.match(text) is not None
    known = found is not None and said_of_known(f"{found['before'] or ''}{found['noun']}", found["noun"].lower())
    if not previous or not (aged or known):
        return None
    noun = source.noun.strip(".")
    new = re.compile(
        rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]wo|[Ss]ome|[Ee]ach|[Ee]very) (?:[\w’'-]+ ){{0,4}}?{re.escape(noun)}\b"
    )
    start = source.span.start
    before, resolution = previous[-1]
    entity, end = resolution.entity, max(part.end for part in (*before.content, *before.cue, *before.source))
    if entity is None or entity.kind is not MentionKind.PERSON or resolution.confidence < KNOWN or start - end > _NEAR:
        return None
    if not aged and new.search(page.text, max(0, start - 6000), start):
        return None
    kinds = (MentionKind.PERSON, MentionKind.NAME)
    others = [m for m in page.within(end, start) if page.entity(m) is not entity]
    named = any((m if (one := page.entity(m)) is None else one).kind in kinds for m in others)
    sex = words().people.get(noun, "x")
    if named or (sex != "x" and gender_evidence(page, entity) * (1 if sex == "m" else -1) < 0):
        return None
    last = max((m for m in entity.mentions if m.start < start), key=lambda m: m.start, default=entity.fullest)
    return of_entity(page, attribution, entity, 0.62, span_of(page, last))


def by_age(page: Page, span: Span) -> tuple[Entity, Span] | None:
    """ "the 44-year-old": the one whose age the page has given so, with the words that do."""
    age = _AGED.match(span.text)
    if age is None:
        return None
    told = re.compile(rf",? (?:who is )?{age[1]}(?=[,.;)]| years old| and )|\(?{age[1]}\)")
    for mention in reversed(page.within(0, span.start)[-400:]):
        entity = page.entity(mention)
        found = told.match(page.text, mention.end)
        if found is not None and entity is not None and entity.kind is MentionKind.PERSON:
            return entity, Span.of(page.text, mention.start, found.end())
    return None
