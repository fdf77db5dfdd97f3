"""The core records: partial dates, and the JSON form both ways."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Form, PartialDate, UsageError, read
from onrecord.core import statements
from onrecord.core.article import Article
from onrecord.core.reading import Reading
from onrecord.core.wire import (
    article_from_json,
    article_to_json,
    decode,
    encode,
    reading_from_json,
    reading_to_json,
    statement_from_json,
    statement_to_json,
)

WRITTEN = ["2017-02-22", "2017-02", "2017", "XXXX-02-22", "XXXX-02", "XXXX-XX-22", "2016-02-29", "XXXX-02-29"]
UNREADABLE = ["201X", "20XX", "2017-13", "2017-02-30", "2017-02-29", "2017-2-2", "2017/2018", "yesterday", ""]


@pytest.mark.parametrize("edtf", WRITTEN)
def test_a_partial_date_is_written_as_it_was_read(edtf: str) -> None:
    assert PartialDate.from_edtf(edtf).edtf == edtf


@pytest.mark.parametrize("edtf", UNREADABLE)
def test_what_is_no_partial_date_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.from_edtf(edtf)


@given(st.dates())
def test_a_known_day_is_that_day(day) -> None:
    assert PartialDate.from_edtf(PartialDate.from_date(day).edtf).as_date() == day


def test_the_json_form_gives_the_same_records_back(root: Path) -> None:
    reading = read(root / "examples/harbour-rules/page.txt")
    assert reading_from_json(decode(encode(reading_to_json(reading)))) == reading
    assert article_from_json(decode(encode(article_to_json(reading.article)))) == reading.article
    for one in reading.statements:
        assert statement_from_json(decode(encode(statement_to_json(one)))) == one


@given(st.from_type(statements.Statement))
def test_any_statement_survives_the_json_form(statement: statements.Statement) -> None:
    assert statement_from_json(statement_to_json(statement)) == statement


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", "not JSON"), ("[]", "not a JSON object"), ('{"schema": 2}', "schema 2"), ('{"schema": 1}', "missing")],
)
def test_what_is_not_the_json_form_is_named(line: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        statement_from_json(decode(line))


def test_unknown_things_are_null_and_missing_parts_are_empty() -> None:
    article = Article(id="a", page="p", text="", blocks=())
    assert article_to_json(article)["outlet"] is None
    assert reading_to_json(Reading(article=article))["statements"] in ([], ())
    assert Form("direct") is Form.DIRECT


def test_how_the_records_are_decoded_is_known_before_threads_ask() -> None:
    """Two threads that make msgspec work it out at once end the process."""
    asked = (
        "import onrecord.core.reading as r; print(*(hasattr(k, '__msgspec_cache__') for k in (r.Reading, r.Statement)))"
    )
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "True"]
