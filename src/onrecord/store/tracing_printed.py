"""The statements of a record as appearances of a quotation, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from onrecord.reuse.clusters import Printed
from onrecord.reuse.normalise import words
from onrecord.store.tracing_keep import FORMS, Words, chunks, listed, quoted_text, said_on

_STATEMENTS = """
SELECT w.quotation, q.statement_key FROM wordings w JOIN quoted q ON q.wording_key = w.key WHERE w.quotation IN ({})
"""
_ROWS = """
SELECT s.key, s.id, s.form, s.content, s.said_first, s.said_last, s.speaker_description,
  coalesce(m.name, p.name) AS speaker, a.id AS article, a.page, a.headline, a.published, o.name AS outlet, c.origin
FROM statements s
JOIN articles a ON a.key = s.article_key
LEFT JOIN outlets o ON o.key = a.outlet_key
LEFT JOIN speakers p ON p.key = s.speaker_key
LEFT JOIN speakers m ON m.key = p.same_as
LEFT JOIN copies c ON c.article_key = a.key
WHERE s.key IN ({}) ORDER BY s.key
"""
_SPANS = """
SELECT statement_key, role, min(start), max("end") FROM parts WHERE statement_key IN ({}) GROUP BY statement_key, role
"""
_ROUTES = "SELECT statement_key, name FROM routes WHERE statement_key IN ({}) ORDER BY statement_key, step"


def members(connection: Connection, numbers: Sequence[int], limit: int) -> tuple[dict[int, list[Printed]], bool]:
    """The appearances of some quotations, in the order of the numbers; True beside them when there were more."""
    of_statement: dict[int, int] = {}
    for some in chunks(numbers):
        for number, key in connection.exec_driver_sql(_STATEMENTS.format(listed(some))).all():
            of_statement[key] = number
    places = {number: place for place, number in enumerate(numbers)}
    keys = sorted(of_statement, key=lambda key: (places[of_statement[key]], key))
    found: dict[int, list[Printed]] = defaultdict(list)
    loaded = load(connection, keys[:limit])
    for key in keys[:limit]:
        found[of_statement[key]].append(loaded[key])
    return dict(found), len(keys) > limit


def compared(printed: Iterable[Printed]) -> list[tuple[Words, Printed]]:
    """Some appearances, each with its compared words; most print what others do."""
    known: dict[str, Words] = {}
    found = []
    for one in printed:
        if one.text not in known:
            known[one.text] = words(one.text)
        found.append((known[one.text], one))
    return found


def load(connection: Connection, keys: Sequence[int]) -> dict[int, Printed]:
    """Statements of some keys as appearances."""
    found: dict[int, Printed] = {}
    for some in chunks(keys):
        inside = listed(some)
        spans = {(key, role): (start, end)
                 for key, role, start, end in connection.exec_driver_sql(_SPANS.format(inside)).all()}  # fmt: skip
        routes: dict[int, list[str]] = defaultdict(list)
        for key, name in connection.exec_driver_sql(_ROUTES.format(inside)).all():
            routes[key].append(name)
        for row in connection.exec_driver_sql(_ROWS.format(inside)).all():
            place, sourced = spans.get((row.key, "content"), (0, 0)), (row.key, "source") in spans
            found[row.key] = _printed(row, place, sourced, tuple(routes[row.key]))
    return found


def _printed(row: Row[Any], place: tuple[int, int], sourced: bool, route: tuple[str, ...]) -> Printed:
    shown = quoted_text(row.form, row.content) if row.form in FORMS else row.content
    return Printed(
        id=row.id, text=shown, page=row.page, outlet=row.outlet, published=row.published, speaker=row.speaker,
        route=route, article=row.article, headline=row.headline, described=row.speaker_description,
        credited=sourced or row.speaker is not None, start=place[0], end=place[1], marked=row.form in FORMS,
        origin=row.origin, said=said_on(row.said_first, row.said_last),
    )  # fmt: skip
