"""Speakers of the record: lists by name, and the profile of one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, text

from onrecord.store.corrections import Kind, standing
from onrecord.store.editing import all_corrections
from onrecord.store.engine import reading
from onrecord.store.record import Record
from onrecord.store.words import fold
from onrecord.web.answers import Counted, Merged, Named, Paging, People, Profile, RoleOver
from onrecord.web.listing import rows_of
from onrecord.web.problems import NotThere

_COUNTED = 2_000  # statements of one speaker that its counts are taken from, the newest
_SHOWN = 20  # values of each thing


def speakers(record: Record, begins: str, *, page: int, size: int) -> People:
    """The speakers of whose names a word begins so, those with most statements first; all when it is empty."""
    with reading(record.engine) as connection:
        if begins.strip():
            rows = _by_alias(connection, begins)
        else:
            rows = connection.execute(
                text(
                    "SELECT p.id, p.name, p.kind, f.n FROM (SELECT speaker_key, count(*) AS n FROM statements "
                    "WHERE speaker_key IS NOT NULL AND state = 'current' GROUP BY speaker_key "
                    "ORDER BY n DESC LIMIT 1000) f JOIN speakers p ON p.key = f.speaker_key ORDER BY f.n DESC, p.name"
                )
            ).all()
    total, start = len(rows), (page - 1) * size
    if page > 1 and start >= total:
        raise NotThere(f"This list has no page {page:,}.", "Go to its first page.")
    shown = rows[start : start + size]
    return People(
        speakers=[Named(id=row[0], name=row[1], kind=row[2]) for row in shown],
        counts=[row[3] for row in shown],
        paging=Paging(page=page, size=size, total=total, more=total >= 1000),
    )


def _by_alias(connection: Connection, begins: str) -> Any:  # noqa: ANN401 - rows
    """Speakers with an alias that begins so, or with a longer name that holds the words."""
    wanted = fold(begins.replace("\0", ""))[:80].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sql = (
        "SELECT p.id, p.name, p.kind, "
        "(SELECT count(*) FROM statements s WHERE s.speaker_key = p.key AND s.state = 'current') AS n "
        "FROM speakers p WHERE p.same_as IS NULL AND p.key IN (SELECT coalesce(q.same_as, q.key) FROM aliases x "
        "JOIN speakers q ON q.key = x.speaker_key WHERE x.folded LIKE :begins ESCAPE '\\' LIMIT 1000) "
        "ORDER BY n DESC, p.name LIMIT 1000"
    )
    return connection.execute(text(sql), {"begins": f"{wanted}%"}).all()


def profile(record: Record, identity: str, *, order: str, page: int, size: int) -> Profile:
    """What a speaker said and is known as. Raises NotThere when the record has none of that id."""
    with reading(record.engine) as connection:
        row = None
        if "\0" not in identity:
            named = text("SELECT key, id, kind, name, roster_id, same_as FROM speakers WHERE id = :id")
            row = connection.execute(named, {"id": identity}).one_or_none()
        if row is None:
            raise NotThere("The record has no such speaker.", "Search for the name.")
        keys = list(connection.scalars(text("SELECT key FROM speakers WHERE key = :k OR same_as = :k"), {"k": row.key}))
        into = None
        if row.same_as is not None:
            into = connection.execute(
                text("SELECT id, name, kind FROM speakers WHERE key = :k"), {"k": row.same_as}
            ).one()
        chosen = f"speaker_key IN ({', '.join(map(str, keys))}) AND state = 'current'"
        columns = "key, article_key, outlet_key, speaker_role"  # what is counted, not the words
        newest = f"SELECT {columns} FROM statements WHERE {chosen} ORDER BY key DESC LIMIT {_COUNTED}"
        total = connection.scalar(text(f"SELECT count(*) FROM statements WHERE {chosen}")) or 0
        if page > 1 and (page - 1) * size >= total:
            raise NotThere(f"This list has no page {page:,}.", "Go to its first page.")
        direction = "ASC" if order == "oldest" else "DESC"
        listed = f"SELECT key FROM statements WHERE {chosen} ORDER BY key {direction} LIMIT {size} OFFSET :offset"
        rows = rows_of(connection, list(connection.scalars(text(listed), {"offset": (page - 1) * size})))
        seen = _Told(connection, newest)
        return Profile(
            speaker=Named(id=row.id, name=row.name, kind=row.kind, role=seen.role),
            roster_id=row.roster_id,
            same_as=Named(id=into.id, name=into.name, kind=into.kind) if into else None,
            names=_names(connection, keys, row.name),
            roles=seen.roles,
            outlets=seen.outlets,
            routes=_routes(connection, newest),
            months=seen.months,
            counted=min(total, _COUNTED),
            alike=_alike(connection, row.key, row.name),
            merged=_merged(connection, row.key),
            rows=rows,
            paging=Paging(page=page, size=size, total=total),
        )


def _names(connection: Connection, keys: list[int], name: str) -> list[str]:
    chosen = ", ".join(map(str, keys))
    sql = f"SELECT DISTINCT alias FROM aliases WHERE speaker_key IN ({chosen}) ORDER BY alias LIMIT 50"
    return [alias for alias in connection.scalars(text(sql)) if alias != name]


class _Told:
    """What the newest statements of a speaker say of it: roles over time, outlets, months."""

    def __init__(self, connection: Connection, newest: str) -> None:
        sql = (
            "SELECT s.speaker_role, o.name, a.published_first, a.published_last FROM "
            f"({newest}) s JOIN articles a ON a.key = s.article_key LEFT JOIN outlets o ON o.key = s.outlet_key"
        )
        rows = connection.execute(text(sql)).all()
        roles = Counter(row[0] for row in rows if row[0] is not None)
        first: dict[str, str] = {}
        last: dict[str, str] = {}
        for role, _, begin, end in rows:
            if role is not None and begin is not None:
                first[role] = min(first.get(role, begin), begin)
                last[role] = max(last.get(role, end), end)
        self.role = roles.most_common(1)[0][0] if roles else None
        listed = [
            RoleOver(role=role, first=first.get(role), last=last.get(role), statements=number)
            for role, number in roles.most_common(_SHOWN)
        ]
        self.roles = sorted(listed, key=lambda one: (one.first or "9999", -one.statements))
        self.outlets = _counted(Counter(row[1] for row in rows if row[1] is not None))
        months = Counter(row[2][:7] for row in rows if row[2] is not None)
        self.months = [Counted(value=month, statements=number) for month, number in sorted(months.items())[-240:]]


def _counted(counter: Counter[str]) -> list[Counted]:
    return [Counted(value=value, statements=number) for value, number in counter.most_common(_SHOWN)]


def _routes(connection: Connection, newest: str) -> list[Counted]:
    sql = f"SELECT r.name FROM ({newest}) s JOIN routes r ON r.statement_key = s.key"
    return _counted(Counter(connection.scalars(text(sql))))


def _alike(connection: Connection, key: int, name: str) -> list[Named]:
    """Speakers who share a name with this one: whom one may want to merge with it."""
    sql = (
        "SELECT DISTINCT p.id, p.name, p.kind FROM aliases mine JOIN aliases theirs ON theirs.folded = mine.folded "
        "JOIN speakers p ON p.key = theirs.speaker_key WHERE mine.speaker_key = :k AND p.key <> :k "
        "AND p.same_as IS NULL ORDER BY p.name LIMIT 20"
    )
    return [Named(id=row[0], name=row[1], kind=row[2]) for row in connection.execute(text(sql), {"k": key})]


def _merged(connection: Connection, key: int) -> list[Merged]:
    rows = connection.execute(text("SELECT id, name FROM speakers WHERE same_as = :k ORDER BY name"), {"k": key}).all()
    if not rows:
        return []
    merges = {str(c.change["from"]): c.key for c in standing(all_corrections(connection)) if c.kind is Kind.MERGE}
    return [Merged(id=row.id, name=row.name, correction=merges.get(row.id)) for row in rows]
