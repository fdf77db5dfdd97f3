"""Corrections: what an editor decided about a page's statements, laid over what the reader found.

A correction is appended and never changed; undoing one appends another. It names the page and the content's words,
so that it finds its statement again after re-reading, and on a later version of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import msgspec

from onrecord.core.article import Article
from onrecord.core.errors import UsageError
from onrecord.core.identity import statement_id
from onrecord.core.spans import Span, in_order
from onrecord.core.statements import Act, Form, Polarity, Relay, SaidDate, Speaker, Statement
from onrecord.store.days import is_edtf
from onrecord.store.words import tokens

JOINT = " … "  # between the parts of a content, wherever it is shown as one text
_SAME_WORDS = 0.5  # the share of common characters from which a changed span is still the same statement


class Kind(StrEnum):
    """What a correction changes."""

    SPAN = "span"
    SPEAKER = "speaker"
    DATE = "date"
    ROUTE = "route"
    FORM = "form"  # form, act and polarity
    DELETE = "delete"
    ADD = "add"
    SPLIT = "split"
    MERGE = "merge"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision of an editor: who, when, why, and the change itself (JSON values, by kind in docs/record.md).

    ``key``        its number in the record.
    ``location``   the URL or path of the page, None for a merge and its undoing.
    ``article``, ``statement``, ``words``  what it was made on: ids, and the content's words.
    ``undoes``     the number of the correction that it takes back.
    """

    key: int
    made: str
    editor: str
    reason: str
    kind: Kind
    change: Mapping[str, Any]
    location: str | None = None
    article: str | None = None
    statement: str | None = None
    words: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement after corrections: ``ids`` are all that it has had, the reader's first."""

    statement: Statement
    ids: tuple[str, ...]
    corrected: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """A page's statements after corrections, and the corrections that found nothing to stand on."""

    entries: tuple[Entry, ...]
    orphaned: tuple[Correction, ...] = ()


def content_text(content: Iterable[Span]) -> str:
    """The parts of a content as one text."""
    return JOINT.join(span.text for span in content)


