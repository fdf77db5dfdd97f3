"""What tracing keeps beside the statements, as pages come, change, are corrected and go."""

from __future__ import annotations

import random

import numpy as np
import pytest
from conftest_store import reading
from sqlalchemy import text
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.store import Kind, Record, fingerprints, upgrade
from onrecord.store.fingerprints import MERGE, PAGE, Postings, prints, runs

HARBOUR = "The harbour will be open again before the first snow falls, and not a day later"
CUT = "The harbour will be open again before the first snow falls"
CHANGED = "The harbour will be open soon before the first snow falls, and not a day later"
MILL = "The old mill was closed by its owners in the spring of that year"


def page(
    number: int, words: str, day: int = 1, name: str = "Ann Reed", outlet: str = "Courier", rest: str = "", **more: str
):
    body = f"“{words},” {name} said.{rest or f' Page {number} has nothing more.'}"
    return reading(body, f"https://a.example/{number}", outlet, f"2020-03-{day:02d}", (words + ",", name, more))


def groups(record: Record) -> list[list[str]]:
    """The pages of each quotation, as the record keeps them."""
    with record.engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT w.quotation, a.page FROM wordings w JOIN quoted q ON q.wording_key = w.key "
                "JOIN statements s ON s.key = q.statement_key JOIN articles a ON a.key = s.article_key ORDER BY 1, 2"
            )
        ).all()
        counted = dict(connection.execute(text("SELECT key, pages FROM quotations")).all())
    found: dict[int, list[str]] = {}
    for quotation, url in rows:
        found.setdefault(quotation, []).append(url.rpartition("/")[2])
    assert counted == {key: len(set(pages)) for key, pages in found.items() if len(set(pages)) > 1}
    return sorted(found.values())


def test_the_same_words_come_together(record):
    record.add([page(1, HARBOUR), page(2, CUT, 2), page(3, MILL, 2), page(4, HARBOUR, 3, outlet="Echo")])
    record.add([page(5, CHANGED, 4)])
    assert groups(record) == [["1", "2", "4", "5"], ["3"]]


def test_another_day_or_speaker_is_another_quotation(record):
    record.add([page(1, CUT), page(2, CUT, 30), page(3, "Our thoughts are with the families")])
    record.add([page(4, "Our thoughts are with the families", name="Bo Lind")])
    assert groups(record) == [["1"], ["2"], ["3"], ["4"]]


def test_days_of_saying_tell_quotations_apart(record):
    free = "Every boat will leave the harbour free of duty"
    told = [(20, "2020-03-03"), (20, "2020-03-16"), (21, "2020-03-15"), (4, None), (22, "2020-03")]
    record.add([page(n, free, day, **({"said": said} if said else {})) for n, (day, said) in enumerate(told)])
    # "3" is printed when "0" was said; a month is no day, so "4" goes by its printing
    assert groups(record) == [["0", "3", "4"], ["1", "2"]]
    days = {one.page.rpartition("/")[2]: one.said for one in record.trace(free).printed}
    assert days == {"0": "2020-03-03", "1": "2020-03-16", "2": "2020-03-15", "3": None, "4": None}


def test_the_order_and_the_size_of_batches_do_not_matter(tmp_path):
    words = [HARBOUR, CUT, CHANGED, MILL, "The mill was closed by its owners in the spring"]
    pages = [page(n, words[n % 5], 1 + n % 9) for n in range(30)]
    seen = []
    for seed in range(4):
        with Record.open(tmp_path / f"{seed}.db", create=True) as record:
            order = random.Random(seed).sample(pages, len(pages))
            for start in range(0, 30, 1 + 7 * seed):
                record.add(order[start : start + 1 + 7 * seed])
            seen.append(groups(record))
    assert len(seen[0]) == 2
    assert all(one == seen[0] for one in seen)


FIRST, LAST = "The harbour will be open again before", "the first snow falls, and not one day later"
THREE = [page(1, FIRST), page(2, f"{FIRST} {LAST}", 2), page(3, LAST, 3)]


def targets(record: Record) -> set[int]:
    with record.engine.connect() as connection:
        bodies = connection.scalars(text("SELECT body FROM fingerprints"))
        return {target for body in bodies for target in fingerprints.unpack(body).targets.tolist()}


