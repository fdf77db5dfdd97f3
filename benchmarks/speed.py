"""Words per second of the whole pipeline, text in and statements out, beside ONNX Runtime alone on the same weights.

    python benchmarks/speed.py DATA [--articles 60] [--model accurate]             # one core
    python benchmarks/speed.py DATA [--articles 60] [--model accurate] --workers 2 # read_many on two

DATA holds news-2012-2017.jsonl.gz. One process; the two take turns, article by article, so that the machine's drift
meets both. The bare figure is the model run on the very windows that the pipeline makes; words are runs of letters
and digits.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import time
from pathlib import Path

from onrecord.attribution import find
from onrecord.attribution.tagger import Tagger, load
from onrecord.attribution.windows import encode, windows
from onrecord.core.article import Article
from onrecord.core.errors import SourceError
from onrecord.core.options import ReadOptions
from onrecord.pages import capture, expand, parse
from onrecord.reading import read_many
from onrecord.resolution import resolve


def bare(tagger: Tagger, article: Article) -> float:
    """Seconds that the model alone takes for the article's windows."""
    words = tagger.words(article.text, [(block.start, block.end) for block in article.blocks])
    encoded = [encode(words, one.start, one.end) for one in windows(words, tagger.config.core, tagger.config.context)]
    began = time.perf_counter()
    for one in encoded:
        tagger.run(one)
    return time.perf_counter() - began


def in_processes(data: Path, options: ReadOptions, articles: int, workers: int) -> None:
    """Print the speed of `read_many`, from the moment that every worker has begun."""
    readings = read_many(str(data / "news-2012-2017.jsonl.gz"), options, workers=workers)
    warm = 8 * workers
    words = 0
    began = time.perf_counter()
    for number, reading in enumerate(itertools.islice(readings, warm + articles)):
        if number == warm:
            began, words = time.perf_counter(), 0
        words += len(re.findall(r"\w+", reading.article.text))
    print(f"{options.model}, {workers} workers: {words / (time.perf_counter() - began):.0f} words/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--model", default="accurate")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    if given.workers > 1:
        in_processes(given.data, ReadOptions(model=given.model), given.articles, given.workers)
        return
    if given.threads == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    options = ReadOptions(model=given.model)
    tagger = load(given.model, given.threads)
    seconds = {"parse": 0.0, "find": 0.0, "resolve": 0.0, "bare": 0.0}
    words = statements = 0
    items = expand(str(given.data / "news-2012-2017.jsonl.gz"), options)
    for number, item in enumerate(itertools.islice(items, given.articles + 3)):
        try:
            began = time.perf_counter()
            article = parse(capture(item, options), options).article
            parsed = time.perf_counter()
            attributions = find(article, tagger)
            found = time.perf_counter()
            resolved = resolve(article, attributions, options)
            done = time.perf_counter()
        except SourceError:
            continue
        alone = bare(tagger, article)
        if number < 3:
            continue  # a warm-up
        words += len(re.findall(r"\w+", article.text))
        statements += len(resolved.statements)
        steps = (parsed - began, found - parsed, done - found, alone)
        for name, took in zip(seconds, steps, strict=True):
            seconds[name] += took
    whole = seconds["parse"] + seconds["find"] + seconds["resolve"]
    print(f"{given.model}, {given.threads} thread(s): {words} words, {statements} statements")
    print(f"pipeline {words / whole:8.0f} words/s; ONNX Runtime alone {words / seconds['bare']:8.0f} words/s")
    print(f"kept: {seconds['bare'] / whole:.0%} of the bare speed")
    print("share of time:", ", ".join(f"{name} {seconds[name] / whole:.1%}" for name in ("parse", "find", "resolve")))


if __name__ == "__main__":
    main()
