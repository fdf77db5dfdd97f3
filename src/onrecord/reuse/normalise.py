"""Words of a text in the form in which quotations are compared, each with its place in the text.

Left out of the comparison: case, punctuation, quotation marks, dashes, spaces, invisible characters, ligatures,
accents, hyphenation at line ends, stage directions and "uh". Written and spelled numbers come out the same, and so
do spellings of one word ("OK", "okay").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice, pairwise
from operator import eq
from typing import NamedTuple

from onrecord.reuse.numbers import MAGNITUDES, NUMBER_WORDS, number_value

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u180e"
_APOSTROPHE = "'’‘ʼ`´＇"
_LETTER = r"[^\W_]"
# A word: letters and digits, apostrophes and invisible characters inside it, points inside initialisms and numbers,
# and a hyphen before a line end (the word goes on below).
_WORD = re.compile(
    rf"[$€£]|%|&|[+-]?\d[\d,{_INVISIBLE}]*+(?:\.\d+)?+(?i:st|nd|rd|th|s)?+(?![^\W\d_])"
    rf"|(?:[A-Za-z]\.){{2,}}"
    rf"|{_LETTER}++"
    rf"(?:(?:[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=[^\W\d_A-Z])|[{_APOSTROPHE}{_INVISIBLE}]{{1,4}}){_LETTER}++)*"
)
_DIRECTION = re.compile(
    r"\([A-Z][A-Z ,.;:'&/\d-]{2,60}\)|\[(?:[A-Z][A-Z ,'-]{2,60}|applause|laughter|crosstalk|inaudible)\]"
)
_FILLERS = frozenset({"uh", "um", "uhm", "erm", "uhh", "umm"})
_SAME = {
    "ok": ("okay",), "o.k.": ("okay",), "&": ("and",), "%": ("percent",), "gonna": ("going", "to"),
    "wanna": ("want", "to"), "gotta": ("got", "to"), "cannot": ("can", "not"), "em": ("them",), "mister": ("mr",),
    "doctor": ("dr",), "'til": ("until",), "till": ("until",), "til": ("until",), "cause": ("because",),
    "dollar": ("dollars",), "grey": ("gray",), "alright": ("all", "right"), "$": ("dollars",), "€": ("euros",),
    "£": ("pounds",), "mrs.": ("mrs",), "versus": ("vs",), "favour": ("favor",), "labour": ("labor",),
    "towards": ("toward",), "afterwards": ("afterward",), "amongst": ("among",), "whilst": ("while",),
    "1st": ("first",), "2nd": ("second",), "3rd": ("third",), "4th": ("fourth",), "5th": ("fifth",),
    "6th": ("sixth",), "7th": ("seventh",), "8th": ("eighth",), "9th": ("ninth",), "10th": ("tenth",),
    "won't": ("will", "not"), "can't": ("can", "not"), "shan't": ("shall", "not"), "let's": ("let", "us"),
}  # fmt: skip
_EXPANDED = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would", "'s": "is"}
_PRONOUNS = frozenset(
    ["it", "he", "she", "that", "there", "what", "who", "here", "where", "how", "this", "everybody", "nobody"]
)


_MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"]
)  # fmt: skip
# Words of which nobody says two in a row on purpose.
_STUTTERED = frozenset(
    ["a", "an", "and", "at", "but", "for", "he", "her", "his", "i", "in", "is", "it", "my", "of", "on", "or", "our",
     "she", "the", "their", "they", "this", "to", "was", "we", "were", "what", "with", "you", "your"]
)  # fmt: skip
# Words in lower case that never come out as they are, apart from those with other characters than letters.
CHANGED = frozenset([*_SAME, *_FILLERS, *NUMBER_WORDS, *"bcdefghjklmnopqrstuvwxyz"])  # letters: of initialisms
# Beside a number they may belong to it: nothing (what is left out), "a", "and" and the months.
_JOINING = frozenset([(), ("a",), ("and",), *((month,) for month in _MONTHS)])
_RESTART = re.compile(r"\s*(?:-{1,3}|[–—,]|…|\.{3})\s*|\s+")


class Token(NamedTuple):
    """A word as it is compared, and the range ``[start, end)`` of the text's characters that it stands for."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=1 << 17)
