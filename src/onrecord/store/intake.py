"""Intake: the pages of some sources as readings, passing over what a record has before the model is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.core.errors import SourceError
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.pages import Item, capture, expand, parse
from onrecord.reading import read_items, read_or_fail


class Intake:
    """An iterable of readings of the pages that are not in ``known`` (article ids) or ``failed`` (pages).

    Pages are captured and parsed here, which is quick; only new ones go to the workers that tag. After the iteration
    ``known_pages`` and ``failed_before`` say how many were passed over.
    """

    def __init__(
        self,
        sources: Iterable[str | Path],
        options: ReadOptions,
        *,
        workers: int,
        known: frozenset[str],
        failed: frozenset[str] = frozenset(),
    ) -> None:
        self.sources = list(sources)
        self.options = options
        self.workers = workers
        self.known = known
        self.failed = failed
        self.known_pages = 0
        self.failed_before = 0

    def __iter__(self) -> Iterator[Reading]:
        fresh = self._fresh()
        if self.workers == 1:
            for item in fresh:
                yield read_or_fail(item, self.options)
            return
        yield from read_items(fresh, self.options, self.workers)

    def _fresh(self) -> Iterator[Item]:
        for source in self.sources:
            for item in expand(source, self.options):
                if item.page in self.failed:
                    self.failed_before += 1
                elif self._is_known(item):
                    self.known_pages += 1
                else:
                    yield item

    def _is_known(self, item: Item) -> bool:
        if not self.known or "://" in item.page:  # an address is fetched once, by the worker
            return False
        try:
            return parse(capture(item, self.options), self.options).article.id in self.known
        except SourceError:
            return False  # the worker says what is wrong with it
        except Exception:
            return False
