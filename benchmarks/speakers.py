"""Who said it, in what role, when and through whom, against pages labelled by reading.

    python benchmarks/speakers.py DATA [--half HALF] [--oracle] [--model accurate|fast|FOLDER] [--errors FILE]

DATA holds polnear/, news-2012-2017.jsonl.gz and html/. The labels and their guide are in benchmarks/labels/speakers.
Pages go through the steps of `onrecord.read`, with the date and outlet that the corpus gives beside the text. The
figures are over the statements that the tagger found; the others are counted apart. --oracle hands PolNeAR's own
attributions to the resolver instead, on its pages alone. --errors lists what is wrong on the pages of the halves that
rules may be made on, *develop* and *report*, of no other. The pages of fresh.jsonl are the half
*fresh*, those of later.jsonl the half *later*.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.attribution import find
from onrecord.attribution.tagger import load
from onrecord.core.article import Article
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.core.statements import Statement
from onrecord.evaluation.calibration import expected_calibration_error, reliability
from onrecord.evaluation.corpora import AnnotatedText, read_corpus
from onrecord.evaluation.labels import HALVES, Label, half_of, match, read_labels
from onrecord.evaluation.speakers import Verdict, answers, judge, tally
from onrecord.pages import Item, capture, parse
from onrecord.resolution import resolve

LABELS = Path(__file__).parent / "labels" / "speakers"
OPENED = ("develop", "report")  # rules may be made on these
APART = {half: read_labels(LABELS / f"{half}.jsonl") for half in HALVES if half not in OPENED}  # never read for rules
PUBLISHERS = {
    "breitbart": "Breitbart News", "huff-post": "The Huffington Post", "nyt": "The New York Times",
    "politico": "Politico", "usa-today": "USA TODAY", "wash-post": "The Washington Post",
    "west-journal": "The Western Journal",
}  # fmt: skip
FIGURES = (
    ("name: name", "named speakers, full name right"),
    ("name: pronoun", "pronoun speakers, full name right"),
    ("name: description", "described speakers (the senator), full name right"),
    ("name: none", "speakers without a source, full name right"),
    ("role", "role, words overlap by half"),
    ("role, name right", "  of those whose name is right"),
    ("role invented", "role where the page gives none"),
    ("date: sentence", "said-date exact, dated in the sentence"),
    ("date: page", "said-date exact, dated elsewhere on the page"),
    ("date: wrong", "said-date given and wrong, of the dated"),
    ("date: invented", "said-date where the page gives none"),
    ("route precision", "route precision"),
    ("route recall", "route recall"),
    ("kind", "kind of speaker"),
    ("wrong names", "wrong names"),
    ("unresolved", "unresolved"),
)


@dataclass
class Page:
    """A labelled page: the text that its labels point into, and how it is captured."""

    id: str
    labels: tuple[Label, ...]
    text: str
    item: Item
    options: ReadOptions
    gold: AnnotatedText | None = None

    @property
    def half(self) -> str:
        return half_of(self.id, APART)


def labelled(corpus: str) -> dict[str, tuple[Label, ...]]:
    """The labels of one corpus's pages, of every half."""
    found = read_labels(LABELS / f"{corpus}.jsonl")
    for half in APART.values():
        found |= {page: labels for page, labels in half.items() if page.startswith(f"{corpus}:")}
    return found


def pages(data: Path, model: str) -> Iterator[Page]:
    yield from _polnear(data / "polnear", model)
    yield from _news(data / "news-2012-2017.jsonl.gz", model)
    yield from _html(data / "html", model)


