"""A row of a rule's table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Case:
    """A text, and what is known beside it. ``house`` is the name of a house style or a table."""

    text: str
    published: str | None = None
    markdown: bool = False
    house: str | dict[str, Any] | None = None
    today: date | None = None
    routes: tuple[str, ...] = field(default=())
