"""Every direct quotation that PolNeAR marks, against all transcripts: ``python benchmarks/verify_speed.py DATA``.

Prints the processor time of the one process with the index included, the peak memory, and how often each verdict
came out. A quotation is the
quoted part of a marked content span (brat standoff), at least three words long; speakers are not checked.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from pathlib import Path

from edit_cases import transcripts

from onrecord.attribution.quotations import quotations
from onrecord.reuse.sources import source_text
from onrecord.reuse.verdicts import Quoted, Verifier


def direct_quotations(data: Path) -> list[str]:
    """The quotations in marks that stand inside marked content, each place once."""
    found: list[str] = []
    for part in ("train", "dev"):
        for page in sorted((data / "polnear" / part / "text").glob("*.txt")):
            text = page.read_text(encoding="utf-8")
            spans = [
                (int(piece.split()[0]), int(piece.split()[1]))
                for annotation in (data / "polnear" / part / "attributions").glob(f"{page.stem}_*.ann")
                for line in annotation.read_text(encoding="utf-8").splitlines()
                if "\tContent " in line
                for piece in line.split("\t")[1].removeprefix("Content ").split(";")
            ]
            for one in quotations(text).all:
                inside = any(start - 1 <= one.start and one.end <= end + 1 for start, end in spans)
                if one.depth == 0 and inside and len(text[one.start : one.end].split()) >= 3:
                    found.append(text[one.start : one.end])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    quoted = direct_quotations(options.data)
    began = time.process_time()
    sources = [source_text(n, t) for n, t in transcripts(options.data / "transcripts-2015-2016.zip").items()]
    verifier = Verifier(sources)
    indexed = time.process_time() - began
    verdicts = Counter(verifier.check(Quoted(text=text)).verdict for text in quoted)
    took = time.process_time() - began
    print(f"{len(quoted)} quotations against {len(sources)} documents")
    print(f"{took:.1f} s of one core, of which index {indexed:.1f} s; peak memory {_peak():.0f} MB")
    for verdict, count in verdicts.most_common():
        print(f"{verdict:18} {count}")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
