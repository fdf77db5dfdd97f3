"""Pages that print words in no statement in quotation marks: found by the fingerprints of whole articles."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice
from typing import Any

from sqlalchemy import Connection, Row

from onrecord.reuse.alignment import align
from onrecord.reuse.clusters import Printed
from onrecord.reuse.normalise import Token, tokens, words
from onrecord.reuse.sources import inside_marks
from onrecord.store.fingerprints import PAGE
from onrecord.store.tracing_keep import Words, listed
from onrecord.store.tracing_printed import load

_LOOKED_INTO = 30  # pages
_PART = 12  # words of a longer quotation that are enough to be a part of it
_RAW = re.compile(r"\w+")
_SPOKEN = re.compile(r"\w+(?:['’]\w+)*")
_AROUND = 12  # words read on either side of as many as are asked for, where a run of them stands in an article

_CURRENT = "SELECT key, id FROM articles WHERE state = 'current' AND key IN ({})"
_PAGES = """
SELECT a.key, a.id, a.text, a.page, a.headline, a.published, o.name AS outlet, c.origin
FROM articles a
LEFT JOIN outlets o ON o.key = a.outlet_key
LEFT JOIN copies c ON c.article_key = a.key
WHERE a.key IN ({})
"""
_THERE = """
SELECT {article} AS article, min(s.key) AS statement FROM statements s JOIN parts p ON p.statement_key = s.key
WHERE s.article_key = {article} AND s.state = 'current' AND p.role = 'content' AND p.start < {end} AND p."end" > {start}
"""


def elsewhere(
    connection: Connection, said: Words, articles: Counter[int], seen: Collection[str]
) -> tuple[Printed, ...]:
    """The pages that print the words or a part of them, those most likely by ``articles``; none of those ``seen``."""
    likely = [key for key, _ in articles.most_common(_LOOKED_INTO + len(seen))]
    current = connection.exec_driver_sql(_CURRENT.format(listed(likely))).all()
    unseen = {row.key for row in current if row.id not in seen}
    chosen = [key for key in likely if key in unseen][:_LOOKED_INTO]
    if not chosen:
        return ()
    rows = {row.key: row for row in connection.exec_driver_sql(_PAGES.format(listed(chosen))).all()}
    places = {key: place for key, row in rows.items() if (place := locate(said, row.text))}
    there = _there(connection, places)
    found = [_printed(rows[key], *place, there.get(key)) for key, place in places.items()]
    return tuple(sorted(found, key=lambda one: one.order))


def _there(connection: Connection, places: Mapping[int, tuple[int, int]]) -> dict[int, Printed]:
    """The first statement, if there is one, that stands at a place of an article, by the article's key."""
    if not places:
        return {}
    queries = (_THERE.format(article=key, start=start, end=end) for key, (start, end) in places.items())
    rows = connection.exec_driver_sql(" UNION ALL ".join(queries)).all()
    of_article = {row.article: row.statement for row in rows if row.statement is not None}
    loaded = load(connection, list(of_article.values()))
    return {article: loaded[statement] for article, statement in of_article.items()}


def _printed(row: Row[Any], start: int, end: int, statement: Printed | None) -> Printed:
    """The appearance at a place of an article, with the speaker of the statement that stands there."""
    return Printed(
        id=row.id if statement is None else statement.id, text=row.text[start:end], page=row.page, outlet=row.outlet,
        published=row.published, article=row.id, headline=row.headline, origin=row.origin, start=start, end=end,
        speaker=statement.speaker if statement else None, described=statement.described if statement else None,
        route=statement.route if statement else (), credited=statement is not None and statement.credited,
        marked=inside_marks(row.text, start, end), said=statement.said if statement else None,
    )  # fmt: skip


def locate(said: Words, article: str) -> tuple[int, int] | None:
    """Where in an article the words or a part of them stand: ``[start, end)`` in code points; None where they don't."""
    found = _window(said, article)
    spoken = [token.word for token in found]
    first = next(_shared_runs(said, spoken), None)
    if first is None:
        return None
    low = max(0, first - len(said))
    near = spoken[low : first + PAGE[0] + len(said)]
    whole = next((at for at in range(len(near)) if tuple(near[at : at + len(said)]) == said), None)
    if whole is not None:
        return found[low + whole].start, found[low + whole + len(said) - 1].end
    equal = [block for block in align(said, near).blocks if block.equal and block.b - block.a >= 2]
    if not equal or sum(block.b - block.a for block in equal) < min(_PART, 0.6 * len(said)):
        return None
    return found[low + equal[0].c].start, found[low + equal[-1].d - 1].end


def _window(said: Words, article: str) -> list[Token]:
    """The words of an article around the first run of the words that its characters show, or that its words show, each
    read by itself; all of them where neither does."""
    place = _place(said, article, _RAW, _as_it_stands) or _place(said, article, _SPOKEN, _read)
    if place is None:
        return tokens(article)
    reach = 12 * (len(said) + _AROUND)
    start, end = max(0, place.start() - reach), min(len(article), place.end() + reach)
    return [token for token in tokens(article, start, end) if token.end <= end]


def _place(said: Words, article: str, word: re.Pattern[str], form: Callable[[str], Words]) -> re.Match[str] | None:
    """The word of an article, as a pattern cuts them, that begins the first run of the words in some form."""
    forms = list(map(form, word.findall(article)))
    at = next(_shared_runs(said, list(chain.from_iterable(forms))), None)
    if at is None:
        return None
    return next(islice(word.finditer(article), bisect_right(list(accumulate(map(len, forms))), at), None))


def _as_it_stands(raw: str) -> Words:
    return (raw.casefold(),)


_read = lru_cache(maxsize=1 << 16)(words)


def _shared_runs(said: Words, spoken: Sequence[str]) -> Iterator[int]:
    """Where in ``spoken`` a run of the words begins that is as long as the fingerprints of articles are."""
    size, known = PAGE[0], frozenset(said)
    runs = {said[at : at + size] for at in range(len(said) - size + 1)}
    for at in range(len(spoken) - size + 1):
        if spoken[at] in known and tuple(spoken[at : at + size]) in runs:
            yield at
