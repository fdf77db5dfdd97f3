"""News articles as the web archives that a crawler would have made of them.

``python benchmarks/make_warc.py DATA OUT [--articles 20000] [--files 1]`` writes ``OUT/news-00.warc.gz`` and so on: one
gzipped HTML response a page, with headline, byline, date and publisher in its markup, navigation around the story.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from html import escape
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

CAPTURED = "2018-01-05T12:00:00Z"
LINKS = "".join(f'<li><a href="/section/{name}">{name.title()}</a></li>' for name in ("world", "politics", "business"))


def articles(data: Path, number: int) -> Iterator[dict[str, str]]:
    """The first articles of the news file."""
    with gzip.open(data / "news-2012-2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in islice(lines, number))


def page(article: dict[str, str]) -> bytes:
    """An article as a page of HTML."""
    story = "".join(f"<p>{escape(line)}</p>\n" for line in article["text"].split("\n") if line.strip())
    headline, byline = escape(article.get("headline") or ""), escape(article.get("byline") or "")
    date = (
        f'<meta property="article:published_time" content="{article["published"]}">' if article.get("published") else ""
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>{date}'
        f'<meta property="og:site_name" content="{escape(article.get("outlet") or "")}">'
        f'<meta name="author" content="{byline}"></head><body><nav><ul>{LINKS}</ul></nav>'
        f"<article><h1>{headline}</h1>\n{story}</article><footer><p>All rights reserved.</p></footer></body></html>"
    ).encode()


def record(article: dict[str, str], at: int) -> bytes:
    """The page as a gzipped response record."""
    body = page(article)
    url = article.get("url") or f"https://news.example/{article['id']}"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, f'{at}:{url}')}>\r\n"
        f"WARC-Date: {CAPTURED}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) + len(body)}\r\n\r\n"
    ).encode("utf-8", "replace")
    return gzip.compress(head + http + body + b"\r\n\r\n", 6)


def main() -> None:
    """Write the archives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    files = [(options.out / f"news-{number:02}.warc.gz").open("wb") for number in range(options.files)]
    for at, article in enumerate(articles(options.data, options.articles)):
        files[at % options.files].write(record(article, at))
    for file in files:
        file.close()
        print(file.name, Path(file.name).stat().st_size)


if __name__ == "__main__":
    main()
