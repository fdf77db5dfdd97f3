"""Routes: the outlets that a statement's words came through on their way to the page, nearest first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from onrecord.core.article import Article
from onrecord.core.statements import Attribution, Relay
from onrecord.resolution.acts import is_reporting_verb
from onrecord.resolution.frame import frame_of
from onrecord.resolution.outlet_mentions import OutletMention, PageOutlets, page_outlets, relay_of
from onrecord.resolution.outlets import OutletKind, name_key
from onrecord.resolution.passages import quoted_from
from onrecord.resolution.routes_unlisted import last_station, unlisted

_WORKS = r"(?:op-ed|column|article|piece|essay|editorial|commentary|interview|town hall|podcast)s?"
_WHEN = (
    r"(?:(?:on |in |last |this |early |late |earlier |that ){0,2}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|"
    r"year|night|morning|evening|afternoon|yesterday|today|online|live|exclusively|"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2},?)?(?: \d{4})?) ){0,2}"
)
# What stands before an outlet that is a step of the route, and after it. Those nearest to this page come first.
_NEAR_BEFORE = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s (?:first )?reported (?:by|in)|(?:first )?reported by|[Pp]er|via|quoted (?:by|in)|"
    rf"(?:obtained|published|reviewed|seen|viewed|cited|described|detailed|broadcast|unearthed|carried) {_WHEN}by|"
    r"(?:given|provided|leaked|shown|sent) to|shared with|"
    r"(?:[Aa]ccording to|via|[Pp]er) (?:[A-Z][\w.'’-]+ ){2,3}(?:of|at|with|for|from)|"
    r"[Rr]eports? (?:by|in|from)|,[”\"]? (?:reports|reported|writes|wrote))\s+\Z"
)
_NEAR_AFTER = re.compile(
    r",? (?:first |later |also |has |had )?(?:notes?|noted|reports|report(?! (?:said|says|that|on|of|about|show))|reported|writes?|wrote|said|says|adds|added|"
    r"points? out|pointed out|explains?|explained|details|detailed|recounts|recounted|puts it)\b"
)
# Whom of the outlet somebody spoke to, and what the outlet is: "told reporters from", "told Galicia's state network".
_WHOM = (
    r"(?:(?:(?:the |an? |its )?(?:editorial board|reporters?|journalists?|editors?|anchors?|hosts?|correspondents?)|"
    r"(?:[A-Z][\w'’.-]+ ){1,3}?[A-Z]?[\w'’.-]+) (?:of|from|at|on|with|for) )?"
    r"(?:(?:the |an? )?(?:[\w'’.-]+ ){0,4}?(?:network|newspaper|paper|broadcaster|magazine|website|site|channel|station|"
    r"agency|service|outlet|tabloid|daily|program|programme|show|affiliate) )?"
)
_FAR_BEFORE = re.compile(
    r"\b(?:told|tells|telling|(?:spoke|speaks|[Ss]peaking|talked|[Tt]alking) (?:to|with)|"
    rf"(?:{_WORKS}|conversation|appearance|meeting|sit-down|session|chat|discussion)s? {_WHEN}(?:with|on|in|for|to|by)|(?:article|column|essay|op-ed) from|"
    r"(?:statement|email|e-mail|comments?|remarks|texts?|letter) to|"
    rf"(?<!who )(?:wrote|writes|writing|written) {_WHEN}(?:in|for)|(?<!who )reports? for|"
    rf"(?:appeared|appearing|appears|[Ss]at down|[Ss]its down|[Ss]itting down) {_WHEN}with|"
    r"(?:[Oo]n|[Dd]uring|[Ii]n) (?:an?|the|\w+day['’]s) (?:[\w.-]+ ){0,3}(?:edition|episode|broadcast|installment|segment) of|"
    r"(?:blog|column) (?:at|in|for)|"
    r"(?:[Aa]t|[Dd]uring|[Ii]n) (?:an?|the|\w+day['’]s) (?:[\w-]+ ){0,3}(?:town hall|debate|forum|panel),? "
    r"(?:which was |that was )?(?:hosted|sponsored|televised) by|"
    rf"(?:aired|airing|broadcast|published|posted|printed|appeared|appearing|appears) {_WHEN}(?:on|in|by)|"
    rf"(?:[Aa]sked|[Pp]ressed|[Ii]nterviewed|[Qq]uestioned|[Cc]hallenged|[Cc]ontacted|[Rr]eached) {_WHEN}by) {_WHOM}[\"“'‘]?\Z"
)
_SAID_TO = re.compile(
    r"(?:,|\b(?:said|says|admitted|complained|claimed|confirmed|described|estimated|explained|insisted|revealed|[A-Z][\w.]+))\s+to\s+\Z"
)
_IN_A_WORK = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|[Aa]t|[Aa]s recently as) (?:(?:an?|his|her|their|the|that|this) )?(?:[\w'’-]+ ){0,2}\Z"
)
_WORK_AFTER = re.compile(
    rf"(?:['’]s?)? (?:[\"“][^\"”\n]{{2,40}}[\"”] )?(?:[\w-]+ )?(?:{_WORKS}|(?:report|segment|special|broadcast|documentary|forum|profile)s?|story)\b"
)
_ON_AIR = re.compile(r"\b[Oo]n\s+[\"“'‘]?\Z")
_ABOUT_SOMEBODY = re.compile(
    r",\s+(?:an?|the|one of) [^,]*\Z|\b(?:analysts?|hosts?|anchors?|contributors?|shows?) on\s+\Z"
)
_ANOTHER_TIME = re.compile(
    r"(?<![Ss]oon )(?<![Ss]hortly )\b(?:[Aa]fter|[Bb]efore|[Ss]ince|[Oo]nce) (?:(?:an?|the|its) (?:[\w-]+ )?(?:reports? (?:by|in|from) )?)?\Z"
)
_NEW_CLAUSE = re.compile(r",? (?:and|but|while|though|although|yet|as) (?:he|she|they|it|[A-Z][\w’'-]+) (?!added\b)")
_TOLD_PERSON = re.compile(
    r"\b(?:told|tells|telling|(?:[Aa]sked|[Pp]ressed|[Ii]nterviewed|[Qq]uestioned|[Cc]hallenged) by|"
    r"(?:interview|conversation|[Ss]poke|[Ss]peaking|[Ss]at down|talked|talking) (?:with|to)) "
    r"(?:(?:Mr|Ms|Mrs)\. )?(?:[A-Z][\w’'-]+ )?(?P<last>[A-Z][\w’'-]+?)(?:['’]s?)?(?![\w’'-])"
)
_ASIDE = re.compile(r"\b(?:who|whom|[Tt]hough|[Aa]lthough|[Ww]hile|[Ww]hereas) \Z")
_SPACES = re.compile(r"\s{2,}")
_LATER_CLAUSE = re.compile(r"\b(?:after|before|since|because) (?!the |an? |his |her |their )\w+")
_TO_OR_ON = (" to ", " on ", " for ", " to the ", " for the ")  # "Ann Lee on CNN", as a source
_AIRED = (OutletKind.BROADCASTER, OutletKind.SITE)

# "the newspaper": the last outlet named before it that is one.
_NAMELESS = re.compile(
    r" the (?P<noun>newspaper|paper|tabloid|station|network|broadcaster|channel|magazine|(?:news )?(?:site|website)|"
    r"(?:news )?outlet|publication|news (?:agency|service|organization)|wire service)\b"
)
_LEADS = re.compile(
    r"\b(?:(?P<far>(?:told|tells|telling|(?:interview|conversation) with|(?:spoke|speaking|talked) (?:to|with)|"
    r"(?:statement|e-?mail|comments?|remarks) to)|,? to)|(?P<near>according to|reported by))\Z",
    re.IGNORECASE,
)
_NOUNS = {
    "newspaper": (OutletKind.NEWSPAPER,), "paper": (OutletKind.NEWSPAPER,), "tabloid": (OutletKind.NEWSPAPER,),
    "station": (OutletKind.BROADCASTER,), "network": (OutletKind.BROADCASTER,), "channel": (OutletKind.BROADCASTER,),
    "broadcaster": (OutletKind.BROADCASTER,), "magazine": (OutletKind.MAGAZINE,),
    "news agency": (OutletKind.AGENCY,), "news service": (OutletKind.AGENCY,), "wire service": (OutletKind.AGENCY,),
}  # fmt: skip
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_BACK = 2500  # characters before "the newspaper" in which it is named


def route_of(
    article: Article,
    attribution: Attribution,
    relays: tuple[Relay, ...] = (),
    outlets: PageOutlets | None = None,
) -> tuple[Relay, ...]:
    """The route of a statement: relays taken off it first, then what its own frame says.

    The page's own outlet is not in it; neither is the statement's own source. A statement inside a passage that the
    page quotes from an outlet came through that outlet.
    """
    known = outlets or page_outlets(article)
    near, far = list(relays), list[Relay]()
    passage = quoted_from(article, known, attribution)
    if passage is not None and not _speaks(attribution, passage, known):
        near.insert(0, relay_of(article, passage))
    for mention, nearest in _steps(article, attribution, known):
        (near if nearest else far).append(relay_of(article, mention))
    for relay, nearest in _unlisted(article, attribution, known):
        (near if nearest else far).append(relay)
    found: dict[str, Relay] = {}
    for relay in (*near, *far):
        if known.own is None or relay.name != known.own.name:
            found.setdefault(relay.name, relay)
    return tuple(found.values())


def _speaks(attribution: Attribution, outlet: OutletMention, known: PageOutlets) -> bool:
    """True where the statement is the outlet's own."""
    return any(one.name == outlet.name for part in attribution.source for one in known.within(part.start, part.end))


