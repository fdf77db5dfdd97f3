"""Rosters: lists of people with ids and the offices they held, to link speakers to.

Three forms are read: CSV (columns name, other names, role, from, until, id; other names parted by ``;`` or ``|``),
the YAML of congress-legislators, and Popolo JSON (persons with memberships). A row with a fault is named and skipped.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.core.errors import UsageError
from onrecord.core.reading import Problem
from onrecord.core.statements import SaidDate, Speaker, SpeakerKind
from onrecord.resolution.names import core, same_person

_MOST_BYTES = 100_000_000
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_COLUMNS = {"name", "id"}
_CHAMBERS = {"sen": "senator", "rep": "representative"}


@dataclass(frozen=True, slots=True)
class Holder:
    """One person in one office. ``since`` and ``until`` are ISO 8601 (``2017``, ``2017-01-20``) or empty."""

    id: str
    name: str
    names: tuple[tuple[str, ...], ...]
    role: str = ""
    since: str = ""
    until: str = ""

    def held_on(self, day: str) -> bool:
        """True when the office may have been held on ``day`` (ISO 8601, of any precision; empty is any day)."""
        if not day:
            return True
        return (not self.since or self.since[: len(day)] <= day[: len(self.since)]) and (
            not self.until or day[: len(self.until)] <= self.until[: len(day)]
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows of a roster, by the last word of each name and by the words of the office."""

    by_surname: Mapping[str, tuple[Holder, ...]] = field(default_factory=dict)
    by_role: Mapping[str, tuple[Holder, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    id: str
    names: tuple[str, ...]
    role: str = ""
    since: str = ""
    until: str = ""


def load_roster(path: Path) -> tuple[Roster, tuple[Problem, ...]]:
    """Read a roster, and a problem (code ``roster-row``) for each row that was skipped.

    Raises UsageError when the file can't be read or is in none of the three forms.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"roster {path.name} is larger than {_MOST_BYTES // 1_000_000} MB")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"can't read the roster {path.name}: {error}") from None
    kind = path.suffix.lower()
    if kind not in _FORMS:
        raise UsageError(f"roster {path.name}: the name must end in {', '.join(sorted(_FORMS))}")
    holders: list[Holder] = []
    problems: list[Problem] = []
    terms: dict[tuple[str, str], list[Holder]] = {}
    for row in _FORMS[kind](text, path.name):
        fault = row if isinstance(row, str) else _fault(row)
        if isinstance(row, str) or fault:
            problems.append(Problem("roster-row", f"{fault}: skipped"))
            continue
        holder = Holder(
            row.id, row.names[0], tuple(core(tuple(n.split())) for n in row.names), row.role, row.since, row.until
        )
        same = terms.setdefault((holder.id, holder.role), [])
        if any(_overlap(holder, other) for other in same):
            problems.append(
                Problem("roster-row", f"{row.where}: overlaps another row of {holder.name}, {holder.role}: skipped")
            )
            continue
        same.append(holder)
        holders.append(holder)
    return _indexed(holders), tuple(problems)


def link(roster: Roster, speaker: Speaker, said: SaidDate | None, published: str | None) -> Speaker:
    """The speaker with the id of the one row that fits name, or office, and date; else the speaker unchanged."""
    day = _known_day(said, published)
    if speaker.kind is SpeakerKind.PERSON and speaker.name:
        name = core(tuple(speaker.name.split()))
        rows = [row for row in roster.by_surname.get(name[-1], ()) if any(_same_name(name, own) for own in row.names)]
        found = _only([row for row in rows if row.held_on(day)]) or _only(rows)
        return speaker if found is None else replace(speaker, id=found.id)
    if speaker.kind is SpeakerKind.UNNAMED and speaker.description and day:
        office = _office(speaker.description)
        found = _only([row for row in roster.by_role.get(office, ()) if row.held_on(day)]) if office else None
        if found is not None:
            return replace(
                speaker, kind=SpeakerKind.PERSON, name=found.name, role=found.role, id=found.id, anonymity=None
            )
    return speaker


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one == other or (len(one) > 1 and len(other) > 1 and same_person(one, other))


def _only(rows: Iterable[Holder]) -> Holder | None:
    """The row, where all are one person's."""
    listed = list(rows)
    return listed[0] if len({row.id for row in listed}) == 1 else None


def _known_day(said: SaidDate | None, published: str | None) -> str:
    """The statement's date, or the page's where it is not known to the year; empty where neither is."""
    for value in (said.edtf if said else "", published or ""):
        found = _DAY.match(value)
        if found is not None and "X" not in value[:7]:
            return found[0]
    return ""


def _office(description: str) -> str:
    """The office of "the president": empty for descriptions that are not definite."""
    lower = " ".join(description.casefold().split()).strip(" ,.")
    return lower.removeprefix("the ") if lower.startswith("the ") else ""


def _indexed(holders: list[Holder]) -> Roster:
    surnames: dict[str, list[Holder]] = {}
    roles: dict[str, list[Holder]] = {}
    for holder in holders:
        for last in {name[-1] for name in holder.names if name}:
            surnames.setdefault(last, []).append(holder)
        if holder.role:
            roles.setdefault(" ".join(holder.role.casefold().split()), []).append(holder)
    return Roster({k: tuple(v) for k, v in surnames.items()}, {k: tuple(v) for k, v in roles.items()})


def _fault(row: _Row) -> str:
    if not row.id or not row.names or not row.names[0].strip():
        return f"{row.where}: no {'name' if row.id else 'id'}"
    for value in (row.since, row.until):
        if value and not _is_day(value):
            return f"{row.where}: {value[:40]!r} is no date"
    if row.since and row.until and row.until < row.since[: len(row.until)]:
        return f"{row.where}: ends ({row.until}) before it begins ({row.since})"
    return ""


def _is_day(value: str) -> bool:
    if _DAY.fullmatch(value) is None:
        return False
    month, day = int(value[5:7] or 1), int(value[8:10] or 1)
    return 1 <= month <= 12 and 1 <= day <= 31


def _overlap(one: Holder, other: Holder) -> bool:
    """True when two terms share more than the day on which one ends and the next begins."""
    return (one.since or "0") < (other.until or "9999-99") and (other.since or "0") < (one.until or "9999-99")


def _from_csv(text: str, file: str) -> Iterator[_Row | str]:
    reader = csv.DictReader(io.StringIO(text))
    columns = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    if not columns >= _COLUMNS:
        raise UsageError(
            f"roster {file}: the first line must name the columns name, other names, role, from, until, id"
        )
    try:
        for row in reader:
            if None in row:
                yield f"{file} line {reader.line_num}: more fields than columns"
                continue
            cells = {(key or "").strip().lower(): (value or "").strip() for key, value in row.items()}
            others = re.split(r"\s*[;|]\s*", cells.get("other names", ""))
            names = tuple(name for name in (cells["name"], *others) if name)
            yield _Row(
                f"{file} line {reader.line_num}", cells["id"], names if cells["name"] else (), cells.get("role", ""),
                cells.get("from", ""), cells.get("until", ""),
            )  # fmt: skip
    except csv.Error as error:
        yield f"{file} line {reader.line_num}: {error}"


def _from_yaml(text: str, file: str) -> Iterator[_Row | str]:
    import yaml

    try:
        people = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        raise UsageError(f"roster {file}: not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(people, list):
        raise UsageError(f"roster {file}: not a list of legislators")
    for number, person in enumerate(people, 1):
        where = f"{file} entry {number}"
        try:
            yield from _legislator(person, where)
        except (AttributeError, KeyError, TypeError, ValueError):
            yield f"{where}: not a legislator with id, name and terms"


def _legislator(person: Mapping[str, Any], where: str) -> list[_Row]:
    name, ids = person["name"], person["id"]
    full = name.get("official_full") or f"{name['first']} {name['last']}"
    others = {f"{name['first']} {name['last']}"} | (
        {f"{name['nickname']} {name['last']}"} if name.get("nickname") else set()
    )
    names = (full, *sorted(others - {full}))
    return [
        _Row(
            f"{where}, term {index}",
            str(ids.get("bioguide") or ""),
            names,
            _CHAMBERS.get(term["type"], str(term["type"])),
            str(term.get("start") or ""),
            str(term.get("end") or ""),
        )
        for index, term in enumerate(person["terms"], 1)
    ]


def _from_popolo(text: str, file: str) -> Iterator[_Row | str]:
    try:
        data = json.loads(text)
        persons = data["persons"] if isinstance(data, dict) else None
    except (ValueError, KeyError, RecursionError):
        persons = None
    if not isinstance(persons, list):
        raise UsageError(f"roster {file}: not Popolo JSON with persons")
    memberships: dict[str, list[Mapping[str, Any]]] = {}
    listed = data.get("memberships")
    for number, membership in enumerate(listed if isinstance(listed, list) else (), 1):
        if not isinstance(membership, dict) or not membership.get("person_id"):
            yield f"{file} membership {number}: no person_id"
            continue
        memberships.setdefault(str(membership["person_id"]), []).append(membership)
    for number, person in enumerate(persons, 1):
        where = f"{file} person {number}"
        if not isinstance(person, dict):
            yield f"{where}: not an object"
            continue
        others = [other.get("name", "") for other in person.get("other_names") or () if isinstance(other, dict)]
        names = tuple(str(name) for name in (person.get("name"), *others) if name)
        key = str(person.get("id") or "")
        own = [*memberships.get(key, []), *(m for m in person.get("memberships") or () if isinstance(m, dict))]
        for term in own or [{}]:
            yield _Row(
                where, key, names if person.get("name") else (), str(term.get("role") or ""),
                str(term.get("start_date") or ""), str(term.get("end_date") or ""),
            )  # fmt: skip


_FORMS = {".csv": _from_csv, ".yaml": _from_yaml, ".yml": _from_yaml, ".json": _from_popolo}
