"""Outlets and agencies: the table that comes with onrecord, and a user's own rows before it.

A row is a line of six fields parted by tabs: name, kind, country (ISO 3166), domains (parted by a space), other names
(parted by ``|``), shared names (parted by ``|``). Trailing fields may be left out, lines that begin with ``#`` are
comments. *Other names* mean this outlet wherever they stand. *Shared names* are also borne by other outlets ("The
Times"), by people, or are ordinary words ("Time"): `onrecord.resolution.outlet_mentions` reads them by the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.core.errors import UsageError
from onrecord.core.reading import Problem
from onrecord.core.statements import RelayKind

COLUMNS = ("name", "kind", "country", "domains", "other names", "shared names")
_MOST_BYTES = 10_000_000
_EDGES = " \t\n\r\u00a0,;:.`'’"
_SPACE = re.compile(r"\s+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class OutletKind(StrEnum):
    """What an outlet is. A site is one that was never anything but a web page."""

    AGENCY = "agency"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    NEWSPAPER = "newspaper"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet or agency. ``country`` is empty where the row gives none; names that tell two apart end in
    "(London)" and the like."""

    name: str
    kind: OutletKind
    country: str = ""
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def relay(self) -> RelayKind:
        """What it is as a step of a route."""
        return RelayKind.AGENCY if self.kind is OutletKind.AGENCY else RelayKind.OUTLET

    @property
    def plain_name(self) -> str:
        """The name without what tells it from its namesakes."""
        return self.name.partition(" (")[0]

    def line(self) -> str:
        """The row of the table that says this, without the line's end."""
        fields = (self.name, self.kind, self.country, " ".join(self.domains), "|".join(self.aliases))
        return "\t".join((*fields, "|".join(self.shared))).rstrip("\t")


@dataclass(frozen=True, slots=True, eq=False)
class Outlets:
    """A table of outlets by name and by domain. ``shared`` holds the bearers of the names that are not one's own."""

    rows: tuple[Outlet, ...]
    by_name: Mapping[str, Outlet] = field(repr=False)
    shared: Mapping[str, tuple[Outlet, ...]] = field(repr=False)
    by_domain: Mapping[str, Outlet] = field(repr=False)

    def named(self, words: str) -> Outlet | None:
        """The outlet that the words name and nothing else, whatever their case, with or without "the".

        For names that stand alone, such as a page's of itself; a shared name counts where only one is called so.
        """
        key = name_key(words)
        called = [bearer for bearer in self.shared.get(key, ()) if name_key(bearer.plain_name) == key]
        return self.by_name.get(key) or (called[0] if len(called) == 1 else None)

    def for_domain(self, address: str) -> Outlet | None:
        """The outlet whose web domain the host (of a URL, or given alone) is, or is under."""
        try:
            host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        except ValueError:
            return None
        while host:
            if host in self.by_domain:
                return self.by_domain[host]
            host = host.partition(".")[2]
        return None


def name_key(name: str) -> str:
    """What two spellings of one name have in common: no case, no "the", no "'s", single spaces."""
    words = _SPACE.sub(" ", name.replace("’", "'")).strip(_EDGES).casefold()
    return words.removeprefix("the ").removesuffix("'s")


@lru_cache(maxsize=4)
def outlet_table(path: Path | None = None) -> tuple[Outlets, tuple[Problem, ...]]:
    """The table that comes with onrecord (``data/outlets.tsv``), with the rows of a user's file before it.

    A row of the user's file adds to the row of the same name; a name or a domain that it gives is its own from then
    on. A broken row is skipped, with a problem (code ``outlets-row``) that names its line. The file is read once in a
    process. Raises UsageError when it can't be read.
    """
    text = files("onrecord.resolution").joinpath("data/outlets.tsv").read_text(encoding="utf-8")
    shipped = [row for row in read_rows(text, "outlets.tsv") if isinstance(row, Outlet)]
    if path is None:
        return _indexed(shipped), ()
    own, problems = load_own(path)
    return _indexed(_before(own, shipped)), problems


