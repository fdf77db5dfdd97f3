"""Roles: the words beside a name that say what somebody is, in the shapes that news uses.

Before the name ("White House press secretary NAME", "Sen. NAME"), after it ("NAME, a doctor in Leeds,"), in a
relative clause ("NAME, who replaced X as leader,") or, with the name after it, "the group's director, NAME,".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.core.spans import Span, trimmed
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention

if TYPE_CHECKING:
    from onrecord.resolution.entities import Entity

_REACH = 200  # characters of an apposition that are looked at
_BREAK = re.compile(r"[,;:()\[\]“”\"—–\n!?]| [-–] |\.(?=\s|$)|[.,](?=[\"”'’])")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:St|Dr|Gov|Sen|Rep|Inc|Corp|Co|Jr|U\.S|D\.C|U\.K|No|Fla|Calif))$")
_WORD = re.compile(r"[^\s]+")
_RELATIVE = re.compile(
    r" (?:is|was) (?=(?:the|an?|its|their) )"
    r"|,? who (?:(?:has |had |also )?(?:replaced|succeeded|served|serves|worked|works|serving)\b[^,.;\n]{0,60}? as"
    r"|(?:is|was|became|has been)(?: also| now| once)?) "
)
_APPOSED_FROM = re.compile(r"[,;:“”\"\n(—]|\.(?= )")
_DETERMINER = re.compile(r"(?<![\w’'])(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne|[Aa]nother)\s")
_LEADING = ("by ", "from ", "with ", "and ", "said ", "says ", "to ", "told ")
_SHARED = re.compile(
    r"\b(?P<title>(?:[A-Z][a-z]+ )?(?:(?:Sens|Reps|Govs|Profs|Drs|Gens)\."
    r"|Senators|Representatives|Governors|Justices|Judges)) "
    r"(?:(?:[A-Z][\w.'’-]*|of|\([^() ]{1,12}\)),? ){1,12}(?:and )?\Z"
)
_PLACES_OF_WORK = frozenset(("university", "college", "institute", "school", "hospital", "institution", "foundation"))
_OF = re.compile(r"[`'’]?,? (?:of|at|from|with) (?:the )?$")


def strip_article(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without a leading article."""
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        if text.startswith(article, start, end):
            return start + len(article), end
    return start, end


def is_person_noun(word: str) -> bool:
    """True for a singular noun for a person by office, work or kin."""
    word = word.lower().strip("'’`,.")
    lists = words()
    compound = len(word) > 6 and word.endswith(("man", "woman", "person")) and word not in lists.nationalities
    learned = len(word) > 8 and word.endswith(("ologist", "iatrist", "iatrician", "ographer", "nomist"))
    return compound or learned or word in lists.people or word.rpartition("-")[2] in lists.people


def phrase_end(text: str, start: int) -> int:
    """Where the noun phrase that starts at ``start`` ends: before a comma, bracket, verb of saying or line end."""
    limit = min(len(text), start + _REACH)
    end = limit
    for found in _BREAK.finditer(text, start, limit):
        if found[0] == "." and _ABBREVIATED.search(text[max(start, found.start() - 6) : found.start()]):
            continue
        end = found.start()
        break
    if end == limit and end < len(text):
        end = max(text.rfind(" ", start, limit), start)
    lists = words()
    for index, found in enumerate(_WORD.finditer(text, start, end)):
        word = found[0].lower()
        if index and (
            word.startswith(("who", "which"))
            or word in words().finite
            or (word in lists.verbs and word not in lists.people and word not in ("notes", "say"))
        ):
            return trimmed(text, start, found.start())[1]
    return trimmed(text, start, end)[1]


def names_role(text: str, start: int, end: int) -> bool:
    """True when the head of a noun phrase is a noun for a person: its last word before the first preposition that
    doesn't belong to a name ("State Department of Health information officer")."""
    last = before = ""
    for found in _WORD.finditer(text, start, end):
        word = found[0]
        if word.lower() in words().head_ends and last:
            if is_person_noun(last) or not before[:1].isupper() or not last[:1].isupper():
                break
            continue
        before, last = (last or word), word
    return is_person_noun(last)


def role_before(text: str, mention: Mention) -> tuple[int, int] | None:
    """The range of the role that stands before a name, its article left out."""
    start, end = mention.outer, mention.outer + len(mention.title)
    while end > start:  # honorifics are no roles
        first = _WORD.match(text, start, end)
        if first is None or first[0].lower() not in words().honorifics:
            break
        start = min(first.end() + 1, end)
    left = max(0, mention.outer - 90)
    before = list(_WORD.finditer(text, left, mention.outer))
    if left and before and not text[left - 1].isspace():
        before = before[1:]
    if mention.outer and not text[mention.outer - 1].isspace():
        before = []
    nouns = bool(mention.title) and end > start
    if not nouns:
        shared = _SHARED.search(text, max(0, mention.outer - 100), mention.outer)
        if shared is not None:  # "Sens. Ann Lee of Ohio and Paul Stern"
            return shared.span("title")
        if not before or not before[-1][0].islower() or not is_person_noun(before[-1][0]) or before[-1][0][-1] in ",.":
            return None
        start = end = mention.start
    start = _leftwards(before, start, full=not nouns)
    end = trimmed(text, start, max(end, mention.start if not nouns else end))[1]
    last = text.rfind(" ", start, end) + 1
    if last > start and text[last:end].lower() in words().honorifics:  # "Senior author Dr. NAME"
        end = trimmed(text, start, last)[1]
    return (start, end) if start < end else None


