"""Quotations, 1: the marks themselves."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.attribution.quotations import Quotation
from onrecord.core.article import BlockKind
from onrecord.core.spans import Span
from onrecord.lint.context import Context, words_in
from onrecord.lint.findings import Edit, Fix, Mark, Severity
from onrecord.lint.rule import rule

_STRAIGHT = '"'
_CURLY = "“”"
_DOUBLE = ('"', "“", "”")
_QUOTING = ('"', "“", "'", "‘")
_SINGLES = "'‘’‚‛"


@rule("QUO01", "unclosed-quotation", Severity.ERROR)
def unclosed_quotation(context: Context) -> Iterator[Mark]:
    """Marks a quotation that is opened and never closed, and a closing mark that closes nothing.

    Why: The reader can't tell where somebody's words end and the writer's begin.
    Handbook: House rule of onrecord.
    Example:
        "We are ready, Harlow said.
    Instead:
        "We are ready," Harlow said.
    """
    blocks, typed = context.article.blocks, _typed(context)
    for one in context.quotations.all:
        if one.depth or one.closed or one.opening is None or one.opening.text not in _DOUBLE:
            continue
        block = blocks[one.paragraph]
        following = blocks[one.paragraph + 1].start if one.paragraph + 1 < len(blocks) else block.end
        running = one.opening.start == block.start and context.text[following : following + 1] in _QUOTING
        if not running and block.start not in typed:
            yield Mark(one.opening.start, one.opening.end, "this quotation mark is never closed")
    for span in context.quotations.stray:
        at = context.block_at(span.start)
        if at is None or span.text not in _DOUBLE or _inch(context.text, span) or at.start in typed:
            continue
        yield Mark(span.start, span.end, "this quotation mark opens or closes nothing")


def _typed(context: Context) -> frozenset[int]:
    """Where the paragraphs start that close quotations with two apostrophes, of which another rule speaks."""
    text = context.text
    return frozenset(
        block.start
        for block in context.article.blocks
        if text.find("’’", block.start, block.end) >= 0 or text.find("''", block.start, block.end) >= 0
    )


def _inch(text: str, span: Span) -> bool:
    return span.start > 0 and text[span.start - 1].isdigit()


@rule("QUO02", "mixed-marks")
def mixed_marks(context: Context) -> Iterator[Mark]:
    """Marks a page that mixes straight (") and typographic (“ ”) quotation marks, at the first of the rarer kind.

    Why: It shows that text was pasted together, and searches for a phrase with its marks miss half of it.
    Handbook: House rule of onrecord.
    Example:
        "We are ready," Harlow said. “So are we,” Reed said. “All of us.”
    Instead:
        “We are ready,” Harlow said. “So are we,” Reed said. “All of us.”
    """
    ends = [span for one in context.quotations.all for span in (one.opening, one.closing) if span is not None]
    straight = [span for span in ends if span.text == _STRAIGHT]
    curly = [span for span in ends if span.text in ("“", "”")]
    if not straight or not curly:
        return
    rarer, usual = (straight, "typographic") if len(straight) <= len(curly) else (curly, "straight")
    edits = tuple(sorted(_restyled(one, usual) for one in _pairs(context.quotations.all, rarer)))
    places = "here" if len(rarer) == 1 else f"here and {_again(len(rarer) - 1)}"
    first = min(rarer)
    kind = "straight" if usual == "typographic" else "typographic"
    message = f"straight and typographic quotation marks are mixed: {kind} {places}, {usual} elsewhere"
    yield Mark(first.start, first.end, message, Fix(f"make all quotation marks {usual}", edits))


def _again(count: int) -> str:
    return "once more" if count == 1 else f"{count} more times"


def _pairs(quotations: tuple[Quotation, ...], wanted: list[Span]) -> Iterator[tuple[Span, bool]]:
    """The marks to change, with whether they open."""
    chosen = set(wanted)
    for one in quotations:
        if one.opening in chosen:
            yield one.opening, True
        if one.closing in chosen:
            yield one.closing, False


def _restyled(mark: tuple[Span, bool], usual: str) -> Edit:
    span, opens = mark
    return Edit(span.start, span.end, _STRAIGHT if usual == "straight" else _CURLY[0 if opens else 1])


@rule("QUO03", "wrong-mark")
def wrong_mark(context: Context) -> Iterator[Mark]:
    """Marks a quotation opened by a closing mark (”Hello”) or closed by an opening one (“Hello“).

    Why: It reads as the end of something, and programs that pair marks are misled.
    Handbook: House rule of onrecord.
    Example:
        ”We are ready,” Harlow said.
    Instead:
        “We are ready,” Harlow said.
    """
    for one in context.quotations.all:
        german = one.opening is not None and one.opening.text == "„"
        for span, wrong, right in ((one.opening, "”", "“"), (one.closing, "“", "”")):
            if span is not None and span.text == wrong and not (german and right == "”"):
                fix = Fix(f"turn the mark around: {right}", (Edit(span.start, span.end, right),))
                yield Mark(span.start, span.end, f"{wrong} where {right} belongs", fix)


@rule("QUO04", "no-opening-mark", Severity.ERROR, default=False)
def no_opening_mark(context: Context) -> Iterator[Mark]:
    """Marks a paragraph that goes on with a quotation from the paragraph above and has no opening mark of its own.

    Why: A reader who starts at the paragraph takes somebody's words for the writer's.
    Handbook: The Associated Press: put open-quote marks at the start of every paragraph of a running quotation:
    http://www.gatehousenewsroom.com/2016/08/25/ap-stylebook-punctuation-guidelines-quotation-marks/
    Example:
        “We were told in May,” Harlow said. “Nobody came.

        Nobody called, either.”
    Instead:
        “Nobody called, either.”
    """
    for one in context.spoken:
        if one.resumes and one.opening is None and not one.block:
            style = '"' if one.closing is None or one.closing.text == '"' else "“"
            fix = Fix("open the paragraph with a quotation mark", (Edit(one.start, one.start, style),))
            end = min(one.end, one.start + 40)
            yield Mark(one.start, end, "the quotation goes on here, and the paragraph has no opening mark", fix)


@rule("QUO08", "same-marks-inside", default=False)
def same_marks_inside(context: Context) -> Iterator[Mark]:
    """Marks a quotation inside a quotation that has the same marks as the one around it.

    Why: The inner mark seems to end the outer quotation.
    Handbook: The BBC: single marks for quotes within quotes:
    https://www.bbc.co.uk/academy/en/articles/art20130702112133588
    Example:
        “They said “no” twice,” Reed said.
    Instead:
        “They said ‘no’ twice,” Reed said.
    """
    around: list[Quotation] = []
    for one in context.quotations.all:
        while around and around[-1].end <= one.start:
            around.pop()
        if around and _is_double(around[-1]) and _is_double(one) and one.opening and one.closing:
            right = ("'", "'") if one.opening.text == _STRAIGHT else ("‘", "’")
            pair = zip((one.opening, one.closing), right, strict=True)
            fix = Fix("make the inner marks single", tuple(Edit(span.start, span.end, mark) for span, mark in pair))
            yield Mark(*one.outer, "a quotation inside a quotation, with the same marks", fix)
        around.append(one)


def _in_word(text: str, span: Span) -> bool:
    """True for an apostrophe typed twice: don''t."""
    return text[span.start - 1 : span.start].isalpha() and text[span.end : span.end + 1].isalpha()


def _is_double(one: Quotation) -> bool:
    """True for a quotation that double marks open and close."""
    ends = (one.opening, one.closing)
    return all(span is not None and span.text in _DOUBLE for span in ends)


@rule("QUO13", "typed-marks")
def typed_marks(context: Context) -> Iterator[Mark]:
    """Marks quotation marks typed as two apostrophes or two backticks, at the first of them on the page.

    Why: They are not quotation marks to a search, a screen reader or a database.
    Handbook: House rule of onrecord.
    Example:
        ``We are ready,'' Harlow said.
    Instead:
        "We are ready," Harlow said.
    """
    ends = (span for one in context.quotations.all for span in (one.opening, one.closing) if span is not None)
    typed = sorted(span for span in ends if span.text in ("``", "''") and not _in_word(context.text, span))
    if typed:
        edits = tuple(Edit(span.start, span.end, _STRAIGHT) for span in typed)
        more = f", here and {_again(len(typed) - 1)}" if len(typed) > 1 else ""
        message = f"quotation marks typed as two apostrophes or backticks{more}"
        yield Mark(typed[0].start, typed[0].end, message, Fix("make them quotation marks", edits))


@rule("QUO14", "space-inside-marks")
def space_inside_marks(context: Context) -> Iterator[Mark]:
    """Marks white space between a quotation mark and the words that it belongs to.

    Why: The mark hangs between two words, and seems to belong to either.
    Handbook: House rule of onrecord.
    Example:
        “ We are ready,” Harlow said.
    Instead:
        “We are ready,” Harlow said.
    """
    for one in context.quotations.all:
        gaps = []
        if one.opening is not None and one.opening.end < one.start:
            gaps.append((one.opening.end, one.start))
        if one.closing is not None and one.end < one.closing.start:
            gaps.append((one.end, one.closing.start))
        gaps = [(low, high) for low, high in gaps if not context.article.text[low:high].strip() and high - low < 8]
        gaps = [(low, high) for low, high in gaps if not _by_inner_mark(context.text, low, high)]
        if gaps:
            edits = tuple(Edit(low, high, "") for low, high in gaps)
            yield Mark(*gaps[0], "white space inside the quotation mark", Fix("take the space out", edits))


def _by_inner_mark(text: str, low: int, high: int) -> bool:
    """True for the space that parts an inner single mark from the outer one (“ ‘No’ ”)."""
    return text[low - 1] in _SINGLES or text[high] in _SINGLES


@rule("QUO15", "house-marks", Severity.NOTE)
def house_marks(context: Context) -> Iterator[Mark]:
    """Marks quotation marks that the house style doesn't use at that place. Silent without a house style.

    Why: One style over a whole site lets the reader see at once what is quoted.
    Handbook: The BBC: single marks in headlines, double ones in text:
    https://www.bbc.co.uk/academy/en/articles/art20130702112133588
    Example:
        Minister "to resign", says aide (a headline, house style bbc)
    Instead:
        Minister 'to resign', says aide
    """
    house = context.settings.house
    for one in context.quotations.outermost:
        if one.opening is None or one.closing is None:
            continue
        headline = context.article.blocks[one.paragraph].kind is BlockKind.HEADLINE
        wanted = house.headline if headline else house.marks
        single = one.opening.text in ("'", "‘")
        if wanted is None or single == (wanted == "single"):
            continue
        place = "headlines" if headline else "the text"
        yield Mark(one.opening.start, one.opening.end, f"{house.title} uses {wanted} quotation marks in {place}")


@rule("QUO16", "house-commas", Severity.NOTE)
def house_commas(context: Context) -> Iterator[Mark]:
    """Marks a comma or full stop on the wrong side of a closing mark for the house style. Silent without one.

    Why: Houses disagree, and a page that does both follows none.
    Handbook: The Associated Press puts commas and full stops inside, always:
    http://www.gatehousenewsroom.com/2016/08/25/ap-stylebook-punctuation-guidelines-quotation-marks/
    Example:
        He called it “a mistake”, and left. (house style ap)
    Instead:
        He called it “a mistake,” and left.
    """
    house = context.settings.house
    if house.commas is None:
        return
    for one in context.quotations.outermost:
        if one.closing is None or one.block:
            continue
        after = context.text[one.closing.end : one.closing.end + 1]
        last = context.text[one.end - 1]
        fragment = len(words_in(context.text[one.start : one.end])) < 5 and context.text[one.start].islower()
        if house.commas == "inside" and after in (",", ".") and after:
            yield Mark(one.closing.end, one.closing.end + 1, f"{house.title} puts “{after}” inside the quotation mark")
        elif house.commas == "logical" and last in ",." and fragment and context.text[one.end - 2 : one.end - 1] != ".":
            yield Mark(one.end - 1, one.end, f"{house.title} puts “{last}” after a fragment outside the quotation mark")
