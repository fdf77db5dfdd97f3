"""Mentions: the runs of capitalised words in a page, and what kind of thing each names.

One pass of one regular expression finds the runs; tables of words classify them. All work is linear in the text:
a run of more than 14 words is cut.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentionkinds import MentionKind as MentionKind
from onrecord.resolution.mentionkinds import can_be_name, kind_of

_LONGEST = 14  # words in one run


@dataclass(frozen=True, slots=True)
class Mention:
    """Range ``[start, end)`` of a name in the text (code points, half-open).

    ``parts``  the name's words, titles left out.
    ``title``  the words before the name that belong to the run: titles, a role ("Ohio Gov."), or empty.
    ``outer``  where the title starts (``start`` where there is none).
    ``nickname``  what stands in quotation marks or brackets inside the name (Robert “Beto” Orr), or empty.
    """

    start: int
    end: int
    kind: MentionKind
    parts: tuple[str, ...]
    title: str = ""
    outer: int = 0
    nickname: str = ""


@cache
def _run() -> re.Pattern[str]:
    """Capitalised words with the particles, initials, hyphens and apostrophes that stand in names."""
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    # Scripts without capitals (Lo) count as capitalised: a name in Arabic or Chinese letters is a name.
    upper = _ranges([ord(c) for c in letters if unicodedata.category(c) in ("Lu", "Lt", "Lo") and c not in "ªº"])
    short = [title[:-1] for title in words().titles if title.endswith(".")]
    abbreviations = "|".join(sorted({re.escape(form) for t in short for form in (t.capitalize(), t.upper())}))
    particles = "|".join(sorted(map(re.escape, words().particles), key=len, reverse=True))
    word = (
        rf"(?:(?:{abbreviations}|Jr|Sr|Inc|Corp|Co|Ltd|St|Dept|Mt|Ft)\.|(?:[{upper}]\.){{1,6}}(?=[\s,;:’'\"”)-]|$)"
        rf"|(?:(?:al|el|ul|bin|d|l|D|L|O)[-’'‘`])?[{upper}][^\W_]*(?:\u00ad[^\W_]+)*"
        rf"(?:[-‑’'‘][^\W_]+|&[{upper}]\w*)*(?:(?<=s)[’'](?=[ ][{upper}]))?)"
    )
    gap = r"[ \u00a0\t]{1,3}\u00ad?"
    start = r"(?<![\w@#])(?<![^a-z”\"]\.)(?<!\w[-’'])"  # a sentence may begin without a space: "the vote.Al Cross"
    return re.compile(rf"{start}(?:{word})(?:{gap}(?:(?:{particles}|&){gap}){{0,3}}(?:{word})){{0,{_LONGEST - 1}}}")


def _ranges(codes: Sequence[int]) -> str:
    spans: list[list[int]] = []
    for code in codes:
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in spans)


_WORD = re.compile(r"\S+")
_OF_PLACE = (
    "-based",
    "-born",
    "-educated",
    "-backed",
    "-led",
    "-owned",
    "-controlled",
    "-leaning",
    "-area",
    "-trained",
)
_GLUED = re.compile(r"[a-z](?=[A-Z])")
_LOWER = re.compile(r" ([a-z]+)\b")
_ON = frozenset(
    ["committee", "commission", "council", "subcommittee", "institute", "center", "centre", "coalition", "conference",
     "panel", "forum", "office", "force"]
)  # fmt: skip
_OPEN_NICKNAME = {" “": "” ", ' "': '" ', " (": ") ", " ‘": "’ ", " '": "' "}
_QUOTED = "“\"(‘'”)’"
_OFFICE_OF = re.compile(r"(?<![\w-])([A-Za-z]{4,}) (?:to|of|in|for) (?:the )?\Z")
_JOINED = re.compile(r"(?:['’]s?)?[ \u00a0](of|for|on|and)(?: the)?[ \u00a0]")


def find_mentions(text: str, start: int, end: int) -> Iterator[Mention]:
    """The mentions of ``text[start:end]``, in order. A party's mark ("R-Fla.") is none."""
    held: tuple[int, int] | None = None
    for found in _run().finditer(text, start, end):
        if text.startswith(("R-", "D-", "I-"), found.start()) and text[found.start() - 1 : found.start()] in ("(", " "):
            continue
        first, last = found.span()
        if held is not None:
            if _goes_on(text, held, (first, last)):
                held = (held[0], last)
                continue
            yield from _split(text, *held)
        held = (first, last)
    if held is not None:
        yield from _split(text, *held)


