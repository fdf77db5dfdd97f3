"""The command line: a thin edge that turns words into calls of the library, and results into what people read.

A verb is a module with a function of the verb's name (see `onrecord.cli.verbs`); its heavy imports stand inside
the function, so that `onrecord --help` stays quick.
"""

from __future__ import annotations


def main() -> None:
    """The console script ``onrecord``."""
    from onrecord.cli.app import app

    app()
