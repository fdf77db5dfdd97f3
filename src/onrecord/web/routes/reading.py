"""Articles, their versions compared, and speakers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.core.statements import Statement
from onrecord.render.page import hues
from onrecord.web import articles, comparing, marking, people
from onrecord.web.answers import ArticleView, Comparison, Profile
from onrecord.web.asking import PageNumber, PageSize, record_of, remembered
from onrecord.web.correcting import statement_of
from onrecord.web.templating import render

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["read"])

Order = Annotated[str, Query(pattern="^(newest|oldest)$")]


def _profile(request: Request, speaker: str, order: str, page: int, size: int) -> Profile:
    asked = ("profile", speaker, order, page, size)
    return remembered(request, asked, lambda record: people.profile(record, speaker, order=order, page=page, size=size))


@html.get("/articles/{article}", response_class=HTMLResponse)
def article_page(request: Request, article: str, done: Annotated[int, Query(ge=0, le=10**9)] = 0) -> HTMLResponse:
    """The text with its statements marked in place."""
    stored = articles.stored_article(record_of(request), article)
    statements = stored.view.statements
    listed = marking.beside(statements, stored.view.url)
    names = list(dict.fromkeys(one.speaker.name for one in statements if one.speaker.name))
    values = {
        "view": stored.view,
        "story": marking.written(marking.story(stored.article, statements), listed),
        "hues": hues(statements),
        "beside": listed,
        "names": names,
        "notice": done if any(one.number == done and one.standing for one in stored.view.history) else None,
    }
    return render(request, "article.html", values)


@html.get("/statements/{statement}")
def statement_page(request: Request, statement: str) -> RedirectResponse:
    """To the statement in its article."""
    article = articles.article_of_statement(record_of(request), statement)
    return RedirectResponse(f"/articles/{article}#s-{statement}", 303)


@html.get("/articles/{article}/against/{other}", response_class=HTMLResponse)
def compare_page(request: Request, article: str, other: str) -> HTMLResponse:
    """Two versions, word by word."""
    return render(request, "compare.html", {"found": compared(request, article, other)})


@html.get("/speakers/{speaker}", response_class=HTMLResponse)
def speaker_page(
    request: Request, speaker: str, order: Order = "newest", page: PageNumber = 1, size: PageSize = 20
) -> HTMLResponse:
    """What somebody said, as a time line."""
    found = _profile(request, speaker, order, page, size)
    return render(request, "speaker.html", {"found": found, "order": order})


@api.get("/articles/{article}")
def article_json(request: Request, article: str) -> ArticleView:
    """An article with its statements after corrections, problems, versions and history."""
    return articles.stored_article(record_of(request), article).view


@api.get("/statements/{statement}")
def statement_json(request: Request, statement: str) -> Statement:
    """One statement after corrections, in full (docs/json.md)."""
    return statement_of(record_of(request), statement)[0]


@api.get("/articles/{article}/against/{other}")
def compared(request: Request, article: str, other: str) -> Comparison:
    """What changed from ``other`` to ``article``."""
    record = record_of(request)
    new, old = (articles.stored_article(record, one).view for one in (article, other))
    return Comparison(old=old.article, new=new.article, changes=comparing.changes(old.text, new.text))


@api.get("/speakers/{speaker}")
def speaker_json(
    request: Request, speaker: str, order: Order = "newest", page: PageNumber = 1, size: PageSize = 20
) -> Profile:
    """What a speaker said, roles, outlets, routes, names, and a page of statements."""
    return _profile(request, speaker, order, page, size)
