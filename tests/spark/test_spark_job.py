"""Reading archives on Spark: the same as on one machine, once each, whatever dies."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord import ReadOptions, Record, UsageError, read_many

pq = pytest.importorskip("pyarrow.parquet")

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("default"), pytest.mark.timeout(900)]

OPTIONS = ReadOptions(model="fast")
WORDS = '"The bridge is safe and will open in the spring," said Ada Lane, the mayor of the town, on Monday. ' * 3


def archive(path: Path, pages: int, *, poison: int | None = None, date: str = "2017-02-25T10:00:00Z") -> Path:
    from archive_making import http, page, record

    records = []
    for number in range(pages):
        word = "POISON " if number == poison else ""
        body = http(page(f"{word}Page {number} of {path.name}. {WORDS}"))
        records.append(gzip.compress(record(body, f"https://news.example/{path.stem}/{number}", date=date)))
    path.write_bytes(b"".join(records))
    return path


def table(out: Path, kind: str) -> list[dict[str, object]]:
    return [row for file in sorted((out / kind).rglob("*.parquet")) for row in pq.read_table(file).to_pylist()]


def urls(out: Path) -> list[object]:
    return sorted(row["url"] for row in table(out, "articles"))


@pytest.fixture
def run(spark_session: SparkSession):
    from onrecord.spark.job import run as run_job
    from onrecord.spark.units import units_of

    def job(sources: list[str], out: Path, options: ReadOptions = OPTIONS, **more: object):
        return run_job(spark_session, units_of(sources, options), str(out), options, **more)

    return job


def test_it_is_the_single_machine_s_result(run, tmp_path: Path):
    paths = [archive(tmp_path / f"{n}.warc.gz", 4) for n in range(3)]
    lines = tmp_path / "articles.jsonl"
    article = {"text": f"A bridge.\n\n{WORDS}", "url": "https://other.example/1", "published": "2017-03-01"}
    lines.write_text(json.dumps(article) + "\n{broken\n", encoding="utf-8")
    summary = run([str(path) for path in (*paths, lines)], tmp_path / "out")
    assert (summary.units, summary.done_before, summary.unopened) == (4, 0, ())
    assert (summary.counts["pages"], summary.counts["failed"]) == (14, 1)

    from onrecord.integrations.parquet import readings_of

    expected = list(read_many([*paths, lines], OPTIONS))
    found = {reading.article.page: reading for reading in readings_of(tmp_path / "out")}
    assert found == {reading.article.page: reading for reading in expected}
    rows = table(tmp_path / "out", "statements")
    assert Counter(row["id"] for row in rows) == Counter(s.id for reading in expected for s in reading.statements)
    assert {path.name for path in (tmp_path / "out" / "statements").iterdir()} == {"date=2017-02-25", "date=2017-03-01"}
    assert not (tmp_path / "out" / "_temporary").exists()


def test_a_second_run_does_only_what_is_missing(run, tmp_path: Path):
    out = tmp_path / "out"
    first = archive(tmp_path / "1.warc.gz", 2)
    run([str(first)], out)
    marker = next((out / "_units").iterdir())
    before = marker.stat().st_mtime_ns
    archive(tmp_path / "2.warc.gz", 2)
    summary = run([str(tmp_path)], out)
    assert (summary.units, summary.done_before, summary.counts["pages"]) == (1, 1, 4)
    assert marker.stat().st_mtime_ns == before
    assert len(urls(out)) == len(set(urls(out))) == 4


def test_another_job_s_folder_is_refused(run, tmp_path: Path):
    path = archive(tmp_path / "1.warc.gz", 1)
    run([str(path)], tmp_path / "out")
    with pytest.raises(UsageError, match="other settings \\(any_language\\)"):
        run([str(path)], tmp_path / "out", ReadOptions(model="fast", any_language=True))


def test_what_a_dead_unit_left_behind_is_replaced(run, tmp_path: Path):
    from onrecord.spark.units import Unit

    out = tmp_path / "out"
    path = archive(tmp_path / "1.warc.gz", 2)
    run([str(path)], out)
    unit = Unit(str(path)).name
    stray = out / "articles" / "date=2001-01-01" / f"{unit}-00000.parquet"
    stray.parent.mkdir()
    (old,) = (out / "articles" / "date=2017-02-25").iterdir()
    stray.write_bytes(old.read_bytes())
    names = [str(stray.relative_to(out)), str(old.relative_to(out))]
    (out / "_units" / f"{unit}.json").unlink()
    (out / "_units" / f"{unit}.moving").write_text(json.dumps({"files": names}), encoding="utf-8")
    run([str(path)], out)
    assert len(urls(out)) == 2


def test_a_page_that_kills_its_process_is_listed_and_all_others_are_read(run, tmp_path: Path):
    archive(tmp_path / "1.warc.gz", 6, poison=3)
    archive(tmp_path / "2.warc.gz", 3)
    summary = run([str(tmp_path)], tmp_path / "out")
    assert (summary.units, summary.counts["pages"], summary.counts["failed"]) == (2, 9, 1)
    (failure,) = table(tmp_path / "out", "failures")
    assert failure["code"] == "worker-died"
    assert len(urls(tmp_path / "out")) == 8


def test_an_archive_that_breaks_off_is_read_up_to_there(run, tmp_path: Path):
    path = archive(tmp_path / "1.warc.gz", 4)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 5 // 8])
    summary = run([str(path)], tmp_path / "out")
    assert summary.units == 1
    assert len(urls(tmp_path / "out")) >= 2
    readings = [json.loads(str(row["reading"])) for row in table(tmp_path / "out", "articles")]
    assert table(tmp_path / "out", "failures") or any(reading["problems"] for reading in readings)


def test_a_file_that_is_no_archive_is_named_and_tried_again(run, tmp_path: Path):
    path = tmp_path / "1.warc.gz"
    path.write_bytes(b"")
    summary = run([str(path)], tmp_path / "out")
    assert summary.unopened[0][0] == str(path)
    archive(path, 1)
    assert run([str(path)], tmp_path / "out").units == 1


def test_the_output_goes_into_a_record(run, tmp_path: Path):
    from typer.testing import CliRunner

    from onrecord.cli.app import app

    archive(tmp_path / "1.warc.gz", 3)
    (tmp_path / "x.jsonl").write_text("{broken\n", encoding="utf-8")
    run([str(tmp_path)], tmp_path / "out")
    record = tmp_path / "record.db"
    result = CliRunner().invoke(app, ["add", str(tmp_path / "out"), "--record", str(record), "--json"])
    assert result.exit_code == 3
    with Record.open(record, read_only=True) as opened:
        found = {statement.id for statement in opened.statements()}
        assert opened.check() == []
    assert found == {row["id"] for row in table(tmp_path / "out", "statements")}
    (file,) = (tmp_path / "out" / "articles").rglob("*.parquet")
    again = CliRunner().invoke(app, ["add", str(file), "--record", str(record), "--json"])
    assert (again.exit_code, json.loads(again.stdout.splitlines()[0])["known"]) == (0, 3)


def test_the_quotations_of_an_output_are_clustered(spark_session: SparkSession, run, tmp_path: Path):
    from onrecord.spark.output import parts
    from onrecord.spark.quotations import RESULT, clusters, statements

    out = tmp_path / "out"
    for number in range(3):
        archive(tmp_path / f"{number}.warc.gz", 1)
    run([str(tmp_path)], out)
    files = [f"file://{out}/{name}" for name in parts(str(out), "statements")]
    rows = clusters(statements(spark_session, files)).collect()
    assert len({row.cluster for row in rows}) == 1
    assert len({row.page for row in rows}) == 3
    assert set(rows[0].asDict()) == set(RESULT)
    assert {row.id for row in rows} <= {row["id"] for row in table(out, "statements")}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "onrecord.cli", "spark", *arguments, "--master", "local[1]", "--json"]


def test_a_driver_that_is_killed_goes_on_where_it_was(tmp_path: Path):
    for number in range(4):
        archive(tmp_path / f"{number}.warc.gz", 6)
    out = tmp_path / "out"
    first = subprocess.Popen(command(str(tmp_path), "--out", str(out)), start_new_session=True, stdout=-3, stderr=-3)
    deadline = time.monotonic() + 150
    while not list(out.glob("_units/*.json")) and time.monotonic() < deadline and first.poll() is None:
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    done = len(list(out.glob("_units/*.json")))
    assert done >= 1
    second = subprocess.run(command(str(tmp_path), "--out", str(out)), capture_output=True, text=True, check=True)
    summary = json.loads(second.stdout)
    assert summary["done_before"] >= done
    assert summary["counts"]["pages"] == 24
    assert len(urls(out)) == len(set(urls(out))) == 24


@pytest.mark.parametrize("what", ["skip", "stop"])
def test_missing_paths_are_named(tmp_path: Path, what: str):
    archive(tmp_path / "here.warc.gz", 1)
    listing = tmp_path / "list.paths"
    listing.write_text("here.warc.gz\ngone.warc.gz\n", encoding="utf-8")
    out = tmp_path / "out"
    run = subprocess.run(
        command(str(listing), "--out", str(out), "--on-missing", what), capture_output=True, text=True, check=False
    )
    assert "gone.warc.gz" in run.stderr
    assert (run.returncode, (out / "_units").exists()) == ((3, True) if what == "skip" else (2, False))
