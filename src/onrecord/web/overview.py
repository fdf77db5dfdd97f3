"""The front page: what a record holds and what is new in it; and the history of all corrections."""

from __future__ import annotations

from sqlalchemy import Connection, text

from onrecord.store.editing import all_corrections
from onrecord.store.engine import reading
from onrecord.store.record import Record
from onrecord.web.answers import Counted, History, Home, Paging, Repeated
from onrecord.web.articles import newest, trails
from onrecord.web.problems import NotThere

_NEWEST = 8
_OUTLETS = 12
_REPEATED = 6


def home(record: Record) -> Home:
    """The numbers come from the tallies and read no statement."""
    with reading(record.engine) as connection:
        return Home(
            articles=_number(connection, "SELECT count(*) FROM articles WHERE state = 'current'"),
            statements=_number(connection, "SELECT coalesce(sum(statements), 0) FROM tallies WHERE state = 'current'"),
            speakers=_number(connection, "SELECT count(*) FROM speakers WHERE same_as IS NULL"),
            outlets=_tallied(connection, "o.name", "JOIN outlets o ON o.key = t.outlet_key", _OUTLETS),
            forms=_tallied(connection, "t.form", "", 10),
            newest=newest(connection, _NEWEST),
            repeated=_repeated(connection),
        )


def _repeated(connection: Connection) -> list[Repeated]:
    """The quotations on most pages, as the record keeps count of them, with one of their wordings."""
    sql = (
        "SELECT q.key, q.pages, q.outlets, (SELECT s.content FROM wordings w JOIN quoted d ON d.wording_key = w.key "
        "JOIN statements s ON s.key = d.statement_key WHERE w.quotation = q.key ORDER BY s.key LIMIT 1) AS words "
        f"FROM quotations q WHERE q.pages > 1 ORDER BY q.pages DESC, q.key LIMIT {_REPEATED}"
    )
    return [
        Repeated(
            key=row.key,
            words=row.words or "",
            speakers=[],
            pages=row.pages,
            outlets=row.outlets,
            altered=None,
            first=None,
        )
        for row in connection.execute(text(sql))
    ]


def _number(connection: Connection, sql: str) -> int:
    return int(connection.scalar(text(sql)) or 0)


def _tallied(connection: Connection, column: str, join: str, limit: int) -> list[Counted]:
    sql = (
        f"SELECT {column}, sum(t.statements) FROM tallies t {join} WHERE t.state = 'current' "
        f"GROUP BY {column} ORDER BY 2 DESC, 1 LIMIT {limit}"
    )
    return [Counted(value=row[0], statements=int(row[1])) for row in connection.execute(text(sql))]


def history(record: Record, *, page: int, size: int) -> History:
    """The corrections of the whole record, newest first."""
    with reading(record.engine) as connection:
        everything = trails(all_corrections(connection))[::-1]
    start = (page - 1) * size
    if page > 1 and start >= len(everything):
        raise NotThere(f"This list has no page {page:,}.", "Go to its first page.")
    paging = Paging(page=page, size=size, total=len(everything))
    return History(corrections=everything[start : start + size], paging=paging)
