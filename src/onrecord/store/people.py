"""The speakers that a record knows by name: people and organizations, with their shorter names and merges."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from onrecord.core.errors import UsageError
from onrecord.store.words import fold

_MOST = 1000  # speakers of one name that are looked at


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker of the record: id, kind, fullest name, id of a roster, statements in current versions of pages.

    ``same_as`` is the id of the speaker that this one was merged into.
    """

    id: str
    kind: str
    name: str
    roster_id: str | None
    statements: int
    same_as: str | None = None


def keys_of(connection: Connection, wanted: str) -> list[int]:
    """The keys of the speakers that a name, alias or id means, with everyone merged into them."""
    if "\0" in wanted:
        return []
    found = connection.scalars(
        text(
            "SELECT key FROM speakers WHERE id = :exact OR roster_id = :exact "
            f"UNION SELECT speaker_key FROM aliases WHERE folded = :folded LIMIT {_MOST}"
        ),
        {"exact": wanted.strip(), "folded": fold(wanted)},
    ).all()
    if not found:
        return []
    chosen = ", ".join(map(str, found))
    roots = connection.scalars(text(f"SELECT coalesce(same_as, key) FROM speakers WHERE key IN ({chosen})")).all()
    chosen = ", ".join(map(str, set(roots)))
    whole = text(f"SELECT key FROM speakers WHERE key IN ({chosen}) OR same_as IN ({chosen}) ORDER BY key")
    return list(connection.scalars(whole))


def find(connection: Connection, wanted: str) -> list[Known]:
    """The speakers that a name, alias or id means, those with most statements first."""
    keys = keys_of(connection, wanted)
    if not keys:
        return []
    rows = connection.execute(
        text(
            "SELECT p.id, p.kind, p.name, p.roster_id, count(s.key) AS statements, m.id AS same_as FROM speakers p "
            "LEFT JOIN speakers m ON m.key = p.same_as "
            "LEFT JOIN statements s ON s.speaker_key = p.key AND s.state = 'current' "
            f"WHERE p.key IN ({', '.join(map(str, keys))}) GROUP BY p.id, p.kind, p.name, p.roster_id, m.id "
            "ORDER BY statements DESC, p.name, p.id"
        )
    )
    return [Known(*row) for row in rows]


def one(connection: Connection, wanted: str) -> Known:
    """The one speaker that an id, a full name or an alias means.

    Raises UsageError when there is none, and when there are several (it lists them with their ids).
    """
    found = find(connection, wanted)
    exact = [known for known in found if known.id == wanted.strip()]
    named = [known for known in found if fold(known.name) == fold(wanted) and known.same_as is None]
    for choice in (exact, named, [known for known in found if known.same_as is None]):
        if len(choice) == 1:
            return choice[0]
        if choice:
            break
    if not found:
        raise UsageError(f"the record knows no speaker {wanted!r}")
    listed = "; ".join(f"{k.id} {k.name} ({k.kind}, {k.statements:,} statements)" for k in (choice or found)[:20])
    raise UsageError(f"several speakers go by {wanted!r}; name one by its id: {listed}")
