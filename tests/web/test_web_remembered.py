"""Answers remembered: made once for all who ask at a time, and asked for again after a failure."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onrecord.core.errors import RecordError
from onrecord.store import Record
from onrecord.web.remembered import Remembered


def test_one_makes_what_several_ask_for_at_once(tmp_path: Path) -> None:
    memory, made, together = Remembered(), list[int](), threading.Barrier(6)

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        return len(made)

    with Record.open(tmp_path / "r.db", create=True) as record:

        def ask(_: int) -> int:
            together.wait()
            return memory.get(record, "count", make)

        with ThreadPoolExecutor(6) as pool:
            assert list(pool.map(ask, range(6))) == [1] * 6
        assert memory.get(record, "other", lambda: "its own") == "its own"


def test_an_answer_that_could_not_be_made_is_asked_for_again(tmp_path: Path) -> None:
    memory = Remembered()

    def broken() -> int:
        raise RecordError("the disk is away")

    with Record.open(tmp_path / "r.db", create=True) as record:
        with pytest.raises(RecordError):
            memory.get(record, "count", broken)
        assert memory.get(record, "count", lambda: 3) == 3
        assert memory.get(record, "count", broken) == 3
