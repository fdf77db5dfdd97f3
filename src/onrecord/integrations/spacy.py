"""spaCy: ``nlp.add_pipe("onrecord")`` puts the statements of a text into ``doc.spans["statements"]``.

::

    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"model": "fast", "published": "2017-02-23"})
    for span in nlp(text).spans["statements"]:
        print(span._.speaker, span._.said, span.text)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy  # noqa: F401  (the extension attributes below need it whole)
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.core.options import ReadOptions
from onrecord.core.spans import Span as Characters
from onrecord.core.statements import Statement
from onrecord.core.wire import statement_from_json, statement_to_json
from onrecord.integrations.texts import read_text

KEY = "onrecord"  # of the statements in `Doc.user_data`, where `Doc.to_bytes` and `DocBin` keep them
GROUPS = {"statements": "STATEMENT", "statement_sources": "SOURCE", "statement_cues": "CUE"}


@dataclass(frozen=True, slots=True)
class StatementFinder:
    """The component. It holds its options alone, so that it goes to other processes; the model is loaded when used."""

    options: ReadOptions

    def __call__(self, doc: Doc) -> Doc:
        """Add the three span groups of `GROUPS` to a document, in the order of the text.

        A span covers the statement from the first part of its content to the last, whole tokens; its ``id_`` is the
        statement's id, which those of its source and cue share.
        """
        reading = read_text(doc.text, "doc", self.options)
        found: dict[str, list[Span]] = {name: [] for name in GROUPS}
        for statement in reading.statements:
            parts = {
                "statements": [(statement.content[0].start, statement.content[-1].end)],
                "statement_sources": [(part.start, part.end) for part in statement.source],
                "statement_cues": [(part.start, part.end) for part in statement.cue],
            }
            for name, places in parts.items():
                for start, end in places:
                    span = doc.char_span(start, end, label=GROUPS[name], alignment_mode="expand", span_id=statement.id)
                    if span is not None:
                        found[name].append(span)
        doc.user_data[KEY] = {one.id: statement_to_json(one) for one in reading.statements}
        for name, spans in found.items():
            doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
        return doc


@Language.factory("onrecord", default_config={"model": "accurate", "published": None, "outlet": None, "roster": None})
def make(
    nlp: Language, name: str, model: str, published: str | None, outlet: str | None, roster: str | None
) -> StatementFinder:
    """The component with the options of `ReadOptions` of the same names."""
    _extend()
    options = ReadOptions(
        model=model, published=published, outlet=outlet, roster=Path(roster) if roster is not None else None
    )
    return StatementFinder(options)


def statement_of(span: Span) -> Statement | None:
    """The statement that a span of the three groups stands for, None for any other span."""
    data = span.doc.user_data.get(KEY, {}).get(span.id_)
    return None if data is None else statement_from_json(data)


def _speaker(span: Span) -> str | None:
    found = statement_of(span)
    return None if found is None else found.speaker.name or found.speaker.description


def _words(parts: tuple[Characters, ...]) -> str | None:
    return " … ".join(part.text for part in parts) or None


_ATTRIBUTES: dict[str, Any] = {
    "statement": statement_of,
    "speaker": _speaker,
    "speaker_kind": lambda span: (found := statement_of(span)) and str(found.speaker.kind),
    "speaker_role": lambda span: (found := statement_of(span)) and found.speaker.role,
    "said": lambda span: (found := statement_of(span)) and found.said and found.said.edtf,
    "route": lambda span: tuple(step.name for step in found.route) if (found := statement_of(span)) else (),
    "form": lambda span: (found := statement_of(span)) and str(found.form),
    "act": lambda span: (found := statement_of(span)) and str(found.act),
    "cue": lambda span: (found := statement_of(span)) and _words(found.cue),
    "content": lambda span: (found := statement_of(span)) and _words(found.content),
    "confidence": lambda span: (found := statement_of(span)) and found.confidence.statement,
}


def _extend() -> None:
    """Add the attributes ``span._.speaker`` and so on, and ``doc._.statements``."""
    for name, getter in _ATTRIBUTES.items():
        if not Span.has_extension(name):
            Span.set_extension(name, getter=getter)
    if not Doc.has_extension("statements"):
        Doc.set_extension("statements", getter=_all)


def _all(doc: Doc) -> tuple[Statement, ...]:
    return tuple(map(statement_from_json, doc.user_data.get(KEY, {}).values()))
