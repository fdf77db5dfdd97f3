"""Headlines in title case: which blocks they are, and the full names in them of people whom the story calls by surname.

Their capitals tell nothing about names, so that only a given name before a surname that the story uses counts.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from onrecord.core.article import Article, Block, BlockKind
from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.names import fold

_NAME = re.compile(r"(?<![\w’'-])(?P<given>[A-Z][\w’'-]+) (?:[A-Z]\. )?(?P<surname>[A-Z][\w-]+)")


def is_title_case(article: Article, index: int, block: Block) -> bool:
    """True for a headline whose words are capitalised as such: its capitals tell nothing about names.

    On a page without marks the first line is a headline where no full stop ends it.
    """
    marked = block.kind in (BlockKind.HEADLINE, BlockKind.HEADING)
    if index and not marked:
        return False
    text = article.text[block.start : block.end]
    written = [word for word in text.split() if len(word) > 3]
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in written)
    if marked:
        return capitals * 3 >= len(written) * 2
    spoken = any(word in words().verbs for word in text.split())  # "Ann Lee said", in a sentence of names
    first = not index and len(article.blocks) > 1 and len(text) < 200 and not spoken
    return first and len(written) > 4 and capitals * 5 >= len(written) * 4


def full_names(text: str, block: Block, surnames: Container[str]) -> Iterator[Mention]:
    """The full names in a headline whose (folded) surname is one of ``surnames``, in order."""
    place = block.start
    while found := _NAME.search(text, place, block.end):
        given, surname = found["given"], found["surname"]
        if given.lower() in given_names() and given.lower() not in words().stop and fold(surname) in surnames:
            parts = tuple(text[found.start() : found.end()].split())
            yield Mention(found.start(), found.end(), MentionKind.PERSON, parts, "", found.start())
            place = found.end()
        else:
            place = found.end("given")
