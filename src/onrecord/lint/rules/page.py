"""Page: what is left over around the story and in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.lint.context import Context
from onrecord.lint.findings import Edit, Fix, Mark, Severity
from onrecord.lint.rule import rule
from onrecord.pages.labels import LabelKind, labels_of

_SPACES = re.compile(r"(?<=[^\s|>])(?P<gap>[ \u00a0]{2,})(?=[^\s|])")
_STRAY = re.compile(r"(?<=[^\W\d_])(?P<stray>[`´^~|\\])(?=[\s,.;:]|$)|(?<=\s)(?P<before>[`´^|\\])(?=[A-Z][a-z])")
_MOJIBAKE = re.compile(
    r"â€[\u0080-\u00bf™œ˜“”¦¢\u009d]?|Ã[\u0080-\u00bf©¨¡±¶¼ªŸ¤³]|Â[\u00a0£©®°]|ï¿½|\ufffd|&(?:amp|quot|nbsp|lt|gt|rsquo|ldquo|rdquo|#[0-9]{2,5});"
)
_RUN_ON = re.compile(r"(?<=[a-z]{2})(?P<stop>[.!?][\"”]?)(?=(?!Com\b|Org\b|Net\b|Gov\b)[A-Z][a-z]+(?: [a-z]|[,’']))")
_LABELS = {LabelKind.BYLINE: "byline", LabelKind.UPDATED: "update line", LabelKind.PUBLISHED: "date line"}


def _empty(context: Context, kinds: tuple[LabelKind, ...]) -> Iterator[Mark]:
    for number, span in enumerate(context.article.furniture):
        if number > 40:
            return
        for label in labels_of(context.article.text, span.start, span.end, top=True):
            if label.kind in kinds and label.value is None:
                yield Mark(span.start, span.end, f"the {_LABELS[label.kind]} is empty")


@rule("PAG01", "empty-byline")
def empty_byline(context: Context) -> Iterator[Mark]:
    """Marks a byline that names nobody.

    Why: The reader should know whose work the story is.
    Handbook: NPR: stories don't write themselves; all should have a byline: http://ethics.npr.org/?s=assume
    Example:
        Author:
    Instead:
        Author: Ann Lee
    """
    yield from _empty(context, (LabelKind.BYLINE,))


@rule("PAG02", "empty-date-line")
def empty_date_line(context: Context) -> Iterator[Mark]:
    """Marks a line for the date of publishing or of the last update that gives no date.

    Why: Every date in the story hangs on it.
    Handbook: House rule of onrecord.
    Example:
        Updated:
    Instead:
        Updated: Feb. 23, 2017
    """
    yield from _empty(context, (LabelKind.UPDATED, LabelKind.PUBLISHED))


@rule("PAG03", "stray-character")
def stray_character(context: Context) -> Iterator[Mark]:
    """Marks a backtick, accent, bar or backslash that sticks to a word outside quotations.

    Why: It is a slip of the keyboard, and a name with it is found by no search.
    Handbook: House rule of onrecord.
    Example:
        White House press secretary Sean Spicer` told reporters
    Instead:
        White House press secretary Sean Spicer told reporters
    """
    markdown = context.article.media_type == "text/markdown"
    for found in context.matches(_STRAY):
        character = found["stray"] or found["before"]
        if markdown and character in "|\\^~":
            continue  # marks of tables and line ends
        if character == "`" and _is_paired(context.text, found.start()):
            continue
        fix = Fix(f"take the {character} out", (Edit(found.start(), found.end(), ""),))
        yield Mark(found.start(), found.end(), f"a stray “{character}” next to a word", fix)


def _is_paired(text: str, position: int) -> bool:
    """True for a backtick that quotes a word together with one before or behind it."""
    around = text[max(0, position - 30) : position] + text[position + 1 : position + 30]
    return "`" in around


@rule("PAG04", "furniture-in-the-story", Severity.NOTE)
def furniture_in_the_story(context: Context) -> Iterator[Mark]:
    """Marks what belongs to the website and not to the story: menus, teasers, share buttons, advertisements.

    Why: Copied with the story, it is read, searched and quoted as part of it.
    Handbook: House rule of onrecord.
    Example:
        Popular Video
    Instead:
        Leave the line out.
    """
    if context.article.media_type == "text/html":
        return  # what the extraction of a web page kept apart is no fault of the page
    text = context.article.text
    for span in context.article.furniture:
        if not any(map(str.isalpha, span.text)) or labels_of(text, span.start, span.end, top=True):
            continue
        if any(credit.overlaps(span) for credit in (*context.article.credits, *context.article.sources_line)):
            continue
        if "onrecord:" not in span.text:
            yield Mark(span.start, span.end, "this belongs to the website, not to the story")


@rule("PAG05", "double-space", Severity.NOTE)
def double_space(context: Context) -> Iterator[Mark]:
    """Marks two or more spaces between words.

    Why: It is a slip, and shows in print and on many screens.
    Handbook: House rule of onrecord.
    Example:
        Harlow said  that they were ready.
    Instead:
        Harlow said that they were ready.
    """
    text = context.article.text
    for found in context.matches(_SPACES, outside=False):
        start, end = found.span("gap")
        if context.text[start - 1] == " " or text[start:end].strip(" \u00a0"):
            continue  # what was blanked out is no space
        yield Mark(start, end, f"{end - start} spaces in a row", Fix("leave one space", (Edit(start, end, " "),)))


@rule("PAG06", "broken-characters", Severity.ERROR)
def broken_characters(context: Context) -> Iterator[Mark]:
    """Marks characters that were garbled on the way (â€™, Ã©, U+FFFD) or left as HTML entities.

    Why: Names and quotations with them are wrong, and are found by no search.
    Handbook: House rule of onrecord.
    Example:
        Harlow said that he wouldnâ€™t go.
    Instead:
        Harlow said that he wouldn't go.
    """
    for found in context.matches(_MOJIBAKE, outside=False):
        yield Mark(*found.span(), f"garbled characters: “{found[0]}”")


@rule("PAG07", "run-on-sentences")
def run_on_sentences(context: Context) -> Iterator[Mark]:
    """Marks a sentence that begins right behind the full stop of the one before.

    Why: Mostly a paragraph break was lost, and with it who says what.
    Handbook: House rule of onrecord.
    Example:
        Harlow said that they were ready.Reed did not answer.
    Instead:
        Harlow said that they were ready. Reed did not answer.
    """
    for found in context.matches(_RUN_ON, outside=False):
        word = context.text[max(0, found.start() - 30) : found.start()].split()[-1:]
        if word and not re.search(r"[@/]|www|\.", word[0]):
            yield Mark(*found.span("stop"), "no space before the next sentence")
