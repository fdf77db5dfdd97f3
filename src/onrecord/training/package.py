"""Making a model folder: export, tune the linking, fit the confidence, write the config."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray

from onrecord.attribution.confidence import CONTENT_FEATURES, SOURCE_FEATURES, features
from onrecord.attribution.decoding import Floats
from onrecord.attribution.labels import LABELS, OUTSIDE
from onrecord.attribution.linking import Linking, Pointers
from onrecord.attribution.tagger import FORMAT, Config, Decoded, attributions, decode
from onrecord.attribution.tagger import Tagger as Runtime
from onrecord.attribution.windows import WINDOW, Ints, Words, paragraphs
from onrecord.evaluation.corpora import AnnotatedText
from onrecord.training.export import export, quantise, smoothing
from onrecord.training.loop import collate
from onrecord.training.matching import matched, pair_f1
from onrecord.training.model import Tagger
from onrecord.training.samples import Sample, training_windows

Doubles = NDArray[np.float64]

_ENOUGH = 300  # attributions to choose settings by and to calibrate on
_CHOICES = {"least": (0.2, 0.35, 0.5), "content_weight": (0.0, 0.25, 1.0), "none": (-1.5, -1.0, -0.5, 0.5)}


def make_folder(
    model: Tagger,
    tokenizer: Path,
    folder: Path,
    name: str,
    core: int,
    examples: Sequence[Sample],
    context: int = WINDOW,
) -> None:
    """Write a model folder for ``model``, its decoding not yet tuned (`tune`); int8 steps fit the ``examples``."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = folder / "model.fp32.onnx"
    rng = np.random.default_rng(0)
    pieces = [piece for sample in examples for piece in training_windows(sample, rng, WINDOW)[:2]]
    export(model, plain, smoothing(model, [collate([piece], torch.device("cpu")) for piece in pieces]))
    quantise(plain, folder / "model.onnx")
    plain.unlink()
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    hashes = {
        file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in ("model.onnx", "tokenizer.json")
    }
    config = Config(
        format=FORMAT,
        name=name,
        core=core,
        labels=list(LABELS),
        transitions=model.masked_transitions().detach().round(decimals=4).tolist(),
        distance=model.distance.detach().round(decimals=4).tolist(),
        linking=Linking(),
        content_confidence=[0.0] * len(CONTENT_FEATURES),
        source_confidence=[0.0] * len(SOURCE_FEATURES),
        sha256=hashes,
        context=context,
    )
    write_config(folder, config)


def write_config(folder: Path, config: Config) -> None:
    """Write ``config.json``."""
    (folder / "config.json").write_bytes(msgspec.json.format(msgspec.json.encode(config), indent=1) + b"\n")


@dataclass(frozen=True, slots=True)
class Scored:
    """A held-out article with what the model says of it, before decoding."""

    article: AnnotatedText
    words: Words
    scores: Floats
    pointers: tuple[Pointers, ...]


def scored(runtime: Runtime, articles: Sequence[AnnotatedText]) -> list[Scored]:
    """The model's scores for articles."""
    found = []
    for article in articles:
        words = runtime.words(article.text, paragraphs(article.text))
        found.append(Scored(article, words, *runtime.scores(words)))
    return found


def tune(folder: Path, held_out: Sequence[AnnotatedText], settings: Config | None = None) -> float | None:
    """Choose decoding and linking by PAIR, then fit the confidence, all on articles that the model never saw.

    Writes the folder's config, and gives the PAIR F1 (0 to 1) on those articles, None without any. Where they hold
    too little to choose by, the ``settings`` of the model that this one began from are kept.
    """
    runtime = Runtime(folder, threads=2)
    pages = scored(runtime, held_out)
    best = runtime.config
    if sum(len(article.reference) for article in held_out) >= _ENOUGH:
        best = calibrated(_chosen(pages, best), pages)
    elif settings is not None:
        kept = {"linking", "content_confidence", "source_confidence"}
        best = msgspec.structs.replace(best, **{name: getattr(settings, name) for name in kept})
    write_config(folder, best)
    return held_out_pair(pages, best) if pages else None


def _chosen(pages: Sequence[Scored], config: Config) -> Config:
    """The config with the best score for words outside every attribution, then the best settings of linking."""
    best = config
    for outside in (-1.2, -0.9, -0.6, -0.3, 0.3):
        best = _better(pages, best, msgspec.structs.replace(best, transitions=_shifted(config, outside)))
    for name, values in _CHOICES.items():
        for value in values:
            linking = replace(best.linking, **{name: value})
            best = _better(pages, best, msgspec.structs.replace(best, linking=linking))
    return best


def _shifted(config: Config, outside: float) -> list[list[float]]:
    return [[round(row[OUTSIDE] + outside, 4), *row[1:]] for row in config.transitions]


def _better(pages: Sequence[Scored], one: Config, other: Config) -> Config:
    return other if held_out_pair(pages, other) > held_out_pair(pages, one) else one


def held_out_pair(pages: Sequence[Scored], config: Config) -> float:
    """PAIR F1 of a config on scored articles."""
    answers = [answer for page in pages for answer in _answers(page, decode_page(page, config), config)]
    return pair_f1(answers, sum(len(page.article.reference) for page in pages))


def decode_page(page: Scored, config: Config) -> Decoded:
    """The attributions of a scored article."""
    return decode(page.words, page.scores, page.pointers, config)


def _answers(page: Scored, decoded: Decoded, config: Config) -> list[tuple[bool, bool | None]]:
    predicted = attributions(page.article.text, page.words, decoded, config)
    return matched(page.article.text, page.article.reference, predicted)


def calibrated(config: Config, pages: Sequence[Scored]) -> Config:
    """The config with the confidence of contents, and of sources where the content is right, fitted on articles."""
    rows: tuple[list[list[float]], list[list[float]]] = ([], [])
    right: tuple[list[bool], list[bool]] = ([], [])
    for page in pages:
        decoded = decode_page(page, config)
        for one, (content_right, source_right) in zip(decoded.links, _answers(page, decoded, config), strict=True):
            of_content, of_source = features(one, decoded.runs, decoded.log_probabilities)
            rows[0].append(of_content)
            right[0].append(content_right)
            if source_right is not None:
                rows[1].append(of_source)
                right[1].append(source_right)
    content, source = (
        fit_logistic(np.array(values, dtype=np.float64), np.array(answers, dtype=np.int64))
        for values, answers in zip(rows, right, strict=True)
    )
    return msgspec.structs.replace(
        config,
        content_confidence=[round(float(weight), 4) for weight in content],
        source_confidence=[round(float(weight), 4) for weight in source],
    )


def fit_logistic(rows: Doubles, answers: Ints, ridge: float = 1.0) -> Doubles:
    """Weights of a logistic regression by Newton's method, with a ridge on all but the first column (the bias)."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(50):
        sure = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (answers - sure) - penalty * weights
        curvature = (rows * (sure * (1 - sure))[:, None]).T @ rows + np.diag(penalty)
        move = np.linalg.solve(curvature, gradient)
        weights = weights + move
        if np.abs(move).max() < 1e-8:
            break
    return weights
