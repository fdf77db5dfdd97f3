"""How a statement was made: act, polarity, addressee, medium and place, as far as its frame tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.core.article import Article
from onrecord.core.spans import Span, trimmed
from onrecord.core.statements import Act, Attribution, Polarity
from onrecord.resolution.acts import act_of_cue, polarity_of_cue
from onrecord.resolution.frame import ABBREVIATION, Frame, frame_of
from onrecord.resolution.lexicon import words
from onrecord.resolution.personnouns import is_person_noun

_WRITTEN = (
    r"(?:memos?|memorandum|fact sheets?|statements?|press releases?|news releases?|letters?|e-?mails?|tweets?|"
    r"(?:blog |Facebook |Instagram |Twitter |Truth Social |social media )?posts?|op-eds?|columns?|essays?|articles?|books?|"
    r"memoirs?|autobiography|reports?|white papers?|papers?|briefs?|lawsuits?|complaints?|filings?|court documents?|"
    r"court papers|affidavits?|indictments?|rulings?|opinions?|dissents?|orders?|text messages?|messages?|notes?|"
    r"petitions?|resolutions?|manifestos?|guidelines?|guidance|documents?|diary|journal|blog|newsletters?|press statements?|"
    r"study|studies|surveys?|polls?|editorials?|transcripts?|proposals?|questionnaires?|application|advisory|bulletin)"
)
_SPOKEN = (
    r"(?:(?:phone |telephone |radio |television |TV |television |email |exclusive |lengthy |recent )?interviews?|"
    r"(?:news|press) conferences?|news briefings?|press briefings?|briefings?|conference calls?|phone calls?|calls?|"
    r"speech(?:es)?|remarks|addresse?s?|debates?|hearings?|testimony|depositions?|rall(?:y|ies)|town halls?|forums?|podcasts?|"
    r"broadcasts?|videos?|documentary|press call|news events?|voicemails?|sermon|lecture|panel|appearances?|"
    r"conversations?|exchange|meetings?|ads?|commercials?|monologue)"
)
_PLATFORM = r"(?:Twitter|Facebook|Instagram|Truth Social|YouTube|Snapchat|Periscope|Medium|Reddit|TikTok|Telegram|Weibo|LinkedIn)"
DOCUMENT_NOUN = re.compile(rf"\b{_WRITTEN}\b", re.IGNORECASE)
OCCASION_NOUN = re.compile(
    rf"\b(?:{_SPOKEN}|events?|conventions?|ceremony|campaign stop|fundraisers?|visit|trip|summit|stop|session|tour|"
    r"party|conference|show|program|episode|edition|special|testimony|profile|presentation|fact[- ]check)\b",
    re.IGNORECASE,
)

# "poll numbers", "email server": the noun only qualifies another
_COMPOUND = (
    r"(?! (?:numbers?|results?|data|process|servers?|accounts?|cards?|tours?|stages?|performances?|rooms?|halls?|tables?"
    r"|series|deals?|writers?|systems?|lists?|clubs?|shops?|stores?|titles?|chairs?|seats?|strategy|ratings?|questions?"
    r"|respondents?|takers?|schedule|agenda|organizers?|moderators?|hosts?)\b)"
)
_NOUN_PHRASE = (
    r"(?:(?!(?:of|in|on|at|to|for|that|with|from|and|or|by|about|after|as|but|who|which|told|said)\b)[\w'’.&-]+ ){0,6}?"
)
_IN_MEDIUM = re.compile(
    rf"\b(?:[Ii]n|[Dd]uring|[Aa]t|[Vv]ia|[Tt]hrough|[Bb]y|[Ww]ith)\s+(?:an?|the|his|her|its|their|this|that|another|one|two|several|"
    rf"[\w.]+(?:'s|’s)|{_NOUN_PHRASE.strip()})?\s?{_NOUN_PHRASE}(?P<noun>{_WRITTEN}|{_SPOKEN})\b(?!['’]s|-\w){_COMPOUND}"
)
_ON_PLATFORM = re.compile(
    rf"\b(?:on|via|over|to)\s+(?:his |her |its |their |the )?(?:[\w'’]+ )?(?P<noun>{_PLATFORM})\b"
)
_BY_PHONE = re.compile(r"\b(?:by|over the|via) (?P<noun>e-?mail|phone|telephone|text message|text)\b")
_TWEETED = re.compile(r"\b(?:re)?tweet(?:ed|s|ing)?\b", re.IGNORECASE)

_ADDRESSED = re.compile(
    r"\b(?:told|tells|telling|tell|assured|assures|reminded|informed|warned|advised|notified|asked|thanked|briefed|urged)\s+"
    r"(?P<whom>(?:(?:a (?:group|crowd|gathering|number|room|handful) of|members of|an?|the|his|her|its|their|our|some|several|all"
    r"|two|both) )?[\w'’.&-]+"
    r"(?: (?!(?:that|on|in|at|during|about|of|to|by|as|after|when|if|before|from|via|while|for|with|last|this|late|early|"
    r"earlier|yesterday|today|it|he|she|they|we|there|would|was|is|are|were|had|has|have|not|how|what|why|who|which|"
    r"following|through|over|because|since|so|and|but|the|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec|January|February|August|September|October|November|December)\b)"
    r"[\w'’&-]+(?:\.(?=[A-Z]))?){0,6}"
    r"(?: (?:of|on|from|in|at) the (?:[A-Z][\w'’&-]*)(?: (?:and|of|on) [A-Z][\w'’&-]*| [A-Z][\w'’&-]*){0,5})?)"
)
_SPOKE_TO = re.compile(
    r"\b(?:[Ss]peaking|[Tt]estifying|[Aa]ddressing|spoke|said|testified|testimony|remarks|wrote|statement|email|e-mail|letter|interview|"
    r"talking|responding|writing|explained|complained|joked|call)\s+(?:to|before|with|in front of)\s+"
    r"(?P<whom>(?:(?:a group of|a crowd of|members of|an?|the|his|her|its|their|several) )?"
    r"(?:[\w'’&.-]+ ){0,5}?(?:reporters|journalists|supporters|lawmakers|senators|Congress|committee|Committee|subcommittee|panel|Panel|"
    r"council|Council|crowd|audience|donors|voters|students|court|jury|parliament|Parliament|Senate|House|employees|workers|"
    r"colleagues|staff|investors|analysts|delegates|conference|group|Commission|commission|board|Board|media|press|troops|officers)"
    r"(?:(?: (?:on|of))? (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"[A-Z][\w'’&-]+){0,5})\b"
)
_WROTE_TO = re.compile(  # whoever a letter goes to: a person by office or name
    r"\b(?:letters?|e-?mails?|notes?|memos?|messages?|wrote|said|spoke|complained)\s+to\s+"
    r"(?P<whom>(?:an?|the|his|her|its|their)\s+(?:[\w'’.&-]+ ){0,3}?(?P<noun>[\w-]+)|(?:[A-Z][\w'’&-]*\.? ){0,4}[A-Z][\w'’&-]+)\b"
)
_NOT_WHOM = re.compile(
    r"(?:that|it|so|what|why|how|whether|if|for|about|to|by|the truth|not|a different|on|in|at|during|of|against|over|as"
    r"|with|from|and|or)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|outside|near|from|aboard|at the|at|in front of|before the)\s+"
    r"(?P<place>(?:the )?(?:(?:downtown|northern|southern|eastern|western|nearby|suburban|central) )?[A-Z][\w'’.-]*"
    r"(?:(?: (?:of|de|the|and))? [A-Z][\w'’.-]*){0,5}(?:, (?:[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?|[A-Z]\.[A-Z]\.))?)"
)
_NO_PLACE = re.compile(
    r"(?:the )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|CNN|Fox|NBC|ABC|CBS|MSNBC|BBC|"
    r"Twitter|Facebook|Spanish|English|French|Arabic|German|Russian|Chinese|Republican|Democrat|American|Trump|Clinton|Obama)"
)
_ORGANIZED = re.compile(
    r"(?:\b[A-Z]{2,6}\b|Department|Agency|Bureau|Ministry|Commission|Office|Committee|Service|Administration|Court)\s*\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How a statement was made. The spans are exactly the noun phrase ("reporters", "memo"), None where not said.

    ``place`` is a place that the page names for the saying ("in Cleveland").
    """

    act: Act
    polarity: Polarity
    addressee: Span | None = None
    medium: Span | None = None
    place: Span | None = None


