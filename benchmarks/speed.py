"""Words per second of the whole pipeline, text in and statements out, beside ONNX Runtime alone on the same weights.

    python benchmarks/speed.py DATA [--articles 60] [--model accurate]             # one core
    python benchmarks/speed.py DATA [--articles 60] [--model accurate] --workers 2 # read_many on two

DATA holds news-2012-2017.jsonl.gz. One process; the two take turns, article by article, so that the machine's drift
meets both. The bare figure is the model run on the very windows that the pipeline makes; words are runs of letters
and digits. Seconds are of processor time, with several threads or workers of the clock. Of ``--repeats`` the least
counts, article by article: what else the machine does can only add.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.attribution import find
from onrecord.attribution.tagger import Tagger, load
from onrecord.attribution.windows import encode, windows
from onrecord.core.article import Article
from onrecord.core.errors import SourceError
from onrecord.core.options import ReadOptions
from onrecord.pages import Item, capture, expand, parse
from onrecord.reading import read_many
from onrecord.resolution import resolve

Times = tuple[float, ...]
STEPS = ("parse", "find", "resolve", "bare")


def bare(tagger: Tagger, article: Article, clock: Callable[[], float]) -> float:
    """Seconds that the model alone takes for the article's windows."""
    words = tagger.words(article.text, [(block.start, block.end) for block in article.blocks])
    encoded = [encode(words, one.start, one.end) for one in windows(words, tagger.config.core, tagger.config.context)]
    began = clock()
    for one in encoded:
        tagger.run(one)
    return clock() - began


def steps(item: Item, options: ReadOptions, tagger: Tagger, clock: Callable[[], float]) -> tuple[Article, int, Times]:
    """The article, its number of statements, and the seconds of `STEPS`. Raises SourceError for no page."""
    began = clock()
    article = parse(capture(item, options), options).article
    parsed = clock()
    attributions = find(article, tagger)
    found = clock()
    resolved = resolve(article, attributions, options)
    done = clock()
    times = (parsed - began, found - parsed, done - found, bare(tagger, article, clock))
    return article, len(resolved.statements), times


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
    parser.add_argument("--repeats", type=int, default=1)
    given = parser.parse_args()
    if given.workers > 1:
        in_processes(given.data, ReadOptions(model=given.model), given.articles, given.workers)
        return
    if given.threads == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    options = ReadOptions(model=given.model)
    tagger = load(given.model, given.threads)
    clock = time.process_time if given.threads == 1 else time.perf_counter
    seconds = dict.fromkeys(STEPS, 0.0)
    words = statements = 0
    items = expand(str(given.data / "news-2012-2017.jsonl.gz"), options)
    for number, item in enumerate(itertools.islice(items, given.articles + 3)):
        try:
            runs = [steps(item, options, tagger, clock) for _ in range(given.repeats)]
        except SourceError:
            continue
        if number < 3:
            continue  # a warm-up
        article, made, _ = runs[0]
        words += len(re.findall(r"\w+", article.text))
        statements += made
        for name, took in zip(STEPS, zip(*(times for _, _, times in runs), strict=True), strict=True):
            seconds[name] += min(took)
    whole = seconds["parse"] + seconds["find"] + seconds["resolve"]
    print(f"{given.model}, {given.threads} thread(s): {words} words, {statements} statements")
    print(f"pipeline {words / whole:8.0f} words/s; ONNX Runtime alone {words / seconds['bare']:8.0f} words/s")
    print(f"kept: {seconds['bare'] / whole:.0%} of the bare speed")
    print("share of time:", ", ".join(f"{name} {seconds[name] / whole:.1%}" for name in ("parse", "find", "resolve")))
    print(f"the resolver on top of the tagger: {seconds['resolve'] / seconds['find']:.1%}")


if __name__ == "__main__":
    main()
