"""Verdicts on labelled quotations of news against transcripts: ``python benchmarks/verify_labels.py DATA [--show]``.

Prints for each set how many are right of faithful, unfaithful and not found, and how many unfaithful ones were called
faithful. All sets but the fifth have been looked at since they were made; ``--show`` lists what is wrong in those.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zipfile
from collections import Counter
from pathlib import Path

from onrecord.reuse.sources import SourceText, source_text
from onrecord.reuse.verdicts import Quoted, Verdict, Verifier

LABELS = Path(__file__).parent / "labels" / "verify" / "verdicts.jsonl"
THIRD = LABELS.with_name("third.jsonl")
FOURTH = LABELS.with_name("fourth.jsonl")  # made to mend rules with
FIFTH = LABELS.with_name("fifth.jsonl")  # not looked at


def kind(verdict: str) -> str:
    """faithful, unfaithful or not found."""
    if Verdict(verdict).faithful:
        return "faithful"
    return "not found" if verdict == Verdict.NOT_FOUND else "unfaithful"


def transcripts(data: Path) -> list[SourceText]:
    with zipfile.ZipFile(data / "transcripts-2015-2016.zip") as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
        return [source_text(name.rpartition("/")[2], archive.read(name).decode("utf-8", "replace")) for name in names]


def quotations(data: Path, labels: list[dict[str, str]]) -> dict[str, Quoted]:
    """The labelled quotations by id, their words read from the corpora."""
    wanted = {label["document"] for label in labels if label["corpus"] == "news"}
    texts: dict[str, str] = {}
    with gzip.open(data / "news-2012-2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            if str(page["id"]) in wanted:
                texts[str(page["id"])] = page["text"]
    found = {}
    for label in labels:
        if label["corpus"] == "polnear":
            part, _, name = label["document"].partition("/")
            text = (data / "polnear" / part / "text" / name).read_bytes().decode("utf-8", "replace")
        else:
            text = texts[label["document"]]
        start, end = int(label["start"]), int(label["end"])
        before, after = text[max(0, start - 300) : start], text[end : end + 200]
        context = before.rpartition("\n")[2].rpartition(". ")[2] + " " + after.partition("\n")[0].partition(". ")[0]
        found[label["id"]] = Quoted(text=text[start:end], context=context)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    labels, third, fourth, fifth = (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (LABELS, THIRD, FOURTH, FIFTH)
    )
    quoted = quotations(options.data, labels + third + fourth + fifth)
    verifier = Verifier(transcripts(options.data))
    sets = {
        "looked at while building": [label for label in labels if int(label["id"], 16) % 2 == 0],
        "kept apart at first": [label for label in labels if int(label["id"], 16) % 2 == 1],
        "third set": third,
        "fourth set": fourth,
        "fifth set, not looked at": fifth,
    }
    for name, those in sets.items():
        checked = {label["id"]: verifier.check(quoted[label["id"]]) for label in those}
        pairs = Counter((kind(label["verdict"]), kind(checked[label["id"]].verdict)) for label in those)
        right = sum(number for (label, verdict), number in pairs.items() if label == verdict)
        exact = sum(label["verdict"] == checked[label["id"]].verdict for label in those)
        missed = pairs["unfaithful", "faithful"]
        print(
            f"{name}: {right} of {len(those)} right ({100 * right / len(those):.1f} %), the very verdict in {exact}; "
            f"{missed} unfaithful called faithful, {pairs['faithful', 'unfaithful']} faithful called unfaithful, "
            f"{pairs['not found', 'unfaithful'] + pairs['not found', 'faithful']} of none called found, "
            f"{pairs['faithful', 'not found'] + pairs['unfaithful', 'not found']} called not found"
        )
        for label in those if options.show and those is not fifth else ():
            one = checked[label["id"]]
            if one.verdict != label["verdict"]:
                print(f"  {label['id']}: {label['verdict']}, called {one.verdict}: {one.quoted.text}")
                print("     ", " | ".join(passage.span.text.replace("\n", " ") for passage in one.passages))


if __name__ == "__main__":
    main()
