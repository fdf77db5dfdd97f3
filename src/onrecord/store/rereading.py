"""Re-reading: what another model finds in the stored articles, compared first and replaced only when asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine, select

from onrecord.core.article import Article
from onrecord.core.reading import Reading
from onrecord.store import schema
from onrecord.store.adding import now
from onrecord.store.editing import rewrite, stored
from onrecord.store.engine import reading, writing
from onrecord.store.packing import pack

Reader = Callable[[Article], Reading]


@dataclass(frozen=True, slots=True)
class Reread:
    """Statements that a new reading has in common with the stored one, changes, adds, and no longer has."""

    articles: int = 0
    same: int = 0
    changed: int = 0
    added: int = 0
    gone: int = 0

    def __add__(self, other: Reread) -> Reread:
        return Reread(
            self.articles + other.articles,
            self.same + other.same,
            self.changed + other.changed,
            self.added + other.added,
            self.gone + other.gone,
        )


def compare(old: Reading, new: Reading) -> Reread:
    """What changed from one reading of an article to another; statements of the same content are compared whole."""
    before = {statement.id: statement for statement in old.statements}
    after = {statement.id: statement for statement in new.statements}
    common = before.keys() & after.keys()
    same = sum(before[identity] == after[identity] for identity in common)
    return Reread(1, same, len(common) - same, len(after) - len(common), len(before) - len(common))


def reread(engine: Engine, reader: Reader, name: str, *, replace: bool = False) -> Reread:
    """Read every current article anew and say what changed; ``replace`` also stores it, a page at a time.

    Corrections are laid over the new reading where their words still stand; `Record.orphaned` lists the others.
    """
    total = Reread()
    table = schema.articles
    with reading(engine) as connection:
        keys = list(connection.scalars(select(table.c.key).where(table.c.state == "current").order_by(table.c.key)))
    for key in keys:
        with reading(engine) as connection:
            _, old = stored(connection, key)
        new = reader(old.article)
        total += compare(old, new)
        if replace:
            body = pack(new)
            with writing(engine) as connection:
                those = schema.readings
                row = {"body": body, "reader": name, "read": now()}
                connection.execute(those.update().where(those.c.article_key == key).values(**row))
                rewrite(connection, key)
    return total
