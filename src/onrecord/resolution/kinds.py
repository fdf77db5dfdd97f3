"""What the words of a source name: the head of the noun phrase, and the kind of voice it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.spans import Span
from onrecord.resolution.entities import Page
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention, MentionKind, find_mentions
from onrecord.resolution.personnouns import is_person_noun
from onrecord.resolution.relatives import AGENTS, plural_verb
from onrecord.resolution.roles_before import role_before

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "p", "them": "p", "their": "p", "themselves": "p", "it": "n", "its": "n", "itself": "n",
    "i": "i", "me": "i", "my": "i", "we": "w", "us": "w", "our": "w", "you": "y", "your": "y",
    "who": "r", "which": "r", "that": "r", "whom": "r", "whose": "r",
}  # fmt: skip
_LEAD = re.compile(r"(?:according to|by|from|says|said|as|for|both|even|only|but|and)\s+", re.I)
_HEAD_END = re.compile(
    r"[,;:(\[—―\n]|[\"”] | (?:[-–]|--) |\s(?:who|which|that|whose|whom|of|for|from|at|in|with|by|on|to|and|or|near"
    r"|outside|among|like|inside|behind|within|across|close|familiar|briefed|released|issued|published|obtained|conducted|posted|speaking"
    r"|filed|signed|written|sent|prepared|drafted|carried|seen|reviewed|provided|commissioned|addressed|presented|shown|cited"
    r"|submitted|gathered|collected|accused|charged|convicted|including|as|under|above|below|against|during|after|before|between|into|about|over|since|through)\s"
)
_ONE_OF = re.compile(
    r"(?:one|another|a member) of "
    r"(?:(?:the|his|her|its|their|those|these|several|two|many)\b|(?:\w+\.? ){1,3}?\w+['’]s? )",
    re.I,
)
_DATELINE = re.compile(r"[A-Z][A-Z .,]{3,40}(?: \([^()]{1,20}\))? (?:-{1,2}|[–—]) (?=\w)")
_EMPHATIC = re.compile(r" (?:himself|herself|itself|themselves|also|all|both)$")
_EDGE = " \t\n`'\"“”‘,.;:()[]—–-"
_GROUPING = re.compile(
    r"(?:(?:fully|roughly|just|only|nearly|about|almost|over|under|around|at least|(?:more|fewer|less) than) )?"
    r"(?:both|all|many|most|much|some|several|few|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands"
    r"|more than|nearly|about|at least|half|\d[\d,.]*(?: percent| per cent|%)?"
    r"|(?:one|two|three|four|five|six|seven|eight|nine)[- ](?:in|out of)[- ](?:three|four|five|ten|10)"
    r"|(?:large|huge|overwhelming|vast|slim)? ?(?:majorities|numbers|shares) of"
    r"|(?:an?|the) (?:[\w-]+ )?(?:range|variety|bulk|rest|group|number|majority|minority|handfuls?|coalition|crowd"
    r"|couple|pair|lot|third|quarter|slew|host|band|bunch|dozen|string|chorus|set|series|batch|round|trove|collection|raft|spate"
    r"|swath|chunk|fraction|percentage|proportion|share|portion|plurality|cross-section) of)\b",
    re.I,
)
# What follows a noun and speaks of it: "activists placed in the hall", "leaders such as NAME".
_PARTICIPLE = re.compile(
    r"(?: [a-z]+ly)? (?:[a-z-]{2,}(?:ed|ing)|given|such|sent|seen|held|led|made|put|known)(?:\s|(?<=ed)\Z)"
)
_OPENS = re.compile(r"(?:the |an? )?(?:early |late |[a-z]+ly )?", re.I)
_WHEN = re.compile(
    r"(?:,? (?:on |out |late |early )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tonight|yesterday|recently"
    r"|(?:earlier )?this (?:week|month|year|morning|evening|afternoon)|last (?:week|month|year|night)|the other day"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?:morning|afternoon|evening|night)))+$"
)
_ACRONYMS = frozenset(("WHO", "US", "IT"))
_DAY = re.compile(r" (?:(?:late|early) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_CAPITAL = re.compile(r" [A-Z]\w")
_AND_OWN = re.compile(r"(?:[^\s,;:]+ ){1,8}and (?:his|her|its|their) [a-z]")  # "the nominee and his aides"
_WORK = re.compile(r"['’]s? [“\"][A-Z0-9][^”\"]{1,80}[”\"]?$")  # Orr's “Dry Land”
_KNOWN_AS = re.compile(
    r",?(?: who (?:was|is|gave (?:his|her|their) name))? (?:(?:better |also )?(?:known|identified|described)"
    r"(?: only| simply)? as|named|called|nicknamed|as) \Z"
)
_BEFORE_NAME = re.compile(r"(?:[^,;:\n]* )?(?:in[ -]chief|[a-z]+ \([^()]{2,40}\)) ")  # "editor in chief" NAME
_ALONE = {"one": "unnamed", "another": "unnamed", "the other": "unnamed", "no one": "group", "not one": "group"}
_AND = re.compile(r",? (?:and|&) (?:[\w’'.-]+ ){0,7}\Z")
_BESIDE = re.compile(  # between a name and the "and" that joins another one
    r"(?: \([^()\n]{1,30}\)|,? [RDI]-[A-Z][\w.]*,?| (?:of|from|at) (?:the )?[A-Z][\w.&’'-]*(?: (?:of |the |and )*"
    r"[A-Z][\w.&’'-]*)*|, (?:[^,;:“”\"]+)(?:, [^,;:“”\"]+){0,3},)?\s*"
)


class Head(StrEnum):
    """What the head of a source is."""

    PRONOUN = "pronoun"
    NAME = "name"
    OFFICE = "office"
    UNNAMED = "unnamed"
    GROUP = "group"
    DOCUMENT = "document"
    BODY = "body"
    HANDLE = "handle"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """A source's words read: the head's kind, its last word (lower case), and the mentions among the words.

    ``mention``  the name that is the head, or that the head is explained by ("a spokesman, John Smith").
    """

    head: Head
    span: Span
    noun: str = ""
    mention: Mention | None = None
    mentions: tuple[Mention, ...] = ()


def read_source(page: Page, spans: tuple[Span, ...]) -> Source:
    """What the words of a source name. ``spans`` is not empty."""
    span = max(spans[:8], key=lambda part: (any(c.isalpha() for c in part.text), -part.start))
    start, end = _core(page, span)
    text = page.text[start:end]
    lower = text.lower().removesuffix("'s").removesuffix("’s")
    pronoun = lower.partition(", ")[0]  # "they, like Orr"
    if pronoun in PRONOUNS and text not in _ACRONYMS:
        return Source(Head.PRONOUN, span, pronoun)
    if lower in _ALONE:
        return Source(Head(_ALONE[lower]), span, lower)
    if re.fullmatch(r"@\w{1,30}", text):
        return Source(Head.HANDLE, span, lower)
    if len(text) == 1:
        return Source(Head.OTHER, span, lower)  # "Q:"
    mentions = page.within(start, end) or tuple(find_mentions(page.text, start, end))
    first = mentions[0] if mentions and mentions[0].outer == start and page.is_person(mentions[0]) else None
    if first is not None and _CAPITAL.match(page.text, first.end, end):  # a name, printed with its bearer's card
        return Source(Head.NAME, span, lower, first, mentions)
    stop = _head_end(page.text, start, end, mentions)
    head = page.text[start:stop].strip(_EDGE)
    last = head.split()[-1].lower().removesuffix("'s").removesuffix("’s").rstrip("'’") if head.split() else ""
    titled = _titled_over_place(page, start, end, mentions)
    if _AND_OWN.match(text):
        return Source(Head.GROUP, span, "people", None, mentions)
    if _WORK.search(text) and not titled:
        return Source(Head.DOCUMENT, span, "film")
    if _several(page, start, end, mentions) or (
        titled is None and _lists_people(page.text[start:end], start, mentions)
    ):
        return Source(Head.GROUP, span, "people", None, mentions)
    head_stop = start + len(page.text[start:stop].rstrip(_EDGE))
    ending = next((one for one in mentions if one.outer < stop and abs(one.end - head_stop) <= 2), None)
    if titled is not None and (ending is None or ending.kind is not MentionKind.PERSON):
        return Source(Head.NAME, span, last, titled, mentions)
    if ending is not None and re.search(r"(?:^|\s)(?:and|&)\s", page.text[ending.end : end][:8]):
        return Source(Head.GROUP, span, "people", None, mentions)
    family = ending is not None and _is_family(page, ending)
    if ending is not None and not family and not _explains(page, start, ending) and _names(ending, head, last):
        return Source(Head.NAME, span, last, ending, mentions)
    if _ONE_OF.match(head):
        return Source(Head.UNNAMED, span, last, None, mentions)
    apposed = _apposed(page, stop, end, mentions)
    kind = noun_head(head, last, apposed)
    if kind is Head.OTHER and last.endswith("s") and any(m.parts[0].lower() == last for m in mentions):
        kind = Head.GROUP
    return Source(kind, span, last, apposed, mentions)


def _core(page: Page, span: Span) -> tuple[int, int]:
    """A source's range without marks at its edges, a dateline, words that lead in, a day or "himself" behind it."""
    start, end = span.start, span.end
    while start < end and page.text[start] in _EDGE:
        start += 1
    while start < end and page.text[end - 1] in _EDGE.replace(".", ""):
        end -= 1
    dateline = _DATELINE.match(page.text, start, end)
    if dateline is not None:
        start = dateline.end()
    lead = _LEAD.match(page.text, start, end)
    if lead is not None and page.text[start:end].lower() not in PRONOUNS:
        start = lead.end()
    when = _WHEN.search(page.text, start, end)
    if when is not None and when.start() > start:  # "a report Tuesday"
        end = when.start()
    emphatic = _EMPHATIC.search(page.text[start:end])
    if emphatic is not None and emphatic.start():
        end = start + emphatic.start()
    return start, end


