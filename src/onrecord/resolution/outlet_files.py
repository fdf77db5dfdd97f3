"""A user's file of outlets: rows added by a program, the rest of the file kept as its owner wrote it."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from onrecord.core.errors import UsageError
from onrecord.resolution.outlets import (
    Outlet,
    OutletKind,
    checked,
    load_own,
    merged,
    name_key,
    outlet_table,
    parse_row,
)

_HEAD = "# name\tkind\tcountry\tdomains, parted by a space\tother names, parted by |\tshared names, parted by |\n"


def add_outlet(path: Path, added: Outlet, kind: OutletKind | None) -> tuple[Outlet, tuple[str, ...]]:
    """Write the row into the file, made where it doesn't exist; a row of the same name gets what is new.

    ``kind`` is needed only for an outlet that is not known yet. Gives the row as it now stands and, for each of its
    names and domains that onrecord has under another outlet, a line that says so. Raises UsageError when the row
    can't stand in the file, or the file can't be read or written.
    """
    own, _ = load_own(path) if path.exists() else ([], ())
    key = name_key(added.name)
    known = next((row for row in own if name_key(row.name) == key), None)
    shipped = outlet_table()[0]
    like = known or next((row for row in shipped.rows if name_key(row.name) == key), None)
    chosen = kind if kind or like is None else like.kind
    if chosen is None:
        raise UsageError(f"{added.name} is not known yet: give its kind ({', '.join(OutletKind)})")
    row = replace(added, name=like.name if like else added.name, kind=chosen)
    row = merged(known, row) if known else row
    try:
        checked(row)
    except ValueError as error:
        raise UsageError(str(error)) from None
    for other in own:
        if other is not known and (taken := _in_common(row, other)):
            raise UsageError(f"{taken[0]} belongs to {other.name} in {path.name}")
    _write(path, row, key)
    moved = [f"{said} was {other.name}'s" for other in shipped.rows if name_key(other.name) != key
             for said in _in_common(row, other)]  # fmt: skip
    return row, tuple(moved)


def _in_common(one: Outlet, other: Outlet) -> list[str]:
    names = {name_key(name) for name in (other.name, *other.aliases)}
    return [
        *(name for name in (one.name, *one.aliases) if name_key(name) in names),
        *(domain for domain in one.domains if domain in other.domains),
    ]


def _write(path: Path, row: Outlet, key: str) -> None:
    """Put the row in the place of the one of its name, else at the end; the file is replaced in one step."""
    try:
        lines = path.read_text("utf-8-sig").splitlines(keepends=True) if path.exists() else [_HEAD]
        place = next((i for i, line in enumerate(lines) if _names(line, key)), len(lines))
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        lines[place : place + 1] = [row.line() + "\n"]
        handle, beside = tempfile.mkstemp(dir=path.resolve().parent, prefix=path.name, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.writelines(lines)
            if path.exists():
                Path(beside).chmod(path.stat().st_mode & 0o777)
            else:
                Path(beside).chmod(0o644)
            Path(beside).replace(path.resolve())
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"can't write the outlets {path.name}: {error}") from None


def _names(line: str, key: str) -> bool:
    if not line.strip() or line.startswith("#"):
        return False
    try:
        return name_key(parse_row(line.rstrip("\r\n")).name) == key
    except ValueError:
        return False