def _polnear(folder: Path, model: str) -> Iterator[Page]:
    with (folder / "metadata.tsv").open(encoding="utf-8", newline="") as lines:
        about = {row["filename"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    corpus = {one.name: one for one in read_corpus(folder / "dev")}
    for page, labels in labelled("polnear").items():
        name = page.partition(":")[2]
        row = about[name]
        options = ReadOptions(published=row["publication_date"], outlet=PUBLISHERS[row["publisher"]], model=model)
        item = Item(str(folder / "dev" / "text" / f"{name}.txt"))
        yield Page(page, labels, corpus[name].text, item, options, corpus[name])


def _news(path: Path, model: str) -> Iterator[Page]:
    labels = labelled("news")
    with gzip.open(path, "rb") as lines:
        for line in lines:
            record = json.loads(line)
            page = f"news:{record['id']}"
            if page in labels:
                options = ReadOptions(model=model, any_language=True)
                yield Page(page, labels[page], record["text"], Item(page, line, record=True), options)


def _html(folder: Path, model: str) -> Iterator[Page]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for page, labels in labelled("html").items():
        key = page.partition(":")[2]
        item = Item(str(folder / "pages" / f"{key}.html.gz"))
        yield Page(page, labels, truth[key]["articleBody"], item, ReadOptions(model=model, any_language=True))


def read_page(page: Page, oracle: bool, seconds: dict[str, float]) -> Reading:
    """What `onrecord.reading.read_item` does, a step at a time, so that the steps can be timed."""
    article = parse(capture(page.item, page.options), page.options).article
    began = time.process_time()
    if oracle and page.gold is not None:
        attributions = [one for one in page.gold.reference if one.content]
    else:
        attributions = list(find(article, load(page.options.model)))
    found = time.process_time()
    statements = resolve(article, attributions, page.options).statements
    seconds["tagger"] += found - began
    seconds["resolver"] += time.process_time() - found
    return Reading(article=article, statements=statements)


def report(title: str, verdicts: list[Verdict], labels: int) -> None:
    total = tally(verdicts)
    print(f"\n{title}: {labels} labelled statements, {labels - len(verdicts)} of them not found by the tagger")
    for key, name in FIGURES:
        if total.asked[key]:
            share = 100 * total.right[key] / total.asked[key]
            print(f"  {name:52} {share:5.1f} %  {total.right[key]:4} of {total.asked[key]}")
    given = answers(verdicts)
    table = reliability(given)
    error, name = expected_calibration_error(table), "speaker confidence, expected calibration error"
    print(f"  {name:52} {error:5.3f}    of {len(given)}")
    for row in table:
        print(f"      given {row.confidence:.2f}, right {row.right:.2f}  ({row.answers})")


def errors(page: Page, pairs: tuple[tuple[Label, Statement | None], ...], article: Article) -> Iterator[str]:
    for label, statement in pairs:
        if statement is None:
            continue
        one = judge(label, statement)
        speaker, quoted = statement.speaker, statement.content[0].text[:60].replace("\n", " ")
        source = " / ".join(span.text for span in statement.source)
        faults = []
        if not one.name:
            faults.append(
                f"name: {label.name or label.description!r} ({label.kind}), got {speaker.name!r} ({speaker.kind})"
                f" {speaker.unresolved.reason if speaker.unresolved else ''}"
            )
        if not one.kind:
            faults.append(f"kind: {label.kind}, got {speaker.kind}")
        if one.role is False and one.name:
            faults.append(f"role: {label.role!r}, got {speaker.role!r}")
        if one.invented_role:
            faults.append(f"role: none, got {speaker.role!r}")
        said = statement.said.edtf if statement.said else None
        if one.said is False or one.invented_date:
            faults.append(f"said: {label.said} ({label.said_from}), got {said}")
        if one.found < one.relays or one.right < one.given:
            faults.append(
                f"route: {[names[0] for names in label.route]}, got {[relay.name for relay in statement.route]}"
            )
        for fault in faults:
            yield f"{page.id} [{statement.content[0].start}] {quoted!r} source {source!r} ({label.source}): {fault}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--oracle", action="store_true", help="PolNeAR's attributions instead of the tagger's")
    parser.add_argument("--model", default="accurate")
    parser.add_argument("--errors", type=Path, help="write the errors of the halves develop and report to this file")
    options = parser.parse_args()
    verdicts: dict[str, list[Verdict]] = {half: [] for half in HALVES}
    labels = dict.fromkeys(HALVES, 0)
    lines: list[str] = []
    seconds: dict[str, float] = defaultdict(float)
    for page in pages(options.data, options.model):
        half = page.half
        if (options.half and half != options.half) or (options.oracle and page.gold is None):
            continue
        if not seconds:
            read_page(page, options.oracle, defaultdict(float))  # model and tables are loaded before the clock runs
        reading = read_page(page, options.oracle, seconds)
        pairs = match(page.labels, page.text, reading.statements, reading.article.text)
        labels[half] += len(pairs)
        verdicts[half] += [judge(label, statement) for label, statement in pairs if statement is not None]
        if half in OPENED:
            lines += errors(page, pairs, reading.article)
    for half in HALVES:
        if labels[half]:
            report(half, verdicts[half], labels[half])
    if not options.oracle:
        share = 100 * seconds["resolver"] / seconds["tagger"]
        tagger, resolver = seconds["tagger"], seconds["resolver"]
        print(f"\ntagger {tagger:.1f} s of processor time, resolver {resolver:.1f} s more ({share:.1f} %)")
    if options.errors:
        options.errors.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
