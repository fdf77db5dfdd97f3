"""Speakers of the record: lists by name, and the profile of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def speakers(rows: Sequence[Any], *, page: int, size: int) -> People:
    """A page of speakers (`ranked`). Raises NotThere past the last one."""
    total, start = len(rows), (page - 1) * size
    if page > 1 and start >= total:
        raise NotThere(f"This list has no page {page:,}.", "Go to its first page.")
    shown = rows[start : start + size]
    return People(
        speakers=[Named(id=row[0], name=row[1], kind=row[2]) for row in shown],
        counts=[row[3] for row in shown],
        paging=Paging(page=page, size=size, total=total, more=total >= 1000),
    )


def ranked(record: Record, begins: str) -> Sequence[Any]:
    """Rows of id, name, kind and number of statements: the speakers of whose names a word begins so, all when it is
    empty; those with most statements first, at most 1,000."""
    with reading(record.engine) as connection:
        if begins.strip():
            return _by_alias(connection, begins)
        return connection.execute(
            text(
                "SELECT p.id, p.name, p.kind, f.n FROM (SELECT speaker_key, count(*) AS n FROM statements "
                "WHERE speaker_key IS NOT NULL AND state = 'current' GROUP BY speaker_key "
                "ORDER BY n DESC LIMIT 1000) f JOIN speakers p ON p.key = f.speaker_key ORDER BY f.n DESC, p.name"
            )
        ).all()


def _by_alias(connection: Connection, begins: str) -> Sequence[Any]:
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
        total = connection.scalar(text(f"SELECT count(*) FROM statements WHERE {chosen}")) or 0
        if page > 1 and (page - 1) * size >= total:
            raise NotThere(f"This list has no page {page:,}.", "Go to its first page.")
        direction = "ASC" if order == "oldest" else "DESC"
        listed = f"SELECT key FROM statements WHERE {chosen} ORDER BY key {direction} LIMIT {size} OFFSET :offset"
        rows = rows_of(connection, list(connection.scalars(text(listed), {"offset": (page - 1) * size})))
        told = _told(connection, chosen)
        return Profile(
            speaker=Named(id=row.id, name=row.name, kind=row.kind, role=told["role"][0][1] if told["role"] else None),
            roster_id=row.roster_id,
            same_as=Named(id=into.id, name=into.name, kind=into.kind) if into else None,
            names=_names(connection, keys, row.name),
            roles=_over_time(told["role"]),
            outlets=_counted(told["outlet"]),
            routes=_counted(told["route"]),
            months=_counted(reversed(told["month"])),
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


# Counted by the database: of 2,000 statements a few dozen rows come out.
_TOLD = f"""
WITH newest AS (
  SELECT s.key, s.speaker_role AS role, s.outlet_key, a.published_first AS first, a.published_last AS last
  FROM (SELECT key, article_key, outlet_key, speaker_role FROM statements WHERE {{chosen}}
    ORDER BY key DESC LIMIT {_COUNTED}) s JOIN articles a ON a.key = s.article_key)
SELECT * FROM (SELECT 'role' AS what, role AS value, count(*) AS n, min(first) AS first, max(last) AS last FROM newest
  WHERE role IS NOT NULL GROUP BY role ORDER BY n DESC, role LIMIT {_SHOWN}) AS roles
UNION ALL SELECT * FROM (SELECT 'outlet', o.name, count(*) AS n, NULL, NULL FROM newest
  JOIN outlets o ON o.key = outlet_key GROUP BY o.name ORDER BY n DESC, o.name LIMIT {_SHOWN}) AS outlets
UNION ALL SELECT * FROM (SELECT 'route', r.name, count(*) AS n, NULL, NULL FROM newest
  JOIN routes r ON r.statement_key = newest.key GROUP BY r.name ORDER BY n DESC, r.name LIMIT {_SHOWN}) AS routes
UNION ALL SELECT * FROM (SELECT 'month', substr(first, 1, 7) AS month, count(*) AS n, NULL, NULL FROM newest
  WHERE first IS NOT NULL GROUP BY month ORDER BY month DESC LIMIT 240) AS months
"""


def _told(connection: Connection, chosen: str) -> dict[str, list[Any]]:
    """What the newest statements of a speaker say of it: roles, outlets, routes and months, with their counts."""
    found: dict[str, list[Any]] = {"role": [], "outlet": [], "route": [], "month": []}
    for row in connection.exec_driver_sql(_TOLD.format(chosen=chosen)):
        found[row[0]].append(row)
    return found


def _over_time(rows: Sequence[Any]) -> list[RoleOver]:
    roles = [RoleOver(role=row[1], statements=row[2], first=row[3], last=row[4]) for row in rows]
    return sorted(roles, key=lambda one: (one.first or "9999", -one.statements))


def _counted(rows: Iterable[Any]) -> list[Counted]:
    return [Counted(value=row[1], statements=row[2]) for row in rows]


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
