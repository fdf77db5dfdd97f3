"""Times of search in a record of made-up statements.

    python benchmarks/record_search.py RECORD [--statements 600000] [--repeat 20]

RECORD is a path or a postgresql:// URL where no record is yet (or the one that an earlier run made). Words are drawn
by Zipf's law from a made vocabulary beside real function words; outlets and speakers by Zipf's law too. Seeded.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.errors import RecordError
from onrecord.core.identity import article_id, statement_id
from onrecord.core.reading import Reading
from onrecord.core.spans import Span
from onrecord.core.statements import Act, Confidence, Form, Polarity, Relay, RelayKind, SaidDate, Speaker, SpeakerKind
from onrecord.core.statements import Statement as One
from onrecord.store import Record

PER_ARTICLE = 30
COMMON = "the to of and a in that we is it for this not will be on have are our with as they was but".split()  # noqa: SIM905
SYLLABLES = "ba re mi to ka lu ne so vi da pro pre con ter ment tion al er ing est or an".split()  # noqa: SIM905


class Maker:
    """Articles from one random generator."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        made = {"".join(self.draw.choices(SYLLABLES, k=self.draw.randint(2, 4))) for _ in range(30_000)}
        self.words = [*COMMON, *sorted(made, key=hash_of)]
        self.weights = cumulative(len(self.words), 1.0)
        self.outlets = [f"The {word.title()} Post" for word in self.words[100:332]]
        self.outlet_weights = cumulative(232, 0.8)
        firsts, lasts = self.words[400:800], self.words[1000:9000]
        self.people = [f"{self.draw.choice(firsts).title()} {last.title()}" for last in lasts]
        self.people_weights = cumulative(len(self.people), 0.9)

    def article(self, number: int) -> Reading:
        draw = self.draw
        day = date(2012, 1, 1) + timedelta(days=draw.randrange(2190))
        outlet = draw.choices(self.outlets, cum_weights=self.outlet_weights)[0]
        cast = draw.choices(self.people, cum_weights=self.people_weights, k=5)
        lines, places, start = [], [], 0
        for _ in range(PER_ARTICLE):
            name = draw.choice(cast)
            content = " ".join(draw.choices(self.words, cum_weights=self.weights, k=draw.randint(8, 26)))
            line = f"“{content},” {name} said."
            places.append((start + 1, start + 1 + len(content), name, start + len(content) + 4))
            lines.append(line)
            start += len(line) + 2
        text = "\n\n".join(lines)
        page = f"https://news.example/{number}"
        identity = article_id(text, page)
        article = Article(
            id=identity, page=page, url=page, text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
            outlet=Fact(outlet, "option"), published=Fact(day.isoformat(), "option"),
        )  # fmt: skip
        return Reading(article=article, statements=tuple(self.statement(article, day, *place) for place in places))

    def statement(self, article: Article, day: date, start: int, end: int, name: str, at: int) -> One:
        draw, text = self.draw, article.text
        content = (Span.of(text, start, end),)
        source = (Span.of(text, at, at + len(name)),)
        said = (day - timedelta(days=draw.randrange(5))).isoformat() if draw.random() < 0.4 else None
        return One(
            id=statement_id(article.id, content), article=article.id, page=article.page,
            form=draw.choices(list(Form), [5, 2, 3])[0], act=draw.choices(list(Act), [80, 12, 5, 3])[0],
            polarity=draw.choices(list(Polarity), [80, 5, 2, 3, 4, 3, 3])[0], content=content,
            cue=(Span.of(text, at + len(name) + 1, at + len(name) + 5),), source=source,
            speaker=Speaker(kind=SpeakerKind.PERSON, name=name, role=draw.choice(["mayor", "spokeswoman", None]),
                            evidence=source),
            said=SaidDate(said, "text") if said else None,
            route=(Relay(RelayKind.AGENCY, "Wire Service"),) if draw.random() < 0.1 else (),
            confidence=Confidence(round(draw.random(), 3), 0.9),
        )  # fmt: skip


def hash_of(word: str) -> str:
    return article_id(word, "")


def cumulative(size: int, power: float) -> list[float]:
    total, sums = 0.0, []
    for rank in range(1, size + 1):
        total += 1 / (rank + 2) ** power
        sums.append(total)
    return sums


def queries(maker: Maker) -> Iterator[tuple[str, Callable[[Record], object]]]:
    rare, person, outlet = maker.words[-500], maker.people[0], maker.outlets[3]
    surname = person.split()[-1]
    yield "commonest word", lambda r: r.search("the")
    yield "rare word", lambda r: r.search(rare)
    yield "two words", lambda r: r.search(f"the {maker.words[300]}")
    yield "phrase of common words", lambda r: r.search('"of the"')
    yield "two-letter prefix", lambda r: r.search("pr*")
    yield "deep page (hits 10,001-10,020)", lambda r: r.search("the", offset=10_000)
    yield (
        "speaker's alias with dates",
        lambda r: r.search(speaker=surname, published_since="2014-01-01", published_until="2014-12-31"),
    )
    yield "speaker and commonest word", lambda r: r.search("the", speaker=person)
    yield "outlet and a word", lambda r: r.search(maker.words[60], outlet=outlet)
    yield "role and form", lambda r: r.search(role="mayor", form="mixed")
    yield "route", lambda r: r.search(route="Wire Service")
    yield "polarity and confidence", lambda r: r.search(polarity="denied", min_confidence=0.9)
    yield "said between two days", lambda r: r.search(said_since="2013-03-01", said_until="2013-03-31")
    yield "counts by outlet", lambda r: r.count("outlet")
    yield "counts by outlet of a rare word", lambda r: r.count("outlet", rare)
    yield "counts by outlet of the commonest word (exact)", lambda r: r.count("outlet", "the")


def processor(record: Record) -> float:
    """Seconds of processor time that this process, and the PostgreSQL server's process for it, have taken so far."""
    taken = time.process_time()
    if record.engine.dialect.name == "postgresql":
        with record.engine.connect() as connection:
            server = connection.scalar(text("SELECT pg_backend_pid()"))
        fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
        taken += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return taken


def measured(record: Record, ask: Callable[[Record], object], repeat: int) -> str:
    """Median and 95th percentile of the time that an answer takes, and the processor time that it takes.

    On a busy machine the last is what a figure of a quiet one can be told from.
    """
    ask(record)
    times, busy = [], processor(record)
    for _ in range(repeat):
        began = time.perf_counter()
        ask(record)
        times.append(1000 * (time.perf_counter() - began))
    busy = 1000 * (processor(record) - busy) / repeat
    times.sort()
    middle, p95 = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]
    return f"median {middle:7.1f} ms   p95 {p95:7.1f} ms   processor {busy:7.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--statements", type=int, default=600_000)
    parser.add_argument("--repeat", type=int, default=20)
    given = parser.parse_args()
    maker = Maker(20_160_101)
    try:
        record = Record.open(given.record)
    except RecordError:
        record = Record.open(given.record, create=True)
        began = time.perf_counter()
        added = record.add(maker.article(number) for number in range(given.statements // PER_ARTICLE))
        took = time.perf_counter() - began
        print(f"added {added.articles:,} articles, {added.statements:,} statements in {took:.0f} s", flush=True)
    for name, ask in queries(maker):
        print(f"{name:50} {measured(record, ask, given.repeat)}", flush=True)
    record.close()


if __name__ == "__main__":
    main()
