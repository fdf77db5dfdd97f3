"""A shipped model opened again, to train it further: its int8 weights as the floating-point ones they stand for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from onrecord.attribution.labels import LABELS
from onrecord.attribution.tagger import read_config
from onrecord.training.model import Shape, Tagger

Array = NDArray[np.float32]


def reopen(folder: Path, dropout: float = 0.1) -> Tagger:
    """The tagger in a model folder, within int8's steps of what was trained. Raises ModelError for a bad folder.

    Undoes `onrecord.training.export`: steps become weights, and the smoothing goes back from inputs to weights.
    """
    config = read_config(folder)
    graph = onnx.load(str(folder / "model.onnx")).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    heads = next(one.i for node in graph.node for one in node.attribute if one.name == "num_heads")

    def weight(name: str) -> Array:
        if name in stored:
            return np.asarray(stored[name], dtype=np.float32)
        steps = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
        value: Array = steps * stored[f"{name}_scale"]
        return value

    layers = len({name.split(".")[1] for name in stored if name.startswith("layers.")})
    word, position = weight("word"), weight("position")
    shape = Shape(layers, word.shape[1], heads, len(weight("layers.0.up.bias")), len(word), len(position))
    own = {"word.weight": word, "position.weight": position}
    own |= {"norm.weight": weight("norm_scale"), "norm.bias": weight("norm_bias")}
    own |= _heads(weight("head"), weight("head_bias"), weight("mark"))
    for layer in (f"layers.{i}" for i in range(layers)):
        for part in ("qkv", "out", "up", "down"):
            factor = stored.get(f"{layer}.{part}.scale")
            value = weight(f"{layer}.{part}.weight").T
            own[f"{layer}.{part}.weight"] = value if factor is None else value * factor
            own[f"{layer}.{part}.bias"] = weight(f"{layer}.{part}.bias")
        for norm in ("norm", "last_norm"):
            for part in ("weight", "bias"):
                own[f"{layer}.{norm}.{part}"] = weight(f"{layer}.{norm}.{part}")
    own |= {"transitions": np.array(config.transitions, np.float32), "distance": np.array(config.distance, np.float32)}
    model = Tagger(shape, dropout)
    model.load_state_dict({name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in own.items()})
    return model


def _heads(head: Array, bias: Array, mark: Array) -> dict[str, Array]:
    """The heads are one product in the file, and the sums of a case's and a quotation state's rows one table."""
    count = len(LABELS)
    return {
        "labels.weight": head[:, :count].T,
        "labels.bias": bias[:count],
        "pointers.weight": head[:, count:].T,
        "pointers.bias": bias[count:],
        "case.weight": mark[::4],
        "quotation.weight": mark[:4] - mark[0],
    }
