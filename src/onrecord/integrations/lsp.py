"""The language server: findings, hover and quick fixes for Markdown and text in an editor (``onrecord lsp``)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from onrecord.core.errors import OnRecordError
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.integrations.lsp_text import Positions, card, read_draft
from onrecord.lint.findings import Finding, Severity
from onrecord.lint.linting import CODES, lint
from onrecord.lint.rules import RULES
from onrecord.lint.settings import Settings, load_settings

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
_PAUSE = 0.4  # seconds without a keystroke before the text is read again
_LANGUAGES = {"markdown", "plaintext", "text"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A version of a document, read and linted."""

    version: int | None
    reading: Reading
    findings: tuple[Finding, ...]


class Server(LanguageServer):
    """Holds the last check of each open document."""

    def __init__(self, options: ReadOptions) -> None:
        super().__init__("onrecord", version("onrecord"), lsp.TextDocumentSyncKind.Incremental)
        self.options = options
        self.checked: dict[str, Checked] = {}
        self._reading = asyncio.Lock()

    async def check(self, uri: str, *, pause: float = 0.0) -> None:
        """Read and lint a document once nobody has typed for a while, and show what was found."""
        document = self.workspace.get_text_document(uri)
        asked = document.version
        await asyncio.sleep(pause)
        async with self._reading:  # one text at a time: a newer version waits, and the older one is then skipped
            if uri not in self.workspace.text_documents or self.workspace.text_documents[uri].version != asked:
                return
            source = document.source
            checked = await asyncio.to_thread(self._linted, uri, source, asked)
        if checked is None:
            self._show(uri, asked, [])
        else:
            self.checked[uri] = checked
            positions = self.positions(checked.reading.article.text)
            self._show(uri, asked, [diagnostic(one, positions) for one in checked.findings])

    def positions(self, text: str) -> Positions:
        """Positions in a text in the units that the client counts in."""
        return Positions.of(
            text, str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        )

    def _linted(self, uri: str, source: str, document_version: int | None) -> Checked | None:
        path = to_fs_path(uri) or uri
        try:
            reading = read_draft(path, source, self.options)
            return Checked(document_version, reading, lint(reading, settings=self._settings(Path(path).parent)))
        except OnRecordError as error:  # nothing to mark in an empty text; a fault of the settings is told
            self.checked.pop(uri, None)
            self.window_log_message(lsp.LogMessageParams(type=lsp.MessageType.Warning, message=str(error)))
            return None

    def _settings(self, folder: Path) -> Settings:
        return load_settings(folder, CODES) if folder.is_dir() else Settings()

    def _show(self, uri: str, document_version: int | None, diagnostics: list[lsp.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri=uri, version=document_version, diagnostics=diagnostics)
        )


def diagnostic(finding: Finding, positions: Positions) -> lsp.Diagnostic:
    """A finding as the protocol has it."""
    return lsp.Diagnostic(
        range=range_of(positions, finding.span.start, finding.span.end),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="onrecord",
        message=finding.message,
    )


def range_of(positions: Positions, start: int, end: int) -> lsp.Range:
    """A range of the text in the client's units."""
    (line, column), (end_line, end_column) = positions.place(start), positions.place(end)
    return lsp.Range(lsp.Position(line, column), lsp.Position(end_line, end_column))


def server(options: ReadOptions) -> Server:
    """The server with its handlers."""
    made = Server(options)

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        if params.text_document.language_id in _LANGUAGES:
            await made.check(params.text_document.uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        if made.workspace.get_text_document(params.text_document.uri).language_id in _LANGUAGES:
            await made.check(params.text_document.uri, pause=_PAUSE)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        made.checked.pop(params.text_document.uri, None)
        made._show(params.text_document.uri, None, [])

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return hover_at(made, params)

    @made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]))
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return actions_in(made, params)

    return made


def _current(made: Server, uri: str) -> tuple[Checked, TextDocument] | None:
    """The check of the text as it stands; None while a newer one is being read."""
    document = made.workspace.get_text_document(uri)
    checked = made.checked.get(uri)
    return None if checked is None or checked.version != document.version else (checked, document)


def hover_at(made: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    """The rule behind a finding, or who said the words under the cursor and how that is known."""
    current = _current(made, params.text_document.uri)
    if current is None:
        return None
    reading = current[0].reading
    positions = made.positions(reading.article.text)
    at = positions.offset(params.position.line, params.position.character)
    for finding in current[0].findings:
        if finding.span.start <= at < finding.span.end and finding.span.end - finding.span.start < 60:
            told = next(rule.explanation for rule in RULES if rule.code == finding.code)
            text = f"**{finding.code} {finding.rule}**\n\n{told.why}\n\nInstead:\n\n```text\n{told.instead}\n```"
            return _hover(text, positions, finding.span.start, finding.span.end)
    for statement in reading.statements:
        for span in (*statement.content, *statement.cue, *statement.source):
            if span.start <= at < span.end:
                return _hover(card(statement), positions, span.start, span.end)
    return None


def _hover(text: str, positions: Positions, start: int, end: int) -> lsp.Hover:
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), range_of(positions, start, end))


def actions_in(made: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """The safe fixes of the findings in a range, and for each a comment that silences it."""
    uri = params.text_document.uri
    current = _current(made, uri)
    if current is None:
        return []
    checked, document = current
    positions = made.positions(checked.reading.article.text)
    low = positions.offset(params.range.start.line, params.range.start.character)
    high = positions.offset(params.range.end.line, params.range.end.character)
    identifier = lsp.OptionalVersionedTextDocumentIdentifier(uri=uri, version=document.version)
    found = []
    for finding in checked.findings:
        if finding.span.start > high or finding.span.end < low:
            continue
        changes = [] if finding.fix is None else [(finding.fix.title, True, finding.fix.edits)]
        changes.append((f"silence {finding.code} on this line", False, (positions.silence(finding),)))
        for title, preferred, edits in changes:
            parts: list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit] = [
                lsp.TextEdit(range_of(positions, edit.start, edit.end), edit.text) for edit in edits
            ]
            found.append(
                lsp.CodeAction(
                    title=title[:1].upper() + title[1:],
                    kind=lsp.CodeActionKind.QuickFix,
                    diagnostics=[diagnostic(finding, positions)],
                    is_preferred=preferred,
                    edit=lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(identifier, parts)]),
                )
            )
    return found
