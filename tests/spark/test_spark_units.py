"""What Spark is given to read, and what it needs, without Spark."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from onrecord import MissingExtra, ReadOptions, SourceMissing, UsageError
from onrecord.core.errors import ClusterError
from onrecord.integrations.parquet import readings_of
from onrecord.spark import session
from onrecord.spark.units import Unit, missing, units_of

OPTIONS = ReadOptions()


def test_units_are_files_each_once(tmp_path: Path):
    for name in ("b.warc.gz", "a.jsonl", "notes.md"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "list.paths.gz").write_bytes(gzip.compress(b"b.warc.gz\ngone.warc.gz\nhttps://x.example/c.warc.gz\n"))
    found = [unit.path for unit in units_of([str(tmp_path), str(tmp_path / "list.paths.gz")], OPTIONS)]
    here = [str(tmp_path / name) for name in ("a.jsonl", "b.warc.gz", "gone.warc.gz")]
    assert found == [*here, "https://x.example/c.warc.gz"]
    assert missing(map(Unit, found)) == [str(tmp_path / "gone.warc.gz")]


def test_relative_paths_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.warc.gz").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    assert [unit.path for unit in units_of(["a.warc.gz"], OPTIONS)] == [str(tmp_path / "a.warc.gz")]


def test_a_listing_s_paths_may_be_elsewhere(tmp_path: Path):
    listing = tmp_path / "warc.paths"
    listing.write_text("crawl-data/a.warc.gz\n", encoding="utf-8")
    (unit,) = units_of([listing], OPTIONS, "s3://commoncrawl/")
    assert unit.path == "s3://commoncrawl/crawl-data/a.warc.gz"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("notes.md", b"x", UsageError),
        ("list.paths", b"a.pdf\n", UsageError),
        ("gone.md", None, SourceMissing),
        ("gone.paths", None, SourceMissing),
        ("empty", "folder", SourceMissing),
    ],
)
def test_what_is_none(tmp_path: Path, name: str, data: bytes | str | None, error: type[Exception]):
    if data == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(data, bytes):
        (tmp_path / name).write_bytes(data)
    with pytest.raises(error):
        units_of([tmp_path / name], OPTIONS)


def test_names_are_the_same_for_a_path_and_differ_between_paths():
    assert Unit("/a/n.warc.gz").name == Unit("/a/n.warc.gz").name != Unit("/b/n.warc.gz").name

    assert "/" not in Unit("https://x.example/a b?q=/../a.warc.gz").name


JAVA = "#!/bin/sh\necho 'openjdk version \"{}\" 2025-04-15' >&2\n"


@pytest.mark.parametrize(
    ("java", "message"),
    [
        (None, "there is none: install it .*apt-get install openjdk-17-jre-headless"),
        ("1.8.0_392", "this is Java 8"),
        ("11.0.2", "this is Java 11"),
    ],
)
def test_java_that_is_missing_or_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, java, message):
    monkeypatch.setattr(session, "version", lambda name: "4.0.1")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    if java:
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
        (tmp_path / "bin").mkdir()
        program = tmp_path / "bin" / "java"
        program.write_text(JAVA.format(java), encoding="utf-8")
        program.chmod(0o755)
    with pytest.raises(ClusterError, match=message):
        session.check_environment()


def test_a_spark_that_doesn_t_fit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "version", lambda name: "3.5.4")
    with pytest.raises(ClusterError, match=r"PySpark 3\.5\.4 doesn't fit: version 4"):
        session.check_environment()


def test_without_pyspark(monkeypatch: pytest.MonkeyPatch):
    def absent(name: str) -> str:
        raise session.PackageNotFoundError(name)

    monkeypatch.setattr(session, "version", absent)
    with pytest.raises(MissingExtra, match="onrecord\\[spark\\]"):
        session.check_environment()


@pytest.mark.parametrize("data", [b"", b"no parquet", b"PAR1" + os.urandom(64) + b"PAR1"])
def test_parquet_that_is_none_is_a_failure(tmp_path: Path, data: bytes):
    path = tmp_path / "x.parquet"
    path.write_bytes(data)
    (reading,) = readings_of(path)
    assert reading.failure is not None
    assert reading.failure.code == "parquet"


def test_a_table_of_something_else_and_damaged_rows_are_failures(tmp_path: Path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    from onrecord.integrations.parquet import ARTICLES, table

    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    rows = [dict.fromkeys(ARTICLES.names), {**dict.fromkeys(ARTICLES.names), "page": "p", "reading": "{}"}]
    pq.write_table(table(rows, ARTICLES), tmp_path / "b.parquet")
    found = [*readings_of(tmp_path / "a.parquet"), *readings_of(tmp_path / "b.parquet")]
    assert [reading.failure and reading.failure.code for reading in found] == ["parquet"] * 3
