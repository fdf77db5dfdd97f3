"""``onrecord train``: a model trained further on one's own corrections."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


def train(
    corpus: Annotated[
        list[Path],
        typer.Argument(help="Folders with text/ and attributions/, as `onrecord export --as corpus` writes."),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the model; use it with --model.")],
    model: Annotated[str, typer.Option(help="Begin from accurate, fast, or the folder of a model.")] = "accurate",
    epochs: Annotated[int, typer.Option(min=1, help="Times that each article is seen.")] = 3,
    rate: Annotated[float, typer.Option(min=0.0, help="Learning rate.")] = 5e-5,
    held_out: Annotated[float, typer.Option(min=0.0, max=0.5, help="Share of articles to measure on.")] = 0.1,
    seed: Annotated[int, typer.Option(help="Of the order and of chance.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
) -> None:
    """Train a model further on your own annotated pages, and measure it before and after on pages held out.

    A run that is cut off goes on where it was when the same command is given again.
    """
    if find_spec("torch") is None or find_spec("onnx") is None:
        raise typer.BadParameter("training needs more: pip install 'onrecord[train]'")
    from onrecord.core.errors import ModelError
    from onrecord.evaluation.corpora import read_corpus
    from onrecord.training.further import train_further
    from onrecord.training.loop import Progress, Recipe

    articles = [article for folder in corpus for article in read_corpus(folder)]
    recipe = Recipe(seed=seed, epochs=epochs, encoder_rate=rate, head_rate=rate, unlabelled=0)
    with _bar() as bar:
        task = bar.add_task("training", total=None)

        def report(progress: Progress) -> None:
            bar.update(task, completed=progress.step, total=progress.steps)

        try:
            result = train_further(articles, model, recipe, out, held_out, threads, report)
        except ValueError as error:
            raise ModelError(str(error)) from None
    if result.before is not None and result.after is not None:
        typer.echo(
            f"PAIR F1 on {result.held_out} held-out articles: {result.before:.1f} before, {result.after:.1f} after"
        )
    else:
        typer.echo("no article was held out, so nothing was measured")
    typer.echo(f"use it: onrecord read PAGE --model {result.folder}")


def _bar() -> Bar:
    """Steps and the time left, on a terminal's standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (TextColumn("training"), MofNCompleteColumn(), BarColumn(), TimeRemainingColumn())
    return Bar(*columns, console=console, disable=not console.is_terminal)
