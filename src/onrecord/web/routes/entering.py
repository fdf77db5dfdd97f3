"""Signing in and out."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.web.asking import SentForm, field, settings_of
from onrecord.web.gate import COOKIE
from onrecord.web.limits import Limiter
from onrecord.web.problems import Busy
from onrecord.web.shared import Shared
from onrecord.web.templating import render
from onrecord.web.users import SESSION_SECONDS, Role, User, Users

html = APIRouter(include_in_schema=False)


def attempts(shared: Shared) -> Limiter:
    """The limit on guesses at a password, for each address and for each name."""
    return Limiter(shared, "attempts", per_minute=6, burst=8)


def _inside(address: str) -> str:
    """``address`` when it is a path of this server, else the front page."""
    parts = urlsplit(address)
    fits = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return address if fits and address.isprintable() else "/"


@html.get("/login", response_class=HTMLResponse)
def login_page(request: Request, next: str = "/") -> HTMLResponse:
    """The form to sign in."""
    return render(request, "login.html", {"next": _inside(next), "wrong": False, "name": ""})


@html.post("/login")
async def login(request: Request, form: SentForm) -> Response:
    """Sign in with name and password, or with the server's token as the password."""
    name, password = field(form, "name", most=64), field(form, "password", most=1000)
    client = request.client.host if request.client else "unknown"
    limiter: Limiter = request.app.state.attempts
    wait = max(limiter.wait(f"from {client}"), limiter.wait(f"as {name}") if name else 0)
    if wait:
        raise Busy("Too many tries to sign in.", f"Wait {wait} seconds.", wait=wait)
    users: Users = request.app.state.users
    token = settings_of(request).token
    user = await run_in_threadpool(users.checked, name, password) if name else None
    if token and hmac.compare_digest(password.encode(), token.encode()):
        user = User(name or "token", Role.EDITOR)
    if user is None:
        values = {"next": _inside(field(form, "next", most=2000)), "wrong": True, "name": name}
        return render(request, "login.html", values, status=401)
    secret = await run_in_threadpool(users.begin_session, user)
    answer = RedirectResponse(_inside(field(form, "next", most=2000)), 303)
    answer.set_cookie(
        COOKIE, secret, max_age=SESSION_SECONDS, httponly=True, samesite="lax", secure=settings_of(request).https
    )
    return answer


@html.post("/logout")
async def logout(request: Request, form: SentForm) -> Response:
    """End the session."""
    users: Users = request.app.state.users
    await run_in_threadpool(users.end_session, request.state.session)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=settings_of(request).https)
    return answer
