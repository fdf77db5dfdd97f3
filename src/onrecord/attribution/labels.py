"""The tagger's labels: outside, and for each role begin, inside, end and single word (BIOES)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
OUTSIDE = 0
LABELS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))

NEVER = -10_000.0  # the score of a transition that no labelling has


def begin(role: int) -> int:
    """The label of the first word of a longer run of a role; I, E and S follow it."""
    return 1 + 4 * role


def allowed() -> NDArray[np.bool_]:
    """Whether a label (row) may be followed by another (column)."""
    table = np.zeros((len(LABELS), len(LABELS)), dtype=np.bool_)
    for before, name in enumerate(LABELS):
        for after, following in enumerate(LABELS):
            opened = name[0] in "BI"
            goes_on = following[0] in "IE" and following[1:] == name[1:]
            table[before, after] = goes_on if opened else following[0] in "OBS"
    return table
