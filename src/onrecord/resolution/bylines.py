"""Who wrote a page, by its byline: one author, several, or words that name nobody ("Staff reports")."""

from __future__ import annotations

import re

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.resolution.entities import Page
from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentions import MentionKind
from onrecord.resolution.names import core, same_person

_JOINTS = re.compile(r"\s*(?:[,;|/&•]|\band\b|\bwith\b|\s[-–—]\s)\s*")
_ADDRESS = re.compile(r"\w\.[a-z]{2,}\b|\w\.(?:Com|Org|Net)\b|@")
_LINES = 8  # blocks from the end in which the author's card is looked for
_CARD = re.compile(r"(?:, [^.\n]{1,120},)? (?:is|was|serves|writes|covers|teaches|hosts|works)\b")
_BY = re.compile(r"\s*by:?\s+", re.IGNORECASE)


def authors(byline: str) -> tuple[str, ...]:
    """The people whom a byline names, each once, in its order.

    A byline of one part is an author unless its words are an outlet's, a desk's or no name's; of several parts the
    first counts if it can be a name, the others if they begin with a given name: a role among them is no author.
    """
    parts = [part.strip(" \"'“”") for part in _JOINTS.split(_BY.sub("", byline, 1) if _BY.match(byline) else byline)]
    parts = list(dict.fromkeys(part for part in parts if part))
    if len(parts) == 1:
        return () if _is_desk(parts[0]) else (parts[0],)
    named: list[str] = []
    for index, part in enumerate(parts):
        if not _is_name(part) or (index and not _has_given(part)):
            continue
        known = next((one for one in named if same_person(core(tuple(one.split())), core(tuple(part.split())))), None)
        if known is None:
            named.append(part)
        elif len(part) > len(known):  # "J. Orr, James P. Orr"
            named[named.index(known)] = part
    return tuple(named)


def carded(article: Article, page: Page) -> Span | None:
    """The author by the card at the page's end: "Ann Lee is a teacher in Vigo", of somebody not named before it."""
    for block in reversed(article.blocks[-_LINES:]):
        first = next(iter(page.within(block.start, block.start + 1)), None)
        if first is None or first.outer != block.start or first.kind is not MentionKind.PERSON or len(first.parts) < 2:
            continue
        entity = page.entity(first)
        if entity is not None and entity.mentions[0] is first and _CARD.match(page.text, first.end, block.end):
            return Span.of(page.text, first.start, first.end)
    return None


def _is_desk(part: str) -> bool:
    """True for one part that is no person's name: an outlet, "Staff Reporter", letters alone."""
    if " " not in part:
        return part.isupper() or part.islower() or part.lower() in words().organizations
    return not _is_name(part)


def _is_name(part: str) -> bool:
    plain = [word.lower().strip(".") for word in part.split()]
    lists = words()
    listed = lists.stop | lists.organizations | lists.groups | lists.people.keys() - lists.nouns_too
    if not 2 <= len(plain) <= 5 or not part[0].isupper() or _ADDRESS.search(part):
        return False
    return not any(len(word) > 1 and word in listed for word in plain[1 if _has_given(part) else 0 :])


def _has_given(part: str) -> bool:
    first = part.split()[0].lower().strip(".")
    return first.split("-")[0] in given_names() or len(first) == 1
