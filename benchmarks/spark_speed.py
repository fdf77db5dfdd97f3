"""One executor against two: ``python benchmarks/spark_speed.py FOLDER [--warm FILE]``, FOLDER with 8 archives or more.

Reads the archives of a folder with ``local-cluster[1,1,2048]`` and ``local-cluster[2,1,2048]`` (real executors, each a
process of one core) and prints the wall time of each from the first task to the last, the ratio, and the largest
resident memory of a Python worker. The machine must have two cores free, or the ratio means nothing.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

from onrecord.core.options import ReadOptions
from onrecord.spark.job import run
from onrecord.spark.session import start
from onrecord.spark.units import units_of


def workers() -> dict[int, int]:
    """Resident bytes of the Python workers of Spark on this machine, by process."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = status.with_name("cmdline").read_bytes()
            if b"pyspark.daemon" in command or b"pyspark.worker" in command:
                resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
                found[int(status.parent.name)] = int(resident.split()[1]) * 1024
        except (OSError, StopIteration):
            continue
    return found


def measure(folder: Path, executors: int, warm: Path) -> tuple[float, int, dict[str, int]]:
    """Seconds, largest worker and counts of one run, after the executors have read a first archive each."""
    options = ReadOptions(model="fast")
    largest = 0
    stop = threading.Event()

    def watch() -> None:
        nonlocal largest
        while not stop.wait(0.5):
            largest = max([largest, *workers().values()])

    session = start(f"local-cluster[{executors},1,2048]", "speed", {"spark.executor.memory": "1g"})
    watcher = threading.Thread(target=watch, daemon=True)
    try:
        with tempfile.TemporaryDirectory() as out:
            for number in range(2 * executors):
                run(session, units_of([warm], options), f"{out}/warm{number}", options)
            watcher.start()
            began = time.monotonic()
            summary = run(session, units_of([folder], options), f"{out}/out", options)
            return time.monotonic() - began, largest, summary.counts
    finally:
        stop.set()
        session.stop()


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--warm", type=Path, required=True, help="a small archive outside of the folder")
    given = parser.parse_args()
    seconds = {}
    for executors in (1, 2):
        seconds[executors], largest, counts = measure(given.folder, executors, given.warm)
        rate = counts["pages"] / seconds[executors]
        print(f"{executors} executor(s): {seconds[executors]:.1f} s, {rate:.1f} pages/s, "
              f"largest Python worker {largest / 1e6:.0f} MB; {counts}")  # fmt: skip
    print(f"two against one: {seconds[1] / seconds[2]:.2f} times")


if __name__ == "__main__":
    main()
