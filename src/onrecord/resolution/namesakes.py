"""Several people of one surname on a page: whom the surname alone means."""

from __future__ import annotations

from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention
from onrecord.resolution.names import fold
from onrecord.resolution.surnames import is_kin

_LOOKED_AT = 40  # mentions of one person


def weights(page: Page, mention: Mention, bearers: list[Entity]) -> list[float]:
    """How likely a surname alone means each of its bearers, as weights that need not add up to one.

    News introduces by full name and goes on by surname: whoever it names first, last before the mention or in the
    headline is meant sooner; whoever it names in full again and again, by the given name or as somebody's kin, later.
    """
    last = max(bearers, key=lambda one: _last_before(one, mention))
    first = min(bearers, key=lambda one: one.mentions[0].start)
    return [
        _weight(page, mention, one) * (1.5 if one is last else 1.0) * (1.5 if one is first else 1.0) for one in bearers
    ]


def _last_before(entity: Entity, mention: Mention) -> int:
    """Where the person was last named in full before a mention; -1 for nowhere."""
    return max((one.start for one in entity.mentions if len(one.parts) > 1 and one.start < mention.start), default=-1)


def _weight(page: Page, mention: Mention, entity: Entity) -> float:
    surname, listed = fold(entity.fullest.parts[-1]), entity.mentions[:_LOOKED_AT]
    full = sum(len(one.parts) > 1 for one in listed)
    short = sum(len(one.parts) == 1 and fold(one.parts[0]) == surname for one in listed)
    weight = (1.0 + short) / (full + 1.0)
    weight *= 1.0 if entity.mentions[0].start < mention.start else 0.3
    if full + short < len(listed):  # "Heidi"
        weight *= 0.3
    if any(is_kin(page.text, one) for one in listed):
        weight *= 0.25
    if any(part.lower().strip(".") in words().suffixes for part in entity.fullest.parts):
        weight *= 0.3  # "Trump Jr." bears the suffix wherever he is meant
    title = page.title.lower()
    if title and all(part.lower() in title for part in (entity.fullest.parts[0], entity.fullest.parts[-1])):
        weight *= 2.0
    return weight
