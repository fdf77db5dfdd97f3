"""Annotated corpora in PolNeAR's layout: articles with every attribution marked by hand.

A corpus is a folder with ``text/NAME.txt`` (UTF-8) and ``attributions/NAME_ANNOTATOR.ann`` (brat standoff with
offsets in code points). Layout and terms: Newell, Margolin and Ruths, "An Attribution Relations Corpus for
Political News", LREC 2018.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.core.errors import CorpusError
from onrecord.core.spans import Span, in_order
from onrecord.core.statements import Attribution

ROLES = ("source", "cue", "content")

_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t(\S.*)")


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One article with its attributions as each of its annotators marked them.

    ``annotations`` pairs an annotator's name with the attributions, sorted by name; the first is the reference.
    """

    name: str
    text: str
    annotations: tuple[tuple[str, tuple[Attribution, ...]], ...]

    @property
    def publisher(self) -> str:
        """The part of the name before its first underscore (``usa-today_2016-09-22_...``), or the whole name."""
        return self.name.partition("_")[0]

    @property
    def reference(self) -> tuple[Attribution, ...]:
        """The first annotator's attributions."""
        return self.annotations[0][1]


def read_corpus(folder: Path | str) -> tuple[AnnotatedText, ...]:
    """Every annotated article of a corpus, sorted by name; texts without annotations are left out.

    Raises CorpusError, naming file and line, for a folder without annotated texts, an annotation without its
    text, a span outside the text or with crossing parts, and an event whose span is nowhere in the file.
    """
    root = Path(folder)
    texts = {path.stem: path for path in sorted((root / "text").glob("*.txt"))}
    files: dict[str, list[tuple[str, Path]]] = {}
    for path in sorted((root / "attributions").glob("*.ann")):
        name, underscore, annotator = path.stem.rpartition("_")
        if not underscore or name not in texts:
            raise CorpusError(f"{path}: an annotation file without its text in {root / 'text'}")
        files.setdefault(name, []).append((annotator, path))
    if not files:
        raise CorpusError(f"{root}: an empty corpus (no text/NAME.txt with attributions/NAME_ANNOTATOR.ann)")
    return tuple(_read_article(name, texts[name], files[name]) for name in texts if name in files)


def _read_article(name: str, path: Path, files: list[tuple[str, Path]]) -> AnnotatedText:
    text = _decoded(path)
    annotations = tuple((annotator, read_annotations(file, text)) for annotator, file in sorted(files))
    return AnnotatedText(name, text, annotations)


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")  # not read_text: line ends must keep their offsets
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not UTF-8 at byte {error.start}") from None


def read_annotations(path: Path, text: str) -> tuple[Attribution, ...]:
    """The attributions of one annotation file of ``text``, in the file's order.

    Spans of no event, the annotators' own marks (Discard, Discuss), and events with neither cue nor content are
    left out; a record may go on over a line end. Raises CorpusError as `read_corpus` does.
    """
    raw = _decoded(path)
    lines = raw.split("\n")
    spans: dict[str, tuple[Span, ...]] = {}
    for number, line in enumerate(lines, 1):  # all spans first: events may use ids defined further down
        found = _SPAN.match(line)
        if found:
            spans[found[1]] = _parts(found[3], text, path, number)
        elif re.match(r"T\d+\t", line):
            raise CorpusError(f"{path}:{number}: a span without offsets: {line[:60]!r}")
    attributions = (
        _attribution(event[1], spans, path, number)
        for number, line in enumerate(lines, 1)
        if (event := _EVENT.match(line))
    )
    return tuple(found for found in attributions if found is not None)


def _parts(offsets: str, text: str, path: Path, number: int) -> tuple[Span, ...]:
    parts = []
    for pair in offsets.split(";"):
        start, end = map(int, pair.split())
        if not 0 <= start < end <= len(text):
            raise CorpusError(f"{path}:{number}: span [{start}, {end}) outside its text of {len(text)} characters")
        parts.append(Span(start, end, text[start:end]))
    parts.sort()
    for before, after in itertools.pairwise(parts):
        if before.overlaps(after):
            raise CorpusError(f"{path}:{number}: parts of one span cross at {after.start}")
    return tuple(parts)


def _attribution(event: str, spans: dict[str, tuple[Span, ...]], path: Path, number: int) -> Attribution | None:
    parts: dict[str, list[Span]] = {role: [] for role in ROLES}
    for role, identifier in _arguments(event, path, number):
        if identifier not in spans:
            raise CorpusError(f"{path}:{number}: no span {identifier} in this file")
        if role in parts:
            parts[role].extend(spans[identifier])
    if not parts["content"] and not parts["cue"]:
        return None
    return Attribution(content=in_order(parts["content"]), cue=in_order(parts["cue"]), source=in_order(parts["source"]))


def _arguments(event: str, path: Path, number: int) -> Iterator[tuple[str, str]]:
    """Pairs of role and span id of an event; the second content of an event may be called ``Content2``."""
    for argument in event.split():
        role, colon, identifier = argument.partition(":")
        if not colon:
            raise CorpusError(f"{path}:{number}: not ROLE:SPAN in an event: {argument[:60]!r}")
        yield role.rstrip("0123456789").lower(), identifier
