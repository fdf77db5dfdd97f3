"""The writer's own marks in a quotation: brackets around words put in, ellipses where words were left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reuse.normalise import Token, tokens

_ELLIPSIS = re.compile(r"[\[(]\s{0,3}(?:…|(?:\.\s?){2,5})\s{0,3}[\])]|…|\.(?:\s?\.){2,5}|\*\s?\*\s?\*")
_BRACKETS = re.compile(r"\[[^\[\]()]{0,200}\]|\([^\[\]()]{0,200}\)")
_SIC = re.compile(r"[\[(]\s?sic\s?[\])]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation's words with the writer's marks.

    ``bracketed[i]``   word ``i`` stands in brackets, wholly or in part ("[w]ill").
    ``partial[i]``     only in part: the letters outside the brackets are still the speaker's.
    ``ellipses``       the numbers of the words that an ellipsis stands before (``len(words)`` for one at the end).
    """

    words: tuple[Token, ...]
    bracketed: tuple[bool, ...]
    partial: tuple[bool, ...]
    ellipses: frozenset[int]


def read_marks(quotation: str) -> Marked:
    """The words and marks of a quotation given without its outer quotation marks.

    A bracket that is never closed is a character like any other. Offsets are into ``quotation``.
    """
    plain = list(quotation)  # with "|" for marks, which joins no words or numbers on its two sides
    ellipses = [match.span() for match in _ELLIPSIS.finditer(quotation)]
    for start, end in [*ellipses, *(match.span() for match in _SIC.finditer(quotation))]:
        plain[start:end] = "|" * (end - start)
    brackets = [match.span() for match in _BRACKETS.finditer("".join(plain))]
    dropped: set[int] = set()
    for start, end in brackets:
        for at in (start, end - 1):
            inside_word = (
                0 < at < len(plain) - 1
                and plain[at - 1].isalnum()
                and (plain[at + 1].isalnum() or plain[at + 1] in "'’")
            )
            plain[at] = "|"
            if inside_word:
                dropped.add(at)
    origin = [at for at in range(len(plain)) if at not in dropped]
    found = tokens("".join(plain[at] for at in origin), stutters=True)
    words = tuple(Token(word.word, origin[word.start], origin[word.end - 1] + 1) for word in found)
    bracketed = tuple(any(word.start < end and start < word.end for start, end in brackets) for word in words)
    partial = tuple(
        inside and not any(start < word.start and word.end < end for start, end in brackets)
        for word, inside in zip(words, bracketed, strict=True)
    )
    before = frozenset(sum(word.start < start for word in words) for start, _ in ellipses)
    return Marked(words, bracketed, partial, before)
