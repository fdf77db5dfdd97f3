"""Lint: the findings of the rules in a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.core.reading import Reading
from onrecord.lint.context import Context
from onrecord.lint.findings import Finding
from onrecord.lint.rule import Rule
from onrecord.lint.rules import RULES
from onrecord.lint.settings import Settings, checked, covers
from onrecord.lint.silencing import silenced_lines

CODES = tuple(rule.code for rule in RULES)
_DEFAULTS = Settings()
_NO_ROUTES: Mapping[str, frozenset[str]] = {}


def lint(
    reading: Reading,
    rules: Iterable[str] | None = None,
    settings: Settings = _DEFAULTS,
    *,
    routes: Mapping[str, frozenset[str]] = _NO_ROUTES,
) -> tuple[Finding, ...]:
    """The faults of attribution in a reading, in the order of the text; spans are in ``reading.article.text``.

    ``rules`` are codes ("QUO02") or families ("SRC", "all") to run instead of those of the settings; ``routes`` gives
    for a statement's id the outlets that a record knows its words to have come through (`known_routes`). Findings on a
    line that a comment silences are left out. A reading that failed has none. Raises UsageError for a code that there
    isn't.
    """
    if reading.failure is not None:
        return ()
    chosen = chosen_rules(settings) if rules is None else _only(checked(rules, CODES))
    context = Context(reading, settings, routes)
    silenced = silenced_lines(reading.article.text)
    found = (one for rule in chosen for one in _findings(rule, context) if not silenced(one.span.start, one.code))
    return tuple(sorted(found, key=lambda one: (one.span.start, one.code, one.span.end)))


def chosen_rules(settings: Settings) -> tuple[Rule, ...]:
    """The rules that run: those selected, or on by default, without those ignored."""
    wanted = (rule for rule in RULES if (covers(settings.select, rule.code) if settings.select else rule.default))
    return tuple(rule for rule in wanted if not covers(settings.ignore, rule.code))


def _only(codes: tuple[str, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if covers(codes, rule.code))


def _findings(rule: Rule, context: Context) -> Iterator[Finding]:
    for mark in rule.check(context):
        yield Finding(
            code=rule.code,
            rule=rule.name,
            severity=rule.severity,
            message=mark.message,
            span=context.span(mark.start, mark.end),
            fix=mark.fix,
        )
