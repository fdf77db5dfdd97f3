"""Small pages for the rules: text with its attributions found by a few patterns, the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.attribution import find
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Form
from onrecord.pages import parse
from onrecord.pages.captures import Capture
from onrecord.resolution import resolve

_VERBS = (
    "said|says|told|tells|added|adds|wrote|tweeted|warned|announced|testified|claimed|claims|admitted|admits|insisted|"
    "insists|boasted|noted|notes|pointed out|revealed|acknowledged|explained|recalled|stated|confirmed|bragged|argued|"
    "quipped|called"
)
_NAME = r"(?:(?:[A-Z][\w.’'-]*|of|the) )*[A-Z][\w’'-]*(?:, [^,.“”\"\n]{3,60},)?"
_SOURCE = (
    rf"(?:{_NAME}|[Hh]e|[Ss]he|[Tt]hey|[Aa]n? [^.,“”\"\n]{{3,60}}?|[Oo]ne [^.,“”\"\n]{{3,40}}?|[Tt]he [a-z]+|"
    r"[Ss]ources|[Ss]ome officials|[Oo]fficials|[Tt]he (?:report|memo|study|letter)|"
    r"[Aa] (?:fact sheet|memo) released by [A-Z]\w+)"
)
_BEFORE = re.compile(rf"(?P<source>{_SOURCE}) (?P<cue>(?:{_VERBS}))(?=[ ,:.]|$)")
_AFTER = re.compile(rf"(?P<cue>{_VERBS}) (?P<source>{_SOURCE})(?=[.,;]|$)")
_ACCORDING = re.compile(rf"(?P<cue>[Aa]ccording to) (?P<source>{_SOURCE})(?=[.,;]|$)")
_QUOTED = re.compile(r"[\"“][^\"“”]{2,}[\"”]|``[^`']+''")
_SENTENCE = re.compile(r"(?:[^.!?\n]|(?<=[A-Z])\.|(?<=\b[A-Z][a-z])\.|(?<=Sen)\.|(?<=Feb)\.|(?<=Sept)\.)+[.!?]?[\"”']*")


@dataclass(frozen=True)
class Patterns:
    """A tagger of a few patterns: a quotation, or a clause, with the name beside a verb of saying."""

    def find(self, text: str, ranges: Sequence[tuple[int, int]]) -> tuple[Attribution, ...]:
        """The attributions inside the ranges, a sentence or a quotation each."""
        found = []
        for start, end in ranges:
            quotations = [one.span() for one in _QUOTED.finditer(text, start, end) if one[0].count(" ") > 1]
            cues = [
                match
                for pattern in (_BEFORE, _AFTER, _ACCORDING)
                for match in pattern.finditer(text, start, end)
                if not any(low <= match.start() < high for low, high in quotations)
            ]
            used: set[tuple[int, int]] = set()
            for low, high in quotations:
                near = min(cues, key=lambda cue: min(abs(cue.start() - high), abs(low - cue.end())), default=None)
                if near is not None and min(abs(near.start() - high), abs(low - near.end())) < 30:
                    used.add(near.span())
                    found.append(_attribution(text, near, (low, high), Form.DIRECT))
            for cue in cues:
                stop = _SENTENCE.match(text, cue.end())
                rest = (cue.end(), min(stop.end() if stop else end, end))
                if cue.span() in used or text[slice(*rest)].count(" ") < 3 or cue.re is not _BEFORE:
                    continue
                if not any(cue.start() < high and low < cue.end() for low, high in used):
                    found.append(_attribution(text, cue, rest, Form.INDIRECT))
        return tuple(sorted(found, key=lambda one: one.content[0].start))


def _attribution(text: str, cue: re.Match[str], content: tuple[int, int], form: Form) -> Attribution:
    low, high = content
    while low < high and text[low] in " ,:":
        low += 1
    while high > low and text[high - 1] in " .":
        high -= 1
    return Attribution(
        content=(Span.of(text, low, high),),
        cue=(Span.of(text, *cue.span("cue")),),
        source=(Span.of(text, *cue.span("source")),),
        form=form,
    )


def read_text(text: str, *, published: str | None = None, markdown: bool = False) -> Reading:
    """The reading of a small page, with the attributions of `Patterns`."""
    options = ReadOptions(published=published, any_language=True)
    media_type = "text/markdown" if markdown else "text/plain"
    parsed = parse(Capture(page="page.txt", data=text.encode(), sha256="", media_type=media_type), options)
    resolved = resolve(parsed.article, find(parsed.article, Patterns()), options)  # type: ignore[arg-type]
    return Reading(article=parsed.article, statements=resolved.statements)


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
