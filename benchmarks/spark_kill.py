"""What dies and what is left: ``python benchmarks/spark_kill.py FOLDER``, FOLDER with several archives.

1. An executor is killed (``kill -9``) when the first archive is done; the job must end by itself.
2. The driver and all its processes are killed when the first archive is done; the same command is run again.
3. The first archive is cut off in the middle.

After each, the ids of all statements are compared with those of one process reading the same archives: every statement
of a good page must be there once. Exit code 1: something is missing or there twice.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from onrecord import ReadOptions, read_many


def expected(folder: Path) -> Counter[str]:
    """The ids of the statements of all archives of a folder, read here."""
    readings = read_many(sorted(folder.glob("*.warc.gz")), ReadOptions(model="fast"))
    return Counter({one.id: 1 for reading in readings for one in reading.statements})


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


def main() -> None:
    """Kill and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    wanted = expected(folder)
    good = True
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "executor")
        job = start(folder, out)
        before = executors()
        if before:
            os.kill(before[0], signal.SIGKILL)
        answer, _ = job.communicate()
        print(
            f"an executor of {len(before)} killed; the job ended with {job.returncode}: {json.loads(answer)['counts']}"
        )
        good &= judge("executor killed", out, wanted)

        out = Path(scratch, "driver")
        job = start(folder, out)
        os.killpg(job.pid, signal.SIGKILL)
        job.communicate()
        done = len(list(out.glob("_units/*.json")))
        again = subprocess.run(command(folder, out), capture_output=True, text=True, check=True)
        print(f"driver killed with {done} done; the second run found {json.loads(again.stdout)['done_before']} done")
        good &= judge("driver killed", out, wanted)

        cut = Path(scratch, "cut")
        shutil.copytree(folder, cut)
        first = min(cut.glob("*.warc.gz"))
        first.write_bytes(first.read_bytes()[: first.stat().st_size // 2])
        out = Path(scratch, "out")
        subprocess.run(command(cut, out), check=True, stdout=-3, stderr=-3)
        good &= judge("archive cut off", out, expected(cut))
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
