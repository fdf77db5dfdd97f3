"""Occupations: what kind of voice a role gives its bearer."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Occupation(StrEnum):
    """The kinds of ``occupations.tsv``: public office, learning, speaking for an organization, ordinary life."""

    OFFICE = "office"
    LEARNING = "learning"
    REPRESENTATION = "representation"
    LIFE = "life"


@cache
def _table() -> tuple[tuple[Occupation, re.Pattern[str]], ...]:
    """A pattern for each kind; the first that a role's words fit decides."""
    rows = []
    text = files("onrecord.lint").joinpath("occupations.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, listed = line.split("\t")
            rows.append((Occupation(kind), re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)))
    return tuple(rows)


def occupation_of(role: str | None, affiliation: str | None = None) -> Occupation | None:
    """The kind of a role, None where its words don't tell. A role at an organization, of no better known kind, speaks
    for it.
    """
    if not role:
        return Occupation.REPRESENTATION if affiliation else None
    for kind, pattern in _table():
        if pattern.search(role):
            return kind
    return Occupation.REPRESENTATION if affiliation else None
