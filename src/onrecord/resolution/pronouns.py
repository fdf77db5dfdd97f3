"""Pronouns: who is meant by he, she, they, it, who, I and we."""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentions import Mention, MentionKind

REACH = 3000  # characters before the pronoun in which candidates are looked for
_FORMS = {"mr.": 1.0, "mr": 1.0, "sir": 1.0, "mrs.": -1.0, "mrs": -1.0, "ms.": -1.0, "ms": -1.0, "miss": -1.0}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its probability (0 to 1) and the mention of it that is nearest to the pronoun."""

    entity: Entity
    probability: float
    nearest: Mention


def gender_evidence(page: Page, entity: Entity) -> float:
    """From -1 (a woman) to 1 (a man): by forms of address and nouns on the page, else faintly by the given name."""
    for mention in entity.mentions[:20]:
        for word in mention.title.lower().split():
            sex = words().titles.get(word, "x")
            if sex != "x":
                return 1.0 if sex == "m" else -1.0
    share = given_names().get(entity.fullest.parts[0].lower())
    return 0.0 if share is None else (50 - share) / 55


def rank(page: Page, start: int, end: int, pronoun: str, boost: int | None = None) -> list[Ranked]:
    """The people whom the pronoun at ``[start, end)`` can mean, likeliest first; ``boost`` is the last speaker."""
    sex = {"m": 1.0, "f": -1.0}.get(pronoun, 0.0)
    scored: list[tuple[float, Entity, Mention]] = []
    for order, mention in enumerate(reversed(page.within(max(0, start - REACH), start))):
        entity = page.entity(mention)
        if entity is None or entity.kind is not MentionKind.PERSON or any(entity is other for _, other, _ in scored):
            continue
        gender = gender_evidence(page, entity)
        if sex and gender * sex <= -0.8:
            continue
        subject = page.text[mention.end : mention.end + 2] in (" s", " t", " w", " h", ", ") or page.text[
            max(0, mention.outer - 2) : mention.outer
        ] in (". ", "\n\n", "\n")
        score = -0.35 * order - (start - mention.end) / 400 + 1.2 * sex * gender + 0.8 * subject
        score += 1.0 * (entity.number == boost) + 0.1 * min(len(entity.mentions), 8)
        scored.append((score, entity, mention))
        if len(scored) == 12:
            break
    return _probabilities(scored)


def _probabilities(scored: list[tuple[float, Entity, Mention]]) -> list[Ranked]:
    if not scored:
        return []
    top = max(score for score, _, _ in scored)
    weights = [math.exp(score - top) for score, _, _ in scored]
    total = sum(weights) + math.exp(-2.0 - max(top, -2.0))
    ranked = [
        Ranked(entity, weight / total, mention) for weight, (_, entity, mention) in zip(weights, scored, strict=True)
    ]
    return sorted(ranked, key=lambda one: -one.probability)
