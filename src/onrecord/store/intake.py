"""Intake: the pages of some sources as readings, passing over what a record has before the model is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.pages import Item, capture, expand, parse
from onrecord.pages.items import STDIN, is_url
from onrecord.reading import read_items, read_or_fail

_LINE = re.compile(r"(.+):\d+", re.DOTALL)


class Intake:
    """An iterable of readings of the pages that a record doesn't have.

    ``known``      article ids; a file or line of those ids is passed over (it is captured and parsed here, which is
                   quick; only new pages go to the workers that tag).
    ``addresses``  URLs that are passed over without being fetched.
    ``failed``     pages that failed before and are passed over.
    ``only``       when given, no other pages are taken.

    While it is iterated ``known_pages`` and ``failed_before`` say how many were passed over so far.
    """

    def __init__(
        self,
        sources: Iterable[str | Path],
        options: ReadOptions,
        *,
        workers: int,
        known: frozenset[str],
        addresses: frozenset[str] = frozenset(),
        failed: frozenset[str] = frozenset(),
        only: frozenset[str] | None = None,
    ) -> None:
        self.sources = list(sources)
        self.options = options
        self.workers = workers
        self.known = known
        self.addresses = addresses
        self.failed = failed
        self.only = only
        self.known_pages = 0
        self.failed_before = 0

    def __iter__(self) -> Iterator[Reading]:
        fresh = self._fresh()
        if self.workers == 1:
            for item in fresh:
                yield read_or_fail(item, self.options)
            return
        yield from read_items(fresh, self.options, self.workers)

    def count(self) -> int | None:
        """How many pages the sources hold, known ones among them; None when only reading them can tell."""
        if STDIN in map(str, self.sources):
            return None
        return sum(1 for _ in self._items())

    def _items(self) -> Iterator[Item]:
        for source in self.sources:
            for item in expand(source, self.options):
                if self.only is None or item.page in self.only:
                    yield item

    def _fresh(self) -> Iterator[Item]:
        for item in self._items():
            if item.page in self.failed:
                self.failed_before += 1
            elif self._is_known(item):
                self.known_pages += 1
            else:
                yield item

    def _is_known(self, item: Item) -> bool:
        if item.data is None and is_url(item.page):
            return item.page in self.addresses
        if not self.known:
            return False
        try:
            return parse(capture(item, self.options), self.options).article.id in self.known
        except Exception:  # whatever is wrong with it, the worker says
            return False


def sources_of(pages: Iterable[str]) -> list[str]:
    """The sources that hold some pages: the file for ``articles.jsonl:17``, else the page itself; each once."""

    def source(page: str) -> str:
        found = _LINE.fullmatch(page)
        lines = found is not None and not is_url(page) and "\0" not in page and Path(found[1]).is_file()
        return found[1] if found and lines and not Path(page).exists() else page

    return list(dict.fromkeys(map(source, pages)))
