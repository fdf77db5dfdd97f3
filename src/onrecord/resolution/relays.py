"""Relays unwrapped: "X added, according to The Hill" is X's statement, and The Hill its route."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Form, Relay
from onrecord.resolution.acts import is_reporting_verb
from onrecord.resolution.outlets import outlet_table

_NAME = r"(?:[Hh]e|[Ss]he|[Tt]hey|(?:[A-Z][\w'’.-]*)(?: (?:(?:of|the|de|van|for) )?[A-Z][\w'’.-]*){0,8})"
_QUOTED = re.compile(
    rf"\A\s*[\"“](?P<content>[^\"“”]+)[\"”],?\s+(?:(?P<source>{_NAME}) (?P<cue>[a-z]+)|(?P<cue2>[a-z]+) (?P<source2>{_NAME}))\b"
)
_TAIL = re.compile(rf"\A[\"”,\s]*(?P<source>{_NAME}) (?P<cue>[a-z]+)\b")
_REPORTED = re.compile(
    rf"\A(?:that )?(?:(?:In|On|At|During) [^\"“”]{{1,80}}?, )?(?P<source>{_NAME}) (?P<cue>[a-z]+)(?: that|:|,)? "
)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The statement's own attribution, and the relays that it was unwrapped from, nearest first."""

    attribution: Attribution
    relays: tuple[Relay, ...] = ()


def unwrap(article: Article, attributions: Sequence[Attribution]) -> list[Unwrapped]:
    """The inner statements, each once, in the order given; what relays nothing is left as it is."""
    outers = [(item, relay) for item in attributions if (relay := _relay(article, item)) is not None]
    relays_of: dict[int, list[Relay]] = {}
    covered: set[int] = set()
    for outer, relay in outers:
        low, high = _hull(outer)
        for place, item in enumerate(attributions):
            if item is not outer and item.cue and item.content and _relay(article, item) is None:
                start, end = _hull(item)
                if low <= start and end <= high and item.cue[0].start >= low and item.cue[-1].end <= high:
                    relays_of.setdefault(place, []).append(relay)
                    covered.add(id(outer))
    found = []
    for place, item in enumerate(attributions):
        if id(item) in covered:
            continue
        kept = next((relay for outer, relay in outers if outer is item), None)
        inner = _inner(article, item) if kept else None
        if inner is not None and kept is not None:
            found.append(Unwrapped(inner, (kept,)))
        else:
            found.append(Unwrapped(item, tuple(relays_of.get(place, ()))))
    return found


def _hull(item: Attribution) -> tuple[int, int]:
    return min(part.start for part in item.content), max(part.end for part in item.content)


def _relay(article: Article, item: Attribution) -> Relay | None:
    if not item.source or not item.content:
        return None
    part = item.source[0]
    mention = next(outlet_table().find(article.text, part.start, part.end), None)
    if mention is None or mention.end < part.end - 1 or mention.start > part.start:
        return None
    name = mention.outlets[0].name if len(mention.outlets) == 1 else article.text[mention.start : mention.end]
    return Relay(mention.outlets[0].kind, name, article.span(mention.start, mention.end))


def _inner(article: Article, outer: Attribution) -> Attribution | None:
    text, first = article.text, outer.content[0]
    found = _QUOTED.match(first.text)
    if found:
        suffix = "" if found["cue"] else "2"
        start, end = found.span("content")
        content = article.span(first.start + start, first.start + end)
        base = first.start
    elif found := _REPORTED.match(first.text):
        suffix, base = "", first.start
        start = found.end() + (first.text[found.end() : found.end() + 1] in ('"', "“"))
        if start >= len(first.text):
            return None
        content = article.span(first.start + start, first.end)
    else:  # the content was trimmed to the quotation, and the inner saying stands behind it
        stop = min((part.start for part in (*outer.cue, *outer.source) if part.start > first.end), default=first.end)
        found = _TAIL.match(text[first.end : min(stop, first.end + 200)])
        suffix, base, content = "", first.end, first
    if found is None or not is_reporting_verb(found["cue" + suffix]):
        return None

    def span(group: str) -> Span:
        start, end = found.span(group + suffix)
        return article.span(base + start, base + end)

    quoted = text[content.start - 1 : content.start] in ('"', "“")
    return replace(
        outer,
        content=(content, *outer.content[1:]),
        cue=(span("cue"),),
        source=(span("source"),),
        form=Form.DIRECT if quoted else outer.form,
    )
