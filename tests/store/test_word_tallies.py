"""The counts of common words: kept in step with whatever happens to statements, equal to what the index says."""

from __future__ import annotations

import random
import sqlite3

import pytest
from conftest_store import reading
from sqlalchemy import text

from onrecord.store import Kind, Record, migrations, upgrade, word_tallies, words

WORDS = "the of and The THE, thé the😀 й-the ße harbor".split()  # noqa: SIM905
NAMES = ("Ana Ruiz", "Bo Lind", None)
EDITOR = {"editor": "e", "reason": "r"}
FACETS = ("outlet", "form", "act", "polarity", "kind")


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(word_tallies, "COMMON", 6)


def pages(draw: random.Random, number: int, day: str = "2017-02-22"):
    for page in range(number):
        wanted = [(" ".join(draw.choices(WORDS, k=4)) + f" {draw.random()}", draw.choice(NAMES), {}) for _ in range(5)]
        story = "\n".join(f"{content}, {name or 'somebody'} said." for content, name, _ in wanted)
        yield reading(
            story, f"https://a.example/{page}", draw.choice(["The Ledger", "Evening Post", None]), day, *wanted
        )


def counts(record: Record):
    """What every kept word has of every facet, and of which words."""
    with record.engine.connect() as connection:
        kept = sorted(word_tallies.common(connection))
    asked = [(by, word, versions) for by in FACETS for word in kept for versions in ("current", "all")]
    return kept, {one: record.count(one[0], one[1], versions=one[2]) for one in asked}


def read_anew(record: Record, asked, monkeypatch):
    """The same counts, each made by reading the statements."""
    with monkeypatch.context() as without:
        without.setattr(word_tallies, "kept_for", lambda *_: None)
        return {one: record.count(one[0], one[1], versions=one[2]) for one in asked}


def in_step(record: Record, monkeypatch) -> dict:
    kept, found = counts(record)
    assert {"of", "the"} <= set(kept)
    assert found == read_anew(record, found, monkeypatch)
    assert record.check() == []
    return found


def test_counts_stay_in_step(record, monkeypatch):
    draw = random.Random(1)
    readings = list(pages(draw, 12))
    record.add(readings[:6])
    assert counts(record)[0] == []  # nothing is kept before it is looked for
    word_tallies.refresh(record.engine)
    last = in_step(record, monkeypatch)

    record.add(readings[6:])
    changed = list(pages(draw, 4, "2017-03-01"))  # new versions of known pages
    record.add(changed)
    assert in_step(record, monkeypatch) != last

    one, two, three = readings[8].statements[:3]
    record.correct(one.id, Kind.FORM, {"form": "indirect", "polarity": "denied"}, **EDITOR)
    in_step(record, monkeypatch)
    gone = record.correct(two.id, Kind.DELETE, {}, **EDITOR)
    speaker = {"kind": "organization", "name": "The Mill"}
    record.correct(three.id, Kind.SPEAKER, {"speaker": speaker}, **EDITOR)
    corrected = in_step(record, monkeypatch)
    record.undo(gone, **EDITOR)
    assert in_step(record, monkeypatch) != corrected

    record.forget("page", "https://a.example/9")
    record.forget("person", "Ana Ruiz")
    record.forget("outlet", "The Ledger")
    left = in_step(record, monkeypatch)
    assert "The Ledger" not in left["outlet", "the", "all"]


def test_a_kept_word_whose_statements_are_forgotten_is_gone(record):
    record.add([reading("\n".join(f"Zorn {n}, Bo Zorn said." for n in range(12)), "a", "The Ledger", None,
                        *((f"Zorn {n}", "Bo Zorn", {}) for n in range(12)))])  # fmt: skip
    word_tallies.refresh(record.engine)
    assert counts(record)[0] == ["zorn"]
    record.forget("page", "a")
    assert counts(record)[0] == []
    with record.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM word_tallies")) == 0


def test_check_names_a_count_that_is_off(record):
    record.add(pages(random.Random(2), 6))
    word_tallies.refresh(record.engine)
    with record.engine.begin() as connection:
        connection.execute(text("UPDATE word_tallies SET statements = 999 WHERE word = 'the' AND value = 'direct'"))
    assert [(one.table, one.row) for one in record.check()] == [("word_tallies", "the/form/direct/current")]


def test_an_upgrade_and_a_copy_keep_the_counts(location, another, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:3])
        older.setattr(word_tallies, "counted", lambda *_: {})
        with Record.open(location, create=True) as record:
            record.add(pages(random.Random(3), 8))
    assert upgrade(location)[0] == "0004_common_words"
    with Record.open(location) as record:
        found = in_step(record, monkeypatch)
        record.copy(another)
    with Record.open(another) as copied:
        assert in_step(copied, monkeypatch).keys() == found.keys()


@pytest.mark.parametrize("asked", ["the of", '"of the"', "the*", "t*", "", "-the-of"])
def test_only_a_single_word_is_answered_so(record, asked, monkeypatch):
    record.add(pages(random.Random(4), 8))
    word_tallies.refresh(record.engine)
    one = ("outlet", asked, "current")
    assert record.count("outlet", asked) == read_anew(record, [one], monkeypatch)[one]


def test_plain_characters_are_cut_and_folded_alike_by_sqlite():
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize='unicode61 remove_diacritics 2')")
    index.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
    plain = [chr(point) for point in range(1, 0x3000) if word_tallies.PLAIN.fullmatch(chr(point))]
    assert len(plain) > 390
    stories = {ord(c): f"th{c} {c} {c}a the{c}the" for c in plain}
    index.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", stories.items())
    found: dict[int, list[str]] = {}
    for term, row in index.execute("SELECT term, doc FROM v ORDER BY doc, offset"):
        found.setdefault(row, []).append(term)
    assert {row: found.get(row, []) for row in stories} == {
        row: [token.word for token in words.tokens(story)] for row, story in stories.items()
    }


def test_the_set_of_words_is_that_of_the_words_in_order():
    draw = random.Random(3)
    letters = "aBzß_0 ñÉİı’-Ẽẞſ\u0301\u0308йΛ中😀"
    for _ in range(5_000):
        one = "".join(draw.choices(letters, k=draw.randrange(12)))
        assert words.word_set(one) == {token.word for token in words.tokens(one)}, one
