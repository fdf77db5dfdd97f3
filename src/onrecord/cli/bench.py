"""``onrecord bench``: how accurate a model is on an annotated corpus."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.reading_options import Model


class Gold(StrEnum):
    """Whose annotation is right."""

    FIRST = "first"
    ALL = "all"


class Layout(StrEnum):
    """How the figures are printed."""

    TABLE = "table"
    JSON = "json"


def bench(
    corpus: Annotated[Path, typer.Argument(help="A folder with text/ and attributions/ in PolNeAR's layout.")],
    model: Model = "accurate",
    from_: Annotated[Path | None, typer.Option("--from", help="Score this prediction file instead of a model.")] = None,
    predictions: Annotated[Path | None, typer.Option(help="Write what was scored to this file.")] = None,
    against: Annotated[
        Path | None, typer.Option(help="Compare with this prediction file, by paired bootstrap.")
    ] = None,
    gold: Annotated[Gold, typer.Option(help="The first annotator, or each one in turn.")] = Gold.FIRST,
    several: Annotated[bool, typer.Option("--several", help="Only articles that several people annotated.")] = False,
    bootstrap: Annotated[int, typer.Option(min=0, help="Resamplings for the intervals; 0 for none.")] = 1000,
    format_: Annotated[Layout, typer.Option("--format", help="How to print the figures.")] = Layout.TABLE,
    calibration: Annotated[
        Path | None, typer.Option(help="Draw the reliability diagrams into this folder (SVG).")
    ] = None,
    gate: Annotated[Path | None, typer.Option(help="Check the figures against this file of floors.")] = None,
    raise_floors: Annotated[bool, typer.Option("--raise-floors", help="Raise the floors to these figures.")] = False,
    lower_floors: Annotated[bool, typer.Option("--lower-floors", help="Set the floors even where they fall.")] = False,
) -> None:
    """Measure a model on an annotated corpus: words, spans, contents, and right words with the right source.

    Exit code 1 when a figure is below its floor.
    """
    from onrecord.evaluation.baseline import baseline
    from onrecord.evaluation.corpora import read_corpus
    from onrecord.evaluation.evaluation import evaluate, publishers, report
    from onrecord.evaluation.predictions import read_predictions, write_predictions

    articles = tuple(a for a in read_corpus(corpus) if not several or len(a.annotations) > 1)
    if not articles:
        raise typer.BadParameter(f"{corpus}: no article there has several annotators")
    every = gold is Gold.ALL
    if from_ is not None:
        found = read_predictions(from_, articles)
    else:
        from onrecord.evaluation.systems import model_predictions

        found = model_predictions(articles, model)
    if predictions is not None:
        write_predictions(predictions, found)
    measured = evaluate(articles, found, every_annotator=every)
    trivial = evaluate(articles, {a.name: baseline(a.text) for a in articles}, every_annotator=every)
    other = None
    if against is not None:
        other = evaluate(articles, read_predictions(against, articles), every_annotator=every)
    figures = report(measured, by=publishers(corpus, articles), baseline=trivial, against=other, draws=bootstrap)
    figures = {"system": str(from_ or model), "gold": gold.value} | figures
    if from_ is None:
        figures["calibration"] = _calibration(articles, found, calibration)
    typer.echo(json.dumps(figures) if format_ is Layout.JSON else _table(figures))
    if gate is not None and not _passes(gate, figures, raise_floors=raise_floors, lower_floors=lower_floors):
        raise typer.Exit(1)


def _calibration(articles: Any, found: Any, folder: Path | None) -> dict[str, Any]:
    from onrecord.evaluation.calibration import answers, draw, expected_calibration_error, reliability

    both = [answers(article, found[article.name]) for article in articles]
    result: dict[str, Any] = {}
    for name, given in (("content", [a for c, _ in both for a in c]), ("source", [a for _, s in both for a in s])):
        table = reliability(given)
        result[name] = expected_calibration_error(table)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            draw(table, folder / f"{name}.svg")
    return result


def _passes(gate: Path, figures: dict[str, Any], *, raise_floors: bool, lower_floors: bool) -> bool:
    from onrecord.evaluation.gate import breaches, read_floors, set_floors

    f1 = {name: score["f1"] for name, score in figures["measures"].items() if score["gold"]}
    if raise_floors or lower_floors or not gate.exists():
        set_floors(gate, figures["corpus"], f1, lower=lower_floors)
        typer.echo(f"floors set: {gate}", err=True)
        return True
    below = breaches(read_floors(gate), figures["corpus"], f1)
    for breach in below:
        typer.echo(f"{breach.measure}: {breach.f1:.1f} is below its floor of {breach.floor:.1f}", err=True)
    return not below


def _table(figures: dict[str, Any]) -> str:
    lines = [f"{figures['system']} on {figures['articles']} articles (corpus {figures['corpus'][:12]})", ""]
    with_limits = any("low" in score for score in figures["measures"].values())
    difference = figures.get("difference")
    lines.append(
        f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'95 %':>13}{'gold':>7}{'found':>7}{'baseline':>10}"
        + (f"{'difference':>24}{'p':>7}" if difference else "")
    )
    for name, score in figures["measures"].items():
        if not score["gold"]:
            continue
        limits = f"{score['low']:.1f}-{score['high']:.1f}" if with_limits else ""
        line = (
            f"{name:24}{score['precision']:7.1f}{score['recall']:7.1f}{score['f1']:7.1f}{limits:>13}"
            f"{score['gold']:7d}{score['predicted']:7d}{figures['baseline'][name]:10.1f}"
        )
        if difference:
            change = difference[name]
            line += f"{change['points']:+10.1f} [{change['low']:+.1f}, {change['high']:+.1f}]{change['p']:7.3f}"
        lines.append(line)
    lines += ["", f"{'publisher':24}{'articles':>9}{'exact':>8}{'soft':>8}{'pair':>8}{'direct':>8}{'verb':>8}"]
    columns = ("content_exact", "content_soft", "pair", "direct.pair", "verb.pair")
    for name, group in figures["publishers"].items():
        cells = "".join(f"{group['measures'][column]['f1']:8.1f}" for column in columns)
        lines.append(f"{name[:23]:24}{group['articles']:9d}{cells}")
    human = figures.get("between_annotators")
    if human:
        cells = ", ".join(f"{name} {human['measures'][name]:.1f}" for name in columns)
        lines += ["", f"one annotator against another, {human['articles']} articles: {cells}"]
    errors = figures.get("calibration")
    if errors:
        cells = ", ".join(f"{name} {error:.3f}" for name, error in errors.items())
        lines += ["", f"expected calibration error: {cells}"]
    return "\n".join(lines)
