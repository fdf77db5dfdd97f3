"""Lint: the faults of attribution that an editor would mark, with reasons.

The package can be called: ``onrecord.lint(reading)`` is `onrecord.lint.linting.lint`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from onrecord.core.reading import Reading
from onrecord.lint.findings import Edit, Finding, Fix, Severity
from onrecord.lint.linting import lint
from onrecord.lint.settings import Settings

__all__ = ["Edit", "Finding", "Fix", "Settings", "Severity", "lint"]


class _Callable(ModuleType):
    """Folder and function share one name, and whichever Python finds at ``onrecord.lint`` must serve."""

    def __call__(self, reading: Reading, rules: Iterable[str] | None = None, **more: Any) -> tuple[Finding, ...]:  # noqa: ANN401
        return lint(reading, rules, **more)


sys.modules[__name__].__class__ = _Callable
