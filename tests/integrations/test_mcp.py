"""The MCP server, asked by the client of the reference library over standard input and output."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from onrecord import ReadOptions, Record, read_many

TEXT = 'The mayor, Ada Lane, said on Monday: "The old bridge over the river is safe and will open in the spring."'
ALTERED = 'Lane said: "The old bridge over the river is not safe and will open in the spring."'
OPTIONS = ReadOptions(model="fast", published="2017-02-23", outlet="The Example")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("mcp")
    (made / "page.txt").write_text(TEXT, encoding="utf-8")
    (made / "secret.txt").write_text("Nobody may read this outside of it.", encoding="utf-8")
    (made / "pages").mkdir()
    (made / "pages" / "page.txt").write_text(TEXT, encoding="utf-8")
    with Record.open(made / "record.db", create=True) as record:
        record.add(read_many(made / "page.txt", OPTIONS), reader="fast")
    return made


def ask(folder: Path, *calls: tuple[str, dict[str, Any]], record: bool = True) -> tuple[list[Any], list[Any]]:
    """The tools that the server offers, and its answers to some calls."""
    arguments = ["-m", "onrecord.cli", "mcp", "--model", "fast", "--folder", str(folder / "pages")]
    arguments += ["--record", str(folder / "record.db")] if record else []

    async def run() -> tuple[list[Any], list[Any]]:
        parameters = StdioServerParameters(command=sys.executable, args=arguments)
        async with stdio_client(parameters) as streams, ClientSession(*streams) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            return tools, [await session.call_tool(name, given) for name, given in calls]

    return anyio.run(run)


def content(answer: Any) -> Any:
    assert not answer.is_error, answer.content[0].text
    return json.loads(answer.content[0].text)


def test_every_tool_answers_with_offsets_and_hashes(folder: Path):
    tools, answers = ask(
        folder,
        ("read", {"text": TEXT, "published": "2017-02-23"}),
        ("read", {"source": "page.txt"}),
        ("search", {"words": "bridge", "speaker": "Ada Lane"}),
        ("trace", {"words": "The old bridge over the river is safe"}),
        ("verify", {"draft": ALTERED}),
        ("verify", {"draft": ALTERED, "sources": [{"name": "notes", "text": TEXT}]}),
    )
    assert {tool.name for tool in tools} == {"read", "search", "trace", "verify"}
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description for tool in tools)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    of_text, of_file, found, traced, verified, against = map(content, answers)

    for read in (of_text, of_file):
        assert read["article"]["sha256"] == read["article"]["sha256_of_text"] == digest
        (statement,) = read["statements"]
        span = statement["content"][0]
        assert read["article"]["text"][span["start"] : span["end"]] == span["text"]
        assert statement["speaker"]["name"] == "Ada Lane"
    assert of_text["statements"][0]["said"]["edtf"] == "2017-02-20"

    assert (found["total"], found["articles"][0]["sha256"]) == (1, digest)
    assert found["statements"][0]["article"] == found["articles"][0]["id"]
    printed = traced["quotations"][0]["wordings"][0]["printed"][0]
    assert TEXT[printed["start"] : printed["end"]].startswith("The old bridge")
    assert traced["articles"] == [{"id": printed["article"], "sha256": digest}]
    for answer in (verified, against):
        (verdict,) = answer["verdicts"]
        assert verdict["verdict"] == "altered"
        span = verdict["passages"][0]["span"]
        assert TEXT[span["start"] : span["end"]] == span["text"]
        assert answer["sources"][0]["sha256_of_text"] == digest


@pytest.mark.parametrize(
    ("tool", "given", "message"),
    [
        ("read", {}, "either a text or a source"),
        ("read", {"text": "a", "source": "b"}, "either a text or a source"),
        ("read", {"source": "../secret.txt"}, "not in the folder"),
        ("read", {"source": "/etc/passwd"}, "not in the folder"),
        ("read", {"source": "none.txt"}, "no such file"),
        ("read", {"source": "http://127.0.0.1:9/"}, "not a public address"),
        ("read", {"text": "word " * 300_000}, "are read at most"),
        ("search", {"limit": 0}, "1 to 1000"),
        ("trace", {"words": "…"}, "no words"),
        ("search", {"limit": "many"}, "limit"),
    ],
)
def test_what_can_t_be_answered_says_why(asked: dict[str, Any], tool: str, given: dict[str, Any], message: str):
    answer = asked[json.dumps([tool, given])]
    assert answer.is_error
    assert message in answer.content[0].text


@pytest.fixture(scope="module")
def asked(folder: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    """The answers to all the calls of the table above, from one server."""
    marks = [mark for mark in test_what_can_t_be_answered_says_why.pytestmark if mark.name == "parametrize"]
    calls = [(tool, given) for tool, given, _ in marks[0].args[1]]
    _, answers = ask(folder, *calls)
    return {json.dumps(list(call)): answer for call, answer in zip(calls, answers, strict=True)}


def test_without_a_record_there_is_nothing_to_search(folder: Path):
    tools, _ = ask(folder, record=False)
    assert {tool.name for tool in tools} == {"read", "verify"}
