"""The page that the project started from: every fault that an editor would mark, and nothing that isn't one."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.lint import lint

pytestmark = pytest.mark.shared

FAULTS = {
    ("SRC02", "The Hill"),
    ("PAG01", "• Author:"),
    ("PAG02", "• Updated:"),
    ("DAT01", "Feb.\u00a021"),
    ("DAT01", "Feb. 22"),
    ("SRC01", "When you tell state"),
    ("SRC01", "enforcement officials"),
    ("PAG03", "`"),
    ("QUO02", "“"),
}
PERMITTED = {("PAG04", "Skip to main"), ("PAG04", "Popular Video"), ("PAG05", "\u00a0 ")}
ASKED_FOR = {("DAT08", "memo"), ("DAT08", "fact sheet"), ("CUE05", "notes")}


def found(shared: Path, rules: list[str] | None) -> set[tuple[str, str]]:
    reading = onrecord.read(shared / "pages/mexico-guidelines/page.txt")
    known = FAULTS | PERMITTED | ASKED_FOR
    return {
        next(
            (row for row in known if row[0] == one.code and one.span.text.startswith(row[1])), (one.code, one.span.text)
        )
        for one in lint(reading, rules)
    }


def test_every_fault_and_nothing_else(shared: Path) -> None:
    assert FAULTS <= found(shared, None) <= FAULTS | PERMITTED


def test_every_rule_at_once_adds_nothing_but_permitted_findings(shared: Path) -> None:
    assert FAULTS <= found(shared, ["all"]) <= FAULTS | PERMITTED | ASKED_FOR
