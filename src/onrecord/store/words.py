"""Words and names as the record compares them: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.core.spans import Span
from onrecord.core.statements import Speaker, SpeakerKind

_MARKS = "\u0300-\u036f"
TOKEN = re.compile(rf"[^\W_]++(?:[{_MARKS}]++[^\W_]*+)*")
_QUERY = re.compile(r'"([^"]*)"?|(\S+)')
LONGEST = 100  # characters of a word that are compared
_ALIAS_WORDS = 6
_NOT_NAMES = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "who", "his", "her", "their", "him", "them", "one", "another"}
    | {"others", "both", "someone", "everyone", "officials"}
)


def fold(text: str) -> str:
    """``text`` without case and accents, with single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(plain.lower().split())


class Token(NamedTuple):
    """A word of a text: its folded form and its place (code points, half-open)."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of ``text``, as both full-text indexes cut them: runs of letters and digits."""
    return [Token(fold(m.group())[:LONGEST], m.start(), m.end()) for m in TOKEN.finditer(text)]


def word_set(text: str) -> set[str]:
    """The different words of ``text``: those of `tokens` in a fraction of the time, but for forms of a final sigma."""
    found = set(TOKEN.findall(text.lower()))
    return {word[:LONGEST] if word.isascii() else fold(word)[:LONGEST] for word in found}


class Term(NamedTuple):
    """One condition on the words: they stand one after the other; ``prefix``: the last one goes on.

    ``typed`` are the words before they were folded: SQLite's index folds in its own way, which leaves й and ά alone.
    """

    words: tuple[str, ...]
    prefix: bool = False
    typed: tuple[str, ...] = ()


def parse_query(text: str) -> tuple[Term, ...]:
    """The terms of a search: ``word``, ``"a phrase"``, ``begin*``; all must be found. Nothing else is special."""
    terms = []
    for found in _QUERY.finditer(text.translate(str.maketrans("“”„«»", '"""""'))):
        phrase = found[1] if found[1] is not None else found[2]
        term = term_of(phrase, prefix=phrase.rstrip().endswith("*"))
        if term.words:
            terms.append(term)
    return tuple(terms)


def term_of(phrase: str, prefix: bool = False) -> Term:
    """The words of a phrase as one condition; without words where it has none."""
    found = tokens(phrase)
    return Term(tuple(token.word for token in found), prefix, tuple(phrase[token.start : token.end] for token in found))


def fts5(terms: Iterable[Term], column: str) -> str:
    """The terms as an FTS5 expression on one column; words are quoted, so that no operator is one."""
    phrases = ('"' + " ".join(term.typed or term.words) + '"' + "*" * term.prefix for term in terms)
    return " AND ".join(f"{{{column}}} : {phrase}" for phrase in phrases)


def tsquery(terms: Iterable[Term], weight: str) -> str:
    """The terms as a PostgreSQL tsquery on the words of one weight; to be cast, never parsed."""
    phrases = []
    for term in terms:
        last = len(term.words) - 1
        lexemes = (
            f"'{word}':{'*' if term.prefix and place == last else ''}{weight}" for place, word in enumerate(term.words)
        )
        phrases.append("(" + " <-> ".join(lexemes) + ")")
    return " & ".join(phrases)


def tsvector(content: str, role: str | None) -> str:
    """The words of a statement as a PostgreSQL tsvector: content with weight A, the speaker's role with B."""
    places: dict[str, list[str]] = {}
    shift = 0
    for text, weight in ((content, "A"), (role or "", "B")):
        found = tokens(text)
        for place, token in enumerate(found, start=shift + 1):
            if place < 16_383:  # PostgreSQL's last position
                places.setdefault(token.word, []).append(f"{place}{weight}")
        shift += len(found) + 1
    return " ".join(f"'{word}':{','.join(where[:255])}" for word, where in places.items())


def aliases(speaker: Speaker, source: Iterable[Span]) -> tuple[str, ...]:
    """The names that a page gives a speaker: the fullest first, then shorter mentions and initials.

    A mention counts when its words are all in the name ("Videgaray" of "Luis Videgaray"), or when it is the
    initials of the name's words in their order ("DHS"); pronouns and descriptions never do.
    """
    if speaker.name is None:
        return ()
    found = [speaker.name]
    name = [token.word for token in tokens(speaker.name)]
    if speaker.kind is SpeakerKind.PERSON and len(name) > 1:
        found.append(speaker.name.split()[-1])
    for span in (*source, *speaker.evidence):
        if len(span.text) <= 80 and _is_alias(span.text, name):
            found.append(span.text)
    return tuple({fold(alias): alias for alias in reversed(found)}.values())[::-1]


def _is_alias(mention: str, name: list[str]) -> bool:
    words = [token.word for token in tokens(mention)]
    if not 0 < len(words) <= _ALIAS_WORDS or not mention[0].isupper() or words[0] in _NOT_NAMES:
        return False
    if set(words) <= set(name):
        return True
    letters = "".join(words)
    initials = iter(word[0] for word in name)
    return mention.isupper() and 1 < len(letters) <= len(name) and all(letter in initials for letter in letters)
