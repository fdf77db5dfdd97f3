"""Roles before a name: "White House press secretary NAME", "ambassador to Norway NAME", "its director, NAME"."""

from __future__ import annotations

import re

from onrecord.core.spans import trimmed
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention
from onrecord.resolution.personnouns import ABBREVIATED, WORD, is_person_noun, is_plural, names_role, strip_article

_APPOSED_FROM = re.compile(r"[,;:“”\"\n(—]|\.(?= )")
_DETERMINER = re.compile(r"(?<![\w’'])(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne|[Aa]nother)\s")
_LEADING = (
    "by ", "from ", "with ", "and ", "said ", "says ", "to ", "told ", "when ", "while ", "as ", "that ", "because ",
    "if ", "where ", "but ", "after ", "before ", "like ", "including ", "according to ", "when ", "so ",
)  # fmt: skip
_SHARED = re.compile(
    r"\b(?P<title>(?:[A-Z][a-z]+ )?(?:(?:Sens|Reps|Govs|Profs|Drs|Gens)\."
    r"|Senators|Representatives|Governors|Justices|Judges)) "
    r"(?:(?:[A-Z][\w.'’-]*|of|\([^() ]{1,12}\)),? ){1,12}(?:and )?\Z"
)
# "lawyers Ann Lee and Paul Stern": a noun in the plural before names that an "and" joins.
_PLURAL = re.compile(
    r"(?<![\w’'-])(?P<noun>[A-Za-z-]{4,}) (?P<names>(?:(?:[A-Z][\w.'’-]*|van|de|al),? ){0,10}(?:and )?)\Z"
)
_JOINED_NEXT = re.compile(r"(?:, [A-Z]| and [A-Z])")
# "ambassador to Norway NAME", "Chairwoman of the Rivers Committee NAME"
_OVER_PREPOSITION = re.compile(
    r"(?<![\w.’'-])(?P<noun>[\w.-]+) (?:of|to|for|at|in) (?:the )?(?:[A-Z][\w.'’&-]* (?:(?:and|of|for) )?){1,7}\Z"
)
# "Health and Human Services Secretary", "Ways and Means Committee Chairman": one body over an "and".
_FIRST_HALVES = frozenset(["Arts", "Customs", "Food", "Health", "Housing", "Immigration", "Parks", "Rules", "Ways"])
_BODIES = frozenset(["police", "fire", "school", "city", "county", "state", "federal", "campaign", "party"])


def role_before(text: str, mention: Mention) -> tuple[int, int] | None:
    """The range of the role that stands before a name, its article left out."""
    start, end = mention.outer, mention.outer + len(mention.title)
    while end > start:  # honorifics are no roles
        first = WORD.match(text, start, end)
        if first is None or first[0].lower() not in words().honorifics:
            break
        start = min(first.end() + 1, end)
    left = max(0, mention.outer - 90)
    before = list(WORD.finditer(text, left, mention.outer))
    if left and before and not text[left - 1].isspace():
        before = before[1:]
    if mention.outer and not text[mention.outer - 1].isspace():
        before = []
    nouns = bool(mention.title) and end > start
    if not nouns or not _is_office(mention.title):
        over = _over_preposition(text, before, mention.start if nouns else mention.outer)
        if over is not None:
            return over
    if not nouns:
        shared = _SHARED.search(text, max(0, mention.outer - 100), mention.outer)
        if shared is not None:  # "Sens. Ann Lee of Ohio and Paul Stern"
            return shared.span("title")
        plural = _plural_before(text, before, mention)
        if plural is not None:
            return plural
        last = before[-1][0] if before else ""
        if not last[:1].islower() or not is_person_noun(last) or last[-1] in ",.":
            return None
        start = end = mention.start
    start = _leftwards(before, start, full=not nouns)
    end = trimmed(text, start, max(end, mention.start if not nouns else end))[1]
    place = text.rfind(" ", start, end) + 1
    if (
        place > start and text[place:end].lower() in words().honorifics and not text.endswith("first lady", start, end)
    ):  # "Senior author Dr. NAME"
        end = trimmed(text, start, place)[1]
    return (start, end) if start < end else None


