"""The plain way beside ours: rapidfuzz's `partial_ratio_alignment` with thresholds, on the cases of `verify_edits.py`.

``python benchmarks/verify_baseline.py DATA [--count 1000]``. Above the upper threshold a quotation is called faithful,
above the lower one unfaithful, else not found; both thresholds are chosen on the other half of the documents. Our own
verdicts on the same cases are scored by the same three classes.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

from edit_cases import Case, Drawer, half, transcripts
from rapidfuzz.fuzz import partial_ratio_alignment
from verify_edits import FAITHFUL, verdicts


def three(verdict: str) -> str:
    """The class of a verdict."""
    return "faithful" if verdict in FAITHFUL else "not found" if verdict == "not found" else "unfaithful"


def scores(cases: list[Case], documents: dict[str, str]) -> list[float]:
    found = (partial_ratio_alignment(one.quotation.lower(), documents[one.document].lower()) for one in cases)
    return [0.0 if one is None else one.score for one in found]


def called(score: float, low: float, high: float) -> str:
    return "faithful" if score >= high else "unfaithful" if score >= low else "not found"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    everything = transcripts(options.data / "transcripts-2015-2016.zip")
    parts = {part: {n: t for n, t in everything.items() if half(n) == part} for part in ("develop", "report")}
    tuning, cases = (Drawer(parts[part], 7).draw(options.count) for part in ("develop", "report"))
    tuned = scores(tuning, parts["develop"])
    wanted = [three(one.expected) for one in tuning]

    def right(pair: tuple[int, int]) -> int:
        return sum(called(score, *pair) == want for score, want in zip(tuned, wanted, strict=True))

    low, high = max(product(range(40, 96), range(70, 101)), key=right)
    theirs = [called(score, low, high) for score in scores(cases, parts["report"])]
    judged = {(one.document, one.quotation): three(verdict) for one, verdict in verdicts(cases, parts["report"])}
    ours = [judged[one.document, one.quotation] for one in cases]
    for name, answers in (("onrecord", ours), (f"partial_ratio_alignment ({low}, {high})", theirs)):
        pairs = [(three(case.expected), answer) for case, answer in zip(cases, answers, strict=True)]
        missed = sum(want == "unfaithful" and answer == "faithful" for want, answer in pairs)
        alarms = sum(want == "faithful" and answer != "faithful" for want, answer in pairs)
        print(
            f"{name:36} right {sum(a == b for a, b in pairs) / len(pairs):.1%}  missed {missed}  false alarms {alarms}"
        )


if __name__ == "__main__":
    main()
