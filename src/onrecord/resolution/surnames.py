"""What the words around a surname alone tell of its bearer: whose kin, man or woman, somebody rather than a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentions import Mention
from onrecord.resolution.names import fold

_FOLLOWING = re.compile(r",? (?:who |also |later |then |has )?([a-z]+)")
_PLACED = re.compile(r"\b(?:in|at|of|to|from|near|the|for|on|into|across|outside|around) \Z", re.IGNORECASE)
_KIN = re.compile(
    r"(?P<of>[A-Z][\w-]*)['’]s? (?:[a-z]+ )?"
    r"(?:son|daughter|wife|husband|brother|sister|mother|father|widow|nephew|niece),? \Z"
)
_MARRIED = r"(?:first lady|wife|husband|daughter|son|widow|father|mother|brother|sister)"
_MARRIED_BEFORE = re.compile(rf"\b{_MARRIED},? \Z", re.IGNORECASE)
_MARRIED_AFTER = re.compile(rf", (?:the |his |her |a )?(?:[a-z]+ ){{0,2}}{_MARRIED}\b", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"(?:['’]s)?(?: [a-z]+){0,4}? (?P<word>he|himself|she|herself)\b")
_ONE_SEX = 3  # per cent of the other sex that a given name of one sex may have
# Women's names in the United States that are men's in other countries: Mr. Andrea Orr is no contradiction.
_ELSEWHERE = frozenset(
    ["andrea", "nicola", "simone", "michele", "jean", "joan", "jan", "robin", "kim", "leslie", "lesley", "ashley",
     "sasha", "gabriele", "daniele", "carmen", "hilary", "joyce", "beverly", "vivian", "evelyn", "lindsey", "lindsay"]
)  # fmt: skip
_LOOKED_AT = 20  # mentions of one surname


def acts(text: str, mention: Mention) -> bool:
    """True where a verb of saying or an auxiliary follows a name and no preposition or article stands before it."""
    following = _FOLLOWING.match(text, mention.end)
    lists = words()
    verb = following is not None and (following[1] in lists.verbs or following[1] in lists.auxiliaries)
    return verb and _PLACED.search(text, max(0, mention.outer - 9), mention.outer) is None


def kin_of(text: str, mention: Mention) -> str | None:
    """The folded surname of whose kin a given name is ("Orr's son Eric"); None where no such words stand before it."""
    kin = _KIN.search(text, max(0, mention.outer - 50), mention.outer)
    return None if kin is None else fold(kin["of"])


def sex_by_title(mention: Mention) -> str:
    """``m`` or ``f`` where a form of address tells, else empty."""
    told = (words().titles.get(word, "x") for word in mention.title.lower().split() if word in words().honorifics)
    return next((sex for sex in told if sex != "x"), "")


def sex_by_name(mention: Mention) -> str:
    """``m`` or ``f`` where nearly all who bear the given name are of one sex, else empty."""
    given = mention.parts[0].lower()
    share = given_names().get(given, 50) if len(mention.parts) > 1 and given not in _ELSEWHERE else 50
    return "f" if share >= 100 - _ONE_SEX else "m" if share <= _ONE_SEX else ""


def sex_by_words(text: str, mentions: Sequence[Mention]) -> str:
    """``m`` or ``f`` where the words behind a surname speak twice of the one sex and never of the other."""
    told = [
        found["word"] in ("he", "himself") for m in mentions[:_LOOKED_AT] if (found := _SPOKEN_OF.match(text, m.end))
    ]
    if len(told) < 2 or len(set(told)) > 1:
        return ""
    return "m" if told[0] else "f"


def is_kin(text: str, mention: Mention) -> bool:
    """True where a full name is one of the first lady, of a wife, a son: "President Orr" is somebody else then."""
    before = _MARRIED_BEFORE.search(text, max(0, mention.outer - 20), mention.outer)
    return before is not None or _MARRIED_AFTER.match(text, mention.end) is not None
