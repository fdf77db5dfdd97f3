"""The documents say what there is: every verb and option, every JSON field, every public name, every link."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

import onrecord
from onrecord.cli.app import command
from onrecord.cli.verbs import VERBS
from onrecord.core import article, reading, statements
from onrecord.render.rows import COLUMNS

RECORDS = (
    *(getattr(statements, name) for name in ("Statement", "Speaker", "SaidDate", "Relay", "Confidence", "Anonymity")),
    *(getattr(statements, name) for name in ("Unresolved", "Candidate")),
    *(getattr(article, name) for name in ("Article", "Block", "Fact")),
    *(getattr(reading, name) for name in ("Reading", "Problem", "Dropped")),
)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_option_is_documented(root: Path, verb: str) -> None:
    text = (root / "docs/cli.md").read_text(encoding="utf-8")
    _, heading, section = text.partition(f"## onrecord {verb}\n")
    assert heading, "run scripts/document"
    section = section.partition("\n## ")[0]
    for parameter in command(verb).params:
        for option in (name for name in parameter.opts if name.startswith("--") and name != "--help"):
            assert f"`{option}`" in section, "run scripts/document"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_json_field_is_documented(root: Path, record: type) -> None:
    text = (root / "docs/json.md").read_text(encoding="utf-8")
    for field in dataclasses.fields(record):
        assert f"`{field.name}`" in text, f"{record.__name__}.{field.name}"


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_documented(root: Path, column: str) -> None:
    table = (root / "docs/json.md").read_text(encoding="utf-8").partition("| column |")[2]
    assert f"`{column}`" in table


def test_every_public_name_is_documented(root: Path) -> None:
    text = (root / "docs/library.md").read_text(encoding="utf-8").partition("## Public names")[2]
    assert re.findall(r"^- `(\w+)`:", text, re.MULTILINE) == onrecord.__all__


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    for page in (root / "README.md", *(root / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
