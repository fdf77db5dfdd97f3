"""What verdicts look like: escaped, self-contained, and with the right exit code."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app

SOURCE = "ANN REED: The bridge will open in May. <script>alert(1)</script> \x1b[31m Nothing else was said on the day.\n"
GOOD = 'Reed: "The bridge will open in May."\n'
BAD = 'Reed: "The bridge will open in June," and "<script>alert(1)</script> nothing at all was said here".\n'


@pytest.fixture
def run(tmp_path):
    (tmp_path / "source.txt").write_text(SOURCE)

    def call(draft, *more):
        (tmp_path / "draft.txt").write_text(draft)
        arguments = [
            "verify", str(tmp_path / "draft.txt"), "--no-speakers", "--against", str(tmp_path / "source.txt"), *more,
        ]  # fmt: skip
        return CliRunner().invoke(app, arguments)

    return call


@pytest.mark.parametrize(("draft", "code"), [(GOOD, 0), (BAD, 1), ("No quotations.", 0)])
@pytest.mark.parametrize("output", ["table", "json", "jsonl", "html", "sarif"])
def test_exit_code_says_whether_all_are_faithful(run, draft, code, output):
    assert run(draft, "--format", output).exit_code == code


def test_html_escapes_what_pages_say(run):
    page = run(BAD, "--format", "html").output
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")


def test_sarif_points_at_the_unfaithful_quotation(run):
    results = json.loads(run(BAD, "--format", "sarif").output)["runs"][0]["results"]
    assert results[0]["ruleId"] == "altered"
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert BAD[region["charOffset"] :].startswith("The bridge will open in June")


def test_an_unreadable_source_is_named_and_exits_3(run, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\x00\x00")
    result = run(GOOD, "--against", str(tmp_path / "bad.txt"))
    assert result.exit_code == 3
    assert "bad.txt" in result.output


def test_a_missing_draft_or_source_is_an_error_of_usage_or_source(tmp_path):
    result = CliRunner().invoke(app, ["verify", str(tmp_path / "no"), "--against", str(tmp_path)])
    assert result.exit_code == 3
