"""How much of the story is found on HTML pages, and how fast pages are read.

    python benchmarks/pages.py DATA [--half a|b] [--pages]

DATA holds html/pages/*.html.gz and html/ground-truth.json of scrapinghub/article-extraction-benchmark and, for the
speed of JSON Lines, news-2012-2017.jsonl.gz. Precision, recall and F1 are over the word tokens of each page as
multisets, averaged over pages (the headline isn't part of the ground truth's body and is left out). The pages are split
in halves by hash: rules are made on half a.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import trafilatura

from onrecord import pages
from onrecord.core.article import BlockKind
from onrecord.core.errors import SourceError
from onrecord.core.options import ReadOptions

OPTIONS = ReadOptions(any_language=True)
Reader = Callable[[Path, str], str]


def plain(path: Path, url: str) -> str:
    """trafilatura's text as it is."""
    return trafilatura.extract(gzip.decompress(path.read_bytes()), url=url, include_comments=False) or ""


def plain_fast(path: Path, url: str) -> str:
    """trafilatura's text without its fallback extractors."""
    return trafilatura.extract(gzip.decompress(path.read_bytes()), url=url, include_comments=False, fast=True) or ""


def ours(path: Path, url: str) -> str:
    """The blocks of the story."""
    try:
        article = pages.parse(pages.capture(pages.single(path, OPTIONS), OPTIONS), OPTIONS).article
    except SourceError:
        return ""
    story = (block for block in article.blocks if block.kind is not BlockKind.HEADLINE)
    return "\n".join(article.text[block.start : block.end] for block in story)


def scores(found: str, truth: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the word tokens."""
    have, want = (Counter(re.findall(r"\w+", text.casefold())) for text in (found, truth))
    common = sum((have & want).values())
    precision = common / sum(have.values()) if have else float(not want)
    recall = common / sum(want.values()) if want else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if common else float(not want and not have)


def measure(name: str, reader: Reader, data: Path, half: str, *, each: bool) -> None:
    """Print one line for a reader on one half of the pages."""
    truth = json.loads((data / "html/ground-truth.json").read_text(encoding="utf-8"))
    keys = [key for key in sorted(truth) if (int(key[:8], 16) % 2 == 0) == (half == "a")]
    rows, lost = [], []
    began = time.perf_counter()
    for key in keys:
        found = reader(data / f"html/pages/{key}.html.gz", truth[key]["url"])
        if not found:
            lost.append(key)
        rows.append((*scores(found, truth[key]["articleBody"]), key))
    seconds = time.perf_counter() - began
    precision, recall, f1 = (sum(row[column] for row in rows) / len(rows) for column in range(3))
    print(
        f"{half}  {name:18}  P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  "
        f"{1000 * seconds / len(rows):6.1f} ms a page  {len(rows)} pages, {len(lost)} without a story"
    )
    if each:
        for row in sorted(rows, key=lambda row: row[2])[:25]:
            print(f"   P {row[0]:.3f}  R {row[1]:.3f}  {row[3]}")


def speed(path: Path) -> None:
    """Words a second from JSON Lines to articles, on one core."""
    words = count = 0
    began = time.perf_counter()
    for item in islice(pages.expand(path, OPTIONS), 2_000):
        article = pages.parse(pages.capture(item, OPTIONS), OPTIONS).article
        words += article.text.count(" ") + 1
        count += 1
    seconds = time.perf_counter() - began
    print(f"JSON Lines: {count} articles, {words / seconds:,.0f} words a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=["a", "b"], help="only this half")
    parser.add_argument("--pages", action="store_true", help="list our weakest pages too")
    arguments = parser.parse_args()
    for half in arguments.half or "ab":
        measure("trafilatura", plain, arguments.data, half, each=False)
        measure("trafilatura fast", plain_fast, arguments.data, half, each=False)
        measure("onrecord", ours, arguments.data, half, each=arguments.pages)
    news = arguments.data / "news-2012-2017.jsonl.gz"
    if news.exists():
        speed(news)


if __name__ == "__main__":
    main()
