"""How verdicts are shown: a table in colour, JSON, SARIF, and a page of HTML with draft and source side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.terminal import plain
from onrecord.reuse.differences import Piece, pieces, remarks
from onrecord.reuse.verdicts import Checked, Verdict

_COLOURS = {Verdict.VERBATIM: "green", Verdict.MARKED_CHANGE: "green", Verdict.NOT_CHECKED: "yellow",
            Verdict.SOURCE_UNREADABLE: "yellow"}  # fmt: skip


def _pieces(checked: Checked, *, of_source: bool = False) -> list[Piece]:
    return [(plain(text), kind) for text, kind in pieces(checked, of_source=of_source)]


def _remarks(checked: Checked) -> str:
    return plain(remarks(checked))


def print_table(checked: Sequence[Checked]) -> None:
    """Print the verdicts on the terminal: words only in the draft red, words only in the source green."""
    styles = {"same": "", "mine": "bold red", "theirs": "bold green", "marked": "dim"}
    table = Table(show_lines=True)
    for name in ("verdict", "quotation", "source"):
        table.add_column(name, overflow="fold")
    for one in checked:
        verdict = Text(one.verdict, style=_COLOURS.get(one.verdict, "red"))
        note = _remarks(one)
        if note:
            verdict.append(f"\n{note}", style="dim")
        quotation = Text.assemble(*((text, styles[kind]) for text, kind in _pieces(one)))
        source = Text.assemble(*((text, styles[kind]) for text, kind in _pieces(one, of_source=True)))
        if one.passages:
            source.append(f"\n{plain(one.passages[0].source)}", style="dim")
        table.add_row(verdict, quotation, source)
    Console().print(table)


def as_object(checked: Checked) -> dict[str, Any]:
    """The JSON object of a verdict (docs/verify.md)."""
    return {"schema": 1, "faithful": checked.verdict.faithful, **msgspec.to_builtins(checked)}


def as_json(checked: Sequence[Checked]) -> str:
    """A JSON array of verdicts."""
    return json.dumps([as_object(one) for one in checked], ensure_ascii=False, indent=1)


def as_lines(checked: Sequence[Checked]) -> str:
    """One JSON object a line."""
    return "\n".join(json.dumps(as_object(one), ensure_ascii=False) for one in checked)


def as_sarif(checked: Sequence[Checked], draft: str, text: str) -> str:
    """SARIF 2.1.0, one result for each quotation that is not faithful, for editors and code-review tools."""
    results = [
        {
            "ruleId": one.verdict.replace(" ", "-"),
            "level": "warning" if one.verdict in _COLOURS else "error",
            "message": {"text": f"{one.verdict}: {one.quoted.text}" + (f" ({_remarks(one)})" if _remarks(one) else "")},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": draft},
                "region": {"startLine": text.count("\n", 0, one.quoted.start) + 1,
                           "charOffset": one.quoted.start, "charLength": one.quoted.end - one.quoted.start},
            }}],
        }
        for one in checked
        if not one.verdict.faithful
    ]  # fmt: skip
    rules = [{"id": verdict.replace(" ", "-")} for verdict in Verdict if not verdict.faithful]
    run = {"tool": {"driver": {"name": "onrecord verify", "rules": rules}}, "results": results,
           "columnKind": "unicodeCodePoints"}  # fmt: skip
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Quotations verified</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body{{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a;background:#fff}}
table{{border-collapse:collapse;width:100%}}
th,td{{text-align:left;vertical-align:top;padding:.6rem;border-top:1px solid #ccc}}
.good{{color:#14652d}} .bad{{color:#a01616}} .unsure{{color:#7a5200}} small{{color:#555}}
del{{background:#fbd9d9;text-decoration:none}} ins{{background:#d3f2da;text-decoration:none}} mark{{background:#eee}}
</style></head><body><h1>Quotations verified</h1><p>{summary}</p>
<table><thead><tr><th scope="col">Verdict</th><th scope="col">Draft</th><th scope="col">Source</th></tr></thead>
<tbody>
{rows}
</tbody></table></body></html>"""
_TAGS = {"same": "{}", "mine": "<del>{}</del>", "theirs": "<ins>{}</ins>", "marked": "<mark>{}</mark>"}


def as_html(checked: Sequence[Checked]) -> str:
    """A page that needs nothing else: draft and source side by side, every character of theirs escaped."""
    rows = []
    for one in checked:
        kind = "good" if one.verdict.faithful else "unsure" if one.verdict in _COLOURS else "bad"
        source = _marked_up(_pieces(one, of_source=True))
        if one.passages:
            speaker = f", {one.passages[0].speaker}" if one.passages[0].speaker else ""
            source += f"<br><small>{escape(plain(one.passages[0].source + speaker))}</small>"
        rows.append(
            f'<tr><td class="{kind}">{escape(one.verdict)}<br><small>{escape(_remarks(one))}</small></td>'
            f"<td>{_marked_up(pieces(one))}</td><td>{source}</td></tr>"
        )
    good = sum(one.verdict.faithful for one in checked)
    return _PAGE.format(summary=f"{good} of {len(checked)} quotations are faithful.", rows="\n".join(rows))


def _marked_up(found: Sequence[Piece]) -> str:
    return "".join(_TAGS[kind].format(escape(text)) for text, kind in found)
