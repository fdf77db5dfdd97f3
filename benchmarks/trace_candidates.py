"""Candidates for labelling clusters: quotations printed by several outlets, and look-alikes that may be others.

    python benchmarks/trace_candidates.py DATA [--seeds 70] [--negatives 48] > candidates.txt

Knows nothing of the clusters: quotations in double marks are looked up by runs of five words, and a pool is what shares
at least half of the shorter one's words with a seed. Seeds are drawn by chance from quotations of which a run stands in
three outlets or more; look-alikes are short ones, or such as stand more than twenty days apart. Seeded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
QUOTATION = re.compile(r"[“\"]([^“”\"\n]{12,700}?)[”\"]")
RUN = 5


@dataclass(frozen=True)
class Said:
    document: str
    outlet: str
    day: str
    start: int
    end: int
    text: str
    around: str
    words: tuple[str, ...]


def quotations(data: Path) -> list[Said]:
    found = []
    with gzip.open(data / "news-2012-2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            text = page["text"]
            for match in QUOTATION.finditer(text):
                words = tuple(word.replace("’", "'") for word in WORD.findall(match[1].lower()))
                if len(words) >= RUN:
                    start, end = match.span(1)
                    around = f"{text[max(0, start - 70) : start]}⟦…⟧{text[end : end + 60]}"
                    found.append(Said(str(page["id"]), page.get("outlet") or "", (page.get("published") or "")[:10],
                                      start, end, match[1], around, words))  # fmt: skip
    return found


def runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[at : at + RUN] for at in range(len(words) - RUN + 1)}


def alike(one: Said, other: Said) -> bool:
    common = sum((Counter(one.words) & Counter(other.words)).values())
    return common >= 0.5 * min(len(one.words), len(other.words))


def pool(seed: Said, everything: list[Said], places: dict[tuple[str, ...], list[int]]) -> list[Said]:
    near = {at for run in runs(seed.words) for at in places[run][:400]}
    return sorted((everything[at] for at in near if alike(seed, everything[at])), key=lambda one: (one.day, one.outlet))


def far(days: list[str]) -> bool:
    known = sorted(date.fromisoformat(day) for day in days if len(day) == 10)
    return bool(known) and (known[-1] - known[0]).days > 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--seeds", type=int, default=70)
    parser.add_argument("--negatives", type=int, default=48)
    options = parser.parse_args()
    everything = quotations(options.data)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(everything):
        for run in runs(one.words):
            places[run].append(at)
    order = list(range(len(everything)))
    random.Random(2017).shuffle(order)
    used: set[tuple[str, int]] = set()
    left = {"several": options.seeds, "alike": options.negatives}
    for at in order:
        seed = everything[at]
        if not any(left.values()) or (seed.document, seed.start) in used:
            continue
        those = pool(seed, everything, places)
        outlets = {one.outlet for one in those}
        documents = {one.document for one in those}
        if len(documents) < 2 or len(those) > 40:
            continue
        distant = far([one.day for one in those])
        kind = "alike" if distant or len(seed.words) <= 8 else "several" if len(outlets) >= 3 else ""
        if kind and left[kind]:
            left[kind] -= 1
            used.update((one.document, one.start) for one in those)
            print(f"## {kind} {at}")
            for number, one in enumerate(those):
                print(f"{number} {one.document}:{one.start}-{one.end} {one.day} {one.outlet} | {one.text[:230]}")
                print("   ", re.sub(r"\s+", " ", one.around))
            print()


if __name__ == "__main__":
    main()