def circumstances(article: Article, attribution: Attribution) -> Circumstances:
    """Act, polarity, addressee, medium and place of an attribution, from its cue, its source and their sentence."""
    cue = " ".join(part.text for part in attribution.cue)
    frame = frame_of(article, attribution)
    if frame is None:
        return Circumstances(act=Act.SPEECH, polarity=Polarity.ASSERTED)
    medium = _medium(article, frame)
    addressee = _addressee(article, frame)
    return Circumstances(
        act=_act(cue, attribution, medium),
        polarity=polarity_of_cue(cue),
        addressee=addressee,
        medium=medium,
        place=_place(article, frame, addressee),
    )


def _act(cue: str, attribution: Attribution, medium: Span | None) -> Act:
    named = act_of_cue(cue)
    if named in (Act.THOUGHT, Act.INTENTION, Act.WRITING):
        return named
    if medium is not None and _is_written(medium.text):
        return Act.WRITING
    source = attribution.source[0].text if attribution.source else ""
    if re.fullmatch(r"notes?", cue.strip(" ,")) and (_ORGANIZED.search(source) or DOCUMENT_NOUN.search(source)):
        return Act.WRITING  # what an organization notes, in the present tense, it has put on paper
    return Act.SPEECH


def _is_written(medium: str) -> bool:
    return bool(DOCUMENT_NOUN.fullmatch(medium) or re.fullmatch(rf"{_PLATFORM}|text|e-?mail|[Tt]weet\w*", medium)) and (
        medium not in ("YouTube", "Periscope")
    )


