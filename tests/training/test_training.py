"""Training on a tiny corpus of ours: targets, losses, resume, export."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from onrecord.attribution.labels import LABELS
from onrecord.attribution.windows import encode, split_words, word_pieces
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution
from onrecord.evaluation.corpora import AnnotatedText

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch", reason="needs the extra [train]")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx", reason="needs the extra [train]")

TEXT = "Ada said it rains and added it pours.\nBob agreed.\n"
PIECES = word_pieces(lambda word: [200 + sum(word.encode()) % 700])


def at(*words):
    return tuple(Span.of(TEXT, TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


ARTICLE = AnnotatedText(
    "paper_rain",
    TEXT,
    (
        (
            "x1",
            (
                Attribution(source=at("Ada"), cue=at("said"), content=at("it rains")),
                Attribution(source=at("Ada"), cue=at("added"), content=at("it pours")),
                Attribution(cue=at("agreed"), content=at("Bob")),
            ),
        ),
    ),
)


def tiny(layers=2):
    from onrecord.training.model import Shape, Tagger

    torch.manual_seed(0)
    return Tagger(Shape(layers=layers, width=48, heads=4, inner=96, vocabulary=1000, positions=256), dropout=0.0)


def test_targets():
    from onrecord.training.samples import NONE, samples

    (sample,) = samples([ARTICLE], PIECES)
    targets = sample.targets[0]
    names = [
        "S-source",
        "S-cue",
        "B-content",
        "E-content",
        "O",
        "S-cue",
        "B-content",
        "E-content",
        "O",
        "S-content",
        "S-cue",
        "O",
    ]
    assert [LABELS[label] for label in targets.labels] == names
    assert list(targets.content_cues[[2, 3, 6, 9]]) == [1, 1, 5, 10]
    assert list(targets.cue_sources[[1, 5, 10]]) == [0, 0, NONE]
    assert list(targets.content_sources[[2, 7, 9]]) == [0, 0, NONE]


def test_chain_loss_is_the_likelihood_of_the_path():
    from onrecord.training.losses import chain_loss

    torch.manual_seed(0)
    scores, transitions = torch.randn(1, 3, 4), torch.randn(4, 4)

    def score(path):
        steps = sum(transitions[a, b] for a, b in itertools.pairwise(path))
        return steps + sum(scores[0, i, label] for i, label in enumerate(path))

    every = torch.stack([score(path) for path in itertools.product(range(4), repeat=3)])
    expected = (torch.logsumexp(every, 0) - score((1, 2, 0))) / 3
    mask = torch.ones(1, 3, dtype=torch.bool)
    alone = chain_loss(scores, transitions, torch.tensor([[1, 2, 0]]), mask)
    assert alone.item() == pytest.approx(expected.item(), abs=1e-5)
    padded = torch.cat([scores, torch.randn(1, 2, 4)], dim=1)
    longer = torch.tensor([[True, True, True, False, False]])
    labels = torch.tensor([[1, 2, 0, 3, 3]])
    assert chain_loss(padded, transitions, labels, longer).item() == pytest.approx(expected.item(), abs=1e-5)


def test_learns_resumes_and_refuses_another_recipe(tmp_path):
    from onrecord.training.loop import Recipe, load_run, train
    from onrecord.training.samples import samples

    kept = samples([ARTICLE] * 8, PIECES)
    recipe = Recipe(epochs=12, layers=2, batch=4, head_rate=3e-3, encoder_rate=1e-3)
    seen = []
    model = tiny()
    train(model, kept, recipe, tmp_path, seen.append, device=torch.device("cpu"))
    assert seen[-1].step == seen[-1].steps
    assert seen[-1].loss < 0.6 * seen[0].loss
    again = tiny()
    train(again, kept, recipe, tmp_path, seen.append, device=torch.device("cpu"))  # nothing is left to do
    assert all(torch.equal(a, b) for a, b in zip(model.parameters(), again.parameters(), strict=True))
    with pytest.raises(ValueError, match="another recipe"):
        train(tiny(), kept, Recipe(epochs=3, layers=2), tmp_path, seen.append, device=torch.device("cpu"))
    with pytest.raises(FileNotFoundError):
        load_run(tmp_path / "nowhere")


def test_export_equals_torch(tmp_path):
    from onrecord.training.export import export

    model = tiny().eval()
    torch.nn.init.normal_(model.case.weight)
    words = split_words(TEXT, [(0, 37), (38, 49)], PIECES)
    one = encode(words, 0, len(words))
    export(model, tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    feed = {
        "pieces": one.pieces[None].astype(np.int32),
        "marks": (4 * one.cases + one.quotation)[None].astype(np.int32),
        "words": np.concatenate(([0], one.words)).astype(np.int32),
    }
    heads = session.run(None, feed)[0]
    batch = [torch.from_numpy(column)[None] for column in (one.pieces, one.cases, one.quotation)]
    with torch.no_grad():
        labels, vectors = model(*batch, None, torch.from_numpy(one.words)[None])
    assert np.abs(heads[1:, : len(LABELS)] - labels[0].numpy()).max() < 1e-4
    assert np.abs(heads[:, len(LABELS) :] - vectors[0].flatten(1).numpy()).max() < 1e-4


@pytest.mark.parametrize(("layers", "chosen"), [(2, [1, 3]), (3, [1, 2, 3]), (4, [0, 1, 2, 3])])
def test_fewer_layers_are_spread_evenly(layers, chosen):
    from onrecord.training.encoders import fewer_layers

    teacher = tiny(4)
    model = fewer_layers(teacher, layers, 0.0)
    for own, theirs in enumerate(chosen):
        assert torch.equal(model.layers[own].up.weight, teacher.layers[theirs].up.weight)


def test_a_student_comes_to_agree_with_its_teacher_on_unlabelled_articles(tmp_path):
    from onrecord.training.loop import Recipe, collate, train
    from onrecord.training.losses import Weights, losses
    from onrecord.training.samples import training_windows, unlabelled_sample

    torch.manual_seed(5)
    teacher, student = tiny().eval(), tiny(1)
    for head in (teacher.labels, teacher.pointers):
        torch.nn.init.normal_(head.weight, std=0.5)
    texts = [unlabelled_sample("rain", TEXT, PIECES)] * 8
    only = Weights(chain=0.5, pointer=0.3, teacher=1.0)
    batch = collate(training_windows(texts[0], np.random.default_rng(0), 252), torch.device("cpu"))

    def apart():
        with torch.no_grad():
            return losses(student.eval(), batch, only, [teacher]).item()

    before = apart()
    recipe = Recipe(epochs=40, layers=1, encoder_rate=3e-3, head_rate=3e-3, teacher_weight=1.0, unlabelled=8)
    train(student, (), recipe, tmp_path, lambda _: None, [teacher], texts, torch.device("cpu"))
    assert apart() < 0.3 * before
    with torch.no_grad():
        assert losses(teacher, batch, only, [teacher]).item() == pytest.approx(0, abs=1e-5)


def test_classes_of_distance_are_those_of_the_published_encoder():
    from onrecord.training.model import relative_classes

    row = relative_classes(torch.arange(300), 32)[150].tolist()  # from position 150 to each
    assert row[150] == 0
    assert row[149:142:-1] == [1, 2, 3, 4, 5, 6, 7]
    assert row[151:158] == [17, 18, 19, 20, 21, 22, 23]
    assert [row[150 - away] for away in (8, 11, 12, 15, 16, 22, 23, 31, 32, 90, 91, 149)] == [
        8, 8, 9, 9, 10, 10, 11, 11, 12, 14, 15, 15,
    ]  # fmt: skip


def test_a_quantised_model_opens_again(tmp_path):
    from onrecord.training.loop import collate
    from onrecord.training.package import make_folder
    from onrecord.training.reopen import reopen
    from onrecord.training.samples import samples, training_windows

    model = tiny().eval()
    for table in (model.case, model.quotation):
        torch.nn.init.normal_(table.weight, std=0.02)
    kept = samples([ARTICLE], PIECES)
    (tmp_path / "tokenizer.json").write_text("{}")
    make_folder(model, tmp_path / "tokenizer.json", tmp_path / "model", "tiny", 100, kept)
    again = reopen(tmp_path / "model", dropout=0.0).eval()
    assert again.shape == model.shape
    batch = collate(training_windows(kept[0], np.random.default_rng(0), 252), torch.device("cpu"))
    with torch.no_grad():
        inputs = [batch[name] for name in ("pieces", "cases", "quotation", "mask", "words")]
        wanted, found = model(*inputs), again(*inputs)
    for one, other in zip(wanted, found, strict=True):
        assert (one - other).abs().mean() < 0.05 * one.abs().mean()


def test_trains_a_shipped_model_further(tmp_path, monkeypatch):
    from typer.testing import CliRunner

    from onrecord.attribution.tagger import Tagger
    from onrecord.cli.app import app

    out = tmp_path / "own"
    corpus = Path(__file__).parent.parent / "corpus"
    command = ["train", str(corpus), "--out", str(out), "--model", "fast", "--epochs", "1", "--held-out", "0.2"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert "before" in done.output
    assert str(out / "model") in done.output
    assert Tagger(out / "model").find("“It rains,” said Ada Lovelace.", [(0, 30)])
    other = CliRunner().invoke(app, [*command, "--seed", "2"])
    assert other.exit_code == 2
    assert "another recipe" in other.output
    (tmp_path / "text").mkdir()
    empty = CliRunner().invoke(app, ["train", str(tmp_path), "--out", str(out)])
    assert empty.exit_code == 2
    assert "empty corpus" in empty.output


def test_logistic_regression_recovers_its_weights():
    from onrecord.training.package import fit_logistic

    rng = np.random.default_rng(0)
    rows = np.column_stack([np.ones(20_000), rng.normal(size=20_000)])
    answers = (rng.random(20_000) < 1 / (1 + np.exp(-(0.5 + 2 * rows[:, 1])))).astype(np.int64)
    assert fit_logistic(rows, answers) == pytest.approx([0.5, 2.0], abs=0.1)


def test_matching_counts_words_and_source():
    from onrecord.training.matching import matched, pair_f1

    reference = ARTICLE.reference
    predicted = [
        Attribution(source=at("Ada"), cue=at("said"), content=at("it rains")),
        Attribution(source=at("Bob"), cue=at("added"), content=at("it pours")),
        Attribution(cue=at("agreed"), content=at("rains and")),
    ]
    answers = matched(TEXT, reference, predicted)
    assert answers == [(True, True), (True, False), (False, None)]
    assert pair_f1(answers, len(reference)) == pytest.approx(1 / 3)
