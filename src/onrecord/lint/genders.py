"""What a page itself calls its people: he, she or they. Never guessed from a name.

Three things tell: a form of address ("Ms. Lee"), a role's own word ("spokeswoman"), and a pronoun that speaks where
nobody else is named near it. Pronouns amid several people are left out, since who is meant by them is worked out with
the help of names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from onrecord.core.reading import Reading
from onrecord.resolution.entities import Page, read_entities
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import MentionKind

_REACH = 400  # characters before a pronoun in which nobody else may be named
_PRONOUNS = {"he": "he", "she": "she", "they": "they"}
_WORD = re.compile(r"[a-z.]+(?:-[a-z]+)?")


class Gender(StrEnum):
    """The pronoun of what the page calls a person; ``UNKNOWN`` where it calls them nothing that tells, or two."""

    HE = "he"
    SHE = "she"
    THEY = "they"
    UNKNOWN = "unknown"


def genders(reading: Reading) -> Mapping[str, Gender]:
    """For each named speaker of whom the page's words tell it, what they tell. Contradictions are left out."""
    page = read_entities(reading.article)
    told: dict[str, set[Gender]] = {}
    for one in reading.statements:
        name = one.speaker.name
        if name is None:
            continue
        found = told.setdefault(name, set())
        for role in (one.speaker.role, *(span.text for span in one.speaker.later_roles)):
            found |= _of_words(role or "")
        pronoun = _PRONOUNS.get(one.source[0].text.lower()) if one.source else None
        if pronoun is not None and _alone(page, name, one.source[0].start):
            found.add(Gender(pronoun))
    for entity in page.entities:
        if entity.kind is MentionKind.PERSON and entity.name in told:
            for mention in entity.mentions:
                told[entity.name] |= _of_words(mention.title)
    return {name: next(iter(found)) for name, found in told.items() if len(found) == 1}


def _of_words(text: str) -> set[Gender]:
    """What a title or role says by its own words."""
    lists = words()
    kinds = {lists.titles.get(word) or lists.people.get(word) for word in _WORD.findall(text.lower())[:8]}
    return {gender for letter, gender in (("m", Gender.HE), ("f", Gender.SHE)) if letter in kinds}


def _alone(page: Page, name: str, position: int) -> bool:
    """True where the one person named before a position, and near it, is the bearer of the name."""
    near = page.within(max(0, position - _REACH), position)
    people = {
        entity.name
        for mention in near
        if (entity := page.entity(mention)) is not None and entity.kind is MentionKind.PERSON
    }
    unclear = any(m.kind in (MentionKind.PERSON, MentionKind.NAME) and page.entity(m) is None for m in near)
    return people == {name} and not unclear
