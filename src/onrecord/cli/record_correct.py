"""``onrecord correct`` and ``onrecord corrections``: an editor's decisions, appended and taken back."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.record import RECORD, Where
from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.store import Kind, Record

_SPANS = "START:END in the article's text (code points); several with commas."


def correct(
    targets: Annotated[
        list[str],
        typer.Argument(help="Ids of statements; --missed: article's id, URL or path; --undo: a correction's number."),
    ],
    reason: Annotated[str, typer.Option(help="Why.")],
    record: Where = RECORD,
    editor: Annotated[str | None, typer.Option(help="Who corrects; default: the login name.")] = None,
    speaker: Annotated[str | None, typer.Option(help="The speaker's name.")] = None,
    role: Annotated[str | None, typer.Option(help="With --speaker: the role.")] = None,
    kind: Annotated[str, typer.Option(help="With --speaker: person, organization, document or group.")] = "person",
    said: Annotated[str | None, typer.Option(help="When it was said (EDTF); '' for unknown.")] = None,
    form: Annotated[str | None, typer.Option(help="direct, mixed, indirect.")] = None,
    act: Annotated[str | None, typer.Option(help="speech, writing, thought, intention.")] = None,
    polarity: Annotated[str | None, typer.Option(help="asserted, denied, declined, asked, promised, …")] = None,
    route: Annotated[list[str] | None, typer.Option(help="Outlet it came through, nearest first; '' for none.")] = None,
    span: Annotated[str | None, typer.Option(help=f"The content: {_SPANS}")] = None,
    cue: Annotated[str | None, typer.Option(help=f"The cue: {_SPANS}")] = None,
    source: Annotated[str | None, typer.Option(help=f"The source: {_SPANS}")] = None,
    missed: Annotated[str | None, typer.Option(help=f"Add a statement with this content: {_SPANS}")] = None,
    same_as: Annotated[str | None, typer.Option(help="ARGUMENT and this are one speaker (ids, names).")] = None,
    split: Annotated[str | None, typer.Option(help="The speaker is another of that name, with this id.")] = None,
    delete: Annotated[bool, typer.Option("--delete", help="It is no statement.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take a correction back.")] = False,
) -> None:
    """Correct statements, add one, merge or part speakers, take a correction back; nothing is overwritten.

    Prints the correction's number, which --undo takes.
    """
    from onrecord.core.errors import UsageError
    from onrecord.store import Record

    signed = {"editor": editor or getpass.getuser(), "reason": reason}
    one = targets[0]
    if len(targets) > 1 and (missed is not None or same_as is not None or undo):
        raise UsageError("--missed, --same-as and --undo take one argument")
    facts: dict[str, Any] = {name: v for name, v in (("form", form), ("act", act), ("polarity", polarity)) if v}
    who = None if speaker is None else {"kind": kind, "name": speaker, "role": role}
    relays = None if route is None else [{"kind": "outlet", "name": name} for name in route if name]
    with Record.open(record) as opened:
        if undo:
            typer.echo(opened.undo(int(one) if one.isdecimal() else -1, **signed))
        elif same_as is not None:
            typer.echo(opened.merge(one, same_as, **signed))
        elif split is not None:
            for number in opened.split(targets, split, **signed):
                typer.echo(number)
        elif missed is not None:
            spans = {"content": missed, "cue": cue or "", "source": source or ""}
            new: dict[str, Any] = {name: _spans(opened, one, given) for name, given in spans.items()}
            unresolved = {"kind": "unknown", "unresolved": {"reason": "the editor names no speaker"}}
            new |= {"form": "indirect", "act": "speech", "polarity": "asserted", "route": relays or [], **facts}
            new |= {"said": {"edtf": said, "basis": "correction"} if said else None}
            new["speaker"] = unresolved if who is None else {**who, "evidence": new["source"]}
            typer.echo(opened.add_missed(one, new, **signed))
        else:
            for target in targets:
                for sort, change in _changes(opened, target, who, said, facts, relays, (span, cue, source), delete):
                    typer.echo(opened.correct(target, sort, change, **signed))


def _changes(
    record: Record, target: str, who: dict[str, Any] | None, said: str | None, facts: dict[str, Any],
    relays: list[dict[str, str]] | None, parts: tuple[str | None, ...], delete: bool,
) -> list[tuple[Kind, dict[str, Any]]]:  # fmt: skip
    """The corrections of one statement; the span comes last, because it changes the statement's id."""
    from onrecord.core.errors import UsageError
    from onrecord.store import Kind

    changes: list[tuple[Kind, dict[str, Any]]] = []
    if said is not None:
        changes.append((Kind.DATE, {"said": said or None}))
    if facts:
        changes.append((Kind.FORM, facts))
    if relays is not None:
        changes.append((Kind.ROUTE, {"route": relays}))
    if who is not None:
        changes.append((Kind.SPEAKER, {"speaker": who}))
    if delete:
        changes.append((Kind.DELETE, {}))
    named = zip(("content", "cue", "source"), parts, strict=True)
    spans = {name: _spans(record, target, given) for name, given in named if given is not None}
    if spans:
        changes.append((Kind.SPAN, spans))
    if not changes:
        raise UsageError(
            "say what to correct: --speaker, --said, --form, --act, --polarity, --route, --span, --cue, --source, "
            "--delete, --missed, --same-as, --split, --undo"
        )
    return changes


def _spans(record: Record, name: str, given: str) -> list[dict[str, Any]]:
    return [record.span(name, place) for place in given.split(",") if place.strip()]


def corrections(
    record: Where = RECORD,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Those that find nothing to stand on.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object a line.")] = False,
) -> None:
    """List a record's corrections: number, when, who, what, on which statement or page, and why."""
    from onrecord.store import Record

    with Record.open(record, read_only=True) as opened:
        found = opened.orphaned() if orphaned else opened.corrections()
    for one in found:
        if as_json:
            typer.echo(json.dumps(asdict(one), ensure_ascii=False))
            continue
        what = (
            f"undoes {one.undoes}" if one.undoes else f"{one.kind} {json.dumps(dict(one.change), ensure_ascii=False)}"
        )
        where = one.statement or one.location or ""
        typer.echo(one_line(f"{one.key} {one.made} {one.editor}: {what} {where} ({one.reason})"))
