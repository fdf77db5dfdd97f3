"""A run of capitals that no word of it classifies: is it a person's name?"""

from __future__ import annotations

import re

from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention
from onrecord.resolution.personnouns import is_person_noun
from onrecord.resolution.roles_after import role_after


def looks_personal(text: str, mention: Mention) -> bool:
    """A run of two to four words that a verb of saying, an age or an apposition follows is a person's name."""
    if not 2 <= len(mention.parts) <= 4 or mention.parts[0].lower() in words().places:
        return False
    if mention.parts[0].isupper() and len(mention.parts[0]) > 2 and not mention.parts[-1].isupper():
        return False  # BMJ Case Reports
    if all(part.isupper() and len(part) < 5 for part in mention.parts):
        return False  # CBS DFW
    if any(part.lower() in words().stop or part.lower() in words().of_things for part in mention.parts):
        return False  # "Orr Gets His Way", in a headline
    if text.endswith(("the ", "The "), 0, mention.outer):
        return False
    after = text[mention.end : mention.end + 14]
    if after.startswith(", "):
        head = after[2:].split(" ")[0].rstrip(",")
        plain = head.isdigit() or head in ("a", "an", "who", "whose")
        return plain or role_after(text, mention) is not None or _apposed(text, mention, head)
    return after.lstrip(" `'’").split(" ")[0].rstrip(",.") in words().verbs


def _apposed(text: str, mention: Mention, following: str) -> bool:
    """True for a name between commas that a noun before it introduces: "the premier of Vigo, Kjo Xu, said"."""
    before = text[max(0, mention.outer - 60) : mention.outer]
    if following not in words().verbs or not before.endswith(", "):
        return False
    return any(map(is_person_noun, re.split(r"[.;:\n]", before)[-1].split()))
