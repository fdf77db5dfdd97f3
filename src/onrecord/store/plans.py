"""Plans: a query as SQL, for either database.

Statements' keys are in the order of publishing (`days`). In SQLite one thing leads, and gives keys in that order or
few enough to sort: the full-text index with the words and `facets`, else the dates of saying, else a route, else the
statements from the newest on; the other conditions are checked on what it gives. PostgreSQL's planner chooses itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from onrecord.core.errors import UsageError
from onrecord.store import facets, people, words
from onrecord.store.days import FIRST_DATED, ceiling_key, floor_key

ORDERS = {"newest": "DESC", "oldest": "ASC", "said-newest": "DESC", "said-oldest": "ASC"}
_FEW_SPEAKERS = 64  # as facets; more are looked up in a list
_TERMS = 64  # of a search's words
_FEW_DAYS = 20_000  # statements said in a range of days that are gathered to check others against


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for; everything given must fit.

    ``words``    words, ``"phrases"`` and ``prefix*`` of the content.
    ``speaker``  a name, an alias, or an id (of the record or a roster); ``role`` words of the role.
    ``outlet``, ``route``  names, whatever their case; ``form``, ``act``, ``polarity``, ``kind`` values.
    ``said_since`` ... ``published_until``  ISO days, inclusive. A date of saying fits when any day it allows does;
    a page that gives only a month counts as of its first day.
    ``versions``  ``current`` or ``all``: also statements of older versions of a page.
    """

    words: str = ""
    speaker: str | None = None
    role: str | None = None
    outlet: str | None = None
    route: str | None = None
    form: str | None = None
    act: str | None = None
    polarity: str | None = None
    kind: str | None = None
    said_since: str | None = None
    said_until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    min_confidence: float = 0.0
    versions: str = "current"


@dataclass(slots=True)
class Plan:
    """What SQL a query becomes.

    ``match``    the full-text expression; ``leads`` is ``words``, ``said``, ``route`` or, for the table, empty.
    ``on_key``   conditions that need no more than the key, which is written ``{key}``.
    ``on_row``   conditions on ``s``, the row of the statement.
    ``few``      PostgreSQL gathers what fits and sorts it; its planner would walk along the keys until enough fit, and
                 what was said in a month stands together, at the end of a long walk.
    ``nothing``  True when no statement can fit.
    """

    postgres: bool
    values: dict[str, Any] = field(default_factory=dict)
    on_key: list[str] = field(default_factory=list)
    on_row: list[str] = field(default_factory=list)
    match: list[str] = field(default_factory=list)
    leads: str = ""
    state: str = "current"
    few: bool = False
    nothing: bool = False

    def row(self, condition: str, **values: object) -> None:
        """Ask for a condition on the row."""
        self.on_row.append(condition)
        self.values.update(values)

    def key(self, condition: str, **values: object) -> None:
        """Ask for a condition on the key."""
        self.on_key.append(condition)
        self.values.update(values)


def plan(connection: Connection, query: Query) -> Plan:
    """The plan for a query. Raises UsageError for a query that is off."""
    made = Plan(connection.dialect.name == "postgresql", state=query.versions)
    if query.versions not in ("current", "all"):
        raise UsageError(f"versions is {query.versions!r}; valid are current and all")
    names = (query.speaker, query.outlet, query.route, query.form, query.act, query.polarity, query.kind)
    if any("\0" in name for name in names if name):  # no database holds the character, so nothing can match
        made.nothing = True
        return made
    _words(made, query)
    if query.speaker is not None:
        _speaker(made, people.keys_of(connection, query.speaker))
    if query.outlet is not None:
        key = connection.scalar(text("SELECT key FROM outlets WHERE folded = :o"), {"o": words.fold(query.outlet)})
        made.nothing |= key is None
        _facet(made, "outlet_key", key, f"o{key}")
    for column, value in _values(query).items():
        _facet(made, column, value, facets.LETTERS[column].get(value))
    if query.min_confidence > 0:
        made.row("s.confidence >= :confidence", confidence=query.min_confidence)
    said = _dates(made, query)
    if made.match:
        made.leads = "words"
        made.values["match"] = (" & " if made.postgres else " AND ").join(made.match)
    if said:
        _said(connection, made, said)
    if query.route is not None:
        made.values["route"] = words.fold(query.route)
        if made.leads or made.postgres:
            made.key(f"{_each(made)}{{key}} IN (SELECT statement_key FROM routes WHERE folded = :route)")
        else:
            made.leads = "route"
    return made


