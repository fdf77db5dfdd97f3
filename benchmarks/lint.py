"""How often lint is right: the rules' findings against those read by hand (benchmarks/labels/lint).

Run: python benchmarks/lint.py DATA [--cache FILE] [--labels FILE]

DATA holds news-2012-2017.jsonl.gz and polnear/dev/text. The labelled articles are read once and kept in the cache.
News articles are linted as they are, and once more without their dates for the rules about undated pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from onrecord.core.reading import Reading
from onrecord.core.wire import decode, encode, reading_from_json, reading_to_json
from onrecord.lint import Settings, lint
from onrecord.lint.rules import RULES
from onrecord.pages.items import Item
from onrecord.reading import read_or_fail

LABELS = Path(__file__).parent / "labels/lint/findings.tsv"
SECOND = LABELS.with_name("findings-second.tsv")
SETTINGS = Settings(today=date(2026, 11, 24))
UNDATED = ("DAT01", "DAT02")
ENOUGH, SHARE = 50, 0.85  # findings read, and share of them right, for a rule that is on by default

Label = tuple[str, int, str]


def labels_in(path: Path) -> dict[Label, bool]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {(article, int(offset), code): label == "right" for article, offset, code, label in rows}


def items(shared: Path, wanted: set[str]) -> Iterator[Item]:
    for name in sorted(wanted):
        if name.startswith("polnear/"):
            path = shared / "polnear/dev/text" / f"{name.removeprefix('polnear/')}.txt"
            yield Item(name, data=path.read_bytes())
    with gzip.open(shared / "news-2012-2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            name = f"news/{json.loads(line)['id']}"
            if name in wanted:
                yield Item(name, data=line.encode(), record=True)


def readings(shared: Path, wanted: set[str], cache: Path | None) -> Iterator[Reading]:
    known: set[str] = set()
    if cache is not None and cache.exists():
        with cache.open(encoding="utf-8") as lines:
            for line in lines:
                reading = reading_from_json(decode(line))
                if reading.article.page in wanted:
                    known.add(reading.article.page)
                    yield reading
    for item in items(shared, wanted - known):
        reading = read_or_fail(item)
        if cache is not None:
            with cache.open("a", encoding="utf-8") as stream:
                stream.write(encode(reading_to_json(reading)) + "\n")
        yield reading


def findings(reading: Reading) -> set[tuple[int, str]]:
    found = {(one.span.start, one.code) for one in lint(reading, ["all"], SETTINGS) if one.code not in UNDATED}
    undated = replace(reading, article=replace(reading.article, published=None, updated=None))
    return found | {(one.span.start, one.code) for one in lint(undated, UNDATED, SETTINGS)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--labels", type=Path, default=LABELS)
    arguments = parser.parse_args()
    labels = labels_in(arguments.labels)
    by_article: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_article[label[0]].append(label)
    counts: Counter[tuple[str, str]] = Counter()
    for reading in readings(arguments.shared, set(by_article), arguments.cache):
        found = findings(reading)
        for article, offset, code in by_article[reading.article.page]:
            kind = "right" if labels[article, offset, code] else "wrong"
            counts[code, kind if (offset, code) in found else f"{kind}, gone"] += 1
    report(counts)
    if arguments.labels == LABELS:
        print(agreement(labels, labels_in(SECOND)))


def agreement(first: dict[Label, bool], second: dict[Label, bool]) -> str:
    """Two readings of the same findings: how often they agree, and Cohen's kappa."""
    pairs = Counter((first[label], said) for label, said in second.items() if label in first)
    total = sum(pairs.values())
    agreed = (pairs[True, True] + pairs[False, False]) / total
    one = (pairs[True, True] + pairs[True, False]) / total
    other = (pairs[True, True] + pairs[False, True]) / total
    chance = one * other + (1 - one) * (1 - other)
    return f"read twice: {total}, agreed {agreed:.1%}, kappa {(agreed - chance) / (1 - chance):.2f}"


def report(counts: Counter[tuple[str, str]]) -> None:
    print("code   default  read  right  share   no longer found: right, wrong")
    total: Counter[str] = Counter()
    for rule in RULES:
        right, wrong = counts[rule.code, "right"], counts[rule.code, "wrong"]
        read, gone = right + wrong, (counts[rule.code, "right, gone"], counts[rule.code, "wrong, gone"])
        share = f"{right / read:.0%}" if read else "-"
        earned = read >= ENOUGH and right >= SHARE * read
        note = "" if rule.default == earned else "  on without the figures" if rule.default else "  has the figures"
        print(f"{rule.code}  {'on' if rule.default else 'off':<7}  {read:>4}  {right:>5}  {share:>5}   {gone}{note}")
        if rule.default:
            total.update(right=right, read=read)
    print(f"on by default: {total['right']} of {total['read']} right, {total['right'] / max(total['read'], 1):.1%}")


if __name__ == "__main__":
    main()
