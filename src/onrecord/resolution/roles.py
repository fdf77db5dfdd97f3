"""Roles: the words beside a name that say what somebody is, in the shapes that news uses.

Before the name ("White House press secretary NAME", "Sen. NAME", "ambassador to Norway NAME"), after it ("NAME, a
doctor in Leeds,", "NAME (R-Ohio), the chairman,"), in a relative clause ("NAME, who replaced X as leader,", "NAME, who
runs the school,"), in a sentence ("NAME is a professor at X") or, before a comma and the name, "the group's director".
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
_STATED = re.compile(
    r" (?:is|was)(?: also| now| currently| still)? (?=(?:the|an?|its|their|one of|[a-z-]{4,} (?:of|at|for|in)) )"
)
_RELATIVE = re.compile(
    r" (?:has )?(?:serves|served|works|worked)(?: since \d{4})? as "
    r"|,? who (?:(?:has |had |also )?(?:replaced|succeeded|served|serves|worked|works|serving)\b[^,.;\n]{0,60}? as"
    r"|(?:is|was|became|has been)(?: also| now| once| then| currently)?) "
)
# What somebody is by what the clause says they do: "who runs the food bank".
_DOES = re.compile(
    r",? who (?:has |also |now |currently |previously |once |formerly ){0,2}(?P<does>(?:co-)?(?:runs|ran|leads|led|"
    r"heads|headed|chairs|chaired|directs|directed|oversees|oversaw|manages|managed|teaches|taught|studies|coaches|coached|owns|"
    r"owned|founded|hosts|hosted|edits|edited|represents|represented|covers|(?:works|worked) (?:at|for)) "
    r"[^,;:()\n“”\"—]{3,90})"
)
_DOES_END = re.compile(
    r"\.(?:\s|\Z)| (?:since|until|when|while|after|before|but|because|says|said|told|and (?:is|was|has|had|who)) "
)
# What may stand between a name and its apposition: age, party and state, degrees, where somebody is from.
_BETWEEN = re.compile(
    r"(?: \((?:[RDI](?:-[^()\n]{1,20})?|[A-Z][\w. ]{1,12}|\d{1,3})\)"
    r"|, (?:[RDI]-[A-Z][\w.]*(?: [A-Z][\w.]*)?|Jr\.?|Sr\.?|M\.?D\.?|Ph\.?D\.?|Q\.?C\.?|Esq\.?|MP|\d{1,3}"
    r"|(?:of|from) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?)(?=,)){1,3}"
)
_OPENS = re.compile(r", | \(| [—–-] |—")
_ADVERB = re.compile(
    r"(?:now|then|currently|formerly|previously|himself|herself|also|once|until recently|at the time) "
)
# "NAME was the winner": what somebody was once, for once.
_NO_ROLES = frozenset(
    ["winner", "loser", "favorite", "favourite", "person", "one", "man", "woman", "guy", "fan", "victim", "friend",
     "recipient", "target", "star", "hero", "kid", "child", "boy", "girl", "reader", "speaker"]
)  # fmt: skip
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
_OF_WHERE = re.compile(
    r",? (?P<of>of (?:the )?(?:(?:[A-Z]\.){1,4}|[A-Z][\w'’&-]*)(?: (?:(?:[A-Z]\.){1,4}|[A-Z][\w'’&-]*)){0,5})"
)
# "Health and Human Services Secretary", "Ways and Means Committee Chairman": one body over an "and".
_FIRST_HALVES = frozenset(["Arts", "Customs", "Food", "Health", "Housing", "Immigration", "Parks", "Rules", "Ways"])
_BODIES = frozenset(["police", "fire", "school", "city", "county", "state", "federal", "campaign", "party"])
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
    learned = len(word) > 7 and word.endswith(("ist", "ician", "ographer"))
    last = word.rpartition("-")[2]
    return (
        compound or learned or word in lists.people or last in lists.people or (last != word and last in lists.titles)
    )


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
            end = found.start()
            break
    end = trimmed(text, start, end)[1]
    return trimmed(text, start, end - 4)[1] if text.endswith(" and", start, end) else end


def names_role(text: str, start: int, end: int) -> bool:
    """True when the head of a noun phrase is a noun for a person: its last word before the first preposition that
    doesn't belong to a name ("State Department of Health information officer")."""
    last = before = ""
    if text.startswith("one of ", start, end):
        return any(_singular(found[0]) for found in _WORD.finditer(text, start + len("one of "), end))
    for found in _WORD.finditer(text, start, end):
        word = found[0]
        if word == "and" and last and not is_person_noun(last) and (last[0].islower() or last.isupper()):
            if text.startswith((" the ", " a ", " an ", " his ", " her ", " their "), found.end()):
                break
            continue  # "F.B.I. and customs official"
        if is_person_noun(last) and word.endswith(("ed", "ing")) and word.islower():
            break  # "the official charged with the project"
        if word.lower() in words().head_ends and last:
            if is_person_noun(last) or not before[:1].isupper() or not last[:1].isupper():
                break
            continue
        before, last = (last or word), word
    return is_person_noun(last)


