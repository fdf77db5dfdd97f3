"""The plain way beside ours: rapidfuzz's `partial_ratio_alignment` with thresholds, on the cases of `verify_edits.py`.

``python benchmarks/verify_baseline.py DATA [--count 1000]``. Above the upper threshold a quotation is called faithful,
above the lower one unfaithful, else not found; both thresholds are chosen on the other half of the documents. Our own
verdicts on the same cases are scored by the same three classes. Then the published tools that check quotations against
sources, as far as they are installed (``pip install krokai gtrex citations``), on the same cases by two classes:
faithful or not. Last, all of them on the labelled quotations of `verify_labels.py` that stand in a transcript, each
against that one.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from edit_cases import Case, Drawer, half, transcripts
from rapidfuzz.distance import ScoreAlignment
from rapidfuzz.fuzz import partial_ratio_alignment
from verify_edits import FAITHFUL, verdicts
from verify_labels import FIFTH, FOURTH, LABELS, THIRD, kind, quotations

from onrecord.reuse.sources import source_text
from onrecord.reuse.verdicts import Quoted, Verifier


def three(verdict: str) -> str:
    """The class of a verdict."""
    return "faithful" if verdict in FAITHFUL else "not found" if verdict == "not found" else "unfaithful"


def scores(cases: list[Case], documents: dict[str, str]) -> list[float]:
    found = (partial_ratio_alignment(one.quotation.lower(), documents[one.document].lower()) for one in cases)
    return [0.0 if one is None else one.score for one in found]


def called(score: float, low: float, high: float) -> str:
    return "faithful" if score >= high else "unfaithful" if score >= low else "not found"


NONE = ScoreAlignment(0, 0, 0, 0, 0)
Tool = Callable[[str], Callable[[str], bool]]


def tools() -> Iterator[tuple[str, Tool]]:
    """The tools that are installed: of a source, what says whether a quotation is faithful to it."""
    with contextlib.suppress(ImportError):
        import gtrex

        def by_gtrex(text: str) -> Callable[[str], bool]:
            verifier = gtrex.Verifier(text, gtrex.Policy())
            return lambda quotation: bool(verifier.verify(quotation).grounded)

        yield f"gtrex {gtrex.__version__}", by_gtrex
    with contextlib.suppress(ImportError):
        from citations.verify import resolve_in

        yield "citations", lambda text: lambda quotation: resolve_in(quotation, text).state == "found"
    with contextlib.suppress(ImportError):
        import krokai.verify
        from krokai.corpus import Corpus

        def by_krokai(text: str) -> Callable[[str], bool]:
            with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
                Path(folder, "source.txt").write_text(text, encoding="utf-8")
                corpus = Corpus([folder])
            return lambda quotation: krokai.verify.check(quotation, corpus)[0] in krokai.verify.CLEAN

        yield "krokai", by_krokai


def print_two(name: str, wanted: list[bool], answers: list[bool]) -> None:
    missed = sum(answer and not want for want, answer in zip(wanted, answers, strict=True))
    alarms = sum(want and not answer for want, answer in zip(wanted, answers, strict=True))
    right = sum(want == answer for want, answer in zip(wanted, answers, strict=True)) / len(wanted)
    print(f"{name:36} faithful or not: right {right:.1%}  missed {missed}  false alarms {alarms}", flush=True)


def answers(tool: Tool, documents: dict[str, str], cases: list[tuple[str, str]]) -> list[bool]:
    """What a tool says of quotations, given as document and words: faithful or not."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, (document, _) in enumerate(cases):
        places[document].append(at)
    found = [False] * len(cases)
    for document, some in places.items():
        check = tool(documents[document])
        for at in some:
            found[at] = check(cases[at][1])
    return found


def by_onrecord(text: str) -> Callable[[str], bool]:
    verifier = Verifier([source_text("source", text)])
    return lambda quotation: verifier.check(Quoted(text=quotation)).verdict.faithful


def on_labels(data: Path, documents: dict[str, str], high: int) -> None:
    """The labelled quotations that stand in a transcript, by all tools."""
    paths = (LABELS, THIRD, FOURTH, FIFTH)
    labels = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    labels = [label for label in labels if label.get("source")]
    quoted = quotations(data, labels)
    cases = [(label["source"], quoted[label["id"]].text) for label in labels]
    wanted = [kind(label["verdict"]) == "faithful" for label in labels]

    def by_ratio(text: str) -> Callable[[str], bool]:
        lower = text.lower()
        return lambda quotation: (partial_ratio_alignment(quotation.lower(), lower) or NONE).score >= high

    print(f"{len(labels)} labelled quotations, each against its transcript:")
    named = [("onrecord", by_onrecord), ("partial_ratio_alignment", by_ratio), *tools()]
    for name, tool in named:
        print_two(name, wanted, answers(tool, documents, cases))


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
    for name, classes in (("onrecord", ours), (f"partial_ratio_alignment ({low}, {high})", theirs)):
        pairs = [(three(case.expected), answer) for case, answer in zip(cases, classes, strict=True)]
        missed = sum(want == "unfaithful" and answer == "faithful" for want, answer in pairs)
        alarms = sum(want == "faithful" and answer != "faithful" for want, answer in pairs)
        print(
            f"{name:36} right {sum(a == b for a, b in pairs) / len(pairs):.1%}  missed {missed}  false alarms {alarms}"
        )
    faithful = [three(case.expected) == "faithful" for case in cases]
    print_two("onrecord", faithful, [answer == "faithful" for answer in ours])
    print_two("partial_ratio_alignment", faithful, [answer == "faithful" for answer in theirs])
    asked = [(case.document, case.quotation) for case in cases]
    for name, tool in tools():
        print_two(name, faithful, answers(tool, parts["report"], asked))
    on_labels(options.data, everything, high)


if __name__ == "__main__":
    main()
