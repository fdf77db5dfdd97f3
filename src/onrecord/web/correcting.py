"""Corrections as people make them on a page: words chosen, a speaker named, something taken out or taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import msgspec

from onrecord.attribution.quotations import quotations_of
from onrecord.core.article import Article
from onrecord.core.errors import UsageError
from onrecord.core.spans import Span
from onrecord.core.statements import Act, Form, Polarity, Speaker, SpeakerKind, Statement
from onrecord.store import Kind, Record
from onrecord.web.articles import article_of_statement, stored_article
from onrecord.web.problems import NotThere, WebError

_MOST_PARTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an editor wants of a statement; None leaves a thing as it is."""

    speaker: Speaker | None = None
    spans: tuple[tuple[int, int], ...] | None = None
    said: str | None = None
    form: Form | None = None
    route: tuple[str, ...] | None = None
    apart: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A correction made: its number, and the article that it is about (None for speakers)."""

    number: int
    article: str | None


def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """``"3:9 12:20"`` as pairs. Raises UsageError for anything else."""
    try:
        pairs = [tuple(int(number) for number in piece.split(":")) for piece in text.split()]
    except ValueError:
        raise UsageError("the words are given as START:END, with spaces between") from None
    if not pairs or len(pairs) > _MOST_PARTS or any(len(pair) != 2 for pair in pairs):
        raise UsageError(f"a statement has 1 to {_MOST_PARTS} stretches of words, given as START:END")
    return tuple((pair[0], pair[1]) for pair in pairs)


def speaker_of(name: str, kind: SpeakerKind, role: str) -> Speaker:
    """The speaker that a form names; an unnamed one is described by the name field."""
    name, role = " ".join(name.split()), " ".join(role.split())
    if kind in (SpeakerKind.UNNAMED, SpeakerKind.UNKNOWN):
        return Speaker(kind=kind, description=name or None, role=role or None)
    if not name:
        raise UsageError("name the speaker, or choose the kind unnamed or unknown")
    return Speaker(kind=kind, name=name, role=role or None)


def _content(article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    try:
        found = tuple(sorted(Span.of(article.text, start, end) for start, end in spans))
    except ValueError:
        raise UsageError("those words don't stand in the text") from None
    if any(first.end > second.start for first, second in pairwise(found)):
        raise UsageError("the stretches of words overlap")
    if not any(span.text.strip() for span in found):
        raise UsageError("a statement has words")
    return found


def form_of_words(article: Article, content: Sequence[Span]) -> Form:
    """Direct when all of the words stand in quotation marks, mixed when some do, else indirect."""
    quoted = [(one.start, one.end) for one in quotations_of(article).all]
    total = sum(span.end - span.start for span in content)
    inside = sum(_covered(span, quoted) for span in content)
    return Form.DIRECT if inside >= 0.95 * total else Form.MIXED if inside else Form.INDIRECT


def _covered(span: Span, ranges: Sequence[tuple[int, int]]) -> int:
    covered = set[int]()
    for start, end in ranges:
        covered.update(range(max(start, span.start), min(end, span.end)))
    return len(covered)


def add(
    record: Record, article: str, spans: Sequence[tuple[int, int]], speaker: Speaker, form: Form | None, *,
    editor: str, reason: str,
) -> Done:  # fmt: skip
    """Add a statement that the reader missed. Raises NotThere, UsageError."""
    stored = stored_article(record, article)
    content = _content(stored.article, spans)
    made = Statement(
        id="", article=article, page=stored.article.page, form=form or form_of_words(stored.article, content),
        act=Act.SPEECH, polarity=Polarity.ASSERTED, content=content, cue=(), source=(), speaker=speaker,
    )  # fmt: skip
    data = msgspec.to_builtins(made)
    for name in ("id", "article", "page"):
        del data[name]
    return Done(record.add_missed(article, data, editor=editor, reason=reason), article)


def wished(statement: Statement, article: Article, wish: Wish) -> Iterator[tuple[Kind, dict[str, Any]]]:
    """The corrections that a wish comes to: only what differs from the statement as it is. The words come last,
    because a statement of other words has another id."""
    before = statement.speaker
    if wish.speaker is not None and _named(wish.speaker) != _named(before):
        yield Kind.SPEAKER, {"speaker": msgspec.to_builtins(wish.speaker)}
    if wish.said is not None and wish.said != (statement.said.edtf if statement.said else ""):
        yield Kind.DATE, {"said": wish.said or None}
    if wish.form is not None and wish.form != statement.form:
        yield Kind.FORM, {"form": wish.form.value}
    if wish.route is not None and wish.route != tuple(relay.name for relay in statement.route):
        kinds = {relay.name: relay.kind.value for relay in statement.route}
        yield Kind.ROUTE, {"route": [{"kind": kinds.get(name, "outlet"), "name": name} for name in wish.route]}
    if wish.apart:
        yield Kind.SPLIT, {"id": wish.apart}
    if wish.spans is not None and wish.spans != tuple((span.start, span.end) for span in statement.content):
        yield Kind.SPAN, {"content": [msgspec.to_builtins(span) for span in _content(article, wish.spans)]}


def _named(speaker: Speaker) -> tuple[object, ...]:
    return speaker.kind, speaker.name or speaker.description, speaker.role


def statement_of(record: Record, identity: str) -> tuple[Statement, Article]:
    """A statement as it is now, and its article. Raises NotThere when it is not there, or was taken out."""
    stored = stored_article(record, article_of_statement(record, identity))
    found = next((one for one in stored.view.statements if one.id == identity), None)
    if found is None:
        raise NotThere("That statement was taken out.", "Look at the history of its article.")
    return found, stored.article


def correct(record: Record, identity: str, wish: Wish, *, editor: str, reason: str) -> Done:
    """Make the corrections that a wish comes to; gives the last. Raises WebError when it changes nothing."""
    statement, article = statement_of(record, identity)
    number = 0
    for kind, change in list(wished(statement, article, wish)):
        number = record.correct(identity, kind, change, editor=editor, reason=reason)
    if not number:
        raise WebError("Nothing was changed: everything is as it was.", "Go back and change something.")
    return Done(number, statement.article)


def take_out(record: Record, identity: str, *, editor: str, reason: str) -> Done:
    """Say that something is no statement."""
    article = article_of_statement(record, identity)
    return Done(record.correct(identity, Kind.DELETE, {}, editor=editor, reason=reason), article)