def _is_family(page: Page, ending: Mention) -> bool:
    """True for "the Orrs", where the page names Ann Orr."""
    name = ending.parts[0].lower()
    alone = len(ending.parts) == 1 and name.endswith("s") and page.text.endswith(("the ", "The "), 0, ending.outer)
    return alone and any(page.entities[one].kind is MentionKind.PERSON for one in page.by_word.get(name[:-1], ()))


def _names(ending: Mention, head: str, last: str) -> bool:
    """True where the name that ends a source's head is what it names: no office, plural or "the Republican"."""
    plural = ending.kind is not MentionKind.PERSON and _plural_people(last) and "for" not in ending.parts
    if plural or ending.kind is MentionKind.OFFICE:
        return False
    if re.fullmatch(r"[A-Z]{2,}s", ending.parts[-1]):
        return False  # PACs
    if len(ending.parts) == 1 and (last[:-1] in words().anaphors or last[:-3] + "y" in words().anaphors):
        return not last.endswith("s")  # "Companies"
    return not (last in ("republican", "democrat") and head.lower().startswith(("the ", "a ", "an ", "one ")))


def _titled_over_place(page: Page, start: int, end: int, mentions: tuple[Mention, ...]) -> Mention | None:
    """The name behind an office with its place: "Ambassador to Russia Ann Lee", "Isle of Man minister Ann Lee"."""
    for mention in mentions:
        if mention.kind is not MentionKind.PERSON or (
            mention.end < end and not page.text.startswith((",", " ("), mention.end)
        ):
            continue
        role = role_before(page.text, mention) if len(mention.parts) > 1 and mention.outer > start else None
        adjacent = role is not None and role[1] > mention.start - 6
        if role is not None and adjacent and _OPENS.fullmatch(page.text, start, max(role[0], start)):
            return mention  # the role before the name is all that stands before it
        before = page.text[start : mention.outer].split()
        many = len(before) > 1 and before[-2].lower() in words().groups  # "supporters of Democrat NAME"
        led = _BEFORE_NAME.fullmatch(page.text, start, mention.outer)
        if ") " in mention.title or (led and not re.search(r"\b(?:of|for|to|by|with)\b", led[0])):
            return mention  # "Rivers Union (RU) President" NAME
        placed = len(before) > 1 and before[-1] in ("to", "of", "in")
        if placed and not many and len(mention.parts) > 1 and mention.title:
            return mention
    return None


