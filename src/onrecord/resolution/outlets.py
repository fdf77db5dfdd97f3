"""Outlets and agencies by the names that pages use for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.core.statements import RelayKind

_EDGES = " \t\n\r\u00a0,;:.`'’"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet or agency: its name as pages print it, other names, and its web domains."""

    name: str
    kind: RelayKind
    aliases: tuple[str, ...]
    domains: tuple[str, ...]


@cache
def outlets() -> tuple[Outlet, ...]:
    """The table that comes with onrecord (``data/outlets.tsv``), in its order."""
    rows = []
    text = files("onrecord.resolution").joinpath("data/outlets.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, kind, aliases, domains = line.split("\t")
            rows.append(Outlet(name, RelayKind(kind), tuple(filter(None, aliases.split("|"))), tuple(domains.split())))
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


def outlet_for_domain(host: str) -> Outlet | None:
    """The outlet whose web domain the host is, or is under."""
    table = {domain: outlet for outlet in outlets() for domain in outlet.domains}
    parts = host.lower().split(".")
    return next((table[name] for i in range(len(parts)) if (name := ".".join(parts[i:])) in table), None)


@cache
def outlet_pattern() -> re.Pattern[str]:
    """Finds any outlet's name in running text; the group ``outlet`` holds it, "the" included."""
    names = sorted({name for one in outlets() for name in (one.name, *one.aliases)}, key=len, reverse=True)
    bare = sorted({_key(name) for name in names}, key=len, reverse=True)
    return re.compile(r"(?P<outlet>(?:\b[Tt]he )?(?<!\w)(?:" + "|".join(map(re.escape, bare)) + r"))(?!\w)")