def _each(made: Plan) -> str:
    """Keeps SQLite from asking the full-text index once for each key of a list."""
    return "" if made.postgres else "+"


def _values(query: Query) -> dict[str, str]:
    chosen = {"form": query.form, "act": query.act, "polarity": query.polarity, "speaker_kind": query.kind}
    return {column: str(value) for column, value in chosen.items() if value is not None}


def tallied(query: Query) -> str:
    """The conditions of a query on ``tallies s``; its values are those of the plan. Only for what the tallies count."""
    states = "s.state = 'current'" if query.versions == "current" else "s.state <> 'deleted'"
    return " AND ".join((states, *(f"s.{column} = :{column}" for column in _values(query))))


def _words(made: Plan, query: Query) -> None:
    for asked, column, weight in ((query.words, "content", "A"), (query.role, "speaker_role", "B")):
        if asked and asked.strip():
            terms = words.parse_query(asked)[:_TERMS]
            made.nothing |= not terms  # words were asked for that no statement can hold
            made.match.append(words.tsquery(terms, weight) if made.postgres else words.fts5(terms, column))


def _facet(made: Plan, column: str, value: object, token: str | None) -> None:
    made.values[column] = value
    if token is not None and not made.postgres:
        made.match.append(facets.any_of([token]))
    else:
        rare = {"act": "speech", "polarity": "asserted", "speaker_kind": "person"}.get(column)
        extra = f" AND s.{column} <> '{rare}'" if rare and value != rare else ""  # what PostgreSQL's index is of
        made.row(f"s.{column} = :{column}{extra}")


def _speaker(made: Plan, keys: list[int]) -> None:
    made.nothing |= not keys
    if made.postgres or len(keys) > _FEW_SPEAKERS:
        made.row(f"s.speaker_key IN ({', '.join(map(str, keys)) or 'NULL'})")
    else:
        made.match.append(facets.any_of(f"s{key}" for key in keys))


def _dates(made: Plan, query: Query) -> Mapping[str, str]:
    """Ask for days of publishing; gives the days of saying that are asked for."""
    try:
        if query.published_since:
            made.key("{key} >= :since", since=floor_key(query.published_since))
        if query.published_until:
            until = ceiling_key(query.published_until)
            made.key("{key} >= :dated AND {key} < :until", dated=FIRST_DATED, until=until)
        said = {"said_since": query.said_since, "said_until": query.said_until}
        for day in filter(None, said.values()):
            floor_key(day)
    except ValueError as error:
        raise UsageError(f"not a day (YYYY-MM-DD): {error}") from None
    return {name: day for name, day in said.items() if day}


# A date of saying is a day, or vague: any day of an interval. Those that may lie within two days are the dates whose
# last day does, and of the vague ones those that begin before the range ends.
_EXACT = {True: "said_last BETWEEN :said_since AND :said_until", False: "said_last <= :said_until"}
_VAGUE = "said_first < said_last AND said_last > :said_until AND said_first <= :said_until"


def _days(since: bool) -> str:
    """The keys of statements that may have been said by ``said_until`` (and from ``said_since`` on), for SQLite."""
    vague = f"statements INDEXED BY statements_by_vague_date WHERE {_VAGUE}"
    return f"SELECT key FROM statements WHERE {_EXACT[since]} UNION ALL SELECT key FROM {vague}"


