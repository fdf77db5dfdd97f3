"""Corrected pages as a corpus, and another model's reading laid under the corrections."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest_store import reading

from onrecord.evaluation.corpora import read_corpus
from onrecord.store import Kind
from onrecord.store.columns import write_parquet
from onrecord.store.rereading import Reread, reread
from onrecord.store.standoff import write_corpus

TEXT = '"The harbor is open today," Ana Ruiz said. "We stay," Ruiz said. It may rain, people think.'
OLD = reading(TEXT, "p", "The Ledger", "2017-02-23",
              ("The harbor is open today,", "Ana Ruiz", {}), ("We stay,", "Ruiz", {}),
              ("It may rain", None, {}))  # fmt: skip
NEW = reading(TEXT, "p", "The Ledger", "2017-02-23",
              ("The harbor is open today", "Ana Ruiz", {}), ("We stay,", "Ruiz", {}))  # fmt: skip


def test_a_corpus_is_read_back(record, tmp_path):
    record.add([OLD])
    assert write_corpus(record.readings(), tmp_path) == 1
    (text,) = read_corpus(tmp_path)
    assert text.text == TEXT
    assert [(a.content, a.cue, a.source) for a in text.reference] == [
        (s.content, s.cue, s.source) for s in OLD.statements
    ]


def test_parquet_holds_the_statements(record, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    record.add([OLD])
    assert write_parquet(record.readings(), tmp_path / "s.parquet") == 3
    rows = parquet.read_table(tmp_path / "s.parquet").to_pylist()
    assert [(row["id"], row["speaker"], row["content"]) for row in rows] == [
        (one.id, one.speaker.name, one.content[0].text) for one in OLD.statements
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["content"] for row in rows)


def test_rereading_reports_first_and_keeps_corrections(record):
    record.add([OLD])
    first, _, rain = OLD.statements
    record.correct(first.id, Kind.DATE, {"said": "2017-02-20"}, editor="Kim", reason="")
    record.correct(rain.id, Kind.FORM, {"form": "indirect"}, editor="Kim", reason="")
    expected = Reread(articles=1, same=1, changed=0, added=1, gone=2)
    assert reread(record.engine, lambda article: replace(NEW, article=article), "new") == expected
    assert record.search("rain").total == 1
    assert reread(record.engine, lambda article: replace(NEW, article=article), "new", replace=True) == expected
    assert record.search("rain").total == 0
    (hit,) = record.search("harbor").hits
    assert (hit.statement.said.edtf, hit.statement.content[0].text) == ("2017-02-20", "The harbor is open today")
    assert [c.kind for c in record.orphaned()] == [Kind.FORM]  # no statement is there any more to stand on
    assert record.check() == []
