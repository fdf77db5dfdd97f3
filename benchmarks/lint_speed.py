"""What lint costs on top of reading: seconds and share, over the articles of PolNeAR dev.

Run: python benchmarks/lint_speed.py DATA [--articles N]
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from pathlib import Path

from onrecord.core.options import ReadOptions
from onrecord.lint import Settings, lint
from onrecord.pages.items import Item
from onrecord.reading import load_tagger, read_item


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--articles", type=int, default=84)
    parser.add_argument("--model", default="accurate")
    arguments = parser.parse_args()
    paths = sorted((arguments.shared / "polnear/dev/text").glob("*.txt"))[: arguments.articles]
    options = ReadOptions(model=arguments.model)
    tagger = load_tagger(options)
    lint(read_item(Item(str(paths[0])), options, tagger=tagger), ["all"])  # tables are loaded once
    began = time.process_time()
    readings = [read_item(Item(str(path)), options, tagger=tagger) for path in paths]
    read = time.process_time() - began
    for name, rules in (("rules on by default", None), ("all rules", ["all"])):
        began = time.process_time()
        found = sum(len(lint(reading, rules, Settings(today=date(2026, 11, 24)))) for reading in readings)
        took = time.process_time() - began
        print(f"{name}: {found} findings, {took:.2f} s, {took / read:.1%} of reading ({read:.2f} s of processor time)")


if __name__ == "__main__":
    main()