def _said(connection: Connection, made: Plan, said: Mapping[str, str]) -> None:
    made.values.update(said)
    made.nothing |= said.get("said_since", "") > said.get("said_until", "~")
    if "said_until" not in said:  # from the newest on, nearly all fit
        made.row("s.said_last >= :said_since")
        return
    days = _days(len(said) == 2)
    if made.postgres:
        fits = f"(s.{_EXACT[len(said) == 2]} OR ({_VAGUE}))"
        some = f"SELECT count(*) FROM (SELECT 1 FROM statements s WHERE {fits} LIMIT {_FEW_DAYS + 1}) f"
        made.few = (connection.scalar(text(some), said) or 0) <= _FEW_DAYS
        made.row(fits)
    elif not made.leads:
        made.leads = "said"
    elif (connection.scalar(text(f"SELECT count(*) FROM ({days} LIMIT {_FEW_DAYS + 1})"), said) or 0) <= _FEW_DAYS:
        made.key(f"{_each(made)}{{key}} IN ({days})")
    else:
        since = "s.said_last >= :said_since AND " if len(said) == 2 else "s.said_last IS NOT NULL AND "
        made.row(f"{since}s.said_first <= :said_until")


def _tables(made: Plan, whole: bool) -> tuple[str, str]:
    """FROM clause and the key's name; ``whole`` when rows of ``statements s`` are wanted."""
    if made.postgres or not made.leads:
        return "statements s", "s.key"
    if made.leads == "words":
        tables, key = "statement_words", "statement_words.rowid"
    elif made.leads == "said":
        tables, key = f"({_days('said_since' in made.values)}) d", "d.key"
    else:
        tables, key = "routes r", "r.statement_key"
    return (f"{tables} CROSS JOIN statements s ON s.key = {key}" if whole else tables), key


def _where(made: Plan, key: str, whole: bool) -> str:
    conditions = [*made.on_row, *(condition.format(key=key) for condition in made.on_key)]
    if whole:
        conditions.append("s.state = 'current'" if made.state == "current" else "s.state <> 'deleted'")
    else:
        gone = "x.state <> 'current'" + ("" if made.state == "current" else " AND x.state = 'deleted'")
        index = "statements x INDEXED BY statements_not_current"
        conditions.append(f"NOT EXISTS (SELECT 1 FROM {index} WHERE x.key = {key} AND {gone})")
    if made.match:
        conditions.append("s.words @@ CAST(:match AS tsquery)" if made.postgres else "statement_words MATCH :match")
    if made.leads == "route":
        again = (
            "SELECT 1 FROM routes t WHERE t.statement_key = r.statement_key AND t.folded = r.folded AND t.step < r.step"
        )
        conditions.append(f"r.folded = :route AND NOT EXISTS ({again})")
    return " AND ".join(conditions)


def rows(made: Plan) -> str:
    """FROM and WHERE for the rows ``s`` of statements that fit."""
    tables, key = _tables(made, True)
    return f"FROM {tables} WHERE {_where(made, key, True)}"


def keys(made: Plan, order: str, after: int | None) -> str:
    """SQL for the keys of what fits, in order, with ``:limit`` and ``:offset`` (and ``:after`` when it is given)."""
    by_day, direction = order.startswith("said"), ORDERS[order]
    whole = bool(made.on_row) or by_day or made.postgres or not made.leads
    tables, key = _tables(made, whole)
    where = _where(made, key, whole)
    if by_day:
        where += " AND s.said_last IS NOT NULL"
    if after is not None:
        where += f" AND {key} {'<' if direction == 'DESC' else '>'} :after"
    first = f"s.said_last {direction}, " if by_day else ""
    last = f"{key} + 0" if made.few and not by_day else key  # no index has it
    return f"SELECT {key} FROM {tables} WHERE {where} ORDER BY {first}{last} {direction} LIMIT :limit OFFSET :offset"
