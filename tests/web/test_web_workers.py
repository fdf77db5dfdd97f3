"""Several processes serve one record: what they share, and how they end."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from web_server import Client, settings

from onrecord.core.options import ReadOptions
from onrecord.pages import Item
from onrecord.web import adding
from onrecord.web.app import create_app
from onrecord.web.jobs import Jobs
from onrecord.web.limits import Limiter
from onrecord.web.problems import Busy
from onrecord.web.settings import Settings
from onrecord.web.shared import Shared, Turns
from onrecord.web.shelf import Shelf
from onrecord.web.users import Role, Users
from onrecord.web.workers import _read, _write

PASSWORD = "correct horse battery"
DRAFT = "“The harbor will not close this winter,” said Ana Ferreira."


@pytest.fixture
def two(path, tmp_path) -> tuple[Client, Client]:
    """Clients of two applications of one server, as two processes have them."""
    Users(path.with_name("record.db.users")).add("edna", Role.EDITOR, PASSWORD)
    folder = tmp_path / "shared"
    folder.mkdir()
    one = settings(path, is_open=False, folder=folder, model="fast")
    _write(one, folder)
    return Client(one), Client(_read(folder))


def sign_in(client: Client, password: str = PASSWORD):
    return client.submit("/login", name="edna", password=password)


def waited_for(what, seconds: float = 60.0):
    """What ``what`` gives as soon as that is true."""
    ends = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < ends
        time.sleep(0.05)
    return found


def test_settings_come_out_as_they_went_in(tmp_path) -> None:
    told = Settings(record="r", users=Path("u"), token="t" * 16, hosts=frozenset({"a"}), https=True, folder=tmp_path)
    _write(told, tmp_path)
    assert _read(tmp_path) == told
    assert (tmp_path / "settings").stat().st_mode & 0o077 == 0


def test_who_signs_in_at_one_is_known_to_the_other(two) -> None:
    one, other = two
    assert other.get("/").status_code == 303
    sign_in(one)
    other.cookies = one.cookies
    assert other.get("/").status_code == 200
    assert (
        other.post("/logout", data={"csrf": one.token("/add")}).status_code == 303
    )  # a form of one, sent to the other
    assert one.get("/").status_code == 303


def test_guesses_at_a_password_are_counted_together(two, monkeypatch) -> None:
    monkeypatch.setattr("onrecord.web.limits.time.monotonic", lambda: 100.0)
    assert [sign_in(two[n % 2], f"guess number {n}").status_code for n in range(8)] == [401] * 8
    assert [sign_in(client).status_code for client in two] == [429, 429]


def test_limits_are_counted_together(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("onrecord.web.limits.time.monotonic", lambda: 100.0)
    one, other = (Limiter(Shared(tmp_path), "tries", per_minute=60, burst=4) for _ in range(2))
    assert [limiter.wait("a") for limiter in (one, other, one, other, one, other)] == [0, 0, 0, 0, 2, 2]
    assert Limiter(Shared(tmp_path), "others", per_minute=60, burst=4).wait("a") == 0


def test_buckets_that_are_full_again_are_not_kept(tmp_path, monkeypatch) -> None:
    now = [100.0]
    monkeypatch.setattr("onrecord.web.limits.time.monotonic", lambda: now[0])
    shared = Shared(tmp_path)
    limiter = Limiter(shared, "tries", per_minute=60, burst=4)
    for caller in range(50):
        limiter.wait(str(caller))
    now[0] += 10
    limiter.wait("a")
    with shared.changing() as db:
        assert db.execute("SELECT count(*) FROM buckets").fetchone() == (1,)


def test_so_many_have_a_turn_and_no_more(tmp_path) -> None:
    one, other = (Turns(Shared(tmp_path), "drafts", 2) for _ in range(2))
    with one.turn(TimeoutError), other.turn(TimeoutError):
        with pytest.raises(TimeoutError), one.turn(TimeoutError, seconds=0.1):
            pass
        with Turns(Shared(tmp_path), "others").turn(TimeoutError, seconds=0):
            pass
    with one.turn(TimeoutError, seconds=0), one.turn(TimeoutError, seconds=0):
        pass


def test_a_change_that_fails_is_none(tmp_path) -> None:
    shared = Shared(tmp_path)

    def half_done() -> None:
        with shared.changing() as db:
            db.execute("INSERT INTO buckets VALUES ('a', 'b', 1, 1)")
            raise TimeoutError

    with pytest.raises(TimeoutError):
        half_done()
    with shared.changing() as db:
        assert db.execute("SELECT count(*) FROM buckets").fetchone() == (0,)


def test_a_folder_of_its_own_goes_with_it() -> None:
    shared = Shared()
    with shared.changing():
        assert shared.folder.stat().st_mode & 0o077 == 0
    shared.close()
    assert not shared.folder.exists()


def test_a_job_begun_at_one_is_seen_at_the_other(two) -> None:
    one, other = two
    sign_in(one)
    other.cookies = one.cookies
    location = one.submit("/add", page="/add", text=DRAFT).headers["location"]
    job = waited_for(lambda: (found := other.get(f"/api{location}").json())["state"] == "done" and found)
    assert (job["done"], job["outcomes"][0]["statements"]) == (1, 1)
    assert other.get(f"/articles/{job['outcomes'][0]['article']}").status_code == 200


def test_too_much_waiting_is_counted_together(path, tmp_path) -> None:
    one, other = (Jobs(Shelf(str(path)), Shared(tmp_path), ReadOptions()) for _ in range(2))
    for jobs in (one, other):
        jobs._pool = type("Idle", (), {"submit": lambda *_: None, "shutdown": lambda *_, **__: None})()
    begun = [(one, other)[n % 2].begin(adding.of_text("words", "a")) for n in range(10)]
    for jobs in (one, other):
        with pytest.raises(Busy):
            jobs.begin([Item("a", data=b"words")])
    one.close()  # as if its process had died: its jobs end, and make room
    states = [other.job(job.id).state for job in begun]
    assert states == ["failed", "waiting"] * 5
    other.begin(adding.of_text("words", "a"))
    other.close()


@contextmanager
def served(path: Path, tmp_path: Path, workers: int = 2):
    """`onrecord serve`, in a group of its own: its process, its address, the ids of those that answer for it."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--record", str(path), "--port", str(port),
               "--workers", str(workers), "--model", "fast", "--login"]  # fmt: skip
    (tmp_path / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        waited_for(lambda: _answers(url))
        yield server, url, waited_for(lambda: len(found := _answering(server.pid)) == workers and found)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/login").status_code == 200
    except httpx.TransportError:
        return False


def _answering(server: int) -> list[int]:
    """The processes that answer: the server's children, or where it has none itself."""
    listed = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return [int(one) for one in listed if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()] or [server]


def _alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:1]
    except FileNotFoundError:
        return False


