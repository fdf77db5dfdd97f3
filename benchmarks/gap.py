"""GAP (Webster et al. 2018): is the pronoun name A, name B, or neither? Through the resolver that `read` runs.

    python benchmarks/gap.py gap-test.tsv                      prints F1: all, masculine, feminine, ratio
    python benchmarks/gap.py --train gap-development.tsv gap-validation.tsv [--write FILE]
                                                               cross-validates, then writes the weights

The page's title (from the URL that GAP gives) stands for the headline: GAP's "page-context" setting.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import numpy as np

from onrecord.core.article import Article
from onrecord.resolution.entities import Entity, Page, read_entities
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.pronoun_features import NAMES, features, pronoun_at
from onrecord.resolution.pronouns import Weights, default_weights, scores

FEMININE = ("she", "her", "hers")


@dataclass
class Example:
    rows: np.ndarray
    label: int  # 0: A, 1: B, 2: neither
    sex: str


def read_examples(path: Path) -> list[Example]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [_example(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _example(row: dict[str, str]) -> Example:
    text, start = row["Text"], int(row["Pronoun-offset"])
    page = read_entities(Article(id="gap", page=row["ID"], text=text, blocks=()))
    end = start + len(row["Pronoun"])
    sex = "f" if row["Pronoun"].lower() in FEMININE else "m"
    entities = [_entity(page, row[name], int(row[f"{name}-offset"]), index) for index, name in enumerate("AB")]
    title = unquote(row["URL"].rsplit("/", 1)[-1]).replace("_", " ")
    found = np.array(features(page, pronoun_at(text, start, end, sex), entities, title, None))
    label = 0 if row["A-coref"] == "TRUE" else 1 if row["B-coref"] == "TRUE" else 2
    return Example(found, label, sex)


def _entity(page: Page, name: str, offset: int, index: int) -> Entity:
    """The page's entity of the given name; a new one where the page's mentions don't have it as such."""
    given = Mention(offset, offset + len(name), MentionKind.PERSON, tuple(name.split()), "", offset)
    for mention in page.within(max(0, offset - 60), offset + len(name)):
        if mention.outer <= offset < mention.end and mention.end >= offset + len(name):
            entity = page.entity(mention)
            if entity is not None:
                mentions = sorted({m.start: m for m in (*entity.mentions, mention)}.values(), key=lambda m: m.start)
                return Entity(entity.number, MentionKind.PERSON, entity.fullest, mentions)
            given = mention
    return Entity(-1 - index, MentionKind.PERSON, given, [given])


def f1(examples: list[Example], chosen: list[int], sex: str | None = None) -> float:
    tp = fp = fn = 0
    for example, choice in zip(examples, chosen, strict=True):
        if sex is not None and example.sex != sex:
            continue
        tp += choice == example.label and choice < 2
        fp += choice < 2 and choice != example.label
        fn += example.label < 2 and choice != example.label
    return 200 * tp / max(2 * tp + fp + fn, 1)


def choose(examples: list[Example], weights: Weights) -> list[int]:
    """The likelier name, or neither where "none" is likelier still."""
    chosen = []
    for example in examples:
        found = scores(example.rows, weights)
        best = int(found.argmax())
        chosen.append(best if found[best] >= weights.none else 2)
    return chosen


def learn(examples: list[Example], hidden: int, seed: int = 0, epochs: int = 60, decay: float = 2e-3) -> Weights:
    """Softmax over (A, B, none) by Adam: linear part plus one hidden layer."""
    random = np.random.default_rng(seed)
    rows = np.stack([example.rows for example in examples])
    labels = np.array([example.label for example in examples])
    size = rows.shape[2]
    p = [
        np.zeros(size),
        random.normal(0, 0.15, (size, hidden)),
        np.zeros(hidden),
        random.normal(0, 0.1, hidden),
        np.zeros(1),
    ]
    first, second = [np.zeros_like(x) for x in p], [np.zeros_like(x) for x in p]
    step = 0
    for epoch in range(epochs):
        for batch in np.array_split(random.permutation(len(rows)), max(1, len(rows) // 64)):
            step += 1
            x, y = rows[batch], labels[batch]
            inner = np.tanh(x @ p[1] + p[2])
            s = np.concatenate([x @ p[0] + inner @ p[3], np.broadcast_to(p[4], (len(x), 1))], 1)
            e = np.exp(s - s.max(1, keepdims=True))
            g = e / e.sum(1, keepdims=True)
            g[np.arange(len(x)), y] -= 1
            g /= len(x)
            gs = g[:, :2]
            back = gs[:, :, None] * p[3] * (1 - inner**2)
            grads = [
                np.einsum("nc,ncf->f", gs, x),
                np.einsum("ncf,nch->fh", x, back),
                back.sum((0, 1)),
                np.einsum("nc,nch->h", gs, inner),
                g[:, 2].sum(keepdims=True),
            ]
            rate = 0.01 * (1 - epoch / epochs)
            for i, grad in enumerate(grads):
                grad = grad + (decay * p[i] if i != 4 else 0)
                first[i] = 0.9 * first[i] + 0.1 * grad
                second[i] = 0.99 * second[i] + 0.01 * grad**2
                p[i] = p[i] - rate * (first[i] / (1 - 0.9**step)) / (np.sqrt(second[i] / (1 - 0.99**step)) + 1e-8)
    return Weights(p[0], p[1], p[2], p[3], float(p[4][0]))


def cross_validate(examples: list[Example], hidden: int, decay: float, folds: int = 5) -> str:
    chosen = [2] * len(examples)
    for fold in range(folds):
        weights = learn([e for i, e in enumerate(examples) if i % folds != fold], hidden, decay=decay)
        held = [i for i in range(len(examples)) if i % folds == fold]
        for index, choice in zip(held, choose([examples[i] for i in held], weights), strict=True):
            chosen[index] = choice
    return report(examples, chosen)


def report(examples: list[Example], chosen: list[int]) -> str:
    both, men, women = f1(examples, chosen), f1(examples, chosen, "m"), f1(examples, chosen, "f")
    return (
        f"F1 {both:.1f}  masculine {men:.1f}  feminine {women:.1f}  ratio {women / men:.3f}  ({len(examples)} pronouns)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--hidden", type=int, default=8)
    parser.add_argument("--decay", type=float, default=2e-3)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    began = time.perf_counter()
    examples = [example for path in options.data for example in read_examples(path)]
    print(f"features of {len(examples)} pronouns in {time.perf_counter() - began:.1f} s")
    nearest = [0 if e.rows[0][NAMES.index("nearest")] else 1 for e in examples]
    print("nearest name before:", report(examples, nearest))
    if not options.train:
        print("resolver:           ", report(examples, choose(examples, default_weights())))
        return
    print("cross-validated:    ", cross_validate(examples, options.hidden, options.decay))
    if options.write:
        weights = learn(examples, options.hidden, decay=options.decay)
        data = {name: np.round(getattr(weights, name), 4).tolist() for name in ("linear", "hidden", "offset", "top")}
        options.write.write_text(json.dumps({"features": list(NAMES), **data, "none": round(weights.none, 4)}) + "\n")


if __name__ == "__main__":
    main()
