"""What executors do with quotations: the pure engine's own functions over Arrow batches.

A quotation here is a dictionary with the columns of `QUOTED`; ``at`` is what the pure engine sorts by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

from onrecord.reuse.clusters import RUN, SHORTEST, Printed, may_be_one, overlap, whole
from onrecord.reuse.fingerprints import fingerprints
from onrecord.reuse.normalise import words
from onrecord.store.tracing_keep import FORMS, quoted_text

Rows = Iterator[dict[str, Any]]
Batches = Iterator[pa.RecordBatch]

QUOTED = pa.schema([(name, pa.string()) for name in ("id", "text", "page", "outlet", "published", "speaker", "words")])
_SEEN = pa.list_(pa.list_(pa.string()))  # appearances: published or 9999, page, id, published, speaker
WORDED = pa.schema([*QUOTED, ("wording", pa.string()), ("seen", _SEEN)])
PRINTS = pa.schema([("hash", pa.int64()), ("n", pa.int64())])
EDGES = pa.schema([("u", pa.int64()), ("v", pa.int64())])
_NEAR = 8  # appearances of a wording that are compared in time and speaker, as in the pure engine
_HISTORY = 256  # appearances that are kept of one wording to know those eight at any time
_OUT = 2_000


def stepped(step: Callable[[Rows], Rows], schema: pa.Schema) -> Callable[[Batches], Batches]:
    """A step over rows as a function for ``mapInArrow``, streamed in batches."""

    def work(batches: Batches) -> Batches:
        held: list[dict[str, Any]] = []
        for row in step(row for batch in batches for row in batch.to_pylist()):
            held.append(row)
            if len(held) >= _OUT:
                yield pa.RecordBatch.from_pylist(held, schema=schema)
                held = []
        yield pa.RecordBatch.from_pylist(held, schema=schema)

    return work


def quoted(rows: Rows) -> Rows:
    """The quoted statements (direct and mixed) of rows of the statements table, with their compared words."""
    for row in rows:
        if row["form"] in FORMS and row["content"]:
            text = quoted_text(row["form"], row["content"])
            named = row["speaker"] if row["kind"] in ("person", "organization", "document") else None
            yield {**{name: row.get(name) for name in QUOTED.names}, "text": text, "speaker": named}


def compared(rows: Rows) -> Rows:
    """The quotations that have words, with them."""
    for row in rows:
        said = words(row["text"] or "")
        if said:
            yield {**row, "words": " ".join(said)}


def worded(rows: Rows) -> Rows:
    """Quotations of the same words, given one after the other in time order, each with the wording that it is of.

    A wording's id is that of its first appearance; after the last of the same words, a row of each wording follows
    with what was ``seen`` of it (and no text). Memory: the wordings of one run of words.
    """
    current: str | None = None
    known: list[tuple[dict[str, Any], list[Printed], list[list[str | None]]]] = []
    for row in rows:
        if row["words"] != current:
            yield from _wordings(known)
            current, known = row["words"], []
        one = printed(row)
        every = whole(row["words"].split(" "))
        place = next((each for each in known if may_be_one(one, each[1], every)), None)
        if place is None:
            place = (row, [], [])
            known.append(place)
        place[1].append(one)
        del place[1][:-_NEAR]
        place[2].append([*one.order, one.published, one.speaker])
        if len(place[2]) > _HISTORY:
            del place[2][1 : _HISTORY // 2 : 2]
        yield {**row, "wording": place[0]["id"], "seen": None}
    yield from _wordings(known)


def _wordings(known: Iterable[tuple[dict[str, Any], list[Printed], list[list[str | None]]]]) -> Rows:
    for first, _, seen in known:
        yield {**first, "text": None, "wording": first["id"], "seen": seen}


def prints(rows: Rows) -> Rows:
    """The fingerprints of wordings that are long enough: ``hash`` and the wording's number ``n``."""
    for row in rows:
        said = row["words"].split(" ")
        if len(said) >= SHORTEST:
            for hashed in {one.hash for one in fingerprints(said, t=RUN)}:
                yield {"hash": hashed, "n": row["n"]}


def same(rows: Rows) -> Rows:
    """The pairs (a wording ``n`` and an earlier one ``m``) that are one quotation, as edges."""
    for row in rows:
        said, earlier = tuple(row["words"].split(" ")), tuple(row["earlier_words"].split(" "))
        shared = overlap(said, earlier)
        if shared is None:
            continue
        place = [row["seen"][0][0], *row["seen"][0][1:3]]
        before = [Printed(id=one[2], text="", page=one[1], published=one[3], speaker=one[4])
                  for one in row["earlier_seen"] if one[:3] < place]  # fmt: skip
        first = row["seen"][0]
        one = Printed(id=first[2], text="", page=first[1], published=first[3], speaker=first[4])
        if may_be_one(one, before[-_NEAR:], shared):
            yield {"u": row["n"], "v": row["m"]}


def printed(row: dict[str, Any]) -> Printed:
    """A quotation as the pure engine takes it."""
    return Printed(
        id=row["id"], text=row["text"] or "", page=row["page"] or "", outlet=row["outlet"],
        published=row["published"] or None, speaker=row["speaker"],
    )  # fmt: skip
