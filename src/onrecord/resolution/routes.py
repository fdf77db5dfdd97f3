"""Routes: the outlets that a statement's words came through on their way to the page, nearest first."""

from __future__ import annotations

import re

from onrecord.core.article import Article
from onrecord.core.statements import Attribution, Relay
from onrecord.resolution.frame import frame_of
from onrecord.resolution.outlet_mentions import OutletMention, PageOutlets, page_outlets, relay_of
from onrecord.resolution.outlets import OutletKind

# What stands before an outlet that is a step of the route, and after it. Those nearest to this page come first.
_NEAR_BEFORE = re.compile(
    r"\b(?:[Aa]ccording to|as (?:first )?reported by|(?:first )?reported by|per|via|as quoted by)\s+\Z"
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
    found: dict[str, Relay] = {}
    for relay in (*near, *far):
        if known.own is None or relay.name != known.own.name:
            found.setdefault(relay.name, relay)
    return tuple(found.values())


def _step(text: str, low: int, mention: OutletMention) -> bool | None:
    """True for an outlet nearest to this page, False for one further off, None for no step of the route."""
    before = text[max(low, mention.start - 40) : mention.start]
    if _NEAR_BEFORE.search(before) or _NEAR_AFTER.match(text, mention.end):
        return True
    aired = mention.outlet is not None and mention.outlet.kind in _AIRED
    return False if _FAR_BEFORE.search(before) or (aired and _ON_AIR.search(before)) else None