def _apposed(page: Page, stop: int, end: int, mentions: tuple[Mention, ...]) -> Mention | None:
    """The name that explains a head: "a spokesman, Paul Stern", "a spokeswoman for the Rivers Union, Ann Lee"."""
    following = [m for m in mentions if m.start > stop and m.kind in (MentionKind.PERSON, MentionKind.NAME)]
    if following and page.text[stop : following[0].outer].strip() in (",", "--", "—", "–"):
        return following[0]
    if following and _KNOWN_AS.match(page.text, stop, following[0].outer):
        return following[0]
    last = following[-1] if following else None
    if last is None or last.end < end or not page.text.endswith(", ", 0, last.outer):
        return None
    between = page.text[stop : last.outer - 2].split()
    # "a spokesman for the mayor, Ann Lee" is the mayor
    return None if not between or is_person_noun(between[-1]) or not page.is_person(last) else last


def noun_head(head: str, last: str, apposed: Mention | None) -> Head:
    """The kind of voice that a noun phrase is, by its last word (lower case) and the name that explains it."""
    lists = words()
    lower = head.lower()
    if apposed is not None and is_person_noun(last):
        return Head.NAME
    if last == "figures" and re.search(
        r"\b(?:media|public|political|party|opposition|senior|top|leading|key) fig", lower
    ):
        return Head.GROUP
    if last in lists.documents and last not in ("will", "opinion"):
        return Head.DOCUMENT
    if last in ("someone", "somebody"):
        return Head.UNNAMED
    if last == "team" and re.match(r"(?:[Tt]he )?[A-Z]\S+ team$", head):
        return Head.BODY  # "the Orr team"
    if (
        last in lists.groups
        or "dozen" in lower
        or _GROUPING.match(re.sub(r"^the (?!\d)", "", lower))
        or _plural_people(last)
        or AGENTS.fullmatch(head.split()[-1] if head.split() else "")  # not "Sanders"
    ):
        return Head.GROUP
    if is_person_noun(last) or last in lists.titles or last in ("republican", "democrat"):
        first = lower.split(" ")[0]
        definite = first in ("the", "this", "that", "his", "her", "its", "their") or (
            head[0].isupper() and first not in ("a", "an", "one", "another")
        )
        return Head.OFFICE if definite else Head.UNNAMED
    if last.islower() and last.endswith("s") and (last[:-1] in lists.anaphors or last[:-3] + "y" in lists.anaphors):
        return Head.GROUP
    if last in lists.anaphors or last in lists.organizations or last in lists.state_bodies:
        return Head.BODY
    first = lower.split(" ")[0]
    if first in ("those", "these") or (last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))):
        return Head.GROUP  # "those over 60", "the dependencies"
    return Head.OTHER


