"""The same tests on SQLite and on PostgreSQL; readings made by hand, without a model."""

from __future__ import annotations

import uuid
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.identity import article_id, statement_id
from onrecord.core.reading import Problem, Reading
from onrecord.core.spans import Span
from onrecord.core.statements import (
    Act,
    Confidence,
    Form,
    Polarity,
    Relay,
    RelayKind,
    SaidDate,
    Speaker,
    SpeakerKind,
    Statement,
)
from onrecord.store import Record


def span(text: str, piece: str) -> Span:
    start = text.index(piece)
    return Span.of(text, start, start + len(piece))


def statement(article: Article, content: str, name: str | None = None, **more) -> Statement:
    spans = tuple(span(article.text, part) for part in content.split("|"))
    source = (span(article.text, name),) if name and name in article.text else ()
    kind = more.get("kind", SpeakerKind.PERSON if name else SpeakerKind.UNNAMED)
    full = more.get("full", name)
    return Statement(
        id=statement_id(article.id, spans),
        article=article.id,
        page=article.page,
        form=more.get("form", Form.DIRECT),
        act=more.get("act", Act.SPEECH),
        polarity=more.get("polarity", Polarity.ASSERTED),
        content=spans,
        cue=(span(article.text, "said"),) if "said" in article.text else (),
        source=source,
        speaker=Speaker(kind=kind, name=full, role=more.get("role"), id=more.get("id"), evidence=source),
        said=SaidDate(more["said"], "text") if "said" in more else None,
        route=tuple(Relay(RelayKind.OUTLET, relay) for relay in more.get("route", ())),
        confidence=Confidence(more.get("confidence", 0.9), 0.8),
    )


def article(text: str, page: str = "a.txt", outlet: str | None = None, published: str | None = None) -> Article:
    return Article(
        id=article_id(text, page),
        page=page,
        text=text,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),) if text else (),
        outlet=Fact(outlet, "option") if outlet else None,
        published=Fact(published, "option") if published else None,
    )


def reading(text: str, page: str = "a.txt", outlet=None, published=None, *rows, **one) -> Reading:
    """A reading whose statements are ``(content, name, {...})`` rows."""
    page_read = article(text, page, outlet, published)
    return Reading(
        article=page_read,
        statements=tuple(statement(page_read, content, name, **more) for content, name, more in rows),
        problems=(Problem("no-byline", "the page has no byline"),),
    )


def failed(page: str) -> Reading:
    return Reading(article=article("", page), failure=Problem("missing", f"{page}: no such file"))


@contextmanager
def empty(request, tmp_path):
    """Where a record may be made: a path, or a schema of its own in a real PostgreSQL."""
    if request.param == "sqlite":
        yield str(tmp_path / f"record-{uuid.uuid4().hex[:8]}.db")
        return
    url = request.getfixturevalue("postgres_url").replace("postgresql+psycopg://", "postgresql://")
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request, tmp_path):
    """Where a record may be made, in either database."""
    with empty(request, tmp_path) as place:
        yield place


@pytest.fixture(params=["sqlite", "postgresql"])
def another(request, tmp_path):
    """A second place, in either database."""
    with empty(request, tmp_path) as place:
        yield place


@pytest.fixture
def record(location):
    with Record.open(location, create=True) as opened:
        yield opened
