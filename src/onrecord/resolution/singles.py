"""Names of one word that no full name explains: Toyota, Adele, Suharto. The page's own words tell which is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.names import fold
from onrecord.resolution.surnames import acts

_CERTAIN = -3  # votes that a name of mixed capitals or "developer NAME" counts for
_LOOKED_AT = 20  # mentions of one name
_STARTS = re.compile(r"(?:^|[.!?:;\n“\"(\[•—-])[\s\"“‘'(]*\Z")
_VOTE = re.compile(
    r"[^.!?\n]{0,110}?\b(?P<word>he|she|his|her|him|who|whose|its|which"
    r"|it(?= (?:will|has|had|would|plans?|expects?|does|did|can|could|hopes?)\b))\b"
)
_POSSESSED = re.compile(
    r"['’]s? (?:executives?|shares?|stock|employees|workers|customers|users|products?|profits?|earnings|board|ceo|chief"
    r"|members|headquarters|servers?|app|website|founders?|government|parliament)\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(  # WikiLeaks, not McDonald
    r"[A-Z]?[a-z]+(?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Le)(?<!Di)(?<!Van)(?<!Fitz)[A-Z][A-Za-z]*|[A-Z]{3,}[a-z]{2,}|\w+\.(?:com|org|net|io|tv)"
)
_MADE_BY = re.compile(
    r"\b(?:developer|publisher|company|firm|giant|start-?up|maker|retailer|automaker|carmaker|airline|platform|website"
    r"|site|service|agency|network|nonprofit|group) \Z",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:of|in|at|from|near)\s\Z")
_PERSON = frozenset(("he", "she", "his", "her", "him", "who", "whose"))


def kinds_of_singles(text: str, mentions: Iterable[Mention]) -> Mapping[str, MentionKind]:
    """The kind of each name (folded) that the words around its mentions tell, person or organization.

    Names that stand only where sentences begin are left out: their capital may be the sentence's.
    """
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(fold(mention.parts[0]), []).append(mention)
    told = {}
    for name, listed in grouped.items():
        inside = any(not _STARTS.search(text, max(0, m.outer - 6), m.outer) for m in listed[:_LOOKED_AT])
        votes = sum(_vote(text, mention) for mention in listed[:_LOOKED_AT])
        placed = any(_PLACED.search(text, max(0, m.outer - 8), m.outer) for m in listed[:_LOOKED_AT])
        if votes > 0 and _is_thing(name):
            continue  # on TV he
        named = not votes and not placed and len(listed) > 1 and not _is_thing(name)
        if named and any(acts(text, m) for m in listed[:_LOOKED_AT]):
            votes = 1  # Kasich, who says something and stands in no place
        if votes > 0 and (placed or name.endswith("american")) and votes < 3:
            continue  # a place or a people, with somebody's "he" in the same sentence
        if name in words().groups:
            continue  # Libertarians
        if votes and (inside or len(listed) > 1 or votes <= _CERTAIN) and name not in words().clause_openers:
            told[name] = MentionKind.PERSON if votes > 0 else MentionKind.ORGANIZATION
    return told


def _is_thing(name: str) -> bool:
    """True for a word that is a sort of thing: Reports, at the start of a sentence."""
    lists = words()
    return name.endswith("ians") or any(
        name in one for one in (lists.documents, lists.groups, lists.things, lists.of_things, lists.anaphors)
    )


def _vote(text: str, mention: Mention) -> int:
    """1 where the words after a mention speak of a person, -1 where of a body, 0 where they don't tell."""
    if text.endswith("the ", 0, mention.outer) or _POSSESSED.match(text, mention.end):
        return -1
    if _WRITTEN.fullmatch(mention.parts[0]) or _MADE_BY.search(text, max(0, mention.outer - 30), mention.outer):
        return _CERTAIN
    found = _VOTE.match(text, mention.end)
    if found is None or re.search(r"[A-Z]\w+ [A-Z]\w+", text[mention.end : found.start("word")]):
        return 0  # somebody else stands between
    if found["word"] in _PERSON:
        return 0 if _PLACED.search(text, max(0, mention.outer - 8), mention.outer) else 1  # "the mayor of Harrow, who"
    return -1
