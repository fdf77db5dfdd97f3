"""Answers remembered until the record changes, so that a page that many look at is made once."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from sqlalchemy import text

from onrecord.store.engine import reading
from onrecord.store.record import Record

_MOST = 512  # answers
_SECONDS = 30.0  # for what no number tells: statements that another model read anew
_Answer = TypeVar("_Answer")

_CHANGES = text(
    "SELECT (SELECT max(key) FROM articles), (SELECT max(key) FROM corrections), (SELECT max(key) FROM removals)"
)


class Remembered:
    """Answers by what was asked. Pages added, corrections and removals are seen at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, tuple[tuple[Any, ...], float, Any]] = OrderedDict()
        self._making: dict[Hashable, _Maker] = {}

    def get(self, record: Record, asked: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """The answer to ``asked``, from ``make`` where it isn't known or the record has changed since.

        Where several ask at once, one makes it and the others wait for that.
        """
        with reading(record.engine) as connection:
            state = (id(record), *connection.execute(_CHANGES).one())
        with self._lock:
            known, answer = self._look(asked, state)
            if known:
                return cast(_Answer, answer)
            maker = self._making.setdefault(asked, _Maker())
            maker.waiting += 1
        try:
            with maker.lock:
                with self._lock:
                    known, answer = self._look(asked, state)
                if known:
                    return cast(_Answer, answer)
                made = make()
                with self._lock:
                    self._known[asked] = (state, time.monotonic(), made)
                    if len(self._known) > _MOST:
                        self._known.popitem(last=False)
                return made
        finally:
            with self._lock:
                maker.waiting -= 1
                if not maker.waiting:
                    self._making.pop(asked, None)

    def _look(self, asked: Hashable, state: tuple[Any, ...]) -> tuple[bool, Any]:
        """Whether an answer of this state is known, and the answer. Under the lock."""
        known = self._known.get(asked)
        if known is None or known[0] != state or time.monotonic() - known[1] >= _SECONDS:
            return False, None
        self._known.move_to_end(asked)
        return True, known[2]


class _Maker:
    """Who makes an answer now, and how many want it."""

    __slots__ = ("lock", "waiting")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting = 0
