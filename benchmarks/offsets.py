"""Whether every span of every statement is what the text has at its place, and no page is lost without a reason.

    python benchmarks/offsets.py DATA [--articles 2000] [--workers 2]

DATA holds html/pages/*.html.gz and news-2012-2017.jsonl.gz.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections import Counter
from pathlib import Path

from onrecord import Reading, ReadOptions, Span, read_many
from onrecord.core.wire import reading_from_json, reading_to_json


def spans(record: object) -> list[Span]:
    """Every span inside a record, wherever it stands."""
    if isinstance(record, Span):
        return [record]
    if isinstance(record, tuple):
        return [span for part in record for span in spans(part)]
    names = getattr(record, "__slots__", ())
    return [span for name in names for span in spans(getattr(record, name))]


def faults(reading: Reading) -> list[str]:
    text = reading.article.text
    wrong = [str(span) for span in spans(reading) if text[span.start : span.end] != span.text or span.start >= span.end]
    if reading_from_json(reading_to_json(reading)) != reading:
        wrong.append("the JSON form does not give the same reading back")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    options = ReadOptions(any_language=True)
    pages = read_many(str(given.data / "html/pages"), options, workers=given.workers)
    news = read_many(str(given.data / "news-2012-2017.jsonl.gz"), options, workers=given.workers)
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for reading in itertools.chain(pages, itertools.islice(news, given.articles)):
        counts["pages"] += 1
        counts["words"] += len(re.findall(r"\w+", reading.article.text))
        counts["statements"] += len(reading.statements)
        counts["spans"] += len(spans(reading))
        if reading.failure is not None:
            reasons[reading.failure.code] += 1
            if reading.failure.code in ("crashed", "worker-died"):
                print(reading.failure.message)
        for fault in faults(reading):
            counts["faults"] += 1
            print(reading.article.page, fault)
    print(dict(counts), "not read:", dict(reasons))
    raise SystemExit(1 if counts["faults"] or reasons["crashed"] or reasons["worker-died"] else 0)


if __name__ == "__main__":
    main()
