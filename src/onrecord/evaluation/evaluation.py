"""One system on one corpus: its counts by article, and the report that `onrecord bench` prints."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.core.errors import CorpusError
from onrecord.evaluation.bootstrap import intervals, paired
from onrecord.evaluation.corpora import AnnotatedText
from onrecord.evaluation.measures import Counts, between_annotators, count_article, scores
from onrecord.evaluation.predictions import Predictions


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The counts of one system on the articles of a corpus, in the corpus's order."""

    articles: tuple[AnnotatedText, ...]
    counts: tuple[Counts, ...]

    @property
    def f1(self) -> dict[str, float]:
        """F1 in per cent of every measure."""
        return {name: score.f1 for name, score in scores(np.sum(self.counts, axis=0)).items()}


def evaluate(
    articles: Sequence[AnnotatedText], predictions: Predictions, *, every_annotator: bool = False
) -> Evaluation:
    """Score predictions, by article name, against the first annotator or against each in turn."""
    counts = (count_article(a, predictions.get(a.name, ()), every_annotator=every_annotator) for a in articles)
    return Evaluation(tuple(articles), tuple(counts))


def corpus_digest(articles: Iterable[AnnotatedText]) -> str:
    """SHA-256 of a corpus: names, texts and every annotator's spans, so that a figure names what it was measured on."""
    digest = hashlib.sha256()
    for article in articles:
        rows = [
            (annotator, *([(span.start, span.end) for span in role] for role in (a.source, a.cue, a.content)))
            for annotator, attributions in article.annotations
            for a in attributions
        ]
        digest.update(repr((article.name, article.text, rows)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def publishers(folder: Path, articles: Iterable[AnnotatedText]) -> dict[str, str]:
    """Who published each article, by its name: from ``metadata.tsv`` in the corpus or beside it, else from its name.

    Raises CorpusError when the file lacks the columns ``filename`` and ``publisher``.
    """
    known: dict[str, str] = {}
    for path in (folder / "metadata.tsv", folder.parent / "metadata.tsv"):
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as lines:
                rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                if not {"filename", "publisher"} <= set(rows.fieldnames or ()):
                    raise CorpusError(f"{path}:1: no columns 'filename' and 'publisher'")
                known = {row["filename"]: row["publisher"] for row in rows if row["filename"] and row["publisher"]}
            break
    return {article.name: known.get(article.name) or article.publisher for article in articles}


def report(
    evaluation: Evaluation,
    *,
    by: dict[str, str],
    baseline: Evaluation | None = None,
    against: Evaluation | None = None,
    draws: int = 1000,
) -> dict[str, Any]:
    """Everything about one evaluation as plain JSON values.

    ``by``        group of each article, by its name (its publisher).
    ``baseline``, ``against``  other systems on the same articles; the second is compared by paired bootstrap.
    """
    limits = intervals(evaluation.counts, draws) if draws else {}
    measures = {}
    for name, score in scores(np.sum(evaluation.counts, axis=0)).items():
        measures[name] = asdict(score) | ({"low": limits[name][0], "high": limits[name][1]} if limits else {})
    result: dict[str, Any] = {
        "articles": len(evaluation.articles),
        "corpus": corpus_digest(evaluation.articles),
        "measures": measures,
        "publishers": _by_group(evaluation, by),
    }
    if baseline is not None:
        result["baseline"] = baseline.f1
    if against is not None and draws:
        compared = paired(evaluation.counts, against.counts, draws)
        result["difference"] = {name: asdict(difference) for name, difference in compared.items()}
    several = [between_annotators(article) for article in evaluation.articles if len(article.annotations) > 1]
    if several:
        human = scores(np.sum(several, axis=0))
        result["between_annotators"] = {
            "articles": len(several),
            "measures": {name: score.f1 for name, score in human.items()},
        }
    return result


def _by_group(evaluation: Evaluation, by: dict[str, str]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Counts]] = {}
    for article, counts in zip(evaluation.articles, evaluation.counts, strict=True):
        groups.setdefault(by[article.name], []).append(counts)
    return {
        name: {
            "articles": len(counts),
            "measures": {measure: asdict(score) for measure, score in scores(np.sum(counts, axis=0)).items()},
        }
        for name, counts in sorted(groups.items())
    }
