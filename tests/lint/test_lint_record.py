"""Words that a record knows to have come through another outlet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lint_pages import Patterns, read_text, write

from onrecord.lint.linting import lint
from onrecord.lint.routes import known_routes
from onrecord.reading import read_many
from onrecord.store import Record

WORDS = "Nobody told any of us that the old bridge would close"
SAID = f'"{WORDS}," Mayor Ann Reed said.'
ROUTES = [f'"{WORDS}," Mayor Ann Reed told Reuters.', f'"{WORDS}," Mayor Ann Reed said, according to Reuters.']


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setattr("onrecord.reading.load_tagger", lambda options: Patterns())
    rows = [
        {"id": str(number), "url": f"https://news{number}.example/a", "text": f"{text}\n\nThe hall is closed.",
         "published": "2017-02-23", "headline": "The bridge"}
        for number, text in enumerate(ROUTES)
    ]  # fmt: skip
    lines = write(tmp_path, "pages.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    opened = Record.open(tmp_path / "news.db", create=True)
    opened.add(read_many([str(lines)]))
    return opened


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        f"{SAID}\n\nThe vote is due in May.",
        f'The hall was full. "{WORDS}," Reed said.',
        f"“{WORDS} in May,” Mayor Ann Reed said.",
    ],
)
def test_uncredited_words_are_marked(record: Record, text: str) -> None:
    reading = read_text(text)
    (found,) = lint(reading, ["SRC09"], routes=known_routes(reading, record))
    assert "Reuters" in found.message


@pytest.mark.parametrize(
    "text",
    [
        ROUTES[0],
        f"{SAID}\n\nSources: Reuters",
        '"Nobody told any of us that the new hall would open," Mayor Ann Reed said.',
        '"Nobody told us," Mayor Ann Reed said.',
    ],
)
def test_credited_or_unknown_words_are_not(record: Record, text: str) -> None:
    reading = read_text(text)
    assert lint(reading, ["SRC09"], routes=known_routes(reading, record)) == ()
    assert lint(reading, ["SRC09"]) == ()
