"""What ``onrecord lint`` prints: text, JSON, SARIF, GitHub's workflow commands, HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, TextIO

from onrecord.cli.terminal import one_line, plain
from onrecord.core.reading import Reading
from onrecord.lint.findings import Finding, Severity
from onrecord.lint.positions import Lines
from onrecord.lint.rule import Rule
from onrecord.lint.rules import RULES

_AROUND = 60  # characters of the line shown on either side of a finding
_SHOWN = 160  # characters of a finding that are shown
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


@dataclass(frozen=True, slots=True)
class Linted:
    """A reading and its findings."""

    reading: Reading
    findings: tuple[Finding, ...]

    @property
    def page(self) -> str:
        """The page's name as it was given."""
        return self.reading.article.page


def write(linted: Sequence[Linted], output: str, stream: TextIO) -> None:
    """Write the findings in one of the formats."""
    if output == "json":
        stream.write(json.dumps(as_objects(linted), ensure_ascii=False, indent=1) + "\n")
    elif output == "sarif":
        stream.write(json.dumps(as_sarif(linted), ensure_ascii=False) + "\n")
    elif output == "html":
        stream.write(as_html(linted))
    else:
        for one in linted:
            lines = Lines.of(one.reading.article.text)
            for finding in one.findings:
                stream.write((_github if output == "github" else _text)(one.page, finding, lines))


def _text(page: str, finding: Finding, lines: Lines) -> str:
    line, column = lines.place(finding.span.start)
    before, words, after = excerpt(lines.text, finding)
    return (
        f"{one_line(page)}:{line}:{column}: {finding.code} {one_line(finding.message)}\n"
        f"    {plain(before)}[{plain(words)}]{plain(after)}\n"
    )


def excerpt(text: str, finding: Finding) -> tuple[str, str, str]:
    """The words before a finding, its own, and those after it, on one line each."""
    start, end = finding.span.start, finding.span.end
    low = max(start - _AROUND, text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", end)
    high = min(end + _AROUND, stop if stop >= 0 else len(text))
    words = text[start:end]
    if len(words) > _SHOWN:
        words = f"{words[: _SHOWN // 2]} … {words[-_SHOWN // 2 :]}"
    cut, more = (
        ("…" if low and text[low - 1] != "\n" else ""),
        ("…" if high < (stop if stop >= 0 else len(text)) else ""),
    )
    return cut + _flat(text[low:start]), _flat(words), _flat(text[end:high]) + more


def _flat(text: str) -> str:
    return " ".join(text.splitlines()).replace("\t", " ")


def _github(page: str, finding: Finding, lines: Lines) -> str:
    line, column = lines.place(finding.span.start)
    end_line, end_column = lines.place(finding.span.end)
    where = f"file={_property(page)},line={line},endLine={end_line},col={column}"
    if line == end_line:
        where += f",endColumn={end_column}"
    title = _property(f"{finding.code} {finding.rule}")
    return f"::{_GITHUB[finding.severity]} {where},title={title}::{_data(one_line(finding.message))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_objects(linted: Sequence[Linted]) -> list[dict[str, Any]]:
    """A JSON object for each finding (docs/lint.md)."""
    found = []
    for one in linted:
        lines = Lines.of(one.reading.article.text)
        for finding in one.findings:
            line, column = lines.place(finding.span.start)
            end_line, end_column = lines.place(finding.span.end)
            edits = [] if finding.fix is None else [
                {"start": edit.start, "end": edit.end, "text": edit.text} for edit in finding.fix.edits
            ]  # fmt: skip
            found.append({
                "schema": 1, "file": one.page, "code": finding.code, "rule": finding.rule,
                "severity": finding.severity, "message": finding.message, "line": line, "column": column,
                "end_line": end_line, "end_column": end_column, "start": finding.span.start, "end": finding.span.end,
                "text": finding.span.text,
                "fix": None if finding.fix is None else {"title": finding.fix.title, "edits": edits},
            })  # fmt: skip
    return found


def as_sarif(linted: Sequence[Linted]) -> dict[str, Any]:
    """A SARIF 2.1.0 log; columns count UTF-16 code units from 1."""
    rules = [_sarif_rule(rule) for rule in RULES]
    index = {rule.code: number for number, rule in enumerate(RULES)}
    results = []
    for one in linted:
        lines = Lines.of(one.reading.article.text)
        for finding in one.findings:
            result = {
                "ruleId": finding.code, "ruleIndex": index[finding.code], "level": finding.severity,
                "message": {"text": finding.message},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": _uri(one.page)},
                    "region": _region(lines, finding.span.start, finding.span.end),
                }}],
            }  # fmt: skip
            if finding.fix is not None:
                changes = [
                    {"deletedRegion": _region(lines, edit.start, edit.end), "insertedContent": {"text": edit.text}}
                    for edit in finding.fix.edits
                ]
                change = {"artifactLocation": {"uri": _uri(one.page)}, "replacements": changes}
                result["fixes"] = [{"description": {"text": finding.fix.title}, "artifactChanges": [change]}]
            results.append(result)
    run = {"tool": {"driver": {"name": "onrecord", "rules": rules}}, "columnKind": "utf16CodeUnits", "results": results}
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    told = rule.explanation
    return {
        "id": rule.code, "name": rule.name, "shortDescription": {"text": told.summary},
        "fullDescription": {"text": told.why}, "help": {"text": explanation(rule)},
        "defaultConfiguration": {"level": rule.severity, "enabled": rule.default},
    }  # fmt: skip


