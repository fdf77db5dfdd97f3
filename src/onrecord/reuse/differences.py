"""What differs between a quotation and its source, in words and in pieces of their texts, for whatever shows it.

Texts are as they were read: who shows them makes them fit to be shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.core.spans import Span
from onrecord.reuse.edits import Edit
from onrecord.reuse.verdicts import Checked, Verdict

Piece = tuple[str, str]  # characters, and what they are: same, mine, theirs, marked


def pieces(checked: Checked, *, of_source: bool = False) -> list[Piece]:
    """The quotation's text, or its passages', in pieces: what is the same, what differs, what is marked."""
    if not of_source:
        changes = [(edit.quotation, edit) for edit in checked.edits if edit.quotation]
        return _cut(checked.quoted.text, 0, changes, "mine")
    found: list[Piece] = []
    for number, passage in enumerate(checked.passages):
        inside = [(edit.source, edit) for edit in checked.edits if edit.source and passage.span.contains(edit.source)]
        found += ([(" […] ", "marked")] if number else []) + _cut(
            passage.span.text, passage.span.start, inside, "theirs"
        )
    if checked.cut:
        kept = checked.passages[0].span
        piece = (checked.cut.text, "theirs")
        found = [piece, *found] if checked.cut.start < kept.start else [*found, piece]
    return found


def _cut(text: str, base: int, changes: Sequence[tuple[Span, Edit]], side: str) -> list[Piece]:
    found: list[Piece] = []
    last = 0
    for span, edit in sorted(changes, key=lambda change: change[0].start):
        start, end = max(last, span.start - base), span.end - base
        if start < end:
            found += [(text[last:start], "same"), (text[start:end], "marked" if edit.marked else side)]
            last = end
    return [piece for piece in [*found, (text[last:], "same")] if piece[0]]


def remarks(checked: Checked) -> str:
    """What else is to be said of a verdict: flags of the changes, what was cut, who says it, how near it is."""
    flags = sorted({flag for edit in checked.edits if not edit.marked for flag in edit.flags})
    hidden = sorted({flag for edit in checked.edits if edit.marked for flag in edit.flags if flag == "negation"})
    said = [*flags, *(f"a {flag} under the mark" for flag in hidden)]
    if checked.cut:
        said.append(f"{checked.cut_kind} cut off: {' '.join(checked.cut.text.split())}")
    if checked.verdict is Verdict.ANOTHER_SPEAKER:
        said.append(f"said by {checked.passages[0].speaker or 'somebody else'}")
    if checked.verdict is Verdict.NOT_FOUND and checked.passages:
        said.append(f"nearest passage {checked.nearness:.0%} alike")
    return "; ".join([*said, checked.note] if checked.note else said)
