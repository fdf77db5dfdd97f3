"""Read: from a source to who said what. The whole flow stands in `read_item`."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.attribution import find
from onrecord.core.article import Article
from onrecord.core.errors import OnRecordError, SourceError, UsageError
from onrecord.core.identity import article_id
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Problem, Reading
from onrecord.pages import Item, capture, expand, parse, single
from onrecord.resolution import resolve

if TYPE_CHECKING:
    from onrecord.attribution.tagger import Tagger

_AHEAD = 32  # pages in flight for each worker: enough to keep it busy while the one who takes the readings is at work
_DEFAULTS = ReadOptions()

Source = str | Path


def read(source: Source, options: ReadOptions = _DEFAULTS, *, tagger: Tagger | None = None) -> Reading:
    """Read one page: path, URL or ``-`` for standard input.

    Raises ManyPages for a source that holds several (`read_many` takes it), SourceError for one that gives no page,
    ModelError for a model that can't be loaded.
    """
    return read_item(single(source, options), options, tagger=tagger)


def read_item(item: Item, options: ReadOptions = _DEFAULTS, *, tagger: Tagger | None = None) -> Reading:
    """Read one expanded item. Raises SourceError for one that gives no page."""
    parsed = parse(capture(item, options), options)
    attributions = find(parsed.article, tagger or load_tagger(options))
    resolved = resolve(parsed.article, attributions, options)
    return Reading(
        article=parsed.article,
        statements=resolved.statements,
        dropped=resolved.dropped,
        problems=(*parsed.problems, *resolved.problems),
    )


def load_tagger(options: ReadOptions) -> Tagger:
    """The tagger that the options ask for, loaded once in a process."""
    from onrecord.attribution.tagger import load  # ONNX Runtime loads when it is used, not on import

    return load(options.model)


def read_many(
    sources: Source | Iterable[Source],
    options: ReadOptions = _DEFAULTS,
    *,
    workers: int = 1,
    tagger: Tagger | None = None,
) -> Iterator[Reading]:
    """Read all pages of one or many sources, in input order, each once.

    A page that can't be read is a reading with its ``failure`` set, and never stops the rest; neither does a worker
    process that dies. With ``workers`` of 2 or more, pages are read in that many processes, a bounded number ahead;
    a script that asks for them needs the usual ``if __name__ == "__main__":``. ``tagger`` replaces the model of the
    options, in this process only. Raises UsageError for a number of workers below 1 or for both together.
    """
    if workers < 1:
        raise UsageError(f"workers is {workers}; it must be 1 or more")
    if workers > 1 and tagger is not None:
        raise UsageError("a tagger of one's own reads in this process: leave workers at 1")
    given = [sources] if isinstance(sources, str | Path) else sources
    items = (item for source in given for item in expand(source, options))
    if workers == 1:
        return (read_or_fail(item, options, tagger=tagger) for item in items)
    return read_items(items, options, workers)


def read_or_fail(item: Item, options: ReadOptions = _DEFAULTS, *, tagger: Tagger | None = None) -> Reading:
    """Read one item; a page that gives nothing is a reading with its ``failure``. Raises ModelError alone."""
    try:
        return read_item(item, options, tagger=tagger)
    except SourceError as error:
        return failed(item, error.code, str(error))
    except OnRecordError:
        raise
    except Exception as error:  # whatever a hostile page set off is that page's failure, not the run's
        return failed(item, "crashed", f"{item.page}: {type(error).__name__}: {error}")


def failed(item: Item, code: str, message: str) -> Reading:
    """The reading of a page that gave nothing: an article without text, and the reason."""
    article = Article(id=article_id("", item.page), page=item.page, text="", blocks=())
    return Reading(article=article, failure=Problem(code, message))


def read_items(items: Iterator[Item], options: ReadOptions, workers: int) -> Iterator[Reading]:
    """Read expanded items in worker processes, in their order; what `read_many` does with two workers or more."""
    pool = _pool(workers)
    ahead: deque[tuple[Item, Future[Reading] | None]] = deque()
    try:
        for item in chain(items, repeat(None)):
            if item is not None:
                ahead.append((item, _submitted(pool, item, options)))
                if len(ahead) < _AHEAD * workers:
                    continue
            if not ahead:
                return
            reading = _result(ahead[0][1])
            if reading is not None:
                ahead.popleft()
                yield reading
            else:
                _end(pool)
                yield from _one_by_one(ahead, options)
                pool = _pool(workers)
    finally:
        _end(pool)


def _submitted(pool: ProcessPoolExecutor, item: Item, options: ReadOptions) -> Future[Reading] | None:
    """The reading to come; None from a pool of which a worker died."""
    try:
        return pool.submit(read_or_fail, item, options)
    except BrokenProcessPool:
        return None


def _result(future: Future[Reading] | None) -> Reading | None:
    """The reading, waited for; None where a worker died before it was there."""
    try:
        return None if future is None else future.result()
    except (BrokenProcessPool, CancelledError):
        return None


def _one_by_one(ahead: deque[tuple[Item, Future[Reading] | None]], options: ReadOptions) -> Iterator[Reading]:
    """The pages that were in flight when a worker died, one at a time in one process, so that the culprit shows."""
    lone = _pool(1)
    try:
        while ahead:
            item, future = ahead.popleft()
            there = future is not None and future.done()
            reading = _result(future) if there else None
            if reading is None:
                reading = _result(_submitted(lone, item, options))
            if reading is None:
                _end(lone)
                lone = _pool(1)
                reading = failed(item, "worker-died", f"{item.page}: the process that read it died")
            yield reading
    finally:
        _end(lone)


def _end(pool: ProcessPoolExecutor) -> None:
    """Stop a pool and its processes, whatever they are at: a run that is cut off leaves none behind."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """Ctrl-C is the parent's to answer."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