def _is_office(title: str) -> bool:
    """True where the words that a name's run begins with are a role by themselves: not "Russia", "Public Works"."""
    last = title.split()[-1].lower()
    return last in words().titles or is_person_noun(last) or last in words().portfolios


def _over_preposition(text: str, before: list[re.Match[str]], name: int) -> tuple[int, int] | None:
    """ "ambassador to Norway" before the name that starts at ``name``; None for any other words."""
    found = _OVER_PREPOSITION.search(text, max(0, name - 90), name)
    if found is None or not (is_person_noun(found["noun"]) or found["noun"].lower() in words().titles):
        return None
    start = _leftwards([one for one in before if one.end() <= found.start()], found.start(), full=True)
    return trimmed(text, start, name)


def _plural_before(text: str, before: list[re.Match[str]], mention: Mention) -> tuple[int, int] | None:
    """ "lawyers" before "Ann Lee and Paul Stern", for the one and the other; None for any other words."""
    found = _PLURAL.search(text, max(0, mention.outer - 100), mention.outer)
    if found is None or not is_plural(found["noun"]) or is_person_noun(found["noun"]):
        return None
    joined = found["names"].endswith(("and ", ", ")) if found["names"] else _JOINED_NEXT.match(text, mention.end)
    if not joined:
        return None
    start = _leftwards([one for one in before if one.end() <= found.start()], found.start(), full=True)
    return start, found.end("noun")


def _joins(near: list[re.Match[str]], text: str, start: int) -> bool:
    """True where the "and" between the words and the role from ``start`` on joins two roles of one person."""
    left = near[-1][0] if near else ""
    noun = is_person_noun(left) or (left.lower() in words().titles and left[-1] != ".") or _portfolio(near)
    return noun and (text[start].islower() or left[0].isupper())


def _portfolio(near: list[re.Match[str]]) -> bool:
    """True for words that end in "secretary of state", "minister of finance"."""
    last = [one[0].lower() for one in near[-3:]]
    return len(last) == 3 and last[1] == "of" and last[2] in words().portfolios and is_person_noun(last[0])


def _leftwards(before: list[re.Match[str]], start: int, *, full: bool) -> int:
    """Where a role starts: over its modifiers, up to a determiner, preposition, verb or punctuation."""
    lists = words()
    near = before[-9:]
    for place in range(len(near) - 1, max(len(near) - 9, -1), -1):
        found = near[place]
        word = found[0]
        if "\n" in found.string[found.end() : start]:
            break
        lower = word.lower().removeprefix("then-").removeprefix("ex-")
        if word == "and" and _joins(near[:place], found.string, start):
            full = True
            continue  # "founder and co-CEO NAME"
        if word == "of" and _portfolio(near[: place + 2]):
            continue  # "secretary of state and nominee NAME"
        if word == "and" and place and near[place - 1][0] in _FIRST_HALVES and found.string[start].isupper():
            full = True
            continue  # "Health and Human Services Secretary NAME"
        if word[-1] in ',;:!?”")—' or word[0] in '(“"' or lower in lists.verbs:
            break
        if lower in lists.stop and word != "US" and not found.string.startswith("first lady", found.start()):
            break
        if word[-1] == "." and lower not in lists.titles and len(word) > 4:
            break
        if not full and not (
            lower in words().modifiers
            or lower in lists.nationalities
            or lower in lists.anaphors
            or is_person_noun(lower)
            or lower in _BODIES
            or word == "US"
        ):
            break
        full = full or lower in lists.anaphors or lower in _BODIES  # "Clinton campaign Chairman NAME"
        if lower.endswith(("ed", "ing")) and word[0].islower() and lower not in words().modifiers:
            break
        start = found.start()
    return start


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
        if text[cut] == "." and ABBREVIATED.search(text[max(0, cut - 6) : cut]):
            continue
        kept = cut
    return kept
