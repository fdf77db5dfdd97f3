"""Findings: what a rule marks in an article, and the edits that would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.spans import Span


class Severity(StrEnum):
    """How much a finding matters: an error misleads the reader, a warning needs an editor, a note is a matter of style.

    The values are the levels of SARIF 2.1.0.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``[start, end)`` of the article's text by ``text``; an insertion where ``start == end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What the edits do, in a few words, and the edits in the order of the text. They touch no word of anybody's."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule yields: the range ``[start, end)`` of the text, what is wrong there, and a fix where one is safe."""

    start: int
    end: int
    message: str
    fix: Fix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault in an article. ``span`` is in ``article.text`` (code points, half-open); ``rule`` is the rule's name."""

    code: str
    rule: str
    severity: Severity
    message: str
    span: Span
    fix: Fix | None = None
