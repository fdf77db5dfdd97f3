"""Training a shipped model, or one's own, further on one's own corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from onrecord.attribution.tagger import Tagger as Runtime
from onrecord.attribution.tagger import model_folder, read_config
from onrecord.core.errors import CorpusError
from onrecord.evaluation.corpora import AnnotatedText
from onrecord.training.loop import Progress, Recipe
from onrecord.training.making import Making, make
from onrecord.training.package import held_out_pair, scored
from onrecord.training.reopen import reopen
from onrecord.training.samples import is_held_out


@dataclass(frozen=True, slots=True)
class Result:
    """The model's folder, the number of held-out articles, and PAIR F1 (0 to 100) on them; None without any."""

    folder: Path
    held_out: int
    before: float | None
    after: float | None


def train_further(
    corpus: Sequence[AnnotatedText],
    model: str | Path,
    recipe: Recipe,
    out: Path,
    held_out: float,
    threads: int,
    report: Callable[[Progress], None],
) -> Result:
    """Train a copy of ``model`` (``accurate``, ``fast`` or a folder) on a corpus, into ``out/model``.

    Where the held-out articles are too few to choose by, its decoding and its confidence stay as they were. Raises
    ModelError for a bad model, CorpusError where nothing is left to train on, ValueError where ``out`` holds a run of
    another recipe.
    """
    torch.set_num_threads(threads)
    apart = [article for article in corpus if is_held_out(article, held_out)]
    if len(apart) == len(corpus):
        raise CorpusError(f"{len(corpus)} articles, all of them held out: nothing to train on")
    with ExitStack() as open_:
        folder = open_.enter_context(model_folder(model))
        settings = read_config(folder)
        before = held_out_pair(scored(Runtime(folder, threads), apart), settings) if apart else None
        tagger = reopen(folder)
        own = replace(recipe, layers=tagger.shape.layers)
        making = Making(out, out.name, folder / "tokenizer.json", settings.core, held_out, settings, settings.context)
        entry = make(corpus, tagger, own, making, report)
    return Result(out / "model", len(apart), None if before is None else 100 * before, entry["held_out_pair"])
