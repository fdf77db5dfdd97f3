"""What tracing keeps, made from the stored texts: for a record of an older version, or of older rules."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from onrecord.store import schema, tracing_copies, tracing_keep

_PAGES = 64  # at a time


_KEPT = (
    schema.quoted, schema.wordings, schema.quotations, schema.copies, schema.fingerprint_segments, schema.fingerprints,
)  # fmt: skip


def refill(connection: Connection) -> None:
    """Make everything that tracing keeps anew, by the rules of this version; the numbers of quotations change."""
    for table in _KEPT:
        connection.execute(delete(table))
    fill(connection)


def fill(connection: Connection) -> None:
    """Add every current article and its statements, the oldest page first."""
    articles, statements = schema.articles, schema.statements
    current = select(articles.c.key).where(articles.c.state == "current")
    keys = list(connection.scalars(current.order_by(articles.c.published_first, articles.c.key)))
    for start in range(0, len(keys), _PAGES):
        some = keys[start : start + _PAGES]
        texts = connection.execute(select(articles.c.key, articles.c.text).where(articles.c.key.in_(some)))
        tracing_copies.add_articles(connection, {row.key: row.text for row in texts})
        said = select(statements.c.key).where(statements.c.article_key.in_(some))
        tracing_keep.add(connection, list(connection.scalars(said)))
