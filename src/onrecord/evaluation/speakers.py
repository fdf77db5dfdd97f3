"""How well statements are resolved: names, roles, dates, routes and kinds against labels, over matched statements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.core.statements import RelayKind, SpeakerKind, Statement
from onrecord.evaluation.calibration import Answer
from onrecord.evaluation.labels import Label

_NAMED = (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION)
_IDLE = frozenset(["a", "an", "the", "of", "for", "and", "in", "at", "to", "on", "by", "with", "who", "s", "is", "was"])
_SHORT = {
    "senator": "sen", "sens": "sen", "representative": "rep", "reps": "rep", "governor": "gov", "general": "gen",
    "lieutenant": "lt", "professor": "prof", "reverend": "rev", "brigadier": "brig", "delegate": "del",
}  # fmt: skip
_BRACKETS = re.compile(r"\([^)]*\)")
_PARTY = re.compile(r",? ?[RDI]-[A-Z][\w.]*,?")  # "R-Fla.,": the labels leave out party and state
_POSTS = frozenset(["twitter", "facebook", "instagram", "youtube", "wechat", "weibo", "skype"])
_GENERIC = frozenset(["news", "post", "times", "journal", "daily", "new", "today", "press", "radio", "tv", "online"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """One matched statement judged. None where a question doesn't arise.

    ``name``     right: the full name; for speakers without one, that none is given. ``wrong_name``: somebody else's.
    ``role``     the words overlap by half. ``invented_role``: the label has none.
    ``said``     exact; for statements without a date in the label, None. ``invented_date``: a date where none is told.
    ``relays``   labelled relays, ``found`` of them given, ``given`` relays that count, ``right`` of those.
    """

    label: Label
    statement: Statement
    name: bool
    wrong_name: bool
    kind: bool
    role: bool | None
    invented_role: bool
    said: bool | None
    invented_date: bool
    relays: int
    found: int
    given: int
    right: int


@dataclass
class Tally:
    """Counts of right answers and of questions, by figure."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def add(self, figure: str, right: int, asked: int = 1) -> None:
        """Count ``right`` right answers to ``asked`` questions."""
        self.right[figure] += right
        self.asked[figure] += asked


def judge(label: Label, statement: Statement) -> Verdict:
    """The verdict on one statement that matches a label."""
    speaker = statement.speaker
    name, issuer = _name_right(label, statement), _is_issuer(label, statement)
    found, given, right = _routes(label, statement)
    said = statement.said.edtf if statement.said else None
    return Verdict(
        label=label,
        statement=statement,
        name=name,
        wrong_name=speaker.name is not None and not name,
        kind=speaker.kind is label.kind or issuer,
        role=same_role(label.role, speaker.role) if label.role and label.kind is SpeakerKind.PERSON else None,
        invented_role=bool(speaker.role) and name and label.kind is SpeakerKind.PERSON and not label.role,
        said=said == label.said if label.said else None,
        invented_date=said is not None and label.said is None and said != label.said_allowed,
        relays=len(label.route),
        found=found,
        given=given,
        right=right,
    )


def _name_right(label: Label, statement: Statement) -> bool:
    given = statement.speaker.name
    if label.kind in _NAMED:
        names = {_folded(one) for one in (label.name or "", *label.name_allowed)}
        if given is None or label.kind is SpeakerKind.PERSON:
            return given is not None and _folded(given) in names
        # an outlet's name may be the page's or the table's: "Bloomberg", "Bloomberg News"
        return _folded(given).removesuffix(" news") in {name.removesuffix(" news") for name in names}
    return given is None or _is_issuer(label, statement) or (label.kind is SpeakerKind.DOCUMENT and _part(given, label))


def _is_issuer(label: Label, statement: Statement) -> bool:
    """True when a document's words name who issued it, and that is the speaker given: "a poll by the Institute"."""
    speaker = statement.speaker
    return (
        label.kind is SpeakerKind.DOCUMENT
        and speaker.kind in _NAMED
        and speaker.name is not None
        and _part(speaker.name, label)
    )


def _part(name: str, label: Label) -> bool:
    return set(_folded(name).split()) <= set(_folded(label.name or "").split())


def _folded(name: str) -> str:
    """Words in lower case, without "the", dots, and the possessive's s."""
    plain = re.sub(r"['’]s?\b", "", name.casefold().replace(".", "").replace("\u00ad", ""))
    return " ".join(word for word in re.findall(r"[\w'’-]+", plain) if word != "the")


def same_role(wanted: str, given: str | None) -> bool:
    """True when the words of the two overlap by half (Dice), small words, party and state left out."""
    want, have = _role_words(wanted), _role_words(given or "")
    return bool(want and have) and 2 * len(want & have) >= (len(want) + len(have)) / 2


def _role_words(role: str) -> set[str]:
    plain = _PARTY.sub(" ", _BRACKETS.sub(" ", role)).casefold().replace(".", "")
    found = {_SHORT.get(word, word) for word in re.findall(r"\w+", plain)}
    return found - _IDLE or found


def _routes(label: Label, statement: Statement) -> tuple[int, int, int]:
    """Labelled relays that are given, given relays that count, right ones of those. Posts and allowed ones don't."""
    found: set[int] = set()
    given = right = 0
    for relay in statement.route:
        if relay.kind is RelayKind.POST or relay.name.casefold() in _POSTS:
            continue
        place = next((i for i, names in enumerate(label.route) if _same_relay(names, relay.name)), None)
        if place is None and any(_same_relay(names, relay.name) for names in label.route_allowed):
            continue
        given += 1
        right += place is not None
        if place is not None:
            found.add(place)
    return len(found), given, right


def _same_relay(names: Sequence[str], given: str) -> bool:
    """True when the name, or all its words but the commonest of outlets' names, are among the other's words."""
    have = set(_folded(given).split())
    for name in names:
        want = set(_folded(name).split())
        if want == have or ((want <= have or have <= want) and (want & have) - _GENERIC):
            return True
    return False


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """All figures over matched statements."""
    total = Tally()
    for verdict in verdicts:
        label = verdict.label
        if label.kind in _NAMED:
            total.add(f"name: {label.source}", verdict.name)
        total.add("kind", verdict.kind)
        total.add("wrong names", verdict.wrong_name)
        if verdict.role is not None:
            total.add("role", verdict.role)
            if verdict.name:
                total.add("role, name right", verdict.role)
        elif label.kind is SpeakerKind.PERSON and verdict.name:
            total.add("role invented", verdict.invented_role)
        if verdict.said is not None:
            total.add(f"date: {label.said_from}", verdict.said)
            total.add("date: wrong", verdict.statement.said is not None and not verdict.said)
        else:
            total.add("date: invented", verdict.invented_date)
        total.add("route recall", verdict.found, verdict.relays)
        total.add("route precision", verdict.right, verdict.given)
        total.add("unresolved", verdict.statement.speaker.unresolved is not None)
    return total


def answers(verdicts: Iterable[Verdict]) -> list[Answer]:
    """The speakers' confidences, of the statements whose speaker is resolved, and whether name and kind are right."""
    return [
        Answer(one.statement.confidence.speaker, one.name and one.kind)
        for one in verdicts
        if one.statement.speaker.unresolved is None
    ]
