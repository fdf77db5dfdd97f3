"""The tagger in PyTorch: a BERT-shaped encoder, label scores with learned transitions, and three pointers.

The encoder's parameters keep the names of its published weights, so that they load without a table.
"""

from __future__ import annotations

import math
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
    """The encoder's sizes: layers, width, heads, width of the feed-forward part, vocabulary, positions.

    ``relative`` is the number of distance classes that shift the attention (0: none), as in MPNet.
    """

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    relative: int = 0


MINILM = Shape()
MPNET = Shape(layers=12, width=768, inner=3072, relative=32)


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
        """``x`` [batch, pieces, width], and the same out; ``mask`` is true where a piece is, or added to the scores."""
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
        # Not learned further: attention with a bias that learns takes the slow path on a CPU.
        self.register_buffer("relative", torch.zeros(shape.relative, shape.heads), persistent=shape.relative > 0)
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
        if self.shape.relative:
            attended = self._shifted(positions, attended, x.dtype)
        for layer in self.layers:
            x = layer(x, attended)
        with_cls = F.pad(words, (1, 0))
        x = x.gather(1, with_cls[:, :, None].expand(-1, -1, x.shape[2]))
        x = F.dropout(x, self.dropout, self.training)
        return self.labels(x[:, 1:]).float(), self.pointers(x).float().unflatten(2, (5, POINTER))

    def _shifted(self, positions: Tensor, mask: Tensor | None, dtype: torch.dtype) -> Tensor:
        """What is added to the attention scores [batch, heads, pieces, pieces] for distance and padding."""
        shift = self.relative[relative_classes(positions, self.shape.relative)].permute(2, 0, 1)[None]
        shift = shift.to(torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else dtype)
        return shift if mask is None else shift.masked_fill(~mask, PADDING)

    def masked_transitions(self) -> Tensor:
        """Scores of label pairs, NEVER where one may not follow the other."""
        return self.transitions.masked_fill(self.forbidden, NEVER)


def relative_classes(positions: Tensor, count: int) -> Tensor:
    """The distance class of each pair of positions: near ones apart, far ones by logarithm (Raffel et al. 2020)."""
    half = count // 2
    exact = half // 2
    away = positions[:, None] - positions[None, :]
    size = away.abs()
    far = exact + (size.clamp(min=1) / exact).log() / math.log(128 / exact) * (half - exact)
    near = torch.where(size < exact, size, far.long().clamp(max=half - 1))
    return near + half * (away < 0)
