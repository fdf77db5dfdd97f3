"""``onrecord verify --record``: the pages of a record as sources."""

from __future__ import annotations

import json

import pytest
from test_tracing_keep import CHANGED, HARBOUR, MILL, page
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.store import Record


@pytest.mark.parametrize(
    ("quotation", "verdict", "code"),
    [
        (HARBOUR, "verbatim", 0),
        (CHANGED.replace("soon", "never"), "altered", 1),
        ("the old mill was closed by its owners", "verbatim", 0),
        ("no page of this record has printed anything of the kind", "not found", 1),
    ],
)
def test_quotations_against_a_record(tmp_path, quotation, verdict, code):
    record, draft = str(tmp_path / "r.db"), tmp_path / "draft.txt"
    with Record.open(record, create=True) as opened:
        opened.add([page(1, HARBOUR), page(2, MILL), page(3, CHANGED)])
    draft.write_text(f"The mayor said “{quotation}” to the council.", encoding="utf-8")
    result = CliRunner().invoke(app, ["verify", str(draft), "--record", record, "--no-speakers", "--format", "jsonl"])
    assert result.exit_code == code, result.output
    assert json.loads(result.output)["verdict"] == verdict


def test_the_draft_itself_is_no_source(record):
    record.add([page(1, HARBOUR)])
    (source,) = record.sources([HARBOUR])
    assert source.name == "https://a.example/1"
    assert record.sources([HARBOUR], but=source.text) == []
    assert record.sources(["…", ""]) == []
