"""A server of the small record: through Starlette's test client, and on a real port for the browser."""

from __future__ import annotations

import re
import shutil
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import sync_playwright
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))

import web_record

from onrecord.web.app import create_app
from onrecord.web.settings import Settings


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """The record, made once; tests that write take a copy."""
    path = tmp_path_factory.mktemp("record") / "record.db"
    web_record.fill(path)
    return path


@pytest.fixture
def path(filled, tmp_path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "record.db"))


def settings(path: Path, **more) -> Settings:
    users = more.pop("users", path.with_name("record.db.users"))
    return Settings(record=str(path), users=users, hosts=frozenset({"testserver"}), editor="ed", **more)


class Client(TestClient):
    """A test client that doesn't follow redirects and knows the form's token of the page it saw last."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(create_app(settings), follow_redirects=False)

    def token(self, page: str = "/login") -> str:
        found = re.search(r'name="csrf" value="(\w+)"', self.get(page).text)
        return found[1] if found else ""

    def submit(self, path: str, page: str = "/login", **fields: str):
        return self.post(path, data={"csrf": self.token(page), **fields})


@pytest.fixture
def client(path) -> Client:
    return Client(settings(path))


@pytest.fixture
def article(client) -> str:
    """The id of the harbor article's current version."""
    return web_record.harbor().article.id


class Served:
    """A server on a real port, in a thread of this process."""

    def __init__(self, settings: Settings) -> None:
        self.server = uvicorn.Server(
            uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_level="error", access_log=False)
        )
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        deadline = time.monotonic() + 20
        while not self.server.started:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        self.url = f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture
def served(path):
    """A server of a copy of the small record, for one test to change."""
    server = Served(replace(settings(path), hosts=frozenset({"127.0.0.1"}), model="fast"))
    yield server.url
    server.close()


@pytest.fixture(scope="session")
def shown(filled, tmp_path_factory):
    """A server of the small record that no test changes."""
    copy = Path(shutil.copy(filled, tmp_path_factory.mktemp("shown") / "record.db"))
    server = Served(replace(settings(copy), hosts=frozenset({"127.0.0.1"}), model="fast"))
    yield server.url
    server.close()


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, started once."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no Chromium: run the tests under scripts/with-chromium, or install it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page of its own; whatever goes wrong in it (an error, something that the policy refused) fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(8000)
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert not troubles
