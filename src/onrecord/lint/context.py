"""Context: a reading as the rules look at it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.attribution.quotations import Quotation, Quotations, quotations
from onrecord.core.article import Article, Block, BlockKind
from onrecord.core.reading import Reading
from onrecord.core.spans import Span
from onrecord.core.statements import Act, Form, SpeakerKind, Statement
from onrecord.lint.masking import masked
from onrecord.lint.settings import Settings
from onrecord.resolution.entities import Page, read_entities
from onrecord.resolution.frame import sentence_around
from onrecord.resolution.outlet_mentions import PageOutlets, page_outlets

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_TITLES = (BlockKind.HEADLINE, BlockKind.HEADING)


@dataclass(frozen=True)
class Context:
    """What every rule is given. All of it is worked out once a reading, when a rule first asks.

    ``routes``  for a statement's id, the outlets through which a record knows the same words to have come.
    """

    reading: Reading
    settings: Settings
    routes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article

    @cached_property
    def text(self) -> str:
        """The article's text with markup blanked out; offsets are the same as in ``article.text``."""
        return masked(self.article.text, markdown=self.article.media_type == "text/markdown")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The story's blocks without headline and headings."""
        return tuple(block for block in self.article.blocks if block.kind not in _TITLES)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.article.blocks]

    def block_at(self, position: int) -> Block | None:
        """The block that holds a position, None in furniture and between blocks."""
        place = bisect_right(self._starts, position) - 1
        block = self.article.blocks[place] if place >= 0 else None
        return block if block is not None and position < block.end else None

    @cached_property
    def quotations(self) -> Quotations:
        """The quotations in the blocks, those in markup left out."""
        ranges = [(block.start, block.end) for block in self.article.blocks]
        quoted = [i for i, block in enumerate(self.article.blocks) if block.kind is BlockKind.BLOCK_QUOTATION]
        return quotations(self.text, ranges, quoted)

    @cached_property
    def spoken(self) -> tuple[Quotation, ...]:
        """The outermost quotations of the story, headline and headings left out."""
        blocks = self.article.blocks
        return tuple(one for one in self.quotations.outermost if blocks[one.paragraph].kind not in _TITLES)

    @cached_property
    def _quoted(self) -> tuple[list[int], list[int]]:
        outer = [one.outer for one in self.quotations.outermost]
        return [start for start, _ in outer], [end for _, end in outer]

    def quoted(self, position: int) -> bool:
        """True inside quotation marks."""
        starts, ends = self._quoted
        place = bisect_right(starts, position) - 1
        return place >= 0 and position < ends[place]

    @cached_property
    def said(self) -> tuple[Statement, ...]:
        """The statements of speech and writing in the story, headline and headings left out."""
        return tuple(
            one
            for one in self.reading.statements
            if one.act in (Act.SPEECH, Act.WRITING)
            and (block := self.block_at(one.content[0].start)) is not None
            and block.kind not in _TITLES
        )

    @cached_property
    def _owners(self) -> dict[int, Statement]:
        """Statements by the offsets at which a part of their quoted content starts."""
        return {
            part.start: one for one in self.reading.statements if one.form is not Form.INDIRECT for part in one.content
        }

    @cached_property
    def _contents(self) -> tuple[list[int], list[tuple[int, Statement]]]:
        parts = sorted(
            ((part.start, part.end, index) for index, one in enumerate(self.reading.statements) for part in one.content)
        )
        return [start for start, _, _ in parts], [(end, self.reading.statements[index]) for _, end, index in parts]

    def statement_of(self, quotation: Quotation) -> Statement | None:
        """The statement that a quotation is content of, or a part of the content of."""
        owner = self._owners.get(quotation.start)
        if owner is not None:
            return owner
        starts, parts = self._contents
        place = bisect_right(starts, quotation.start) - 1
        for end, statement in reversed(parts[max(0, place - 8) : place + 1]):
            if quotation.start < end:
                return statement
        following = starts[place + 1] if place + 1 < len(starts) else quotation.end
        return parts[place + 1][1] if following < quotation.end else None

    @cached_property
    def page(self) -> Page:
        """The people, organizations and places that the page names."""
        return read_entities(self.article)

    @cached_property
    def outlets(self) -> PageOutlets:
        """The outlets that the text names."""
        return page_outlets(self.article)

    def names_outlet(self, start: int, end: int) -> bool:
        """True when ``[start, end)`` names an outlet outside quotation marks."""
        return any(not self.quoted(one.start) for one in self.outlets.within(start, end))

    def sentence(self, position: int) -> tuple[int, int]:
        """The range of the sentence that holds a position, inside its block."""
        block = self.block_at(position)
        low, high = (block.start, block.end) if block is not None else (0, len(self.text))
        return sentence_around(self.text, low, high, position)

    def span(self, start: int, end: int) -> Span:
        """The span of the article's text."""
        return self.article.span(start, end)

    def matches(self, pattern: re.Pattern[str], *, outside: bool = True) -> Iterator[re.Match[str]]:
        """The places in the story where a pattern stands, those in quotation marks left out unless asked for."""
        for block in self.blocks:
            for found in pattern.finditer(self.text, block.start, block.end):
                if not outside or not self.quoted(found.start()):
                    yield found


def words_in(text: str) -> list[str]:
    """The words of a text, hyphens and apostrophes inside them kept."""
    return _WORD.findall(text)


def last_name(statement: Statement) -> str | None:
    """The last word of a named person's name."""
    speaker = statement.speaker
    if speaker.kind is not SpeakerKind.PERSON or not speaker.name:
        return None
    return speaker.name.split()[-1]
