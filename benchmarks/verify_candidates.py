"""Candidates for labelling: quotations of one candidate in news, with the transcripts' likeliest passages.

    python benchmarks/verify_candidates.py DATA [--cases 126] > candidates.txt

Knows nothing of the verifier: a passage is a window of as many words as the quotation has, more or less, and its score
is the share of the quotation's words that it holds, in any order. Quotations are drawn by chance from three strata of
that score, so that whole, nearly whole and hardly matching ones are all there. Seeded.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
QUOTATION = re.compile(r"[“\"]([A-Za-z\[….'‘][^“”\"\n]{25,420}?)[”\"]")
STRATA = ((0.999, 1.1, 0.3), (0.7, 0.999, 0.5), (0.3, 0.7, 0.2))  # from, below, share of the cases


def words(text: str) -> list[tuple[str, int, int]]:
    return [(m.group().replace("’", "'"), m.start(), m.end()) for m in WORD.finditer(text.lower())]


class Transcripts:
    def __init__(self, data: Path) -> None:
        self.names: list[str] = []
        self.texts: list[str] = []
        with zipfile.ZipFile(data / "transcripts-2015-2016.zip") as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    self.names.append(info.filename)
                    self.texts.append(archive.read(info).decode("utf-8", "replace"))
        self.words = [words(text) for text in self.texts]
        self.places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for document, found in enumerate(self.words):
            for at, (word, _, _) in enumerate(found):
                self.places[word].append((document, at))

    def passages(self, quotation: list[str], limit: int = 3) -> list[tuple[float, int, int, int]]:
        """The best windows: score, document, and the range of their words."""
        size = len(quotation)
        rare = sorted({w for w in quotation if w in self.places}, key=lambda w: len(self.places[w]))[:5]
        starts: set[tuple[int, int]] = set()
        for word in rare:
            offset = quotation.index(word)
            for document, at in self.places[word][:3_000]:
                starts.add((document, max(0, at - offset)))
        need = Counter(quotation)
        found = []
        for document, start in starts:
            low = max(0, start - 3)
            window = Counter(word for word, _, _ in self.words[document][low : start + size + 6])
            found.append((sum((need & window).values()) / size, document, low, start + size + 6))
        found.sort(reverse=True)
        kept: list[tuple[float, int, int, int]] = []
        for one in found:
            if all(one[1] != other[1] or abs(one[2] - other[2]) > size for other in kept):
                kept.append(one)
            if len(kept) == limit:
                break
        return kept


def pages(data: Path) -> Iterator[tuple[str, str, str]]:
    """Corpus, id and text of the articles of the time."""
    for part in ("train", "dev"):
        for path in sorted((data / "polnear" / part / "text").glob("*.txt")):
            yield "polnear", f"{part}/{path.name}", path.read_bytes().decode("utf-8", "replace")
    with gzip.open(data / "news-2012-2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            if "2015-06" <= (page.get("published") or "") <= "2016-12":
                yield "news", str(page["id"]), page["text"]


def quotations(data: Path) -> Iterator[tuple[str, str, str, int, int]]:
    seen: set[tuple[str, ...]] = set()
    for corpus, identity, text in pages(data):
        for match in QUOTATION.finditer(text):
            around = text[max(0, match.start() - 90) : match.start()] + text[match.end() : match.end() + 90]
            said = tuple(word for word, _, _ in words(match[1]))
            if re.search(r"\bTrump\b", around) and 6 <= len(said) <= 60 and said not in seen:
                seen.add(said)
                yield corpus, identity, text, match.start(1), match.end(1)


def case_id(corpus: str, document: str, start: int) -> str:
    return hashlib.sha256(f"{corpus}/{document}:{start}".encode()).hexdigest()[:10]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", type=int, default=126)
    parser.add_argument("--seed", type=int, default=20161108)
    options = parser.parse_args()
    transcripts = Transcripts(options.data)
    everything = list(quotations(options.data))
    random.Random(options.seed).shuffle(everything)
    wanted = [round(share * options.cases) for _, _, share in STRATA]
    for corpus, document, text, start, end in everything:
        if not any(wanted):
            break
        said = [word for word, _, _ in words(text[start:end])]
        found = transcripts.passages(said)
        best = found[0][0] if found else 0.0
        stratum = next((n for n, (low, high, _) in enumerate(STRATA) if low <= best < high and wanted[n]), None)
        if stratum is None:
            continue
        wanted[stratum] -= 1
        show(
            transcripts, case_id(corpus, document, start), f"{corpus} {document} {start} {end}", text, start, end, found
        )


def show(
    transcripts: Transcripts, identity: str, place: str, text: str, start: int, end: int,
    found: list[tuple[float, int, int, int]],
) -> None:  # fmt: skip
    before, after = text[max(0, start - 110) : start], text[end : end + 90]
    print(f"## {identity} {place}")
    print("DRAFT:", re.sub(r"\s+", " ", f"{before}⟦{text[start:end]}⟧{after}"))
    for score, document, low, high in found:
        tokens = transcripts.words[document]
        first, last = max(0, low - 12), min(len(tokens), high + 12)
        a, b = tokens[first][1], tokens[last - 1][2]
        body = transcripts.texts[document]
        label = re.findall(r"^([A-Z][A-Z .'-]{2,40}):", body[:a], re.MULTILINE)
        shown = re.sub(r"\s+", " ", body[a:b])
        print(f"  [{score:.2f} {document} {a}-{b} {label[-1] if label else ''}] {shown}")
    print()


if __name__ == "__main__":
    main()
