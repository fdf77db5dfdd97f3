"""The gate: floors for every measure, pinned with the hash of the corpus they were measured on.

A floors file is JSON: ``{"corpus": SHA-256, "floors": {measure: F1 in per cent}}``. Floors rise when told to and
never fall unless the caller says so.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.core.errors import CorpusError, UsageError

MARGIN = 0.5  # points below the measured figure: processors differ in the last digit of int8 sums


@dataclass(frozen=True, slots=True)
class Floors:
    """Lower bounds of F1 in per cent, by measure, on the corpus with this hash."""

    corpus: str
    floors: dict[str, float]


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure that fell below its floor."""

    measure: str
    floor: float
    f1: float


def read_floors(path: Path) -> Floors:
    """The floors of a file. Raises CorpusError when it is no floors file."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return Floors(str(data["corpus"]), {str(name): float(floor) for name, floor in data["floors"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{path}: not a file of floors: {error!r}") from None


def breaches(floors: Floors, corpus: str, f1: Mapping[str, float]) -> list[Breach]:
    """The measures below their floors. Raises CorpusError when the figures are of another corpus."""
    if floors.corpus != corpus:
        raise CorpusError(f"floors of corpus {floors.corpus[:12]}, figures of corpus {corpus[:12]}: set them anew")
    unknown = sorted(set(floors.floors) - set(f1))
    if unknown:
        raise CorpusError(f"floors of measures that are not measured: {', '.join(unknown)}")
    return [Breach(name, floor, f1[name]) for name, floor in floors.floors.items() if f1[name] < floor]


def set_floors(path: Path, corpus: str, f1: Mapping[str, float], *, lower: bool = False) -> Floors:
    """Write floors just below the figures; existing ones only rise, unless ``lower``.

    Raises UsageError when a floor of the file would fall, or the corpus has changed, without ``lower``.
    """
    new = {name: math.floor(10 * max(0.0, value - MARGIN)) / 10 for name, value in f1.items()}
    if path.exists() and not lower:
        old = read_floors(path)
        if breaches(old, corpus, f1):
            raise UsageError(f"{path}: figures are below the floors; lowering them needs --lower-floors")
        new |= {name: max(floor, new[name]) for name, floor in old.floors.items()}
    path.write_text(json.dumps({"corpus": corpus, "floors": new}, indent=1) + "\n", "utf-8")
    return Floors(corpus, new)
