"""The training loop: batches, learning rates, checkpoints and resume."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from onrecord.training.losses import Batch, Weights, losses
from onrecord.training.model import Shape, Tagger
from onrecord.training.samples import IGNORE, Piece, Sample, training_windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Settings of a run; what makes one differ from another."""

    seed: int = 1
    epochs: int = 7
    layers: int = 6
    batch: int = 16
    capacity: int = 252
    encoder_rate: float = 2e-4
    head_rate: float = 8e-4
    warmup: float = 0.08
    weight_decay: float = 0.01
    dropout: float = 0.1
    chain_weight: float = 0.5
    pointer_weight: float = 0.3
    teacher_weight: float = 0.0
    unlabelled: int = 0  # articles an epoch that only teachers label


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: steps done and in all, the mean loss of the last steps, seconds to go."""

    step: int
    steps: int
    loss: float
    pieces_per_second: float
    seconds_left: float


def batches(pieces: Sequence[Piece], size: int, rng: np.random.Generator) -> Iterator[list[Piece]]:
    """Batches of windows of about the same length, in random order."""
    order = sorted(range(len(pieces)), key=lambda i: (len(pieces[i].pieces) // 16, rng.random()))
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    for group in rng.permutation(len(groups)):
        yield [pieces[i] for i in groups[group]]


def collate(pieces: Sequence[Piece], device: torch.device) -> Batch:
    """Padded tensors of a batch, by the names of `Piece`, with ``mask`` (pieces) and ``word_mask``."""
    columns: Batch = {}
    padding = {"content_cues": IGNORE, "cue_sources": IGNORE, "content_sources": IGNORE}
    for name in (field.name for field in fields(Piece)):
        rows = [torch.from_numpy(getattr(piece, name)) for piece in pieces]
        columns[name] = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=padding.get(name, 0))
    sizes = torch.tensor([len(piece.pieces) for piece in pieces])
    words = torch.tensor([len(piece.words) for piece in pieces])
    columns["mask"] = torch.arange(columns["pieces"].shape[1]) < sizes[:, None]
    columns["word_mask"] = torch.arange(columns["words"].shape[1]) < words[:, None]
    return {name: column.to(device) for name, column in columns.items()}


def optimiser(model: Tagger, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW with a rate for the encoder and one for what starts from nothing; no decay on biases and norms."""
    fresh = ("labels.", "pointers.", "distance", "transitions", "case.", "quotation.")
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        rate = recipe.head_rate if name.startswith(fresh) else recipe.encoder_rate
        decay = 0.0 if parameter.ndim < 2 or "norm" in name or name.startswith(fresh[2:4]) else recipe.weight_decay
        groups.setdefault((rate, decay), []).append(parameter)
    settings = [{"params": own, "lr": rate, "weight_decay": decay} for (rate, decay), own in groups.items()]
    return torch.optim.AdamW(settings, betas=(0.9, 0.98), fused=True)


def rate_at(step: int, steps: int, warmup: float) -> float:
    """The learning rate's factor: a linear rise over the first part, then a linear fall to nothing."""
    rise = max(1, round(steps * warmup))
    return min((step + 1) / rise, max(0.0, (steps - step) / max(1, steps - rise)))