def test_a_page_that_leaves_parts_what_it_held_together(record):
    record.add(THREE)
    assert groups(record) == [["1", "2", "3"]]
    everything = targets(record)
    record.forget("page", "https://a.example/2")
    assert groups(record) == [["1"], ["3"]]
    assert len(targets(record)) == len(everything) - 2  # the article and its wording
    assert record.check() == []
    record.forget("outlet", "courier")
    assert groups(record) == []
    assert targets(record) == set()


def test_a_new_version_takes_the_place_of_the_old(record):
    record.add(THREE)
    record.add([page(2, MILL, 4), page(5, MILL, 4, outlet="Echo")])
    assert groups(record) == [["1"], ["2", "5"], ["3"]]


def test_corrections_move_statements_and_undoing_moves_them_back(record):
    record.add(THREE)
    (middle,) = (one for one in record.statements() if one.page.endswith("/2"))
    deleted = record.correct(middle.id, Kind.DELETE, {}, editor="Kim", reason="")
    assert groups(record) == [["1"], ["3"]]
    record.undo(deleted, editor="Kim", reason="")
    assert groups(record) == [["1", "2", "3"]]
    record.correct(middle.id, Kind.FORM, {"form": "indirect"}, editor="Kim", reason="")
    assert groups(record) == [["1"], ["3"]]


def test_any_history_ends_where_the_same_pages_added_anew_do(tmp_path):
    words = [HARBOUR, CUT, CHANGED, FIRST, LAST, MILL]
    draw = random.Random(7)
    with Record.open(tmp_path / "r.db", create=True) as record:
        held = {}
        for _ in range(60):
            number = draw.randrange(12)
            if number in held and draw.random() < 0.4:
                record.forget("page", f"https://a.example/{number}")
                del held[number]
            else:
                held[number] = page(number, draw.choice(words), 1 + draw.randrange(5))
                record.add([held[number]])
        with Record.open(tmp_path / "new.db", create=True) as new:
            new.add(held.values())
            assert groups(record) == groups(new)
            assert copies(record) == copies(new)


def copies(record: Record) -> list[list[str]]:
    with record.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT c.origin, a.page FROM copies c JOIN articles a ON a.key = c.article_key ORDER BY 1, 2")
        ).all()
    found: dict[int, list[str]] = {}
    for origin, url in rows:
        found.setdefault(origin, []).append(url.rpartition("/")[2])
    return sorted(found.values())


def story(seed: int, size: int) -> str:
    draw = random.Random(seed)
    return " " + " ".join(draw.choice(["harbour", "mill", "road", "snow", "mayor", "boat"]) for _ in range(size))


def test_articles_that_share_most_of_their_words_are_copies(record):
    wire, other = story(1, 400), story(2, 400)
    record.add([page(1, HARBOUR, rest=wire), page(2, HARBOUR, rest=wire[:1400]), page(3, HARBOUR, rest=other)])
    record.add([page(4, CUT, rest=wire[500:] + story(3, 80)), page(5, CUT, rest=story(4, 400) + wire[:200])])
    assert copies(record) == [["1", "2", "4"]]
    record.forget("page", "https://a.example/1")
    assert copies(record) == [["2", "4"]]
    record.add([page(4, CUT, rest=other)])
    assert copies(record) == [["3", "4"]]


def test_a_record_of_an_older_version_is_upgraded(location):
    with Record.open(location, create=True) as record:
        record.add([*THREE, page(4, MILL, rest=story(1, 300)), page(5, MILL, rest=story(1, 300))])
        before = groups(record), copies(record), targets(record)
        with record.engine.begin() as connection:
            for table in ("quoted", "wordings", "quotations", "copies", "fingerprint_segments", "fingerprints"):
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("DROP INDEX articles_by_day"))
            connection.execute(text("DELETE FROM onrecord_migrations WHERE name = '0002_fingerprints'"))
    assert upgrade(location)[0] == "0002_fingerprints"
    with Record.open(location) as record:
        assert (groups(record), copies(record), targets(record)) == before
        assert record.check() == []


