"""How well the story is told from the rest of an HTML page, beside trafilatura alone.

    python benchmarks/pages.py DATA      # DATA: folder with html/pages/*.html.gz and html/ground-truth.json

Precision, recall and F1 of words (as multisets, averaged over the pages) against the body text marked by hand, for
each half of the pages (by the first digit of the page's hash), and the time a page takes.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

import trafilatura

from onrecord.core.errors import SourceError
from onrecord.core.options import ReadOptions
from onrecord.pages import capture, parse, single
from onrecord.pages.decoding import decode

WORD = re.compile(r"\w+")


def scores(found: str, truth: str) -> tuple[float, float, float]:
    a, b = Counter(WORD.findall(found)), Counter(WORD.findall(truth))
    shared = sum((a & b).values())
    precision = shared / max(1, sum(a.values()))
    recall = shared / max(1, sum(b.values()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    data = Path(sys.argv[1])
    truth = json.loads((data / "html/ground-truth.json").read_text(encoding="utf-8"))
    options = ReadOptions(any_language=True)
    rows: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    ours_seconds = theirs_seconds = 0.0
    unread: list[str] = []
    for name, answer in sorted(truth.items()):
        page = capture(single(str(data / f"html/pages/{name}.html.gz"), options), options)
        half = "first half" if name[0] in "01234567" else "second half"
        began = time.perf_counter()
        try:
            article = parse(page, options).article
            story = " ".join(article.text[block.start : block.end] for block in article.blocks)
        except SourceError as error:
            story = ""
            unread.append(str(error))
        ours_seconds += time.perf_counter() - began
        began = time.perf_counter()
        plain = trafilatura.extract(decode(page, markup=True)[0], include_comments=False) or ""
        theirs_seconds += time.perf_counter() - began
        rows.setdefault((half, "onrecord"), []).append(scores(story, answer["articleBody"]))
        rows.setdefault((half, "trafilatura"), []).append(scores(plain, answer["articleBody"]))
    for (half, system), values in sorted(rows.items()):
        mean = [100 * sum(column) / len(values) for column in zip(*values, strict=True)]
        print(f"{half:12} {system:12} P {mean[0]:5.1f} R {mean[1]:5.1f} F1 {mean[2]:5.1f}  ({len(values)} pages)")
    print(f"seconds a page: onrecord {ours_seconds / len(truth):.3f}, trafilatura {theirs_seconds / len(truth):.3f}")
    for reason in unread:
        print("not read:", reason)


if __name__ == "__main__":
    main()
