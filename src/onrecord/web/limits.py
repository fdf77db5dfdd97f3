"""Rate limits: token buckets, in memory, for a bounded number of callers."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

_CALLERS = 10_000


class Limiter:
    """Lets each caller do ``burst`` things at once and ``per_minute`` in the long run."""

    def __init__(self, per_minute: float, burst: int) -> None:
        self.per_second = per_minute / 60
        self.burst = burst
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # caller: what is left, when

    def wait(self, caller: str) -> int:
        """0 when the caller may go on (which is counted), else the seconds until they may."""
        now = time.monotonic()
        with self._lock:
            left, since = self._buckets.pop(caller, (float(self.burst), now))
            left = min(self.burst, left + (now - since) * self.per_second)
            allowed = left >= 1
            self._buckets[caller] = (left - allowed, now)
            if len(self._buckets) > _CALLERS:
                self._buckets.popitem(last=False)
        return 0 if allowed else int((1 - left) / self.per_second) + 1
