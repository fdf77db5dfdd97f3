"""Answers remembered until the record changes, so that a page that many look at is made once."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

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

    def get(self, record: Record, asked: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """The answer to ``asked``, from ``make`` where it isn't known or the record has changed since."""
        with reading(record.engine) as connection:
            state = (id(record), *connection.execute(_CHANGES).one())
        now = time.monotonic()
        with self._lock:
            known = self._known.get(asked)
            if known is not None and known[0] == state and now - known[1] < _SECONDS:
                self._known.move_to_end(asked)
                answer: _Answer = known[2]
                return answer
        answer = make()
        with self._lock:
            self._known[asked] = (state, now, answer)
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        return answer
