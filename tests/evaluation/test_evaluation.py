"""Evaluations: prediction files, intervals, reports, calibration, floors and the verb that prints them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.core.errors import CorpusError, MissingExtra, UsageError
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution
from onrecord.evaluation.baseline import baseline
from onrecord.evaluation.bootstrap import intervals, paired
from onrecord.evaluation.calibration import Answer, answers, draw, expected_calibration_error, reliability
from onrecord.evaluation.corpora import AnnotatedText, read_corpus
from onrecord.evaluation.evaluation import corpus_digest, evaluate, publishers, report
from onrecord.evaluation.gate import Floors, breaches, read_floors, set_floors
from onrecord.evaluation.measures import count
from onrecord.evaluation.predictions import read_predictions, write_predictions

TEXT = '"We will all go home," said Ann Lee. It rained. "Nobody stays behind," she said.'


def _attribution(content: str, cue: str, source: str, sure: float = 1.0) -> Attribution:
    def span(words: str) -> tuple[Span, ...]:
        return (Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words)),)

    return Attribution(content=span(content), cue=span(cue), source=span(source), content_confidence=sure)


RIGHT = (
    _attribution('"We will all go home,"', "said", "Ann Lee", 0.9),
    _attribution('"Nobody stays behind,"', "said", "she", 0.7),
)
ARTICLE = AnnotatedText("paper_1", TEXT, (("x", RIGHT),))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    for stem in ("paper_1", "paper_2"):
        (folder / "text" / f"{stem}.txt").write_text(TEXT, "utf-8", newline="")
        (folder / "attributions" / f"{stem}_x.ann").write_text(
            'T1\tContent 0 22\t"We will all go home,"\nT2\tCue 23 27\tsaid\nT3\tSource 28 35\tAnn Lee\n'
            "E1\tAttribution:T2 Content:T1 Cue:T2 Source:T3\n",
            "utf-8",
        )
    (folder / "metadata.tsv").write_text("filename\tpublisher\npaper_1\tThe Paper\n", "utf-8")
    return folder


def test_prediction_files_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    write_predictions(file, {"paper_1": RIGHT})
    (found,) = read_predictions(file, [ARTICLE]).values()
    assert [(a.content, a.cue, a.source) for a in found] == [(a.content, a.cue, a.source) for a in RIGHT]


FAULTS = [
    ("nonsense", "not JSON"),
    ("[]", "no article"),
    ('{"doc": "other"}', "no article 'other'"),
    ('{"doc": "paper_1", "cue": [[0, 9999]]}', "outside a text"),
    ('{"doc": "paper_1", "cue": [[5, 5]]}', "empty"),
    ('{"doc": "paper_1", "cue": 7}', "cue"),
]


@pytest.mark.parametrize(("line", "message"), FAULTS)
def test_a_faulty_prediction_is_named_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text("\n" + line, "utf-8")
    with pytest.raises(CorpusError, match=f"p.jsonl:2: .*{message}"):
        read_predictions(file, [ARTICLE])


def test_intervals_hold_the_figure_and_shrink_to_it_where_all_articles_are_alike() -> None:
    good, bad = count(TEXT, RIGHT, RIGHT), count(TEXT, RIGHT, RIGHT[:1])
    low, high = intervals([good, bad, good, bad], 200)["pair"]
    assert low < 100 * 2 * 6 / (6 + 8) < high
    assert intervals([bad] * 4, 50)["pair"] == pytest.approx((200 / 3, 200 / 3))


def test_a_paired_bootstrap_tells_a_difference_from_none() -> None:
    good, bad = count(TEXT, RIGHT, RIGHT), count(TEXT, RIGHT, RIGHT[:1])
    better = paired([good] * 5, [bad] * 5, 200)["pair"]
    assert (better.points, better.p) == (pytest.approx(100 / 3), 0)
    assert better.low > 0
    assert paired([good, bad], [bad, good], 200)["pair"].p > 0.5
    with pytest.raises(ValueError, match="not the same articles"):
        paired([good], [bad, bad], 10)


def test_the_baseline_finds_plain_quotations() -> None:
    found = baseline(TEXT)
    assert [(a.content[0].text, a.source[0].text) for a in found] == [
        ('"We will all go home,"', "Ann Lee"),
        ('"Nobody stays behind,"', "she"),
    ]
    assert evaluate([ARTICLE], {"paper_1": found}).f1["pair"] == 100


def test_a_report_groups_by_publisher(corpus: Path) -> None:
    articles = read_corpus(corpus)
    groups = publishers(corpus, articles)
    assert groups == {"paper_1": "The Paper", "paper_2": "paper"}
    figures = report(evaluate(articles, {a.name: baseline(a.text) for a in articles}), by=groups, draws=20)
    assert figures["publishers"]["The Paper"]["articles"] == 1
    assert figures["measures"]["pair"]["precision"] == 50
    assert corpus_digest(articles) == figures["corpus"] != corpus_digest(articles[:1])


def test_calibration_compares_confidence_with_the_share_that_is_right() -> None:
    given = [Answer(0.8, True)] * 8 + [Answer(0.8, False)] * 2 + [Answer(0.3, True)] * 10
    table = reliability(given)
    assert [(row.answers, row.confidence, row.right) for row in table] == [
        (10, pytest.approx(0.3), 1),
        (10, pytest.approx(0.8), 0.8),
    ]
    assert expected_calibration_error(table) == pytest.approx(0.35)
    assert expected_calibration_error(()) == 0
    contents, sources = answers(ARTICLE, [RIGHT[0], _attribution("It rained", "said", "she", 0.2)])
    assert contents == [Answer(0.9, True), Answer(0.2, False)]
    assert sources == [Answer(1.0, True)]


def test_a_diagram_without_altair_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtra, match="onrecord\\[plot\\]"):
        draw(reliability([Answer(0.8, True)]), tmp_path / "d.svg")


def test_floors_rise_and_never_fall_in_silence(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    set_floors(file, "abc", {"pair": 70.0, "token.cue": 50.0})
    assert read_floors(file) == Floors("abc", {"pair": 69.5, "token.cue": 49.5})
    assert [b.measure for b in breaches(read_floors(file), "abc", {"pair": 60.0, "token.cue": 50.0})] == ["pair"]
    set_floors(file, "abc", {"pair": 80.0, "token.cue": 49.8})
    assert read_floors(file).floors == {"pair": 79.5, "token.cue": 49.5}
    with pytest.raises(UsageError, match="--lower-floors"):
        set_floors(file, "abc", {"pair": 60.0, "token.cue": 50.0})
    with pytest.raises(CorpusError, match="set them anew"):
        breaches(read_floors(file), "other", {"pair": 90.0, "token.cue": 90.0})
    set_floors(file, "abc", {"pair": 60.0, "token.cue": 50.0}, lower=True)
    assert read_floors(file).floors["pair"] == 59.5
    file.write_text("[]", "utf-8")
    with pytest.raises(CorpusError, match="not a file of floors"):
        read_floors(file)


def test_the_verb_prints_figures_and_keeps_the_gate(corpus: Path, tmp_path: Path) -> None:
    import typer

    from onrecord.cli.bench import bench

    app = typer.Typer()
    app.command()(bench)
    good, bad, floors = tmp_path / "good.jsonl", tmp_path / "bad.jsonl", tmp_path / "floors.json"
    articles = read_corpus(corpus)
    write_predictions(good, {a.name: a.reference for a in articles})
    write_predictions(bad, {})
    run = CliRunner()
    common = [str(corpus), "--gate", str(floors), "--bootstrap", "20"]
    first = run.invoke(app, [*common, "--from", str(good), "--against", str(bad), "--predictions", str(tmp_path / "o")])
    assert first.exit_code == 0, first.output
    assert "pair" in first.stdout
    assert (tmp_path / "o").read_text() == good.read_text()
    again = run.invoke(app, [*common, "--from", str(good), "--format", "json"])
    assert json.loads(again.stdout)["measures"]["pair"]["f1"] == 100
    assert run.invoke(app, [*common, "--from", str(bad)]).exit_code == 1
    assert run.invoke(app, [*common, "--from", str(bad), "--lower-floors"]).exit_code == 0
    assert run.invoke(app, [*common, "--from", str(bad)]).exit_code == 0
