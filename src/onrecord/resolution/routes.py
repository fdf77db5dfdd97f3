"""Routes: the outlets that a statement's words came through on their way to the page, nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.core.article import Article
from onrecord.core.statements import Attribution, Relay, RelayKind
from onrecord.resolution.frame import block_bounds, frame_of
from onrecord.resolution.outlet_mentions import OutletMention, PageOutlets, page_outlets, relay_of
from onrecord.resolution.outlets import OutletKind

# What stands before an outlet that is a step of the route, and after it. Those nearest to this page come first.
_NEAR_BEFORE = re.compile(
    r"\b(?:[Aa]ccording to|as (?:first )?reported by|(?:first )?reported by|per|via|quoted by)\s+\Z"
)
_NEAR_AFTER = re.compile(
    r",? (?:first |later |has |had )?(?:notes?|noted|reports?|reported|writes?|wrote|said|says|adds|added)\b"
)
_FAR_BEFORE = re.compile(
    r"\b(?:(?:told|tells|telling)|(?:interview|conversation|appearance|op-ed|column|article|piece)s? "
    r"(?:with|on|in|for|to)|(?:statement|email|e-mail|comments?|remarks) to)\s+\Z"
)
# "records obtained by USA Today", among the source's own words too
_HANDED = re.compile(
    r"\b(?:(?:obtained|reviewed|seen|viewed|published|reported) by|(?:given|provided|leaked|shown|sent) to|shared with)\s+(?:the\s+)?\Z"
)
_CALL_SIGN = re.compile(
    r"\b(?:told|tells|according to|interview with|statement to)\s+(?P<sign>[KW][A-Z]{2,3}(?:[- ](?:TV|FM|AM|DT))?)(?![\w-])"
)
_INTRODUCES = re.compile(
    r" (?:reports?|reported|writes?|wrote|notes?|noted|adds|added|says|said|explains?)\b[^.:\n]{0,40}:$"
)
_ON_AIR = re.compile(r"\bon\s+\Z")
_AIRED = (OutletKind.BROADCASTER, OutletKind.SITE)


def route_of(
    article: Article,
    attribution: Attribution,
    relays: tuple[Relay, ...] = (),
    outlets: PageOutlets | None = None,
) -> tuple[Relay, ...]:
    """The route of a statement: relays taken off it first, then what its own frame says.

    The page's own outlet is not in it; neither is the statement's own source.
    """
    known = outlets or page_outlets(article)
    frame = frame_of(article, attribution)
    near, far = list(relays), list[Relay]()
    for start, end in frame.pieces() if frame else ():
        for mention in known.within(start, end):
            relay = relay_of(article, mention)
            nearest = _step(article.text, start, mention)
            handed = _HANDED.search(article.text, max(start, mention.start - 40), mention.start)
            own = any(part.start < mention.end and mention.start < part.end for part in attribution.source)
            if handed is None and (nearest is None or own):
                continue
            (near if nearest else far).append(relay)
        far.extend(_stations(article, start, end))
    found: dict[str, Relay] = {}
    for relay in (*near, *_introduced(article, attribution, known), *far):
        if known.own is None or relay.name != known.own.name:
            found.setdefault(relay.name, relay)
    return tuple(found.values())


def _stations(article: Article, start: int, end: int) -> Iterator[Relay]:
    """Broadcasting stations by their call sign, which no table lists in full: "told KMOV-TV"."""
    for found in _CALL_SIGN.finditer(article.text, start, end):
        span = article.span(*found.span("sign"))
        yield Relay(RelayKind.OUTLET, span.text, span)


def _introduced(article: Article, attribution: Attribution, known: PageOutlets) -> list[Relay]:
    """The outlet whose report the statement's paragraph is: "The Times reports:" ends the paragraph before it."""
    start = block_bounds(article, attribution.content[0])[0] if attribution.content else 0
    before = article.text[max(0, start - 200) : start].rstrip()
    end = max(0, start - 200) + len(before)
    line = max(before.rfind("\n"), before.rfind(". "), 0)
    opening = _INTRODUCES.search(before, line)
    if opening is None:
        return []
    mentions = known.within(end - len(before) + line, end - len(before) + opening.start() + 1)
    return [relay_of(article, mention) for mention in mentions][-1:]


def _step(text: str, low: int, mention: OutletMention) -> bool | None:
    """True for an outlet nearest to this page, False for one further off, None for no step of the route."""
    before = text[max(low, mention.start - 90) : mention.start]
    if _NEAR_BEFORE.search(before) or _NEAR_AFTER.match(text, mention.end):
        return True
    aired = mention.outlet is not None and mention.outlet.kind in _AIRED
    return False if _FAR_BEFORE.search(before) or (aired and _ON_AIR.search(before)) else None
