"""Articles of a record as sources to verify quotations against: those that hold the words, by their fingerprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from onrecord.reuse.normalise import words
from onrecord.reuse.sources import SourceText, source_text
from onrecord.store import schema
from onrecord.store.tracing import holding
from onrecord.store.tracing_keep import chunks

_FOR_EACH = 12  # articles for one quotation, the likeliest


def sources(connection: Connection, quotations: Iterable[str], but: Collection[str] = ()) -> list[SourceText]:
    """The articles likeliest to hold some quotations; those with the texts of ``but`` (the draft's own) left out."""
    chosen: dict[int, None] = {}
    for quotation in quotations:
        wordings, articles = holding(connection, words(quotation))
        quoted, statements = schema.quoted, schema.statements
        likely: Counter[int] = Counter(articles)
        for some in chunks([wording for wording, _ in wordings.most_common(_FOR_EACH)]):
            query = select(quoted.c.wording_key, statements.c.article_key)
            query = query.join(statements, statements.c.key == quoted.c.statement_key)
            for wording, article in connection.execute(query.where(quoted.c.wording_key.in_(some))):
                likely[article] += wordings[wording]
        chosen.update(dict.fromkeys(article for article, _ in likely.most_common(_FOR_EACH)))
    table = schema.articles
    current = select(table.c.page, table.c.text).where(table.c.state == "current")
    rows = [row for some in chunks(chosen) for row in connection.execute(current.where(table.c.key.in_(some)))]
    return [source_text(row.page, row.text) for row in rows if row.text not in but]
