"""How adding and searching grow with a record of made-up statements.

    python benchmarks/record_growth.py RECORD [--sizes 2000 6000 20000] [--repeat 10]

RECORD is a path or a postgresql:// URL where no record is yet. At each size (articles) it prints the time that the
last 1,000 articles took to write, reading and tagging left out, and the times of every search of record_search.py.
"""

from __future__ import annotations

import argparse
import time
from itertools import islice

from record_search import Maker, measured, queries

from onrecord.store import Record
from onrecord.store.engine import settle

_LAST = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 6_000, 20_000])
    parser.add_argument("--repeat", type=int, default=10)
    given = parser.parse_args()
    maker, done, spent = Maker(20_160_101), 0, 0.0
    with Record.open(given.record, create=True) as record:
        for size in given.sizes:
            while done < size:
                some = [maker.article(done + number) for number in islice(range(_LAST), size - done)]
                began, busy = time.perf_counter(), time.process_time()
                record.add(some)
                took, busy = time.perf_counter() - began, time.process_time() - busy
                spent += took
                done += len(some)
            print(
                f"{done:,} articles: {spent:.0f} s in all, the last {len(some):,} in {took:.1f} s "
                f"({busy:.1f} s of this process)",
                flush=True,
            )
            settle(record.engine)
            for name, ask in queries(maker):
                print(f"  {name:50} {measured(record, ask, given.repeat)}", flush=True)


if __name__ == "__main__":
    main()
