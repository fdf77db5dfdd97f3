"""Tracing in a record of real articles: ``python benchmarks/trace_record.py DATA FOLDER [--articles 2000 6000 20346]``.

Makes a SQLite record in FOLDER of the first articles, whose quotations in marks (three words or more, found without a
model, speakers by a plain pattern) are its statements. Prints the processor time to make index, clusters and copies
from the stored texts (`onrecord upgrade`), the sizes, and the times of `Record.trace` for one quotation in a hundred.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from onrecord.attribution.quotations import quotations
from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.identity import article_id, statement_id
from onrecord.core.reading import Reading
from onrecord.core.spans import Span
from onrecord.core.statements import Act, Form, Polarity, Speaker, SpeakerKind, Statement
from onrecord.store import Record
from onrecord.store.engine import outside, writing
from onrecord.store.fingerprints_ddl import FINGERPRINTS
from onrecord.store.tracing_upgrade import fill

NAME = r"((?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w'’-]+)"
AFTER = re.compile(rf"^[”\"’,.!?\s]{{1,4}}(?:{NAME} (?:said|says|told|added|wrote|tweeted|asked|argued|continued)\b"
                   rf"|(?:said|says|added|wrote|tweeted|asked|argued|continued) {NAME})")  # fmt: skip
BEFORE = re.compile(rf"{NAME} (?:said|says|told [^.”\"]{{0,40}}|added|wrote|tweeted|asked)[,:]?(?: that)? ?[“\"‘]$")
TABLES = ("quoted", "wordings", "quotations", "copies", "fingerprint_segments", "fingerprints")


def speaker(text: str, start: int, end: int) -> Speaker:
    """Whom the words beside a quotation credit, where a plain pattern tells."""
    after, before = AFTER.match(text[end : end + 90]), BEFORE.search(text[max(0, start - 120) : start])
    name = (after and (after[1] or after[2])) or (before and before[1])
    if not name or name.split()[0] in ("He", "She", "They", "It", "The", "A", "I", "We", "But", "And"):
        return Speaker(kind=SpeakerKind.UNKNOWN)
    return Speaker(kind=SpeakerKind.PERSON, name=name)


def reading(page: dict[str, str]) -> Reading:
    body, address = page["text"], f"https://news.example/{page['id']}"
    identity = article_id(body, address)
    article = Article(
        id=identity, page=address, url=address, text=body, blocks=(Block(BlockKind.PARAGRAPH, 0, len(body)),),
        outlet=Fact(page["outlet"], "option") if page.get("outlet") else None,
        headline=Fact(page["headline"], "option") if page.get("headline") else None,
        published=Fact(page["published"], "option") if page.get("published") else None,
    )  # fmt: skip
    found = {}
    for one in quotations(body).all:
        if one.depth == 0 and one.start < one.end and len(body[one.start : one.end].split()) >= 3:
            content = (Span.of(body, one.start, one.end),)
            key = statement_id(identity, content)
            found[key] = Statement(
                id=key, article=identity, page=address, form=Form.DIRECT, act=Act.SPEECH, polarity=Polarity.ASSERTED,
                content=content, cue=(), source=(), speaker=speaker(body, one.start, one.end),
            )  # fmt: skip
    return Reading(article=article, statements=tuple(found.values()))


def readings(data: Path, articles: int) -> Iterator[Reading]:
    with gzip.open(data / "news-2012-2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, articles):
            yield reading(json.loads(line))


def empty(record: Record) -> None:
    """The record as it is before the upgrade: the tables of tracing there and empty."""
    with writing(record.engine) as connection:
        for table in TABLES:
            connection.execute(text(f"DELETE FROM {table}"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[2_000, 6_000, 20_346])
    options = parser.parse_args()
    assert all(table in FINGERPRINTS for table in TABLES)
    for articles in options.articles:
        path = options.folder / f"trace-{articles}.db"
        made = path.exists()
        with Record.open(path, create=True) as record:
            if not made:
                began, wall = time.process_time(), time.monotonic()
                added = record.add(readings(options.data, articles))
                took, elapsed = time.process_time() - began, time.monotonic() - wall
                print(f"{articles:6} articles: {added.statements:,} statements added in {took:.0f} s of processor time "
                      f"({elapsed:.0f} s)", flush=True)  # fmt: skip
            measure(record, path, articles)


def measure(record: Record, path: Path, articles: int) -> None:
    empty(record)
    outside(record.engine, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    bare = path.stat().st_size
    began, wall = time.process_time(), time.monotonic()
    with writing(record.engine) as connection:
        fill(connection)
    took, elapsed = time.process_time() - began, time.monotonic() - wall
    outside(record.engine, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    grown = path.stat().st_size - bare
    with record.engine.connect() as connection:
        size = connection.scalar(text("SELECT sum(length(CAST(text AS BLOB))) FROM articles")) or 1
        asked = connection.scalars(text("SELECT content FROM statements ORDER BY id")).all()[::100]
        tables = ("wordings", "quotations", "copies")
        counts = [connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables]
    times, used = [], []
    for words in asked[:600]:
        began, wall = time.process_time(), time.monotonic()
        record.trace(words)
        used.append(1000 * (time.process_time() - began))
        times.append(1000 * (time.monotonic() - wall))
    times.sort()
    used.sort()
    print(
        f"{articles:6} articles: index, clusters and copies in {took:.0f} s of processor time ({elapsed:.0f} s); "
        f"{counts[0]:,} wordings, {counts[1]:,} quotations on several pages, {counts[2]:,} copies; "
        f"{grown / size:.2f} times the text; trace median {times[len(times) // 2]:.0f} ms, "
        f"p95 {times[int(0.95 * len(times))]:.0f} ms, longest {times[-1]:.0f} ms "
        f"(processor time p95 {used[int(0.95 * len(used))]:.0f} ms)",
        flush=True,
    )


if __name__ == "__main__":
    main()
