"""onrecord reads news pages and keeps the record of who said what, when, and through whom.

>>> import onrecord
>>> reading = onrecord.read("page.html")  # doctest: +SKIP
>>> [(one.speaker.name, one.content[0].text) for one in reading.statements]  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.core.article import Article, Block, BlockKind, Fact
    from onrecord.core.dates import PartialDate
    from onrecord.core.errors import (
        ClusterError,
        CorpusError,
        FetchError,
        FetchRefused,
        ManyPages,
        MissingExtra,
        ModelError,
        NoStory,
        OnRecordError,
        RecordError,
        SourceError,
        SourceMissing,
        SourceTooLarge,
        SourceUnreadable,
        UsageError,
        WrongLanguage,
    )
    from onrecord.core.options import ReadOptions
    from onrecord.core.reading import Dropped, Problem, Reading
    from onrecord.core.spans import Span
    from onrecord.core.statements import (
        Act,
        Anonymity,
        Attribution,
        Candidate,
        Confidence,
        Form,
        Polarity,
        Relay,
        RelayKind,
        SaidDate,
        Speaker,
        SpeakerKind,
        Statement,
        Unresolved,
    )
    from onrecord.lint.findings import Finding
    from onrecord.lint.linting import lint
    from onrecord.reading import read, read_many
    from onrecord.reuse.verify import verify
    from onrecord.store import Record

# Where each public name lives. It is imported when it is first asked for, so that `import onrecord` is quick.
_HOMES = {
    "core.article": ("Article", "Block", "BlockKind", "Fact"),
    "core.dates": ("PartialDate",),
    "core.errors": (
        "ClusterError", "CorpusError", "FetchError", "FetchRefused", "ManyPages", "MissingExtra", "ModelError",
        "NoStory", "OnRecordError", "RecordError", "SourceError", "SourceMissing", "SourceTooLarge", "SourceUnreadable",
        "UsageError", "WrongLanguage",
    ),
    "core.options": ("ReadOptions",),
    "core.reading": ("Dropped", "Problem", "Reading"),
    "core.spans": ("Span",),
    "core.statements": (
        "Act", "Anonymity", "Attribution", "Candidate", "Confidence", "Form", "Polarity", "Relay", "RelayKind",
        "SaidDate", "Speaker", "SpeakerKind", "Statement", "Unresolved",
    ),
    "lint.findings": ("Finding",),
    "lint.linting": ("lint",),
    "reading": ("read", "read_many"),
    "reuse.verify": ("verify",),
    "store": ("Record",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Act",
    "Anonymity",
    "Article",
    "Attribution",
    "Block",
    "BlockKind",
    "Candidate",
    "ClusterError",
    "Confidence",
    "CorpusError",
    "Dropped",
    "Fact",
    "FetchError",
    "FetchRefused",
    "Finding",
    "Form",
    "ManyPages",
    "MissingExtra",
    "ModelError",
    "NoStory",
    "OnRecordError",
    "PartialDate",
    "Polarity",
    "Problem",
    "ReadOptions",
    "Reading",
    "Record",
    "RecordError",
    "Relay",
    "RelayKind",
    "SaidDate",
    "SourceError",
    "SourceMissing",
    "SourceTooLarge",
    "SourceUnreadable",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Statement",
    "Unresolved",
    "UsageError",
    "WrongLanguage",
    "lint",
    "read",
    "read_many",
    "verify",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    value = getattr(import_module(f"onrecord.{home}"), name)
    return globals().setdefault(name, value)  # a folder of the same name (lint) is there by now, and serves as well


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
