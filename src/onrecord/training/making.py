"""From an annotated corpus and a model to begin with, to a model folder that is tuned and measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from onrecord.attribution.tagger import Config, tokenizer_pieces
from onrecord.attribution.windows import WINDOW
from onrecord.evaluation.corpora import AnnotatedText
from onrecord.training.loop import Progress, Recipe, train
from onrecord.training.model import Tagger
from onrecord.training.package import make_folder, tune
from onrecord.training.samples import Sample, is_held_out, samples


@dataclass(frozen=True, slots=True)
class Making:
    """What is made of a run, and of which articles.

    ``held_out``  share of the articles kept for choices and calibration.
    ``core``, ``context``  pieces that a window labels, and of its context at most.
    ``settings``  the decoding and confidence to keep where too few articles are held out to choose them anew.
    """

    out: Path
    name: str
    tokenizer: Path
    core: int = 240
    held_out: float = 0.06
    settings: Config | None = None
    context: int = WINDOW


def make(
    corpus: Sequence[AnnotatedText],
    model: Tagger,
    recipe: Recipe,
    making: Making,
    report: Callable[[Progress], None],
    teachers: Sequence[Tagger] = (),
    unlabelled: Sequence[Sample] = (),
) -> dict[str, Any]:
    """Train ``model`` on a corpus and write ``making.out/model``; the run's entry for a log.

    The entry's ``held_out_pair`` (0 to 100) is None where nothing was held out. A model whose attention knows
    distances serves as a teacher only and gets no folder.
    """
    apart = [is_held_out(article, making.held_out) for article in corpus]
    held_out = [article for article, out in zip(corpus, apart, strict=True) if out]
    kept = samples(
        [article for article, out in zip(corpus, apart, strict=True) if not out], tokenizer_pieces(making.tokenizer)
    )
    began = time.monotonic()
    train(model, kept, recipe, making.out, report, teachers, unlabelled)
    entry: dict[str, Any] = {
        "name": making.name,
        "recipe": asdict(recipe),
        "articles": len(kept),
        "held_out": len(held_out),
        "seconds": round(time.monotonic() - began),
        "torch": torch.__version__,
    }
    if model.shape.relative:
        return entry
    folder = making.out / "model"
    examples = kept[:: max(1, len(kept) // 16)]
    make_folder(model.cpu().eval(), making.tokenizer, folder, making.name, making.core, examples, making.context)
    pair = tune(folder, held_out, making.settings)
    return entry | {"held_out_pair": None if pair is None else round(100 * pair, 2)}
