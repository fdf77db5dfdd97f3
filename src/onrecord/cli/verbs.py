"""The verbs of the command line, in the order of ``onrecord --help``: name to ``module:function``.

To add a verb, write a module with an annotated function (Typer turns its parameters into arguments and options,
and its docstring into help) and name it here. The module may import only what is quick to import at its top.
"""

from __future__ import annotations

VERBS: dict[str, str] = {
    "read": "onrecord.cli.read:read",
    "add": "onrecord.cli.record_add:add",
    "failures": "onrecord.cli.record_stats:failures",
    "search": "onrecord.cli.record:search",
    "correct": "onrecord.cli.record_correct:correct",
    "corrections": "onrecord.cli.record_correct:corrections",
    "export": "onrecord.cli.record_keep:export",
    "import": "onrecord.cli.record_keep:import_",
    "reread": "onrecord.cli.record_reread:reread",
    "check": "onrecord.cli.record:check",
    "stats": "onrecord.cli.record_stats:stats",
    "backup": "onrecord.cli.record_keep:backup",
    "forget": "onrecord.cli.record_keep:forget",
    "upgrade": "onrecord.cli.record:upgrade",
    "trace": "onrecord.cli.trace:trace",
    "quotations": "onrecord.cli.trace:quotations",
    "outlets": "onrecord.cli.outlets:outlets",
    "verify": "onrecord.cli.verify:verify",
    "serve": "onrecord.web.command:serve",
    "user": "onrecord.web.command_users:user",
    "lint": "onrecord.cli.lint:lint",
    "rule": "onrecord.cli.lint:rule",
    "rules": "onrecord.cli.lint:rules",
    "sources": "onrecord.cli.lint_sources:sources",
    "lsp": "onrecord.cli.lint_lsp:lsp",
    "spark": "onrecord.spark.command:spark",
    "spark-quotations": "onrecord.spark.command_quotations:quotations",
    "mcp": "onrecord.cli.mcp:mcp",
    "bench": "onrecord.cli.bench:bench",
    "train": "onrecord.cli.train:train",
}
