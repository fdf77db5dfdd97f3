"""Two ways to write the same words that their compared forms keep apart: "everyday", "its", "he'd" for "he had".

Also the letters that a bracket inside a word leaves to the speaker ("walk[ed]").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate

from onrecord.reuse.normalise import Token
from onrecord.reuse.numbers import is_number

NEGATIONS = frozenset(
    ["not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "without", "hardly", "barely", "ain't"]
)
_CONTRACTED = re.compile(r"(\w+)['’‘ʼ](s|d)", re.IGNORECASE)
_MEANT = {"s": ("is", "has"), "d": ("would", "had")}


def same_words(quotation: str, mine: Sequence[Token], source: str, theirs: Sequence[Token]) -> bool:
    """Whether both write the same words; never where a number or a denial would come of the spaces alone."""
    if not mine or not theirs:
        return False
    one, other = [word.word for word in mine], [word.word for word in theirs]
    written_one, written_other = written(quotation, mine), written(source, theirs)
    if len(written_one) == len(written_other) == 1 and written_one == written_other:
        return True
    if tuple(one) in _meanings(source, theirs) or tuple(other) in _meanings(quotation, mine):
        return True
    return _joined(one, other)


def written(text: str, words: Sequence[Token]) -> list[str]:
    """The words as they are written, letters and digits alone: "isn't" is one, though it is compared as two."""
    places = dict.fromkeys((word.start, word.end) for word in words)
    return [_letters(text[start:end]) for start, end in places]


def outside(word: str) -> re.Pattern[str]:
    """A pattern for the words that a word with brackets in it may stand for: "t]he" for "the", "she".

    The word is given without a bracket at its very beginning or end.
    """
    return re.compile("".join(_pattern(word)))


def _pattern(word: str) -> Iterator[str]:
    first = re.search(r"[\[\]()]", word)
    inside = first is not None and first[0] in "])"
    if inside:
        yield r"\w*"
    for character in word:
        if character in "[(":
            inside = True
            yield r"\w*"
        elif character in "])":
            inside = False
        elif not inside:
            yield re.escape(_letters(character))


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def _meanings(text: str, words: Sequence[Token]) -> set[tuple[str, ...]]:
    """What one contraction that can be read in two ways may say: "he'd" is "he had" and "he would"."""
    if len({(word.start, word.end) for word in words}) != 1:
        return set()
    found = _CONTRACTED.fullmatch(text[words[0].start : words[0].end])
    return {(_letters(found[1]), verb) for verb in _MEANT[found[2].lower()]} if found else set()


def _joined(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one side writes together what the other writes apart: "every day", but not "a nice" and "an ice"."""
    if "".join(one) != "".join(other) or any(is_number(word) or word in NEGATIONS for word in (*one, *other)):
        return False
    ends, others = set(accumulate(map(len, one))), set(accumulate(map(len, other)))
    return ends <= others or others <= ends
