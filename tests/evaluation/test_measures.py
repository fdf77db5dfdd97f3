"""The measures: small tables, and agreement with the reference tool where the benchmark data is there."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from onrecord.core.spans import Span
from onrecord.core.statements import Attribution
from onrecord.evaluation.comparison import compared, has_reporting_verb
from onrecord.evaluation.corpora import AnnotatedText, read_corpus
from onrecord.evaluation.measures import MEASURES, between_annotators, count, count_article, scores
from onrecord.evaluation.predictions import read_predictions, write_predictions

TEXT = 'Ann Lee said "we will all go home now". The mayor of Ely plans to leave early, he says.'


def attribution(content: str, cue: str = "", source: str = "", text: str = TEXT) -> Attribution:
    def spans(words: str) -> tuple[Span, ...]:
        return tuple(Span.of(text, text.index(w), text.index(w) + len(w)) for w in words.split("|") if w)

    return Attribution(content=spans(content), cue=spans(cue), source=spans(source))


GOLD = [
    attribution('"we will all go home now"', "said", "Ann Lee"),
    attribution("to leave early", "plans", "The mayor of Ely"),
]

# What was found, and F1 of some measures.
ROWS = [
    (GOLD, {"token.source": 100, "span.content": 100, "content_exact": 100, "pair": 100, "direct.pair": 100}),
    ([], {"token.source": 0, "content_exact": 0, "pair": 0, "direct.pair": 0}),
    # Marks and punctuation at the ends don't count for contents, but they do for spans.
    ([attribution("we will all go home now", "said", "Ann Lee")], {"content_exact": 200 / 3, "span.content": 0}),
    # Five of six words: a soft match, not an exact one.
    (
        [attribution("we will all go home", "said", "Ann Lee")],
        {"content_exact": 0, "content_soft": 200 / 3, "pair": 200 / 3},
    ),
    # Four of six words are too few.
    ([attribution("we will all go", "said", "Ann Lee")], {"content_soft": 0, "token.content": 100 * 2 * 4 / (4 + 9)}),
    # Right words, wrong source; half of the source is enough.
    ([attribution("we will all go home now", "said", "mayor")], {"content_soft": 200 / 3, "pair": 0}),
    ([attribution("we will all go home now", "said", "Lee")], {"pair": 200 / 3, "direct.pair": 100, "verb.pair": 100}),
    ([attribution("we will all go home now", "said", "")], {"pair": 0}),
]


@pytest.mark.parametrize(("found", "expected"), ROWS)
def test_measures(found: list[Attribution], expected: dict[str, float]) -> None:
    got = scores(count(TEXT, GOLD, found))
    assert {name: got[name].f1 for name in expected} == pytest.approx(expected)


FORMS = [
    ('"we will all go home now"', "direct"),
    ('"we will all go home now".', "direct"),
    ('said "we will all', "mixed"),
    ("to leave early", "indirect"),
]


@pytest.mark.parametrize(("content", "form"), FORMS)
def test_tells_the_form_of_gold(content: str, form: str) -> None:
    assert compared(TEXT, [attribution(content)], gold=True)[0].form == form


@pytest.mark.parametrize(("cue", "expected"), [("has said", True), ("Tweeted", True), ("plans", False), ("", False)])
def test_knows_reporting_verbs(cue: str, *, expected: bool) -> None:
    assert has_reporting_verb([Span(0, len(cue), cue)] if cue else []) is expected


def test_counts_against_every_annotator() -> None:
    article = AnnotatedText("a_1", TEXT, (("x", tuple(GOLD)), ("y", (GOLD[0],))))
    both = count_article(article, GOLD, every_annotator=True)
    assert (both == count(TEXT, GOLD, GOLD) + count(TEXT, GOLD[:1], GOLD)).all()
    assert scores(between_annotators(article))["pair"].f1 == pytest.approx(200 / 3)


def _perturbed(article: AnnotatedText, chance: random.Random) -> list[Attribution]:
    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        ends = [
            (s.start + chance.choice([0, 0, 0, 1, -4, 8]), s.end + chance.choice([0, 0, 0, -1, 5, -9])) for s in spans
        ]
        return tuple(
            Span.of(article.text, max(0, a), min(len(article.text), b))
            for a, b in ends
            if max(0, a) < min(len(article.text), b)
        )

    return [
        Attribution(content=moved(a.content), cue=moved(a.cue), source=moved(a.source) if chance.random() < 0.9 else ())
        for a in article.annotations[-1][1]
        if chance.random() < 0.85
    ]


@pytest.mark.shared
@pytest.mark.parametrize("gold", ["first", "all"])
def test_agrees_with_the_reference_tool(shared: Path, tmp_path: Path, gold: str) -> None:
    folder = shared / "data" / "polnear" / "dev"
    articles = read_corpus(folder)
    chance = random.Random(1)
    file = tmp_path / "predictions.jsonl"
    write_predictions(file, {article.name: _perturbed(article, chance) for article in articles})
    found = read_predictions(file, articles)
    ours = scores(np.sum([count_article(a, found[a.name], every_annotator=gold == "all") for a in articles], axis=0))
    command = [
        sys.executable,
        str(shared / "tools" / "score_attributions.py"),
        "score",
        str(folder),
        str(file),
        "--json",
    ]
    printed = subprocess.run([*command, "--gold", gold], capture_output=True, text=True, check=True).stdout
    theirs = {name: score for name, score in json.loads(printed).items() if name in MEASURES}
    assert len(theirs) == 9
    for name, score in theirs.items():
        assert (ours[name].precision, ours[name].recall, ours[name].f1) == pytest.approx(
            (score["P"], score["R"], score["F1"]), abs=0.1
        ), name
