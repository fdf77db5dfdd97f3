"""Kill `onrecord add` at random moments, fill its disk, stop its database: is anything lost or doubled?

    python benchmarks/record_kill.py [--kills 100] [--postgres] [--restarts 10] [--full] [--articles 400] [--seed 1]

It adds made-up articles with two worker processes, over and over, and kills the whole process tree (SIGKILL) at a
random moment of each run, the next run going on with the same record; a stand-in for the model finds what stands
between quotation marks, so that writing is most of the time. After each kill the record must be without findings
(`check`), must hold every article that it held before, and none twice; when a run gets through, all articles must be
there and a new record is begun. --postgres does it with a PostgreSQL server of its own, --restarts stops and starts
that server under a run, --full lets a small disk run full (it is mounted, which needs root).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from onrecord import Attribution, Span
from onrecord.core.errors import RecordError
from onrecord.store import Record, adding

_SPAN = 3.0  # seconds within which a run is killed
BATCH = 16  # articles; small, so that many moments lie within a write
NAMES = ("Ana Ruiz", "Bo Lind", "Eva Holm", "John Moe")
WORDS = "the harbor town will pay for a new quay and mill while prices of fish rise in March".split()  # noqa: SIM905


class Quotes:
    """A tagger that finds what stands between quotation marks."""

    def find(self, story: str, ranges: Sequence[tuple[int, int]]) -> tuple[Attribution, ...]:
        return tuple(
            Attribution(content=(Span.of(story, *m.span(1)),), source=(Span.of(story, *m.span(2)),))
            for m in re.finditer(r'"([^"]+)" (\w+ \w+) said', story)
        )


def _child() -> None:
    """Add with the stand-in; also in each worker process, which imports this file."""
    import onrecord.reading

    adding.BATCH_ARTICLES = BATCH
    onrecord.reading.load_tagger = lambda options: Quotes()


if "--child" in sys.argv:
    _child()


def articles(path: Path, number: int, seed: int) -> set[str]:
    """Write JSON Lines of made-up articles; gives their addresses."""
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8") as lines:
        for page in range(number):
            said = [" ".join(draw.choices(WORDS, k=12)) for _ in range(6)]
            story = "\n\n".join(f'"{words}," {draw.choice(NAMES)} said on page {page}.' for words in said)
            one = {"url": f"https://a.example/{page}", "outlet": draw.choice(["The Ledger", "Evening Post"]),
                   "published": f"2017-02-{draw.randint(1, 28):02d}", "text": story}  # fmt: skip
            lines.write(json.dumps(one) + "\n")
    return {f"https://a.example/{page}" for page in range(number)}


def start(record: str, source: Path) -> subprocess.Popen[bytes]:
    """A run in a process group of its own."""
    words = [sys.executable, __file__, "--child", str(source), "--record", record, "--workers", "2", "--any-language"]
    return subprocess.Popen(words, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def held(location: str) -> set[str]:
    """The pages of a record that is in order; ends this program when it is not."""
    with Record.open(location) as record:
        findings = record.check()
        with record.engine.connect() as connection:
            pages = list(connection.scalars(text("SELECT location FROM articles")))
    if findings or len(pages) != len(set(pages)):
        sys.exit(f"NOT IN ORDER: {len(pages)} articles of {len(set(pages))} pages; {findings[:5]}")
    return set(pages)


def kill(new_place: Iterator[str], source: Path, wanted: set[str], kills: int, draw: random.Random) -> None:
    """Kill runs at random moments, four of five after they have begun to write; prints what was counted."""
    place, before, done, whole, inside = next(new_place), set[str](), 0, 0, 0
    began = time.monotonic()
    while done < kills:
        run = start(place, source)
        assert run.stdout is not None
        run.stdout.readline()  # "begun"
        if draw.random() < 0.8:
            while run.poll() is None and written(place) == len(before):
                time.sleep(0.05)
        try:
            run.wait(draw.uniform(0, _SPAN))
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            done += 1
        _, err = run.communicate()
        if run.returncode not in (0, -signal.SIGKILL):
            sys.exit(f"A run failed by itself: {err.decode(errors='replace')}")
        try:
            now = held(place)
        except RecordError:
            now = set()  # killed before the first table was there
        if not before <= now:
            sys.exit(f"LOST: {sorted(before - now)[:5]}")
        inside += before < now < wanted
        before = now
        if run.returncode == 0:
            if now != wanted:
                sys.exit(f"A run that got through has {len(now)} of {len(wanted)} articles")
            whole, before, place = whole + 1, set(), next(new_place)
    took = time.monotonic() - began
    print(f"{done} kills, {inside} of them after a part was written, {whole} records got through: 0 articles lost, "
          f"0 doubled, every check clean ({took:.0f} s)", flush=True)  # fmt: skip


def written(location: str) -> int:
    """How many articles a record holds; 0 where it is still being made."""
    try:
        with Record.open(location) as record, record.engine.connect() as connection:
            return int(connection.scalar(text("SELECT count(*) FROM articles")) or 0)
    except RecordError:
        return 0


def files(folder: Path) -> Iterator[str]:
    """A new SQLite record each time."""
    number = 0
    while True:
        number += 1
        yield str(folder / f"record-{number}.db")


class Server:
    """A PostgreSQL server of its own in a folder, on a free port of the loopback address."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        self.bin = Path(shutil.which("initdb") or found[-1]).parent
        self.folder = folder
        self.owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
        if self.owner:
            shutil.chown(folder, "postgres")
        self.run("initdb", "-D", str(folder / "data"), "-U", "onrecord", "-A", "trust", "-E", "UTF8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def run(self, program: str, *words: str) -> None:
        command = [*self.owner, str(self.bin / program), *words]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """At once, as when the machine goes down."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def places(self) -> Iterator[str]:
        """A new schema each time."""
        url = f"postgresql://onrecord@127.0.0.1:{self.port}/postgres"
        number = 0
        while True:
            number += 1
            engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f"CREATE SCHEMA r{number}"))
            engine.dispose()
            yield f"{url}?options=-csearch_path%3Dr{number}"


def restart(server: Server, source: Path, wanted: set[str], times: int, draw: random.Random) -> None:
    """Stop the server at a random moment of each run and start it again a moment later."""
    places, waited = server.places(), 0
    began = time.monotonic()
    start(next(places), source).communicate()
    span = time.monotonic() - began
    for place, _ in zip(places, range(times), strict=False):
        run = start(place, source)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(draw.uniform(0, span))
        server.stop()
        time.sleep(draw.uniform(0.2, 3))
        server.start()
        _, err = run.communicate()
        if b"Traceback" in err:
            sys.exit(err.decode())
        waited += run.returncode == 0
        if run.returncode:  # it was still opening the record, and said so
            start(place, source).communicate()
        if held(place) != wanted:
            sys.exit("LOST over a restart of the server")
    print(f"{times} restarts of PostgreSQL under a run, of which {waited} runs waited for it and went on, the others "
          "when started again: 0 articles lost, 0 doubled, every check clean", flush=True)  # fmt: skip


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of a few megabytes in memory."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder: Path, source: Path, wanted: set[str]) -> None:
    """Run on a disk that gets full, make it larger by a megabyte at a time, and go on, until a run gets through."""
    with small_disk(folder, 1) as disk:
        place, full, before, size = str(disk / "record.db"), 0, set[str](), 1
        while True:
            run = start(place, source)
            _, err = run.communicate()
            size += 1
            subprocess.run(["mount", "-o", f"remount,size={size}m", disk], check=True)
            if b"Traceback" in err:
                sys.exit(err.decode())
            if run.returncode == 0:
                break
            full += b"full" in err
            try:
                now = held(place)
            except RecordError:  # full before the first table was there
                continue
            if not before <= now:
                sys.exit(f"LOST on a full disk: {sorted(before - now)[:5]}")
            before = now
        if held(place) != wanted:
            sys.exit("LOST on a full disk")
    print(f"disk full {full} times: 0 articles lost, 0 doubled, every check clean", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--restarts", type=int, default=0)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        wanted = articles(source, given.articles, given.seed)
        if given.full:
            (folder / "disk").mkdir()
            fill(folder / "disk", source, wanted)
        if given.postgres or given.restarts:
            folder.chmod(0o755)
            (folder / "server").mkdir()
            server = Server(folder / "server")
            try:
                if given.restarts:
                    restart(server, source, wanted, given.restarts, draw)
                if given.postgres:
                    kill(server.places(), source, wanted, given.kills, draw)
            finally:
                server.stop()
        elif not given.full:
            kill(files(folder), source, wanted, given.kills, draw)


if __name__ == "__main__":
    if "--child" in sys.argv:
        from onrecord.cli.app import app

        sys.argv.remove("--child")
        print("begun", flush=True)
        app(["add", *sys.argv[1:]])
    else:
        main()
