"""One article as the record has it: text, statements after corrections, problems, versions, history."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from onrecord.core.article import Article
from onrecord.core.reading import Reading
from onrecord.store.corrections import Applied, Correction, Kind, standing
from onrecord.store.editing import corrections_of, effective
from onrecord.store.engine import reading
from onrecord.store.record import Record
from onrecord.store.rows import speaker_id
from onrecord.web.answers import ArticleView, Difficulty, Page, Trail
from onrecord.web.problems import NotThere

_PAGES = """
SELECT a.key, a.id, a.page, a.headline, o.name AS outlet, a.byline, a.published, a.version, a.state, a.added
FROM articles a LEFT JOIN outlets o ON o.key = a.outlet_key
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with all that is laid over it: what the page of it is made from."""

    article: Article
    reading: Reading
    applied: Applied
    view: ArticleView


def page_of(row: Any, statements: int | None = None) -> Page:  # noqa: ANN401 - a row of the database
    """An article in a list."""
    return Page(
        id=row.id, page=row.page, headline=row.headline, outlet=row.outlet, byline=row.byline, published=row.published,
        version=row.version, current=row.state == "current", added=row.added, statements=statements,
    )  # fmt: skip


def newest(connection: Connection, limit: int) -> list[Page]:
    """The pages that were added last, with their numbers of statements."""
    rows = connection.execute(text(f"{_PAGES} WHERE a.state = 'current' ORDER BY a.key DESC LIMIT {limit}")).all()
    keys = ", ".join(str(row.key) for row in rows) or "NULL"
    counted = text(
        f"SELECT article_key, count(*) FROM statements WHERE article_key IN ({keys}) AND state = 'current' GROUP BY 1"
    )
    numbers = {row[0]: row[1] for row in connection.execute(counted)}
    return [page_of(row, numbers.get(row.key, 0)) for row in rows]


def key_of(connection: Connection, identity: str) -> int:
    """The key of an article. Raises NotThere when the record has none of that id."""
    key = None
    if "\0" not in identity:
        key = connection.scalar(text("SELECT key FROM articles WHERE id = :id"), {"id": identity})
    if key is None:
        raise NotThere("The record has no such article.", "It may have been removed. Search for it.")
    return int(key)


def article_of_statement(record: Record, identity: str) -> str:
    """The id of the article that a statement stands in. Raises NotThere."""
    sql = "SELECT a.id FROM statements s JOIN articles a ON a.key = s.article_key WHERE s.id = :id"
    with reading(record.engine) as connection:
        found = None if "\0" in identity else connection.scalar(text(sql), {"id": identity})
    if found is None:
        raise NotThere("The record has no such statement.", "It may have been corrected since. Look at its article.")
    return str(found)


def stored_article(record: Record, identity: str) -> Stored:
    """An article of the record by its id. Raises NotThere."""
    with reading(record.engine) as connection:
        key = key_of(connection, identity)
        row, read, applied = effective(connection, key)
        versions = connection.execute(
            text(f"{_PAGES} WHERE a.location = :location ORDER BY a.version DESC LIMIT 200"),
            {"location": row["location"]},
        ).all()
        troubles = connection.execute(
            text("SELECT code, message FROM problems WHERE article_key = :key ORDER BY number"), {"key": key}
        ).all()
        history = corrections_of(connection, [row["location"]]).get(row["location"], [])
        speakers = _speakers(connection, applied)
    entries = [entry for entry in applied.entries if not entry.deleted]
    pages = [page_of(version) for version in versions]
    article = read.article
    view = ArticleView(
        article=next(page for page in pages if page.id == identity),
        url=row["location"] if "://" in row["location"] else None,
        updated=row["updated"],
        retrieved=row["retrieved"],
        text=article.text,
        statements=[entry.statement for entry in entries],
        corrected=[entry.statement.id for entry in entries if entry.corrected],
        speakers=speakers,
        problems=[Difficulty(code=one.code, message=one.message) for one in troubles],
        versions=pages,
        history=trails(history)[::-1],
        orphaned=trails(applied.orphaned),
    )
    return Stored(article, read, applied, view)


def _speakers(connection: Connection, applied: Applied) -> dict[str, str]:
    """The ids of the record's speakers by statement: whom the name on the page links to, after merges."""
    wanted = {entry.statement.id: speaker_id(entry.statement.speaker) for entry in applied.entries}
    ids = sorted({identity for identity in wanted.values() if identity})
    if not ids:
        return {}
    names = {f"i{number}": identity for number, identity in enumerate(ids)}
    sql = (
        "SELECT p.id, coalesce(m.id, p.id) FROM speakers p LEFT JOIN speakers m ON m.key = p.same_as "
        f"WHERE p.id IN ({', '.join(':' + name for name in names)})"
    )
    known = {row[0]: row[1] for row in connection.execute(text(sql), names)}
    return {one: known[identity] for one, identity in wanted.items() if identity in known}


def trails(corrections: Iterable[Correction]) -> list[Trail]:
    """Corrections as the history shows them."""
    listed = list(corrections)
    alive = {one.key for one in standing(listed)}
    return [
        Trail(
            number=one.key, made=one.made, editor=one.editor, reason=one.reason, kind=str(one.kind),
            change=described(one), words=one.words, article=one.article, statement=one.statement, undoes=one.undoes,
            standing=one.key in alive,
        )
        for one in listed
    ]  # fmt: skip


def described(correction: Correction) -> str:
    """A correction's change in a line for people."""
    change = dict(correction.change)
    match correction.kind:
        case Kind.UNDO:
            return f"took back correction {correction.undoes}"
        case Kind.DELETE:
            return "no statement: taken out"
        case Kind.SPEAKER:
            return f"speaker: {_speaker(change.get('speaker'))}"
        case Kind.SPAN:
            return "words: " + " … ".join(str(span.get("text", "")) for span in change.get("content") or [])[:500]
        case Kind.ADD:
            added = change.get("statement") or {}
            words = " … ".join(str(span.get("text", "")) for span in added.get("content") or [])[:500]
            return f"added: {_speaker(added.get('speaker'))}: {words}"
        case Kind.DATE:
            return f"said: {change.get('said') or 'unknown'}"
        case Kind.MERGE:
            return f"one speaker: {change.get('from')} is {change.get('into')}"
        case _:
            return json.dumps(msgspec.to_builtins(change), ensure_ascii=False)[:500]


def _speaker(speaker: Any) -> str:  # noqa: ANN401 - JSON
    found = speaker or {}
    return str(found.get("name") or found.get("description") or found.get("kind") or "unresolved")