def _goes_on(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """True when two runs are one organization's name: Department of X, Center for Y, Z and Human Services."""
    if after[0] - before[1] > 10 or after[1] - before[0] > 120:
        return False
    if _nicknamed(text, before, after):
        return True
    joined = _JOINED.fullmatch(text, before[1], after[0])
    if joined is None:
        return False
    run = text[before[0] : before[1]]
    last = run[run.rfind(" ") + 1 :].lower()
    if joined[1] == "and":
        following = text[after[0] : after[1]]
        last = following[following.rfind(" ") + 1 :].lower()
        if " for " in run and " " not in following:  # Center for Media and Democracy
            return not (last in given_names() or last in words().titles or last in words().places)
        ends = last in words().after_and and not joined[0].endswith(" the ")
        return ends and (" " in run or (" " in following and run.lower() not in given_names()))
    if last == "chief":  # "Chief of Staff NAME"
        return text.startswith("Staff ", after[0], after[1])
    if last in ("secretary", "minister", "undersecretary"):
        word = _WORD.match(text, after[0], after[1])
        return word is not None and word[0].lower() in words().portfolios
    if joined[1] == "of" and " for " in run:
        return True  # Committee for Freedom of the Press
    if joined[1] == "on":
        return last in _ON
    many = joined[1] == "for" and " " not in run and last in words().groups  # Doctors for Open Doors
    return many or last in words().joiners or (last.endswith("s") and last[:-1] in words().joiners)


def _nicknamed(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """True for the two joints of a name with a nickname inside: Robert “Beto” Orr, Robert (Beto) Orr."""
    run, joint = text[before[0] : before[1]], text[before[1] : after[0]]
    if joint in _OPEN_NICKNAME:
        close = _OPEN_NICKNAME[joint]
        word = text[after[0] : after[1]]
        given = run[run.rfind(" ") + 1 :].lower() in given_names()
        following = text[after[1] + len(close) : after[1] + len(close) + 1]
        return given and " " not in word and text.startswith(close, after[1]) and following.isupper()
    return any(joint == close and run.rpartition(opening)[2].isalpha() for opening, close in _OPEN_NICKNAME.items())


def _split(text: str, start: int, end: int) -> Iterator[Mention]:
    """One run cut at possessives ("Mexico's Foreign Minister"), each piece trimmed and classified."""
    piece: list[tuple[int, int, str]] = []
    for found in _WORD.finditer(text, start, end):
        word = found[0]
        first, last = found.span()
        bare = word[:-2] if word.endswith(("'s", "’s")) else word
        if word.endswith(("s'", "s’")) and _is_full_name(text[last:end].split()):
            bare = word[:-1]  # "Harbor News' Ann Lee"
        piece.append((first, first + len(bare), bare))
        if bare != word:
            following = text[last:end].strip()
            whole = len(piece) > 1 and bare.lower() in words().organizations
            people = bare.lower() in words().groups  # the People's Daily, Women's Aid
            if following and (whole or people) and not _is_full_name(following.split()):
                piece[-1] = (first, last, word)  # the Union's Immigrants' Rights Project is one name
                continue
            if not following and len(piece) == 1 and _speaks(text, last):
                piece[-1] = (first, last, word)  # Macy's said
                continue
            yield from _classify(text, piece)
            piece = []
    yield from _classify(text, piece)


def _speaks(text: str, end: int) -> bool:
    """True where a verb of saying follows right behind a name."""
    following = _LOWER.match(text, end)
    return following is not None and following[1] in words().verbs


def _is_full_name(written: Sequence[str]) -> bool:
    """True for two or three words that begin with a given name and hold nothing of an organization's."""
    lower = [word.lower() for word in written]
    given = 2 <= len(lower) <= 3 and lower[0] in given_names()
    return given and not any(word in words().organizations or word in words().titles for word in lower)


def _classify(text: str, piece: list[tuple[int, int, str]]) -> Iterator[Mention]:
    lists = words()
    while piece and (_leads(piece[0][2]) or piece[0][2] == "&") and not _is_given(text, piece):
        piece = piece[1:]
    if len(piece) > 1 and piece[0][2].endswith(_OF_PLACE):
        piece = piece[1:]  # the London-based Rivers Union
    while piece and piece[-1][2].lower() in lists.stop and piece[-1][2] not in ("May", "Will", "WHO", "US"):
        piece = piece[:-1]
    if not piece:
        return
    if len(piece) > 1:
        piece = _once(text, piece)
    lower = [word.lower() for _, _, word in piece]
    kind, cut = kind_of(lower, [word for _, _, word in piece])
    named_so = kind is MentionKind.PERSON and not cut and lower[-1] in lists.surnames_too
    named_so = named_so or (kind is MentionKind.PERSON and not cut and lower[0] in lists.places)
    if named_so and text.endswith(("the ", "The "), 0, piece[0][0]):
        kind = MentionKind.ORGANIZATION  # the Green House, the Dallas Rovers
    if kind is MentionKind.NAME and len(piece) > 2:
        behind = _behind_office(text, piece, lower)
        kind, cut = (MentionKind.PERSON, behind) if behind else (kind, cut)
    if kind is MentionKind.ORGANIZATION and len(piece) in (3, 4) and lower[0] in ("house", "mission", "staff"):
        office = _OFFICE_OF.search(text, max(0, piece[0][0] - 20), piece[0][0])  # "Speaker of the House NAME"
        kind, cut = (MentionKind.PERSON, 1) if office and can_be_name(lower[1:]) else (kind, cut)
    if kind is MentionKind.PERSON and cut and _names_organization(lower[: cut - 1]):
        # the office's own body is a mention: "U.S. Department of Homeland Security Secretary John Kelly"
        body = piece[: cut - 1]
        yield _mention(MentionKind.ORGANIZATION, body, 0, text)
    yield _mention(kind, piece, cut, text)


def _behind_office(text: str, piece: list[tuple[int, int, str]], lower: Sequence[str]) -> int:
    """How many words of a run are the place of an office before it: "ambassador to Norway" NAME; 0 for any other."""
    office = _OFFICE_OF.search(text, max(0, piece[0][0] - 40), piece[0][0])
    if office is None or not (office[1].islower() and (office[1] in words().people or office[1] in words().titles)):
        return 0
    lists, cut = words(), 0
    while cut < len(piece) - 2 and (lower[cut] in lists.places or " ".join(lower[cut : cut + 2]) in lists.places):
        cut += 1 if lower[cut] in lists.places else 2
    rest = lower[cut:]
    plain = not any(word in lists.organizations or word in lists.titles or word in lists.places for word in rest)
    return cut if len(rest) > 1 and plain else 0


def _once(text: str, piece: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """A run up to where its name comes again, for pages that print a name, its bearer's card and a headline at once:
    "Ann Orr Ann Marie OrrVigo wins", "President Orr Ann Marie OrrVigo", "Ann OrrAnn OrrVigo"."""
    if _GLUED.search(text, piece[0][0], piece[-1][1]) is None:
        return piece
    for at, (_, _, word) in enumerate(piece):
        short = next((word.removesuffix(one) for _, _, one in piece[:at] if word.endswith(one) and word != one), "")
        if short and short[-1].islower():
            return [*piece[:at], (piece[at][0], piece[at][0] + len(short), short)]
        later = (other for _, _, other in piece[at + 1 :] if other.startswith(word) and other != word)
        if any(other[len(word)].isupper() for other in later):
            return piece[: at + 1]
    return piece


def _leads(word: str) -> bool:
    """True for a word that is no name's, with a sentence's capital: I’ll, Maybe, Apparently; a player's WATCH."""
    lower = word.lower()
    if "’" in lower:
        lower = lower.replace("’", "'")
    return (lower in words().stop and word not in ("US", "WHO")) or word == "WATCH"


def _is_given(text: str, piece: list[tuple[int, int, str]]) -> bool:
    """True for a month or an auxiliary that is a given name here: a name follows it, and nothing makes it a date."""
    start, _, word = piece[0]
    if word == "May" and len(piece) == 1:
        return _speaks(text, piece[0][1])  # "May said"
    if word == "Will" and len(piece) == 2:  # "Will Orr, the mayor", not "Will Orr win?"
        after = text[piece[1][1] : piece[1][1] + 12]
        return after.startswith(", ") or after.strip().partition(" ")[0] in words().verbs
    if len(piece) < 2 or word not in ("April", "June", "August") or piece[1][2].lower() in words().stop:
        return False
    before = text[max(0, start - 8) : start].split()
    return not before or before[-1].lower() not in (
        "in",
        "on",
        "by",
        "since",
        "until",
        "last",
        "this",
        "next",
        "of",
        "from",
    )


def _names_organization(lower: Sequence[str]) -> bool:
    listed = words().organizations
    return (
        len(lower) > 1
        and lower[-1] != "state"
        and (lower[-1] in listed or (lower[-1] not in words().stop and "of" in lower))
    )


def _mention(kind: MentionKind, piece: list[tuple[int, int, str]], cut: int, text: str) -> Mention:
    name = piece[cut:]
    title = text[piece[0][0] : piece[cut - 1][1]] if cut else ""
    quoted = [word for _, _, word in name if word[0] in _QUOTED]
    parts = tuple(word for _, _, word in name if word[0] not in _QUOTED) or tuple(quoted)
    nickname = quoted[0].strip(_QUOTED) if quoted else ""
    return Mention(name[0][0], name[-1][1], kind, parts, title, piece[0][0], nickname)
