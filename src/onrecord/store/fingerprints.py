"""Fingerprints in the record: which article or wording holds a run of words, in few bytes, on either database.

Postings (a hash of 32 bits and what it was found in) lie in segments, sorted by hash and cut into packed buckets. Each
batch adds a small segment; `MERGE` segments of one level become one of the next (a log-structured merge, O'Neil et al.
1996), which drops the postings of what has left the record. A lookup reads one bucket for each segment.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, func, insert, select

from onrecord.reuse.fingerprints import run_hashes, winnow, word_hashes
from onrecord.store import schema

MERGE = 8  # segments of one level that become one of the next
QUOTED = (3, 5)  # k and t of the words of a quotation
PAGE = (6, 12)  # k and t of a whole article
_FULL = 256  # postings that a bucket holds, about
_BITS = 20  # the most leading bits of a hash that name a bucket
_SOME = 1_000  # buckets fetched at once
_HELD = 1 << 24  # postings that a run of batches holds in memory (8 bytes each), about; the rest is read when asked for

Numbers = NDArray[np.uint32]
Places = NDArray[np.int64]
Alive = Callable[[Numbers], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Postings:
    """Hashes, ascending, and beside each the target that holds it (`of_article`, `of_wording`)."""

    hashes: Numbers
    targets: Numbers

    @classmethod
    def of(cls, hashes: Numbers, targets: Numbers) -> Postings:
        """The postings in order."""
        order = np.lexsort((targets, hashes))
        return cls(hashes[order], targets[order])

    @classmethod
    def gathered(cls, marks: Mapping[int, Numbers]) -> Postings:
        """The postings of fingerprints that are given by target."""
        if not marks:
            return cls(np.zeros(0, np.uint32), np.zeros(0, np.uint32))
        targets = [np.full(len(those), target, np.uint32) for target, those in marks.items()]
        return cls.of(np.concatenate(list(marks.values())), np.concatenate(targets))

    def among(self, values: Numbers) -> tuple[Places, Numbers]:
        """The targets that hold some hashes, and beside each the place in ``values`` of what it holds."""
        which, places = _places(self.hashes, values)
        return which, self.targets[places]


def of_article(key: int) -> int:
    """The target of an article."""
    return 2 * key


def of_wording(key: int) -> int:
    """The target of a wording of a quotation."""
    return 2 * key + 1


def prints(words: Sequence[str], k: int, t: int) -> Numbers:
    """The fingerprints of some words, each once, ascending: any run of ``t`` words that two texts share gives one."""
    hashes = run_hashes(word_hashes(words), min(k, len(words)))
    return _short(hashes[winnow(hashes, t - k + 1)])


def runs(words: Sequence[str], k: int) -> Numbers:
    """All runs of ``k`` words, each once, ascending: what to look up to find every fingerprint of the words."""
    return _short(run_hashes(word_hashes(words), min(k, len(words))))


def _short(hashes: NDArray[np.uint64]) -> Numbers:
    return np.unique(hashes >> np.uint64(32)).astype(np.uint32)


def add(connection: Connection, postings: Postings, alive: Alive) -> None:
    """Add postings. ``alive`` tells which targets are still in the record; the others leave when segments merge."""
    if len(postings.hashes) == 0:
        return
    _write(connection, 0, postings)
    table = schema.fingerprint_segments
    level = 0
    while True:
        keys = list(connection.scalars(select(table.c.key).where(table.c.level == level)))
        if len(keys) < MERGE:
            return
        _write(connection, level + 1, _kept([_read(connection, key) for key in keys], alive))
        _drop(connection, keys)
        level += 1


def purge(connection: Connection, alive: Alive) -> None:
    """Take out every posting of what has left the record."""
    table = schema.fingerprint_segments
    for key, level in connection.execute(select(table.c.key, table.c.level)).all():
        before = _read(connection, key)
        after = _kept([before], alive)
        if len(after.hashes) < len(before.hashes):
            _write(connection, level, after)
            _drop(connection, [key])


class Held:
    """Whole segments in memory, for a run that looks up much in batch after batch: an option of its connections.

    A segment never changes, but its number may come again when a transaction is rolled back (`clear` after one) or
    another writer takes out everything: what is held is let go when anybody else has written. On SQLite alone, which
    tells that.
    """

    def __init__(self) -> None:
        self._segments: dict[int, Postings] = {}
        self._state: tuple[int, int] | None = None

    def clear(self) -> None:
        """Let go of everything."""
        self._segments = {}

    def segments(self, connection: Connection, sizes: Mapping[int, int]) -> Mapping[int, Postings]:
        """The segments that are held, of those whose sizes are given by key, the small ones first."""
        if connection.dialect.name != "sqlite":
            return {}
        version = int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
        state = (id(connection.connection.driver_connection), version)
        known = self._segments if state == self._state else {}
        fitting = (key for key, total in _totals(sizes) if total <= _HELD)
        self._segments = {key: known[key] if key in known else _read(connection, key) for key in fitting}
        self._state = state
        return self._segments


def _totals(sizes: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Keys by size, the smallest first, each with the size of all up to it."""
    keys = sorted(sizes, key=lambda key: (sizes[key], key))
    yield from zip(keys, accumulate(sizes[key] for key in keys), strict=True)


