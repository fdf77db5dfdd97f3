"""Forgetting a person, a page, an outlet: the words are gone from tables and file, and everything else still stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest_store import failed, reading, span
from sqlalchemy import text

from onrecord.core.article import Fact
from onrecord.core.errors import UsageError
from onrecord.store import Kind, Record, exporting
from onrecord.store.masking import BLOCK, Names, masked

TEXT = (
    'Bo Lind on the harbor\n"The quay is rotten," Bo Lind said. Eva Lind said Lind exaggerates. '
    '"Bo  Lind is right," Ana Ruiz said. BO LIND left.'
)
SIGNED = {"editor": "Kim", "reason": "Bo Lind asked"}


def page(location: str, text: str = TEXT):
    made = reading(
        text, location, "The Ledger", "2017-02-23",
        ("The quay is rotten,", "Bo Lind", {}),
        ("Lind exaggerates", "Eva Lind", {}),
        ("Bo  Lind is right,", "Ana Ruiz", {"role": "aide of Bo Lind"}),
    )  # fmt: skip
    return replace(made, article=replace(made.article, headline=Fact("Bo Lind on the harbor", "text"),
                                         byline=Fact("Eva Lind", "text")))  # fmt: skip


@pytest.fixture
def filled(record):
    other = reading('"Nothing," Ana Ruiz said.', "https://b.example/2", None, None, ("Nothing,", "Ana Ruiz", {}))
    mention = reading(
        '"Ask bo lind," Ana Ruiz said.', "https://b.example/3", None, None, ("Ask bo lind,", "Ana Ruiz", {})
    )
    record.add(
        [page("https://a.example/1", TEXT + " Old."), page("https://a.example/1"), other, mention, failed("gone")]
    )
    return record


def everything(record) -> str:
    """All that the tables hold."""
    with record.engine.connect() as connection:
        if record.engine.dialect.name == "sqlite":
            tables = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        else:
            tables = connection.scalars(
                text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
            ).all()
        rows = [str(connection.execute(text(f'SELECT * FROM "{table}"')).all()) for table in tables]
    return "\n".join([*rows, *exporting.jsonl(record.readings())])


def test_a_person_is_gone_and_all_else_stands(filled):
    before = {one.statement.id for one in filled.search(speaker="Eva Lind").hits}
    assert filled.forget("person", "Bo Lind") == (3, 2)  # two versions of a page, and one that only names them
    left = everything(filled).casefold()
    assert "bo lind" not in left
    assert "bo  lind" not in left
    assert "rotten" not in left
    assert filled.search("quay", versions="all").total == 0
    assert filled.speakers("Bo Lind") == []
    (hit,) = filled.search(speaker="Eva Lind").hits
    assert {hit.statement.id} == before
    assert hit.statement.content[0].text == f"{BLOCK * 4} exaggerates"
    assert hit.article.headline.value == f"{BLOCK * 2} {BLOCK * 4} on the harbor"
    assert hit.article.byline.value == "Eva Lind"
    assert filled.search(speaker="Ana Ruiz").hits[-1].statement.speaker.name == "Ana Ruiz"
    assert filled.search("nothing").total == 1
    assert filled.check() == []
    with pytest.raises(UsageError, match="no speaker"):
        filled.forget("person", "Bo Lind")


def test_a_masked_page_is_still_known_and_travels(filled, tmp_path):
    filled.forget("person", "Bo Lind")
    assert filled.add([page("https://a.example/1")]).known == 1
    lines = [line.encode() for line in exporting.jsonl(filled.readings())]
    with Record.open(tmp_path / "copy.db", create=True) as copy:
        copy.add(exporting.readings_of(lines, "lines"))
        assert copy.failures() == {}
        assert copy.check() == []


def test_corrections_of_and_about_a_person_go_or_are_masked(filled):
    (theirs,) = filled.search("rotten").hits
    filled.correct(theirs.statement.id, Kind.DATE, {"said": "2017-02-20"}, **SIGNED)
    (other,) = filled.search('"lind is right"').hits
    shorter = span(TEXT, "Bo  Lind")
    spans = {"content": [{"start": shorter.start, "end": shorter.end, "text": shorter.text}]}
    filled.correct(other.statement.id, Kind.SPAN, spans, **SIGNED)
    missed = {
        "form": "indirect",
        "act": "speech",
        "polarity": "asserted",
        "cue": [],
        "source": [],
        "content": [{"start": 0, "end": 7, "text": "Bo Lind"}],
        "speaker": {"kind": "person", "name": "Bo Lind"},
    }
    filled.add_missed("https://a.example/1", missed, **SIGNED)
    filled.merge("Eva Lind", "Ana Ruiz", **SIGNED)
    bo, ana = filled.speakers("Bo Lind")[0].id, filled.speakers("Ana Ruiz")[0].id
    filled.undo(filled.merge(bo, ana, **SIGNED), **SIGNED)
    filled.forget("person", bo)
    left = everything(filled).casefold()
    assert "bo lind" not in left
    assert bo not in left
    assert [c.kind for c in filled.corrections()] == ["span", "merge"]
    assert filled.orphaned() == []
    assert filled.check() == []


def test_a_name_of_several_people_is_not_guessed(filled):
    with pytest.raises(UsageError, match="several speakers go by 'Lind'"):
        filled.forget("person", "Lind")


def test_a_failed_page_is_forgotten_with_its_name(filled):
    filled.forget("page", "https://a.example/1")
    left = everything(filled)
    assert "a.example" not in left
    assert "rotten" not in left


def test_the_file_no_longer_holds_a_persons_words(tmp_path):
    with Record.open(tmp_path / "r.db", create=True) as record:
        record.add([page("https://a.example/1")])
    held = (tmp_path / "r.db").read_bytes()
    assert b"rotten" in held
    with Record.open(tmp_path / "r.db") as record:
        record.forget("person", "Bo Lind")
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"rotten" not in held
    assert b"bo lind" not in held.lower()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Bo Lind, bo\nlind", "██ ████, ██\n████"),
        ("Bob Linden and Bo Linden", "Bob Linden and Bo Linden"),
        ("Lind met Eva Lind", "████ met Eva Lind"),
        ("lind of the mill", "lind of the mill"),
        ("", ""),
    ],
)
def test_names_are_found_as_they_are_written(written, expected):
    names = Names(("Bo Lind",), ("Lind",), ("Eva Lind",))
    assert masked(written, names.found(written)) == expected


def test_overlapping_ranges_are_masked_once():
    assert masked("abc def", [(4, 7), (0, 2), (1, 3)]) == "███ ███"
