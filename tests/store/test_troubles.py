"""Records that are none, cut off, locked, on a disk that can't be written: a clear answer, and nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading

import pytest
from conftest_store import reading
from test_keeping import pages
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.core.errors import RecordError
from onrecord.store import Record, engine


@pytest.fixture
def path(tmp_path):
    """A SQLite record of 200 pages."""
    with Record.open(tmp_path / "r.db", create=True) as record:
        record.add(pages(200, size=50))
    return tmp_path / "r.db"


def says(*words):
    """Exit code and output of a verb; never a traceback."""
    done = CliRunner().invoke(app, list(map(str, words)))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_another_programs_database_is_not_touched(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()
    for words in (("search", "x"), ("check",), ("add", __file__), ("upgrade",), ("stats",)):
        code, output = says(*words, "--record", path)
        assert code == 2
        assert "not a record of onrecord" in output
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"SQLite format 3\0", b"text " * 1000])
def test_a_file_that_is_no_database(tmp_path, content):
    path = tmp_path / "r.db"
    path.write_bytes(content)
    code, output = says("search", "x", "--record", path)
    assert code == 2
    assert "record" in output


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_a_record_cut_off_says_so(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    code, output = says("check", "--record", path)
    assert code in (1, 2)
    assert "damaged" in output or "database" in output or "disk" in output


def test_overwritten_pages_are_found(path):
    data = bytearray(path.read_bytes())
    for place in range(4096 * 8, len(data), 4096 * 7):
        data[place : place + 2000] = b"\x5a" * 2000
    path.write_bytes(data)
    code, output = says("check", "--record", path)
    assert code in (1, 2)
    assert output


def test_a_write_ahead_log_cut_off_costs_the_last_batch_at_most(tmp_path):
    with Record.open(tmp_path / "r.db", create=True) as record:
        record.add(pages(60))  # a batch
        record.add(pages(100))  # and another
        copied = tmp_path / "copy.db"
        shutil.copy(tmp_path / "r.db", copied)
        log = (tmp_path / "r.db-wal").read_bytes()
        (tmp_path / "copy.db-wal").write_bytes(log[: len(log) * 9 // 10])
    with Record.open(copied) as record:
        assert record.check() == []
        assert len(record.known()) == 60
        record.add(pages(100))
        assert len(record.known()) == 100
        assert record.check() == []


def test_a_disk_that_cannot_be_written(path, tmp_path):
    place = tmp_path / "frozen"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("can't mount a small tmpfs here")
    try:
        shutil.copy(path, place / "r.db")
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        assert says("search", "page", "--record", place / "r.db")[0] == 0
        assert says("check", "--record", place / "r.db")[0] == 0
        code, output = says("correct", "x", "--delete", "--reason", "r", "--record", place / "r.db")
        assert code == 2
        assert "read-only" in output or "can't be opened" in output
        assert says("backup", tmp_path / "b.db", "--record", place / "r.db")[0] == 0
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def test_a_record_that_another_program_writes_to(location, monkeypatch):
    monkeypatch.setattr(engine, "LOCK_SECONDS", 1)
    with Record.open(location, create=True) as one, Record.open(location) as two:
        one.add(pages(3))
        with engine.writing(one.engine):
            assert two.search("open").total == 3  # reading goes on
            with pytest.raises(RecordError, match="another program is writing"):
                two.add(pages(5))
        assert two.add(pages(5)).articles == 2


def test_a_second_run_waits_for_the_first(location):
    with Record.open(location, create=True) as one, Record.open(location) as two:
        done = []
        waiting = threading.Thread(target=lambda: done.append(two.add(pages(5))))
        with engine.writing(one.engine):
            waiting.start()
            waiting.join(0.5)
            assert done == []
        waiting.join(30)
        assert [added.articles for added in done] == [5]


def test_a_location_that_cannot_be(tmp_path):
    for place in (
        tmp_path / "no" / "folder" / "r.db",
        tmp_path,
        "postgresql://nobody@127.0.0.1:1/none",
        "postgresql://[",
    ):
        code, output = says("stats", "--record", place)
        assert code == 2
        assert output.startswith("onrecord: ")


def test_a_password_is_never_shown():
    code, output = says("stats", "--record", "postgresql://kim:hunter2@127.0.0.1:1/none")
    assert code == 2
    assert "hunter2" not in output


def test_a_page_with_what_no_database_takes_does_not_cost_its_batch(record):
    bad = reading("a\0b", "https://a.example/bad", None, None)
    added = record.add([*pages(3), bad, *pages(3, start=3)])
    assert (added.articles, added.failed) == (6, 1)
    assert record.check() == []
