"""How long `onrecord read` takes from nothing on one page, on one core: the median of several whole processes.

python benchmarks/cold_start.py [PAGE] [--runs 7]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples/harbour-rules/page.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", nargs="?", default=str(EXAMPLE))
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    command = [sys.executable, "-m", "onrecord.cli", "read", given.page, "--format", "table"]
    seconds = []
    for _ in range(given.runs + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
    print(f"cold start: median {statistics.median(seconds[1:]):.2f} s, slowest {max(seconds[1:]):.2f} s")


if __name__ == "__main__":
    main()
