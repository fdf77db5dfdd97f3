"""Routes that a record knows: the outlets through which the same words came on other pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from onrecord.core.reading import Reading
from onrecord.core.statements import Form, RelayKind, Statement
from onrecord.reuse.normalise import words
from onrecord.store import Record

_LEAST = 8  # words that make a quotation one
_PHRASE = 8  # words that are looked for
_PAGES = 40  # of the record that are compared for one quotation


def known_routes(reading: Reading, record: Record) -> Mapping[str, frozenset[str]]:
    """For each direct statement's id, the outlets that other pages of the record credit for the same words.

    An outlet counts where at least half of the other pages that print the words credit it, themselves or as their own.
    Statements for which the record knows nothing are left out.
    """
    found: dict[str, frozenset[str]] = {}
    for statement in reading.statements:
        if statement.form is Form.DIRECT and len(words(statement.content[0].text)) >= _LEAST:
            outlets = _credited(statement, record)
            if outlets:
                found[statement.id] = outlets
    return found


def _credited(statement: Statement, record: Record) -> frozenset[str]:
    part = max(statement.content, key=lambda span: span.end - span.start).text
    phrase = " ".join(part.replace('"', " ").split()[:_PHRASE])
    pages: set[str] = set()
    credits: Counter[str] = Counter()
    for hit in record.search(f'"{phrase}"', limit=_PAGES).hits:
        if hit.article.id == statement.article or hit.article.page in pages:
            continue
        pages.add(hit.article.page)
        credits.update(
            {relay.name for relay in hit.statement.route if relay.kind in (RelayKind.OUTLET, RelayKind.AGENCY)}
        )
    return frozenset(name for name, count in credits.items() if 2 * count >= len(pages))
