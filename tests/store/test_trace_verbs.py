"""``onrecord trace`` and ``onrecord quotations`` in every format."""

from __future__ import annotations

import csv
import io
import json

import pytest
from test_tracing import story_page
from test_tracing_keep import CHANGED, CUT, HARBOUR, story
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.store import Record


@pytest.fixture
def at(tmp_path):
    path = str(tmp_path / "r.db")
    wire = story(1, 300)
    with Record.open(path, create=True) as record:
        record.add([
            story_page(1, HARBOUR, 3, "Wire", rest=wire),
            story_page(2, HARBOUR, 4, "Courier", rest=wire, route=["Wire"]),
            story_page(3, CHANGED, 5, "Gazette", name="Bo Lind"),
            story_page(4, CUT, 6, "\x1b[31mEcho", name=None),
        ])  # fmt: skip
    return ["--record", path]


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    return result.output


def test_json_says_all(at):
    found = json.loads(run("trace", HARBOUR, *at, "--format", "json"))
    assert (found["pages"], found["origins"], found["coverage"]["articles"]) == (4, 3, 4)
    assert [one["outlet"] for one in found["earliest"]] == ["Wire"]
    assert found["quotations"][0]["wordings"][1]["differences"] == [{"first": "again", "later": "soon"}]
    assert found["credits"]["edges"][0]["credited"] == "Wire"
    assert [one["change"] for one in found["speaker_changes"]] == ["another", "lost"]
    assert len(found["copies"][0]["printed"]) == 2


def test_lines_and_csv_are_an_appearance_each(at):
    lines = [json.loads(line) for line in run("trace", HARBOUR, *at).splitlines()]
    table = list(csv.DictReader(io.StringIO(run("trace", HARBOUR, *at, "--format", "csv"))))
    assert [row["wording"] for row in lines] == [1, 1, 2, 3]
    assert [row["page"] for row in table] == [row["page"] for row in lines]
    assert table[2]["differences"] == "again → soon"


def test_the_table_says_what_matters_and_nothing_steers_the_terminal(at):
    shown = run("trace", HARBOUR, *at, "--format", "table")
    assert "Earliest in this record: Wire, 2020-03-03" in shown
    assert "The record covers 4 pages" in shown
    assert "again → soon" in shown
    assert "One article on 2 pages, credited to Wire" in shown
    assert "Courier credits Wire" in shown
    assert "names Bo Lind instead of Ann Reed" in shown
    assert "\x1b[31m" not in shown


def test_words_that_are_not_there(at):
    assert "No page" in run("trace", "nobody said any of this here", *at, "--format", "table", code=1)
    assert run("trace", "nobody said any of this here", *at, code=1) == ""
    assert "no words" in run("trace", "…", *at, code=2)


def test_the_list_of_quotations(at):
    (row,) = (json.loads(line) for line in run("quotations", *at).splitlines())
    assert (row["pages"], row["wordings"], row["altered"], row["speakers"]) == (4, 3, 1, ["Ann Reed", "Bo Lind"])
    assert json.loads(run("quotations", *at, "--by", "altered", "--format", "json")) == [row]
    assert "Ann Reed | Bo Lind" in run("quotations", *at, "--by", "credited", "--format", "csv")
    assert "Ann Reed, Bo Lind" in run("quotations", *at, "--format", "table")


def test_the_time_line(at, tmp_path):
    pytest.importorskip("altair")
    run("trace", HARBOUR, *at, "--plot", str(tmp_path / "line.svg"))
    assert "Courier" in (tmp_path / "line.svg").read_text(encoding="utf-8")
    run("trace", HARBOUR, *at, "--plot", str(tmp_path / "line.html"))
    assert "https://cdn" not in (tmp_path / "line.html").read_text(encoding="utf-8")
    assert "written as" in run("trace", HARBOUR, *at, "--plot", str(tmp_path / "line.doc"), code=2)
