"""Labelled pages: who said it, when and through whom, as readers marked it (benchmarks/labels/speakers/README.md)."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Container, Mapping, Sequence
from pathlib import Path

import msgspec

from onrecord.core.errors import CorpusError
from onrecord.core.statements import SpeakerKind, Statement

HALVES = ("develop", "report", "fresh", "later")
_WORD = re.compile(r"\w+")


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer for one statement. Fields and their rules are those of the labels' guide.

    ``content`` holds half-open offsets into the labelled text, in Unicode code points.
    """

    page: str
    content: list[tuple[int, int]]
    kind: SpeakerKind
    source: str  # name, pronoun, description, none
    name: str | None = None
    name_allowed: list[str] = []
    description: str | None = None
    role: str | None = None
    said: str | None = None
    said_from: str | None = None  # sentence, page
    said_allowed: str | None = None
    route: list[list[str]] = []
    route_allowed: list[list[str]] = []


def half_of(page: str, apart: Mapping[str, Container[str]]) -> str:
    """The half a page is in: one of those ``apart``, by name, whose pages are listed; of the others ``develop`` where
    the id's SHA-256 is even, else ``report``."""
    for half, pages in apart.items():
        if page in pages:
            return half
    return HALVES[int(hashlib.sha256(page.encode()).hexdigest(), 16) % 2]


def read_labels(path: Path) -> dict[str, tuple[Label, ...]]:
    """The labels of one JSON Lines file by page, in its order. Raises CorpusError, naming file and line."""
    pages: dict[str, list[Label]] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            label = msgspec.json.decode(line, type=Label)
        except msgspec.DecodeError as error:
            raise CorpusError(f"{path}:{number}: not a label: {error}") from None
        pages.setdefault(label.page, []).append(label)
    return {page: tuple(labels) for page, labels in pages.items()}


def match(
    labels: Sequence[Label], labelled: str, statements: Sequence[Statement], text: str
) -> tuple[tuple[Label, Statement | None], ...]:
    """Every label with the statement of the same words, None where there is none. No statement is given twice.

    Two contents are the same where they, or one part of each, overlap by half (Dice's coefficient over the words, at
    their places in the text); those that overlap most are paired first. ``labelled`` is the text that the labels'
    offsets point into; where the statements' ``text`` is another form of it, its words are aligned first.
    """
    places = _alignment(labelled, text)
    wanted = [[_placed(_words(labelled, part), places) for part in label.content] for label in labels]
    found = [[_words(text, (span.start, span.end)) for span in one.content] for one in statements]
    pairs = []
    for i, want in enumerate(wanted):
        for j, have in enumerate(found):
            whole = _dice(set().union(*want), set().union(*have))
            if whole and (whole >= 0.5 or any(_dice(a, b) >= 0.5 for a in want for b in have)):
                pairs.append((whole, -i, -j))
    given: dict[int, Statement] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in given and -j not in taken:
            given[-i] = statements[-j]
            taken.add(-j)
    return tuple((label, given.get(i)) for i, label in enumerate(labels))


def _dice(ours: set[int], theirs: set[int]) -> float:
    return 2 * len(ours & theirs) / max(len(ours) + len(theirs), 1)


def _words(text: str, part: tuple[int, int]) -> set[int]:
    """Where the words of a part begin."""
    return {word.start() for word in _WORD.finditer(text, *part)}


def _placed(words: set[int], places: dict[int, int]) -> set[int]:
    """The words' places in the other text; those that it lacks keep a place of their own, outside of it."""
    return {places.get(word, -1 - word) for word in words}


def _alignment(labelled: str, text: str) -> dict[int, int]:
    """Where each word of the labelled text begins in the other text, for the words that stand in both."""
    if labelled == text:
        return {word.start(): word.start() for word in _WORD.finditer(text)}
    ours, theirs = list(_WORD.finditer(labelled)), list(_WORD.finditer(text))
    matcher = difflib.SequenceMatcher(None, [w[0] for w in ours], [w[0] for w in theirs], autojunk=False)
    return {
        ours[block.a + step].start(): theirs[block.b + step].start()
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
