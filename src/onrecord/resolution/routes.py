"""Routes: the outlets that a statement's words came through on their way to the page, nearest first."""

from __future__ import annotations

import re
from functools import cache

from onrecord.core.article import Article
from onrecord.core.statements import Attribution, Relay
from onrecord.resolution.frame import frame_of
from onrecord.resolution.outlets import Outlet, outlet_for_domain, outlet_named, outlet_pattern

_REPORTS = r"(?:first |later |has |had )?(?:notes?|noted|reports?|reported|writes?|wrote|said|says|adds|added)"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Shapes of a route in the frame of a statement; whether the outlet is the one nearest to this page."""
    outlet = outlet_pattern().pattern
    return (
        (re.compile(rf"{outlet},? {_REPORTS}\b"), True),
        (re.compile(rf"\b(?:[Aa]ccording to|as (?:first )?reported by|(?:first )?reported by|per|via|as quoted by) {outlet}"), True),
        (re.compile(rf"\b(?:told|tells|telling) {outlet}"), False),
        (re.compile(rf"\b(?:interview|conversation|appearance|op-ed|column|article|piece)s? (?:with|on|in|for|to) {outlet}"), False),
        (re.compile(rf"\b(?:statement|email|e-mail|comments?|remarks) to {outlet}"), False),
        (re.compile(rf"\bon {outlet}"), False),
    )  # fmt: skip


def route_of(article: Article, attribution: Attribution, relays: tuple[Relay, ...] = ()) -> tuple[Relay, ...]:
    """The route of a statement: relays taken off it first, then what its own frame says.

    The page's own outlet is not in it; neither is the statement's own source.
    """
    frame = frame_of(article, attribution)
    near, far = list(relays), list[Relay]()
    for start, end in frame.pieces() if frame else ():
        for pattern, nearest in _patterns():
            for match in pattern.finditer(article.text, start, end):
                outlet = outlet_named(match["outlet"])
                span = article.span(match.start("outlet"), match.end("outlet"))
                if outlet is None or any(span.overlaps(own) for own in attribution.source):
                    continue
                (near if nearest else far).append(Relay(outlet.kind, outlet.name, span))
    own_outlet = _own(article)
    found: dict[str, Relay] = {}
    for relay in (*near, *far):
        if own_outlet is None or relay.name != own_outlet.name:
            found.setdefault(relay.name, relay)
    return tuple(found.values())


def _own(article: Article) -> Outlet | None:
    if article.outlet is None:
        return None
    return outlet_named(article.outlet.value) or outlet_for_domain(article.outlet.value)
