"""House styles: what newsrooms disagree about, as data. Each file names the sources that it rests on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from typing import Any

from onrecord.core.errors import UsageError

LOADED = (
    "admit", "boast", "brag", "claim", "confess", "crow", "gloat", "gripe", "gush", "insist", "rant", "sneer", "whine",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One house style. What is None the house doesn't settle, and no rule marks.

    ``marks``       the outermost quotation marks in the text: ``double`` or ``single``.
    ``headline``    the same in headlines.
    ``commas``      commas and full stops at the end of a quotation: ``inside`` always, or ``logical``.
    ``courtesy``    whether people are called Mr., Mrs. or Ms.
    ``today``       whether "today", "yesterday" and "tomorrow" may stand in a story.
    ``loaded``      verbs, in their plain form, that the house keeps from attribution.
    ``sources``     where the house says so.
    """

    name: str = ""
    title: str = ""
    marks: str | None = None
    headline: str | None = None
    commas: str | None = None
    courtesy: bool | None = None
    today: bool | None = None
    loaded: tuple[str, ...] = LOADED
    sources: tuple[str, ...] = ()


_VALID = {
    "marks": ("double", "single"),
    "headline": ("double", "single"),
    "commas": ("inside", "logical"),
    "courtesy": (True, False),
    "today": (True, False),
}


def names() -> tuple[str, ...]:
    """The house styles that come with onrecord."""
    return tuple(
        sorted(one.name.removesuffix(".toml") for one in files(__package__).iterdir() if one.name.endswith("toml"))
    )


def load_house(name: str) -> House:
    """A house style that comes with onrecord. Raises UsageError, listing them, for another name."""
    if name.lower() not in names():
        raise UsageError(f"no house style {name!r}; there are {', '.join(names())}")
    text = files(__package__).joinpath(f"{name.lower()}.toml").read_text(encoding="utf-8")
    return house_from(tomllib.loads(text))


def house_from(table: Mapping[str, Any]) -> House:
    """The house style of a table; with ``extends`` it starts from one that comes with onrecord.

    Raises UsageError for a key or value that there isn't.
    """
    if not isinstance(table, Mapping):
        raise UsageError(f"house must be a name or a table; the names are {', '.join(names())}")
    valid = [field.name for field in fields(House)]
    base = load_house(str(table["extends"])) if "extends" in table else House()
    changes: dict[str, Any] = {}
    for key, value in table.items():
        if key == "extends":
            continue
        if key not in valid:
            raise UsageError(f"house: unknown key {key!r}; the keys are {', '.join([*valid, 'extends'])}")
        if key in _VALID and value not in _VALID[key]:
            shown = ", ".join(str(one).lower() for one in _VALID[key])
            raise UsageError(f"house: {key} can't be {value!r}; it is one of {shown}")
        if key in ("loaded", "sources") and not (
            isinstance(value, list) and all(isinstance(one, str) for one in value)
        ):
            raise UsageError(f"house: {key} must be a list of strings")
        changes[key] = tuple(value) if isinstance(value, list) else value
    return replace(base, **changes)
