"""Export, import, backup, forget, and what happens to a run that is killed or runs out of disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest_store import reading
from sqlalchemy import text
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.core.errors import RecordError, UsageError
from onrecord.store import Kind, Record, exporting

HERE = Path(__file__).parent


def pages(count, start=0, size=1):
    for number in range(start, start + count):
        body = f'"Page {number} is open," Ana Ruiz said.' + " More." * size
        yield reading(body, f"https://a.example/{number}", "The Ledger", "2017-02-23",
                      (f"Page {number} is open,", "Ana Ruiz", {}))  # fmt: skip


@pytest.fixture
def filled(record):
    record.add(pages(5))
    return record


def test_json_lines_come_back_the_same(filled, tmp_path):
    lines = [line.encode() for line in exporting.jsonl(filled.readings())]
    with Record.open(tmp_path / "copy.db", create=True) as copy:
        copy.add(exporting.readings_of([*lines, b'{"schema": 1, "article": ', b'{"schema": 99}', b"\n"], "x.jsonl"))
        assert list(copy.readings()) == list(filled.readings())
        assert set(copy.failures()) == {"x.jsonl:6", "x.jsonl:7"}
        assert copy.check() == []


def test_web_annotations_select_the_words(filled):
    texts = {r.article.url or r.article.page: r.article.text for r in filled.readings()}
    lines = [json.loads(line) for line in exporting.web_annotations(filled.readings())]
    assert len(lines) == 5
    for line in lines:
        (target,) = line["target"]
        position, quote = target["selector"]
        whole = texts[target["source"]]
        assert whole[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in whole


def test_schema_org_names_speaker_and_page(filled):
    line = json.loads(next(iter(exporting.schema_org(filled.readings()))))
    assert (line["@type"], line["spokenByCharacter"]["name"]) == ("Quotation", "Ana Ruiz")
    assert line["isPartOf"]["datePublished"] == "2017-02-23"


@pytest.mark.parametrize(("kind", "name", "left"), [("page", "https://a.example/1", 4), ("outlet", "the ledger", 0)])
def test_forgotten_is_gone(filled, kind, name, left):
    assert filled.forget(kind, name) == (5 - left, 5 - left)
    assert filled.search("open").total == left
    assert filled.check() == []
    with filled.engine.connect() as connection:
        assert connection.execute(text("SELECT kind, articles FROM removals")).one() == (kind, 5 - left)
    with pytest.raises(UsageError):
        filled.forget(kind, name)


def test_the_file_no_longer_holds_what_was_forgotten(tmp_path):
    path = tmp_path / "r.db"
    with Record.open(path, create=True) as record:
        record.add([reading('"Zyzzyva holds," Ana said.', "p", None, None, ("Zyzzyva holds,", "Ana", {})), *pages(3)])
        record.forget("page", "p")
    assert b"yzzyva" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_a_backup_is_whole_while_another_writes(location, tmp_path):
    with Record.open(location, create=True) as record:
        record.add(pages(50))
        writer = threading.Thread(target=lambda: record.add(pages(200, start=50)))
        writer.start()
        record.backup(tmp_path / "copy.db")
        writer.join()
        with pytest.raises(RecordError, match="exists"):
            record.backup(tmp_path / "copy.db")
    assert sorted(path.name for path in tmp_path.glob("copy.db*")) == ["copy.db"]
    with Record.open(tmp_path / "copy.db") as copy:
        assert copy.check() == []
        assert 50 <= len(copy.known()) == copy.search("open").total


def test_a_backup_is_put_back(record, another, tmp_path):
    record.add(pages(20))
    one, other = (hit.statement.id for hit in record.search(limit=2).hits)
    record.add_missed("https://a.example/1", {**MISSED, "speaker": {"kind": "person", "name": "Bo Lind"}}, **SIGNED)
    record.merge("Ana Ruiz", "Bo Lind", **SIGNED)
    record.correct(one, Kind.DELETE, {}, **SIGNED)
    record.undo(record.correct(other, Kind.DATE, {"said": "2017"}, **SIGNED), **SIGNED)
    record.backup(tmp_path / "copy.db")
    with Record.open(tmp_path / "copy.db") as copy:
        assert same(copy, record)
    back = another
    with Record.open(tmp_path / "copy.db") as copy:
        copy.copy(back)
        with pytest.raises(RecordError, match="must be empty"):
            copy.copy(back)
    with Record.open(back) as put_back:
        assert same(put_back, record)
        put_back.add(pages(25))
        assert put_back.search("open", speaker="Bo Lind").total == 24
        assert put_back.check() == []


MISSED = {"form": "direct", "act": "speech", "polarity": "asserted", "cue": [], "source": [],
          "content": [{"start": 1, "end": 5, "text": "Page"}]}  # fmt: skip
SIGNED = {"editor": "Kim", "reason": ""}


def same(one, other):
    assert one.check() == []
    assert list(one.readings()) == list(other.readings())
    assert one.corrections() == other.corrections()
    assert one.search("page", speaker="Bo Lind").total == other.search("page", speaker="Bo Lind").total > 0
    return one.count("outlet") == other.count("outlet")


def test_two_writers_take_turns(location):
    with Record.open(location, create=True) as one, Record.open(location) as two:
        threads = [threading.Thread(target=lambda r=r: r.add(pages(150))) for r in (one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(one.known()) == 150
        assert one.check() == []


ADDER = """
import sys
sys.path.insert(0, sys.argv[2])
from test_keeping import pages
from onrecord.store import Record, adding
adding.BATCH_ARTICLES = 5
with Record.open(sys.argv[1], create=True) as record:
    record.add(pages(400))