def _steps(article: Article, attribution: Attribution, known: PageOutlets) -> Iterator[tuple[OutletMention, bool]]:
    """The outlets of the statement's frame that are steps of its route, and whether each is one nearest to the page."""
    frame, text = frame_of(article, attribution), article.text
    pieces = frame.pieces() if frame else ()
    for start, end in pieces:
        relative = [one.start for one in attribution.source if one.text in _RELATIVE and start <= one.start < end]
        start = max([start, *relative])  # what stands before "who" is another clause's
        for mention in known.within(start, end):
            if frame is not None and (start, end) == frame.tail and _NEW_CLAUSE.match(text, start, mention.start):
                break  # "said it was late, and he told CNN so"
            nearest = _step(text, start, mention, attribution)
            if nearest is not None and not _is_source(text, attribution, mention):
                yield mention, nearest
        for lead, found in _nameless(text, start, end):
            named = named_before(known, found)
            if named is not None:
                yield named, lead["near"] is not None
        for found in _TOLD_PERSON.finditer(text, start, end) if known.people else ():
            if found["last"] in known.people:
                yield known.people[found["last"]], False


def _unlisted(article: Article, attribution: Attribution, known: PageOutlets) -> Iterator[tuple[Relay, bool]]:
    """Steps of the statement's route that are no outlet of the table, and whether each is one nearest to the page."""
    frame = frame_of(article, attribution)
    for start, end in frame.pieces() if frame else ():
        for found in unlisted(article, start, end):
            low, high = found.named
            listed = any(one.start < high for one in known.within(max(0, low - 4), high + 10))
            source = any(own.start < high and low < own.end for own in attribution.source)
            own = article.outlet is not None and name_key(article.outlet.value) == name_key(found.relay.name)
            if not (listed or source or own):
                yield found.relay, found.nearest
        for _, nameless in _nameless(article.text, start, end):
            if nameless["noun"].lower() in ("station", "channel") and named_before(known, nameless) is None:
                station = last_station(article, max(0, nameless.start() - _BACK), nameless.start())
                if station is not None:
                    yield station, False


