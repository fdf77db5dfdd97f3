"""Corrected pages as an annotated corpus: the layout that `onrecord train` and `onrecord bench` read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.core.reading import Reading
from onrecord.core.spans import Span
from onrecord.core.statements import Statement

ANNOTATOR = "onrecord"


def write_corpus(readings: Iterable[Reading], folder: Path) -> int:
    """Write ``text/ID.txt`` and ``attributions/ID_onrecord.ann`` (brat standoff) for each article; gives how many."""
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = 0
    for reading in readings:
        name = reading.article.id
        with (folder / "text" / f"{name}.txt").open("w", encoding="utf-8", newline="") as stream:
            stream.write(reading.article.text)
        lines = standoff(reading.statements)
        (folder / "attributions" / f"{name}_{ANNOTATOR}.ann").write_text(lines, encoding="utf-8")
        written += 1
    return written


def standoff(statements: Iterable[Statement]) -> str:
    """The statements as brat standoff: a line for each source, cue and content, and one that binds them."""
    lines: list[str] = []
    number = 0
    for event, statement in enumerate(statements, start=1):
        names = []
        for role, spans in (("Source", statement.source), ("Cue", statement.cue), ("Content", statement.content)):
            if spans:
                number += 1
                lines.append(f"T{number}\t{role} {_offsets(spans)}\t{_words(spans)}")
                names.append(f"{role}:T{number}")
        number += 1
        anchor = statement.cue or statement.content
        lines.append(f"T{number}\tAttribution {_offsets(anchor)}\t{_words(anchor)}")
        lines.append(f"E{event}\tAttribution:T{number} {' '.join(names)}")
    return "".join(f"{line}\n" for line in lines)


def _offsets(spans: Iterable[Span]) -> str:
    return ";".join(f"{span.start} {span.end}" for span in spans)


def _words(spans: Iterable[Span]) -> str:
    return " ".join(" ".join(span.text.split()) for span in spans)