def _words_of(raw: str) -> tuple[str, ...]:
    """The compared form of the characters of one word; several words for "gonna", none for "uh"."""
    text = raw.translate(_DELETE) if not raw.isascii() else raw
    text = re.sub(r"[-\u2010]?[ \t]*\r?\n[ \t]*", "", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.casefold()
    if text in _SAME:
        return _SAME[text]
    if text[0].isdigit() or (text[0] in "+-" and len(text) > 1):
        text = text.lstrip("+-").replace(",", "")
        return (re.sub(r"(\.\d*?)0+$", r"\1", text).rstrip(".") if "." in text else text,)
    text = text.replace(".", "")
    return () if text in _FILLERS else (text,)


_DELETE: dict[int, str | None] = {ord(c): None for c in _INVISIBLE} | {ord(c): "'" for c in _APOSTROPHE}
_CONTRACTION = re.compile(r"(?<=.)(?:n't|'re|'ve|'ll|'m|'d|'s)$")


def tokens(text: str, start: int = 0, end: int | None = None, *, stutters: bool = False) -> list[Token]:
    """The words of ``text[start:end]`` in order, with their places in ``text``.

    "isn't", "I'm", "we'll" are two words each ("is" "not"), so that contracting changes nothing. A word that was begun
    twice ("I -- I") is one word that takes up the place of both; ``stutters`` keeps them as they stand.
    """
    return _read(text, _spoken(text, start, len(text) if end is None else end), stutters)


def _spoken(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of ``text[start:end]`` as they stand, but for stage directions."""
    found = list(_WORD.finditer(text, start, end))
    for direction in _DIRECTION.finditer(text, start, end):
        first, last = (bisect_left(found, at, key=re.Match.start) for at in direction.span())
        del found[first:last]
    return found


def _read(text: str, matches: Iterable[re.Match[str]], stutters: bool = False) -> list[Token]:
    """The compared words of some words of ``text``."""
    found: list[Token] = []
    numeric = False
    for match in matches:
        first, last = match.span()
        raw = match[0]
        plain = _plain(raw)
        if plain is not None:
            found.append(Token(plain, first, last))
            continue
        for word in _words_of(raw):
            if found and found[-1].word in _MONTHS and raw[0].isdigit():
                word = _day(raw) or word
            if not stutters and found and found[-1].word == word and _is_stutter(text, found[-1].end, first, word):
                first = found.pop().start
            for part in _uncontracted(word) if "'" in word else (word,):
                numeric = numeric or _is_numeric(part)
                found.append(Token(part, first, last))
    return _with_numbers(text, found) if numeric else found


@lru_cache(maxsize=1 << 17)
def _plain(raw: str) -> str | None:
    """The compared form of a word that is never changed by the words beside it; None for any other."""
    found = _words_of(raw)
    if len(found) != 1 or raw[0].isdigit():
        return None
    word = found[0]
    return None if word in _STUTTERED or "'" in word or _is_numeric(word) else word


@lru_cache(maxsize=1 << 17)
def _alone(raw: str) -> tuple[str, ...] | None:
    """The compared words of a word, whatever stands beside it; None for one that may be a number or belong to one."""
    found = tuple(part for word in _words_of(raw) for part in (_uncontracted(word) if "'" in word else (word,)))
    return None if raw[0].isdigit() or any(map(_is_numeric, found)) else found


def _is_numeric(word: str) -> bool:
    return word in NUMBER_WORDS or word[0].isdigit() or word in _CURRENCIES


def _day(raw: str) -> str | None:
    """ "8th" as the day that it is after a month's name."""
    return raw[:-2] if raw[-2:].lower() in ("st", "nd", "rd", "th") and raw[:-2].isdigit() else None


def _is_stutter(text: str, start: int, end: int, word: str) -> bool:
    """Whether a word that is said twice was begun twice: "I -- I", "the the"."""
    between = text[start:end]
    return word in _STUTTERED and bool(_RESTART.fullmatch(between))


def words(text: str) -> tuple[str, ...]:
    """The compared words alone: those of `tokens`, with less ado about the words that no other ones change."""
    matches = _spoken(text, 0, len(text))
    parts = [_alone(match[0]) for match in matches]
    found = tuple(chain.from_iterable(_with_runs(text, matches, parts) if None in parts else filter(None, parts)))
    if any(map(eq, found, islice(found, 1, None))) and any(a == b and a in _STUTTERED for a, b in pairwise(found)):
        return tuple(token.word for token in _read(text, matches))
    return found


def _with_runs(
    text: str, matches: Sequence[re.Match[str]], parts: Sequence[tuple[str, ...] | None]
) -> list[tuple[str, ...]]:
    """The compared words of some words, of which those of numbers are wanting: read with what these may join."""
    result: list[tuple[str, ...]] = []
    done = 0
    for at in [at for at, part in enumerate(parts) if part is None]:
        if at < done:
            continue
        low, high = at, at + 1
        while low > done and parts[low - 1] in _JOINING:
            low -= 1
        while high < len(parts) and (parts[high] is None or parts[high] in _JOINING):
            high += 1
        result += filter(None, parts[done:low])
        result.append(tuple(token.word for token in _read(text, matches[low:high])))
        done = high
    return [*result, *filter(None, parts[done:])]


@lru_cache(maxsize=1 << 14)
def _uncontracted(word: str) -> tuple[str, ...]:
    found = _CONTRACTION.search(word)
    if found is None or word == "ain't" or (found[0] == "'s" and word[: found.start()] not in _PRONOUNS):
        return (word,)
    return (word[: found.start()], _EXPANDED[found[0]])


_CURRENCIES = frozenset({"dollars", "euros", "pounds"})
_OPENING = _CURRENCIES | NUMBER_WORDS.keys() | {"a"}  # words that a number may begin with


def _with_numbers(text: str, found: list[Token]) -> list[Token]:
    """Join runs of number words into one number; put a currency sign behind its number as one says it."""
    result: list[Token] = []
    at = 0
    while at < len(found):
        token = found[at]
        if not (token.word in _OPENING or token.word[0].isdigit()):
            result.append(token)
            at += 1
            continue
        sign = token.word in _CURRENCIES and token.end - token.start == 1
        run = at + sign
        stop = run
        while stop < len(found) and stop - run < 12 and _joins(text, found, run, stop):
            stop += 1
        while stop > run and found[stop - 1].word == "and":
            stop -= 1
        value = number_value([one.word for one in found[run:stop]]) if stop > run else None
        if value is None:
            result.append(token)
            at += 1
            continue
        result.append(Token(value, found[run].start, found[stop - 1].end))
        if sign and not (stop < len(found) and found[stop].word == token.word):  # "$5 million dollars" says it twice
            result.append(token)
        at = stop
    return result


def _joins(text: str, found: list[Token], run: int, at: int) -> bool:
    """Whether the word at ``at`` carries on the number that begins at ``run``."""
    word = found[at].word
    if at == run:
        return word in NUMBER_WORDS or word[0].isdigit() or (word == "a" and _is_magnitude(found, at + 1))
    if re.search(r"[^\s\"“”„«»‘’'-]", text[found[at - 1].end : found[at].start]):  # marks: "$150” billion"
        return False
    before = found[at - 1].word
    if word == "and":
        return before in MAGNITUDES and at + 1 < len(found) and found[at + 1].word in NUMBER_WORDS
    if word in MAGNITUDES:
        return before not in MAGNITUDES or MAGNITUDES[before] < MAGNITUDES[word]
    if before in MAGNITUDES and _is_next(found, at, MAGNITUDES[before]):
        return False
    return word in NUMBER_WORDS and (before in MAGNITUDES or before == "and" or _adds(before, word)) and not (
        before[0].isdigit()
    )  # fmt: skip


def _is_next(found: list[Token], at: int, size: int) -> bool:
    """Whether the number at ``at`` is one of its own behind a magnitude: "million forty million"."""
    stop = at
    while stop < min(len(found), at + 4) and found[stop].word in NUMBER_WORDS and found[stop].word not in MAGNITUDES:
        stop += 1
    return size > 100 and stop < len(found) and MAGNITUDES.get(found[stop].word, 0) >= size


def _adds(before: str, word: str) -> bool:
    """ "twenty five": a ten and a unit below ten."""
    tens, unit = NUMBER_WORDS.get(before, 0), NUMBER_WORDS.get(word, 0)
    return 20 <= tens < 100 and 0 < unit < 10


def _is_magnitude(found: list[Token], at: int) -> bool:
    return at < len(found) and found[at].word in MAGNITUDES