def _nameless(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The words in ``[start, end)`` that speak of an outlet named before, "told the newspaper": its two halves."""
    found = _all_nameless(text)
    for lead, noun in found[bisect_left(found, start, key=_lead_start) :]:
        if lead.start() >= end:
            return
        if noun.end() <= end:
            yield lead, noun


@lru_cache(maxsize=4)  # every statement of a page asks
def _all_nameless(text: str) -> tuple[tuple[re.Match[str], re.Match[str]], ...]:
    found = []
    for noun in _NAMELESS.finditer(text):
        lead = _LEADS.search(text, max(0, noun.start() - 20), noun.start())
        if lead is not None:
            found.append((lead, noun))
    return tuple(found)


def _lead_start(found: tuple[re.Match[str], re.Match[str]]) -> int:
    return found[0].start()


def _step(text: str, low: int, mention: OutletMention, attribution: Attribution) -> bool | None:
    """True for an outlet nearest to this page, False for one further off, None for no step of the route."""
    before = _SPACES.sub(" ", text[max(low, mention.start - 110) : mention.start])
    after = _NEAR_AFTER.match(text, mention.end)
    if _ANOTHER_TIME.search(before) or (after is not None and _ASIDE.search(before)):
        return None  # "he said so after Reuters reported it", "Ann Lee, who CNN reported left, said"
    if after is not None and any(part.start < after.end() <= part.end for part in attribution.cue):
        after = None  # "Ann Lee, who writes for CNN, said": the saying is hers
    if after is not None or _NEAR_BEFORE.search(before):
        return True
    if _FAR_BEFORE.search(before) or _SAID_TO.search(before) or _told_to(text, mention, attribution):
        return False
    if _IN_A_WORK.search(before) and _WORK_AFTER.match(text, mention.end):
        cue = max((part.end for part in attribution.cue if part.end <= mention.start), default=mention.start)
        return None if _LATER_CLAUSE.search(text[cue : mention.start]) else False
    aired = mention.outlet is not None and mention.outlet.kind in _AIRED and not _ABOUT_SOMEBODY.search(before)
    return False if aired and _ON_AIR.search(before) else None


def _told_to(text: str, mention: OutletMention, attribution: Attribution) -> bool:
    """True where the outlet stands right behind a cue of speech and "to": "suggested to the Times"."""
    cue = next((part for part in attribution.cue if text[part.end : mention.start] == " to "), None)
    return cue is not None and is_reporting_verb(cue.text.rpartition(" ")[2])


def _is_source(text: str, attribution: Attribution, mention: OutletMention) -> bool:
    """True where the outlet is who speaks: it opens the source, or "which" takes it up.

    Further on in the source it may be a step: "records obtained by USA Today", "Ann Lee to the Times".
    """
    for own in attribution.source:
        if mention.start <= own.start < mention.end:
            return True
        if own.text in ("which", "who") and text[mention.end : own.start].strip() == ",":
            return True
        if own.start < mention.start < own.end:
            before = text[own.start : mention.start]
            return not (_NEAR_BEFORE.search(before) or _FAR_BEFORE.search(before) or before.endswith(_TO_OR_ON))
    return False


def named_before(known: PageOutlets, found: re.Match[str]) -> OutletMention | None:
    """The last outlet named before "the newspaper" that is a newspaper; None where that is the page's own."""
    noun = found["noun"].lower()
    kinds = _NOUNS.get(noun, tuple(OutletKind))
    named = [
        one
        for one in known.within(max(0, found.start() - _BACK), found.start())
        if one.outlet is None or one.outlet.kind in kinds
    ]
    return named[-1] if named and not known.is_own(named[-1]) else None
