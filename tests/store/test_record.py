"""Adding, searching, correcting and checking, on both databases."""

from __future__ import annotations

import pytest
from conftest_store import failed, reading, span
from sqlalchemy import text

from onrecord.core.errors import RecordError, UsageError
from onrecord.core.statements import Act, Form, Polarity, Speaker, SpeakerKind
from onrecord.store import Kind, Query, Record
from onrecord.store.corrections import change_span, change_speaker

HARBOR = (
    '"The harbor is open," Ana Ruiz said. "We will not close it," Ruiz said. A senior official called it a café plan.'
)
MILL = '"The mill will close in March," Bo Lind said, the Gazette reported. Lind said the harbor is safe.'

PAGES = (
    reading(
        HARBOR, "https://a.example/1", "The Ledger", "2017-02-23",
        ("The harbor is open,", "Ana Ruiz", {"role": "harbor master", "said": "2017-02-22"}),
        ("We will not close it,", "Ruiz", {"full": "Ana Ruiz", "polarity": Polarity.PROMISED, "said": "2017-02"}),
        ("a café plan", None, {"form": Form.INDIRECT, "act": Act.THOUGHT}),
    ),
    reading(
        MILL, "https://b.example/2", "Evening Post", "2016-05-01",
        ("The mill will close in March,", "Bo Lind", {"route": ["Gazette"], "said": "2016-04-30"}),
        ("the harbor is safe", "Lind", {"full": "Bo Lind", "form": Form.INDIRECT, "confidence": 0.4}),
    ),
    reading(MILL + " Again.", "undated.txt", None, None, ("The mill will close in March,", "Bo Lind", {})),
)  # fmt: skip


@pytest.fixture
def filled(record):
    record.add(PAGES)
    return record


def found(record, words="", **conditions):
    return [hit.statement.content[0].text for hit in record.search(words, **conditions).hits]


def test_adding_again_changes_nothing(record):
    first = record.add([*PAGES, failed("gone.txt")])
    assert (first.articles, first.statements, first.failed, first.known) == (3, 6, 1, 0)
    again = record.add([*PAGES, failed("gone.txt")])
    assert (again.articles, again.statements, again.failed, again.known) == (0, 0, 1, 3)
    assert record.failures() == {"gone.txt": "gone.txt: no such file"}
    assert record.check() == []


def test_what_was_stored_comes_back_whole(filled):
    assert {r.article.id: r for r in filled.readings()} == {r.article.id: r for r in PAGES}


def test_a_changed_page_is_a_new_version_and_the_old_is_kept(filled):
    changed = reading(HARBOR + " Update.", "https://a.example/1", "The Ledger", "2017-02-23",
                      ("The harbor is open,", "Ana Ruiz", {}))  # fmt: skip
    added = filled.add([changed])
    assert (added.articles, added.versions) == (1, 1)
    assert [(h.version, h.superseded) for h in filled.search('"harbor is open"').hits] == [(2, False)]
    assert {(h.version, h.superseded) for h in filled.search('"harbor is open"', versions="all").hits} == {
        (1, True),
        (2, False),
    }
    assert filled.check() == []


