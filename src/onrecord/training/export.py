"""Export: the trained tagger as an ONNX graph of fused operators, in int8."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.training.losses import Batch
from onrecord.training.model import Tagger

_FUSED = "com.microsoft"  # ONNX Runtime's own operators
_SMOOTHED = ("qkv", "up", "down")

Scales = dict[str, NDArray[np.float32]]


class _Graph:
    """Nodes and weights as they are added, in order."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **settings: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **settings))
        return output


def smoothing(model: Tagger, batches: Sequence[Batch], strength: float = 0.8) -> Scales:
    """What to divide the inputs of the large products by, so that int8 loses less on them; keyed by weight.

    A few input columns are far larger than the rest and would set the one step size of all. Part of their size
    moves into the weights, which have a step size per column (SmoothQuant, Xiao et al. 2023).
    """
    largest: dict[str, torch.Tensor] = {}

    def watch(name: str) -> Callable[[torch.nn.Module, tuple[torch.Tensor, ...]], None]:
        def hook(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            size = inputs[0].abs().flatten(0, -2).amax(dim=0)
            largest[name] = torch.maximum(largest[name], size) if name in largest else size

        return hook

    parts = {f"layers.{i}.{part}": getattr(layer, part) for i, layer in enumerate(model.layers) for part in _SMOOTHED}
    hooks = [part.register_forward_pre_hook(watch(name)) for name, part in parts.items()]
    with torch.no_grad():
        for batch in batches:
            model(batch["pieces"], batch["cases"], batch["quotation"], batch["mask"], batch["words"])
    for hook in hooks:
        hook.remove()
    scales = {}
    for name, part in parts.items():
        weight = part.weight.abs().amax(dim=0).clamp(min=1e-5)
        scale = largest[name].clamp(min=1e-5) ** strength / weight ** (1 - strength)
        scales[name] = scale.detach().numpy().astype(np.float32)
    return scales


def export(model: Tagger, path: Path, scales: Scales | None = None) -> None:
    """Write ``model`` as fp32 ONNX, with the inputs of some products divided by ``scales`` (`smoothing`).

    Inputs (int32): ``pieces`` and ``marks`` [batch, pieces], the mark being 4 * case + quotation state; ``words``
    [any], places in the flattened batch. Output ``heads`` [any, labels + 5 * POINTER]. Nothing is masked: the rows of
    a batch are of one length.
    """
    weights = {name: value.detach().float().cpu().numpy() for name, value in model.state_dict().items()}
    graph = _Graph()
    x = _embeddings(graph, weights)
    for layer in range(model.shape.layers):
        x = _layer(graph, weights, f"layers.{layer}", x, model.shape.heads, scales or {})
    flat = graph.node("Reshape", [x, graph.weight("flat", np.array([-1, model.shape.width]))], "flat_pieces")
    chosen = graph.node("Gather", [flat, "words"], "first_pieces", axis=0)
    head = np.concatenate([weights["labels.weight"], weights["pointers.weight"]]).T
    bias = np.concatenate([weights["labels.bias"], weights["pointers.bias"]])
    product = graph.node("MatMul", [chosen, graph.weight("head", head)], "head_product")
    graph.node("Add", [product, graph.weight("head_bias", bias)], "heads")
    grid = ["batch", "length"]
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT32, grid),
        helper.make_tensor_value_info("marks", TensorProto.INT32, grid),
        helper.make_tensor_value_info("words", TensorProto.INT32, ["count"]),
    ]
    output = helper.make_tensor_value_info("heads", TensorProto.FLOAT, ["count", len(bias)])
    proto = helper.make_model(
        helper.make_graph(graph.nodes, "tagger", inputs, [output], graph.weights),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1)],
        ir_version=8,
    )
    onnx.save(proto, str(path))


