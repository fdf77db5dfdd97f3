"""Roles before a name: "White House press secretary NAME", "ambassador to Norway NAME", "its director, NAME"."""

from __future__ import annotations

import re

from onrecord.core.spans import trimmed
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention
from onrecord.resolution.personnouns import (
    ABBREVIATED,
    WORD,
    acts_on,
    is_person_noun,
    is_plural,
    names_role,
    strip_article,
)

_APPOSED_FROM = re.compile(r"[,;:“”\"\n(—]|\.(?= )")
_JOINT = re.compile(r", \Z|,? (?:known as|known only as|identified as|named) \Z")
_DETERMINER = re.compile(r"(?<![\w’'])(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne|[Aa]nother)\s")
_LEADING = (
    "by ", "from ", "with ", "and ", "said ", "says ", "to ", "told ", "when ", "while ", "as ", "that ", "because ",
    "if ", "where ", "but ", "after ", "before ", "like ", "including ", "according to ", "when ", "so ",
)  # fmt: skip
_SHARED = re.compile(
    r"\b(?P<title>(?:state |[A-Z][a-z]+ )?(?:(?:Sens|Reps|Govs|Profs|Drs|Gens)\."
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
    r"(?<![\w.’'-])(?P<noun>[\w.-]+) (?:of|to|for|at|in) (?:the )?(?:[A-Z][\w.'’&-]* (?:(?:and|of|for) )?){1,7}"
    r"(?<! and )(?<! of )(?<! for )\Z"
)
# "Health and Human Services Secretary", "Ways and Means Committee Chairman": one body over an "and".
_DETERMINERS = frozenset(
    ["the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "one", "another"]
)
_FIRST_HALVES = frozenset(["Arts", "Customs", "Food", "Health", "Housing", "Immigration", "Parks", "Rules", "Ways"])
_SENTENCE_IN = re.compile(r"[a-z][.!?][\"”’]?[A-Z\"“]")
_POSSESSIVE = re.compile(r"(?<![\w’'-])(?:[A-Z][\w.&-]* ){0,4}[A-Z][\w.&-]*(?:['’]s|s['’]) ")
_TRADES = frozenset(
    ["advertising", "banking", "building", "consulting", "engineering", "farming", "fundraising", "housing", "leading",
     "manufacturing", "marketing", "mining", "nursing", "publishing", "shipping", "training"]
)  # fmt: skip
_INCLUDING = frozenset(["acknowledge", "features", "include", "included", "includes", "joins", "named", "suggests"])
_TIMES = frozenset(["week", "month", "year", "weekend", "night", "morning", "spring", "summer", "fall", "winter"])
_SHOUTED = frozenset(["close", "watch", "video", "photo", "photos", "breaking", "exclusive", "more", "related", "read"])
_BODIES = frozenset(["police", "fire", "school", "city", "county", "state", "federal", "campaign", "party"])


def role_before(text: str, mention: Mention) -> tuple[int, int] | None:
    """The range of the role that stands before a name, its article left out."""
    start, end = mention.outer, mention.outer + len(mention.title)
    if ") " in mention.title:  # "(CNN) President NAME"
        start = text.rindex(") ", start, end) + 2
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
        if last.lower().startswith(("then-", "ex-")) and last.partition("-")[2].lower() in words().titles:
            return before[-1].start(), before[-1].end()  # "then-Sen. NAME"
        office = _portfolio(before) and last.islower()  # "secretary of state NAME"
        if not office and (not last[:1].islower() or not is_person_noun(last) or last[-1] in ",."):
            return None
        start = end = mention.start
    start = _leftwards(before, start, full=not nouns)
    end = trimmed(text, start, max(end, mention.start if not nouns else end))[1]
    place = text.rfind(" ", start, end) + 1
    if (
        place > start and text[place:end].lower() in words().honorifics and not text.endswith("first lady", start, end)
    ):  # "Senior author Dr. NAME"
        end = trimmed(text, start, place)[1]
    held = text[start:end].rpartition(" ")[2].lower()
    if held in words().prepositions or held.endswith(("'s", "’s", "'", "’")):
        return None  # "The Long Campaign Of NAME", in a headline; "the Echo's NAME"
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
    if found["names"] == "and ":
        return None  # "officials and Ann Lee"
    joined = found["names"].endswith(("and ", ", ")) if found["names"] else _JOINED_NEXT.match(text, mention.end)
    if not joined:
        return None
    start = _leftwards([one for one in before if one.end() <= found.start()], found.start(), full=True)
    return start, found.end("noun")


def _joins(near: list[re.Match[str]], text: str, start: int) -> bool:
    """True where the "and" between the words and the role from ``start`` on joins two roles of one person."""
    left = near[-1][0] if near else ""
    noun = is_person_noun(left) or (left.lower() in words().titles and left[-1] != ".") or _portfolio(near)
    return noun and (text[start].islower() or left[0].isupper() or _bare(near, text))


def _bare(near: list[re.Match[str]], text: str) -> bool:
    """True where no determiner opens the phrase: "strategist and CNN host NAME" is one person, not "the mayor and"."""
    for found in reversed(near):
        word = found[0].lower()
        if word in _DETERMINERS or word.endswith(("'s", "’s", "s'", "s’")):
            return False
        opens = not found.start() or text[found.start() - 1] == "\n" or text[found.start() - 2] in ',.;:—–”"?!'
        if opens or word in words().verbs:
            return True
    return False


def _portfolio(near: list[re.Match[str]]) -> bool:
    """True for words that end in "secretary of state", "minister of finance"."""
    last = [one[0].lower() for one in near[-3:]]
    return len(last) == 3 and last[1] == "of" and last[2] in words().portfolios and is_person_noun(last[0])


def _joins_of(word: str) -> bool:
    """True for a body's noun that its name goes on behind: "University of", "Joint Chiefs of"."""
    return word[0].isupper() and (word.lower() in words().joiners or word == "Chiefs")


def _leftwards(before: list[re.Match[str]], start: int, *, full: bool) -> int:
    """Where a role starts: over its modifiers, up to a determiner, preposition, verb or punctuation."""
    lists = words()
    near = before[-9:]
    named = False
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
        if word == "of" and place and _joins_of(near[place - 1][0]) and found.string[start].isupper():
            full = named = True
            continue  # "University of Vigo professor NAME"
        if word == "and" and place and near[place - 1][0] in _FIRST_HALVES and found.string[start].isupper():
            full = True
            continue  # "Health and Human Services Secretary NAME"
        if word[-1] in ',;:!?”")—' or word[0] in '(“"' or lower in lists.verbs:
            break
        if named and word[0].islower() and lower not in lists.modifiers:
            break
        if lower in _INCLUDING:
            break
        if lower in lists.stop and word != "US" and not found.string.startswith("first lady", found.start()):
            break
        if word[-1] == "." and lower not in lists.titles and (len(word) > 4 or word[0].islower()):
            break
        if lower in _TIMES and place and near[place - 1][0].lower() in ("last", "this", "past", "next"):
            break  # "last week Vigo News host NAME"
        ended = _SENTENCE_IN.search(word)
        if ended is not None:  # "came.Former"
            return found.start() + ended.end() - 1 if word[ended.end() - 1].isalpha() else start
        if (lower in _SHOUTED and word.isupper()) or not any(map(str.isalnum, word)):
            break  # "CLOSE", the label of a player; "..."
        if not full and not (
            lower in words().modifiers
            or lower in lists.nationalities
            or lower in lists.anaphors
            or is_person_noun(lower)
            or lower in _BODIES
            or (lower in words().portfolios and word.lower() != lower)  # "then-Defense Secretary NAME"
            or word == "US"
        ):
            break
        full = full or lower in lists.anaphors or lower in _BODIES  # "Clinton campaign Chairman NAME"
        full = full or (is_person_noun(lower) and word.islower())  # "Pentagon spokeswoman Lt. NAME"
        if lower.endswith(("ed", "ing")) and word[0].islower() and lower not in words().modifiers | _TRADES:
            break
        start = found.start()
    return start


def role_apposed(text: str, mention: Mention) -> tuple[int, int] | None:
    """The range of the role that a name stands behind a comma after: "the group's director, NAME,".

    So does "One activist, known as NAME,", and "a doctor named NAME".
    """
    joint = _JOINT.search(text, max(0, mention.outer - 22), mention.outer)
    if joint is None:
        return None
    comma = joint.start()
    low = max(0, comma - 120)
    cuts = [low - 1 if low == 0 else low, *(m.start() for m in _APPOSED_FROM.finditer(text, low, comma))]
    start, end = trimmed(text, _last_cut(text, cuts, comma) + 1, comma)
    if start >= end or end - start >= 110 or _explains_another(text, start, mention.end):
        return None
    for found in reversed(list(_DETERMINER.finditer(text, start, end))):
        # "the numbers were calculated by a professor in Vigo, NAME"; "police named the man who ran, NAME"
        leading = text[start : found.start()].lower()
        begins = found.start() == start or leading.endswith(_LEADING)
        begins = begins or (leading.split()[-1] in words().verbs and not _acts(text, mention.end))
        if end - found.start() > 60 and _POSSESSIVE.search(text, found.end(), end):
            continue  # "The panel spent the week asking Acme's founder, NAME,"
        if begins and not _finite(text, found.start(), end) and names_role(text, found.start(), end):
            return strip_article(text, found.start(), _before_clause(text, found.start(), end))
    for found in reversed(list(_POSSESSIVE.finditer(text, start, end))):  # "asked whether Acme's founder, NAME,"
        if not _finite(text, found.start(), end) and names_role(text, found.end(), end):
            return found.start(), end
    first = text[start:end].split(" ")[0]
    if first.isupper() and first.lower() in _SHOUTED:  # "CLOSE Former President of the Union, NAME,"
        start += len(first) + 1
        first = text[start:end].split(" ")[0]
    if not names_role(text, start, end) or _finite(text, start, end) or _acted_on(text, start, end):
        return None
    if first.endswith(("'s", "’s")):
        return start, end
    return (start, end) if first[0].isupper() and first.lower() not in words().stop else None


def _before_clause(text: str, start: int, end: int) -> int:
    """Where an office ends before "who": a clause only tells which man or woman is meant."""
    clause = text.find(" who ", start, end)
    noun = text[start:clause].rpartition(" ")[2].lower()
    return end if clause < 0 or noun in ("man", "woman", "person", "boy", "girl", "teenager", "one") else clause


def _acted_on(text: str, start: int, end: int) -> bool:
    """True for "Police named the man": a determiner behind a word that is no preposition follows a verb."""
    before = [text[start : found.start()].lower().split() for found in _DETERMINER.finditer(text, start + 1, end)]
    return any(words_before[-1] not in words().head_ends for words_before in before if words_before)


def _finite(text: str, start: int, end: int) -> bool:
    """True where the words hold a verb of their own: "states", not "the United States"."""
    lists = words()
    first, *others = text[start:end].partition(" who ")[0].split()
    head = (first.lower(), *others)
    acts = any(word.lower() in lists.finite or (word in lists.verbs and word not in lists.people) for word in head)
    return acts or acts_on(text, start, end)


def _explains_another(text: str, start: int, name_end: int) -> bool:
    """True for the apposition of a name before it: "Roy Moore, the candidate, Lee asked"."""
    return re.search(r"[A-Z][\w.’'-]*[\"”]?, ?\Z", text[max(0, start - 30) : start]) is not None and _acts(
        text, name_end
    )


def _acts(text: str, name_end: int) -> bool:
    """True where a verb follows a name that a comma parts from the words before."""
    return re.match(r"(?:[’']s)? [a-z]", text[name_end : name_end + 4]) is not None


def _last_cut(text: str, cuts: list[int], comma: int) -> int:
    """The last of the places at which a phrase before ``comma`` can't go on to the left."""
    kept = cuts[0]
    for cut in cuts:
        if text[cut] == "." and ABBREVIATED.search(text[max(0, cut - 6) : cut]):
            continue
        kept = cut
    return kept
