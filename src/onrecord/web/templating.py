"""Templates: HTML in which every value is escaped, and every character that may not be shown is replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.web.marking import outlink, visible

STATIC = Path(__file__).parent / "static"


@cache
def asset(path: str) -> str:
    """The address of a file of ours, with its hash so that browsers may keep it for ever."""
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template writes out
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def number(value: int) -> str:
    """A count with its thousands set apart."""
    return f"{value:,}"


def day(value: str | None) -> str:
    """The day of an ISO 8601 moment; other dates as they are."""
    return (value or "")[:10]


def with_query(request: Request, **changes: Any) -> str:  # noqa: ANN401 - any value of a query
    """The request's own address with some of its query changed; None takes a key out."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in changes and value]
    kept += [(key, str(value)) for key, value in changes.items() if value not in (None, "")]
    query = "&".join(f"{_quoted(key)}={_quoted(value)}" for key, value in kept)
    return request.url.path + (f"?{query}" if query else "")


_quoted = lru_cache(maxsize=1_000)(quote_plus)  # a page has the same values in some forty addresses


def matched(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A snippet in pieces, and whether each is a match."""
    last = 0
    for start, end in marks:
        if start >= last:
            yield text[last:start], False
            yield text[start:end], True
            last = end
    yield text[last:], False


def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("onrecord.web", "templates"), autoescape=True, undefined=StrictUndefined,
        finalize=_shown, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    found.filters.update(outlink=outlink, number=number, day=day)
    found.globals.update(asset=asset, with_query=with_query, matched=matched)
    return found


_TEMPLATES = _environment()


def render(request: Request, name: str, values: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """A page from a template. ``user`` and ``csrf`` are there in every one."""
    state = request.scope.get("state", {})
    shared = {"request": request, "user": state.get("user"), "csrf": state.get("csrf", ""),
              "is_open": state.get("is_open", False)}  # fmt: skip
    html = _TEMPLATES.get_template(name).render({**shared, **values})
    return HTMLResponse(html, status_code=status)
