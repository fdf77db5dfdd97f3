"""Organizations without their name: "it", "the company", "the Orr campaign", "each agency"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Candidate, Speaker, SpeakerKind
from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.kinds import Source
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.personnouns import strip_article
from onrecord.resolution.voices import Resolution, described, evidence_of, named, of_entity, span_of, unresolved

_NEW = re.compile(r"(?:an?|another|one|each|every|no|any|most|some|many|no other) ", re.IGNORECASE)
_REACH = 400  # characters back to what "it" can be
_FURTHER = 1500  # and to what "the company" can be
_NEXT = re.compile(r"(?:,? (?:which|also|later|then|still))?,? (?P<word>[a-z]+)")
_DOCUMENT = re.compile(  # a sentence that begins with a document, the last one before "It"
    r"(?:\A|\n|[.!?][\"”’]* )(?P<phrase>(?:The|A|An|This|That|Its|His|Her) (?:[\w-]+ ){0,3}?(?P<noun>[a-z-]+)) [a-z]"
    r"[^.!?\n]*(?:\.\d[^.!?\n]*)?[.!?][\"”’]*\s+\Z"
)
_OWN_BODY = re.compile(r"(?:['’]s)?(?P<words>(?: [a-z]+){1,3})\b")
_OPENS = re.compile(r"(?:\A|[.!?:;\n“\"”])[\s\"“”'’]*(?:[Tt]he )?\Z")


def neuter(
    page: Page, attribution: Attribution, source: Source, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution:
    """ "it": the organization that spoke last, else the one that did something last, else the only one near."""
    document = _document_before(page, attribution, source, previous)
    if document is not None:
        return document
    return _meant(page, attribution, source, previous, _REACH, "nothing before says what it is")


def _document_before(
    page: Page, attribution: Attribution, source: Source, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution | None:
    """ "The survey set a high bar. It found": the document that the sentence before speaks of, or that spoke last."""
    start = source.span.start
    opening = _DOCUMENT.search(page.text, max(0, start - _REACH), start)
    if opening is not None and opening["noun"] in words().documents:
        described_by = Span.of(page.text, opening.start("phrase"), opening.end("noun"))
        evidence = evidence_of(attribution, described_by)
        return Resolution(Speaker(kind=SpeakerKind.DOCUMENT, description=described_by.text, evidence=evidence), 0.7)
    for before, resolution in previous[-1:]:
        end = max(part.end for part in (*before.content, *before.cue, *before.source))
        speaker = resolution.speaker
        near = 0 <= start - end <= _REACH and not _before(page, start, start - end)
        if near and speaker.kind is SpeakerKind.DOCUMENT and speaker.unresolved is None:
            return Resolution(speaker, min(0.7, resolution.confidence))
    return None


def body(
    page: Page, attribution: Attribution, source: Source, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution:
    """ "the company", "the Trump campaign": an organization named by these words or before them."""
    for last in source.mentions[-1:]:  # "its parent company, The We Company"
        apposed = page.text.endswith((", ", ", the ", ", The "), 0, last.outer) and last.end + 2 > source.span.end
        if apposed and last.kind is not MentionKind.PLACE:
            return named(page, attribution, last)
    if _NEW.match(source.span.text) and source.noun in words().anaphors:
        return described(page, attribution, source.span, SpeakerKind.ORGANIZATION, 0.85)  # "a state agency"
    origins = (MentionKind.PLACE,) if page.text[source.span.start :][:4].lower() == "the " else ()
    state = _of_state(page, source)
    if state is not None:
        evidence = evidence_of(attribution, state)
        return Resolution(Speaker(kind=SpeakerKind.ORGANIZATION, name=state.text, evidence=evidence), 0.8)
    naming = [m for m in source.mentions if m.start < source.span.end and m.kind not in origins]
    start, end = strip_article(page.text, source.span.start, source.span.end)
    if naming or source.noun not in words().anaphors:
        return _by_its_words(page, attribution, source, start, end)
    for mention, entity in _before(page, start, _FURTHER):
        if source.noun in entity.name.lower():
            return of_entity(page, attribution, entity, 0.85, span_of(page, mention))
    reason = f"the page doesn't name {source.span.text.strip()}"
    # "the company" can be any organization but a court; "the court" only one that is called so
    if source.noun in words().any_body:
        return _meant(page, attribution, source, previous, _FURTHER, reason)
    owned = _owned(page, source.noun, start)
    if owned is not None:
        evidence = evidence_of(attribution, owned)
        return Resolution(Speaker(kind=SpeakerKind.ORGANIZATION, name=owned.text, evidence=evidence), 0.7)
    return unresolved(attribution, reason, (), SpeakerKind.ORGANIZATION, 0.0, source.span.text)


def _of_state(page: Page, source: Source) -> Span | None:
    """ "the Syrian government": a place and what it has one of, or the last one named so before "the government"."""
    lists = words()
    head = " ".join(source.span.text.lower().split()[-2:])
    phrase = head if head in lists.state_bodies else source.noun
    if phrase not in lists.state_bodies:
        return None
    before = page.within(max(0, source.span.start - _FURTHER), source.span.end)
    for mention in reversed(before):
        found = _OWN_BODY.match(page.text, mention.end) if mention.kind is MentionKind.PLACE else None
        at = -1 if found is None else f"{found['words']} ".find(f" {phrase} ")
        if found is not None and at >= 0:
            end = found.start("words") + at + 1 + len(phrase)
            return Span.of(page.text, mention.start, end) if end <= source.span.end else None
    return None


def _by_its_words(page: Page, attribution: Attribution, source: Source, start: int, end: int) -> Resolution:
    """The organization that the words name by whose it is: "the Orr campaign", "Orr's office"."""
    text = re.split(r",| which | that | who ", page.text[start:end])[0].strip(" ,.`'\"")
    text = text.removesuffix("'s").removesuffix("’s")
    campaign = f"{text.removesuffix(' team')} campaign"
    if text.endswith(" team") and campaign in page.text:
        text = campaign  # the Orr team, where the page speaks of the Orr campaign
    speaker = Speaker(
        kind=SpeakerKind.ORGANIZATION,
        name=text or None,
        description=None if text else source.span.text,
        evidence=evidence_of(attribution),
    )
    return Resolution(speaker, 0.85)


def _before(page: Page, position: int, reach: int) -> list[tuple[Mention, Entity]]:
    """The mentions of organizations before a position, nearest first."""
    mentions = reversed(page.within(max(0, position - reach), position))
    found = ((mention, page.entity(mention)) for mention in mentions)
    return [(m, one) for m, one in found if one is not None and one.kind is MentionKind.ORGANIZATION]


def _meant(
    page: Page,
    attribution: Attribution,
    source: Source,
    previous: Sequence[tuple[Attribution, Resolution]],
    reach: int,
    reason: str,
) -> Resolution:
    start = source.span.start
    near = [(m, one) for m, one in _before(page, start, reach) if one.fullest.parts[-1].lower() not in _NEVER]
    if source.noun in words().any_body:
        bodies = words().joiners | _OF_STATE  # no group, company or firm
        near = [(m, one) for m, one in near if one.fullest.parts[-1].lower() not in bodies]
    distinct = {one.number: (m, one) for m, one in reversed(near)}
    for before, resolution in previous[-1:]:
        end = max(part.end for part in (*before.content, *before.cue, *before.source))
        speaker = resolution.speaker
        since = any(end <= m.start and _does(page.text, m) for m, one in near if one is not resolution.entity)
        spoke = speaker.kind is SpeakerKind.ORGANIZATION and speaker.name is not None and 0 <= start - end <= reach
        if spoke and not since and (resolution.entity is None or resolution.entity.number in distinct or not near):
            evidence = evidence_of(attribution, *speaker.evidence)
            known = Speaker(kind=SpeakerKind.ORGANIZATION, name=speaker.name, evidence=evidence)
            return Resolution(known, min(0.75, resolution.confidence), resolution.entity)
    acting = next(((m, one) for m, one in near if _does(page.text, m)), None)
    if acting is not None and start - acting[0].end < _REACH:
        return of_entity(page, attribution, acting[1], 0.62, span_of(page, acting[0]))
    if len(distinct) == 1:
        return of_entity(page, attribution, near[0][1], 0.58, span_of(page, near[0][0]))
    candidates = tuple(
        Candidate(one.name, round(0.6 / len(distinct), 3), (span_of(page, m),)) for m, one in [*distinct.values()][:6]
    )
    kind = SpeakerKind.UNKNOWN if reach == _REACH else SpeakerKind.ORGANIZATION
    told = None if reach == _REACH else source.span.text
    return unresolved(attribution, reason, candidates, kind, 0.0, told)


_OF_STATE = frozenset(("senate", "parliament", "pentagon", "kremlin", "treasury", "nations"))
_NEVER = frozenset(("republican", "republicans", "democratic", "democrats", "gop-led"))


def _does(text: str, mention: Mention) -> bool:
    """True where an organization opens a sentence or a verb of saying or an auxiliary follows it."""
    if text.startswith(("'", "’"), mention.end):
        return False
    following = _NEXT.match(text, mention.end)
    lists = words()
    if following is not None and (following["word"] in lists.verbs or following["word"] in lists.auxiliaries):
        return True
    return following is not None and _OPENS.search(text, max(0, mention.outer - 8), mention.outer) is not None


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
