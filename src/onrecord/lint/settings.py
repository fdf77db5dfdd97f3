"""Settings: which rules run and how, from the command line, ``onrecord.toml`` or ``[tool.onrecord]``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.core.errors import UsageError
from onrecord.lint.houses import House, house_from, load_house

FILE = "onrecord.toml"
_KEYS = ("select", "ignore", "house")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a text is linted.

    ``select``  codes or families to run ("SRC", "QUO02", "all"), none given: the rules that are on by default.
    ``ignore``  codes or families to leave out.
    ``house``   the house style; without one the rules that houses disagree about stay silent.
    ``today``   the day that old pages are measured against; None leaves that out.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    house: House = field(default_factory=House)
    today: date | None = None


def load_settings(folder: Path, codes: Iterable[str]) -> Settings:
    """The settings of the nearest ``onrecord.toml`` or ``[tool.onrecord]`` of ``pyproject.toml`` at or above a folder.

    ``codes`` are the codes that there are. Raises UsageError, naming file and valid words, for an unknown key, code
    or house.
    """
    for place in (folder, *folder.parents):
        own = place / FILE
        if own.is_file():
            return settings_from(_read(own), codes, str(own))
        project = place / "pyproject.toml"
        if project.is_file():
            table = _read(project).get("tool", {}).get("onrecord")
            if table is not None:
                return settings_from(table, codes, f"{project} [tool.onrecord]")
    return Settings()


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{path}: {error}") from None


def settings_from(table: Mapping[str, Any], codes: Iterable[str], where: str) -> Settings:
    """The settings of a table. Raises UsageError for what it doesn't know."""
    known = tuple(codes)
    for key in table:
        if key not in _KEYS:
            raise UsageError(f"{where}: unknown key {key!r}; the keys are {', '.join(_KEYS)}")
    lists = {name: table.get(name, []) for name in ("select", "ignore")}
    for name, listed in lists.items():
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise UsageError(f"{where}: {name} must be a list of codes")
    house = table.get("house")
    try:
        return Settings(
            select=checked(lists["select"], known),
            ignore=checked(lists["ignore"], known),
            house=House() if house is None else load_house(house) if isinstance(house, str) else house_from(house),
        )
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from None


def checked(listed: Iterable[str], codes: Iterable[str]) -> tuple[str, ...]:
    """Codes and families in capitals. Raises UsageError, listing the valid ones, for one that there isn't."""
    known = tuple(codes)
    wanted = tuple("all" if one.lower() == "all" else one.upper() for one in listed)
    families = sorted({code[:3] for code in known})
    for one in wanted:
        if one != "all" and one not in known and one not in families:
            raise UsageError(f"no rule {one!r}; there are {', '.join([*families, 'all', *known])}")
    return wanted


def covers(listed: Iterable[str], code: str) -> bool:
    """True when one of the codes or families is the code or its family."""
    return any(one == "all" or code.startswith(one) for one in listed)
