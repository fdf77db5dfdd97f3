"""Prediction files: one attribution a line, with the name of its article and its spans as pairs of offsets.

``{"doc": NAME, "source": [[start, end], ...], "cue": [...], "content": [...]}``; offsets are half-open code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from onrecord.core.errors import CorpusError
from onrecord.core.spans import Span, in_order
from onrecord.core.statements import Attribution
from onrecord.evaluation.corpora import ROLES, AnnotatedText

Predictions = Mapping[str, Sequence[Attribution]]


def write_predictions(path: Path, predictions: Predictions) -> None:
    """Write the attributions of each article, by its name, to a file."""
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for name, attributions in predictions.items():
            for attribution in attributions:
                spans = {role: [[span.start, span.end] for span in getattr(attribution, role)] for role in ROLES}
                lines.write(json.dumps({"doc": name, **spans}, ensure_ascii=False) + "\n")


def read_predictions(path: Path, articles: Iterable[AnnotatedText]) -> dict[str, tuple[Attribution, ...]]:
    """The attributions of a prediction file by article; articles without a line have none.

    Raises CorpusError, naming file and line, for a line that is no such object, an article that the corpus doesn't
    have (a wrong file must not pass for a low score) and a span outside its text.
    """
    texts = {article.name: article.text for article in articles}
    found: dict[str, list[Attribution]] = {name: [] for name in texts}
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CorpusError(f"{where}: not JSON: {error}") from None
        if not isinstance(row, dict) or row.get("doc") not in texts:
            name = row.get("doc") if isinstance(row, dict) else row
            raise CorpusError(f"{where}: no article {name!r} in this corpus")
        roles = {role: _spans(row.get(role) or [], texts[row["doc"]], f"{where}: {role}") for role in ROLES}
        found[row["doc"]].append(Attribution(content=roles["content"], cue=roles["cue"], source=roles["source"]))
    return {name: tuple(attributions) for name, attributions in found.items()}


def _spans(pairs: object, text: str, where: str) -> tuple[Span, ...]:
    try:
        return in_order(Span.of(text, start, end) for start, end in pairs)  # type: ignore[attr-defined]
    except (TypeError, ValueError) as error:
        raise CorpusError(f"{where}: {error}") from None
