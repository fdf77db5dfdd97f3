"""How traces are shown: tables, JSON, JSON Lines, CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.terminal import one_line
from onrecord.render.rows import csv_line
from onrecord.reuse.clusters import Cluster, Difference, Printed
from onrecord.reuse.traces import Change, Coverage, Repeated, Trace

COLUMNS = (
    "quotation", "wording", "published", "outlet", "headline", "page", "speaker", "described", "route", "copy",
    "marked", "text", "differences", "article", "start", "end", "id",
)  # fmt: skip
LIST_COLUMNS = ("quotation", "pages", "outlets", "wordings", "altered", "speakers", "earliest", "page", "text")


def as_object(found: Trace) -> dict[str, Any]:
    """The JSON object of a trace (docs/trace.md)."""
    return {
        "schema": 1,
        "asked": found.asked,
        "coverage": msgspec.to_builtins(found.coverage),
        "pages": len({one.page for one in found.printed}),
        "origins": found.origins,
        "earliest": msgspec.to_builtins(found.earliest),
        "quotations": msgspec.to_builtins(found.quotations),
        "elsewhere": msgspec.to_builtins(found.elsewhere),
        "copies": msgspec.to_builtins(found.copies),
        "credits": msgspec.to_builtins(found.credits),
        "speaker_changes": msgspec.to_builtins(found.speaker_changes),
        "more": found.more,
    }


def rows(found: Trace) -> Iterator[dict[str, Any]]:
    """Every appearance as a flat row with the keys of `COLUMNS`; wordings are numbered within their quotation."""
    for quotation in found.quotations:
        for number, wording in enumerate(quotation.wordings, start=1):
            for one in wording.printed:
                yield _row(one, quotation.key, number, said(wording.differences))
    for one in found.elsewhere:
        yield _row(one, None, None, "")


def _row(one: Printed, quotation: int | None, wording: int | None, differences: str) -> dict[str, Any]:
    return {
        "quotation": quotation, "wording": wording, "published": one.published, "outlet": one.outlet,
        "headline": one.headline, "page": one.page, "speaker": one.speaker, "described": one.described,
        "route": " > ".join(one.route) or None, "copy": one.origin, "marked": one.marked,
        "text": " ".join(one.text.split()), "differences": differences, "article": one.article, "start": one.start,
        "end": one.end, "id": one.id,
    }  # fmt: skip


def said(differences: Sequence[Difference]) -> str:
    """Word-level differences in one line: what the first wording has, an arrow, what this one has."""
    return "; ".join(f"{one.first or '∅'} → {one.later or '∅'}" for one in differences)


def write(found: Trace, layout: str) -> str:
    """A trace as ``json``, ``jsonl`` (an appearance a line) or ``csv``."""
    if layout == "json":
        return json.dumps(as_object(found), ensure_ascii=False, indent=1) + "\n"
    if layout == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(found))
    return csv_line(COLUMNS) + "".join(csv_line(row.values()) for row in rows(found))


def print_trace(found: Trace) -> None:
    """Print a trace for people: where it came from first, then every wording, copies, credits and speakers."""
    console = Console()
    printed = found.printed
    if not printed:
        console.print(f"No page printed these words.  {_covered(found.coverage)}")
        return
    outlets = len({one.outlet for one in printed if one.outlet})
    pages = len({one.page for one in printed})
    console.print(Text(f"{pages} pages of {outlets} outlets, from {found.origins} articles", style="bold"))
    if found.earliest:
        which = " or ".join(_place(one) for one in found.earliest)
        console.print(Text(f"Earliest in this record: {which}"))
    console.print(Text(_covered(found.coverage), style="dim"))
    for quotation in found.quotations:
        _print_quotation(console, quotation)
    if found.elsewhere:
        console.print(_table("printed in no quoted statement", found.elsewhere))
    for copy in found.copies:
        credited = f", credited to {one_line(copy.credited)}" if copy.credited else ""
        console.print(Text(f"One article on {len(copy.printed)} pages{credited}: first {_place(copy.printed[0])}"))
    for edge in found.credits.edges:
        times = f" ({len(edge.pages)} pages)" if len(edge.pages) > 1 else ""
        console.print(Text(f"{one_line(edge.credits)} credits {one_line(edge.credited)}{times}"))
    for change in found.speaker_changes:
        who = {
            Change.LOST: f"no longer names {change.before}" + (f", but {change.after!r}" if change.after else ""),
            Change.GAINED: f"names {change.after}, where earlier pages name nobody",
            Change.ANOTHER: f"names {change.after} instead of {change.before}",
        }[change.change]
        console.print(Text(one_line(f"{_place(change.printed)} {who}"), style="yellow"))
    if found.more:
        console.print(Text("There are more pages than were looked at; raise --limit.", style="dim"))


def _print_quotation(console: Console, quotation: Cluster) -> None:
    for number, wording in enumerate(quotation.wordings, start=1):
        title = Text(f"{number}. “{one_line(wording.printed[0].text)}”", style="bold")
        if wording.differences:
            title.append(f"\n   {one_line(said(wording.differences))}", style="red")
        console.print()
        console.print(title)
        console.print(_table("", wording.printed))


def _table(title: str, printed: Sequence[Printed]) -> Table:
    table = Table(title=title or None, title_justify="left", box=None, padding=(0, 2, 0, 3))
    for name in ("published", "outlet", "page", "speaker", "through"):
        table.add_column(name, overflow="fold", style="dim" if name == "page" else "")
    for one in printed:
        who = (
            one.speaker
            or (one.described and f"({one.described})")
            or ("(not resolved)" if one.credited else "(nobody)")
        )
        cells = (one.published or "?", one.outlet or "?", one.page, who, " > ".join(one.route))
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table


def _place(one: Printed) -> str:
    return one_line(f"{one.outlet or one.page}, {one.published or 'undated'}")


def _covered(coverage: Coverage) -> str:
    days = f" from {coverage.first} to {coverage.last}" if coverage.first else ""
    undated = f", {coverage.undated:,} without a date" if coverage.undated else ""
    return f"The record covers {coverage.articles:,} pages of {coverage.outlets:,} outlets{days}{undated}."


def list_rows(found: Sequence[Repeated]) -> Iterator[dict[str, Any]]:
    """Quotations of a list as flat rows with the keys of `LIST_COLUMNS`."""
    for one in found:
        first = one.cluster.earliest
        yield {
            "quotation": one.cluster.key, "pages": one.pages, "outlets": one.outlets,
            "wordings": len(one.cluster.wordings), "altered": one.altered, "speakers": list(one.speakers),
            "earliest": first.published, "page": first.page, "text": " ".join(first.text.split()),
        }  # fmt: skip


def write_list(found: Sequence[Repeated], layout: str) -> str:
    """A list of quotations as ``json``, ``jsonl`` or ``csv``."""
    if layout == "json":
        return json.dumps(list(list_rows(found)), ensure_ascii=False, indent=1) + "\n"
    if layout == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in list_rows(found))
    flat = ({**row, "speakers": " | ".join(row["speakers"])} for row in list_rows(found))
    return csv_line(LIST_COLUMNS) + "".join(csv_line(row.values()) for row in flat)


def print_list(found: Sequence[Repeated]) -> None:
    """Print a list of quotations for people."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("pages", "outlets", "wordings", "altered", "speakers", "quotation"):
        table.add_column(name, overflow="fold", justify="right" if name in LIST_COLUMNS[1:5] else "left")
    for row in list_rows(found):
        counts = (str(row[name]) for name in LIST_COLUMNS[1:5])
        words = Text(f"“{one_line(row['text'])}”").append(f"  {row['earliest'] or 'undated'}", style="dim")
        table.add_row(*counts, Text(one_line(", ".join(row["speakers"]))), words)
    Console().print(table)
