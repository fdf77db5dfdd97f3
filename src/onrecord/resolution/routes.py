"""What a statement came through on its way to the page, nearest first; the page's own outlet is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.core.article import Article
from onrecord.core.statements import Attribution, Relay
from onrecord.resolution.frame import frame_of
from onrecord.resolution.outlets import outlet_for_domain, outlet_table

_CREDIT_BEFORE = re.compile(r"(?:according to|reported by|reports|reported|per|via|citing|notes|noted)\s*\Z")
_CREDIT_AFTER = re.compile(r"\s+(?:first |also |later )?(?:report(?:s|ed)|not(?:es|ed)|said|says|wrote|writes)\b")
_TOLD_BEFORE = re.compile(
    r"(?:\b(?:told|tells|telling)|\binterview (?:with|on|published in)|\b(?:speaking|statement|e-?mail|spoke) to|"
    r"\b(?:said|appearance|appearing|wrote) (?:on|in))\s*\Z"
)


def route_of(article: Article, attribution: Attribution, relays: Sequence[Relay] = ()) -> tuple[Relay, ...]:
    """The relays of a statement: those it was unwrapped from, credits in its sentence, then whom it was told to."""
    frame = frame_of(article, attribution)
    credits: list[Relay] = []
    told: list[Relay] = []
    sources = {part.start for part in attribution.source}
    for start, end in frame.pieces() if frame else ():
        for mention in outlet_table().find(article.text, start, end):
            if any(mention.start <= place < mention.end for place in sources):
                continue
            before = article.text[max(start, mention.start - 40) : mention.start]
            shared = len(mention.outlets) > 1 or mention.short
            name = article.text[mention.start : mention.end] if shared else mention.outlets[0].name
            relay = Relay(mention.outlets[0].kind, name, article.span(mention.start, mention.end))
            if _TOLD_BEFORE.search(before):
                told.append(relay)
            elif _CREDIT_BEFORE.search(before) or _CREDIT_AFTER.match(article.text, mention.end, end):
                credits.append(relay)
    own = _own(article)
    names: dict[str, Relay] = {}
    for relay in (*relays, *reversed(credits), *told):
        if relay.name.lower().removeprefix("the ") not in own:
            names.setdefault(relay.name, relay)
    return tuple(names.values())


def _own(article: Article) -> set[str]:
    by_url = outlet_for_domain(article.url) if article.url else None
    named = outlet_table().named(article.outlet.value) if article.outlet else ()
    outlets = [*named, *([by_url] if by_url else [])]
    own = {article.outlet.value} if article.outlet else set()
    for outlet in outlets:
        own |= {outlet.name, *outlet.other_names, *outlet.short_names}
    return {name.lower().removeprefix("the ") for name in own}
