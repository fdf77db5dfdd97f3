"""Clusters of a record against pools labelled by reading: ``python benchmarks/trace_labels.py DATA [--show]``.

Makes a record of the labelled pages (quotations in marks, speakers by a plain pattern) and compares its quotations with
the labels: B-cubed precision, recall and F1 over the appearances (Bagga and Baldwin 1998), quotations that were wrongly
merged, and for quotations in three outlets or more whether the earliest page is right. ``--show`` lists what is wrong
in the half that was looked at while building.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from sqlalchemy import text
from trace_record import reading

from onrecord.store import Record

LABELS = Path(__file__).parent / "labels" / "clusters" / "pools.jsonl"
PLACES = """
SELECT a.page, p.start, p."end", w.quotation FROM parts p JOIN statements s ON s.key = p.statement_key
JOIN articles a ON a.key = s.article_key JOIN quoted q ON q.statement_key = s.key
JOIN wordings w ON w.key = q.wording_key WHERE p.role = 'content'
"""


def pages(data: Path, wanted: set[str]) -> dict[str, dict[str, str]]:
    with gzip.open(data / "news-2012-2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = (json.loads(line) for line in lines)
        return {str(page["id"]): page for page in found if str(page["id"]) in wanted}


def answers(found: dict[str, dict[str, str]], pools: list[dict[str, Any]]) -> dict[int, list[str]]:
    """For each pool the record's quotation of each member; a member that is in none is one by itself."""
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db", create=True) as record:
        record.add(reading(page) for page in found.values())
        places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        with record.engine.connect() as connection:
            for page, start, end, quotation in connection.execute(text(PLACES)):
                places[page.rpartition("/")[2]].append((start, end, quotation))

    def of(member: dict[str, Any], number: int) -> str:
        shared = [(min(end, member["end"]) - max(start, member["start"]), quotation)
                  for start, end, quotation in places[member["document"]]]  # fmt: skip
        best = max(shared, default=(0, 0))
        return str(best[1]) if best[0] > 0 else f"none {number}"

    return {pool["pool"]: [of(one, n) for n, one in enumerate(pool["members"])] for pool in pools}


def bcubed(gold: list[Any], ours: list[Any]) -> tuple[float, float]:
    """Sums of precision and of recall over the members of a pool."""
    precision = recall = 0.0
    for at in range(len(gold)):
        same = [n for n in range(len(gold)) if ours[n] == ours[at]]
        true = [n for n in range(len(gold)) if gold[n] == gold[at]]
        both = len(set(same) & set(true))
        precision += both / len(same)
        recall += both / len(true)
    return precision, recall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    pools = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    found = pages(options.data, {one["document"] for pool in pools for one in pool["members"]})
    ours = answers(found, pools)
    for half, name in ((0, "looked at while building"), (1, "kept apart")):
        some = [pool for pool in pools if pool["pool"] % 2 == half]
        precision = recall = 0.0
        members = merges = firsts = right = 0
        for pool in some:
            gold, mine = pool["quotations"], ours[pool["pool"]]
            days = [found[one["document"]].get("published") or "9999" for one in pool["members"]]
            outlets = [found[one["document"]].get("outlet") for one in pool["members"]]
            p, r = bcubed(gold, mine)
            precision, recall, members = precision + p, recall + r, members + len(gold)
            merges += sum(len({gold[n] for n in range(len(gold)) if mine[n] == one}) - 1 for one in set(mine))
            for one in set(gold):
                those = [n for n in range(len(gold)) if gold[n] == one]
                if len({outlets[n] for n in those}) >= 3:
                    firsts += 1
                    largest = max((mine[n] for n in those), key=[mine[n] for n in those].count)
                    right += min(days[n] for n in range(len(gold)) if mine[n] == largest) == min(days[n] for n in those)
            if options.show and half == 0 and (p, r) != (len(gold), len(gold)):
                show(pool, mine, found, days)
        p, r = precision / members, recall / members
        print(
            f"{name}: {len(some)} pools, {members} appearances; B-cubed precision {p:.1%}, recall {r:.1%}, "
            f"F1 {2 * p * r / (p + r):.1%}; {merges} false merges; earliest page right in {right} of {firsts}"
        )


def show(pool: dict[str, Any], mine: list[str], found: dict[str, dict[str, str]], days: list[str]) -> None:
    print(f"  pool {pool['pool']}")
    for member, gold, one, day in zip(pool["members"], pool["quotations"], mine, days, strict=True):
        words = found[member["document"]]["text"][member["start"] : member["end"]]
        print(f"    {gold} {one:>8} {day[:10]} {words[:110]!r}")


if __name__ == "__main__":
    main()