def _leftwards(before: list[re.Match[str]], start: int, *, full: bool) -> int:
    """Where a role starts: over its modifiers, up to a determiner, preposition, verb or punctuation."""
    lists = words()
    for found in reversed(before[-8:]):
        word = found[0]
        if "\n" in found.string[found.end() : start]:
            break
        lower = word.lower().removeprefix("then-").removeprefix("ex-")
        if word[-1] in ',;:!?”")—' or word[0] in '(“"' or lower in lists.stop or lower in lists.verbs:
            break
        if word[-1] == "." and lower not in lists.titles and len(word) > 4:
            break
        if not full and not (
            lower in words().modifiers
            or lower in lists.nationalities
            or lower in lists.anaphors
            or is_person_noun(lower)
        ):
            break
        full = full or lower in lists.anaphors  # "Clinton campaign Chairman NAME"
        if lower.endswith(("ed", "ing")) and word[0].islower() and lower not in words().modifiers:
            break
        start = found.start()
    return start


def role_after(text: str, mention: Mention) -> tuple[int, int] | None:
    """The range of the role in an apposition or relative clause after a name, its article left out."""
    start = mention.end
    while start < len(text) and text[start] in "`'’\"”":
        start += 1
    relative = _RELATIVE.match(text, start)
    if relative is not None:
        start = relative.end()
    elif text.startswith(", ", start):
        start += 2
        age = re.match(r"\d{1,3}, ", text[start : start + 6])
        start += age.end() if age else 0
    else:
        return None
    end = phrase_end(text, start)
    if start >= end or text[start:end].partition(" ")[0].lower() in words().finite or not names_role(text, start, end):
        return None
    return strip_article(text, start, end)


def role_apposed(text: str, mention: Mention) -> tuple[int, int] | None:
    """The range of the role that a name stands behind a comma after: "the group's director, NAME,"."""
    if not text.endswith(", ", 0, mention.outer):
        return None
    comma = mention.outer - 2
    low = max(0, comma - 120)
    cuts = [low - 1 if low == 0 else low, *(m.start() for m in _APPOSED_FROM.finditer(text, low, comma))]
    start, end = trimmed(text, _last_cut(text, cuts, comma) + 1, comma)
    if start >= end or end - start >= 110:
        return None
    for found in reversed(list(_DETERMINER.finditer(text, start, end))):
        # "the numbers were calculated by a professor in Vigo, NAME"
        begins = found.start() == start or text.endswith(_LEADING, start, found.start())
        finite = any(word in words().finite for word in text[found.start() : end].lower().split())
        if begins and not finite and names_role(text, found.start(), end):
            return strip_article(text, found.start(), end)
    if not names_role(text, start, end):
        return None
    first = text[start:end].split(" ")[0]
    if first.endswith(("'s", "’s")):
        return start, end
    return (start, end) if first[0].isupper() and first.lower() not in words().stop else None


def _last_cut(text: str, cuts: list[int], comma: int) -> int:
    """The last of the places at which a phrase before ``comma`` can't go on to the left."""
    kept = cuts[0]
    for cut in cuts:
        if text[cut] == "." and _ABBREVIATED.search(text[max(0, cut - 6) : cut]):
            continue
        kept = cut
    return kept


def roles_of(text: str, entity: Entity) -> tuple[Span, ...]:
    """The roles that a person's first 40 mentions carry, in the order of the text, each wording once."""
    if entity.roles is None:
        found: dict[str, Span] = {}
        for mention in entity.mentions[:40]:
            for role in (role_before(text, mention), role_apposed(text, mention), role_after(text, mention)):
                if role is not None:
                    found.setdefault(text[role[0] : role[1]].lower(), Span.of(text, *role))
        entity.roles = tuple(found.values())
    return entity.roles


def belongs_to(text: str, name_end: int, organization: Mention) -> bool:
    """True when only "of the", "from" and the like stand between a name and an organization.

    "at" does only for places of work: "Ann Lee at Vigo University", not "Ann Lee at the Convention Center".
    """
    between = text[name_end : organization.outer]
    works = " at " not in between or organization.parts[-1].lower() in _PLACES_OF_WORK
    return len(between) < 12 and works and _OF.fullmatch(between) is not None
