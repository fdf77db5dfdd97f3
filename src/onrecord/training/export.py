"""Export: the trained tagger as an ONNX graph of fused operators, in int8."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.training.model import Tagger

_FUSED = "com.microsoft"  # ONNX Runtime's own operators


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


def export(model: Tagger, path: Path) -> None:
    """Write ``model`` as fp32 ONNX.

    Inputs (int32): ``pieces`` and ``marks`` [batch, pieces], the mark being 4 * case + quotation state; ``sizes``
    [batch]; ``words`` [any], places in the flattened batch. Output ``heads`` [any, labels + 5 * POINTER].
    """
    weights = {name: value.detach().float().cpu().numpy() for name, value in model.state_dict().items()}
    graph = _Graph()
    x = _embeddings(graph, weights)
    for layer in range(model.shape.layers):
        x = _layer(graph, weights, f"layers.{layer}", x, model.shape.heads)
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
        helper.make_tensor_value_info("sizes", TensorProto.INT32, ["batch"]),
        helper.make_tensor_value_info("words", TensorProto.INT32, ["count"]),
    ]
    output = helper.make_tensor_value_info("heads", TensorProto.FLOAT, ["count", len(bias)])
    proto = helper.make_model(
        helper.make_graph(graph.nodes, "tagger", inputs, [output], graph.weights),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)],
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


def _layer(graph: _Graph, weights: dict[str, NDArray[np.float32]], name: str, x: str, heads: int) -> str:
    def own(part: str) -> str:
        value = weights[f"{name}.{part}"]
        is_matrix = part.endswith("weight") and value.ndim == 2
        return graph.weight(f"{name}.{part}", value.T if is_matrix else value)

    def normalised(product: str, skip: str, norm: str, bias: str) -> str:
        inputs = [product, skip, own(f"{norm}.weight"), own(f"{norm}.bias"), own(bias)]
        return graph.node("SkipLayerNormalization", inputs, f"{name}.{norm}.out", _FUSED, epsilon=1e-12)

    inputs = [x, own("qkv.weight"), own("qkv.bias"), "sizes"]
    mixed = graph.node("Attention", inputs, f"{name}.mixed", _FUSED, num_heads=heads)
    product = graph.node("MatMul", [mixed, own("out.weight")], f"{name}.out.product")
    x = normalised(product, x, "norm", "out.bias")
    product = graph.node("MatMul", [x, own("up.weight")], f"{name}.up.product")
    inner = graph.node("BiasGelu", [product, own("up.bias")], f"{name}.inner", _FUSED)
    product = graph.node("MatMul", [inner, own("down.weight")], f"{name}.down.product")
    return normalised(product, x, "last_norm", "down.bias")


def quantise(source: Path, target: Path) -> None:
    """Write the graph with int8 weights, per channel; activations are quantised as it runs."""
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Attention", "Gather"],
        nodes_to_exclude=["first_pieces", "mark_rows"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
