"""Outlets and agencies by the names that pages use for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from onrecord.core.statements import RelayKind

_EDGES = " \t\n\r\u00a0,;:.`'’"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet or agency: its name as pages print it, other names, its web domains, its country (ISO 3166)."""

    name: str
    kind: RelayKind
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str


@cache
def outlets() -> tuple[Outlet, ...]:
    """The table that comes with onrecord (``data/outlets.tsv``), in its order."""
    rows = []
    text = files("onrecord.resolution").joinpath("data/outlets.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, kind, aliases, domains, country = line.split("\t")
            others = tuple(filter(None, aliases.split("|")))
            rows.append(Outlet(name, RelayKind(kind), others, tuple(domains.split()), country))
    return tuple(rows)


def _key(name: str) -> str:
    words = _SPACE.sub(" ", name).strip(_EDGES)
    return re.sub(r"^the ", "", words, flags=re.IGNORECASE).removesuffix("'s").removesuffix("’s")


@cache
def _by_name() -> dict[str, Outlet]:
    return {_key(name): outlet for outlet in outlets() for name in (outlet.name, *outlet.aliases)}


def outlet_named(words: str) -> Outlet | None:
    """The outlet that the words name and nothing else, with or without "the"; None for any other words."""
    return _by_name().get(_key(words))


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets() for domain in outlet.domains}


def outlet_for_domain(address: str) -> Outlet | None:
    """The outlet whose web domain the host (of a URL, or given alone) is, or is under."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    parts = host.split(".")
    return next((_by_domain()[name] for i in range(len(parts)) if (name := ".".join(parts[i:])) in _by_domain()), None)


@cache
def outlet_pattern() -> re.Pattern[str]:
    """Finds any outlet's name in running text; the group ``outlet`` holds it, "the" included."""
    names = sorted({name for one in outlets() for name in (one.name, *one.aliases)}, key=len, reverse=True)
    bare = sorted({_key(name) for name in names}, key=len, reverse=True)
    return re.compile(r"(?P<outlet>(?:\b[Tt]he )?(?<!\w)(?:" + "|".join(map(re.escape, bare)) + r"))(?!\w)")