"""


@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.6])
def test_a_killed_run_goes_on(location, seconds):
    with Record.open(location, create=True) as record:
        process = subprocess.Popen([sys.executable, "-c", ADDER, location, str(HERE)])
        while not record.known() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert record.check() == []
        before = len(record.known())
        added = record.add(pages(400))
        assert (added.articles, added.known) == (400 - before, before)
        assert record.check() == []


def test_a_full_disk_loses_nothing(tmp_path):
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", tmp_path], capture_output=True).returncode:
        pytest.skip("can't mount a small tmpfs here")
    try:
        with Record.open(tmp_path / "r.db", create=True) as record:
            with pytest.raises(RecordError, match="full"):
                record.add(pages(2000, size=300))
            kept = len(record.known())
        subprocess.run(["mount", "-o", "remount,size=60m", tmp_path], check=True)
        with Record.open(tmp_path / "r.db") as record:
            assert record.check() == []
            added = record.add(pages(2000, size=300))
            assert (added.known, added.articles) == (kept, 2000 - kept)
            assert record.check() == []
    finally:
        subprocess.run(["umount", "-l", tmp_path], check=True)


def test_the_verbs(tmp_path):
    record, copy, lines = (str(tmp_path / name) for name in ("r.db", "copy.db", "lines.jsonl"))
    with Record.open(record, create=True) as opened:
        opened.add(pages(3))
    run = CliRunner().invoke
    at = ["--record", record]
    found = run(app, ["search", "page", *at, "--format", "jsonl", "--limit", "2"])
    assert found.exit_code == 0
    assert found.stdout.count("\n") == 2
    statement = json.loads(found.stdout.splitlines()[0])["id"]
    assert '"The Ledger", "statements": 3' in run(app, ["search", *at, "--by", "outlet", "--format", "jsonl"]).stdout
    assert "Page" in run(app, ["search", "page", *at, "--format", "table"]).stdout
    assert run(app, ["search", "nowhere", *at]).exit_code == 1
    corrected = run(app, ["correct", statement, "--said", "2017-02-20", "--reason", "transcript", *at])
    assert corrected.exit_code == 0, corrected.output
    assert run(app, ["search", "--said-until", "2017-02-20", *at]).exit_code == 0
    assert run(app, ["correct", "1", "--undo", "--reason", "no", *at]).exit_code == 0
    assert run(app, ["search", "--said-until", "2017-02-20", *at]).exit_code == 1
    assert run(app, ["export", "-o", lines, *at]).exit_code == 0
    for layout in ("statements", "csv", "web-annotation", "schema-org"):
        assert run(app, ["export", "--as", layout, *at]).stdout.count("\n") >= 3
    assert run(app, ["import", lines, "--record", copy]).exit_code == 0
    assert run(app, ["check", "--record", copy]).exit_code == 0
    assert "3 statements" in run(app, ["stats", *at]).stdout
    assert json.loads(run(app, ["stats", "--json", *at]).stdout)["form"] == {"direct": 3}
    assert run(app, ["stats", "--plot", str(tmp_path / "x.pdf"), *at]).exit_code == 2
    assert run(app, ["backup", str(tmp_path / "b.db"), *at]).exit_code == 0
    assert run(app, ["forget", "page", "https://a.example/1", *at]).exit_code == 0
    assert "nothing to do" in run(app, ["upgrade", *at]).stdout
    assert run(app, ["check", "--record", str(tmp_path / "none.db")]).exit_code == 2
    with Record.open(record) as opened, opened.engine.begin() as connection:
        connection.execute(text("UPDATE statements SET content = 'other'"))
    assert run(app, ["check", *at]).exit_code == 1