def _embeddings(graph: _Graph, weights: dict[str, NDArray[np.float32]]) -> str:
    marks = weights["case.weight"][:, None, :] + weights["quotation.weight"][None, :, :]
    word = graph.node("Gather", [graph.weight("word", weights["word.weight"]), "pieces"], "word_rows", axis=0)
    mark = graph.node("Gather", [graph.weight("mark", marks.reshape(16, -1)), "marks"], "mark_rows", axis=0)
    shape = graph.node("Shape", ["pieces"], "length", start=1, end=2)
    ends = [graph.weight("zero", np.array([0])), shape, graph.weight("axis", np.array([0]))]
    position = graph.node("Slice", [graph.weight("position", weights["position.weight"]), *ends], "position_rows")
    summed = graph.node("Add", [word, mark], "marked_rows")
    summed = graph.node("Add", [summed, position], "rows")
    norm = [graph.weight("norm_scale", weights["norm.weight"]), graph.weight("norm_bias", weights["norm.bias"])]
    return graph.node("LayerNormalization", [summed, *norm], "embedded", axis=-1, epsilon=1e-12)


def _layer(
    graph: _Graph, weights: dict[str, NDArray[np.float32]], name: str, x: str, heads: int, scales: Scales
) -> str:
    def own(part: str) -> str:
        value = weights[f"{name}.{part}"]
        is_matrix = part.endswith("weight") and value.ndim == 2
        scale = scales.get(f"{name}.{part.removesuffix('.weight')}")
        if is_matrix and scale is not None:
            value = value * scale
        return graph.weight(f"{name}.{part}", value.T if is_matrix else value)

    def smoothed(value: str, part: str) -> str:
        scale = scales.get(f"{name}.{part}")
        if scale is None:
            return value
        factor = graph.weight(f"{name}.{part}.scale", 1 / scale)
        return graph.node("Mul", [value, factor], f"{name}.{part}.smoothed")

    def normalised(product: str, skip: str, norm: str, bias: str) -> str:
        # Sum, not Add: ONNX Runtime would fuse that into SkipLayerNormalization, which takes far longer on a CPU.
        with_bias = graph.node("Add", [product, own(bias)], f"{name}.{norm}.biased")
        summed = graph.node("Sum", [with_bias, skip], f"{name}.{norm}.sum")
        inputs = [summed, own(f"{norm}.weight"), own(f"{norm}.bias")]
        return graph.node("LayerNormalization", inputs, f"{name}.{norm}.out", axis=-1, epsilon=1e-12)

    # Not Attention, whose int8 form multiplies head by head: this is one product and blockwise attention.
    three = [f"{name}.{part}" for part in ("query", "key", "value")]
    product = graph.node("MatMul", [smoothed(x, "qkv"), own("qkv.weight")], f"{name}.qkv.product")
    product = graph.node("Add", [product, own("qkv.bias")], f"{name}.qkv.biased")
    graph.nodes.append(helper.make_node("Split", [product], three, name=f"{name}.split", axis=-1, num_outputs=3))
    mixed = graph.node("MultiHeadAttention", three, f"{name}.mixed", _FUSED, num_heads=heads)
    product = graph.node("MatMul", [mixed, own("out.weight")], f"{name}.out.product")
    x = normalised(product, x, "norm", "out.bias")
    product = graph.node("MatMul", [smoothed(x, "up"), own("up.weight")], f"{name}.up.product")
    # Not BiasGelu: the int8 product adds its bias on the way, and Gelu alone has one pass less over the rows.
    product = graph.node("Add", [product, own("up.bias")], f"{name}.up.biased")
    inner = graph.node("Gelu", [product], f"{name}.inner", _FUSED)
    product = graph.node("MatMul", [smoothed(inner, "down"), own("down.weight")], f"{name}.down.product")
    return normalised(product, x, "last_norm", "down.bias")


def quantise(source: Path, target: Path) -> None:
    """Write the graph with int8 weights, per channel; activations are quantised as it runs."""
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=["first_pieces", "mark_rows"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
