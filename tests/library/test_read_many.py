"""Many pages: order, failures as data, workers that die, nothing left behind. No model is needed for any of it."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import Attribution, ManyPages, Reading, SourceMissing, Span, UsageError, read, read_many
from onrecord.core.options import ReadOptions
from onrecord.pages import Item
from onrecord.reading import read_items

PAGE = "A New Quay for the Harbor\n\nThe mayor of the town, Ada Lund, spoke at length on Monday. {}\n"


class Quoting:
    """A tagger that finds one content without cue and source: the last three words of each page."""

    def find(self, text: str, ranges: object) -> tuple[Attribution, ...]:
        end = len(text.rstrip())
        start = text.rindex("The quay")
        return (Attribution(content=(Span.of(text, start, end),)),)


class Breaking:
    """A tagger with a fault."""

    def find(self, text: str, ranges: object) -> tuple[Attribution, ...]:
        raise ZeroDivisionError("a fault")


class Deadly(str):
    """A page's name that ends the process which unpickles it, as running out of memory would."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (9,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(5):
        page = tmp_path / f"{number}.txt"
        page.write_text(
            PAGE.format(f"The quay number {number} will be built of stone from the north."), encoding="utf-8"
        )
    return tmp_path


def codes(readings: Iterator[Reading]) -> list[str | None]:
    return [reading.failure.code if reading.failure else None for reading in readings]


def test_pages_come_in_input_order_and_a_failure_stops_nothing(folder: Path) -> None:
    sources = [folder / "3.txt", folder / "gone.txt", folder / "1.txt"]
    readings = list(read_many(sources, tagger=Quoting()))
    assert [Path(reading.article.page).name for reading in readings] == ["3.txt", "gone.txt", "1.txt"]
    assert codes(iter(readings)) == [None, "missing", None]
    assert readings[1].article.text == ""
    assert "number 3" in readings[0].statements[0].content[0].text


def test_one_source_needs_no_list(folder: Path) -> None:
    assert len(list(read_many(str(folder), tagger=Quoting()))) == 5
    assert len(list(read_many(folder, tagger=Quoting()))) == 5


def test_sources_are_taken_as_they_are_needed(folder: Path) -> None:
    def endless() -> Iterator[Path]:
        while True:
            yield folder / "0.txt"

    readings = read_many(endless(), tagger=Quoting())
    assert next(readings).statements
    assert next(readings).statements


def test_a_fault_of_ours_is_one_pages_failure(folder: Path) -> None:
    reading = next(read_many(folder / "0.txt", tagger=Breaking()))
    assert reading.failure is not None
    assert reading.failure.code == "crashed"
    assert "ZeroDivisionError" in reading.failure.message


def test_every_span_is_the_text_at_its_place(folder: Path) -> None:
    for reading in read_many(folder, tagger=Quoting()):
        for statement in reading.statements:
            assert all(reading.article.text[span.start : span.end] == span.text for span in statement.content)


def test_read_raises_what_is_wrong(folder: Path) -> None:
    with pytest.raises(ManyPages, match="read_many"):
        read(folder, tagger=Quoting())
    with pytest.raises(SourceMissing):
        read(folder / "gone.txt", tagger=Quoting())
    with pytest.raises(UsageError, match="1 or more"):
        read_many(folder, workers=0)
    with pytest.raises(UsageError, match="leave workers at 1"):
        read_many(folder, workers=2, tagger=Quoting())


def test_a_worker_that_dies_costs_its_page_alone() -> None:
    items = [Item(f"gone-{number}.txt") for number in range(12)]
    items[4] = Item(Deadly("deadly.txt"))
    readings = list(read_items(iter(items), ReadOptions(), 2))
    assert [reading.article.page for reading in readings] == [item.page for item in items]
    assert codes(iter(readings)) == ["missing"] * 4 + ["worker-died"] + ["missing"] * 7


def test_a_run_that_is_cut_off_leaves_no_process() -> None:
    readings = read_items(iter([Item(f"gone-{number}.txt") for number in range(50)]), ReadOptions(), 2)
    next(readings)
    assert multiprocessing.active_children()
    readings.close()  # type: ignore[attr-defined]
    # The pool's own thread may have reaped a process and not have noted it yet: ask again for a while.
    deadline = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not multiprocessing.active_children()
