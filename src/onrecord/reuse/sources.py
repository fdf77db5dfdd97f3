"""A source text with its speaker turns, as transcripts and interviews print them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

_CAPITALS = re.compile(r"^[ \t]*((?:[A-Z][A-Z0-9.,'’\-]*[ \t]?){1,6}(?:\([^)\n]{1,40}\))?):[ \t]", re.MULTILINE)
_TITLE = re.compile(r"^[ \t]*((?:[A-Z][\w.'’\-]*[ \t]?){1,4}):[ \t]", re.MULTILINE)
_QUESTION = re.compile(r"^[ \t]*([QA])[:.][ \t]", re.MULTILINE)
_NOBODY = frozenset({"unidentified", "unknown", "audience", "crowd", "question", "q", "a", "speaker", "male", "female",
                     "reporter", "moderator", "announcer", "protester", "staff", "all"})  # fmt: skip
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "president",
        "senator",
        "governor",
        "secretary",
        "sir",
        "the",
        "jr",
        "sr",
    ]
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break: ``[start, end)`` of the text, the label left out."""

    speaker: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document to verify against: a name for people, its text, and its turns (none where it has no speakers)."""

    name: str
    text: str
    turns: tuple[Turn, ...] = ()

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that holds the character ``offset``."""
        at = bisect_right(self.turns, offset, key=lambda turn: turn.start) - 1
        return self.turns[at] if at >= 0 and offset < self.turns[at].end else None


def source_text(name: str, text: str) -> SourceText:
    """The document of a text, its turns found by their labels: names in capitals, "Q:", or names that recur."""
    labels = list(_CAPITALS.finditer(text))
    if not labels:
        labels = list(_QUESTION.finditer(text))
    if not labels:
        titles = list(_TITLE.finditer(text))
        often = Counter(title[1] for title in titles)
        labels = [title for title in titles if often[title[1]] >= 3]
    turns = [Turn(None, 0, labels[0].start())] if labels and text[: labels[0].start()].strip() else []
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        turns.append(Turn(label[1].strip(), label.end(), end))
    return SourceText(name, text, tuple(turns))


def blanked(source: SourceText) -> str:
    """The text with its labels as spaces, so that names of speakers are not words of the speech."""
    pieces: list[str] = []
    last = 0
    for turn in source.turns:
        pieces.append(" " * (turn.start - last))
        pieces.append(source.text[turn.start : turn.end])
        last = turn.end
    return "".join(pieces) + source.text[last:] if source.turns else source.text


def same_person(one: str | None, other: str | None) -> bool | None:
    """Whether two names can be one person's; None where either says nobody in particular ("Unidentified", "Q")."""
    first, second = _name_words(one), _name_words(other)
    if not first or not second or set(first) & _NOBODY or set(second) & _NOBODY:
        return None
    if first[-1] != second[-1] and not (len(first) == 1 and first[0] in second) and not (
        len(second) == 1 and second[0] in first
    ):  # fmt: skip
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    given, other_given = first[0], second[0]
    return given == other_given or given[0] == other_given[0] or given in second or other_given in first


def _name_words(name: str | None) -> list[str]:
    found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.sub(r"\([^)]*\)", "", name or "").lower())
    return [word for word in found if word not in _TITLES]


_CUE = r"(?:said|say|says|saying|told|tell|tells|goes|went|asked|wrote|called|calls|replied|answered|tweeted|thought)"
_SELF = re.compile(rf"\b(?:I|we|I['’](?:ve|d|m|ll))\b[^.?!\n]{{0,24}}\b{_CUE}\b[^.?!\n]{{0,60}}$")
_OTHER = re.compile(rf"\b(?:he|she|they|you|who|people|guy|[A-Z][a-z]+)\b[^.?!\n]{{0,24}}\b{_CUE}\b[^.?!\n]{{0,40}}$")
_AFTER = re.compile(rf"^[,.!?]?[”\"][^.?!\n]{{0,12}}\b{_CUE}\b[^.?!\n]{{0,50}}|^[,.!?]?[”\"][^.?!\n]{{0,50}}\b{_CUE}\b")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says the words of a passage in the source: ``right`` None where that can't be told."""

    right: bool | None
    speaker: str | None = None


def voice(source: SourceText, start: int, end: int, speaker: str | None) -> Voice:
    """Whether ``speaker`` says the passage ``[start, end)``, by the turn's label and by quotation marks within."""
    turn = source.turn_at(start)
    by_turn = _takes_turn(source, speaker, turn.speaker) if turn and turn.speaker and speaker else None
    label = turn.speaker if turn else None
    if speaker is None or by_turn is False:
        return Voice(by_turn, label)
    inside = _inner_quotation(source.text, start, end)
    if inside is None:
        return Voice(by_turn, label)
    before = source.text[max(0, inside[0] - 120) : inside[0]].rstrip('“"‘ ,:')
    after = source.text[inside[1] : inside[1] + 70]
    if turn is not None and turn.speaker:
        other = _OTHER.search(before) is not None and _SELF.search(before) is None
        return Voice(False, f"somebody whom {label} quotes") if other else Voice(by_turn, label)
    return _credited(before, after, speaker)


def _takes_turn(source: SourceText, speaker: str, label: str) -> bool | None:
    """Whether ``speaker`` is the one of ``label``: "Moderator" is somebody where the source has such turns.

    So is "Lee Jr.", who is not "Lee" there; elsewhere he may be.
    """
    known = same_person(speaker, label)
    if known is None and _name_words(speaker) != _name_words(label) and set(_name_words(label)).isdisjoint(_NOBODY):
        return False if any(_name_words(turn.speaker) == _name_words(speaker) for turn in source.turns) else None
    born = _generation(speaker)
    if known and born != _generation(label):
        others = (turn.speaker for turn in source.turns if _generation(turn.speaker) == born)
        return not any(same_person(speaker, other) for other in others)
    return known


def _generation(name: str | None) -> frozenset[str]:
    """ "jr" or "sr" of a name that has it."""
    return frozenset(re.findall(r"\b(?:jr|sr)\b", (name or "").lower()))


def _credited(before: str, after: str, speaker: str) -> Voice:
    """Who is credited beside a quotation of an article: the speaker's surname nearby, or another name with a verb."""
    surname = (_name_words(speaker) or [""])[-1]
    if surname and re.search(rf"\b{re.escape(surname)}\b", f"{before} {after}".lower()):
        return Voice(True, speaker)
    found = _AFTER.search(after)
    names = re.findall(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+", found[0] if found else "")
    return Voice(False, names[0]) if names and same_person(names[0], speaker) is False else Voice(None)


def inside_marks(text: str, start: int, end: int) -> bool:
    """Whether the range stands in quotation marks of its paragraph."""
    return _inner_quotation(text, start, end) is not None


def _inner_quotation(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The quotation marks of the passage's paragraph that hold it, as the range between them."""
    top = max(text.rfind("\n", 0, start) + 1, start - 3_000)
    bottom = text.find("\n", end)
    bottom = min(len(text) if bottom < 0 else bottom, end + 3_000)
    opened: int | None = None
    for match in re.finditer(r"[“”\"]", text[top:bottom]):
        at = top + match.start()
        if match[0] == "“" or (match[0] == '"' and opened is None):
            opened = at + 1
        elif opened is not None:
            if opened <= start and end <= at + 1:
                return opened, at
            opened = None
    return None