def _plural_people(word: str) -> bool:
    """True for people by what they are: "officials", "Egyptians"."""
    lists = words()
    nation = word.endswith("s") and (word in lists.nationalities or word[:-1] in lists.nationalities)
    return nation or word in lists.groups or (word.endswith("ians") and len(word) > 6)


def _several(page: Page, start: int, end: int, mentions: tuple[Mention, ...]) -> bool:
    """True for people whom an "and" joins, whatever stands beside them: "Sen. X of Ohio and Sen. Y", "he and X"."""
    text = page.text
    if re.match(r"(?:he|she|they|we|I|He|She|They|We) (?:and|,? along with) ", text[start:end]):
        return True
    people = [m for m in mentions if m.kind is MentionKind.PERSON or page.is_person(m)]
    if len(people) < 2 or re.search(r"[,;:]|\b(?:of|for|to|by|with|about|than)\b", text[start : people[0].outer]):
        return False
    for other in people[1:]:
        joint = _AND.search(text, people[0].end, other.outer)
        if joint is not None and _BESIDE.fullmatch(text, people[0].end, joint.start()):
            return True
        if joint is not None and joint[0][0] == "," and _BESIDE.fullmatch(text, people[0].end, joint.start() + 1):
            return True
    return False


def _lists_people(text: str, offset: int, mentions: tuple[Mention, ...]) -> bool:
    """True for "X, Y and Z": nothing but names, commas and an "and", and what they are behind a comma."""
    if " and " in text:  # "X, Y and Z, the authors,"
        after = text.find(",", text.rindex(" and "))
        text = text[:after] if after >= 0 else text
    people = _people(mentions, offset + len(text))
    if len(people) < 2 or " and " not in text:
        return False
    rest, position = "", 0
    for mention in people:
        rest += text[position : max(mention.outer - offset, position)]
        position = mention.end - offset
    return not (rest + text[position:]).replace(" and ", "").strip(_EDGE)


