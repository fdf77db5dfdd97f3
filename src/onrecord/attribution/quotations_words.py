"""Word lists of the quotation-mark engine."""

from __future__ import annotations

import re

# Words that keep their full stop, so that the stop says nothing about a sentence's end.
_ABBREVIATIONS = """
adm atty aug ave blvd brig capt cmdr co col corp cpl dec del dept det dr drs etc feb fla ft ga gen gov govs hon inc
jan jr lt ltd maj mass md messrs minn mo mr mrs ms mt no nov oct okla ore pa ph prof rep reps rev sen sens sept sgt sr
st supt tenn tex tues univ va vs wash wed wis
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
_INITIALISM = re.compile(r"(?:^|[^\w.])(?:[A-Za-z]\.)+[A-Za-z]\.?$")


def is_initialism(text: str, end: int) -> bool:
    """True when ``text[:end]`` ends in a word such as ``U.S`` or ``U.S.``, whose last full stop belongs to it."""
    return _INITIALISM.search(text[max(0, end - 16) : end]) is not None


def keeps_full_stop(text: str, end: int) -> bool:
    """True when the word that ends at ``end`` (before a full stop) is an abbreviation, an initial or an initialism."""
    start = end
    while start > 0 and end - start < 8 and text[start - 1].isalpha():
        start -= 1
    word = text[start:end]
    return word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper()) or is_initialism(text, end)


_BOUNDARY = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")


def has_sentence_boundary(text: str, start: int, end: int) -> bool:
    """True when a sentence ends inside ``[start, end)`` and another begins there."""
    return any(
        found[0][0] != "." or not keeps_full_stop(text, found.start()) for found in _BOUNDARY.finditer(text, start, end)
    )
