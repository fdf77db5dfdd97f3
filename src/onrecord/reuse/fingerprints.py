"""Fingerprints of texts: few hashes of word runs that still find every shared run of a stated length.

Winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003):
of the hashes of all runs of ``k`` words, each window of ``t - k + 1`` neighbours gives its least one (the rightmost
of equals). Two texts that share a run of ``t`` words or more then share a fingerprint, and runs shorter than ``k``
words never match.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

NOISE = 3  # k: shorter shared runs mean nothing
GUARANTEE = 5  # t: runs of this many words are always found


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``hash`` (signed, 64 bits: fits an SQL integer) of the run of words that begins at word ``position``."""

    hash: int
    position: int


@lru_cache(maxsize=1 << 18)
def word_hash(word: str) -> int:
    """A 64-bit hash of a word, the same in every process and on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def word_hashes(words: Sequence[str]) -> Hashes:
    """The hashes of the words, in order."""
    return np.fromiter(map(word_hash, words), dtype=np.uint64, count=len(words))


def run_hashes(hashes: Hashes, size: int) -> Hashes:
    """The hash of every run of ``size`` words: entry ``i`` is that of words ``i`` to ``i + size - 1``."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    total = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        total = _mix(total * np.uint64(0x9E3779B97F4A7C15) + hashes[offset : offset + count])
    return total


def _mix(values: Hashes) -> Hashes:
    """Spread the bits (the finish of SplitMix64), so that the least hash of a window is a fair choice."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(values ^ (values >> np.uint64(31)), dtype=np.uint64)


def winnow(hashes: Hashes, window: int) -> Positions:
    """The positions, ascending and each once, of the least hash of every ``window`` neighbours."""
    if len(hashes) == 0:
        return np.zeros(0, dtype=np.int64)
    if len(hashes) <= window:
        return np.array([len(hashes) - 1 - int(np.argmin(hashes[::-1]))], dtype=np.int64)
    views = np.lib.stride_tricks.sliding_window_view(hashes, window)
    rightmost = window - 1 - np.argmin(views[:, ::-1], axis=1)
    return np.unique(rightmost + np.arange(len(views)))


def fingerprints(words: Sequence[str], k: int = NOISE, t: int = GUARANTEE) -> list[Fingerprint]:
    """The fingerprints of a text's words. Texts shorter than ``k`` words have one, of all their words.

    Raises ValueError unless ``1 <= k <= t``.
    """
    if not 1 <= k <= t:
        raise ValueError(f"the guarantee t={t} must be at least the run's length k={k}, and k at least 1")
    if not words:
        return []
    hashes = run_hashes(word_hashes(words), min(k, len(words)))
    signed = hashes.view(np.int64)
    return [Fingerprint(int(signed[at]), int(at)) for at in winnow(hashes, t - k + 1)]
