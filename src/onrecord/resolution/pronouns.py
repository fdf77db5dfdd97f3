"""Personal pronouns: who is meant by he and she, by a small network over the cues of `pronoun_features`.

The weights (``data/pronouns.json``) are learned with ``benchmarks/gap.py --train`` on GAP's development and
validation sets (Webster et al. 2018) and used as they are in every reading. All candidates and "none of them"
compete in one softmax, so the probabilities add up to at most 1.
"""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.core.spans import Span
from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.pronoun_features import NAMES, features, gender_evidence, nearest_mention, pronoun_at

REACH = 3000  # characters before the pronoun in which candidates are looked for
MOST = 6  # candidates, nearest first
SHARPER, GENDER, LAST_SPEAKER, ALONE = 0.8, 1.0, 3.5, 1.0  # fitted on the half develop of the labelled pages
SPOKEN_OF = 2.5  # against whoever the words themselves name: few speak of themselves by name

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its probability (0 to 1) and the mention of it that is nearest to the pronoun."""

    entity: Entity
    probability: float
    nearest: Mention


@dataclass(frozen=True, slots=True)
class Weights:
    """Score of a row x: ``x @ linear + tanh(x @ hidden + offset) @ top``; ``none`` is the score of "none of them"."""

    linear: Array
    hidden: Array
    offset: Array
    top: Array
    none: float


@cache
def default_weights() -> Weights:
    """The weights that the package ships. Raises ValueError when they are of other features."""
    data = json.loads(files("onrecord.resolution").joinpath("data/pronouns.json").read_text("utf-8"))
    if data["features"] != list(NAMES):
        raise ValueError("data/pronouns.json was learned for other features: run benchmarks/gap.py --train")
    arrays = {name: np.array(data[name], dtype=np.float64) for name in ("linear", "hidden", "offset", "top")}
    return Weights(**arrays, none=float(data["none"]))


def scores(rows: Array, weights: Weights) -> Array:
    """The score of each row (candidates x features)."""
    return np.asarray(rows @ weights.linear + np.tanh(rows @ weights.hidden + weights.offset) @ weights.top)


def rank_among(
    page: Page, start: int, end: int, sex: str, entities: Sequence[Entity], title: str = "",
    last_speaker: int | None = None,
    weights: Weights | None = None, *, sharper: bool = False, spoken_of: Container[int | None] = (),
) -> list[Ranked]:  # fmt: skip
    """The probability of each of ``entities`` to be meant by the pronoun at ``[start, end)``, likeliest first.

    ``sex`` is ``m`` for he, him, his and ``f`` for she, her, hers; ``title`` is the page's headline.
    """
    if not entities:
        return []
    weights = weights or default_weights()
    pronoun = pronoun_at(page.text, start, end, sex)
    found = scores(np.array(features(page, pronoun, list(entities), title, last_speaker)), weights)
    if sharper:
        known = np.array([gender_evidence(page, entity) * (1.0 if sex == "m" else -1.0) for entity in entities])
        spoke = np.array([entity.number == last_speaker for entity in entities])
        named = np.array([entity.number in spoken_of for entity in entities])
        alone = (len(entities) == 1) | (~named & (named.sum() == len(entities) - 1))
        found = found * SHARPER + GENDER * known + LAST_SPEAKER * spoke + ALONE * alone
        found = found - SPOKEN_OF * named * (not named.all())
    top = max(float(found.max()), weights.none)
    exponents = np.exp(found - top)
    shares = exponents / (exponents.sum() + np.exp(weights.none - top))
    ranked = [
        Ranked(entity, float(share), nearest_mention(entity, pronoun))
        for entity, share in zip(entities, shares, strict=True)
    ]
    return sorted(ranked, key=lambda one: -one.probability)


def rank(
    page: Page, start: int, end: int, sex: str, title: str = "", last_speaker: int | None = None,
    content: Sequence[Span] = (),
) -> list[Ranked]:  # fmt: skip
    """The people named before the pronoun at ``[start, end)`` (the nearest `MOST`), likeliest first.

    Whoever the page's words, or a given name of almost one sex alone, speak against is left out; on a news page,
    unlike in GAP's passages, candidates of both sexes stand side by side and the last speaker often speaks again.
    ``content`` is what the one meant said: few speak of themselves by name.
    """
    wanted = 1.0 if sex == "m" else -1.0
    candidates: dict[int, Entity] = {}
    for mention in reversed(page.within(max(0, start - REACH), start)):
        entity = page.entity(mention)
        if any(part.start <= mention.start < part.end for part in content):
            continue
        if "/" in (page.text[mention.end : mention.end + 1], page.text[mention.outer - 1 : mention.outer]):
            continue  # whose picture it is: "Ann Lee/AP"
        if entity is not None and entity.kind is MentionKind.PERSON and gender_evidence(page, entity) * wanted > -0.75:
            candidates.setdefault(entity.number, entity)
            if len(candidates) == MOST:
                break
    named = {page.owner.get(mention.start) for part in content for mention in page.within(part.start, part.end)}
    people = list(candidates.values())
    return rank_among(page, start, end, sex, people, title, last_speaker, sharper=True, spoken_of=named)