def train(
    model: Tagger,
    samples: Sequence[Sample],
    recipe: Recipe,
    folder: Path,
    report: Callable[[Progress], None],
    teachers: Sequence[Tagger] = (),
    unlabelled: Sequence[Sample] = (),
    device: torch.device | None = None,
) -> None:
    """Train ``model`` in place, writing a checkpoint to ``folder`` after every epoch and about every two minutes.

    A run that was cut off goes on from its last checkpoint, provided that its recipe is the same.
    """
    device = device or torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device)
    for teacher in teachers:
        teacher.to(device).eval()
    adam = optimiser(model, recipe)
    base = [group["lr"] for group in adam.param_groups]
    state = _resume(folder, model, adam, recipe)
    plan = [
        batch for epoch in range(recipe.epochs) for batch in _epoch(samples, unlabelled, recipe, epoch)
    ]  # numbers only: some 60 MB for PolNeAR
    if not plan:
        _save(folder, model, adam, recipe, 0)
    steps, began, seen, recent = len(plan), time.monotonic(), 0, 0.0
    saved = began
    weights = Weights(recipe.chain_weight, recipe.pointer_weight, recipe.teacher_weight)
    model.train()
    for step in range(state, steps):
        pieces = plan[step]
        torch.manual_seed(recipe.seed * 1_000_003 + step)
        for group, rate in zip(adam.param_groups, base, strict=True):
            group["lr"] = rate * rate_at(step, steps, recipe.warmup)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            loss = losses(model, collate(pieces, device), weights, teachers)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        seen += sum(len(piece.pieces) for piece in pieces)
        recent = loss.item() if step == state else 0.95 * recent + 0.05 * loss.item()
        if not math.isfinite(recent):
            raise FloatingPointError(f"the loss is {loss.item()} at step {step}")
        now = time.monotonic()
        if step % 20 == 0 or step + 1 == steps:
            speed = (step + 1 - state) / (now - began)
            report(Progress(step + 1, steps, recent, seen / (now - began), (steps - step - 1) / speed))
        if now - saved > 120 or step + 1 == steps or (step + 1) % max(1, steps // recipe.epochs) == 0:
            _save(folder, model, adam, recipe, step + 1)
            saved = now


def _epoch(samples: Sequence[Sample], unlabelled: Sequence[Sample], recipe: Recipe, epoch: int) -> list[list[Piece]]:
    """The batches of an epoch in random order, each of labelled windows alone or of unlabelled ones alone."""
    rng = np.random.default_rng((recipe.seed, epoch))
    turn = [unlabelled[(epoch * recipe.unlabelled + i) % len(unlabelled)] for i in range(recipe.unlabelled)]
    found: list[list[Piece]] = []
    for group in (samples, turn):
        pieces = [piece for sample in group for piece in training_windows(sample, rng, recipe.capacity)]
        found.extend(batches(pieces, recipe.batch, rng))
    return [found[i] for i in rng.permutation(len(found))]


def _save(folder: Path, model: Tagger, adam: torch.optim.AdamW, recipe: Recipe, step: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = {"model": model.state_dict(), "adam": adam.state_dict(), "recipe": json.dumps(asdict(recipe)), "step": step}
    torch.save(state, folder / "checkpoint.tmp")
    (folder / "checkpoint.tmp").replace(folder / "checkpoint.pt")


def _resume(folder: Path, model: Tagger, adam: torch.optim.AdamW, recipe: Recipe) -> int:
    path = folder / "checkpoint.pt"
    if not path.is_file():
        return 0
    state: dict[str, Any] = torch.load(path, weights_only=True)
    if state["recipe"] != json.dumps(asdict(recipe)):
        raise ValueError(f"{path} is of a run with another recipe; give another folder or remove it")
    model.load_state_dict(state["model"])
    adam.load_state_dict(state["adam"])
    return int(state["step"])


def load_run(folder: Path) -> Tagger:
    """The model of a run's last checkpoint, ready for use. Raises FileNotFoundError where there is none."""
    state: dict[str, Any] = torch.load(folder / "checkpoint.pt", weights_only=True, map_location="cpu")
    weights: dict[str, Tensor] = state["model"]
    vocabulary, width = weights["word.weight"].shape
    shape = Shape(
        layers=len({name.split(".")[1] for name in weights if name.startswith("layers.")}),
        width=width,
        inner=len(weights["layers.0.up.bias"]),
        vocabulary=vocabulary,
        positions=len(weights["position.weight"]),
        relative=len(weights.get("relative", ())),
    )
    model = Tagger(shape)
    model.load_state_dict(weights)
    model.eval()
    return model
