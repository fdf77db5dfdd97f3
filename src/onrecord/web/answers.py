"""The answers that pages show and that ``/api`` gives as JSON: what a view makes of the record.

Statements in full are the library's own `Statement` (docs/json.md); lists hold the lighter `Row`.
"""

from __future__ import annotations

from pydantic import BaseModel

from onrecord.core.statements import Statement


class Trouble(BaseModel):
    """What went wrong: ``status`` of HTTP, what happened, and what to do about it."""

    status: int
    title: str
    advice: str


class Counted(BaseModel):
    """A value and how many statements have it."""

    value: str
    statements: int


class Paging(BaseModel):
    """Where a list stands. ``total`` is exact unless ``more``; pages count from 1."""

    page: int
    size: int
    total: int
    more: bool = False

    @property
    def last(self) -> int:
        """The number of the last page that is known of."""
        return max(1, -(-self.total // self.size))


class Named(BaseModel):
    """A speaker of the record; ``id`` is None for one without a name."""

    id: str | None
    name: str
    kind: str
    role: str | None = None


class Page(BaseModel):
    """An article in a list: one version of a page."""

    id: str
    page: str
    headline: str | None
    outlet: str | None
    byline: str | None = None
    published: str | None
    version: int
    current: bool
    added: str
    statements: int | None = None


class Row(BaseModel):
    """A statement in a list. ``marks`` are ranges of ``snippet`` that match (code points, half-open)."""

    id: str
    article: str
    snippet: str
    marks: list[tuple[int, int]]
    speaker: Named
    said: str | None
    form: str
    act: str
    polarity: str
    route: list[str]
    confidence: float
    corrected: bool
    outlet: str | None
    headline: str | None
    published: str | None
    page: str
    version: int
    current: bool


class Found(BaseModel):
    """One page of a search. ``counts`` are of the first ``counted`` statements that fit, of all where ``exact``."""

    rows: list[Row]
    paging: Paging
    counts: dict[str, list[Counted]]
    counted: int
    exact: bool


class Repeated(BaseModel):
    """A quotation that stands on several pages: its number, a wording, and in how many wordings a word differs."""

    key: int
    words: str
    speakers: list[str]
    pages: int
    outlets: int
    altered: int | None
    first: str | None


class Home(BaseModel):
    """What a record holds, what is new in it, and what is repeated most."""

    articles: int
    statements: int
    speakers: int
    outlets: list[Counted]
    forms: list[Counted]
    newest: list[Page]
    repeated: list[Repeated]


class Trail(BaseModel):
    """A correction as the history shows it. ``statement`` is the id that it was made on; ``standing``: not undone."""

    number: int
    made: str
    editor: str
    reason: str
    kind: str
    change: str
    words: str | None
    article: str | None
    statement: str | None
    undoes: int | None
    standing: bool


class Difficulty(BaseModel):
    """Trouble in a page (docs/problems.md)."""

    code: str
    message: str


class ArticleView(BaseModel):
    """One version of a page with its text, its statements after corrections, and what was decided about it."""

    article: Page
    url: str | None
    updated: str | None
    retrieved: str | None
    text: str
    statements: list[Statement]
    corrected: list[str]
    speakers: dict[str, str]
    problems: list[Difficulty]
    versions: list[Page]
    history: list[Trail]
    orphaned: list[Trail]


class Change(BaseModel):
    """A stretch of two versions: ``kind`` is same, added, dropped or changed."""

    kind: str
    old: str
    new: str


class Comparison(BaseModel):
    """Two versions of a page, paragraph by paragraph; long unchanged stretches are left out."""

    old: Page
    new: Page
    changes: list[Change]


class RoleOver(BaseModel):
    """A role that pages gave somebody, with the first and the last day of those pages."""

    role: str
    first: str | None
    last: str | None
    statements: int


class Merged(BaseModel):
    """A speaker that was merged into another one; ``correction`` is the number to undo."""

    id: str
    name: str
    correction: int | None


class Profile(BaseModel):
    """What a person or organization said, as far as the record goes; the counts are of the newest ``counted``."""

    speaker: Named
    roster_id: str | None
    same_as: Named | None
    names: list[str]
    roles: list[RoleOver]
    outlets: list[Counted]
    routes: list[Counted]
    months: list[Counted]
    counted: int
    alike: list[Named]
    merged: list[Merged]
    rows: list[Row]
    paging: Paging


class People(BaseModel):
    """Speakers by name."""

    speakers: list[Named]
    counts: list[int]
    paging: Paging


class History(BaseModel):
    """All corrections of the record, newest first."""

    corrections: list[Trail]
    paging: Paging