def _medium(article: Article, frame: Frame) -> Span | None:
    for part in frame.source:  # a document that speaks
        head = re.split(
            r"\b(?:of|by|from|to|for|in|on|released|issued|obtained|published|sent|that|which|who)\b|,",
            part.text,
            maxsplit=1,
        )[0]
        nouns = list(DOCUMENT_NOUN.finditer(head))
        if nouns and nouns[-1].end() >= len(head.rstrip()) - 1:
            return article.span(part.start + nouns[-1].start(), part.start + nouns[-1].end())
    text = frame.text
    for start, end in (*_after_first(frame), *frame.pieces()):
        for pattern in (_IN_MEDIUM, _ON_PLATFORM, _BY_PHONE):
            found = pattern.search(text, start, end)
            if found and not _apart(text[start : found.start()]):
                return article.span(*found.span("noun"))
    return None


def _after_first(frame: Frame) -> tuple[tuple[int, int], ...]:
    if not frame.cue or frame.cue[0].end >= frame.main[1]:
        return ()
    return ((frame.cue[0].end, frame.main[1]),)


def _apart(before: str) -> bool:
    """True when a clause of its own lies between the saying and the words looked at."""
    return re.search(r"\b(?:who|whose|which|whom|when|where|because|after|since)\b|;", before) is not None


def _addressee(article: Article, frame: Frame) -> Span | None:
    text = frame.text
    if frame.cue:
        found = _ADDRESSED.match(text, frame.cue[0].start, max(frame.main[1], frame.cue[-1].end))
        if found is None:
            found = next(
                (m for part in frame.cue if (m := _ADDRESSED.search(text, part.start, max(part.end, frame.main[1])))),
                None,
            )
            if found is not None and not any(part.start <= found.start() < part.end for part in frame.cue):
                found = None
        if found and not _NOT_WHOM.match(found["whom"]):
            start, end = found.span("whom")
            if any(part.start < end and start < part.end for part in frame.source):
                return None  # "asked Ann Lee" behind what she asked
            end = min((part.start for part in frame.source if start < part.start < end), default=end)
            end = trimmed(text, start, end, " ,.")[1]
            return article.span(start, end) if start < end else None
    for start, end in frame.pieces():
        spoke = _SPOKE_TO.search(text, start, end)
        if spoke and not _apart(text[start : spoke.start()]):
            return article.span(*spoke.span("whom"))
        for wrote in _WROTE_TO.finditer(text, start, end):
            noun = wrote["noun"]
            if (noun is None or is_person_noun(noun) or noun.lower() in words().groups) and not _apart(
                text[start : wrote.start()]
            ):
                return article.span(*wrote.span("whom"))
    return None


def _place(article: Article, frame: Frame, addressee: Span | None) -> Span | None:
    text = frame.text
    if not frame.cue:
        return None
    start, end = frame.cue[0].end, frame.main[1]
    for part in (*frame.source, *([addressee] if addressee else [])):
        if start <= part.start < end:
            start = max(start, part.end)
    for found in _PLACE.finditer(text, start, end):
        if _apart(text[start : found.start()]) or re.search(r"\b(?:of|about)\b", text[start : found.start()]):
            return None
        if not _NO_PLACE.match(found["place"]):
            first, last = found.span("place")
            last = trimmed(text, first, last, " ,")[1]
            if text[last - 1] == "." and not ABBREVIATION.search(text, first, last - 1):
                last -= 1
            return article.span(first, last)
    return None
