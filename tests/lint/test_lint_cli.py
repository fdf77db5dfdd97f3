"""``onrecord lint``, ``rule`` and ``rules`` as they are called."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

import pytest
from lint_pages import Patterns, write
from typer.testing import CliRunner, Result

from onrecord.cli.app import app
from onrecord.lint.rules import RULES

PAGE = (
    "Bridge to close\n\nAuthor:\n\nSpicer` told reporters \N{GRINNING FACE} that it was  late.\r\n\r\n"
    '"We are ready for it," Mayor Ann Reed said, The Hill reported. “So are we all,” she added.\n\nSources: Reuters\n'
)
MENDED = (
    PAGE.replace("`", "")
    .replace("  late", " late")
    .replace('"We are ready for it,"', "“We are ready for it,”")
    .replace("Reuters", "Reuters, The Hill")
)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own_without_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("onrecord.reading.load_tagger", lambda options: Patterns())


def run(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=text)


def test_text(tmp_path: Path) -> None:
    result = run("lint", write(tmp_path, "page.txt", PAGE), "--select", "PAG03,PAG05")
    assert result.exit_code == 1
    page = tmp_path / "page.txt"
    assert result.stdout.splitlines() == [
        f"{page}:5:7: PAG03 a stray “`” next to a word",
        "    Spicer[`] told reporters \N{GRINNING FACE} that it was  late.",
        f"{page}:5:37: PAG05 2 spaces in a row",
        "    Spicer` told reporters \N{GRINNING FACE} that it was[  ]late.",
    ]
    assert "2 findings, 2 of them can be mended with --fix" in result.stderr


def test_nothing_found(tmp_path: Path) -> None:
    result = run(
        "lint", write(tmp_path, "page.txt", '"It is late," Mayor Ann Reed said in the hall.'), "--select", "QUO"
    )
    assert (result.exit_code, result.stdout) == (0, "")


def test_standard_input() -> None:
    result = run("lint", "-", "--select", "PAG03", text=PAGE)
    assert result.exit_code == 1
    assert result.stdout.startswith("-:5:7: PAG03")


def test_json(tmp_path: Path) -> None:
    result = run("lint", write(tmp_path, "page.txt", PAGE), "--select", "PAG05", "--format", "json")
    (found,) = json.loads(result.stdout)
    start = PAGE.index("  late")
    assert found == {
        "schema": 1, "file": str(tmp_path / "page.txt"), "code": "PAG05", "rule": "double-space", "severity": "note",
        "message": "2 spaces in a row", "line": 5, "column": 37, "end_line": 5, "end_column": 39, "start": start,
        "end": start + 2, "text": "  ",
        "fix": {"title": "leave one space", "edits": [{"start": start, "end": start + 2, "text": " "}]},
    }  # fmt: skip


def test_sarif_counts_utf16(tmp_path: Path) -> None:
    result = run("lint", write(tmp_path, "a page.txt", PAGE), "--select", "PAG05", "--format", "sarif")
    log = json.loads(result.stdout)
    (one,) = log["runs"][0]["results"]
    assert (log["version"], log["runs"][0]["columnKind"]) == ("2.1.0", "utf16CodeUnits")
    place = one["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 5, "startColumn": 38, "endLine": 5, "endColumn": 40}
    assert place["artifactLocation"]["uri"].endswith("a%20page.txt")
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert rules[one["ruleIndex"]]["id"] == one["ruleId"] == "PAG05"
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert one["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": " "}


def test_github(tmp_path: Path) -> None:
    page = write(tmp_path, "a,b%.txt", PAGE)
    result = run("lint", page, "--select", "PAG03", "--format", "github")
    name = str(page).replace("%", "%25").replace(",", "%2C")
    where = f"file={name},line=5,endLine=5,col=7,endColumn=8"
    assert result.stdout == f"::warning {where},title=PAG03 stray-character::a stray “`” next to a word\n"


def test_html_is_escaped(tmp_path: Path) -> None:
    page = write(tmp_path, "page.txt", "Spicer` told <script>alert(1)</script> reporters it was late, and left.")
    result = run("lint", page, "--select", "PAG03", "--format", "html")
    assert "<script>" not in result.stdout
    assert "&lt;script&gt;" in result.stdout
    assert "Content-Security-Policy" in result.stdout


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_fix_and_diff(tmp_path: Path, mark: bytes) -> None:
    page = write(tmp_path, "page.txt", mark + PAGE.encode())
    shown = run("lint", page, "--diff")
    assert page.read_bytes() == mark + PAGE.encode()
    assert "+Sources: Reuters, The Hill" in shown.stdout
    run("lint", page, "--fix")
    assert page.read_bytes() == mark + MENDED.encode()
    again = run("lint", page, "--fix")
    assert "mended with" not in again.stderr
    assert page.read_bytes() == mark + MENDED.encode()


def test_what_is_no_text_file_is_not_mended(tmp_path: Path) -> None:
    page = write(tmp_path, "page.html", "<html><body><article><p>Spicer` told reporters that it was late, and left."
                                        "</p></article></body></html>")  # fmt: skip
    before = page.read_bytes()
    result = run("lint", page, "--fix", "--any-language")
    assert page.read_bytes() == before
    assert "nothing mended" in result.stderr


def test_house_and_settings_file(tmp_path: Path) -> None:
    page = write(tmp_path, "page.txt", '"It is late for us all," Mr. Hale said in the hall.')
    assert "SPK07" not in run("lint", page).stdout
    assert "SPK07 The Associated Press" in run("lint", page, "--house", "ap").stdout
    write(tmp_path, "onrecord.toml", 'house = "ap"\nignore = ["SPK07"]')
    assert "SPK07" not in run("lint", page).stdout


FAULTS: list[tuple[list[Any], int, str]] = [
    (["--select", "XYZ"], 2, "no rule 'XYZ'; there are"),
    (["--house", "nyt"], 2, "no house style 'nyt'; there are ap, bbc, npr, reuters"),
    (["--record", "missing.db"], 2, "there is no record at missing.db"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), FAULTS)
def test_a_call_that_is_off(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    result = run("lint", write(tmp_path, "page.txt", PAGE), *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_a_settings_file_with_a_fault_stops_before_reading(tmp_path: Path) -> None:
    write(tmp_path, "onrecord.toml", "selekt = []")
    result = run("lint", write(tmp_path, "page.txt", PAGE))
    assert result.exit_code == 2
    assert "unknown key 'selekt'; the keys are select, ignore, house" in result.stderr


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "is empty"),
        ("binary.txt", b"%PDF-1.4 \x00\x01", "is a binary file"),
        ("large.txt", b"a " * 6_000_000, "is larger than 10,000,000 bytes (--max-bytes"),
    ],
)
def test_a_source_that_gives_no_page(tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    path = tmp_path / name if data is None else write(tmp_path, name, data)
    result = run("lint", path)
    assert result.exit_code == 3
    assert message in result.stderr


def test_rule_and_rules() -> None:
    told = run("rule", "quo02")
    assert told.exit_code == 0
    for part in ("QUO02 mixed-marks", "Why:", "Handbook:", "Example:", "Instead:"):
        assert part in told.stdout
    listed = run("rules").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [rule.code for rule in RULES]
    assert run("rule", "QUO99").exit_code == 2


def test_nothing_of_a_page_steers_the_terminal(tmp_path: Path) -> None:
    page = write(tmp_path, "page.txt", "Spicer` told \x1b[31mreporters\u202e that it was late, and left the hall.")
    result = run("lint", page, "--select", "PAG03")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