def standing(corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections that are not undone, in order, without the undoings."""
    undone: set[int] = set()
    kept = []
    for correction in reversed(corrections):
        if correction.key in undone:
            continue
        if correction.kind is Kind.UNDO:
            if correction.undoes is not None:
                undone.add(correction.undoes)
        else:
            kept.append(correction)
    return kept[::-1]


def apply(article: Article, statements: Iterable[Statement], corrections: Sequence[Correction]) -> Applied:
    """Lay the corrections over the statements that a reader found in the article."""
    entries = [Entry(statement, (statement.id,)) for statement in _unique(statements)]
    orphaned = []
    for correction in standing(corrections):
        if correction.kind is Kind.MERGE:
            continue
        if correction.kind is Kind.ADD:
            found = _added(article, correction)
            if found is None:
                orphaned.append(correction)
            elif all(entry.statement.id != found.id for entry in entries):
                entries.append(Entry(found, (found.id,), corrected=True))
            continue
        place = _target(article, entries, correction)
        changed = None if place is None else _changed(article, entries[place], correction)
        if place is None or changed is None:
            orphaned.append(correction)
        else:
            entries[place] = changed
    by_id = {entry.statement.id: entry for entry in reversed(entries)}  # a changed span may fall on another statement
    ordered = sorted(by_id.values(), key=lambda entry: [(s.start, s.end) for s in entry.statement.content])
    return Applied(tuple(ordered), tuple(orphaned))


def change_speaker(speaker: Speaker) -> dict[str, Any]:
    """The change of a speaker correction."""
    return {"speaker": msgspec.to_builtins(speaker)}


def change_span(content: Iterable[Span], cue: Iterable[Span] | None, source: Iterable[Span] | None) -> dict[str, Any]:
    """The change of a span correction; None leaves cue or source as they are."""
    parts = {"content": content, "cue": cue, "source": source}
    return {name: [msgspec.to_builtins(s) for s in spans] for name, spans in parts.items() if spans is not None}


def _unique(statements: Iterable[Statement]) -> list[Statement]:
    return list({statement.id: statement for statement in statements}.values())


def _target(article: Article, entries: Sequence[Entry], correction: Correction) -> int | None:
    """The entry that a correction means: by id, by the same words, by most of the same words."""
    for place, entry in enumerate(entries):
        if correction.statement in entry.ids:
            return place
    words = [token.word for token in tokens(correction.words or "")]
    same = [
        place
        for place, entry in enumerate(entries)
        if [token.word for token in tokens(content_text(entry.statement.content))] == words
    ]
    if same:
        return same[0] if len(same) == 1 else None  # two statements of the same words: don't guess
    spans = locate(article.text, (correction.words or "").split(JOINT))
    if not spans:
        return None
    shares = [(_share(entry.statement.content, spans), -place) for place, entry in enumerate(entries)]
    best, place = max(shares, default=(0.0, 0))
    return -place if best >= _SAME_WORDS else None


def locate(text: str, wanted: Sequence[str], starts: Sequence[int] | None = None) -> tuple[Span, ...]:
    """The places of some pieces of text: where they stood if they still do, else where alone they stand, else ()."""
    spans = []
    for number, piece in enumerate(wanted):
        start = starts[number] if starts else -1
        if start < 0 or text[start : start + len(piece)] != piece:
            start = text.find(piece) if piece else -1
            if start < 0 or text.find(piece, start + 1) >= 0:
                return ()
        spans.append(Span.of(text, start, start + len(piece)))
    return in_order(spans)


def _share(left: Sequence[Span], right: Sequence[Span]) -> float:
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    total = sum(span.end - span.start for span in (*left, *right)) - common
    return common / total if total else 0.0


def _relocated(text: str, data: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The change's data with every span where its characters now stand. Raises ValueError when one is gone."""
    if isinstance(data, dict):
        if data.keys() == {"start", "end", "text"}:
            found = locate(text, [data["text"]], [data["start"]])
            if not found:
                raise ValueError("a span of the correction no longer stands")
            return msgspec.to_builtins(found[0])
        return {key: _relocated(text, value) for key, value in data.items()}
    if isinstance(data, list):
        return [_relocated(text, value) for value in data]
    return data


def _added(article: Article, correction: Correction) -> Statement | None:
    try:
        data = _relocated(article.text, correction.change["statement"])
    except ValueError:
        return None
    return _identified(msgspec.convert({**data, "id": "", "article": article.id, "page": article.page}, Statement))


def _identified(statement: Statement) -> Statement:
    return replace(statement, id=statement_id(statement.article, statement.content))


def _changed(article: Article, entry: Entry, correction: Correction) -> Entry | None:
    try:
        change = _relocated(article.text, dict(correction.change))
    except ValueError:
        return None
    if correction.kind is Kind.DELETE:
        return replace(entry, corrected=True, deleted=True)
    statement = _identified(altered(entry.statement, correction.kind, change))
    ids = entry.ids if statement.id in entry.ids else (*entry.ids, statement.id)
    return replace(entry, statement=statement, ids=ids, corrected=True)


def altered(statement: Statement, kind: Kind, change: Mapping[str, Any]) -> Statement:
    """The statement with one change made. Raises UsageError when the change is not one of its kind."""
    try:
        match kind:
            case Kind.SPAN:
                spans: dict[str, Any] = {name: in_order(msgspec.convert(change[name], list[Span])) for name in change}
                if not spans.keys() <= {"content", "cue", "source"} or spans.get("content") == ():
                    raise ValueError("it changes content (never to nothing), cue or source")
                return replace(statement, **spans)
            case Kind.SPEAKER:
                return replace(statement, speaker=msgspec.convert(change["speaker"], Speaker))
            case Kind.SPLIT:
                return replace(statement, speaker=replace(statement.speaker, id=change["id"]))
            case Kind.DATE:
                said = None if change["said"] is None else SaidDate(str(change["said"]), "correction")
                if said is not None and not is_edtf(said.edtf):
                    raise ValueError(f"{said.edtf!r} is no date in EDTF (2017-02-22, 2017-02, XXXX-02-22)")
                return replace(statement, said=said)
            case Kind.ROUTE:
                return replace(statement, route=msgspec.convert(change["route"], tuple[Relay, ...]))
            case Kind.FORM:
                return replace(
                    statement,
                    form=Form(change.get("form", statement.form)),
                    act=Act(change.get("act", statement.act)),
                    polarity=Polarity(change.get("polarity", statement.polarity)),
                )
            case _:
                raise UsageError(f"a correction of kind {kind} changes no single statement")
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise UsageError(f"not a correction of kind {kind}: {error}") from None
