"""The tagger in PyTorch: a BERT-shaped encoder, label scores with learned transitions, and three pointers.

The encoder's parameters keep the names of its published weights, so that they load without a table.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.attribution.labels import LABELS, NEVER, allowed
from onrecord.attribution.linking import DISTANCES, POINTER
from onrecord.attribution.windows import CASES, QUOTATION_STATES

PADDING = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's sizes: layers, width, heads, width of the feed-forward part, vocabulary, positions."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512


class Layer(nn.Module):
    """One transformer layer, normalised after each part."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.last_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """``x`` [batch, pieces, width]; ``mask`` [batch, 1, 1, pieces], true where a piece is; the same shape out."""
        batch, pieces, width = x.shape
        dropout = self.dropout if self.training else 0.0
        q, k, v = self.qkv(x).view(batch, pieces, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        # No dropout inside attention: it takes the slow path, and two fifths of the time on a CPU.
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, pieces, width))
        x = self.norm(x + F.dropout(mixed, dropout))
        return self.last_norm(x + F.dropout(self.down(F.gelu(self.up(x))), dropout))


class Tagger(nn.Module):
    """Encoder and heads. ``forward`` gives everything that decoding needs, for each word of each window."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.dropout = dropout
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.case = nn.Embedding(CASES, shape.width)
        self.quotation = nn.Embedding(QUOTATION_STATES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.labels = nn.Linear(shape.width, len(LABELS))
        self.pointers = nn.Linear(shape.width, 5 * POINTER)  # content, cue as key; cue, source as key; content
        self.distance = nn.Parameter(torch.zeros(3, DISTANCES))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("forbidden", torch.from_numpy(~allowed()), persistent=False)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quotation.weight)

    def forward(
        self, pieces: Tensor, cases: Tensor, quotation: Tensor, mask: Tensor | None, words: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Label scores [batch, words, labels] and pointer vectors [batch, 1 + words, 5, POINTER], [CLS] first.

        ``pieces``, ``cases``, ``quotation`` and ``mask`` are [batch, pieces], ``words`` [batch, words] is the place
        of each word's first piece.
        """
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(positions) + self.case(cases) + self.quotation(quotation)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        attended = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attended)
        with_cls = F.pad(words, (1, 0))
        x = x.gather(1, with_cls[:, :, None].expand(-1, -1, x.shape[2]))
        x = F.dropout(x, self.dropout, self.training)
        return self.labels(x[:, 1:]).float(), self.pointers(x).float().unflatten(2, (5, POINTER))

    def masked_transitions(self) -> Tensor:
        """Scores of label pairs, NEVER where one may not follow the other."""
        return self.transitions.masked_fill(self.forbidden, NEVER)


def chain_loss(scores: Tensor, transitions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
    """Mean over the words of the negative log-likelihood of a linear-chain conditional random field.

    ``scores`` [batch, words, labels], ``labels`` and ``mask`` [batch, words]. (Lafferty, McCallum and Pereira 2001.)
    """
    own = scores.gather(2, labels[:, :, None])[:, :, 0]
    steps = transitions[labels[:, :-1], labels[:, 1:]]
    path = (own * mask).sum() + (steps * mask[:, 1:]).sum()
    alpha = scores[:, 0]
    for step in range(1, scores.shape[1]):
        moved = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + scores[:, step]
        alpha = torch.where(mask[:, step, None], moved, alpha)
    return (torch.logsumexp(alpha, dim=1).sum() - path) / mask.sum()


def pointer_scores(queries: Tensor, keys: Tensor, distance: Tensor, buckets: Tensor, mask: Tensor) -> Tensor:
    """Scores [batch, words, 1 + words] of each word's pointing to nothing ([CLS]) or to each word.

    ``queries`` [batch, words, POINTER], ``keys`` [batch, 1 + words, POINTER], ``buckets`` [words, words] the
    distance class of each pair, whose score is in ``distance``; ``mask`` [batch, words].
    """
    scores = queries @ keys.transpose(1, 2) / POINTER**0.5
    scores = scores + F.pad(distance[buckets], (1, 0))
    return scores.masked_fill(~F.pad(mask, (1, 0), value=True)[:, None, :], PADDING)


def load_encoder(model: Tagger, weights: dict[str, Tensor]) -> None:
    """Put the published weights of a BERT-shaped encoder into ``model``; the type embedding joins the position's.

    A model with fewer layers takes every second, third ... one. Raises KeyError for weights of another shape.
    """
    own: dict[str, Tensor] = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
    }
    _copy(own, "norm", weights, "embeddings.LayerNorm")
    published = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
    step = published // model.shape.layers
    for layer in range(model.shape.layers):
        there = f"encoder.layer.{(layer + 1) * step - 1}"
        for part in ("weight", "bias"):
            names = [f"{there}.attention.self.{name}.{part}" for name in ("query", "key", "value")]
            own[f"layers.{layer}.qkv.{part}"] = torch.cat([weights[name] for name in names])
        _copy(own, f"layers.{layer}.out", weights, f"{there}.attention.output.dense")
        _copy(own, f"layers.{layer}.norm", weights, f"{there}.attention.output.LayerNorm")
        _copy(own, f"layers.{layer}.up", weights, f"{there}.intermediate.dense")
        _copy(own, f"layers.{layer}.down", weights, f"{there}.output.dense")
        _copy(own, f"layers.{layer}.last_norm", weights, f"{there}.output.LayerNorm")
    model.load_state_dict(own, strict=False)


def _copy(own: dict[str, Tensor], name: str, weights: dict[str, Tensor], there: str) -> None:
    for part in ("weight", "bias"):
        own[f"{name}.{part}"] = weights[f"{there}.{part}"]


def copy_layers(model: Tagger, teacher: Tagger) -> None:
    """Begin a model of fewer layers from every second, third ... layer and all the rest of a trained one."""
    step = teacher.shape.layers // model.shape.layers
    weights = {name: value for name, value in teacher.state_dict().items() if not name.startswith("layers.")}
    for layer in range(model.shape.layers):
        for name, value in teacher.layers[(layer + 1) * step - 1].state_dict().items():
            weights[f"layers.{layer}.{name}"] = value
    model.load_state_dict(weights)
