"""The word lists that resolution rests on, read once from the data folder beside this file.

``given_names.tsv`` holds given names with the share of women (per cent) among the people who got the name in the
United States since 1881 (Social Security Administration, public domain; names given at least 300 times). The share
is one weak sign among many when a pronoun is resolved; a person's gender is never reported from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_DATA = "onrecord.resolution"


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``words.toml``, lower case. A mapping's value is ``m``, ``f`` or ``x`` (the word doesn't tell)."""

    particles: frozenset[str]
    suffixes: frozenset[str]
    titles: Mapping[str, str]
    people: Mapping[str, str]
    groups: frozenset[str]
    crowds: frozenset[str]
    documents: frozenset[str]
    own_voice: frozenset[str]
    organizations: frozenset[str]
    anaphors: frozenset[str]
    company: frozenset[str]
    things: frozenset[str]
    of_things: frozenset[str]
    any_body: frozenset[str]
    state_bodies: frozenset[str]
    verbs: frozenset[str]
    stop: frozenset[str]
    places: frozenset[str]
    nationalities: frozenset[str]
    after_and: frozenset[str]
    joiners: frozenset[str]
    portfolios: frozenset[str]
    surnames_too: frozenset[str]
    nouns_too: frozenset[str]
    given_titles: frozenset[str]
    modifiers: frozenset[str]
    epithets: frozenset[str]
    honorifics: frozenset[str]
    head_ends: frozenset[str]
    finite: frozenset[str]
    prepositions: frozenset[str]
    clause_openers: frozenset[str]
    auxiliaries: frozenset[str]
    kin: frozenset[str]
    possessions: frozenset[str]


@cache
def words() -> Words:
    """The word lists."""
    data = tomllib.loads(files(_DATA).joinpath("data/words.toml").read_text("utf-8"))
    people = {word: sex for sex, listed in data["people"].items() for word in listed}
    return Words(
        particles=frozenset(data["particles"]),
        suffixes=frozenset(data["suffixes"]),
        titles={word: sex for sex, listed in data["titles"].items() for word in listed},
        people=people,
        groups=frozenset(data["groups"]["nouns"]) | {plural(word) for word in people},
        crowds=frozenset(data["groups"]["crowds"]),
        documents=frozenset(data["documents"]["nouns"]),
        own_voice=frozenset(data["documents"]["own_voice"]),
        organizations=frozenset(data["organizations"]["words"]),
        anaphors=frozenset(data["organizations"]["anaphors"]),
        company=frozenset(data["organizations"]["company"]),
        things=frozenset(data["organizations"]["things"]),
        of_things=frozenset(data["organizations"]["of_things"]),
        any_body=frozenset(data["organizations"]["any_body"]),
        state_bodies=frozenset(data["organizations"]["state_bodies"]),
        verbs=frozenset(data["speech"]["verbs"]),
        stop=frozenset(data["stop"]["words"]),
        places=frozenset(data["places"]["names"]),
        nationalities=frozenset(data["places"]["nationalities"]),
        **{name: frozenset(data[part][name]) for part in ("names", "roles", "pronouns") for name in data[part]},
    )


def plural(noun: str) -> str:
    """The regular plural of a noun for a person (``spokesman`` gives ``spokesmen``, ``ally`` ``allies``)."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


@cache
def given_names() -> Mapping[str, int]:
    """Given names, lower case, with the share of women among those who bear the name, per cent."""
    lines = files(_DATA).joinpath("data/given_names.tsv").read_text("utf-8").splitlines()
    return {name: int(share) for name, _, share in (line.partition("\t") for line in lines)}


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """For each given name, lower case, the other forms of it (``bill`` and ``william``), by the nicknames package."""
    from nicknames import NickNamer  # reads a table of its own

    forms: dict[str, set[str]] = {}
    for canonical, short in NickNamer.default_lookup().items():
        for nickname in short:
            forms.setdefault(canonical, set()).add(nickname)
            forms.setdefault(nickname, set()).add(canonical)
    return {name: frozenset(other) for name, other in forms.items()}
