"""Readings as a table for a terminal: who, when, through whom, how, and the words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.cli.terminal import one_line, squeezed
from onrecord.core.reading import Reading
from onrecord.core.statements import Statement
from onrecord.render.rows import GAP, speaker_name, words

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red", "bright_cyan", "bright_magenta")
_AROUND = 120  # characters shown before and after a statement with --context


def print_readings(readings: Iterable[Reading], stream: TextIO, *, context: bool) -> None:
    """Print each reading as it comes. Nothing from a page is taken for markup or reaches the terminal as a control."""
    console = Console(file=stream, highlight=False)
    for reading in readings:
        console.print(Rule(Text(one_line(_title(reading))), align="left"))
        colours = _by_speaker(reading.statements)
        if not reading.statements:
            console.print(Text("no attributed statement found"))
        elif context:
            for statement in reading.statements:
                console.print(_in_context(reading, statement, colours), "")
        else:
            console.print(_table(reading, colours))


def _title(reading: Reading) -> str:
    article = reading.article
    facts = (article.headline, article.outlet, article.published)
    return " · ".join(fact.value for fact in facts if fact is not None) or article.page


def _by_speaker(statements: Iterable[Statement]) -> dict[str, str]:
    names = dict.fromkeys(speaker_name(statement.speaker) for statement in statements)
    return {name: _COLOURS[place % len(_COLOURS)] if name else "dim" for place, name in enumerate(names)}


def _who(statement: Statement, colours: dict[str, str]) -> Text:
    speaker = statement.speaker
    name = speaker_name(speaker)
    who = Text(one_line(name) or "unresolved", style=colours[name])
    if speaker.role:
        who.append(f"\n{one_line(speaker.role)}", style="dim")
    if speaker.unresolved is not None:
        who.append(f"\n{one_line(speaker.unresolved.reason)}", style="dim")
    return who


def _table(reading: Reading, colours: dict[str, str]) -> Table:
    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    table.add_column("who", ratio=5, overflow="fold")
    table.add_column("when, through", ratio=4, overflow="fold")
    table.add_column("how", ratio=3, overflow="fold")
    table.add_column("words", ratio=12, overflow="fold")
    for statement in reading.statements:
        style = colours[speaker_name(statement.speaker)]
        said = [statement.said.edtf] if statement.said else []
        table.add_row(
            _who(statement, colours),
            Text("\n".join([*said, *(one_line(relay.name) for relay in statement.route)])),
            Text(f"{statement.form}\n{one_line(words(statement.cue))}"),
            Text(one_line(words(statement.content)), style=style),
        )
    return table


def _in_context(reading: Reading, statement: Statement, colours: dict[str, str]) -> Text:
    text = reading.article.text
    spans = sorted((*statement.content, *statement.cue, *statement.source))
    start = spans[0].start
    shown = Text()
    shown.append(_who(statement, colours))
    shown.append("\n  " + GAP.lstrip() if start > _AROUND else "\n  ", style="dim")
    place = max(0, start - _AROUND)
    colour = colours[speaker_name(statement.speaker)]
    for span in spans:
        shown.append(squeezed(text[place : span.start]), style="dim")
        inside = span in statement.content
        shown.append(squeezed(text[max(place, span.start) : span.end]), style=colour if inside else "bold")
        place = max(place, span.end)
    shown.append(squeezed(text[place : place + _AROUND]), style="dim")
    return shown
