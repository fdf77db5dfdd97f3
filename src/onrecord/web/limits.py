"""Rate limits: token buckets that all processes of a server draw from."""

from __future__ import annotations

import time

from onrecord.web.shared import Shared


class Limiter:
    """Lets each caller do ``burst`` things at once and ``per_minute`` in the long run."""

    def __init__(self, shared: Shared, name: str, per_minute: float, burst: int) -> None:
        self.shared = shared
        self.name = name
        self.per_second = per_minute / 60
        self.burst = burst

    def wait(self, caller: str) -> int:
        """0 when the caller may go on (which is counted), else the seconds until they may."""
        now = time.monotonic()  # one clock for all processes of a machine
        with self.shared.changing() as db:
            found = db.execute(
                "SELECT remains, since FROM buckets WHERE limiter = ? AND caller = ?", (self.name, caller)
            ).fetchone()
            if found is None:  # a bucket that has filled up again says nothing, so no more are kept than are in use
                full = now - self.burst / self.per_second
                db.execute("DELETE FROM buckets WHERE limiter = ? AND since < ?", (self.name, full))
            remains, since = found or (float(self.burst), now)
            remains = min(self.burst, remains + max(0.0, now - since) * self.per_second)
            allowed = remains >= 1
            row = (self.name, caller, remains - allowed, now)
            db.execute("INSERT OR REPLACE INTO buckets VALUES (?, ?, ?, ?)", row)
        return 0 if allowed else int((1 - remains) / self.per_second) + 1
