"""Each rule with its table: texts that it must mark and look-alikes that it must not, and its documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tables_cues
import tables_dates
import tables_quotations
import tables_sources
import tables_speakers
from lint_case import Case
from lint_pages import read_text

from onrecord.lint.findings import Finding
from onrecord.lint.houses import House, house_from, load_house
from onrecord.lint.linting import lint
from onrecord.lint.rule import FAMILIES, Rule
from onrecord.lint.rules import RULES
from onrecord.lint.settings import Settings

TABLES = {
    code: table
    for module in (tables_sources, tables_speakers, tables_quotations, tables_cues, tables_dates)
    for code, table in module.TABLES.items()
}


def findings(case: str | Case, code: str) -> tuple[Finding, ...]:
    row = case if isinstance(case, Case) else Case(case)
    house = (
        House() if row.house is None else load_house(row.house) if isinstance(row.house, str) else house_from(row.house)
    )
    reading = read_text(row.text, published=row.published, markdown=row.markdown)
    return lint(reading, [code], Settings(house=house, today=row.today))


def rows(marked: bool) -> list[tuple[str, str | Case]]:
    return [(code, case) for code, (faulty, clean) in TABLES.items() for case in (faulty if marked else clean)]


@pytest.mark.parametrize(("code", "case"), rows(True))
def test_a_fault_is_marked(code: str, case: str | Case) -> None:
    found = findings(case, code)
    assert found
    text = read_text(case if isinstance(case, str) else case.text).article.text
    for one in found:
        assert one.code == code
        assert text[one.span.start : one.span.end] == one.span.text


@pytest.mark.parametrize(("code", "case"), rows(False))
def test_a_look_alike_is_not_marked(code: str, case: str | Case) -> None:
    assert findings(case, code) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_table(rule: Rule) -> None:
    if rule.code == "SRC09":
        return  # it needs a record: test_lint_record.py has its table
    faulty, clean = TABLES[rule.code]
    assert len(set(map(str, faulty))) >= 4
    assert len(set(map(str, clean))) >= 4


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_explains_itself(rule: Rule) -> None:
    told = rule.explanation
    assert told.summary.startswith("Marks ")
    assert told.why
    assert told.example
    assert told.instead
    assert told.handbook == "House rule of onrecord." or re.search(r"https?://\S+", told.handbook)
    assert rule.family == FAMILIES[rule.code[:3]]


def test_codes_and_names_are_used_once() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) >= 30


def test_every_rule_has_its_page(root: Path) -> None:
    from onrecord.cli.lint_report import rule_page

    pages = {path.stem: path.read_text(encoding="utf-8") for path in (root / "docs/rules").glob("*.md")}
    assert pages == {rule.code: rule_page(rule) for rule in RULES}, "run scripts/document"