def _region(lines: Lines, start: int, end: int) -> dict[str, int]:
    line, column = lines.utf16(start)
    end_line, end_column = lines.utf16(end)
    return {"startLine": line + 1, "startColumn": column + 1, "endLine": end_line + 1, "endColumn": end_column + 1}


def _uri(page: str) -> str:
    from urllib.parse import quote

    return page if "://" in page else quote(page.replace("\\", "/"))


def explanation(rule: Rule) -> str:
    """A rule in words, for a terminal."""
    told = rule.explanation
    state = "on" if rule.default else "off"
    parts = (
        f"{rule.code} {rule.name} ({rule.family}, {rule.severity}, {state} by default)", told.summary,
        f"Why: {told.why}", f"Handbook: {told.handbook}", f"Example:\n{_indented(told.example)}",
        f"Instead:\n{_indented(told.instead)}",
    )  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())


def rule_page(rule: Rule) -> str:
    """A rule as a Markdown page, for docs/rules."""
    told = rule.explanation
    state = "On" if rule.default else "Off"
    return (
        f"# {rule.code} {rule.name}\n\n{told.summary}\n\nFamily: {rule.family}. Severity: {rule.severity}. "
        f"{state} by default.\n\n## Why\n\n{told.why}\n\n## Handbook\n\n{told.handbook}\n\n"
        f"## Example\n\n```text\n{told.example}\n```\n\n## Instead\n\n```text\n{told.instead}\n```\n"
    )


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Faults of attribution</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<style>
:root{{color-scheme:light dark}}
body{{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}}
li{{margin:.8rem 0}} q{{quotes:none;font-family:Georgia,serif}} mark{{background:#fbe08a;color:#1a1a1a}}
.error b{{color:#b3261e}} .warning b{{color:#8a5a00}} .note b{{color:#3b6ea5}} small{{opacity:.75}}
@media (prefers-color-scheme:dark){{.error b{{color:#ff8a80}} .warning b{{color:#ffc560}} .note b{{color:#8fc0ff}}}}
</style></head><body><h1>Faults of attribution</h1><p>{summary}</p>
{sections}</body></html>
"""


def as_html(linted: Sequence[Linted]) -> str:
    """A page that needs nothing else; every character of a text is escaped."""
    sections = []
    for one in linted:
        lines = Lines.of(one.reading.article.text)
        rows = "".join(_row(finding, lines) for finding in one.findings) or "<li>Nothing found.</li>"
        sections.append(f"<h2>{escape(one_line(one.page))}</h2>\n<ol>\n{rows}</ol>\n")
    total = sum(len(one.findings) for one in linted)
    return _PAGE.format(summary=f"{total} findings.", sections="".join(sections))


def _row(finding: Finding, lines: Lines) -> str:
    line, column = lines.place(finding.span.start)
    before, words, after = (escape(plain(part)) for part in excerpt(lines.text, finding))
    mend = f"<br><small>Can be mended: {escape(finding.fix.title)}</small>" if finding.fix else ""
    return (
        f'<li class="{finding.severity}"><b>{finding.code}</b> {escape(one_line(finding.message))} '
        f"<small>line {line}, column {column}</small><br><q>{before}<mark>{words}</mark>{after}</q>{mend}</li>\n"
    )