def test_what_older_rules_grouped_is_grouped_anew(location):
    with Record.open(location, create=True) as record:
        record.add([*THREE, page(4, MILL, rest=story(1, 300)), page(5, MILL, rest=story(1, 300))])
        before = groups(record), copies(record), targets(record)
        with record.engine.begin() as connection:
            connection.execute(text("UPDATE wordings SET quotation = 1, digest = digest + 1"))
            connection.execute(text("DELETE FROM copies"))
        assert record.check() != []
    result = CliRunner().invoke(app, ["upgrade", "--trace", "--record", str(location)])
    assert (result.exit_code, result.output) == (0, "quotations grouped anew\n")
    with Record.open(location) as record:
        assert (groups(record), copies(record), targets(record)) == before
        assert record.check() == []


def test_fingerprints_are_found_in_every_segment_and_merge(record):
    draw = np.random.default_rng(5)
    held = {}
    with record.engine.begin() as connection:
        for batch in range(MERGE * MERGE + 3):
            some = {batch * 10 + n: np.unique(draw.integers(0, 1 << 32, 40, np.uint32)) for n in range(10)}
            held.update(some)
            fingerprints.add(connection, Postings.gathered(some), lambda those: np.ones(len(those), np.bool_))
        segments = connection.execute(text("SELECT level FROM fingerprint_segments ORDER BY 1")).scalars().all()
        assert segments == [0, 0, 0, 2]
        for target, marks in list(held.items())[::17]:
            found = fingerprints.find(connection, marks)
            assert set(found.hashes[found.targets == target].tolist()) == set(marks.tolist())
        fingerprints.purge(connection, lambda those: those >= 300)
        assert fingerprints.find(connection, held[299]).targets.tolist() == []
        assert set(fingerprints.find(connection, held[300]).targets.tolist()) == {300}


def test_fingerprints_held_in_memory_are_those_that_are_read(tmp_path, monkeypatch):
    rng, held = np.random.default_rng(2), fingerprints.Held()
    everything = np.unique(rng.integers(0, 1 << 32, 5_000, dtype=np.uint32))

    def same(connection):
        read = fingerprints.find(connection.execution_options(held=None), everything)
        there = fingerprints.find(connection.execution_options(held=held), everything)
        assert np.array_equal(read.hashes, there.hashes)
        assert np.array_equal(read.targets, there.targets)
        return len(read.hashes)

    def add(connection, number):
        marks = {number: np.sort(rng.choice(everything, 300, replace=False))}
        fingerprints.add(connection, Postings.gathered(marks), lambda those: np.ones(len(those), np.bool_))

    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record, Record.open(path) as other, record.engine.connect() as connection:
        for number in range(3 * MERGE):
            monkeypatch.setattr(fingerprints, "_HELD", 0 if number % 5 == 4 else 4_000)  # none, some or all
            if number % 3 == 2:
                with other.engine.begin() as another:
                    fingerprints.purge(another, lambda those: those < 0)  # everything goes; numbers begin anew
                    add(another, 100 + number)
            add(connection, number)
            assert same(connection)
            if number % 4 == 3:
                connection.rollback()
                held.clear()
            else:
                connection.commit()


@pytest.mark.parametrize("length", range(12, 40, 3))
def test_a_shared_run_of_twelve_words_is_found(length):
    draw = random.Random(length)
    shared = [f"s{n}" for n in range(length)]
    one = [f"a{draw.random()}" for _ in range(30)] + shared + [f"b{draw.random()}" for _ in range(30)]
    assert np.intersect1d(prints(one, *PAGE), runs(shared, PAGE[0])).size


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("UPDATE wordings SET digest = digest + 1", "quoted"),
        ("DELETE FROM quoted", "quoted"),
        ("UPDATE quotations SET pages = pages + 1", "quotations"),
        ("DELETE FROM fingerprints", "fingerprints"),
        ("UPDATE fingerprints SET body = substr(body, 1, 8)", "fingerprints"),
    ],
)
def test_check_sees_what_is_wrong(record, sql, table):
    record.add(THREE)
    assert record.check() == []
    with record.engine.begin() as connection:
        connection.execute(text(sql))
    assert table in {finding.table for finding in record.check()}
