"""Adding a missed statement, parting and merging people, and refusing what is no correction."""

from __future__ import annotations

import json

import pytest
from conftest_store import reading
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.core.errors import UsageError
from onrecord.store import Kind

TEXT = '"The ferry runs," John Moe said. "It stops at ten," Moe said. The pier is old, Eva Lind argued.'
SIGNED = {"editor": "Kim", "reason": "checked"}


@pytest.fixture
def filled(record):
    record.add([
        reading(TEXT, "https://a.example/1", "The Ledger", "2017-02-23", ("The ferry runs,", "John Moe", {}),
                ("It stops at ten,", "Moe", {"full": "John Moe"})),
        reading(TEXT.replace("ferry", "train"), "b.txt", None, None, ("The train runs,", "John Moe", {})),
    ])  # fmt: skip
    return record


def names(record, who):
    return {known.id: known.statements for known in record.speakers(who)}


def test_a_person_is_parted_and_the_parting_undone(filled):
    (whole,) = filled.speakers("moe")
    assert (whole.name, whole.kind, whole.statements) == ("John Moe", "person", 3)
    train = filled.search("train").hits[0].statement.id
    (number,) = filled.split([train], "moe-of-the-railway", **SIGNED)
    assert sorted(names(filled, "John Moe").values()) == [1, 2]
    assert [hit.statement.id for hit in filled.search(speaker="moe-of-the-railway").hits] == [train]
    with pytest.raises(UsageError, match="several speakers go by"):
        filled.merge("John Moe", "Moe", **SIGNED)
    first, second = names(filled, "John Moe")
    filled.merge(first, second, **SIGNED)
    with pytest.raises(UsageError, match="one already"):
        filled.merge(first, first, **SIGNED)
    filled.undo(number, **SIGNED)
    assert filled.check() == []


def test_parting_is_all_or_nothing(filled):
    good = filled.search("train").hits[0].statement.id
    with pytest.raises(UsageError, match="no statement"):
        filled.split([good, "unknown"], "other", **SIGNED)
    assert filled.corrections() == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (Kind.DATE, {"said": "yesterday"}),
        (Kind.DATE, {"said": "2017-02-30"}),
        (Kind.DATE, {}),
        (Kind.FORM, {"form": "loud"}),
        (Kind.SPAN, {"content": []}),
        (Kind.SPAN, {"content": [{"start": 0, "end": 4, "text": "none"}]}),
        (Kind.SPAN, {"speaker": []}),
        (Kind.SPEAKER, {"speaker": {"kind": "planet", "name": "Mars"}}),
        (Kind.ROUTE, {"route": "Reuters"}),
        (Kind.SPEAKER, {"speaker": {"kind": "person", "name": "a\0b"}}),
        (Kind.SPEAKER, {"speaker": {"kind": "person", "name": "\ud800"}}),
        (Kind.MERGE, {}),
    ],
)
def test_what_is_no_correction_is_refused_and_leaves_nothing(filled, kind, change):
    before = [hit.statement for hit in filled.search().hits]
    with pytest.raises(UsageError):
        filled.correct(before[0].id, kind, change, **SIGNED)
    assert filled.corrections() == []
    assert [hit.statement for hit in filled.search().hits] == before


@pytest.mark.parametrize(
    "statement",
    [{}, {"content": "words"}, {"form": "direct", "content": [{"start": 0, "end": 9, "text": "elsewhere"}]}],
)
def test_what_is_no_statement_is_not_added(filled, statement):
    with pytest.raises(UsageError):
        filled.add_missed("b.txt", statement, **SIGNED)
    assert filled.corrections() == []


def test_the_verb_corrects(filled, location):
    def run(*words, code=0):
        done = CliRunner().invoke(app, [*words, "--record", location])
        assert done.exit_code == code, done.output
        return done.stdout

    page = "https://a.example/1"
    start = TEXT.index("The pier is old")
    place, who = f"{start}:{start + 15}", f"{TEXT.index('Eva')}:{TEXT.index(' argued')}"
    number = run("correct", page, "--missed", place, "--source", who, "--speaker", "Eva Lind", "--role", "architect",
                 "--said", "2017-02", "--reason", "missed")  # fmt: skip
    (hit,) = filled.search("pier", speaker="Eva Lind").hits
    assert (hit.statement.speaker.role, hit.statement.said.edtf, hit.statement.source[0].text) == (
        "architect", "2017-02", "Eva Lind",
    )  # fmt: skip
    ids = [one.statement.id for one in filled.search(speaker="Moe", outlet="The Ledger").hits]
    run("correct", *ids, "--act", "writing", "--route", "Reuters", "--reason", "a letter")
    assert filled.count("route") == {"Reuters": 2}
    for wrong in ("5:99999", "x:y", "7", "9:5"):
        run("correct", ids[0], "--span", wrong, "--reason", "trimmed", code=2)
    shorter = f"{TEXT.index('ferry')}:{TEXT.index(',')}"
    run("correct", filled.search("ferry").hits[0].statement.id, "--span", shorter, "--reason", "trimmed")
    assert filled.search("ferry").hits[0].statement.content[0].text == "ferry runs"
    run("correct", filled.search("train").hits[0].statement.id, "--split", "moe-2", "--reason", "another")
    run("correct", "John Moe", "--same-as", "moe-2", "--reason", "one", code=2)
    run("correct", *ids, "--undo", "--reason", "both", code=2)
    run("correct", ids[0], "--reason", "nothing", code=2)
    run("correct", number.strip(), "--undo", "--reason", "no statement")
    assert filled.search("pier").total == 0
    listed = [json.loads(line) for line in run("corrections", "--json").splitlines()]
    assert [one["kind"] for one in listed] == ["add", "form", "route", "form", "route", "span", "split", "undo"]
    assert "undoes 1" in run("corrections")
    assert run("corrections", "--orphaned") == ""
    assert filled.check() == []


def test_a_reason_may_hold_anything_but_what_no_database_takes(filled):
    one = filled.search("train").hits[0].statement.id
    filled.correct(one, Kind.DELETE, {}, editor="Ki\0m", reason="a\0b '); DROP TABLE corrections; -- \ud800")
    (made,) = filled.corrections()
    assert made.editor == "Ki\\x00m"
    assert "DROP TABLE" in made.reason
