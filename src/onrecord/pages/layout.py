"""Layout: the pieces of a text in order, each a block of the story or furniture, with what labelled lines tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.article import Block, BlockKind, Fact
from onrecord.core.spans import Span
from onrecord.pages.days import date_in_text
from onrecord.pages.labels import Label, LabelKind, contribution


@dataclass(frozen=True, slots=True)
class Piece:
    """Range ``[start, end)`` of the text, trimmed: a block of ``kind``, or furniture where ``kind`` is None."""

    start: int
    end: int
    kind: BlockKind | None
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A text's blocks and furniture, which together hold every visible character once, and the facts in the text."""

    blocks: tuple[Block, ...]
    furniture: tuple[Span, ...]
    headline: Fact | None = None
    byline: Fact | None = None
    published: Fact | None = None
    updated: Fact | None = None
    sources_line: tuple[Span, ...] = ()
    credits: tuple[Span, ...] = ()


def laid_out(text: str, pieces: Iterable[Piece]) -> Layout:
    """The layout of a text from its pieces, which are in order and don't overlap."""
    parts = list(_without_contributions(text, pieces))
    labels = [label for piece in parts for label in piece.labels]
    headline = next((piece for piece in parts if piece.kind is BlockKind.HEADLINE), None)
    return Layout(
        blocks=tuple(Block(piece.kind, piece.start, piece.end) for piece in parts if piece.kind is not None),
        furniture=tuple(Span.of(text, piece.start, piece.end) for piece in parts if piece.kind is None),
        headline=None if headline is None else _fact(Span.of(text, headline.start, headline.end)),
        byline=_first(labels, LabelKind.BYLINE),
        published=_first_date(labels, LabelKind.PUBLISHED),
        updated=_first_date(labels, LabelKind.UPDATED),
        sources_line=_all(labels, LabelKind.SOURCES),
        credits=_all(labels, LabelKind.CREDIT),
    )


def _without_contributions(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Sets "X contributed to this report" apart from the paragraph that it ends."""
    for piece in pieces:
        span = contribution(text, piece.start, piece.end) if piece.kind is BlockKind.PARAGRAPH else None
        if span is None:
            yield piece
            continue
        before = len(text[piece.start : span.start].rstrip())
        if before:
            yield Piece(piece.start, piece.start + before, piece.kind, piece.labels)
        yield Piece(span.start, piece.end, None, (Label(LabelKind.CREDIT, span),))


def _fact(span: Span) -> Fact:
    return Fact(" ".join(span.text.split()), "text", span)


def _first(labels: Sequence[Label], kind: LabelKind) -> Fact | None:
    return next((_fact(label.value) for label in labels if label.kind is kind and label.value), None)


def _first_date(labels: Sequence[Label], kind: LabelKind) -> Fact | None:
    for label in labels:
        if label.kind is kind and label.value is not None:
            day = date_in_text(label.value.text)
            if day is not None:
                return Fact(day, "text", label.value)
    return None


def _all(labels: Sequence[Label], kind: LabelKind) -> tuple[Span, ...]:
    return tuple(label.value for label in labels if label.kind is kind and label.value is not None)
