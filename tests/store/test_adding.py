"""The verb add: what is known isn't read again, failures are tried again when asked, and stopping loses nothing."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord import Attribution, Span
from onrecord.cli.app import app
from onrecord.core.errors import FetchError
from onrecord.core.options import ReadOptions
from onrecord.pages.captures import Capture
from onrecord.store import Record
from onrecord.store.intake import Intake, sources_of

HERE = Path(__file__).parent
STORY = '"We will pay for the quay of harbor {n} together," Ada Lund said on Monday, and the town agreed with that.\n'


class Quotes:
    """A tagger that finds what stands between quotation marks, and how often it was asked."""

    def __init__(self, pause=0.0):
        self.asked, self.pause = 0, pause

    def find(self, text, ranges):
        self.asked += 1
        time.sleep(self.pause)
        return tuple(
            Attribution(content=(Span.of(text, *found.span(1)),), source=(Span.of(text, *found.span(2)),))
            for found in re.finditer(r'"([^"]+)" (\w+ \w+) said', text)
        )


@pytest.fixture
def tagger(monkeypatch):
    made = Quotes()
    monkeypatch.setattr("onrecord.reading.load_tagger", lambda options: made)
    return made


@pytest.fixture
def add(tmp_path, tagger):
    """Runs the verb on a record in a folder of its own; gives the exit code and the summary."""

    def run(*words):
        done = CliRunner().invoke(app, ["add", *map(str, words), "--record", str(tmp_path / "r.db"), "--json"])
        assert "Traceback" not in done.output
        return done.exit_code, json.loads(done.stdout or "{}")

    return run


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(STORY.format(n=number), encoding="utf-8")
    return folder


def test_adding_again_reads_nothing_again(add, news, tagger):
    assert add(news)[0] == 0
    assert tagger.asked == 3
    (news / "1.txt").write_text(STORY.format(n="changed"), encoding="utf-8")
    (news / "3.txt").write_text(STORY.format(n=3), encoding="utf-8")
    code, summary = add(news)
    assert (code, summary["articles"], summary["versions"], summary["known"]) == (0, 2, 1, 2)
    assert tagger.asked == 5


def test_an_address_is_fetched_once_unless_asked(add, tmp_path, monkeypatch):
    fetched = []

    def fetch(url, options):
        fetched.append(url)
        if url.endswith("/gone"):
            raise FetchError(url, f"{url}: 410")
        data = STORY.format(n=len(fetched)).encode()
        return Capture(page=url, data=data, sha256="0" * 64, media_type="text/plain", url=url + "?answered")

    monkeypatch.setattr("onrecord.pages.fetch.fetch", fetch)
    addresses = tmp_path / "addresses.txt"
    addresses.write_text("https://a.example/1\n# a comment\nhttps://a.example/gone\n", encoding="utf-8")
    code, summary = add(addresses)
    assert (code, summary["articles"], summary["failed"]) == (3, 1, 1)
    code, summary = add(addresses, "https://a.example/1?answered")
    assert (code, summary["known"], summary["failed_before"], len(fetched)) == (0, 2, 1, 2)
    code, summary = add(addresses, "--fetch-again")
    assert (code, summary["versions"], fetched[2:]) == (0, 1, ["https://a.example/1"])
    code, summary = add("--retry-failed")
    assert (code, summary["failed"], fetched[3:]) == (3, 1, ["https://a.example/gone"])


def test_a_broken_line_is_named_by_number_and_tried_again_when_mended(add, tmp_path, tagger):
    lines = tmp_path / "articles.jsonl"
    good = json.dumps({"text": STORY.format(n=1), "url": "https://a.example/1"})
    huge = json.dumps({"text": "x" * 200_000})
    lines.write_text(f'{good}\n{{"text": \n\n{{"headline": "no text"}}\n[1]\n{huge}\n', encoding="utf-8")
    code, summary = add(lines, "--max-bytes", 100_000)
    assert (code, summary["articles"], summary["failed"]) == (3, 1, 4)
    with Record.open(tmp_path / "r.db") as record:
        assert [page.rpartition(":")[2] for page in record.failures()] == ["2", "4", "5", "6"]
        assert "longer than 100,000 bytes" in record.failures()[f"{lines}:6"]
    assert add(lines)[1]["failed_before"] == 4
    mended = json.dumps({"text": STORY.format(n=2)})
    lines.write_text(f'{good}\n{mended}\n\n{{"headline": "no text"}}\n[1]\n[1]\n', encoding="utf-8")
    code, summary = add("--retry-failed")
    assert (code, summary["articles"], summary["failed"], summary["known"]) == (3, 1, 3, 0)
    with Record.open(tmp_path / "r.db") as record:
        assert len(record.failures()) == 3
        assert record.check() == []


def test_sources_of_failed_pages(tmp_path):
    (tmp_path / "a.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "b:7").write_text("", encoding="utf-8")
    pages = [
        f"{tmp_path}/a.jsonl:1",
        f"{tmp_path}/a.jsonl:12",
        f"{tmp_path}/b:7",
        "gone:3",
        "https://a.example:80",
        "\0:1",
    ]
    expected = [f"{tmp_path}/a.jsonl", f"{tmp_path}/b:7", "gone:3", "https://a.example:80", "\0:1"]
    assert sources_of(pages) == expected


def test_pages_are_counted_before_they_are_read(news):
    intake = Intake([news, "https://a.example/1"], ReadOptions(), workers=1, known=frozenset())
    assert intake.count() == 4
    assert Intake(["-"], ReadOptions(), workers=1, known=frozenset()).count() is None


def test_nothing_to_add_says_so(add, tmp_path):
    assert add()[0] == 2
    assert add("--retry-failed")[0] == 0
    assert add(tmp_path / "none")[0] == 3


SLOW = """
import sys
sys.path.insert(0, sys.argv[1])
from test_adding import Quotes
import onrecord.reading
made = Quotes(0.1)
def load(options):
    print("reading", file=sys.stderr, flush=True)
    return made
onrecord.reading.load_tagger = load
from onrecord.cli.app import app
app(["add", sys.argv[2], "--record", sys.argv[3], "--json"])
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_keeps_what_was_read_and_says_how_to_go_on(news, tmp_path, number, add):
    for more in range(3, 300):
        (news / f"{more}.txt").write_text(STORY.format(n=more), encoding="utf-8")
    record = tmp_path / "r.db"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(HERE), str(news), str(record)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    for _ in range(3):
        assert process.stderr.readline() == b"reading\n"
    os.kill(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    summary = json.loads(out)
    assert summary["stopped"]
    assert summary["articles"] > 0
    assert b"the same command goes on from here" in err
    assert b"Traceback" not in err
    _, rest = add(news)
    assert (rest["articles"], rest["known"]) == (300 - summary["articles"], summary["articles"])
