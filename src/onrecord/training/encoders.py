"""Where a tagger begins: the published weights of an encoder, or a trained tagger with more layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from onrecord.training.model import MINILM, MPNET, Tagger

Weights = Mapping[str, Tensor]
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}
_BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
}
_MPNET = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "norm": "attention.LayerNorm",
}


def load_encoder(
    folder: Path, vocabulary: Mapping[str, int], layers: int, dropout: float, lowest: bool = False
) -> Tagger:
    """A tagger that begins from the encoder in ``folder`` (``model.safetensors``, ``vocab.txt`` for MPNet).

    ``vocabulary`` numbers the word pieces, and the encoder's own rows are put into its order. With fewer layers than
    are published, every second, third ... one is taken, or the ``lowest``. Raises KeyError for another shape.
    """
    weights = load_file(folder / "model.safetensors")
    if "encoder.relative_attention_bias.weight" in weights:
        own = _mpnet(weights, _order(folder / "vocab.txt", vocabulary), layers, lowest)
        shape = replace(MPNET, layers=layers)
    else:
        own = _bert(weights, layers, lowest)
        shape = replace(MINILM, layers=layers)
    model = Tagger(shape, dropout)
    model.load_state_dict(own, strict=False)
    return model


def _order(path: Path, vocabulary: Mapping[str, int]) -> Tensor:
    """The row of ``path``'s vocabulary for each id of ours."""
    rows = {piece: row for row, piece in enumerate(path.read_text(encoding="utf-8").splitlines())}
    order = [0] * len(vocabulary)
    for piece, own in vocabulary.items():
        order[own] = rows[_SPECIAL.get(piece, piece)]
    return torch.tensor(order)


def _bert(weights: Weights, layers: int, lowest: bool) -> dict[str, Tensor]:
    positions = weights["embeddings.position_embeddings.weight"]
    own = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": positions + weights["embeddings.token_type_embeddings.weight"][0],
    }
    return own | _layers(weights, _BERT, layers, lowest)


def _mpnet(weights: Weights, order: Tensor, layers: int, lowest: bool) -> dict[str, Tensor]:
    own = {
        "word.weight": weights["embeddings.word_embeddings.weight"][order],
        "position.weight": weights["embeddings.position_embeddings.weight"][2:],  # the first two stand for padding
        "relative": weights["encoder.relative_attention_bias.weight"],
    }
    return own | _layers(weights, _MPNET, layers, lowest)


def _layers(weights: Weights, names: Mapping[str, str], layers: int, lowest: bool) -> dict[str, Tensor]:
    published = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
    own = _part("norm", weights, "embeddings.LayerNorm")
    for layer, chosen in enumerate(range(layers) if lowest else _spread(published, layers)):
        there, here = f"encoder.layer.{chosen}", f"layers.{layer}"
        for part in ("weight", "bias"):
            three = [weights[f"{there}.{names[name]}.{part}"] for name in ("query", "key", "value")]
            own[f"{here}.qkv.{part}"] = torch.cat(three)
        own |= _part(f"{here}.out", weights, f"{there}.{names['out']}")
        own |= _part(f"{here}.norm", weights, f"{there}.{names['norm']}")
        own |= _part(f"{here}.up", weights, f"{there}.intermediate.dense")
        own |= _part(f"{here}.down", weights, f"{there}.output.dense")
        own |= _part(f"{here}.last_norm", weights, f"{there}.output.LayerNorm")
    return own


def _part(name: str, weights: Weights, there: str) -> dict[str, Tensor]:
    return {f"{name}.{part}": weights[f"{there}.{part}"] for part in ("weight", "bias")}


def fewer_layers(teacher: Tagger, layers: int, dropout: float) -> Tagger:
    """A tagger with some layers, evenly spread, and all the rest of a trained one; with all of them, its copy."""
    model = Tagger(replace(teacher.shape, layers=layers), dropout)
    weights = {name: value for name, value in teacher.state_dict().items() if not name.startswith("layers.")}
    for layer, chosen in enumerate(_spread(teacher.shape.layers, layers)):
        for name, value in teacher.layers[chosen].state_dict().items():
            weights[f"layers.{layer}.{name}"] = value
    model.load_state_dict(weights)
    return model


def mean_of(runs: Sequence[Tagger]) -> Tagger:
    """A tagger whose weights are the mean of those of runs that began from one another.

    Such a mean is often better than each of them, at no cost in use (Wortsman et al., "Model soups", ICML 2022).
    Raises ValueError for runs of several shapes.
    """
    if len({run.shape for run in runs}) != 1:
        raise ValueError("only runs of one shape can be averaged")
    model = Tagger(runs[0].shape, runs[0].dropout)
    states = [run.state_dict() for run in runs]
    model.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return model


def _spread(published: int, layers: int) -> list[int]:
    """Which layers to take, the last always among them."""
    return [-(-(layer + 1) * published // layers) - 1 for layer in range(layers)]