def _singular(word: str) -> bool:
    """True for the plural of a noun for a person: "farmers", "allies", "spokesmen"."""
    word = word.lower().strip(",.")
    if word.endswith("men"):
        return is_person_noun(f"{word[:-3]}man")
    ies = word.endswith("ies") and is_person_noun(f"{word[:-3]}y")
    return (
        ies or (word.endswith("s") and is_person_noun(word[:-1])) or (word.endswith("es") and is_person_noun(word[:-2]))
    )


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
    if found is None or not _singular(found["noun"]) or is_person_noun(found["noun"]):
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


def role_after(text: str, mention: Mention) -> tuple[int, int] | None:
    """The range of the role in an apposition or relative clause after a name, its article left out."""
    start = mention.end
    while start < len(text) and text[start] in "`'’\"”":
        start += 1
    stated = _STATED.match(text, start)
    between = _BETWEEN.match(text, start)
    start = between.end() if between else start
    opening = stated or _RELATIVE.match(text, start) or _OPENS.match(text, start)
    if opening is None:
        return _does(text, start)
    start = opening.end()
    adverb = _ADVERB.match(text, start)
    start = adverb.end() if adverb else start
    end = phrase_end(text, start)
    first, _, rest = text[start:end].lower().partition(" ")
    if start >= end or first in words().finite or first == "not" or (first in words().verbs and rest):
        return _does(text, opening.start())
    start, end = strip_article(text, start, end)
    if not names_role(text, start, end) or (stated and _NO_ROLES & set(text[start:end].lower().split()[:4])):
        return _does(text, opening.start())
    return start, end


def _does(text: str, start: int) -> tuple[int, int] | None:
    """ "runs the food bank": what "who" behind a name says that somebody does for a living."""
    found = _DOES.match(text, start)
    if found is None:
        return None
    first, last = found.span("does")
    stop = _DOES_END.search(text, first, last + 1)
    return trimmed(text, first, stop.start() if stop else last)


def role_text(text: str, entity: Entity) -> str | None:
    """The first role as the mention gives it: what stands before the name and what stands behind it, joined.

    "Rep., chairman of the panel" for "Rep. NAME (R-Ohio), chairman of the panel"; "Sen. of Ohio" for "Sen. NAME of
    Ohio"; "union spokesman, Dr." for "a union spokesman, Dr. NAME".
    """
    roles = roles_of(text, entity)
    if not roles:
        return None
    first = roles[0]
    mention = next((one for one in entity.mentions[:40] if one.start >= first.end), None)
    if mention is None or role_before(text, mention) != (first.start, first.end):
        return first.text
    apposed = role_apposed(text, mention)
    if apposed is not None:
        return f"{text[apposed[0] : apposed[1]]}, {first.text}"
    after = role_after(text, mention)
    if after is not None and text[after[0] : after[1]].lower() != first.text.lower():
        return f"{first.text}, {text[after[0] : after[1]]}"
    where = _OF_WHERE.match(text, mention.end)
    return first.text if where is None else f"{first.text} {where['of']}"


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
