"""``onrecord add``: many pages into a record, with progress, and stopped without loss."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.reading_options import (
    AllowPrivate,
    AnyLanguage,
    CapturedSince,
    CapturedUntil,
    IgnoreRobots,
    MaxBytes,
    Model,
    OnlyHost,
    OnlyUrl,
    Outlet,
    Outlets,
    Published,
    Roster,
    page_filter,
)
from onrecord.cli.record import RECORD, Where
from onrecord.cli.record_tables import is_table, readings_of
from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from rich.progress import Progress

    from onrecord.core.reading import Reading
    from onrecord.store.intake import Intake

_STOPPED = 130  # as shells say that Ctrl-C ended a program


def add(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Paths, folders, patterns, URLs, JSON Lines, WARC files, feeds, -.")
    ] = None,
    record: Where = RECORD,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    fetch_again: Annotated[
        bool, typer.Option("--fetch-again", help="Fetch addresses that the record has; changed pages are versions.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    any_language: AnyLanguage = False,
    max_bytes: MaxBytes = 10_000_000,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    only_url: OnlyUrl = None,
    only_host: OnlyHost = None,
    captured_since: CapturedSince = None,
    captured_until: CapturedUntil = None,
    model: Model = "accurate",
    roster: Roster = None,
    outlets: Outlets = None,
) -> None:
    """Read pages into a record. Pages that it has already are passed over without being read again.

    Ctrl-C stops after writing what was read; the same command goes on from there. With --retry-failed and no source,
    the pages that failed before are read again. Exit code 3: some pages failed; 130: it was stopped.
    """
    from onrecord.core.errors import UsageError
    from onrecord.core.options import ReadOptions
    from onrecord.store import Record
    from onrecord.store.intake import Intake, sources_of

    options = ReadOptions(
        published=published, outlet=outlet, any_language=any_language, max_bytes=max_bytes,
        allow_private=allow_private, ignore_robots=ignore_robots, model=model, roster=roster,
        outlets=outlets,
        only=page_filter(only_url, only_host, captured_since, captured_until),
    )  # fmt: skip
    tables = [source for source in sources or () if is_table(source)]
    pages = [source for source in sources or () if source not in tables]
    if not sources and not retry_failed:
        raise UsageError("name the sources to add, or --retry-failed")
    with Record.open(record, create=True) as opened:
        failed = frozenset(opened.failures())
        intake = Intake(
            pages if sources else sources_of(sorted(failed)),
            options,
            workers=workers,
            known=opened.known(),
            addresses=frozenset() if fetch_again else opened.addresses(),
            failed=frozenset() if retry_failed else failed,
            only=None if sources else failed,
        )
        run = _Run(intake, tables)
        with run.stoppable():
            added = opened.add(run.readings(), reader=str(model))
    summary = {**asdict(added), "known": added.known + intake.known_pages, "failed_before": intake.failed_before}
    if as_json:
        typer.echo(json.dumps({**summary, "stopped": run.stopped}))
    typer.echo("onrecord: " + ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in summary.items()), err=True)
    if run.stopped:
        typer.echo("onrecord: stopped; what was read is kept, and the same command goes on from here", err=True)
        raise typer.Exit(_STOPPED)
    if added.failed:
        raise typer.Exit(3)


class _Run:
    """A run of `add`: its readings, counted on a terminal, until it is asked to stop."""

    def __init__(self, intake: Intake, tables: Sequence[str]) -> None:
        self.intake = intake
        self.tables = tables
        self.stopped = False
        self._waiting = False

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Within it Ctrl-C (and SIGTERM) end the readings, and never break off what is being written."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopped = True
        if self._waiting:
            raise KeyboardInterrupt

    def readings(self) -> Iterator[Reading]:
        """The readings of tables and intake; failures are named on standard error."""
        with _progress() as bar:
            task, failures = bar.add_task("adding", total=None, failures=0), 0
            if not bar.disable:
                threading.Thread(target=lambda: bar.update(task, total=self.intake.count()), daemon=True).start()
            for done, reading in enumerate(self._until_stopped(), start=1):
                if reading.failure is not None:
                    failures += 1
                    typer.echo(f"onrecord: {one_line(reading.failure.message)}", err=True)
                passed = self.intake.known_pages + self.intake.failed_before
                bar.update(task, completed=done + passed, failures=failures)
                yield reading

    def _until_stopped(self) -> Iterator[Reading]:
        readings = chain(readings_of(self.tables), self.intake)
        while not self.stopped:
            try:
                self._waiting = True
                reading = next(readings, None)
            except KeyboardInterrupt:
                self.stopped = True
                return
            finally:
                self._waiting = False
            if reading is None:
                return
            yield reading


def _progress() -> Progress:
    """A bar with pages, rate, failures and the time left, on a terminal's standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Pages and pages a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            of = f" of {task.total:,.0f}" if task.total is not None else ""
            return Text(f"{task.completed:,.0f}{of} pages, {'–' if speed is None else f'{speed:.1f}'} a second")

    console = Console(stderr=True)
    columns = (Rate(), BarColumn(), TextColumn("{task.fields[failures]} failed, left"), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)
