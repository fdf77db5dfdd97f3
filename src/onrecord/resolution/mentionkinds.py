"""What a run of capitalised words names, by the words alone: a person, a body, a place, an office, or some name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from onrecord.resolution.lexicon import given_names, words


class MentionKind(StrEnum):
    """What a run of capitalised words names. ``NAME`` is a name that the words alone don't classify."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OFFICE = "office"
    NAME = "name"


def kind_of(lower: list[str], written: list[str]) -> tuple[MentionKind, int]:
    """The kind of a run, and how many of its first words are a title or role and not the name."""
    lists, given = words(), given_names()
    size = len(lower)
    whole = " ".join(lower)
    if whole in lists.places or all(word in lists.places or word in lists.nationalities for word in lower):
        return MentionKind.PLACE, 0
    if size == 1:
        return _single(lower[0], written[0]), 0
    if lower[0] in lists.honorifics and (lower[1] not in lists.titles or lower[1] in lists.nouns_too):
        return MentionKind.PERSON, 1  # Mr. Singer
    for cut in range(size - 1, 0, -1):  # the last title or role word that a name follows
        word = _unprefixed(lower[cut - 1])
        office = word in words().portfolios and "of" in lower[max(0, cut - 3) : cut - 1]  # Secretary of State NAME
        if not office and not _is_title(word) and (word not in lists.people or word in given):
            continue
        rest = lower[cut:]
        if word in ("sheikh", "sheik", "khan") and cut > 1 and not _common(lower[cut - 2]):
            break  # Ismet Sheikh Hasan
        if cut == 1 and lower[0] in words().given_titles:
            break  # "Dean Baker", "Marshal": a given name before it is a title
        if can_be_name(rest):
            return MentionKind.PERSON, cut
        break
    last = lower[-1]
    if size == 2 and last in lists.nouns_too and not _common(lower[0]):
        return MentionKind.NAME, 0  # Masayoshi Son
    if last in lists.people or last in lists.titles:
        if lower[0] in given and lower[0] not in lists.places and size <= 3 and lower[0] not in lists.titles:
            return MentionKind.PERSON, 0  # Howard Dean, James Baker
        if "of" in lower and lower[0] in lists.organizations:
            return MentionKind.ORGANIZATION, 0  # Department of Justice
        return MentionKind.OFFICE, 0
    first, leading = lower[-2].partition("-")[0], lower[:-2]
    if size > 3 and first in given and not any(word in given or word in lists.particles for word in leading):
        return MentionKind.PERSON, size - 2  # "Public Prosecution Eva-Marie Persson"
    if last in lists.company and not (size == 2 and lower[0] in given):
        return MentionKind.ORGANIZATION, 0  # Grand Lake Publishing
    if "and" in lower[1:-1] or "for" in lower[1:-1]:
        return MentionKind.ORGANIZATION, 0  # Immigration and Customs Enforcement, Doctors for Open Doors
    if any(word in lists.organizations for word in lower):
        plain = size == 2 or (size == 3 and lower[1] not in lists.organizations)
        if plain and lower[0] in given and lower[0] not in lists.places and last in words().surnames_too:
            return MentionKind.PERSON, 0  # Anita Hill
        return MentionKind.ORGANIZATION, 0
    cut = 0  # "Republican Donald Trump", "Florida Democrat ..."
    while cut < size - 2 and (lower[cut] in lists.places or lower[cut] in lists.nationalities):
        cut += 2 if " ".join(lower[cut : cut + 2]) in lists.places and cut < size - 3 else 1
    rest = lower[cut:]
    names = [word for word in rest[1:] if word not in lists.particles]
    names += [rest[0]] if written[cut][0].isupper() or rest[0] not in lists.particles else []  # Al Cross
    if len(names) > 5:
        return MentionKind.NAME, 0
    initial = len(rest[0].replace(".", "")) <= 2 and rest[0].endswith(".")
    bears = rest[0] in given or re.split("[-‑]", rest[0])[0] in given  # Eva-Marie
    shouted = len(lower[-1]) > 3 and all(word.isupper() for word in written)  # LESLEY ORR
    if (bears or initial) and len(names) > 1 and (shouted or not written[-1].isupper()):
        return MentionKind.PERSON, cut
    return MentionKind.NAME, 0


def _is_title(word: str) -> bool:
    """True for a title and for several: "Senators" before the first of two names."""
    titles = words().titles
    return word in titles or (word.endswith("s") and word[:-1] in titles and len(word) > 5)


def _unprefixed(word: str) -> str:
    """The office in "then-president", "ex-mayor", "co-anchor"; any other word as it is."""
    first, joint, rest = word.partition("-")
    return rest if joint and first in ("then", "ex", "co", "vice", "former") else word


def _common(word: str) -> bool:
    """True for a word that stands before an office or a noun for a person: "Chief", "Family", "Austrian"."""
    lists = words()
    listed = (lists.people, lists.titles, lists.modifiers, lists.organizations, lists.places, lists.nationalities)
    return any(word in one for one in listed) or word.endswith(("'s", "’s")) or word in lists.portfolios


def can_be_name(lower: Sequence[str]) -> bool:
    """True when what follows a title can be a person's name."""
    lists = words()
    names = [word for word in lower if word not in lists.particles and word not in lists.suffixes]
    if not 1 <= len(names) <= 4 or lower[0] in ("for", "of", "and"):
        return False
    if any(name in lists.of_things for name in names):
        return False  # the Republican National Convention
    if len(names) == 1 and names[0] in lists.surnames_too:
        return names[0] not in lists.titles  # Mayor Bloomberg
    if len(names) == 1 and (names[-1] in lists.people or names[-1] in lists.nationalities or names[-1] in lists.groups):
        return False
    known = given_names()
    return not any(word in lists.organizations or word in lists.titles for word in names) or (
        names[0] in known and not any(word in lists.titles for word in names[:1]) and names[-1] in words().surnames_too
    )


def _single(word: str, written: str) -> MentionKind:
    lists = words()
    letters = written.replace(".", "").replace("&", "")
    if word in lists.people or word in lists.titles:
        return MentionKind.OFFICE
    acronym = letters.isupper() and letters.isascii() and 2 <= len(letters) <= 7
    if word not in lists.things and (acronym or word in lists.organizations):
        return MentionKind.ORGANIZATION
    return MentionKind.NAME
