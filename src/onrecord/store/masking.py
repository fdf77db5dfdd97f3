"""Masking: what a forgotten person leaves in other people's words, as blocks of the same length.

Offsets stay what they were, so every other span of the page still stands. A page with masked words keeps its id, by
which it is known when it comes again, and is marked: its text is no longer what the id is the hash of.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from onrecord.core.article import Article
from onrecord.core.identity import article_id
from onrecord.core.reading import Reading

BLOCK = "█"
_SPAN = {"start", "end", "text"}
_KEPT = {"id", "article", "page", "url", "sha256", "retrieved"}  # fields that are no words of the page


def masked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """``text`` with every character of some ranges but white space as a block."""
    pieces, place = [], 0
    for start, end in sorted(ranges):
        start = max(start, place)
        if start < end:
            pieces += [text[place:start], re.sub(r"\S", BLOCK, text[start:end])]
            place = end
    return "".join(pieces) + text[place:]


def is_redacted(article: Article) -> bool:
    """True for an article with masked words, whose id is that of its text as it was."""
    return BLOCK in article.text and article.id != article_id(article.text, article.url or article.page)


@dataclass(frozen=True, slots=True)
class Names:
    """What a person is called. ``full`` names are found in any case, ``short`` ones as they are written.

    ``others`` are names of other people, in which a short name is no mention of the person.
    """

    full: tuple[str, ...]
    short: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def found(self, text: str) -> list[tuple[int, int]]:
        """The ranges of ``text`` in which the person is named."""
        ranges = []
        for pattern, names in ((self._pattern(self.full, re.IGNORECASE), None), (self._short(), set(self.others))):
            if pattern is not None:
                ranges += [m.span() for m in pattern.finditer(text) if names is None or m[0] not in names]
        return ranges

    def _short(self) -> re.Pattern[str] | None:
        return self._pattern((*self.others, *self.short), re.NOFLAG) if self.short else None

    @staticmethod
    def _pattern(names: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
        words = (r"\s+".join(map(re.escape, name.split())) for name in sorted(set(names), key=len, reverse=True))
        either = "|".join(filter(None, words))
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags) if either else None


def masked_reading(reading: Reading, gone: Container[str], names: Names, words: Iterable[tuple[int, int]]) -> Reading:
    """The reading without the statements of some ids; ``words`` (ranges of the text) and the names are masked."""
    text = reading.article.text
    new_text = masked(text, [*words, *names.found(text)])
    kept = replace(reading, statements=tuple(one for one in reading.statements if one.id not in gone))
    return msgspec.convert(masked_data(msgspec.to_builtins(kept), text, new_text, names), Reading)


def masked_data(data: Any, text: str, new_text: str, names: Names) -> Any:  # noqa: ANN401 - any JSON value
    """JSON data with the spans of ``text`` as they stand in ``new_text``, and the names in all other words masked."""
    if isinstance(data, dict):
        if data.keys() == _SPAN and text[data["start"] : data["end"]] == data["text"]:
            return {**data, "text": new_text[data["start"] : data["end"]]}
        kept = {name: value for name, value in data.items() if name in _KEPT and isinstance(value, str)}
        if data.get("text") == text:  # the article itself
            kept["text"] = new_text
        rest = {name: masked_data(value, text, new_text, names) for name, value in data.items() if name not in kept}
        return {**rest, **kept}
    if isinstance(data, list | tuple):
        return [masked_data(value, text, new_text, names) for value in data]
    return masked(data, names.found(data)) if isinstance(data, str) else data
