"""The gate: the shipped models on the corpus of this repository, and on PolNeAR's dev split where it is."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from onrecord.evaluation.corpora import read_corpus
from onrecord.evaluation.evaluation import corpus_digest, evaluate
from onrecord.evaluation.gate import breaches, read_floors
from onrecord.evaluation.systems import model_predictions

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
MODELS = sorted(path.stem.removeprefix("floors-") for path in CORPUS.glob("floors-*.json"))

# What the corpus must hold, each with a page or more of its own.
KINDS = [
    "asides",
    "nominal cues",
    "dash attributions",
    "headlines",
    "letters",
    "interview",
    "tweets",
    "lists",
    "British single",
    "two apostrophes",
    "run-on",
    "nested",
    "coordinated",
    "pronoun",
    "no-source",
    "scare quotes",
]


def test_the_corpus_is_what_its_pages_give() -> None:
    made = runpy.run_path(str(CORPUS / "build.py"))["pages"]()
    assert len(made) >= 25
    for page in made:
        assert (CORPUS / "text" / f"{page.name}.txt").read_bytes().decode() == page.text
        (standoff,) = (CORPUS / "attributions").glob(f"{page.name}_*.ann")
        assert standoff.read_bytes().decode() == page.standoff
        assert 100 <= len(page.text.split()) <= 250, page.name
    assert len(read_corpus(CORPUS)) == len(made) == len(list((CORPUS / "text").iterdir()))


@pytest.mark.parametrize("kind", KINDS)
def test_the_corpus_has_hard_cases_of_each_kind(kind: str) -> None:
    assert kind in (CORPUS / "metadata.tsv").read_text("utf-8")


def _check(corpus: Path, floors: Path, model: str) -> None:
    articles = read_corpus(corpus)
    measured = evaluate(articles, model_predictions(articles, model))
    below = breaches(read_floors(floors), corpus_digest(articles), measured.f1)
    assert not below, "\n".join(f"{b.measure}: {b.f1:.1f} below {b.floor:.1f}" for b in below)


def test_every_shipped_model_has_floors(root: Path) -> None:
    shipped = [path.name for path in (root / "src" / "onrecord" / "models" / "en").iterdir() if path.is_dir()]
    assert sorted(shipped) == MODELS


@pytest.mark.parametrize("model", MODELS)
def test_no_figure_falls_below_its_floor(model: str) -> None:
    _check(CORPUS, CORPUS / f"floors-{model}.json", model)


@pytest.mark.shared
@pytest.mark.timeout(900)
def test_no_figure_on_polnear_falls_below_its_floor(shared: Path) -> None:
    _check(shared / "data" / "polnear" / "dev", CORPUS / "polnear-dev" / "floors-accurate.json", "accurate")


def test_floors_hold_every_measure_that_the_corpus_can_tell() -> None:
    floors = json.loads((CORPUS / "floors-accurate.json").read_text("utf-8"))["floors"]
    assert {"pair", "direct.pair", "verb.pair", "content_exact", "span.source", "span.cue", "span.content"} <= set(
        floors
    )
