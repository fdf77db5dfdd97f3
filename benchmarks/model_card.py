"""The tables of a model's card, from what ``onrecord bench`` measured.

onrecord bench ../shared/data/polnear/dev --model accurate --format json | python benchmarks/model_card.py
"""

from __future__ import annotations

import json
import sys
from typing import Any

MEASURES = {
    "token.source": "source words",
    "token.cue": "cue words",
    "token.content": "content words",
    "span.source": "source spans, exact",
    "span.cue": "cue spans, exact",
    "span.content": "content spans, exact",
    "content_exact": "content exact",
    "content_soft": "content soft",
    "pair": "PAIR",
    "direct.content_exact": "direct, content exact",
    "direct.pair": "direct, PAIR",
}
KINDS = {
    "direct": "direct",
    "mixed": "mixed",
    "indirect": "indirect",
    "verb": "cue with a reporting verb",
    "other": "another cue",
}


def row(name: str, figure: dict[str, Any], with_count: bool) -> str:
    """A line of a table: the F1 with its interval, and how many there are."""
    interval = f"{figure['low']:.1f}-{figure['high']:.1f}" if "low" in figure else ""
    count = f" {figure['gold']:,} |" if with_count else ""
    return f"| {name} |{count} {figure['f1']:.1f} | {interval} |"


def main() -> None:
    measured = json.load(sys.stdin)
    figures = measured["measures"]
    print("| measure | F1 | interval |\n|---|---|---|")
    for name, title in MEASURES.items():
        print(row(title, figures[name], with_count=False))
    print("\n| PAIR where | attributions | F1 | interval |\n|---|---|---|---|")
    for name, title in KINDS.items():
        print(row(title, figures[f"{name}.pair"], with_count=True))
    for name, publisher in measured["publishers"].items():
        print(row(name, publisher["measures"]["pair"], with_count=True))


if __name__ == "__main__":
    main()
