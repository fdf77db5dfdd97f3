"""A server of the small record: through Starlette's test client, and on a real port for the browser."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
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
