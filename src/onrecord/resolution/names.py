"""The parts of a person's name, and whether two mentions can be one person's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.resolution.lexicon import nicknames, words

_CAPITALS = frozenset(("Bin", "Ibn", "De", "Di", "Du", "Von", "Della", "Del", "Dos", "Ter", "Ten"))
_ARTICLE = re.compile(r"(?:al|el|ul|ad|an|as|at)-(?=\w)")


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """The form of a name's word for comparing: lower case, without accents, possessive, or the article of an al-X."""
    if not word.isascii():
        word = word.replace("\u00ad", "").replace("’", "'").replace("‘", "'").replace("‑", "-")
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = word.casefold()
    if word.endswith("'s"):
        word = word[:-2]
    return _ARTICLE.sub("", word).strip(".'")


@lru_cache(maxsize=16_384)
def core(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A name's folded words without suffixes (Jr.) and particles (van der), as long as something is left."""
    lists = words()
    named = [part for part in parts if part.lower() not in lists.suffixes] or list(parts)
    both = len(named) > 2 and named[0].lower() in lists.particles and named[1] in lists.particles  # Von der Leyen
    both = both or (len(named) == 2 and named[0] in _CAPITALS)  # Bin Laden, at the start of a sentence
    without = [part for part in named[both:] if part not in lists.particles]
    return tuple(fold(part) or part for part in without or named)


def same_given(one: str, other: str) -> bool:
    """True when two folded given names can be one person's: equal, an initial, the start, or a nickname."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return other in nicknames().get(one, ()) or one in nicknames().get(other, ())


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True when two names of at least two words (as `core` gives them) can be one person's."""
    if len(one) > len(other):
        one, other = other, one
    if one == other[-len(one) :] or one == other[: len(one)]:  # Peña Nieto and Enrique Peña Nieto, Ana María Paz
        return True
    if one[-1] != other[-1]:
        return False
    if not same_given(one[0], other[0]):
        return len(other) > 2 and len(one) == 2 and one[0] == other[1]  # J. Edgar Hoover, Edgar Hoover
    middle, others = one[1:-1], other[1:-1]
    return not middle or not others or same_given(middle[0], others[0])
