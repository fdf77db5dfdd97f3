"""Noun phrases for people: where one ends, and whether its head says what somebody is."""

from __future__ import annotations

import re

from onrecord.core.spans import trimmed
from onrecord.resolution.lexicon import given_names, words

_REACH = 200  # characters of an apposition that are looked at
_BREAK = re.compile(r"[,;:()\[\]“”\"—–\n!?]| [-–] |\.(?=\s|$)|[.,](?=[\"”'’])")
ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:St|Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Lt|Col|Rev|Inc|Corp|Co|Jr|U\.S|D\.C|U\.K|No|Fla|Calif))$"
)
_BEHIND = frozenset(["pro", "tem", "tempore", "emeritus", "emerita", "designate", "elect"])  # "president pro tem"
_ACTS_ON = re.compile(
    r"(?<![\w-])[a-z]{2,}ed (?:the|an?|his|her|their|its|that|back|up|down|out|off|[A-Z][a-z]+ (?:to|for|of|as|in)) "
)
_CLAUSE = re.compile(r" (?:who|that|which|where|whose) ")
WORD = re.compile(r"[^\s]+")


def strip_article(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without a leading article."""
    for article in ("the ", "The ", "a ", "A ", "an ", "An ", "One "):
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
    if last in ("chief", "large", "residence"):  # writer-in-residence
        word = re.split("-(?:in|at)-", word)[0]
    return (
        compound or learned or word in lists.people or last in lists.people or (last != word and last in lists.titles)
    )


def is_plural(word: str) -> bool:
    """True for the plural of a noun for a person: "farmers", "allies", "spokesmen"."""
    word = word.lower().strip(",.")
    if word.endswith("men"):
        return is_person_noun(f"{word[:-3]}man")
    ies = word.endswith("ies") and is_person_noun(f"{word[:-3]}y")
    return (
        ies or (word.endswith("s") and is_person_noun(word[:-1])) or (word.endswith("es") and is_person_noun(word[:-2]))
    )


def phrase_end(text: str, start: int) -> int:
    """Where the noun phrase that starts at ``start`` ends: before a comma, bracket, verb of saying or line end."""
    limit = min(len(text), start + _REACH)
    end = limit
    for found in _BREAK.finditer(text, start, limit):
        if found[0] == "." and ABBREVIATED.search(text[max(start, found.start() - 6) : found.start()]):
            continue
        end = found.start()
        break
    if end == limit and end < len(text):
        end = max(text.rfind(" ", start, limit), start)
    lists = words()
    for index, found in enumerate(WORD.finditer(text, start, end)):
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


def acts_on(text: str, start: int, end: int) -> bool:
    """True where the words hold a verb in the past with its object: "rival compared the bill", "pushed back after"."""
    found = _ACTS_ON.search(text, start, end)
    return found is not None and _CLAUSE.search(text, start, found.start()) is None


def _is_name(written: list[str]) -> bool:
    """True for a person's name that ends like a noun for one: "Ann Goodman", "Billie Jean King"."""
    if not 2 <= len(written) <= 4 or written[0].lower() not in given_names() or written[0].lower() in words().places:
        return False
    last = written[-1].lower()
    surname = last in words().surnames_too or not (last in words().people or last in words().titles)
    return surname and all(word[0].isupper() for word in written)


def names_role(text: str, start: int, end: int) -> bool:
    """True when the head of a noun phrase is a noun for a person: its last word before the first preposition that
    doesn't belong to a name ("State Department of Health information officer")."""
    last = before = ""
    if text[start : start + 1].isupper() and _is_name(text[start:end].split()):
        return False
    if text.startswith("one of ", start, end):
        return any(is_plural(found[0]) for found in WORD.finditer(text, start + len("one of "), end))
    for found in WORD.finditer(text, start, end):
        word = found[0]
        if word == "and" and last and not is_person_noun(last) and (last[0].islower() or last.isupper()):
            if text.startswith((" the ", " a ", " an ", " his ", " her ", " their "), found.end()):
                break
            continue  # "F.B.I. and customs official"
        if is_person_noun(last) and word.endswith(("ed", "ing")) and word.islower():
            break  # "the official charged with the project"
        if is_person_noun(last) and word.lower() in _BEHIND:
            continue
        if word.lower() in words().head_ends and last:
            if is_person_noun(last) or not before[:1].isupper() or not last[:1].isupper():
                break
            continue
        before, last = (last or word), word
    return is_person_noun(last)