@pytest.mark.parametrize(
    ("words", "conditions", "expected"),
    [
        ("harbor", {}, ["The harbor is open,", "the harbor is safe"]),
        ("harbor", {"order": "oldest"}, ["the harbor is safe", "The harbor is open,"]),
        ('"harbor is safe"', {}, ["the harbor is safe"]),
        ('"safe harbor"', {}, []),
        ("HAR*", {}, ["The harbor is open,", "the harbor is safe"]),
        ("cafe", {}, ["a café plan"]),
        ("", {"speaker": "ruiz"}, ["The harbor is open,", "We will not close it,"]),
        ("", {"speaker": "Ana Ruiz", "form": "direct", "polarity": "promised"}, ["We will not close it,"]),
        ("", {"speaker": "nobody"}, []),
        ("", {"role": "harbor master"}, ["The harbor is open,"]),
        ("open", {"role": "master"}, ["The harbor is open,"]),
        ("master", {}, []),
        ("", {"outlet": "evening post"}, ["The mill will close in March,", "the harbor is safe"]),
        ("", {"route": "gazette"}, ["The mill will close in March,"]),
        ("", {"act": "thought"}, ["a café plan"]),
        ("", {"kind": "unnamed"}, ["a café plan"]),
        ("", {"said_since": "2017-02-23", "said_until": "2017-02-28"}, ["We will not close it,"]),
        ("", {"said_until": "2016-12-31"}, ["The mill will close in March,"]),
        ("", {"order": "said-newest", "speaker": "ruiz"}, ["We will not close it,", "The harbor is open,"]),
        ("the", {"published_since": "2017-01-01"}, ["The harbor is open,"]),
        ("the", {"published_until": "2016-12-31", "min_confidence": 0.5}, ["The mill will close in March,"]),
        ("the", {"outlet": "The Ledger"}, ["The harbor is open,"]),
    ],
)
def test_search(filled, words, conditions, expected):
    assert sorted(found(filled, words, **conditions)) == sorted(expected)
    if "order" in conditions:
        assert found(filled, words, **conditions) == expected


@pytest.mark.parametrize(
    "words",
    ["'; DROP TABLE statements; --", "a OR", "NEAR(", "content:x", "^", '"', "*", "😀", "\0", "har\0bor", "-", "(", "&",
     "|", "!", "':*", "{content} : x", "x" * 10_000, "a " * 10_000],
)  # fmt: skip
def test_no_search_words_do_harm(filled, words):
    filled.search(words)
    filled.search(speaker=words, outlet=words, role=words, route=words)
    assert filled.search("harbor").total == 2


def test_pages_follow_one_another(filled):
    seen, after = [], None
    while True:
        results = filled.search(limit=1, after=after)
        seen += [hit.statement.id for hit in results.hits]
        after = results.next
        if after is None:
            break
    assert seen == [hit.statement.id for hit in filled.search().hits]
    assert seen == [filled.search(limit=1, offset=n).hits[0].statement.id for n in range(6)]


def test_counts(filled):
    assert filled.count("outlet") == {"The Ledger": 3, "Evening Post": 2, "": 1}
    assert filled.count("outlet", "harbor") == {"Evening Post": 1, "The Ledger": 1}
    assert filled.count("speaker") == {"Bo Lind": 3, "Ana Ruiz": 2, "": 1}
    assert filled.count("form", outlet="The Ledger") == {"direct": 2, "indirect": 1}
    assert filled.count("route") == {"Gazette": 1}
    assert filled.count("published")["2017-02-23"] == 3
    with pytest.raises(UsageError, match="valid are"):
        filled.count("colour")


def test_snippets_mark_the_match(filled):
    (hit,) = filled.search("caf*").hits
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["café"]


def test_corrections_are_appended_and_undone(filled):
    signed = {"editor": "Kim", "reason": "misheard"}
    (hit,) = filled.search('"harbor is open"').hits
    number = filled.correct(hit.statement.id, Kind.DATE, {"said": "2017-02-20"}, **signed)
    who = Speaker(kind=SpeakerKind.PERSON, name="Eva Holm")
    filled.correct(hit.statement.id, Kind.SPEAKER, change_speaker(who), **signed)
    (hit,) = filled.search(speaker="Holm").hits
    assert (hit.statement.said.edtf, hit.corrected) == ("2017-02-20", True)
    filled.undo(number, **signed)
    assert filled.search(speaker="Holm").hits[0].statement.said.edtf == "2017-02-22"
    with pytest.raises(UsageError):
        filled.undo(number, **signed)
    shorter = change_span([span(HARBOR, "harbor is open")], None, None)
    filled.correct(hit.statement.id, Kind.SPAN, shorter, **signed)
    assert found(filled, speaker="Holm") == ["harbor is open"]
    filled.correct(filled.search("cafe").hits[0].statement.id, Kind.DELETE, {}, **signed)
    assert found(filled, "cafe") == []
    assert filled.check() == []
    assert [c.kind for c in filled.corrections()] == ["date", "speaker", "undo", "span", "delete"]
    assert filled.orphaned() == []


