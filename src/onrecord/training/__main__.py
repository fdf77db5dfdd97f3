"""``python -m onrecord.training``: from an annotated corpus to a model folder, in one command."""

from __future__ import annotations

import argparse
import json
import sys
import time
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from onrecord.attribution.windows import word_pieces
from onrecord.evaluation.corpora import AnnotatedText, read_corpus
from onrecord.training.loop import Progress, Recipe, load_run, train
from onrecord.training.model import Shape, Tagger, copy_layers, load_encoder
from onrecord.training.package import make_folder, tune
from onrecord.training.samples import samples


def is_held_out(article: AnnotatedText, share: float) -> bool:
    """Whether an article is in the held-out slice: by a hash of its name, so that it never depends on the rest."""
    return zlib.crc32(article.name.encode()) / 2**32 < share


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the corpora that the command line names, and make the model folder."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = word_pieces(lambda word: tokenizer.encode(word, add_special_tokens=False).ids)
    corpus = [article for folder in options.corpus for article in read_corpus(folder)]
    held_out = [article for article in corpus if is_held_out(article, options.held_out)]
    kept = samples([article for article in corpus if not is_held_out(article, options.held_out)], pieces)
    taught = options.teacher is not None
    recipe = Recipe(
        seed=options.seed, epochs=options.epochs, layers=options.layers, teacher_weight=1.0 if taught else 0.0
    )
    torch.manual_seed(recipe.seed)
    model = Tagger(Shape(layers=recipe.layers), recipe.dropout)
    teacher = load_run(options.teacher) if taught else None
    if teacher is None:
        load_encoder(model, load_file(options.encoder / "model.safetensors"))
    else:
        copy_layers(model, teacher)
    sys.stderr.write(f"{len(kept)} articles to train on, {len(held_out)} held out\n")
    began = time.monotonic()
    train(model, kept, recipe, options.out, _report, teacher)
    folder = options.out / "model"
    tokens = options.encoder / "tokenizer.json"
    make_folder(model.cpu().eval(), tokens, folder, options.name, options.core, kept[::50])
    pair = tune(folder, held_out)
    entry = {
        "name": options.name,
        "recipe": asdict(recipe),
        "articles": len(kept),
        "held_out": len(held_out),
        "held_out_pair": round(100 * pair, 2),
        "seconds": round(time.monotonic() - began),
        "torch": torch.__version__,
    }
    with options.log.open("a", encoding="utf-8") as log:
        log.write(json.dumps(entry) + "\n")
    sys.stderr.write(f"{folder}: PAIR F1 {100 * pair:.1f} on the held-out articles\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onrecord.training", description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path, help="folder with text/ and attributions/")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; its model/ is the model folder")
    parser.add_argument("--name", default="own")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--core", type=int, default=180, help="pieces that a window labels")
    parser.add_argument("--held-out", type=float, default=0.06, help="share of articles for choices and calibration")
    parser.add_argument("--teacher", type=Path, help="folder of a finished run, to distil its model into fewer layers")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--log", type=Path, default=Path("training/runs.jsonl"))
    return parser


def _report(progress: Progress) -> None:
    sys.stderr.write(
        f"step {progress.step}/{progress.steps} loss {progress.loss:.4f} "
        f"{progress.pieces_per_second:.0f} pieces/s {progress.seconds_left / 60:.1f} min left\n"
    )
    sys.stderr.flush()


if __name__ == "__main__":
    main()
