"""The language server, spoken to by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from onrecord.integrations.lsp_text import Positions

TEXT = (
    "# Bridge to close\n\n"
    "Mayor Ann Reed \N{GRINNING FACE} spoke` to reporters.  "
    '"We are ready for the storm," Mayor Ann Reed said on Monday.\n'
)
BACKTICK = TEXT.splitlines()[2].index("`") + 1  # one unit more than characters: the face has two
PATIENCE = 40.0


class Editor(LanguageClient):
    """A client that keeps what the server shows."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.shown: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.told: list[str] = []

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def show(params: lsp.PublishDiagnosticsParams) -> None:
            self.shown.put_nowait(params)

        @self.feature(lsp.WINDOW_LOG_MESSAGE)
        def log(params: lsp.LogMessageParams) -> None:
            self.told.append(params.message)

    async def next_shown(self) -> lsp.PublishDiagnosticsParams:
        return await asyncio.wait_for(self.shown.get(), PATIENCE)


def spoken(folder: Path, talk: Callable[[Editor, str], Coroutine[Any, Any, None]], name: str = "draft.md") -> None:
    """Start the server, open a draft in the editor, and talk."""

    async def run() -> None:
        editor = Editor()
        await editor.start_io(sys.executable, "-m", "onrecord.cli", "lsp")
        try:
            answer = await editor.initialize_async(
                lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=folder.as_uri())
            )
            assert answer.capabilities.hover_provider
            assert answer.capabilities.code_action_provider
            editor.initialized(lsp.InitializedParams())
            await talk(editor, (folder / name).as_uri())
            await editor.shutdown_async(None)
        finally:
            editor.exit(None)
            await asyncio.wait_for(editor.stop(), PATIENCE)

    asyncio.run(run())


def opened(editor: Editor, uri: str, text: str, language: str = "markdown") -> None:
    document = lsp.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
    editor.text_document_did_open(lsp.DidOpenTextDocumentParams(document))


def changed(editor: Editor, uri: str, version: int, text: str) -> None:
    identifier = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
    whole = lsp.TextDocumentContentChangeWholeDocument(text=text)
    editor.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [whole]))


def at(uri: str, line: int, character: int) -> lsp.HoverParams:
    return lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(line, character))


def test_findings_hover_and_quick_fixes(tmp_path: Path) -> None:
    async def talk(editor: Editor, uri: str) -> None:
        opened(editor, uri, TEXT)
        shown = await editor.next_shown()
        found = {one.code: one for one in shown.diagnostics}
        assert {"PAG03", "PAG05", "DAT02"} <= found.keys()
        stray = found["PAG03"]
        assert stray.range == lsp.Range(lsp.Position(2, BACKTICK), lsp.Position(2, BACKTICK + 1))
        assert (stray.source, stray.severity) == ("onrecord", lsp.DiagnosticSeverity.Warning)

        words = await editor.text_document_hover_async(at(uri, 2, TEXT.splitlines()[2].index("ready") + 1))
        assert words is not None
        assert "**Ann Reed**, Mayor" in words.contents.value
        assert "We know it from" in words.contents.value
        rule = await editor.text_document_hover_async(at(uri, 2, BACKTICK))
        assert rule is not None
        assert "PAG03" in rule.contents.value
        assert await editor.text_document_hover_async(at(uri, 1, 0)) is None

        context = lsp.CodeActionContext(diagnostics=[stray])
        asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), stray.range, context)
        actions = await editor.text_document_code_action_async(asked)
        titles = [one.title for one in actions]
        assert titles == ["Take the ` out", "Silence PAG03 on this line"]
        edit = actions[0].edit.document_changes[0]
        assert (edit.text_document.version, list(edit.edits)) == (1, [lsp.TextEdit(stray.range, "")])

        changed(editor, uri, 2, TEXT.replace("`", ""))
        again = await editor.next_shown()
        assert again.version == 2
        assert "PAG03" not in {one.code for one in again.diagnostics}

    spoken(tmp_path, talk)


def test_fast_typing_settings_and_empty_texts(tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text('select = ["PAG03"]', encoding="utf-8")

    async def talk(editor: Editor, uri: str) -> None:
        opened(editor, uri, TEXT, "plaintext")
        assert [one.code for one in (await editor.next_shown()).diagnostics] == ["PAG03"]
        for version in range(2, 8):  # only the last is read
            changed(editor, uri, version, TEXT + "x" * version)
        assert (await editor.next_shown()).version == 7
        changed(editor, uri, 8, "")
        assert not (await editor.next_shown()).diagnostics
        assert any("is empty" in message for message in editor.told)
        (tmp_path / "onrecord.toml").write_text("selekt = []", encoding="utf-8")
        changed(editor, uri, 9, TEXT)
        assert not (await editor.next_shown()).diagnostics
        assert any("unknown key 'selekt'" in message for message in editor.told)
        editor.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        assert not (await editor.next_shown()).diagnostics

    spoken(tmp_path, talk, "draft.txt")


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 6), ("utf-16", 4), ("utf-32", 3)])
def test_columns_in_the_units_of_the_client(encoding: str, column: int) -> None:
    positions = Positions.of("a\r\nb\N{GRINNING FACE}cd", encoding)
    assert positions.place(6) == (1, column)
    assert positions.offset(1, column) == 6
    assert positions.offset(1, 99) == 7
    assert positions.offset(9, 0) == 7
