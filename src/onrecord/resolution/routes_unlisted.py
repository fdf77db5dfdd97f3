"""Outlets that no table lists, known by what they are called: call signs, papers by their title, web addresses.

They count only where the words tell that something was said to them or passed on by them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.core.statements import Relay, RelayKind

_SIGN = r"[KW][A-Z]{2,3}(?:[- ](?:TV|FM|AM|DT))?(?![\w-])"
_PAPER = (
    r"(?:Advocate|Argus|Banner|Bulletin|Chronicle|Citizen|Courier|Daily|Democrat|Dispatch|Enterprise|Examiner|Express|"
    r"Gazette|Globe|Herald|Inquirer|Journal|Ledger|Mail|Mirror|News|Observer|Post|Radio|Record|Register|Reporter|"
    r"Republic|Review|Sentinel|Standard|Star|Telegram|Telegraph|Television|Times|Tribune|TV|Weekly)\b"
)
# "the Elmby Gazette", "Elm Radio", "elmby.com"
_TITLE = (
    rf"(?:[A-Z][\w’'&-]*\.? (?:(?:of|on|and) )?){{1,4}}?{_PAPER}(?:[ -][A-Z][\w’'-]*){{0,2}}"
    r"|[A-Za-z][\w-]{2,30}\.(?:com|org|net|tv)\b"
)
# Where a name may begin: behind one of these words, or before "reported".
_BEFORE = re.compile(
    r"(?:told|tells|telling|with|to|by|in|for) (?:(?:an?|the|its|local|hosts?|on|at|affiliate|news|TV|television|radio|"
    rf"station|CBS|NBC|ABC|Fox|FOX|sister|public)['’]?s? ){{0,4}}(?:(?P<sign>{_SIGN})|(?P<title>{_TITLE}))"
)
_SAID_TO = re.compile(
    r"\b(?:told|tells|telling|(?:interview|conversation|meeting) with|statement to|"
    r"(?:spoke|speaking|talked|talking) (?:to|with)|(?:wrote|writes|writing) in|"
    r"(?:article|column|op-ed|essay) (?:in|for)|"
    r"(?:said|says|claimed|admitted|complained|confirmed|explained|revealed|reported|described) to)\Z"
)
_PASSED_ON = re.compile(r"\b(?:according to|reported by)\Z")
_REPORTED = re.compile(r" (?:first )?report(?:ed|s)\b")
_WHO_REPORTED = re.compile(rf"\b(?P<sign>{_SIGN}),?\Z|[,”\"] (?:the )?(?P<title>{_TITLE}),?\Z")
_ALONE = re.compile(rf"(?:[Tt]he )?(?P<sign>{_SIGN})")
_LONGEST = 70  # characters of a name and what leads to it


@dataclass(frozen=True, slots=True)
class Unlisted:
    """An outlet that the words ``[start, end)`` say something came through; ``nearest``: it passed it on itself.

    ``named`` is the range of its name.
    """

    start: int
    end: int
    named: tuple[int, int]
    relay: Relay
    nearest: bool
    is_station: bool


def unlisted(article: Article, start: int, end: int) -> Iterator[Unlisted]:
    """What ``[start, end)`` says of unlisted outlets, in order."""
    found = _unlisted(article.text)
    for one in found[bisect_left(found, start, key=_start) :]:
        if one.start >= end:
            return
        if one.end <= end:
            yield one


def last_station(article: Article, start: int, end: int) -> Relay | None:
    """The last station named by its call sign in ``[start, end)``: what "the station" behind it means."""
    return next((one.relay for one in reversed(list(unlisted(article, start, end))) if one.is_station), None)


def station(source: Span) -> Relay | None:
    """The station whose call sign, and nothing else, the words are."""
    signed = _ALONE.fullmatch(source.text)
    return None if signed is None else Relay(RelayKind.OUTLET, _plain(signed["sign"]), source)


@lru_cache(maxsize=4)  # every statement of a page asks
def _unlisted(text: str) -> tuple[Unlisted, ...]:
    found = []
    for match in _BEFORE.finditer(text):
        lead = match.start() + len(match[0].partition(" ")[0])
        passed_on = _PASSED_ON.search(text, max(0, lead - 16), lead)
        led = passed_on or _SAID_TO.search(text, max(0, lead - 20), lead)
        if led is not None:
            found.append(_named(match, led.start(), match.end(), passed_on is not None))
    for match in _REPORTED.finditer(text):
        who = _WHO_REPORTED.search(text, max(0, match.start() - _LONGEST), match.start())
        if who is not None:
            found.append(_named(who, who.start(), match.end(), True))
    return tuple(sorted(found, key=_start))


def _named(match: re.Match[str], start: int, end: int, nearest: bool) -> Unlisted:
    signed = match["sign"] is not None
    low, high = match.span("sign" if signed else "title")
    words = match.string[low:high]
    name = _plain(words) if signed else words
    return Unlisted(start, end, (low, high), Relay(RelayKind.OUTLET, name, Span(low, high, words)), nearest, signed)


def _plain(sign: str) -> str:
    return sign[:4].rstrip("- ")


def _start(one: Unlisted) -> int:
    return one.start
