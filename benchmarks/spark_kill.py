"""What dies and what is left: ``python benchmarks/spark_kill.py FOLDER WORK``, FOLDER with several archives.

1. An executor is killed (``kill -9``) when the first archive is done; the job must end by itself.
2. The driver and all its processes are killed when the first archive is done; the same command is run again.
3. The first archive is cut off in the middle.

After each, the ids of all statements are compared with those of one process reading the same archives: every statement
of a good page must be there once. WORK keeps what one process read, archive by archive, and which steps are done:
broken off, the same command goes on with the rest. Exit code 1: something is missing or there twice.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from onrecord import ReadOptions, read_many


def expected(folder: Path, kept: Path) -> Counter[str]:
    """The ids of the statements of all archives of a folder, read here; those of each are kept by its content."""
    kept.mkdir(parents=True, exist_ok=True)
    ids: list[str] = []
    for archive in sorted(folder.glob("*.warc.gz")):
        place = kept / f"{hashlib.sha256(archive.read_bytes()).hexdigest()}.json"
        if not place.exists():
            readings = read_many(archive, ReadOptions(model="fast"))
            own = [one.id for reading in readings for one in reading.statements]
            place.with_suffix(".part").write_text(json.dumps(own))
            place.with_suffix(".part").replace(place)
        ids += json.loads(place.read_text())
    return Counter(dict.fromkeys(ids, 1))


def found(out: Path) -> Counter[str]:
    """The ids of the statements of an output, with how often they are there."""
    return Counter(
        one
        for file in out.glob("statements/*/*.parquet")
        for one in pq.read_table(file, columns=["id"])["id"].to_pylist()
    )


def command(folder: Path, out: Path) -> list[str]:
    """The job, on two executors that are processes of their own."""
    cluster = ["--master", "local-cluster[2,1,2048]", "--model", "fast", "--json"]
    return [sys.executable, "-m", "onrecord.cli", "spark", str(folder), "--out", str(out), *cluster]


def start(folder: Path, out: Path) -> subprocess.Popen[str]:
    """The job begun, when its first archive is done."""
    job = subprocess.Popen(command(folder, out), stdout=-1, stderr=-3, text=True, start_new_session=True)
    while not list(out.glob("_units/*.json")) and job.poll() is None:
        time.sleep(0.1)
    return job


def executors() -> list[int]:
    """The processes that are executors of Spark."""
    return [
        int(place.parent.name)
        for place in Path("/proc").glob("[0-9]*/cmdline")
        if b"CoarseGrainedExecutorBackend" in _bytes(place)
    ]


def _bytes(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError:
        return b""


def judge(name: str, out: Path, wanted: Counter[str]) -> bool:
    """Print what is missing and what is there twice."""
    have = found(out)
    twice = sum(number > 1 for number in have.values())
    missing, strange = len(wanted.keys() - have.keys()), len(have.keys() - wanted.keys())
    print(f"{name}: {len(have)} statements, {missing} missing, {strange} not expected, {twice} more than once")
    return not (missing or strange or twice)


def executor_killed(folder: Path, work: Path) -> bool:
    """Kill an executor when the first archive is done."""
    out = work / "executor"
    job = start(folder, out)
    before = executors()
    if before:
        os.kill(before[0], signal.SIGKILL)
    answer, _ = job.communicate()
    print(f"an executor of {len(before)} killed; the job ended with {job.returncode}: {json.loads(answer)['counts']}")
    return judge("executor killed", out, expected(folder, work / "alone"))


def driver_killed(folder: Path, work: Path) -> bool:
    """Kill the driver and all that it started when the first archive is done, and run the command again."""
    out = work / "driver"
    job = start(folder, out)
    os.killpg(job.pid, signal.SIGKILL)
    job.communicate()
    done = len(list(out.glob("_units/*.json")))
    again = subprocess.run(command(folder, out), capture_output=True, text=True, check=True)
    print(f"driver killed with {done} done; the second run found {json.loads(again.stdout)['done_before']} done")
    return judge("driver killed", out, expected(folder, work / "alone"))


def archive_cut(folder: Path, work: Path) -> bool:
    """Read the archives with the first one cut off in the middle."""
    cut, out = work / "cut-archives", work / "cut"
    shutil.copytree(folder, cut)
    first = min(cut.glob("*.warc.gz"))
    first.write_bytes(first.read_bytes()[: first.stat().st_size // 2])
    subprocess.run(command(cut, out), check=True, stdout=-3, stderr=-3)
    return judge("archive cut off", out, expected(cut, work / "alone"))


# Each step with the folders that it makes in WORK.
STEPS = ((executor_killed, ("executor",)), (driver_killed, ("driver",)), (archive_cut, ("cut", "cut-archives")))


def main() -> None:
    """Kill and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    given = parser.parse_args()
    good = True
    for step, names in STEPS:
        mark = given.work / f"{step.__name__}.done"
        if mark.exists():
            print(f"{step.__name__}: done before")
            continue
        for name in names:  # of a run that was broken off
            shutil.rmtree(given.work / name, ignore_errors=True)
        right = step(given.folder, given.work)
        good &= right
        if right:
            mark.touch()
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