def _people(mentions: tuple[Mention, ...], end: int) -> list[Mention]:
    return [m for m in mentions if m.end <= end and m.kind in (MentionKind.PERSON, MentionKind.NAME)]


def _explains(page: Page, start: int, ending: Mention) -> bool:
    """True when a name only explains another head ("a delegate supporting X"), or is no name ("Current officials")."""
    single = len(ending.parts) == 1 and not ending.title
    if single and ending.parts[0].lower() in words().groups | words().things:
        return True
    before = page.text[start : ending.outer].split()
    if len(before) > 1 and before[0].lower() in ("a", "an") and before[-1].islower():
        return not is_person_noun(before[-1]) and any(is_person_noun(word) for word in before)
    written = words().documents if ending.kind is MentionKind.NAME else words().own_voice
    if ending.kind is not MentionKind.PERSON and ending.parts[-1].lower() in written and not page.is_person(ending):
        return True  # "New Poll" in a headline, "a Washington Post Poll"
    alone = ending.kind is MentionKind.NAME and len(ending.parts) == 1 and page.entity(ending) is None
    if not alone or page.bearers(ending):
        return False
    if re.match(r" and [a-z]", page.text[ending.end : ending.end + 6]):
        return True
    if ending.parts[0].lower() in words().documents | words().groups:
        return True
    if ending.parts[0].endswith("s") and plural_verb(page.text, ending.end):
        return True  # "Exporters love"
    if AGENTS.fullmatch(ending.parts[0].lower()) and page.text.startswith((" of the ", " of a "), ending.end):
        return True  # "Backers of the pipeline"
    word = ending.parts[0].lower()  # "Applicants said": a word of the page, with the capital of a sentence's start
    return word.endswith("s") and re.search(rf"\b{re.escape(word)}\b", page.text) is not None


def _head_end(text: str, start: int, end: int, mentions: tuple[Mention, ...]) -> int:
    for found in _HEAD_END.finditer(text, start + 1, end):
        at = found.start()
        if any(m.outer <= at < m.end for m in mentions) or not text[start:at].strip(_EDGE):
            continue
        if found[0] in (" and ", " or ") and text[found.end() : found.end() + 1].islower() and text[start:at].islower():
            continue  # "current and former officials"
        if text[start:at].endswith("ly") and (text[start:at].split()[-1].islower() or text[start:at] == "Newly"):
            continue  # "newly released documents"
        if found[0][0] == "," and _goes_on(text, start, at):
            continue  # "one small, two-month study"
        before = text[start:at].strip()
        if (
            _GROUPING.fullmatch(before)
            or (found[0] == " of " and _GROUPING.fullmatch(f"{before} of"))
            or text[start:at].lower().strip()
            in (
                "one",
                "a spokesman and",
                "both",
            )
        ):
            continue
        return min(at, _modified(text, start, at + 1))
    return _modified(text, start, end)


def _goes_on(text: str, start: int, comma: int) -> bool:
    """True where a comma stands between adjectives."""
    before, after = text[start:comma].split(), text[comma + 1 : comma + 40].split()
    if not 1 < len(before) < 4 or before[0].lower() not in ("a", "an", "the", "one", "this", "another") or not after:
        return False
    adjective = before[-1].islower() and not _is_noun(before[-1])
    return adjective and (after[0].islower() or after[0][0].isdigit()) and after[0] not in words().stop


def _modified(text: str, start: int, end: int) -> int:
    """Where a noun ends that a participle follows; ``end`` where none does."""
    day = _DAY.search(text, start + 1, end)
    if day is not None and _is_noun(text[start : day.start()].split()[-1]):
        end = day.start()  # "a report Wednesday in"
    for found in _PARTICIPLE.finditer(text, start + 1, end):
        before, after = text[start : found.start()].split(), text[found.end() : end].split()
        if found[0].split()[-1] in words().documents:
            continue  # "state filing"
        modifies = after and found[0].endswith("ed ") and _is_noun(after[0])  # "Republican elected officials"
        if before and _is_noun(before[-1]) and not modifies:
            return found.start()
    return end


def _is_noun(word: str) -> bool:
    """True for a noun for people, a document or a body."""
    word, lists = word.lower(), words()
    return word in lists.groups or word in lists.documents or word in lists.anaphors or is_person_noun(word)
