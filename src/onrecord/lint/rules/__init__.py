"""The rules, by family and code."""

from __future__ import annotations

from onrecord.lint.rule import FAMILIES, Rule
from onrecord.lint.rules import anonymity, credits, cues, dates, marks, page, quotations, speakers

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            found
            for module in (credits, anonymity, speakers, marks, quotations, cues, dates, page)
            for found in vars(module).values()
            if isinstance(found, Rule)
        ),
        key=lambda one: (list(FAMILIES).index(one.code[:3]), one.code),
    )
)
