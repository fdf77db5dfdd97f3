"""A quick look whether a stored text can share enough words with what is asked for to be compared word by word.

It never turns away a text that `overlap` would accept: what it counts as shared is no less than an alignment can
match, and what it takes for the text's length is no more than its compared words are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import eq

from onrecord.reuse.clusters import SHORTEST, least
from onrecord.reuse.normalise import words

_APOSTROPHES = re.compile("[’‘ʼ`´＇]")
_MARKS = re.compile("[“”„«»–—…\u00a0]")
_BROKEN = re.compile(r"-[ \t]*\r?\n")  # a word that goes on below
_BRACKETS = re.compile(r"[(\[][^)\]]*+[)\]]")  # where stage directions stand, which are not compared
_DOTTED = re.compile(r"\.[a-z]\.")
_INITIALS = re.compile(r"(?<![a-z0-9])(?<![a-z0-9]')(?:[a-z]\.){2,}")
# What cuts a text into what stands for one compared word or more each: all else is a space.
_PIECES = {code: sign if sign.isalnum() or sign in "$%&'" else " " for code, sign in enumerate(map(chr, range(128)))}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Compared words that are asked for: how often each, and how many are numbers, which have many spellings."""

    size: int
    often: Mapping[str, int]
    numbers: int

    @classmethod
    def of(cls, said: Sequence[str]) -> Wanted:
        """What is wanted of these compared words."""
        often = Counter(said)
        return cls(len(said), often, sum(often[word] for word in often if word[0].isdigit()))

    def may_be_in(self, text: str) -> bool:
        """Whether `overlap` can hold for these words and those of ``text``. True where that isn't quickly told."""
        plain = _APOSTROPHES.sub("'", text)
        if not plain.isascii():
            plain = _MARKS.sub(" ", plain)
        if not plain.isascii() or ("\n" in plain and _BROKEN.search(plain)):
            return True
        plain = plain.lower()
        pieces = _cut(plain)
        known = set(pieces)
        unlike = {piece: others for piece in known if (others := _others(piece)) is not None}
        known.update(*unlike.values())
        shared = self.numbers + sum(map(self.often.__getitem__, known & self.often.keys()))
        there = sum(map(self.often.__contains__, pieces))
        shared = min(shared, there + sum(pieces.count(piece) * len(others) for piece, others in unlike.items()))
        if shared < SHORTEST:
            return False
        if "(" in plain or "[" in plain:
            pieces = _cut(_BRACKETS.sub(" ", plain))
        certain = len(pieces) - sum(map(pieces.count, ("a", "and", *unlike))) - sum(map(eq, pieces, pieces[1:]))
        return shared >= least(min(self.size, certain))


def _cut(plain: str) -> list[str]:
    """The pieces of a text in small letters; initials ("u.s.") are one."""
    if _DOTTED.search(plain):
        plain = _INITIALS.sub(lambda found: f" {found[0].replace('.', '')} ", plain)
    return plain.translate(_PIECES).split()


@lru_cache(maxsize=1 << 16)
def _others(piece: str) -> tuple[str, ...] | None:
    """The compared words of a piece, one at least; None for one that is always one compared word, as it stands."""
    found = words(piece)
    return None if found == (piece,) and not piece[0].isdigit() else found or ("",)
