"""Relative pronouns: is "who" the person named before it, or a noun that stands between ("his friends, who")?"""

from __future__ import annotations

import re

from onrecord.core.spans import Span
from onrecord.resolution.lexicon import words
from onrecord.resolution.personnouns import is_person_noun, names_role

_REACH = 90  # characters before the pronoun in which its noun is looked for
_PLURAL_VERBS = frozenset(
    ["have", "are", "were", "do", "say", "argue", "believe", "think", "want", "point", "warn", "fear", "insist",
     "worry", "claim", "love", "like", "need", "use", "prefer", "face", "get", "tend",
     "complain", "oppose", "support", "see", "feel", "know", "hope", "expect"]
)  # fmt: skip
_NEXT = re.compile(r"\s+(?:(?:also|still|often|have long|now) )?([\w’']+)")
# What can stand between a name and its clause besides an apposition: an age, a party, a place or a body.
_BESIDE = re.compile(
    r"(?:[`'’\"”])?(?: ?\([^()\n]{1,30}\)|,? [RDI]-[A-Z][\w.]*|, \d{1,3}"
    r"|,? (?:of|from|at|with) (?:the )?[A-Z][\w.&’'-]*(?:(?: of(?: the)?| for| and| &)? [A-Z][\w.&’'-]*)*)*"
    r"(?:[\s,]*| (?:--|—|–) )"
)
AGENTS = re.compile(r"[a-z]{3,}(?:[^aeiou]ers|[st]ors|ists|icians|arians|ologists)")  # listeners, astrobiologists
_STOP = re.compile(r"[.;!?\n“\"(]")


def plural_verb(text: str, end: int) -> bool:
    """True where a verb in the plural follows."""
    following = _NEXT.match(text, end, end + 40)
    return following is not None and following[1].lower() in _PLURAL_VERBS


def relates_to(text: str, name_end: int, pronoun: Span) -> float:
    """How sure "who" is the person whose name ends at ``name_end``: 0 where another noun or a plural verb tells not."""
    if pronoun.text.lower() == "who" and plural_verb(text, pronoun.end):
        return 0.0
    if _BESIDE.fullmatch(text, name_end, pronoun.start):
        return 0.92 if not text[name_end : pronoun.start].strip(" ,`'’") else 0.8
    if text[name_end : name_end + 1] != ",":
        return 0.0
    end = pronoun.start - len(text[name_end : pronoun.start]) + len(text[name_end : pronoun.start].rstrip(" ,"))
    return 0.75 if names_role(text, name_end + 1, end) else 0.0


def many_before(text: str, pronoun: Span) -> bool:
    """True when the noun that "who" belongs to, or the verb after it, is in the plural."""
    if plural_verb(text, pronoun.end):
        return True
    piece = _STOP.split(text[max(0, pronoun.start - _REACH) : pronoun.start])[-1]
    for word in reversed(re.findall(r"[\w’'-]+", piece)):
        lower = word.lower()
        if (
            lower in words().groups
            or (lower.endswith("s") and lower in words().nationalities)
            or AGENTS.fullmatch(lower)
        ):
            return True
        if is_person_noun(lower):
            return False
    return False
