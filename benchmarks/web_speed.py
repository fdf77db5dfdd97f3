"""How fast the web application answers with a record of 20,000 articles.

    python benchmarks/web_speed.py RECORD [--articles 20000] [--clients 8] [--requests 60] [--workers N] [--only PAGE]
        [--processor]

RECORD is a record of real news, as record_add.py leaves one: what is asked for is drawn from it. Where none is yet,
one of made-up statements is made (as in record_search.py, 30 to an article), which repeats no quotation. Starts
`onrecord serve` on it and asks for each kind of page from several clients at once; prints the times in milliseconds.
Words that are searched for or traced are other ones in every request, so that no answer is remembered from another.
Where Chromium is installed, first paint in it too. --processor counts processor time instead, in one process that
answers one request after the other: that is what other work on the machine changes least.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from record_search import Maker

from onrecord.store import Record


def make(path: Path, articles: int) -> None:
    """Make the record where there is none."""
    if path.exists():
        return
    maker = Maker(20_160_101)
    with Record.open(path, create=True) as record:
        record.add(maker.article(number) for number in range(articles))


@contextmanager
def serving(path: Path, workers: int | None = None) -> Iterator[str]:
    """`onrecord serve` in processes of its own; gives its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--record", str(path), "--port", str(port)]
    command += ["--workers", str(workers)] if workers else []
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                httpx.get(f"http://127.0.0.1:{port}/login")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def kinds(client: httpx.Client) -> dict[str, Callable[[random.Random], str]]:
    """The pages that don't run the tagger, each with what makes an address of it."""
    found = client.get("/api/search?size=100").json()
    newest = found["rows"]
    for page in range(2, 7):
        newest += client.get(f"/api/search?size=100&page={page}").json()["rows"]
    names = sorted({word for row in newest for word in re.findall(r"\w{2,}", row["snippet"].lower())})
    said = sorted({"+".join(words[:20]) for row in newest
                   if len(words := re.findall(r"[\w’']+", row["snippet"])) >= 8})  # fmt: skip
    a_list = once_each([f"size={size}&page={page}" for size in range(10, 31) for page in (1, 2, 3)])
    a_name, another, a_saying = once_each(names), once_each(names), once_each(said)
    articles = sorted({row["article"] for row in newest})
    speakers = [one["id"] for one in client.get("/api/speakers?size=100").json()["speakers"]]
    outlets = [one["value"] for one in found["counts"]["outlet"]]
    quotations = [one["key"] for one in client.get("/api/quotations").json()["quotations"]]
    repeated = {"a quotation": lambda draw: f"/quotations/{draw.choice(quotations)}"} if quotations else {}
    return {
        "front page": lambda _: "/",
        "search, no words": lambda draw: f"/search?page={draw.randint(1, 20)}",
        "search, a word": lambda draw: f"/search?q={a_name(draw)}",
        "search, word and outlet": lambda draw: f"/search?q={another(draw)}&outlet={draw.choice(outlets)}",
        "article": lambda draw: f"/articles/{draw.choice(articles)}",
        "article as JSON": lambda draw: f"/api/articles/{draw.choice(articles)}",
        "speakers": lambda draw: f"/speakers?page={draw.randint(1, 10)}",
        "speakers, a name": lambda draw: f"/speakers?q={draw.choice(names)[:3]}",
        "a speaker (the 100 busiest)": lambda draw: f"/speakers/{draw.choice(speakers)}",
        "quotations": lambda _: "/quotations",
        "quotations, not remembered": lambda draw: f"/quotations?{a_list(draw)}",
        **repeated,
        "trace": lambda draw: f"/trace?q={a_saying(draw)}",
        "corrections": lambda _: "/corrections",
        "sources": lambda draw: f"/sources?newest={draw.choice((50, 100, 200))}",
        "a file": lambda _: "/static/own/site.css",
    }


def once_each(values: Sequence[str]) -> Callable[[random.Random], str]:
    """Draws each of the values once before any of them again, whoever asks."""
    lock, left = threading.Lock(), list[str]()

    def draw(chance: random.Random) -> str:
        with lock:
            if not left:
                left.extend(chance.sample(values, len(values)))
            return left.pop()

    return draw


def timed(base: str, address: Callable[[random.Random], str], clients: int, requests: int) -> list[float]:
    """The times of answers in milliseconds, with all clients asking at once, each one page after the other."""
    times: list[float] = []

    def ask(number: int) -> None:
        draw = random.Random(number)
        with httpx.Client(base_url=base, timeout=60) as client:
            client.get("/login")
            for _ in range(requests):
                path = address(draw)
                began = time.perf_counter()
                status = client.get(path).status_code
                took = 1000 * (time.perf_counter() - began)
                assert status == 200, (status, path)
                times.append(took)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times)


def processor(path: Path, requests: int, only: str) -> None:
    """Print the processor time of each kind of page, in this process."""
    from starlette.testclient import TestClient

    from onrecord.web.app import create_app
    from onrecord.web.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(record=str(path), users=Path(folder) / "users", hosts=frozenset({"testserver"}))
        client = TestClient(create_app(settings))
        pages = kinds(client)
        gc.collect()
        gc.freeze()  # as the processes of a server do
        for name, address in pages.items():
            if only not in name:
                continue
            draw, times = random.Random(1), []
            client.get(address(draw))
            for _ in range(requests):
                asked = address(draw)
                began = time.process_time()
                assert client.get(asked).status_code == 200, asked
                times.append(1000 * (time.process_time() - began))
            show(name, sorted(times))


def show(name: str, times: Sequence[float]) -> None:
    middle, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{name:32} median {middle:8.1f} ms   p95 {p95:8.1f} ms", flush=True)


def first_paint(base: str, addresses: dict[str, str]) -> None:
    """First paint in Chromium, the median of five loads."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no Chromium here: no first paint")
        return
    from playwright.sync_api import sync_playwright

    paint = "performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, address in addresses.items():
            times = []
            for _ in range(5):
                page = browser.new_page()
                page.goto(base + address)
                while not (found := page.evaluate(paint)):
                    page.wait_for_timeout(20)
                times += found
                page.close()
            print(f"{name:32} first paint {sorted(times)[2]:8.0f} ms", flush=True)
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--only", default="", help="pages that have this in their name, and no first paint")
    parser.add_argument("--processor", action="store_true", help="processor time, in one process")
    given = parser.parse_args()
    make(given.record, given.articles)
    if given.processor:
        processor(given.record, given.requests, given.only)
        return
    with serving(given.record, given.workers) as base:
        with httpx.Client(base_url=base, timeout=60) as client:
            pages = kinds(client)
        home = httpx.get(f"{base}/api/home", timeout=60).json()
        print(f"{home['articles']:,} articles, {home['statements']:,} statements")
        for name, address in pages.items():
            if given.only not in name:
                continue
            timed(base, address, given.clients, 3)  # what comes first is opened and compiled then
            show(name, timed(base, address, given.clients, given.requests))
        if given.only:
            return
        draw = random.Random(1)
        shown = ("front page", "search, a word", "article", "a speaker (the 100 busiest)")
        first_paint(base, {name: pages[name](draw) for name in shown})


if __name__ == "__main__":
    main()
