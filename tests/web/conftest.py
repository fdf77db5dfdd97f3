"""A server of the small record: through Starlette's test client, and on a real port for the browser."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import web_record
from web_server import Client, Served, settings


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """The record, made once; tests that write take a copy."""
    path = tmp_path_factory.mktemp("record") / "record.db"
    web_record.fill(path)
    return path


@pytest.fixture
def path(filled, tmp_path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "record.db"))


@pytest.fixture
def client(path) -> Client:
    return Client(settings(path))


@pytest.fixture
def article(client) -> str:
    """The id of the harbor article's current version."""
    return web_record.harbor().article.id


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
    expect.set_options(timeout=20_000)  # for machines that have much else to do
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page of its own; whatever goes wrong in it (an error, something that the policy refused) fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert not troubles
