"""The example page, and the page that the project started from, word for word and span for span."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import Reading, ReadOptions, Statement, read


def load(folder: Path) -> tuple[str, dict[str, Any]]:
    return str(folder / "page.txt"), json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def places(spans: Any) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) if isinstance(span, dict) else (span.start, span.end) for span in spans]


def name_of(relay: Any) -> str:
    return relay["name"] if isinstance(relay, dict) else str(relay)


def counterpart(reading: Reading, expected: dict[str, Any]) -> Statement:
    found = [one for one in reading.statements if places(one.content) == places(expected["content"])]
    nearest = [[span.text for span in one.content] for one in reading.statements]
    assert len(found) == 1, f"expected {expected['content']}\nfound {nearest}"
    return found[0]


def check(statement: Statement, expected: dict[str, Any]) -> None:
    assert statement.form == expected["form"]
    assert statement.act == expected["act"]
    assert places(statement.cue) == places(expected["cue"])
    wanted = expected["source_includes"]
    assert any(span.start <= wanted["start"] and wanted["end"] <= span.end for span in statement.source)
    assert statement.speaker.kind == expected["speaker"]["kind"]
    assert statement.speaker.name == expected["speaker"]["name"]
    assert statement.speaker.role == expected["speaker"]["role"]
    assert [relay.name for relay in statement.route] == [name_of(relay) for relay in expected["route"]]
    assert (statement.medium and statement.medium.text) == expected["medium"]
    assert (statement.addressee and statement.addressee.text) == expected["addressee"]


def edtf(said: Any) -> str | None:
    return said["edtf"] if isinstance(said, dict) else said


def check_page(folder: Path, published: str, dated: str) -> None:
    page, answer = load(folder)
    reading = read(page)
    with_date = read(page, ReadOptions(published=published))
    assert reading.article.headline is not None
    assert reading.article.headline.value == answer.get("headline", answer.get("page", {}).get("headline"))
    for expected in answer["statements"]:
        statement = counterpart(reading, expected)
        check(statement, expected)
        assert (statement.said and statement.said.edtf) == edtf(expected["said"])
        then = counterpart(with_date, expected)
        wanted = (expected["said"] or {}).get(dated) if dated in str(expected["said"]) else expected.get(dated)
        assert (then.said and then.said.edtf) == wanted
    known = [places(one["content"]) for one in answer["statements"]]
    beside = [one for one in reading.statements if places(one.content) not in known]
    for statement in beside:
        words = statement.content[0].text
        assert len(words.split()) >= 3, words  # a lone word stands in any permitted phrase
        assert any(words in permitted for permitted in answer["permitted_beside_them"]), words


def test_the_example_page_is_read_right(root: Path) -> None:
    check_page(root / "examples/harbour-rules", "2017-03-16", "said_if_published_2017_03_16")


@pytest.mark.shared
def test_the_page_that_the_project_started_from_is_read_right(shared: Path) -> None:
    check_page(shared / "pages/mexico-guidelines", "2017-02-23", "edtf_if_published_2017_02_23")
