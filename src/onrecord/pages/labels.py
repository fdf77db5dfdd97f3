"""Labelled lines: what a page says of itself in a line of its text ("By NAME", "Updated: ...", "Sources: ...")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.spans import Span, trimmed

_LONGEST = 400
_BULLET = r"[\s•·*|\-–—]*"
_LABEL = re.compile(
    rf"{_BULLET}(?:"
    r"(?P<byline>authors?|by|byline|written by|reporters?)"
    r"|(?P<updated>(?:last )?updated(?: on| at)?|(?:last )?modified|date updated)"
    r"|(?P<published>(?:first )?published(?: on| at)?|posted(?: on| at)?|publication date|date published|date|pubdate)"
    r"|(?P<sources>sources?|via|h/t|sources used)"
    r"|(?P<credit>(?:(?:featured |main |cover |lead |top )?(?:photos?|images?|pictures?|video|screenshot)"
    r"(?: and video| source)?(?: credits?| courtesy(?: of)?| by| via)?|(?:photo )?credits?"
    r"|photograph(?:y|er)?(?: by)?))"
    r")\s*:[ \t]*",
    re.IGNORECASE,
)
_BY = re.compile(rf"{_BULLET}(?:by|written by|from)\s+(?=[A-Z])", re.IGNORECASE)
_DATED = re.compile(
    rf"{_BULLET}(?:(?P<updated>(?:last )?updated)|(?P<published>(?:first )?published|posted))(?: on| at)?\s+(?=.*\d)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w.'’-]*(?:,? (?:and |& |of |for |the |de |van |von |al )?[A-Z@][\w.'’@-]*){0,12}")
_NEXT_LABEL = re.compile(r"[ \t]*(?:/|\||;|•|—|–)[ \t]+(?=[A-Z][A-Za-z ]{2,30}:)")
_LIST = re.compile(r",? and |[,;|]\s*")
_CONTRIBUTION = re.compile(
    r"(?:(?<=[.!?”\"] )|^)[^.!?\n]{3,200}? (?:(?:also )?contributed "
    r"(?:reporting|to (?:this|the) (?:report|story|article|post))"
    r"|compiled this report)[^\n]{0,160}$",
)


class LabelKind(StrEnum):
    """What a labelled line tells."""

    BYLINE = "byline"
    PUBLISHED = "published"
    UPDATED = "updated"
    SOURCES = "sources"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Label:
    """One label with its value's place; None where the label is empty ("Author:")."""

    kind: LabelKind
    value: Span | None


def labels_of(text: str, start: int, end: int, *, top: bool) -> tuple[Label, ...]:
    """The labels of the line ``[start, end)``; empty when it is no labelled line.

    ``top`` says that the line stands above the story, where "By NAME" and "Updated TIME" need no colon.
    """
    if end - start > _LONGEST:
        return ()
    found: list[Label] = []
    place = start
    while place < end:
        cut = _NEXT_LABEL.search(text, place + 1, end)
        stop = cut.start() if cut else end
        labels = _one(text, place, stop, top=top)
        if not labels:
            return tuple(found)
        found += labels
        place = cut.end() if cut else end
    return tuple(found)


def _one(text: str, start: int, end: int, *, top: bool) -> list[Label]:
    match = _LABEL.match(text, start, end)
    if match is None and top:
        match = _DATED.match(text, start, end) or _BY.match(text, start, end)
        if match is not None and match.re is _BY and not _NAME.fullmatch(text[match.end() : end].strip()):
            return []
    if match is None:
        return []
    kind = LabelKind(match.lastgroup or LabelKind.BYLINE)
    low, high = trimmed(text, match.end(), end)
    if low == high:
        return [Label(kind, None)]
    if kind is LabelKind.SOURCES:
        return [Label(kind, span) for span in _listed(text, low, high)]
    return [Label(kind, Span.of(text, low, high))]


def _listed(text: str, start: int, end: int) -> list[Span]:
    spans, place = [], start
    for cut in [*_LIST.finditer(text, start, end), None]:
        low, high = trimmed(text, place, cut.start() if cut else end)
        low, high = trimmed(text, low, high, "().")
        if low < high:
            spans.append(Span.of(text, low, high))
        place = cut.end() if cut else end
    return spans


def contribution(text: str, start: int, end: int) -> Span | None:
    """The sentence at the end of a paragraph that credits others ("The AP contributed to this report")."""
    tail = max(start, end - 500)
    if text.find(" contributed ", tail, end) < 0 and text.find(" compiled this ", tail, end) < 0:
        return None
    match = _CONTRIBUTION.search(text[tail:end])
    if match is None:
        return None
    low, high = trimmed(text, tail + match.start(), tail + match.end())
    return Span.of(text, low, high)
