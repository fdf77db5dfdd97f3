"""The gate: every request passes it before any page is asked. It lets in, refuses, limits, and sets the headers.

Order: the name asked for (against DNS rebinding), the size, who it is, how often, where a change comes from.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections.abc import MutableMapping
from contextlib import AsyncExitStack
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.store.engine import is_postgres
from onrecord.web.answers import Trouble
from onrecord.web.limits import Limiter
from onrecord.web.problems import Busy, TooLarge, WebError, explained
from onrecord.web.settings import BODY_BYTES, Settings
from onrecord.web.shared import Shared
from onrecord.web.templating import render
from onrecord.web.users import Role, User, Users

COOKIE = "onrecord_session"
_log = logging.getLogger("onrecord.web")

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OUTSIDE = ("/login", "/static/")  # what somebody sees who is not signed in
_SLOW = ("/static/", "/sources", "/api/sources")  # files, and what may take 20 seconds
# Pages that a process makes at once. Threads of Python that have work take turns at it, and a page that reads rows
# from SQLite loses its turn at each of them; pages of PostgreSQL wait for a server most of their time.
_PAGES, _WAITING_PAGES = 2, 16
_READERS_MAY = ("/verify", "/lint", "/login", "/logout", "/api/verify", "/api/lint")  # POST that stores nothing


class Gate:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, users: Users, shared: Shared) -> None:
        self.app = app
        self.settings = settings
        self.users = users
        self.pages = asyncio.Semaphore(_WAITING_PAGES if is_postgres(settings.record) else _PAGES)
        self.reading = Limiter(shared, "reading", per_minute=600, burst=200)
        self.changing = Limiter(shared, "changing", per_minute=30, burst=20)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        started = False
        turn = AsyncExitStack()

        async def headed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(scope, message)
                await turn.aclose()  # the page is made; who reads it slowly keeps nobody waiting
            await send(message)

        try:
            early = self._refusal(scope)
            if early is not None:
                await early(scope, receive, headed)
                return
            if scope["method"] in _SAFE and not scope["path"].startswith(_SLOW):
                await turn.enter_async_context(self.pages)
            await self.app(scope, _bounded(receive), headed)
        except Exception as error:
            if not isinstance(error, WebError):
                _log.exception("%s %s", scope["method"], scope["path"])
            if started:  # the application has answered already, with the page of `trouble_answer`
                return
            await trouble_answer(Request(scope), error)(scope, receive, headed)
        finally:
            await turn.aclose()

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer that ends the matter here; None lets the request through. Sets who it is in the scope's state."""
        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        state["is_open"] = self.settings.is_open
        path, safe = scope["path"], scope["method"] in _SAFE
        if not self._known_host(headers.get("host", "")):
            raise WebError("This server doesn't go by that name.", "Use the address that it was started for.")
        if int(headers.get("content-length") or 0) > BODY_BYTES:
            raise TooLarge(f"A request may have {BODY_BYTES // 1_000_000} MB.", "Send less at once.")
        secret = _cookie(headers, COOKIE)
        bearer = _bearer(headers)
        user = self._user(secret, bearer)
        state.update(user=user, session=secret, csrf=self._csrf(secret), bearer=bool(bearer))
        if not self.settings.is_open:
            self._limit(scope, user, safe)
        if user is None and not path.startswith(_OUTSIDE):
            if path.startswith("/api") or path == "/openapi.json":
                trouble = Trouble(status=401, title="Nobody is signed in.", advice="Send the token as a Bearer token.")
                return JSONResponse(trouble.model_dump(), 401, headers={"WWW-Authenticate": "Bearer"})
            return RedirectResponse(f"/login?next={quote(path, safe='/')}", 303)
        if not safe:
            self._check_origin(headers)
            if user is not None and user.role is not Role.EDITOR and not path.startswith(_READERS_MAY):
                raise WebError("Only editors may change the record.", "Sign in as an editor.", status=403)
        return None

    def _known_host(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return name is not None and name in self.settings.hosts

    def _user(self, secret: str, bearer: str) -> User | None:
        if self.settings.is_open:
            return User(self.settings.editor, Role.EDITOR)
        if bearer and self.settings.token and hmac.compare_digest(bearer.encode(), self.settings.token.encode()):
            return User("token", Role.EDITOR)
        return self.users.of_session(secret)

    def _csrf(self, secret: str) -> str:
        return hmac.new(self.settings.key, secret.encode(), hashlib.sha256).hexdigest()

    def _limit(self, scope: Scope, user: User | None, safe: bool) -> None:
        client = scope.get("client") or ("unknown", 0)
        limiter = self.reading if safe else self.changing
        wait = limiter.wait(user.name if user else str(client[0]))
        if wait:
            raise Busy("That is too many requests.", f"Wait {wait} seconds.", wait=wait)

    def _check_origin(self, headers: Headers) -> None:
        """A change comes from a page of ours, or from a program that sends no Origin at all."""
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            raise WebError("That form is from another site.", "Go to the page here and use its form.", status=403)
        if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            raise WebError("That form is from another site.", "Go to the page here and use its form.", status=403)


def trouble_answer(request: Request, error: Exception) -> Response:
    """The page, or under ``/api`` the JSON, that says what went wrong."""
    trouble, wait = explained(error)
    return answer_of(request, trouble, wait)


def answer_of(request: Request, trouble: Trouble, wait: int = 0) -> Response:
    """The answer that shows trouble."""
    path = request.url.path
    if path.startswith("/api") or path == "/openapi.json":
        found: Response = JSONResponse(trouble.model_dump(), trouble.status)
    else:
        found = render(request, "trouble.html", {"trouble": trouble}, status=trouble.status)
    if wait:
        found.headers["Retry-After"] = str(wait)
    return found


def _add_headers(scope: Scope, message: MutableMapping[str, Any]) -> None:
    sent = {name for name, _ in message["headers"]}
    added = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
    if b"cache-control" not in sent:
        kept = b"public, max-age=31536000, immutable" if scope["path"].startswith("/static/") else b"private, no-cache"
        added.append((b"cache-control", kept))
    message["headers"] = [*message["headers"], *added]


def _bounded(receive: Receive) -> Receive:
    """``receive`` that refuses a body beyond the limit, also one whose length was not told."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_BYTES:
            raise HTTPException(413)  # the one error that the framework lets through while it reads a body
        return message

    return limited


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _bearer(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