def test_two_processes_are_one_server_and_leave_nothing_behind(path, tmp_path) -> None:
    Users(path.with_name("record.db.users")).add("edna", Role.EDITOR, PASSWORD)
    with served(path, tmp_path) as (server, url, children):
        form = httpx.get(f"{url}/login").text
        sent = {"name": "edna", "password": PASSWORD, "csrf": re.search(r'name="csrf" value="(\w+)"', form)[1]}
        cookies = httpx.post(f"{url}/login", data=sent).cookies
        answers = [httpx.get(f"{url}/api/home", cookies=cookies) for _ in range(20)]  # each by whoever takes it
        assert {answer.status_code for answer in answers} == {200}
        job = httpx.post(f"{url}/api/add", json={"text": DRAFT}, cookies=cookies).json()["id"]
        waited_for(lambda: httpx.get(f"{url}/api/add/{job}", cookies=cookies).json()["state"] == "done")

        os.killpg(server.pid, signal.SIGINT)  # what Ctrl-C does
        assert server.wait(30) == 0
        assert not [child for child in children if _alive(child)]
        assert list((tmp_path / "temporary").glob("onrecord-*")) == []
        assert "Traceback" not in server.stderr.read()


def test_a_process_that_dies_is_replaced_and_none_outlives_the_first(path, tmp_path) -> None:
    Users(path.with_name("record.db.users")).add("edna", Role.EDITOR, PASSWORD)
    with served(path, tmp_path) as (server, url, children):
        os.kill(children[0], signal.SIGKILL)
        anew = waited_for(lambda: len(set(found := _answering(server.pid)) - {children[0]}) == 2 and found)
        assert httpx.get(f"{url}/login").status_code == 200
        waited_for(lambda: all(_alive(child) for child in anew))

        server.kill()
        server.wait(10)
        waited_for(lambda: not [child for child in anew if _alive(child)])


def test_one_process_leaves_nothing_behind_either(path, tmp_path) -> None:
    Users(path.with_name("record.db.users")).add("edna", Role.EDITOR, PASSWORD)
    with served(path, tmp_path, workers=1) as (server, _, answering):
        assert answering == [server.pid]
        server.terminate()
        assert server.wait(30) == 0
        assert list((tmp_path / "temporary").glob("onrecord-*")) == []


def test_who_reads_slowly_keeps_nobody_waiting(path) -> None:
    """A few pages are made at a time, and a page is made when its answer begins."""

    async def run() -> list[int]:
        application = create_app(settings(path))
        never = asyncio.Event()
        begun: list[int] = []

        async def nothing():
            await never.wait()

        async def unread(message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message["status"])
            else:
                await never.wait()

        scope = {"type": "http", "method": "GET", "path": "/api/home", "raw_path": b"/api/home", "query_string": b"",
                 "headers": [(b"host", b"testserver")], "client": ("127.0.0.1", 1), "scheme": "http",
                 "server": ("testserver", 80), "root_path": "", "http_version": "1.1"}  # fmt: skip
        slow = [asyncio.create_task(application({**scope}, nothing, unread)) for _ in range(6)]
        for _ in range(400):
            if len(begun) == len(slow):
                break
            await asyncio.sleep(0.05)
        for one in slow:
            one.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return begun

    with ThreadPoolExecutor(1) as pool:  # the browser's own loop may run in this thread
        assert pool.submit(lambda: asyncio.run(run())).result() == [200] * 6