def find(connection: Connection, hashes: Numbers) -> Postings:
    """The postings of some hashes (ascending, each once)."""
    table = schema.fingerprint_segments
    bits = dict(connection.execute(select(table.c.key, table.c.bits).order_by(table.c.key)).all())
    held: Held | None = connection.get_execution_options().get("held")
    there = held.segments(connection, {key: _FULL << size for key, size in bits.items()}) if held else {}
    places = [one.among(hashes) for one in there.values()]
    found = [Postings(hashes[which], targets) for which, targets in places]
    keys: list[int] = []
    for segment in bits.keys() - there.keys():
        buckets = np.unique(hashes >> np.uint32(32 - bits[segment])) if bits[segment] else np.zeros(1, np.uint32)
        keys += ((segment << _BITS) + buckets.astype(np.int64)).tolist()
    for start in range(0, len(keys), _SOME):
        some = ", ".join(map(str, keys[start : start + _SOME]))
        query = f"SELECT key, body FROM fingerprints WHERE key IN ({some}) ORDER BY key"
        rows = connection.exec_driver_sql(query).all()
        if rows:
            found.append(_wanted(rows, hashes))
    return _joined(found)


def _wanted(rows: Sequence[Row[Any]], hashes: Numbers) -> Postings:
    """The postings of some hashes in buckets that are given in order, searched as one array of segment and hash."""
    whole, sizes = _unpacked([row.body for row in rows])
    segments = np.array([row.key >> _BITS for row in rows], np.uint64) << np.uint64(32)
    order = np.repeat(segments, sizes) | whole.hashes
    asked = (np.unique(segments)[:, None] | hashes[None, :]).ravel()
    _, places = _places(order, asked)
    return Postings(whole.hashes[places], whole.targets[places])


def _places(order: NDArray[Any], asked: NDArray[Any]) -> tuple[Places, Places]:
    """Where the values asked for stand in an ascending array: places in ``asked``, and beside each one in ``order``."""
    low, high = np.searchsorted(order, asked, "left"), np.searchsorted(order, asked, "right")
    counts = high - low
    which = np.repeat(np.arange(len(asked)), counts)
    return which, np.repeat(low - np.cumsum(counts) + counts, counts) + np.arange(len(which))


def _joined(some: Sequence[Postings]) -> Postings:
    if not some:
        return Postings.gathered({})
    return Postings.of(np.concatenate([one.hashes for one in some]), np.concatenate([one.targets for one in some]))


def _kept(some: Sequence[Postings], alive: Alive) -> Postings:
    whole = _joined(some)
    targets, places = np.unique(whole.targets, return_inverse=True)
    chosen = alive(targets)[places] if len(targets) else np.zeros(0, np.bool_)
    return Postings(whole.hashes[chosen], whole.targets[chosen])


def _write(connection: Connection, level: int, postings: Postings) -> None:
    """Write a segment: a bucket for each value of the leading bits."""
    if len(postings.hashes) == 0:
        return
    table = schema.fingerprint_segments
    key = int(connection.scalar(select(func.coalesce(func.max(table.c.key), 0))) or 0) + 1
    bits = min(_BITS, max(0, (len(postings.hashes) // _FULL).bit_length()))
    connection.execute(insert(table), [{"key": key, "level": level, "bits": bits}])
    buckets = postings.hashes >> np.uint32(32 - bits) if bits else np.zeros_like(postings.hashes)
    starts = np.flatnonzero(np.r_[True, buckets[1:] != buckets[:-1]])
    ends = np.r_[starts[1:], len(buckets)]
    rows = [
        {"key": (key << _BITS) + int(buckets[a]), "body": _pack(postings.hashes[a:b], postings.targets[a:b])}
        for a, b in zip(starts, ends, strict=True)
    ]
    connection.execute(insert(schema.fingerprints), rows)


def _read(connection: Connection, segment: int) -> Postings:
    table = schema.fingerprints
    inside = (table.c.key >= segment << _BITS) & (table.c.key < (segment + 1) << _BITS)
    bodies = connection.scalars(select(table.c.body).where(inside).order_by(table.c.key)).all()
    return _unpacked(bodies)[0] if bodies else Postings.gathered({})


def _drop(connection: Connection, segments: Sequence[int]) -> None:
    table = schema.fingerprints
    for segment in segments:
        inside = (table.c.key >= segment << _BITS) & (table.c.key < (segment + 1) << _BITS)
        connection.execute(delete(table).where(inside))
    those = schema.fingerprint_segments
    connection.execute(delete(those).where(those.c.key.in_(segments)))


def _pack(hashes: Numbers, targets: Numbers) -> bytes:
    """Steps between hashes, and targets, byte by byte apart: the high bytes are nearly all zero and pack away."""
    table = np.stack([np.diff(hashes, prepend=hashes[:1]), targets]).astype("<u4")
    planes = table.view(np.uint8).reshape(2, -1, 4).transpose(0, 2, 1).tobytes()
    return int(hashes[0]).to_bytes(4, "little") + zlib.compress(planes, 1)


def unpack(body: bytes) -> Postings:
    """The postings of one bucket. Raises zlib.error or ValueError when it is damaged."""
    return _unpacked([body])[0]


def _unpacked(bodies: Sequence[bytes]) -> tuple[Postings, NDArray[np.int64]]:
    """The postings of some buckets, one after the other, and how many each holds."""
    planes = [np.frombuffer(zlib.decompress(body[4:]), np.uint8).reshape(8, -1) for body in bodies]
    sizes = np.array([plane.shape[1] for plane in planes])
    steps, targets = np.concatenate(planes, 1).reshape(2, 4, -1).transpose(0, 2, 1).copy().view("<u4")[..., 0]
    first = np.array([int.from_bytes(body[:4], "little") for body in bodies], np.uint32)
    reached = np.cumsum(steps, dtype=np.uint32)  # around 2 ** 32, as all that follows
    hashes = reached + np.repeat(first - reached[np.cumsum(sizes) - sizes], sizes)
    return Postings(hashes, targets.astype(np.uint32)), sizes
