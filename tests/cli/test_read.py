"""The verb read: every form, hostile pages, exit codes. A tagger of our own stands in for the model."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord import Attribution, Span
from onrecord.cli.app import app
from onrecord.cli.terminal import one_line, plain, squeezed
from onrecord.core.wire import reading_from_json, statement_from_json

STORY = (
    "The Harbor Gets a New Quay\n\n"
    "The town will have a new quay, and the people of the harbor will pay for it with a tax on fish.\n\n"
    '"{words}," Ada Lund, the mayor of the town, said on Monday.\n'
)
HOSTILE = "We pay <script>alert(1)</script> [red]& more[/red] \x1b[31mnow\x1b[0m \u202eback"


class Quotes:
    """A tagger that finds what stands between straight quotation marks, with cue and source after it."""

    def find(self, text: str, ranges: object) -> tuple[Attribution, ...]:
        return tuple(
            Attribution(
                content=(Span.of(text, *found.span(1)),),
                source=(Span.of(text, *found.span(2)),),
                cue=(Span.of(text, *found.span(3)),),
            )
            for found in re.finditer(r'"([^"]+)" ([^"]+), (said)', text)
        )


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.load_tagger", lambda options: Quotes())


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(STORY.format(words="We will pay for it together"), encoding="utf-8")
    return path


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.txt"
    path.write_text(STORY.format(words=HOSTILE), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_table_says_who_said_what(page: Path) -> None:
    result = run("read", page, "--format", "table")
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert all(word in shown for word in ("Ada", "Lund", "direct", "said", "together"))


def test_jsonl_is_the_default_off_a_terminal_and_reads_back(page: Path) -> None:
    result = run("read", page)
    statements = [statement_from_json(json.loads(line)) for line in result.stdout.splitlines()]
    assert [one.content[0].text for one in statements] == ["We will pay for it together,"]
    assert statements[0].speaker.name == "Ada Lund"


def test_json_carries_the_text_that_offsets_point_into(page: Path) -> None:
    (data,) = json.loads(run("read", page, "--format", "json").stdout)
    reading = reading_from_json(data)
    assert reading.article.text == page.read_text(encoding="utf-8")
    for span in reading.statements[0].content:
        assert reading.article.text[span.start : span.end] == span.text


def test_csv_disarms_formulas(tmp_path: Path) -> None:
    path = tmp_path / "formula.txt"
    path.write_text(STORY.format(words="=HYPERLINK(1) is what we all have to pay"), encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(run("read", path, "--format", "csv").stdout))
    assert row["content"].startswith("'=HYPERLINK")
    assert row["speaker"] == "Ada Lund"


def test_html_escapes_all_that_comes_from_the_page(hostile: Path) -> None:
    html = run("read", hostile, "--format", "html").stdout
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "default-src &#x27;none&#x27;" in html or "default-src 'none'" in html


def test_a_terminal_is_never_steered(hostile: Path) -> None:
    for extra in ((), ("--context",)):
        shown = run("read", hostile, "--format", "table", *extra).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "[red]" in shown


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "html"])
def test_output_goes_to_a_file(page: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    result = run("read", page, "--format", form, "--output", target)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "together" in " ".join(target.read_text(encoding="utf-8").split())


def test_a_page_that_fails_is_one_line_and_the_rest_goes_on(page: Path, tmp_path: Path) -> None:
    result = run("read", tmp_path / "gone.txt", page)
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1
    assert [line for line in result.stderr.splitlines() if "gone.txt" in line]
    assert result.stderr.splitlines()[-1] == "onrecord: 2 pages, 1 statements, 1 not read"
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["reed"], ["read", "a.txt", "--format", "xml"], ["read", "a.txt", "--min-confidence", "2"]],
)
def test_a_wrong_call_is_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_help_and_version() -> None:
    assert "read" in run("--help").stdout
    assert re.fullmatch(r"onrecord \d+\.\d+\.\d+\n", run("--version").stdout)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from onrecord.cli import main; sys.argv = ['onrecord', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"onnxruntime", "trafilatura", "sqlalchemy", "torch", "httpx", "fastapi"} & set(done.stderr.split())


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m onrecord.cli read --help | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[31mb", "a\ufffd[31mb"), ("a\x9bb", "a\ufffdb"), ("\u202eab", "\ufffdab"), ("a\tb\nc", "a\tb\nc")],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_white_space() -> None:
    assert one_line(" a\n\n b ") == "a b"
    assert squeezed(" a\n\n b ") == " a b "
