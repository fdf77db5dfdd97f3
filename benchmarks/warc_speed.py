"""HTML in a web archive to statements in Parquet on one core: ``python benchmarks/warc_speed.py FILE [--pages 500]``.

Prints articles and words a second of processor time, the share of each step, and what iterating over the archive costs
beside FastWARC's own iteration (records with their HTTP headers parsed and bodies read).
"""

from __future__ import annotations

import argparse
import re
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord.attribution import find
from onrecord.attribution.tagger import load
from onrecord.core.errors import SourceError
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.pages import capture, parse
from onrecord.pages.warc import archived
from onrecord.resolution import resolve
from onrecord.spark.output import Writer
from onrecord.spark.units import Unit


def iterations(path: Path) -> tuple[float, float]:
    """Seconds of FastWARC's own iteration, and of ours, over a file; the better of three each."""
    own, ours = [], []
    for _ in range(3):
        began = time.process_time()
        for record in ArchiveIterator(str(path), record_types=WarcRecordType.response):
            record.reader.read()
        own.append(time.process_time() - began)
        began = time.process_time()
        with path.open("rb") as stream:
            for _item in archived(str(path), stream, ReadOptions()):
                pass
        ours.append(time.process_time() - began)
    return min(own), min(ours)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", default="fast")
    parser.add_argument("--pages", type=int, default=500)
    given = parser.parse_args()
    own, ours = iterations(given.file)
    print(f"FastWARC {own:.2f} s, onrecord's reading of the same archive {ours:.2f} s: {ours / own:.2f} times")

    options = ReadOptions(model=given.model)
    tagger = load(given.model)
    seconds: Counter[str] = Counter()
    words = pages = failed = 0
    with tempfile.TemporaryDirectory() as folder, given.file.open("rb") as stream:
        writer = Writer(folder, Unit(str(given.file)))
        items = archived(str(given.file), stream, options)
        mark = time.process_time()

        def step(name: str) -> None:
            nonlocal mark
            now = time.process_time()
            seconds[name] += now - mark
            mark = now

        while pages < given.pages and (item := next(items, None)) is not None:
            step("archive")
            pages += 1
            try:
                parsed = parse(capture(item, options), options)
            except SourceError:
                failed += 1
                step("parse")
                continue
            step("parse")
            attributions = find(parsed.article, tagger)
            step("find")
            resolved = resolve(parsed.article, attributions, options)
            step("resolve")
            words += len(re.findall(r"\w+", parsed.article.text))
            writer.add(Reading(article=parsed.article, statements=resolved.statements))
            step("write")
        writer.commit()
        step("write")
        size = sum(file.stat().st_size for file in Path(folder).rglob("*.parquet"))
        tables = {
            kind: sum(f.stat().st_size for f in Path(folder, kind).rglob("*.parquet"))
            for kind in ("articles", "statements")
        }
    whole = sum(seconds.values())
    print(f"{given.model}: {pages} pages ({failed} not read), {words} words, {writer.counts['statements']} statements")
    print(f"{pages / whole:.1f} articles/s, {words / whole:.0f} words/s, {words / max(1, pages):.0f} words a page")
    print("share of time:", ", ".join(f"{name} {took / whole:.1%}" for name, took in seconds.items()))
    print(f"Parquet: {size / pages:.0f} bytes a page ({', '.join(f'{k} {v / pages:.0f}' for k, v in tables.items())})")
    print(f"resident memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
