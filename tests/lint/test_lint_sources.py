"""The audit of sources: counts, shares, and what pages call their people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lint_pages import Patterns, read_text, write
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.lint.audit import SourceClass, audit
from onrecord.lint.genders import Gender, genders
from onrecord.lint.occupations import Occupation, occupation_of

PAGE = (
    '"We are ready for it now," Mayor Ann Reed said, Reuters reports.\n\n'
    "Reed said the dam would hold until the spring.\n\n"
    '"It will not hold for a week," said Tom Hale, professor of geology at Leeds University.\n\n'
    '"Nobody asked any of us," one aide said.\n\n'
    "A fact sheet released by FEMA says the dam is old and weak.\n\n"
    '"I saw the water come," said Maria Cole, a resident of the town.'
)


def test_counts_and_shares() -> None:
    found = audit([read_text(PAGE)])
    by_name = {one.name: one for one in found.sources}
    reed = by_name["Ann Reed"]
    assert (reed.speaks_as, reed.statements, reed.quoted, reed.words) == (SourceClass.OFFICIAL, 2, 1, 13)
    assert reed.through == ("Reuters",)
    assert by_name["Tom Hale"].speaks_as is SourceClass.EXPERT
    assert by_name["Maria Cole"].speaks_as is SourceClass.ORDINARY
    assert by_name["FEMA"].speaks_as is SourceClass.ORGANIZATION
    assert (by_name["one aide"].speaks_as, by_name["one aide"].named) == (SourceClass.UNNAMED, False)
    assert found.statements == sum(share.statements for share in found.shares.values()) == 6
    assert sum(share.sources for share in found.shares.values()) == len(found.sources)
    assert (found.top, found.named) == (pytest.approx(2 / 6, abs=1e-4), pytest.approx(5 / 6, abs=1e-4))
    assert found.herfindahl == pytest.approx((4 + 4) / 36, abs=1e-4)


def test_one_name_is_one_source_on_all_pages_and_no_name_is_one_a_page() -> None:
    found = audit([read_text(PAGE), read_text(PAGE + "\n\nThe hall is closed.")])
    by_name = [one.name for one in found.sources]
    assert by_name.count("Ann Reed") == 1
    assert by_name.count("one aide") == 2
    assert next(one for one in found.sources if one.name == "Ann Reed").pages == 2


def test_nothing() -> None:
    found = audit([])
    assert (found.pages, found.statements, found.sources, found.herfindahl) == (0, 0, (), 0.0)


CALLED = [
    ('"It is late for us," Ms. Reed said. Ann Reed left.', "Ann Reed", Gender.SHE),
    ('"It is late for us," spokesman Tom Hale said.', "Tom Hale", Gender.HE),
    ('"It is late for us," Congresswoman Ann Reed said.', "Ann Reed", Gender.SHE),
    ('Tom Hale came to the hall. "It is late for us," he said.', "Tom Hale", Gender.HE),
    ('Mary Poole came to the hall. "It is late for us," Poole said.', "Mary Poole", None),
    ('Mary Poole met Tom Hale. "It is late for us," she said.', "Mary Poole", None),
    ('"It is late for us," engineer Mary Poole said.', "Mary Poole", None),
]


@pytest.mark.parametrize(("text", "name", "gender"), CALLED)
def test_only_what_the_page_calls_them_counts(text: str, name: str, gender: Gender | None) -> None:
    assert genders(read_text(text)).get(name) is gender


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("White House press secretary", Occupation.OFFICE),
        ("Sen.", Occupation.OFFICE),
        ("professor of law", Occupation.LEARNING),
        ("spokeswoman for the company", Occupation.REPRESENTATION),
        ("a mother of three", Occupation.LIFE),
        ("juggler", None),
        (None, None),
    ],
)
def test_occupations(role: str | None, kind: Occupation | None) -> None:
    assert occupation_of(role) is kind


def test_the_verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.load_tagger", lambda options: Patterns())
    monkeypatch.chdir(tmp_path)
    page = write(tmp_path, "page.txt", PAGE)
    record = {"id": "1", "text": PAGE, "outlet": "Courier", "published": "2017-02-23", "headline": "The dam"}
    lines = write(tmp_path, "pages.jsonl", json.dumps(record) + "\n")
    run = CliRunner().invoke
    table = run(app, ["sources", str(page)])
    assert table.exit_code == 0
    assert "1 page, 5 sources, 6 statements" in " ".join(table.stdout.split())
    told = json.loads(run(app, ["sources", str(lines), "--by", "month", "--topic", "dam", "--format", "json"]).stdout)
    assert list(told) == ["all", "2017-02", "“dam”"]
    assert told["all"]["shares"]["official"]["statements"] == 2
    assert run(app, ["sources", str(lines), "--by", "outlet", "--format", "json", "--plot", "plot.svg"]).exit_code == 0
    assert (tmp_path / "plot.svg").read_text(encoding="utf-8").startswith("<svg")
    assert run(app, ["add", str(lines), "--record", "news.db"]).exit_code == 0
    of_record = json.loads(run(app, ["sources", "--record", "news.db", "--format", "json"]).stdout)
    assert of_record["all"]["statements"] == 6


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sources"], "give pages, or a record"),
        (["sources", "page.txt", "--record", "x.db"], "give pages, or a record"),
        (["sources", "--record", "x.db"], "there is no record at x.db"),
        (["sources", "page.txt", "--plot", "plot.bmp"], "a plot is .html, .svg, .png, .json"),
    ],
)
def test_a_call_that_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.setattr("onrecord.reading.load_tagger", lambda options: Patterns())
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "page.txt", PAGE)
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert message in result.stderr
