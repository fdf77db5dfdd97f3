"""Clusters of the quotations of many articles: ``python benchmarks/trace_speed.py DATA [--articles 2000 6000]``.

Prints, for each number of articles, the processor time to find and cluster all quotations of five words or more, the
number of clusters on two pages or more, and the 95th percentile of `trace` for one quotation in a hundred.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from itertools import islice
from pathlib import Path

from onrecord.attribution.quotations import quotations
from onrecord.reuse.clusters import Printed, QuotationIndex


def printed(data: Path, articles: int) -> list[Printed]:
    """The outermost quotations of the first articles; speakers are not resolved here."""
    found: list[Printed] = []
    with gzip.open(data / "news-2012-2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, articles):
            page = json.loads(line)
            text = page["text"]
            for one in quotations(text).all:
                words = text[one.start : one.end]
                if one.depth == 0 and len(words.split()) >= 5:
                    found.append(
                        Printed(
                            id=f"{page['id']}:{one.start}",
                            text=words,
                            page=str(page["id"]),
                            outlet=page.get("outlet"),
                            published=page.get("published"),
                        )
                    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[2_000, 6_000, 20_346])
    options = parser.parse_args()
    for articles in options.articles:
        said = printed(options.data, articles)
        began = time.process_time()
        index = QuotationIndex()
        for one in said:
            index.add(one)
        took = time.process_time() - began
        clusters = list(index.clusters())
        times = []
        for one in said[::100]:
            began = time.process_time()
            index.trace(one.text)
            times.append(time.process_time() - began)
        times.sort()
        several = sum(len({p.page for p in cluster.printed}) > 1 for cluster in clusters)
        largest = max((len(cluster.printed) for cluster in clusters), default=0)
        print(
            f"{articles:6} articles: {len(said)} quotations in {took:.1f} s; {several} clusters on several pages, the "
            f"largest of {largest}; trace p95 {1000 * times[int(0.95 * len(times))]:.1f} ms"
        )


if __name__ == "__main__":
    main()
