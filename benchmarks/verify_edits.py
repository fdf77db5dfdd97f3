"""Verdicts on generated edits: ``python benchmarks/verify_edits.py ../shared/data [--half report] [--count 5000]``.

Each quotation is verified against its own transcript. Half of the documents (by a hash of their names) are for
development; the other half gives the figures.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from pathlib import Path

from edit_cases import Case, Drawer, half, transcripts

from onrecord.reuse.sources import source_text
from onrecord.reuse.verdicts import Quoted, Verifier

FAITHFUL = {"verbatim", "marked change"}


def verdicts(cases: list[Case], documents: dict[str, str]) -> list[tuple[Case, str]]:
    """Each case with the verdict that it gets."""
    by_document: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_document[case.document].append(case)
    judged: list[tuple[Case, str]] = []
    for name, some in by_document.items():
        verifier = Verifier([source_text(name, documents[name])])
        judged += [(one, verifier.check(Quoted(text=one.quotation, speaker=one.speaker)).verdict) for one in some]
    return judged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("develop", "report"), default="report")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true", help="print the cases that came out otherwise")
    options = parser.parse_args()
    everything = transcripts(options.data / "transcripts-2015-2016.zip")
    documents = {name: text for name, text in everything.items() if half(name) == options.half}
    cases = Drawer(documents, options.seed).draw(options.count)
    began = time.perf_counter()
    judged = verdicts(cases, documents)
    took = time.perf_counter() - began
    right, total = Counter[str](), Counter[str]()
    for case, verdict in judged:
        total[case.kind] += 1
        right[case.kind] += verdict == case.expected
        if options.show and verdict != case.expected:
            print(
                f"{case.kind}: {verdict}, not {case.expected}: [{case.speaker}] {case.quotation!r} in {case.document}"
            )
    for kind, count in total.items():
        print(f"{kind:38} {right[kind]:5} of {count}")
    missed = sum(v in FAITHFUL and c.expected not in FAITHFUL for c, v in judged)
    alarms = sum(v == "altered" and c.expected in FAITHFUL for c, v in judged)
    hits = sum(right.values())
    print(f"right verdicts                    {hits} of {len(judged)} ({hits / len(judged):.2%})")
    print(f"unfaithful called faithful        {missed}")
    print(f"harmless called altered           {alarms}")
    print(f"{took:.1f} s for {len(judged)} cases of {options.half}")


if __name__ == "__main__":
    main()
