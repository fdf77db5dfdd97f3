"""Making a model folder: export, tune the linking, fit the confidence, write the config."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.attribution.confidence import CONTENT_FEATURES, SOURCE_FEATURES, features
from onrecord.attribution.labels import LABELS
from onrecord.attribution.tagger import FORMAT, Config
from onrecord.attribution.tagger import Tagger as Runtime
from onrecord.attribution.windows import Ints, paragraphs
from onrecord.evaluation.corpora import AnnotatedText
from onrecord.training.export import export, quantise
from onrecord.training.matching import matched
from onrecord.training.model import Tagger

Doubles = NDArray[np.float64]


def make_folder(model: Tagger, tokenizer: Path, folder: Path, name: str, core: int) -> None:
    """Write a model folder for ``model``, its confidence not yet calibrated."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = folder / "model.fp32.onnx"
    export(model, plain)
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
        content_weight=0.5,
        none=0.0,
        content_confidence=[0.0] * len(CONTENT_FEATURES),
        source_confidence=[0.0] * len(SOURCE_FEATURES),
        sha256=hashes,
    )
    write_config(folder, config)


def write_config(folder: Path, config: Config) -> None:
    """Write ``config.json``."""
    (folder / "config.json").write_bytes(msgspec.json.format(msgspec.json.encode(config), indent=1) + b"\n")


def calibrate(folder: Path, held_out: Sequence[AnnotatedText]) -> None:
    """Fit the confidence of a model folder on articles that the model was not trained on, and write its config."""
    runtime = Runtime(folder, threads=2)
    rows: tuple[list[list[float]], list[list[float]]] = ([], [])
    right: tuple[list[bool], list[bool]] = ([], [])
    for article in held_out:
        ranges = paragraphs(article.text)
        links, found, sure = runtime.links(runtime.words(article.text, ranges))
        answers = matched(article.text, article.reference, runtime.find(article.text, ranges))
        for one, (content_right, source_right) in zip(links, answers, strict=True):
            of_content, of_source = features(one, found, sure)
            rows[0].append(of_content)
            right[0].append(content_right)
            if source_right is not None:
                rows[1].append(of_source)
                right[1].append(source_right)
    content, source = (
        fit_logistic(np.array(values, dtype=np.float64), np.array(answers, dtype=np.int64))
        for values, answers in zip(rows, right, strict=True)
    )
    config = msgspec.structs.replace(
        runtime.config,
        content_confidence=[round(float(weight), 4) for weight in content],
        source_confidence=[round(float(weight), 4) for weight in source],
    )
    write_config(folder, config)


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
