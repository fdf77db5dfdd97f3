"""Export and import: readings and statements as JSON Lines, CSV, W3C Web Annotation and schema.org, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.core.article import Article
from onrecord.core.errors import OnRecordError
from onrecord.core.identity import article_id, statement_id
from onrecord.core.reading import Problem, Reading
from onrecord.core.statements import Statement
from onrecord.core.wire import decode, encode, reading_from_json, reading_to_json, statement_to_json
from onrecord.pages.lines import numbered_lines, opened
from onrecord.store.corrections import content_text
from onrecord.store.masking import is_redacted
from onrecord.store.packing import pack

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_CONTEXT_CHARACTERS = 32  # of prefix and suffix in a TextQuoteSelector
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")  # what schema.org's Date holds of EDTF
LONGEST_LINE = 50_000_000  # bytes


def jsonl(readings: Iterable[Reading]) -> Iterator[str]:
    """A line for each article: its text and its statements. `readings_of` reads them back."""
    for reading in readings:
        yield encode(reading_to_json(reading)) + "\n"


def statements_jsonl(readings: Iterable[Reading]) -> Iterator[str]:
    """A line for each statement."""
    for reading in readings:
        for statement in reading.statements:
            yield encode(statement_to_json(statement)) + "\n"


def web_annotations(readings: Iterable[Reading]) -> Iterator[str]:
    """A line of JSON-LD for each part of a content: a W3C Web Annotation that identifies who said it.

    Selectors hold code points, as the model counts them (W3C Web Annotation Data Model, 4.2.4 and 4.2.5).
    """
    for reading in readings:
        for statement in reading.statements:
            yield encode(annotation(reading.article, statement)) + "\n"


def annotation(article: Article, statement: Statement) -> dict[str, Any]:
    """The Web Annotation of a statement; a content of several parts has a target for each."""
    text = article.text
    targets = [
        {
            "source": article.url or article.page,
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.text,
                    "prefix": text[max(0, span.start - _CONTEXT_CHARACTERS) : span.start],
                    "suffix": text[span.end : span.end + _CONTEXT_CHARACTERS],
                },
            ],
        }
        for span in statement.content
    ]
    speaker = statement.speaker
    who = speaker.name or speaker.description
    bodies = [{"type": "TextualBody", "purpose": "identifying", "value": who, "format": "text/plain"}] if who else []
    return {
        "@context": ANNOTATION_CONTEXT,
        "id": f"urn:onrecord:statement:{statement.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": targets,
    }


def schema_org(readings: Iterable[Reading]) -> Iterator[str]:
    """A line of JSON-LD for each statement in schema.org's vocabulary: a Quotation, or a Claim when indirect."""
    for reading in readings:
        for statement in reading.statements:
            yield encode(linked(reading.article, statement)) + "\n"


def linked(article: Article, statement: Statement) -> dict[str, Any]:
    """A statement as schema.org says it, without what is unknown."""
    speaker, page = statement.speaker, {"@type": "NewsArticle", "url": article.url or article.page}
    if article.headline:
        page["headline"] = article.headline.value
    if article.published:
        page["datePublished"] = article.published.value
    kinds = {"person": "Person", "organization": "Organization"}
    who = None
    if speaker.name and speaker.kind.value in kinds:
        who = {"@type": kinds[speaker.kind.value], "name": speaker.name}
    said = statement.said.edtf if statement.said and _DATE.fullmatch(statement.said.edtf) else None
    quoted = statement.form.value != "indirect"
    found = {
        "@context": "https://schema.org",
        "@type": "Quotation" if quoted else "Claim",
        "identifier": statement.id,
        "text": content_text(statement.content),
        "spokenByCharacter" if quoted else "author": who,
        "dateCreated": said,
        "isPartOf" if quoted else "appearance": page,
    }
    return {key: value for key, value in found.items() if value is not None}


def readings_in(path: Path) -> Iterator[Reading]:
    """The readings of a file of our own JSON Lines, gzipped or not, in bounded memory; else as `readings_of`."""
    with opened(path) as stream:
        for number, line, failure in numbered_lines(str(path), stream, LONGEST_LINE):
            if failure is not None:
                yield _broken(f"{path}:{number}", f"line {number} of {failure}")
            elif line.strip():
                yield _reading(line, str(path), number)


def readings_of(lines: Iterable[bytes], name: str) -> Iterator[Reading]:
    """The readings of our own JSON Lines. A broken line is a failure named by its number; the rest goes on."""
    return (_reading(line, name, number) for number, line in enumerate(lines, start=1) if line.strip())


def _reading(line: bytes, name: str, number: int) -> Reading:
    try:
        reading = reading_from_json(decode(line.removeprefix(b"\xef\xbb\xbf")))
        if fault := _fault(reading):
            raise OnRecordError(fault)
    except RecursionError:
        return _broken(f"{name}:{number}", f"line {number} of {name}: nested too deeply")
    except OnRecordError as error:
        return _broken(f"{name}:{number}", f"line {number} of {name}: {error}")
    return reading


def _broken(page: str, message: str) -> Reading:
    article = Article(id=article_id("", page), page=page, text="", blocks=())
    return Reading(article=article, failure=Problem("broken-line", message))


def _fault(reading: Reading) -> str | None:
    """Why a reading can't be as onrecord wrote it: spans that don't hold, an id that is not the hash of its words."""
    article = reading.article
    if reading.failure is not None:
        return None
    try:
        pack(reading)
    except ValueError as error:
        return str(error)
    if is_redacted(article):
        return None
    if article.id != article_id(article.text, article.url or article.page):
        return "the article's id is not the hash of its text and its URL or path"
    for one in reading.statements:
        if one.article != article.id or not one.content or one.id != statement_id(article.id, one.content):
            return f"the statement {one.id!r} is not of this article and content"
    return None
