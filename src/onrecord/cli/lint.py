"""``onrecord lint``, ``rule`` and ``rules``: the faults of attribution in a text, and why they are faults."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.reading_options import AnyLanguage, MaxBytes, Model, Published
from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.cli.lint_report import Linted
    from onrecord.core.options import ReadOptions
    from onrecord.core.reading import Reading
    from onrecord.lint import Finding, Settings
    from onrecord.lint.rule import Rule
    from onrecord.store import Record

_ROUNDS = 5  # of fixing: one fix may make room for another


class LintFormat(StrEnum):
    """How the findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    HTML = "html"


def lint(
    sources: Annotated[list[str], typer.Argument(help="Drafts: paths, folders, URLs, - for standard input.")],
    select: Annotated[
        list[str] | None, typer.Option("--select", help="Codes or families to run, parted by commas; all for all.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="Codes or families to leave out.")] = None,
    house: Annotated[str | None, typer.Option(help="The house style: ap, bbc, npr or reuters.")] = None,
    output: Annotated[LintFormat, typer.Option("--format", help="What to print.")] = LintFormat.TEXT,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely, in the files.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    record: Annotated[str | None, typer.Option(help="A record that knows through whom words came.")] = None,
    published: Published = None,
    any_language: AnyLanguage = False,
    max_bytes: MaxBytes = 10_000_000,
    model: Model = "accurate",
) -> None:
    """Mark the faults of attribution in a text: FILE:LINE:COLUMN: CODE what is wrong, and the words.

    Settings are read from onrecord.toml or [tool.onrecord] of pyproject.toml beside the text or above it. Lines and
    columns count from 1; of a web page they are those of its extracted text. Exit code 0: nothing found; 1: findings;
    2: the call is off; 3: some sources gave no page.
    """
    from onrecord.cli.lint_report import Linted, write
    from onrecord.core.options import ReadOptions

    options = ReadOptions(published=published, any_language=any_language, max_bytes=max_bytes, model=model)
    known = _open(record)
    linted: list[Linted] = []
    failed = False
    wanted = (_listed(select), _listed(ignore), house)
    settings_of = _Folders(*wanted)
    settings_of(Path.cwd())  # a fault in the call is told before anything is read
    try:
        for reading in _readings(sources, options):
            if reading.failure is not None:
                failed = True
                typer.echo(f"onrecord: {one_line(reading.failure.message)}", err=True)
                continue
            settings = settings_of(_folder(reading.article.page))
            if fix or diff:
                reading = _mended(reading, settings, options, show=diff)
            linted.append(Linted(reading, _findings(reading, settings, known)))
    finally:
        if known is not None:
            known.close()
    if not diff:
        write(linted, output, sys.stdout)
    _summary(linted)
    if any(one.findings for one in linted):
        raise typer.Exit(1)
    if failed:
        raise typer.Exit(3)


class _Folders:
    """The settings for texts in a folder: its file's, with what the call says."""

    def __init__(self, select: list[str], ignore: list[str], house: str | None) -> None:
        self.select, self.ignore, self.house = select, ignore, house
        self.known: dict[Path, Settings] = {}

    def __call__(self, folder: Path) -> Settings:
        from onrecord.lint.houses import load_house
        from onrecord.lint.linting import CODES
        from onrecord.lint.settings import checked, load_settings

        if folder not in self.known:
            settings = replace(load_settings(folder, CODES), today=date.today())
            if self.select:
                settings = replace(settings, select=checked(self.select, CODES))
            if self.ignore:
                settings = replace(settings, ignore=(*settings.ignore, *checked(self.ignore, CODES)))
            if self.house is not None:
                settings = replace(settings, house=load_house(self.house))
            self.known[folder] = settings
        return self.known[folder]


def _listed(codes: list[str] | None) -> list[str]:
    return [code for given in codes or () for code in given.replace(",", " ").split()]


def _open(location: str | None) -> Record | None:
    if location is None:
        return None
    from onrecord.store import Record

    return Record.open(location, read_only=True)


def _readings(sources: list[str], options: ReadOptions) -> Iterator[Reading]:
    from onrecord.reading import read_many

    return read_many(sources, options)


def _folder(page: str) -> Path:
    path = Path(page)
    return path.resolve().parent if path.is_file() else Path.cwd()


def _findings(reading: Reading, settings: Settings, record: Record | None) -> tuple[Finding, ...]:
    from onrecord.lint import lint as findings_of
    from onrecord.lint.routes import known_routes

    routes = {} if record is None else known_routes(reading, record)
    return findings_of(reading, settings=settings, routes=routes)


def _mended(reading: Reading, settings: Settings, options: ReadOptions, *, show: bool) -> Reading:
    """The reading after its safe fixes, written to its file, or shown as a difference."""
    from onrecord.lint.drafts import Draft

    draft = Draft.of(reading)
    if draft is None:
        typer.echo(f"onrecord: {one_line(reading.article.page)}: not a plain UTF text file; nothing mended", err=True)
        return reading
    mended, after, count = draft.mended(reading, settings, options, rounds=_ROUNDS)
    if show:
        from onrecord.lint.fixing import difference

        typer.echo(difference(draft.text, mended, reading.article.page), nl=False)
        return reading
    if count:
        draft.write(mended)
        typer.echo(f"onrecord: {one_line(reading.article.page)}: {count} mended", err=True)
    return after


def _summary(linted: list[Linted]) -> None:
    total = sum(len(one.findings) for one in linted)
    fixable = sum(finding.fix is not None for one in linted for finding in one.findings)
    mend = f", {fixable} of them can be mended with --fix" if fixable else ""
    typer.echo(f"onrecord: {total} finding{'' if total == 1 else 's'}{mend}", err=True)


def rule(code: Annotated[str, typer.Argument(help="The rule's code, such as QUO02.")]) -> None:
    """Explain a rule: what it marks, why it matters, which handbook says so, an example, what to write instead."""
    from onrecord.cli.lint_report import explanation
    from onrecord.lint.linting import CODES
    from onrecord.lint.rules import RULES
    from onrecord.lint.settings import checked

    (wanted,) = checked([code], CODES)
    for one in RULES:
        if wanted == "all" or one.code.startswith(wanted):
            typer.echo(explanation(one))


def rules() -> None:
    """List all rules: code, name, whether it is on by default, and what it marks."""
    from onrecord.lint.rules import RULES

    for one in RULES:
        typer.echo(f"{one.code}  {_state(one):<4} {one.name:<26} {one.explanation.summary}")


def _state(one: Rule) -> str:
    return "on" if one.default else "off"