def test_corrections_carry_over_to_a_new_version(filled):
    (hit,) = filled.search('"harbor is open"').hits
    filled.correct(hit.statement.id, Kind.DATE, {"said": "2017-02-20"}, editor="Kim", reason="")
    filled.correct(filled.search("cafe").hits[0].statement.id, Kind.DELETE, {}, editor="Kim", reason="")
    changed = reading("Now: " + HARBOR.replace(" A senior official called it a café plan.", ""), "https://a.example/1",
                      "The Ledger", "2017-02-24", ("The harbor is open,", "Ana Ruiz", {}))  # fmt: skip
    filled.add([changed])
    assert filled.search('"harbor is open"').hits[0].statement.said.edtf == "2017-02-20"
    assert [c.kind for c in filled.orphaned()] == [Kind.DELETE]
    assert filled.check() == []


def test_a_merge_finds_both_and_is_undone(filled):
    with filled.engine.connect() as connection:
        ids = dict(connection.execute(text("SELECT name, id FROM speakers")).all())
    number = filled.merge(ids["Bo Lind"], ids["Ana Ruiz"], editor="Kim", reason="one person")
    assert len(found(filled, speaker="Lind")) == 5
    filled.undo(number, editor="Kim", reason="two after all")
    assert len(found(filled, speaker="Lind")) == 3


def test_a_missed_statement_is_added(filled):
    page = PAGES[0].article
    missed = {
        "form": "indirect", "act": "speech", "polarity": "asserted", "cue": [], "source": [],
        "content": [{"start": s.start, "end": s.end, "text": s.text} for s in [span(HARBOR, "called it")]],
        "speaker": {"kind": "unnamed"},
    }  # fmt: skip
    filled.add_missed(page.id, missed, editor="Kim", reason="missed")
    assert found(filled, "called") == ["called it"]
    assert filled.check() == []


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("UPDATE articles SET text = text || '!' WHERE version = 1", "articles"),
        ("UPDATE statements SET content = 'other'", "statements"),
        ("UPDATE parts SET \"end\" = \"end\" + 1", "parts"),
        ("DELETE FROM parts", "parts"),
        ("UPDATE tallies SET statements = 99", "tallies"),
    ],
)  # fmt: skip
def test_check_sees_what_was_tampered_with(filled, sql, table):
    with filled.engine.begin() as connection:
        connection.execute(text(sql))
    assert table in {finding.table for finding in filled.check()}


def test_what_no_database_takes_is_a_failure_with_its_reason(record):
    added = record.add([reading("a\0b", "nul.txt"), reading("\ud800", "half.txt"), PAGES[0]])
    assert (added.failed, added.articles) == (2, 1)
    assert "NUL" in record.failures()["nul.txt"]


def test_opening_what_is_no_record(location, tmp_path):
    with pytest.raises(RecordError, match="no record at"):
        Record.open(location)
    with Record.open(location, create=True) as record, record.engine.begin() as connection:
        connection.execute(text("INSERT INTO onrecord_migrations VALUES ('9999_later', '', '')"))
    with pytest.raises(RecordError, match="newer version"):
        Record.open(location)


def test_files_that_are_no_record(tmp_path):
    (tmp_path / "text.db").write_text("not a database " * 100)
    with pytest.raises(RecordError, match="not a record"):
        Record.open(tmp_path / "text.db")
    with pytest.raises(RecordError, match="folder"):
        Record.open(tmp_path)
    with Record.open(tmp_path / "r.db", create=True):
        pass
    with Record.open(tmp_path / "r.db", read_only=True) as record, pytest.raises(RecordError, match="read-only"):
        record.add(PAGES)


def test_an_interrupted_run_keeps_what_was_read(record):
    def readings():
        yield PAGES[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record.add(readings())
    assert record.known() == {PAGES[0].article.id}


def test_an_unknown_query_says_what_is_valid(filled):
    for wrong in ({"order": "best"}, {"limit": 0}, {"versions": "some"}, {"published_since": "soon"}):
        with pytest.raises(UsageError):
            filled.search(**wrong)
    assert Query().versions == "current"
