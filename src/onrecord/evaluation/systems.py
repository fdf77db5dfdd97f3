"""What is measured: a model of the product, or the trivial baseline, on the articles of a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.attribution.tagger import find_corpus_form, load
from onrecord.attribution.windows import paragraphs
from onrecord.core.statements import Attribution
from onrecord.evaluation.corpora import AnnotatedText


def model_predictions(articles: Sequence[AnnotatedText], model: str | Path) -> dict[str, tuple[Attribution, ...]]:
    """A model's attributions by article, in the corpora's own form. Raises ModelError for a faulty model."""
    tagger = load(model)
    return {a.name: tuple(find_corpus_form(a.text, paragraphs(a.text), tagger)) for a in articles}
