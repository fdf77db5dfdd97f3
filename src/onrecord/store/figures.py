"""Figures of a record: how much it holds, by outlet, speaker, form and day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text

from onrecord.store import plans, schema, search

BY = ("outlet", "speaker", "form", "act", "polarity", "kind")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a record holds, its current versions alone except in ``versions``.

    ``counted``  statements by the values of each thing of `BY`, the commonest first.
    ``published``, ``added``  statements by the day of publishing and pages by the day they came in, in time order.
    """

    articles: int
    versions: int
    statements: int
    speakers: int
    failures: int
    corrections: int
    counted: dict[str, dict[str, int]]
    published: dict[str, int]
    added: dict[str, int]

    @property
    def unnamed(self) -> float:
        """The share of statements whose speaker the page leaves without a name."""
        return self.counted["kind"].get("unnamed", 0) / self.statements if self.statements else 0.0

    def as_json(self) -> dict[str, Any]:
        """One flat object."""
        numbers = ("articles", "versions", "statements", "speakers", "failures", "corrections", "unnamed")
        return {
            **{name: getattr(self, name) for name in numbers},
            **self.counted,
            "published": self.published,
            "added": self.added,
        }


def figures(connection: Connection) -> Figures:
    """The figures of a record at this moment."""

    def rows(name: str) -> int:
        return int(connection.scalar(select(func.count()).select_from(schema.metadata.tables[name])) or 0)

    counted = {by: search.count(connection, plans.Query(), by) for by in BY}
    articles = schema.articles
    current = select(func.count()).select_from(articles).where(articles.c.state == "current")
    days = text("SELECT substr(added, 1, 10), count(*) FROM articles WHERE state = 'current' GROUP BY 1 ORDER BY 1")
    return Figures(
        articles=int(connection.scalar(current) or 0),
        versions=rows("articles"),
        statements=sum(counted["form"].values()),
        speakers=sum(1 for name in counted["speaker"] if name),
        failures=rows("failures"),
        corrections=rows("corrections"),
        counted=counted,
        published=dict(sorted(search.count(connection, plans.Query(), "published").items())),
        added={row[0]: int(row[1]) for row in connection.execute(days)},
    )


def by_month(days: dict[str, int]) -> dict[str, int]:
    """The same counts by month (``2017-02``), those without a day left out."""
    months: Counter[str] = Counter()
    for day, number in days.items():
        if day:
            months[day[:7]] += number
    return dict(sorted(months.items()))
