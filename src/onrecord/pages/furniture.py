"""Furniture: what stands on a news page and is not the story, told by the words and the shape of one line."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_LONGEST = 300  # characters; a longer line is a paragraph whatever it starts with
_EDGES = " \t\r\n\u00a0•·*-–—|:>»«→›…!.[]()#\ufeff"
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
_LINK_WORDS = re.compile(r"https?://\S+|pic\.twitter\.com/\S+|www\.\S+")
_COUNTS = re.compile(
    r"(?:\d[\d,.]*\s?[KM]?\s+)?(?:shares?|comments?|likes?|views|retweets|replies|tweets?)(?:\s+\d[\d,.]*)?"
)


@lru_cache(maxsize=1)
def _table() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """The three parts of furniture.txt: whole lines, beginnings of teasers, beginnings of anything."""
    parts: dict[str, list[str]] = {}
    for line in files(__package__).joinpath("furniture.txt").read_text(encoding="utf-8").splitlines():
        entry = line.strip()
        if entry.startswith("["):
            current = parts.setdefault(entry.strip("[]"), [])
        elif entry and not entry.startswith("#"):
            current.append(entry.casefold())
    teasers = "|".join(map(re.escape, parts["teasers"]))
    starts = "|".join(map(re.escape, parts["starts"]))
    return frozenset(parts["lines"]), re.compile(rf"(?:{teasers})\s*[:>|»–—-]"), re.compile(rf"(?:{starts})(?!\w)")


def is_furniture(line: str) -> bool:
    """True when one line (or one short paragraph) of a page is furniture by its own words.

    Knows "Skip to main content", "Popular Video", "Advertisement", share bars, sign-up boxes, consent notices, and
    teasers of other stories ("Read more: ..."), which end without a full stop or are short.
    """
    if len(line) > _LONGEST:
        return False
    words = _SPACE.sub(" ", line).strip(_EDGES).casefold().replace("’", "'")
    if not any(map(str.isalnum, words)):
        return True
    lines, teasers, starts = _table()
    if words in lines or _COUNTS.fullmatch(words) or starts.match(words):
        return True
    if teasers.match(words):
        return True
    return not _SPACE.sub("", _LINK_WORDS.sub("", words))


_CONSENT = re.compile(
    r"(?:we|site|website|partners?) (?:\w+ ){0,6}cookies|before you continue|your privacy choices|"
    r"consent to (?:the|our|process)|we value your privacy|accept (?:all )?cookies|"
    r"personal data (?:may|will) be processed",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign in|log ?in|register|create (?:an|a free) account) "
    r"(?:now )?(?:to|for) (?:continue|keep|read|unlimited|full|access)|"
    r"(?:already|for) (?:a )?subscribers?(?: only)?\b|subscriber[- ](?:only|exclusive)|"
    r"you(?:'|’)ve (?:read|reached) your|"
    r"(?:this|the) (?:article|story|content) is (?:only )?(?:available to|reserved for|for) "
    r"(?:\w+ )?(?:subscribers|members)|"
    r"free articles? (?:left|remaining)|to continue reading",
    re.IGNORECASE,
)


def stub_of(text: str) -> str | None:
    """``consent`` or ``paywall`` when a short page speaks of that, else None."""
    if _PAYWALL.search(text):
        return "paywall"
    return "consent" if _CONSENT.search(text) else None
