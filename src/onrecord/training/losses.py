"""What a batch costs: the annotators' labels and links, and those of teachers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from onrecord.attribution.linking import POINTER, distance_classes
from onrecord.training.model import PADDING, Tagger
from onrecord.training.samples import IGNORE, NONE

Batch = dict[str, Tensor]

# Query and key among the pointer vectors, the column of targets, and the weight of each pointer.
_POINTERS = ((0, 1, "content_cues", 1.0), (2, 3, "cue_sources", 1.0), (4, 3, "content_sources", 0.5))


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the losses: of the chain beside single labels, of the pointers, of imitating teachers."""

    chain: float
    pointer: float
    teacher: float


def losses(model: Tagger, batch: Batch, weights: Weights, teachers: Sequence[Tagger] = ()) -> Tensor:
    """The loss of a batch: `supervised` where it has labels, `imitation` where there are teachers."""
    mask = batch["word_mask"]
    scores, pointed = _outputs(model, batch)
    loss = torch.zeros((), device=mask.device)
    with torch.autocast(mask.device.type, enabled=False):
        if bool((batch["labels"][mask] != IGNORE).any()):
            loss = loss + supervised(model, batch, scores, pointed, weights)
    if teachers:
        with torch.no_grad():
            taught = [_outputs(teacher, batch) for teacher in teachers]
        with torch.autocast(mask.device.type, enabled=False):
            loss = loss + weights.teacher * imitation(scores, pointed, taught, mask, weights.pointer)
    return loss


def _outputs(model: Tagger, batch: Batch) -> tuple[Tensor, list[Tensor]]:
    """Label scores [batch, words, labels] and the scores of each pointer [batch, words, 1 + words]."""
    attended = None if bool(batch["mask"].all()) else batch["mask"]
    scores, vectors = model(batch["pieces"], batch["cases"], batch["quotation"], attended, batch["words"])
    mask = batch["word_mask"]
    places = np.arange(scores.shape[1])
    buckets = torch.from_numpy(distance_classes(places[None, :] - places[:, None])).to(mask.device)
    with torch.autocast(mask.device.type, enabled=False):
        pointed = [
            pointer_scores(vectors[:, 1:, query], vectors[:, :, key], model.distance[index], buckets, mask)
            for index, (query, key, _, _) in enumerate(_POINTERS)
        ]
    return scores, pointed


def supervised(model: Tagger, batch: Batch, scores: Tensor, pointed: Sequence[Tensor], weights: Weights) -> Tensor:
    """Labels one by one, labels as a chain, and the three pointers."""
    mask = batch["word_mask"]
    labels = batch["labels"].masked_fill(~mask, IGNORE)
    single = F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE)
    chain = chain_loss(scores, model.masked_transitions(), batch["labels"], mask)
    loss = (1 - weights.chain) * single + weights.chain * chain
    for own, (_, _, name, weight) in zip(pointed, _POINTERS, strict=True):
        target = batch[name]
        target = torch.where(target == NONE, 0, torch.where(target >= 0, target + 1, IGNORE))
        if bool((target != IGNORE).any()):
            missed = F.cross_entropy(own.flatten(0, 1), target.flatten(), ignore_index=IGNORE)
            loss = loss + weight * weights.pointer * missed
    return loss


def imitation(
    scores: Tensor,
    pointed: Sequence[Tensor],
    taught: Sequence[tuple[Tensor, list[Tensor]]],
    mask: Tensor,
    pointer_weight: float,
) -> Tensor:
    """How far labels and pointers are from the mean of the teachers' probabilities (Hinton et al. 2015), per word.

    A pointer counts as far as the teachers take its word for one of an attribution (any label but the first).
    """
    wanted = torch.stack([own[mask].softmax(dim=1) for own, _ in taught]).mean(dim=0)
    loss = F.kl_div(scores[mask].log_softmax(dim=1), wanted, reduction="batchmean")
    inside = 1 - wanted[:, 0]
    for index, own in enumerate(pointed):
        aims = torch.stack([theirs[index][mask].softmax(dim=1) for _, theirs in taught]).mean(dim=0)
        apart = F.kl_div(own[mask].log_softmax(dim=1), aims, reduction="none").sum(dim=1)
        loss = loss + pointer_weight * _POINTERS[index][3] * (apart * inside).sum() / inside.sum().clamp(min=1)
    return loss


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