def load_own(path: Path) -> tuple[list[Outlet], tuple[Problem, ...]]:
    """The rows of a user's file, and a problem for each that is broken. Raises UsageError when it can't be read."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"outlets {path.name}: larger than {_MOST_BYTES // 1_000_000} MB")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"can't read the outlets {path.name}: {error}") from None
    rows = list(read_rows(text, path.name))
    faults = tuple(Problem("outlets-row", f"{fault}: skipped") for fault in rows if isinstance(fault, str))
    return [row for row in rows if isinstance(row, Outlet)], faults


def read_rows(text: str, file: str) -> Iterator[Outlet | str]:
    """The rows of a table, or for a broken one what is wrong with it, the line named."""
    names: dict[str, int] = {}
    domains: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{file} line {number}"
        try:
            row = parse_row(line)
        except ValueError as error:
            yield f"{where}: {error}"
            continue
        keys = [(names, name_key(name), name) for name in (row.name, *row.aliases)]
        taken = [*keys, *((domains, domain, domain) for domain in row.domains)]
        again = next(((said, seen[key]) for seen, key, said in taken if key in seen), None)
        if again is not None:
            yield f"{where}: {again[0]} stands in line {again[1]} too"
            continue
        for seen, key, _ in taken:
            seen[key] = number
        yield row


def parse_row(line: str) -> Outlet:
    """One line of a table. Raises ValueError saying what is wrong with it."""
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(COLUMNS):
        raise ValueError(f"{len(cells)} fields, more than {', '.join(COLUMNS)}")
    name, kind, country, domains, others, shared = (*cells, *[""] * (len(COLUMNS) - len(cells)))
    return checked(
        Outlet(
            name, _kind(kind), country, tuple(domains.lower().split()), _names(others), _names(shared),
        )
    )  # fmt: skip


def checked(outlet: Outlet) -> Outlet:
    """The outlet itself, when it can stand in a table. Raises ValueError saying what is wrong with it."""
    for name in (outlet.name, *outlet.aliases, *outlet.shared):
        if not name_key(name) or len(name) > 200 or any(not c.isprintable() or c == "|" for c in name):
            raise ValueError(f"{name[:40]!r} is no name" if name else "no name")
    if outlet.country and _COUNTRY.fullmatch(outlet.country) is None:
        raise ValueError(f"{outlet.country[:40]!r} is no country of ISO 3166 (two capital letters)")
    for domain in outlet.domains:
        if len(domain) > 253 or _DOMAIN.fullmatch(domain) is None:
            raise ValueError(f"{domain[:60]!r} is no domain (a host name, without a scheme or a path)")
    return outlet


def _kind(word: str) -> OutletKind:
    try:
        return OutletKind(word)
    except ValueError:
        raise ValueError(f"{word[:40]!r} is no kind; it is one of {', '.join(OutletKind)}") from None


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for part in cell.split("|") if (name := part.strip()))


def merged(known: Outlet, added: Outlet) -> Outlet:
    """The known row with what the added one of the same name says too; of two kinds or countries the added one's."""
    return replace(
        added,
        country=added.country or known.country,
        domains=tuple(dict.fromkeys((*known.domains, *added.domains))),
        aliases=tuple(dict.fromkeys((*known.aliases, *added.aliases))),
        shared=tuple(dict.fromkeys((*known.shared, *added.shared))),
    )


def _before(own: Iterable[Outlet], shipped: Iterable[Outlet]) -> list[Outlet]:
    """The user's rows, then the shipped ones without what the user gave to another outlet."""
    mine = {name_key(row.name): row for row in own}
    names = {name_key(name) for row in mine.values() for name in (row.name, *row.aliases)}
    domains = {domain for row in mine.values() for domain in row.domains}
    rest = []
    for row in shipped:
        key = name_key(row.name)
        left = replace(
            row,
            domains=tuple(domain for domain in row.domains if domain not in domains),
            aliases=tuple(name for name in row.aliases if name_key(name) not in names),
        )
        if key in mine:
            mine[key] = merged(left, mine[key])
        elif key not in names:
            rest.append(left)
    return [*mine.values(), *rest]


def _indexed(rows: Iterable[Outlet]) -> Outlets:
    listed = tuple(rows)
    shared: dict[str, list[Outlet]] = {}
    for row in listed:
        for name in row.shared:
            shared.setdefault(name_key(name), []).append(row)
    by_name = {
        name_key(name): row
        for row in listed
        for name in (row.name, *row.aliases)
        if name_key(name) not in {name_key(other) for other in row.shared}
    }
    by_domain = {domain: row for row in listed for domain in row.domains}
    return Outlets(listed, by_name, {key: tuple(bearers) for key, bearers in shared.items()}, by_domain)


# --- the table that comes with onrecord ----------------------------------------------------------------------------


def outlets() -> tuple[Outlet, ...]:
    """The rows that come with onrecord, in their order."""
    return outlet_table()[0].rows


def outlet_named(words: str) -> Outlet | None:
    """`Outlets.named` of the table that comes with onrecord."""
    return outlet_table()[0].named(words)


def outlet_for_domain(address: str) -> Outlet | None:
    """`Outlets.for_domain` of the table that comes with onrecord."""
    return outlet_table()[0].for_domain(address)
