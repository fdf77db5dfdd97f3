"""Fixing: findings with a safe fix, applied to the text. No word of anybody's is changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from onrecord.lint.findings import Edit, Finding


def fixed(text: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """The text with the findings' fixes applied, and how many were.

    A fix whose edits touch those of one applied before is left for the next run; insertions at one place are all made,
    in the order of the findings.
    """
    taken: list[Edit] = []
    count = 0
    for finding in findings:
        if finding.fix is None or any(_clash(edit, other) for edit in finding.fix.edits for other in taken):
            continue
        taken.extend(finding.fix.edits)
        count += 1
    pieces: list[str] = []
    place = 0
    for edit in sorted(taken, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join([*pieces, text[place:]]), count


def _clash(one: Edit, other: Edit) -> bool:
    if one.start == one.end and other.start == other.end:
        return False
    return (one.start < other.end and other.start < one.end) or one == other


def difference(before: str, after: str, name: str) -> str:
    """The change as a unified diff of whole lines."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
