"""The tagger: an ONNX model that finds attributions in a text. The only module that imports ONNX Runtime.

A model is a folder: ``model.onnx`` (int8), ``tokenizer.json``, ``config.json`` (`Config`), ``card.md``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.attribution.confidence import CONTENT_FEATURES, SOURCE_FEATURES, features, probability
from onrecord.attribution.decoding import Floats, Runs, best_labels, label_probabilities, runs
from onrecord.attribution.labels import LABELS
from onrecord.attribution.linking import DISTANCES, POINTER, Link, Linking, Pointers, link
from onrecord.attribution.windows import (
    WINDOW,
    Encoded,
    Pieces,
    Ranges,
    Words,
    encode,
    split_words,
    windows,
    word_pieces,
)
from onrecord.core.errors import ModelError
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution

FORMAT = 1  # of the model folder; another number is another version's
MODELS = ("accurate", "fast")
_STRETCH = 100_000  # words labelled at once


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """``config.json`` of a model folder.

    ``core``           pieces that a window labels (its context comes on top).
    ``context``        pieces of context at most: fewer are faster, and a little worse.
    ``transitions``    scores of label pairs; ``distance`` of the pointers' distances.
    ``linking``        how much the pointers are believed.
    ``content_confidence``, ``source_confidence``  weights of the features of `onrecord.attribution.confidence`.
    ``sha256``         of the other files, by name.
    """

    format: int
    name: str
    core: int
    labels: list[str]
    transitions: list[list[float]]
    distance: list[list[float]]
    linking: Linking
    content_confidence: list[float]
    source_confidence: list[float]
    sha256: dict[str, str]
    context: int = WINDOW


class Tagger:
    """A loaded model. It keeps no state between texts and may be used by several threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load the model of a folder. Raises ModelError, naming the file, when one is missing or doesn't match."""
        self.config = read_config(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # ONNX Runtime's errors share no base but Exception
            raise ModelError(f"{folder / 'model.onnx'}: not a model that ONNX Runtime can load: {error}") from error
        self._takes_sizes = "sizes" in [one.name for one in self._session.get_inputs()]
        self._pieces = tokenizer_pieces(folder / "tokenizer.json")

    def words(self, text: str, ranges: Ranges) -> Words:
        """The words of the text inside the ranges, in the model's vocabulary."""
        return split_words(text, ranges, self._pieces)

    def scores(self, words: Words) -> tuple[Floats, tuple[Pointers, ...]]:
        """The label scores [words, labels] of the words, and each window's pointers."""
        labels = np.zeros((len(words), len(LABELS)), dtype=np.float32)
        pointers: list[Pointers] = []
        for window in windows(words, self.config.core, self.config.context):
            rows = self.run(encode(words, window.start, window.end))
            core = slice(window.core_start - window.start + 1, window.core_end - window.start + 1)
            labels[window.core_start : window.core_end] = rows[core, : len(LABELS)]
            pointers.append(Pointers(window, rows[:, len(LABELS) :].reshape(len(rows), 5, POINTER)))
        return labels, tuple(pointers)

    def run(self, encoded: Encoded) -> Floats:
        """The model's output for one window: [1 + words, labels + 5 * POINTER], [CLS] first.

        One at a time: what a window needs stays in a core's cache, which makes it a quarter faster than a batch.
        """
        feed = {
            "pieces": encoded.pieces[None].astype(np.int32),
            "marks": (4 * encoded.cases + encoded.quotation)[None].astype(np.int32),
            "words": np.concatenate(([0], encoded.words)).astype(np.int32),
        }
        if self._takes_sizes:  # models exported before they did without
            feed["sizes"] = np.array([len(encoded.pieces)], dtype=np.int32)
        output: Floats = self._session.run(None, feed)[0]
        return output

    def find(self, text: str, ranges: Ranges) -> tuple[Attribution, ...]:
        """The attributions inside the ranges of the text, in the corpus's form, in order.

        Quotation marks are inside the content, the final full stop outside. Never raises on any text; time and
        memory are linear in its length.
        """
        words = self.words(text, ranges)
        found: list[Attribution] = []
        for start, end in _stretches(words):
            part = words if end - start == len(words) else words.part(start, end)
            found.extend(attributions(text, part, decode(part, *self.scores(part), self.config), self.config))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The attributions of some words as runs: the links, the runs by role, each word's label's log-probability."""

    links: tuple[Link, ...]
    runs: dict[str, Runs]
    log_probabilities: Floats


def decode(words: Words, scores: Floats, pointers: Sequence[Pointers], config: Config) -> Decoded:
    """The attributions that the model's scores of the words (`Tagger.scores`) make."""
    labels = best_labels(scores, np.array(config.transitions, dtype=np.float32), words.paragraphs)
    found = runs(labels)
    distance = np.array(config.distance, dtype=np.float32)
    links = link(found, pointers, distance, words.paragraphs, config.linking)
    return Decoded(links, found, np.log(label_probabilities(scores, labels) + np.float32(1e-6)))


def attributions(text: str, words: Words, decoded: Decoded, config: Config) -> list[Attribution]:
    """The decoded attributions with their spans of the text and their confidences."""
    ends = words.ends

    def spans(role: str, chosen: Sequence[int]) -> tuple[Span, ...]:
        own = decoded.runs[role]
        places = ((_opening(text, words, own, i), int(ends[own.ends[i] - 1])) for i in chosen)
        return tuple(Span(start, end, text[start:end]) for start, end in places)

    result = []
    for one in decoded.links:
        of_content, of_source = features(one, decoded.runs, decoded.log_probabilities)
        result.append(
            Attribution(
                content=spans("content", one.contents),
                cue=() if one.cue is None else spans("cue", (one.cue,)),
                source=() if one.source is None else spans("source", (one.source,)),
                content_confidence=probability(config.content_confidence, of_content),
                source_confidence=probability(config.source_confidence, of_source),
            )
        )
    return result


def _opening(text: str, words: Words, own: Runs, index: int) -> int:
    """Where a run starts in the text, without a comma, stop or colon before its first word."""
    first, end = int(own.starts[index]), int(own.ends[index])
    while first + 1 < end and text[words.starts[first]] in ",;:.":
        first += 1
    return int(words.starts[first])


def _stretches(words: Words) -> list[tuple[int, int]]:
    """Word ranges of bounded length that cover a text, so that a huge one costs no more memory than a book."""
    return [(at, min(at + _STRETCH, len(words))) for at in range(0, len(words), _STRETCH)]


def read_config(folder: Path) -> Config:
    """The config of a model folder, its files checked. Raises ModelError, naming the file that is at fault."""
    path = folder / "config.json"
    if not path.is_file():
        raise ModelError(f"{path}: no such file (a model folder has model.onnx, tokenizer.json and config.json)")
    try:
        config = msgspec.json.decode(path.read_bytes(), type=Config)
    except msgspec.DecodeError as error:
        raise ModelError(f"{path}: not the config of a model: {error}") from None
    if config.format != FORMAT:
        raise ModelError(f"{path}: a model of format {config.format}; this version reads format {FORMAT}")
    shapes = (
        (config.labels, list(LABELS)),
        ([len(row) for row in config.transitions], [len(LABELS)] * len(LABELS)),
        ([len(row) for row in config.distance], [DISTANCES] * 3),
        (len(config.content_confidence), len(CONTENT_FEATURES)),
        (len(config.source_confidence), len(SOURCE_FEATURES)),
    )
    sizes_fit = 8 <= config.core <= 240 and config.context >= 0
    if any(is_there != expected for is_there, expected in shapes) or not sizes_fit:
        raise ModelError(f"{path}: made for another version: labels, sizes or features differ")
    for name in ("model.onnx", "tokenizer.json"):
        file = folder / name
        if not file.is_file():
            raise ModelError(f"{file}: no such file")
        if hashlib.sha256(file.read_bytes()).hexdigest() != config.sha256.get(name):
            raise ModelError(f"{file}: not the file that {path.name} describes (its SHA-256 differs)")
    return config


class _Encoder:
    """Piece ids of a word, without special tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer

    def __call__(self, word: str) -> list[int]:
        sound = word.encode("utf-8", "replace").decode()  # a lone surrogate is no text to the tokenizer
        return list(self._tokenizer.encode(sound, add_special_tokens=False).ids)


def tokenizer_pieces(path: Path) -> Pieces:
    """The word pieces of a tokenizer's file. Raises ModelError where it is none."""
    try:
        return word_pieces(_Encoder(Tokenizer.from_file(str(path))))
    except Exception as error:  # tokenizers raises Exception itself
        raise ModelError(f"{path}: not a tokenizer: {error}") from error


@contextmanager
def model_folder(model: str | Path) -> Iterator[Path]:
    """The folder of a shipped model (``accurate``, ``fast``) or of a model folder. Raises ModelError for neither."""
    if str(model) in MODELS:
        with as_file(files("onrecord") / "models" / "en" / str(model)) as folder:
            yield folder
    elif Path(model).is_dir():
        yield Path(model)
    else:
        raise ModelError(f"{model}: neither {' nor '.join(MODELS)} nor the folder of a model")


@lru_cache(maxsize=4)
def load(model: str | Path = "accurate", threads: int = 1) -> Tagger:
    """The tagger of a shipped model (``accurate``, ``fast``) or of a model folder; loaded once and kept.

    Raises ModelError when it is neither.
    """
    with model_folder(model) as folder:
        return Tagger(folder, threads)


def find_corpus_form(text: str, ranges: Ranges, tagger: Tagger) -> tuple[Attribution, ...]:
    """The attributions inside the ranges of a text, as PolNeAR marks them. What `onrecord bench` scores."""
    return tagger.find(text, ranges)
