"""The audit of sources: who is quoted, how often, in how many words, named or not, through whom, and in what shares.

Reported words alone count: statements of speech and writing. Whether somebody is a man or a woman is taken from what
the page itself calls them (`genders`), reported in sum only, and left unknown otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.core.reading import Reading
from onrecord.core.statements import Act, Form, Speaker, SpeakerKind, Statement
from onrecord.lint.context import words_in
from onrecord.lint.genders import Gender, genders
from onrecord.lint.occupations import Occupation, occupation_of


class SourceClass(StrEnum):
    """What a source speaks as. ``UNTOLD`` is a named person of whom the page says nothing that tells, ``UNRESOLVED``
    somebody of whom it can't be told who it is ("he").
    """

    OFFICIAL = "official"
    EXPERT = "expert"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    ORDINARY = "ordinary person"
    UNNAMED = "unnamed"
    UNTOLD = "not told"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source. ``quoted`` counts its statements with words in quotation marks, ``words`` the words given to it;
    ``through`` are the outlets that its words came through, ``pages`` how many pages it speaks on.
    """

    name: str
    kind: SpeakerKind
    speaks_as: SourceClass
    role: str | None
    named: bool
    statements: int
    quoted: int
    words: int
    through: tuple[str, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Share:
    """One class's part: how many sources, statements and words, and its share of the statements (0 to 1)."""

    sources: int
    statements: int
    words: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The sources of one or many pages, those with the most statements first.

    ``named``     the share of statements by somebody or something with a name.
    ``top``       the share of the source with the most statements, ``top_three`` of the first three.
    ``herfindahl``  the sum of the squares of all sources' shares: 1 where one source says everything (Herfindahl 1950).
    ``genders``   how many named people the pages call he, she or they, and of how many they say nothing.
    """

    pages: int
    statements: int
    words: int
    sources: tuple[Source, ...]
    shares: Mapping[SourceClass, Share]
    named: float
    top: float
    top_three: float
    herfindahl: float
    genders: Mapping[Gender, int]


@dataclass(slots=True)
class _Tally:
    """A source as its statements come in."""

    name: str
    kind: SpeakerKind
    named: bool
    roles: Counter[str] = field(default_factory=Counter)
    classes: Counter[SourceClass] = field(default_factory=Counter)
    genders: set[Gender] = field(default_factory=set)
    through: Counter[str] = field(default_factory=Counter)
    pages: set[str] = field(default_factory=set)
    statements: int = 0
    quoted: int = 0
    words: int = 0


class Tallies:
    """An audit as readings come in; `add` one at a time, in any order."""

    def __init__(self) -> None:
        self._pages = 0
        self._held: dict[tuple[str, ...], _Tally] = {}

    def add(self, reading: Reading) -> None:
        """Count a reading's statements; one that failed counts for nothing."""
        if reading.failure is not None:
            return
        self._pages += 1
        told = genders(reading)
        for one in reading.statements:
            if one.act in (Act.SPEECH, Act.WRITING):
                _count(self._held, reading, one, told)

    def audit(self) -> Audit:
        """The audit of what was added."""
        return _summed(self._pages, list(self._held.values()))


def audit(readings: Iterable[Reading]) -> Audit:
    """The audit of readings. People and organizations of one name (or one id) are one source on all pages; unnamed
    sources are one for each page and description.
    """
    tallies = Tallies()
    for reading in readings:
        tallies.add(reading)
    return tallies.audit()


def _count(
    tallies: dict[tuple[str, ...], _Tally], reading: Reading, statement: Statement, told: Mapping[str, Gender]
) -> None:
    speaker, page = statement.speaker, reading.article.id
    name = speaker.name or speaker.description
    if name is None:
        name = "nobody" if not statement.source else statement.source[0].text
    named = speaker.name is not None and speaker.kind is not SpeakerKind.UNNAMED
    key = (speaker.id or name,) if named else (" ".join(name.split()).lower(), page)
    tally = tallies.setdefault(key, _Tally(" ".join(name.split()), speaker.kind, named))
    tally.statements += 1
    tally.quoted += statement.form is not Form.INDIRECT
    tally.words += sum(len(words_in(part.text)) for part in statement.content)
    tally.pages.add(page)
    tally.through.update(relay.name for relay in statement.route)
    tally.classes[class_of(speaker)] += 1
    if speaker.role:
        tally.roles[speaker.role] += 1
    if speaker.name in told:
        tally.genders.add(told[speaker.name or ""])


def class_of(speaker: Speaker) -> SourceClass:
    """What a speaker speaks as, by kind and role."""
    if speaker.unresolved is not None:
        return SourceClass.UNRESOLVED
    if speaker.kind is SpeakerKind.DOCUMENT:
        return SourceClass.DOCUMENT
    if speaker.kind is SpeakerKind.ORGANIZATION:
        return SourceClass.ORGANIZATION
    if speaker.name is None:
        return SourceClass.UNNAMED
    occupation = occupation_of(speaker.role, speaker.affiliation)
    return {
        Occupation.OFFICE: SourceClass.OFFICIAL,
        Occupation.LEARNING: SourceClass.EXPERT,
        Occupation.REPRESENTATION: SourceClass.ORGANIZATION,
        Occupation.LIFE: SourceClass.ORDINARY,
        None: SourceClass.UNTOLD,
    }[occupation]


def _summed(pages: int, tallies: list[_Tally]) -> Audit:
    total = sum(one.statements for one in tallies)
    sources = tuple(sorted(map(_source, tallies), key=lambda one: (-one.statements, -one.words, one.name)))
    parts = [one.statements / total for one in sources] if total else []
    called: Counter[Gender] = Counter()
    for one in tallies:
        if one.named and one.kind is SpeakerKind.PERSON:
            called[next(iter(one.genders)) if len(one.genders) == 1 else Gender.UNKNOWN] += 1
    return Audit(
        pages=pages,
        statements=total,
        words=sum(one.words for one in sources),
        sources=sources,
        shares={kind: _share([one for one in sources if one.speaks_as is kind], total) for kind in SourceClass},
        named=_part(sum(one.statements for one in sources if one.named), total),
        top=round(parts[0], 4) if parts else 0.0,
        top_three=round(sum(parts[:3]), 4),
        herfindahl=round(sum(part * part for part in parts), 4),
        genders={gender: called[gender] for gender in Gender},
    )


def _source(tally: _Tally) -> Source:
    told = Counter({kind: count for kind, count in tally.classes.items() if kind is not SourceClass.UNTOLD})
    return Source(
        name=tally.name,
        kind=tally.kind,
        speaks_as=(told or tally.classes).most_common(1)[0][0],
        role=tally.roles.most_common(1)[0][0] if tally.roles else None,
        named=tally.named,
        statements=tally.statements,
        quoted=tally.quoted,
        words=tally.words,
        through=tuple(name for name, _ in tally.through.most_common()),
        pages=len(tally.pages),
    )


def _share(sources: list[Source], total: int) -> Share:
    statements = sum(one.statements for one in sources)
    return Share(len(sources), statements, sum(one.words for one in sources), _part(statements, total))


def _part(count: int, total: int) -> float:
    return round(count / total, 4) if total else 0.0


def by_outlet(reading: Reading) -> tuple[str, ...]:
    """The page's outlet."""
    outlet = reading.article.outlet
    return (outlet.value if outlet is not None else "unknown",)


def by_month(reading: Reading) -> tuple[str, ...]:
    """The month of publishing."""
    published = reading.article.published
    return (published.value[:7] if published is not None else "unknown",)
