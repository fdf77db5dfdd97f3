"""`verify`: a verdict for every quotation of a draft against source documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.attribution.quotations import Quotation, quotations, quotations_of
from onrecord.core.reading import Reading
from onrecord.core.spans import Span, trimmed
from onrecord.core.statements import Statement
from onrecord.reuse.documents import Sources
from onrecord.reuse.sources import SourceText
from onrecord.reuse.verdicts import Checked, Quoted, Verifier

_FEW = 3  # words: shorter ones in marks are as often a name, a title or a nickname
_SENTENCE = re.compile(r"[.!?][\"”’)]?\s|\n")


def verify(reading: Reading, sources: Sources | Sequence[SourceText]) -> tuple[Checked, ...]:
    """A verdict for every quotation in marks of a draft that was read, in the draft's order.

    The speaker that a statement resolved to is checked too; quotations in no statement are checked without one.
    """
    return check_all(quoted_in(reading), sources)


def verify_text(text: str, sources: Sources | Sequence[SourceText]) -> tuple[Checked, ...]:
    """The same for a draft that was not read: all of its quotations in marks, their speakers unchecked."""
    return check_all(quoted_in_text(text), sources)


def verify_quotations(lines: Iterable[str], sources: Sources | Sequence[SourceText]) -> tuple[Checked, ...]:
    """Verdicts for plain quotations, one a line, with or without marks around them; empty lines are passed over."""
    return check_all(quoted_lines("\n".join(lines)), sources)


def check_all(quoted: Iterable[Quoted], sources: Sources | Sequence[SourceText]) -> tuple[Checked, ...]:
    """A verdict for each quotation, in their order."""
    if isinstance(sources, Sources):
        verifier = Verifier(sources.texts, [problem.message for problem in sources.unreadable])
    else:
        verifier = Verifier(sources)
    return tuple(verifier.check(one) for one in quoted)


def quoted_in(reading: Reading) -> list[Quoted]:
    """The quotations in marks of a draft that was read, with the speakers of their statements."""
    article = reading.article
    found = (one for one in quotations_of(article).all if one.depth == 0)
    return _quoted(article.text, found, reading.statements)


def quoted_in_text(text: str) -> list[Quoted]:
    """The quotations in marks of a text, their speakers unchecked."""
    return _quoted(text, (one for one in quotations(text).all if one.depth == 0), ())


def quoted_lines(text: str) -> list[Quoted]:
    """The lines of a text as quotations, with or without marks around them; empty lines are passed over."""
    found: list[Quoted] = []
    start = 0
    for line in text.split("\n"):
        low, high = trimmed(text, *trimmed(text, start, start + len(line)), "\"“”'‘’«»")
        if low < high:
            found.append(Quoted(text=text[low:high], start=low, end=high))
        elif line.strip():
            found.append(Quoted(text=line.strip(), start=start, end=start + len(line)))
        start += len(line) + 1
    return found


def _quoted(text: str, found: Iterable[Quotation], statements: Sequence[Statement]) -> list[Quoted]:
    result: list[Quoted] = []
    for one in found:
        words = text[one.start : one.end]
        if len(words.split()) < _FEW or not one.closed:
            continue
        speaker = next((s.speaker.name for s in statements if any(_overlaps(one, part) for part in s.content)), None)
        before, after = text[max(0, one.start - 300) : one.start], text[one.end : one.end + 200]
        sentence = _SENTENCE.split(before)[-1] + " " + _SENTENCE.split(after)[0]
        result.append(Quoted(text=words, speaker=speaker, context=sentence, start=one.start, end=one.end))
    return result


def _overlaps(one: Quotation, part: Span) -> bool:
    return one.start < part.end and part.start < one.end
