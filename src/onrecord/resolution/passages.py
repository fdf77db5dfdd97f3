"""Passages that a page takes over whole: "The Elmby Echo reports:" and, in the next paragraphs, the Echo's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from onrecord.core.article import Article, Block, BlockKind
from onrecord.core.statements import Attribution
from onrecord.resolution.outlet_mentions import OutletMention, PageOutlets

_OPENERS = ("\"", "“", "‘", "'", "«", "[", "...", "…")  # fmt: skip
_CLOSERS = ("\"", "”", "»")  # fmt: skip
_LONGEST = 12  # paragraphs of one passage

# What stands between an outlet, or "the newspaper", and the colon that ends the paragraph.
_SAYS = (
    r"(?:\w+ )?(?:reports?|reported|writes?|wrote|notes?|noted|says|said|adds?|added|explains?|explained|put it|"
    r"continues?|observes?)\b[^.:;]{0,60}:\s*\Z"
)
_INTRODUCES = re.compile(rf"(?:['’]s? [^.:;]{{3,60}})?,? {_SAYS}")
_NAMELESS = re.compile(
    r"\b[Tt]he (?:newspaper|paper|station|network|magazine|(?:news )?(?:site|website)|news (?:agency|service)|"
    rf"wire service) {_SAYS}"
)
_COLON = re.compile(r":[^\S\n]{0,3}(?:\n|\Z)")
_FROM = re.compile(r"(?:\A|[.\s])(?:From|Via|Per|[Aa]ccording to|[Hh]ere['’]s|[Hh]ere is)\s+\Z")


def quoted_from(article: Article, outlets: PageOutlets, attribution: Attribution) -> OutletMention | None:
    """The outlet whose passage holds the attribution's content and cue; None for words of the page's own.

    A passage is the block after a paragraph that ends in the outlet's introduction and a colon. It goes on over the
    paragraphs of a quotation that isn't closed yet, and over block quotations that follow each other.
    """
    if not _introduces(article.text):
        return None
    places = [span.start for span in (*attribution.content[:1], *attribution.cue[:1])]
    blocks = article.blocks
    numbers = {_block_at(blocks, place) for place in places}
    if len(numbers) != 1:
        return None
    number = numbers.pop()
    for first in range(number, max(0, number - _LONGEST), -1):
        if not 0 < first < len(blocks):
            return None
        found = _introducing(article, outlets, blocks[first - 1])
        if found is not None:
            return found
        if not _goes_on(article.text, blocks[first - 1], blocks[first]):
            return None
    return None


@lru_cache(maxsize=4)  # every statement of a page asks
def _introduces(text: str) -> bool:
    """False where no line ends with a colon, as most pages are."""
    return _COLON.search(text) is not None


def _block_at(blocks: tuple[Block, ...], place: int) -> int:
    return bisect_right(blocks, place, key=lambda block: block.start) - 1


def _goes_on(text: str, before: Block, block: Block) -> bool:
    """True where the block goes on with what the one before it quotes."""
    if BlockKind.BLOCK_QUOTATION is before.kind is block.kind:
        return True
    earlier, later = text[before.start : before.end].strip(), text[block.start : block.end].lstrip()
    return earlier.startswith(_OPENERS) and later.startswith(_OPENERS) and not earlier.endswith(_CLOSERS)


def _introducing(article: Article, outlets: PageOutlets, block: Block) -> OutletMention | None:
    """The outlet that a paragraph introduces with its last words and a colon."""
    text = article.text
    if not text[max(block.start, block.end - 3) : block.end].rstrip().endswith(":"):
        return None
    named = [one for one in outlets.within(block.start, block.end) if not outlets.is_own(one)]
    if named and _NAMELESS.search(text, max(block.start, block.end - 150), block.end):
        return named[-1]
    for mention in named[-3:]:
        if _INTRODUCES.match(text[mention.end : block.end]):
            return mention
        alone = not text[mention.end : block.end].strip(" :\n")
        if alone and _FROM.search(text[max(block.start, mention.start - 20) : mention.start]):
            return mention
    return None
