"""Options of reading: one frozen object that travels from the edge to every step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFilter:
    """Which pages of an archive are read; empty: all.

    ``url``    a pattern of addresses (``*/politics/*``), matched from start to end.
    ``hosts``  host names; a host's subdomains are of it.
    ``since``, ``until``  first and last day of capture (ISO 8601).
    """

    url: str | None = None
    hosts: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How a page is captured, parsed, tagged and resolved.

    ``published``       the page's date where the page doesn't say (EDTF or ISO 8601); overrides the page.
    ``outlet``          the page's outlet where the page doesn't say; overrides the page.
    ``any_language``    read pages that are not in English too.
    ``max_bytes``       refuse larger captures by name (after decompression).
    ``max_story``       read this many characters of a story (about six to a word) and list that there were more.
    ``allow_private``   let a URL lead to a private, loopback or link-local address.
    ``ignore_robots``   fetch a URL although its robots.txt says no.
    ``model``           ``accurate``, ``fast``, or the path of a model folder.
    ``min_confidence``  drop statements whose confidence is lower (they are listed as dropped).
    ``speaker_threshold``  below this confidence a speaker is unresolved.
    ``only``            which pages of a web archive are read.
    ``roster``          a list of people and offices to link speakers to (CSV, congress-legislators YAML, Popolo JSON).
    ``outlets``         a file of outlets beside those that onrecord knows (docs/routes.md).
    """

    published: str | None = None
    outlet: str | None = None
    any_language: bool = False
    max_bytes: int = 10 * MEGABYTE
    max_story: int = 150_000
    allow_private: bool = False
    ignore_robots: bool = False
    model: str | Path = "accurate"
    min_confidence: float = 0.0
    speaker_threshold: float = 0.5
    only: PageFilter = PageFilter()
    roster: Path | None = None
    outlets: Path | None = None
