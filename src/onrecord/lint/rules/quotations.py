"""Quotations, 2: what stands between the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from onrecord.attribution.quotations import Quotation
from onrecord.core.statements import Form, Statement
from onrecord.lint.context import Context, words_in
from onrecord.lint.findings import Mark, Severity
from onrecord.lint.rule import rule
from onrecord.resolution.acts import is_reporting_verb
from onrecord.reuse.normalise import words as compared

_ELLIPSIS = re.compile(r"…|(?:\. ?){2,3}\.")
_BRACKET = re.compile(r"\[[^\[\]\n]{1,200}\]")
_SIC = re.compile(r"[\[(]\s*sic[.:!]?\s*[\])]", re.IGNORECASE)
_SCATTERED = 3
_TWICE = 8  # words that make two prints of a quotation comparable
_COMPARED = 400  # quotations of one page that are compared with each other


@rule("QUO05", "scattered-fragments", Severity.NOTE, default=False)
def scattered_fragments(context: Context) -> Iterator[Mark]:
    """Marks a paragraph with three or more quotations of one or two words.

    Why: Orphaned words in marks carry the writer's tone, not the speaker's sense.
    Handbook: The Associated Press: in general, avoid fragmentary quotes:
    https://writingexplained.org/ap-style/ap-style-quotes
    Example:
        Reed called the plan "absurd," its author "confused" and the vote "a farce."
    Instead:
        "The plan is absurd and the vote will be a farce," Reed said.
    """
    by_paragraph: dict[int, list[Quotation]] = {}
    for one in context.spoken:
        words = words_in(context.text[one.start : one.end])
        if not one.block and 0 < len(words) <= 2 and one.closing is not None and not words[-1][:1].isupper():
            by_paragraph.setdefault(one.paragraph, []).append(one)
    for held in by_paragraph.values():
        if len(held) >= _SCATTERED:
            message = f"{len(held)} quotations of one or two words in one paragraph: quote a sentence, or paraphrase"
            yield Mark(held[0].outer[0], held[-1].outer[1], message)


@rule("QUO06", "ellipsis-at-the-edge")
def ellipsis_at_the_edge(context: Context) -> Iterator[Mark]:
    """Marks a quotation that starts or ends with an ellipsis.

    Why: Nearly every quotation is taken out of something longer; dots at its edge say nothing, or hint at a cut that
    the reader should have been shown.
    Handbook: Virginia Commonwealth University's guide: no ellipses at the beginning or end of a quotation:
    http://arts.vcu.edu/editorialstyleguide/q/quotations/
    Example:
        "... we are ready for it," Harlow said.
    Instead:
        "We are ready for it," Harlow said.
    """
    for one in context.quotations.all:
        if one.block or one.opening is None or (one.closing is None and not one.continues):
            continue
        start = _ELLIPSIS.match(context.text, one.start, one.end)
        end = next((f for f in _ELLIPSIS.finditer(context.text, max(one.start, one.end - 8), one.end)), None)
        if start is not None and start.end() < one.end:
            yield Mark(*start.span(), "the quotation starts with an ellipsis")
        if one.closing is None:
            continue
        if end is not None and end.start() > one.start and not context.text[end.end() : one.end].strip(" .,!?"):
            yield Mark(*end.span(), "the quotation ends with an ellipsis")


@rule("QUO07", "bracket-at-the-edge", Severity.NOTE)
def bracket_at_the_edge(context: Context) -> Iterator[Mark]:
    """Marks a quotation that starts or ends with words in square brackets, or is mostly made of them.

    Why: Words in brackets are the writer's. A quotation that needs them to begin is better paraphrased.
    Handbook: The University of Kansas's editing course: a quote that is not understandable without them should
    probably be a paraphrase: http://edit.dept.ku.edu/~edit/quotes.html
    Example:
        "[The council] will pay for it," Reed said.
    Instead:
        The council "will pay for it," Reed said.
    """
    for one in context.quotations.outermost:
        if one.block or one.opening is None:
            continue
        held = [f for f in _BRACKET.finditer(context.text, one.start, one.end) if words_in(f[0])]
        held = [f for f in held if not _SIC.fullmatch(f[0]) and not _is_aside(f[0])]
        total = len(words_in(context.text[one.start : one.end]))
        if not held or total < 3:
            continue
        theirs = sum(len(words_in(f[0])) for f in held)
        first, last = held[0], held[-1]
        if theirs > total / 2:
            yield Mark(*one.outer, f"{theirs} of the quotation's {total} words are the writer's, in brackets")
        elif first.start() == one.start and not context.text[first.end() : first.end() + 1].isalpha():
            yield Mark(*first.span(), "the quotation starts with words that are the writer's")
        elif context.text[last.start() - 1].isalpha():
            continue  # "improperly stor[ing]"
        elif not context.text[last.end() : one.end].strip(" .,!?") and last.start() > one.start:
            yield Mark(*last.span(), "the quotation ends with words that are the writer's")


def _is_aside(words: str) -> bool:
    """True for stage directions: [laughs], [applause], [crosstalk]."""
    return (
        re.fullmatch(
            r"\[\W*(?:laugh\w*|applause|cheer\w*|boo\w*|crosstalk|inaudible|pause\w*)[^\]]{0,20}\]", words, re.I
        )
        is not None
    )


@rule("QUO09", "printed-twice-differently", Severity.ERROR, default=False)
def printed_twice_differently(context: Context) -> Iterator[Mark]:
    """Marks a quotation that the page prints a second time with other words.

    Why: At most one of the two is what was said.
    Handbook: Reuters: quotes are sacred; nothing in quotation marks is altered: http://handbook.reuters.com/index.php/Q
    Example:
        "We will never accept a wall on our border," Reed said. ... Reed had said, "We would never accept any wall on
        our border."
    Instead:
        Print it once, in the words of the recording.
    """
    held = _long(context)
    for (first, said, a), (second, again, b) in combinations(held, 2):
        if said == again or not _one_voice(a, b) or abs(len(said) - len(again)) > 0.4 * max(len(said), len(again)):
            continue
        if _inside(said, again) or fuzz.ratio(" ".join(said), " ".join(again)) < 80:
            continue
        opening = " ".join(words_in(context.text[first.start : first.end])[:6])
        yield Mark(*second.outer, f"printed with other words above (“{opening} …”): which is it?")


@rule("QUO12", "printed-twice", Severity.NOTE, default=False)
def printed_twice(context: Context) -> Iterator[Mark]:
    """Marks a quotation of eight words or more that the page prints twice, word for word.

    Why: The second adds nothing, and is mostly left over from moving text about.
    Handbook: House rule of onrecord.
    Example:
        "We will never accept a wall on our border," Reed said. ... "We will never accept a wall on our border," he
        added.
    Instead:
        Leave one of them out.
    """
    seen: dict[tuple[str, ...], int] = {}
    for one, said, _ in _long(context):
        text = context.text[one.start : one.end]
        if said in seen and text[0].isupper() and text[-1] in ".!?,":
            yield Mark(*one.outer, "the same quotation stands above, word for word")
        seen.setdefault(said, one.start)


def _long(context: Context) -> list[tuple[Quotation, tuple[str, ...], Statement | None]]:
    spoken = [one for one in context.spoken if one.end - one.start > 25][:_COMPARED]
    read = ((one, compared(context.text[one.start : one.end])) for one in spoken)
    return [(one, said, context.statement_of(one)) for one, said in read if len(said) >= _TWICE]


def _one_voice(one: Statement | None, other: Statement | None) -> bool:
    """False when the two are known to be said by different people."""
    names = {one.speaker.name if one else None, other.speaker.name if other else None} - {None}
    return len(names) < 2


def _inside(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return f" {' '.join(one)} " in f" {' '.join(other)} " or f" {' '.join(other)} " in f" {' '.join(one)} "


@rule("QUO10", "sic")
def sic(context: Context) -> Iterator[Mark]:
    """Marks "[sic]".

    Why: It holds a speaker's slip up to the reader, which is hardly ever what the story is about.
    Handbook: House rule of onrecord.
    Example:
        "We was [sic] ready," Harlow said.
    Instead:
        Harlow said they had been ready.
    """
    for found in context.matches(_SIC, outside=False):
        yield Mark(*found.span(), "“[sic]” points at a slip: paraphrase, or leave it")


@rule("QUO11", "scare-quotes", Severity.NOTE, default=False)
def scare_quotes(context: Context) -> Iterator[Mark]:
    """Marks one or two words in quotation marks in a sentence in which nobody says anything.

    Why: The marks read as a quotation, and of whom can't be told; or they sneer.
    Handbook: The Columbia Journalism Review on single words in marks:
    http://www.cjr.org/language_corner/scare_tactics.php?page=all&print=true
    Example:
        The "experts" met on Monday.
    Instead:
        Those whom the council calls experts met on Monday.
    """
    for one in context.spoken:
        words = words_in(context.text[one.start : one.end])
        if (
            one.block
            or one.closing is None
            or not 0 < len(words) <= 2
            or words[-1][0].isupper()
            or words[0][0].isdigit()
        ):
            continue
        if context.statement_of(one) is not None:
            continue
        start, end = context.sentence(one.start)
        outside = context.text[start : one.outer[0]] + context.text[one.outer[1] : end]
        if any(is_reporting_verb(word) for word in words_in(outside)) or '"' in outside or "“" in outside:
            continue
        if re.search(r"\b(?:word|term|phrase|known as|called|so-called|dubbed|titled|named|nicknamed)\b", outside):
            continue
        yield Mark(*one.outer, "whose words are these? If nobody's, leave the marks out")


@rule("QUO17", "two-attributions", default=False)
def two_attributions(context: Context) -> Iterator[Mark]:
    """Marks a quotation that is attributed twice, before it and after it.

    Why: The second is a leftover, and makes the reader look for a second speaker.
    Handbook: The University of Kansas's editing course: not more than one attribution for the same quote:
    http://edit.dept.ku.edu/~edit/quotes.html
    Example:
        Harlow said, "We are ready," he said.
    Instead:
        "We are ready," Harlow said.
    """
    for one in context.spoken:
        before = context.text[max(0, one.outer[0] - 60) : one.outer[0]]
        after = context.text[one.outer[1] : one.outer[1] + 30]
        statement = context.statement_of(one)
        if statement is None or statement.form is Form.INDIRECT:
            continue
        led = re.search(r"\b(?:said|says|told \w+|added)[,:] $", before)
        tagged = re.match(r" (?:he|she|they) (?:said|says|added)\b", after)
        if led and tagged and context.text[one.end - 1] == ",":
            yield Mark(one.outer[1], one.outer[1] + tagged.end(), "the quotation was attributed before it already")
