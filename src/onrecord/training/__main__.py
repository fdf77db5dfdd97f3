"""``python -m onrecord.training``: train the tagger on a corpus."""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from onrecord.attribution.windows import word_pieces
from onrecord.evaluation.corpora import AnnotatedText, read_corpus
from onrecord.training.loop import Progress, Recipe, load_run, train
from onrecord.training.model import Shape, Tagger, copy_layers, load_encoder
from onrecord.training.samples import samples


def is_held_out(article: AnnotatedText, share: float) -> bool:
    """Whether an article is in the held-out slice: by a hash of its name, so that it never depends on the rest."""
    return zlib.crc32(article.name.encode()) / 2**32 < share


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the corpora that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--held-out", type=float, default=0.06)
    parser.add_argument("--teacher", type=Path, help="folder of a finished run, to distil its model into fewer layers")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = word_pieces(lambda word: tokenizer.encode(word, add_special_tokens=False).ids)
    corpus = [article for folder in options.corpus for article in read_corpus(folder)]
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
    sys.stderr.write(f"{len(kept)} articles to train on, {len(corpus) - len(kept)} held out\n")

    def report(progress: Progress) -> None:
        sys.stderr.write(
            f"step {progress.step}/{progress.steps} loss {progress.loss:.4f} "
            f"{progress.pieces_per_second:.0f} pieces/s {progress.seconds_left / 60:.1f} min left\n"
        )
        sys.stderr.flush()

    train(model, kept, recipe, options.out, report, teacher)


if __name__ == "__main__":
    main()
