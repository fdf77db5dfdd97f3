"""``python -m onrecord.training``: the shipped models, from a corpus and an encoder or a run before."""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from onrecord.attribution.tagger import tokenizer_pieces
from onrecord.attribution.windows import WINDOW
from onrecord.evaluation.corpora import read_corpus
from onrecord.training.encoders import fewer_layers, load_encoder, mean_of
from onrecord.training.loop import Progress, Recipe, load_run
from onrecord.training.making import Making, make
from onrecord.training.samples import Sample, unlabelled_sample


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the corpora that the command line names, make the model folder, and add a line to the log."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    tokenizer = options.tokenizer or options.encoder / "tokenizer.json"
    recipe = Recipe(
        seed=options.seed,
        epochs=options.epochs,
        layers=options.layers,
        encoder_rate=options.rate,
        head_rate=options.head_factor * options.rate,
        teacher_weight=options.teacher_weight if options.teacher else 0.0,
        unlabelled=options.unlabelled_articles if options.unlabelled else 0,
    )
    torch.manual_seed(recipe.seed)
    if options.start:
        model = fewer_layers(mean_of([load_run(run) for run in options.start]), recipe.layers, recipe.dropout)
    else:
        vocabulary = Tokenizer.from_file(str(tokenizer)).get_vocab()
        model = load_encoder(options.encoder, vocabulary, recipe.layers, recipe.dropout, options.lowest)
    corpus = [article for folder in options.corpus for article in read_corpus(folder)]
    if options.one_annotator:
        corpus = [article for article in corpus if len(article.annotations) == 1]
    making = Making(options.out, options.name, tokenizer, options.core, options.held_out, context=options.context)
    teachers = [load_run(run) for run in options.teacher]
    others = _unlabelled(options.unlabelled, recipe.unlabelled * recipe.epochs, tokenizer)
    entry = make(corpus, model, recipe, making, _report, teachers, others)
    entry |= {"start": [run.name for run in options.start], "teachers": [run.name for run in options.teacher]}
    entry |= {"unlabelled": options.unlabelled.name} if options.unlabelled else {}
    with options.log.open("a", encoding="utf-8") as log:
        log.write(json.dumps(entry) + "\n")
    sys.stderr.write(json.dumps(entry) + "\n")


def _unlabelled(path: Path | None, count: int, tokenizer: Path) -> list[Sample]:
    """Every tenth article of a JSON Lines file (.gz too) with a ``text``, which spreads them over a sorted one."""
    if path is None:
        return []
    encode = tokenizer_pieces(tokenizer)
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 0, 10 * count, 10)]
    return [unlabelled_sample(str(number), text, encode) for number, text in enumerate(texts)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onrecord.training", description=__doc__)
    add = parser.add_argument
    add("corpus", nargs="+", type=Path, help="folder with text/ and attributions/")
    add("--one-annotator", action="store_true", help="without articles that several people annotated")
    add("--encoder", type=Path, help="folder with model.safetensors and tokenizer.json, to begin from")
    add("--lowest", action="store_true", help="take the encoder's lowest layers, not every second, third ...")
    add(
        "--start",
        type=Path,
        action="append",
        default=[],
        help="folder of a finished run, to begin from in place of an "
        "encoder (several times: from the mean of their weights; with --epochs 0, that mean is the model)",
    )
    add("--tokenizer", type=Path, help="tokenizer.json of the pieces, where not the encoder's own")
    add("--teacher", type=Path, action="append", default=[], help="folder of a finished run to imitate (several times)")
    add("--teacher-weight", type=float, default=1.0)
    add("--unlabelled", type=Path, help="JSON Lines of articles (text) that teachers label")
    add("--unlabelled-articles", type=int, default=800, help="how many of them an epoch")
    add("--out", type=Path, required=True, help="folder of the run; its model/ is the model folder")
    add("--name", default="own")
    add("--seed", type=int, default=1)
    add("--epochs", type=int, default=5)
    add("--layers", type=int, default=6)
    add("--rate", type=float, default=2e-4, help="the encoder's learning rate")
    add("--head-factor", type=float, default=4.0, help="how much faster the rest learns")
    add("--core", type=int, default=240, help="pieces that a window labels")
    add("--context", type=int, default=WINDOW, help="pieces of context at most: fewer are faster and a little worse")
    add("--held-out", type=float, default=0.06, help="share of articles for choices and calibration")
    add("--threads", type=int, default=2)
    add("--log", type=Path, default=Path("training/runs.jsonl"))
    return parser


def _report(progress: Progress) -> None:
    sys.stderr.write(
        f"step {progress.step}/{progress.steps} loss {progress.loss:.4f} "
        f"{progress.pieces_per_second:.0f} pieces/s {progress.seconds_left / 60:.1f} min left\n"
    )
    sys.stderr.flush()


if __name__ == "__main__":
    main()
