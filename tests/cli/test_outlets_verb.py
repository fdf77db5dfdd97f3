"""``onrecord outlets``: shows the table and writes a user's own rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli.app import app
from onrecord.resolution.outlets import load_own


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["outlets", *arguments], env={"ONRECORD_OUTLETS": ""})


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.tsv"


def test_words_find_outlets_by_name_domain_kind_and_country() -> None:
    assert run("scotsman").stdout == "The Scotsman\tnewspaper\tGB\tscotsman.com\tScotland on Sunday\n"
    assert [line.split("\t")[0] for line in run("AGENCY", "us", "jta").stdout.splitlines()] == [
        "Jewish Telegraphic Agency"
    ]
    assert len(run().stdout.splitlines()) >= 600
    assert json.loads(run("jpost.com", "--format", "jsonl").stdout) == {
        "name": "The Jerusalem Post", "kind": "newspaper", "country": "IL", "domains": ["jpost.com"],
        "aliases": [], "shared": ["The Post"],
    }  # fmt: skip
    nothing = run("no such outlet")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "no outlet has these words" in nothing.stderr
    assert "The Scotsman" in run("scotsman", "--format", "table").stdout


def test_an_outlet_is_added_and_added_to(own: Path) -> None:
    first = run("--add", "Leeds Ledger", "--kind", "newspaper", "--domain", "Ledger.example", "--outlets", str(own))
    assert (first.exit_code, first.stdout) == (0, "Leeds Ledger\tnewspaper\t\tledger.example\n")
    own.write_text(own.read_text("utf-8") + "# mine\nbroken\trow", encoding="utf-8")
    second = run("--add", "leeds ledger", "--country", "GB", "--alias", "Ledger of Leeds", "--outlets", str(own))
    assert second.stdout == "Leeds Ledger\tnewspaper\tGB\tledger.example\tLedger of Leeds\n"
    run("--add", "Other Paper", "--kind", "site", "--outlets", str(own))
    lines = own.read_text("utf-8").splitlines()
    assert lines[1:] == [second.stdout.strip(), "# mine", "broken\trow", "Other Paper\tsite"]
    assert [row.name for row in load_own(own)[0]] == ["Leeds Ledger", "Other Paper"]
    assert list(own.parent.iterdir()) == [own]
    shown = run("leeds", "ledger", "--outlets", str(own))
    assert shown.stdout == second.stdout
    assert "own.tsv line 4: 'row' is no kind" in shown.stderr


def test_a_known_outlet_keeps_its_name_and_kind_and_what_moves_is_told(own: Path) -> None:
    moved = run("--add", "the hill", "--domain", "cnn.com", "--alias", "MSNBC", "--outlets", str(own))
    assert (moved.exit_code, moved.stdout) == (0, "The Hill\tnewspaper\t\tcnn.com\tMSNBC\n")
    assert "cnn.com was CNN's, and is now The Hill's" in moved.stderr
    assert "MSNBC was MSNBC's, and is now The Hill's" in moved.stderr
    shown = [
        json.loads(line) for line in run("hill", "us", "--outlets", str(own), "--format", "jsonl").stdout.splitlines()
    ]
    (hill,) = [row for row in shown if row["name"] == "The Hill"]
    assert hill["domains"] == ["thehill.com", "cnn.com"]


REFUSED = [
    (["--add", "New Paper", "--outlets", "FILE"], "New Paper is not known yet: give its kind"),
    (["--add", "New Paper", "--kind", "site"], "name the file to add to with --outlets"),
    (["--kind", "site"], "go with --add NAME"),
    (["--add", "New", "Paper", "--kind", "site", "--outlets", "FILE"], "put 'New Paper' in quotation marks"),
    (["--add", "P", "--kind", "site", "--domain", "a.example/x", "--outlets", "FILE"], "'a.example/x' is no domain"),
    (["--add", "P", "--kind", "site", "--country", "uk", "--outlets", "FILE"], "'uk' is no country"),
    (["--add", "P\tQ", "--kind", "site", "--outlets", "FILE"], "is no name"),
    (["--add", " ", "--kind", "site", "--outlets", "FILE"], "no name"),
    (["--add", "P", "--kind", "site", "--alias", "a|b", "--outlets", "FILE"], "'a|b' is no name"),
    (["--add", "P", "--kind", "site", "--outlets", "FILE/none/own.tsv"], "can't write the outlets own.tsv"),
    (["hill", "--outlets", "FILE"], "can't read the outlets own.tsv"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_what_can_not_be_done_is_said(arguments: list[str], message: str, own: Path) -> None:
    found = run(*(argument.replace("FILE", str(own)) for argument in arguments))
    assert found.exit_code == 2
    assert message in found.stderr
    assert found.stdout == ""
    assert not own.exists()


def test_a_name_of_another_row_of_the_file_is_refused(own: Path) -> None:
    run("--add", "First Paper", "--kind", "site", "--domain", "first.example", "--outlets", str(own))
    before = own.read_text("utf-8")
    found = run("--add", "P", "--kind", "site", "--domain", "first.example", "--outlets", str(own))
    assert (found.exit_code, own.read_text("utf-8")) == (2, before)
    assert "first.example belongs to First Paper in own.tsv" in found.stderr
