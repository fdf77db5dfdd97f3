"""Servers of a record: for Starlette's test client, and on a real port for the browser."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import uvicorn
from starlette.testclient import TestClient

from onrecord.web.app import create_app
from onrecord.web.settings import Settings


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
