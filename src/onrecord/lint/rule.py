"""Rules: a documented function with its code, its name, and how much its findings matter."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.lint.context import Context
from onrecord.lint.findings import Mark, Severity

Check = Callable[[Context], Iterator[Mark]]

FAMILIES = {
    "SRC": "Sources",
    "SPK": "Speakers",
    "QUO": "Quotations",
    "CUE": "Cues",
    "DAT": "Dates and links",
    "PAG": "Page",
}
_SECTION = re.compile(r"^(Why|Handbook|Example|Instead):[ \n]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of a rule's docstring. ``handbook`` says where the rule comes from, with the address that was read."""

    summary: str
    why: str
    handbook: str
    example: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``default`` rules run unless settings say otherwise; the others are asked for by code or family."""

    code: str
    name: str
    severity: Severity
    default: bool
    check: Check

    @property
    def family(self) -> str:
        """The family's title."""
        return FAMILIES[self.code[:3]]

    @property
    def explanation(self) -> Explanation:
        """The docstring of the rule's function in its parts."""
        return explained(inspect.getdoc(self.check) or "")


def rule(
    code: str, name: str, severity: Severity = Severity.WARNING, *, default: bool = True
) -> Callable[[Check], Rule]:
    """Make a rule of a function. Its docstring has a summary and the sections Why, Handbook, Example and Instead."""

    def made(check: Check) -> Rule:
        return Rule(code=code, name=name, severity=severity, default=default, check=check)

    return made


def explained(docstring: str) -> Explanation:
    """The parts of a docstring. Raises ValueError, naming the section, when one is missing."""
    pieces = _SECTION.split(docstring)
    parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    missing = {"Why", "Handbook", "Example", "Instead"} - parts.keys()
    if missing:
        raise ValueError(f"a rule's docstring lacks {', '.join(sorted(missing))}")
    prose = {name: " ".join(text.split()) for name, text in parts.items()}
    return Explanation(
        summary=" ".join(pieces[0].split()),
        why=prose["Why"],
        handbook=prose["Handbook"],
        example=inspect.cleandoc(parts["Example"]).strip(),
        instead=inspect.cleandoc(parts["Instead"]).strip(),
    )
