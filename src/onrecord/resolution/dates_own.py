"""Which of the dates near a saying is its own: what stands before the date, and behind it, tells what it hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.resolution.acts import is_expected
from onrecord.resolution.circumstances import DOCUMENT_NOUN, OCCASION_NOUN
from onrecord.resolution.frame import Frame
from onrecord.resolution.lexicon import words
from onrecord.resolution.newsdates import DatePhrase, bare_in, phrases_in
from onrecord.resolution.newsdays import Anchor

# What a leading adjunct of the saying begins with; "After", "Since", "Following" and the like date something else.
_OPENER = re.compile(
    r"(?:On|In|At|During|Speaking|Appearing|Sitting|Responding|Reacting|Testifying|Addressing|Writing|Talking|Asked|Late|Early|Earlier|Back|Just|"
    r"As recently as|From|Between|Over|Only|Then,?|But|And|Yet|Still|However|Meanwhile|Also|Later|"
    r"Through|Via|Even)\b[ ,]*(?:on|in|at|during|late|early|earlier)?\b",
    re.IGNORECASE,
)
# Words between the cue and a date that give the date to a clause of their own.
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|when|where|because|if|although|though|whether|how|why|what|after|before|since|until|"
    r"while(?! \w+ing\b)|"
    r"as(?! (?:much|well)\b| (?:he|she|they) (?!(?:\w+ )*(?:to|will|would)\b))|"  # "said as she left on Tuesday"
    r"following|at the time|than|despite|amid|except|"
    r"(?:that(?! (?:theme|point|note|message|topic|subject)\b)|which)"
    r"(?! (?:was |were |is |had been )?(?:first |originally )?"
    r"(?:aired|airs|air|published|released|broadcast|posted|issued|sent|recorded|taped|ran|appeared)))\b|"
    r"[,;] (?:and|but)\b|;|:(?!\d)|\b(?:said|says|told|wrote)\b"
)
# "In a passage about a meeting in March": the date is the topic's
_TOPIC = re.compile(
    r"\b(?:[Oo]n the (?:heels|eve|day) of|[Ii]n the (?:wake|days|hours) (?:of|since|after|before)|[Aa]head of)\b|"
    r"\b[Ii]n (?:addition|answer|contrast|opposition|reaction|reference|regard|relation|reply|response) to\b|"
    r"\b(?:about|regarding|concerning|describing) (?:an?|the|his|her|its|their)\b[^,]*\Z"
)
_AGAINST = re.compile(
    r"(?:\b(?:of|about|after|since|following|until|till|regarding|concerning|over|for|against|before|from|between|"
    r"by|to|than|through|amid|toward|towards|under|without|despite|per|next)(?: the| his| her| its| their| a| an)?"
    r"(?: (?:early|late|mid))?|\b\w+ ?-)\s*\Z",
    re.IGNORECASE,
)
# "a book which, she said, contains notes of the 1970s": after an aside the content goes on
_RESUMED = re.compile(
    r"\A\s*,\s+(?:is|was|are|were|has|had|have|will|would|can|could|contains?|includes?|shows?|went|came)\b"
)
_AHEAD = re.compile(
    r"\b(?:to be|to air|airs?|airing|due|will|scheduled|slated|coming|upcoming|set (?:for|to))\b[^,;]{0,40}\Z"
)
_AND_SAID = re.compile(r"\A\s+(?:gave|granted|held|issued|made|posted|published|released|sent|wrote)\b[^;:]*\band\s*\Z")
_MEASURE = re.compile(r"[ -](?:word|page|member|people|person|seat|mile|foot|pound|acre|bed|unit|delegate)s?\b")
_ABOUT = re.compile(r"\A[\s,]*(?:again |also )?(?:of|about|regarding|concerning|on (?:the|his|her|their|its)\b)")
PARTICIPLE = re.compile(
    r"\b(?!(?:between|children|downtown|even|men|often|own|ten|then|town|when|women)\b)"
    r"(?P<word>[a-z]+(?:ed|en|wn|held|shot|born|hit|set|made|built|led|won|lost))(?: on| in)?\s*\Z"
)
_RELEASED = frozenset(
    [
        "released",
        "issued",
        "published",
        "posted",
        "aired",
        "broadcast",
        "televised",
        "sent",
        "dated",
        "held",
        "given",
        "recorded",
        "taped",
        "filed",
        "delivered",
        "made",
        "conducted",
        "signed",
        "circulated",
        "distributed",
        "emailed",
        "mailed",
        "unveiled",
        "uploaded",
        "written",
        "tweeted",
        "provided",
        "obtained",
        "hosted",
        "organized",
        "convened",
        "webcast",
        "streamed",
        "live-streamed",
        "submitted",
        "unsealed",
        "disclosed",
        "printed",
        "drafted",
        "shared",
    ]
)
_ITS_SUBJECT = re.compile(r"\b(?:[A-Z][\w’'-]+|he|she|they|it|we) \Z")
_STUDY = re.compile(r"\b(?:analys[ie]s|assessments?|audits?|census|estimates?|evaluation|forecast|inquiry|review)\b")
_DID = re.compile(r"\s+(?:\w+ly )?\w+(?:ed|ew|ke|ve|de|me|nt|ld)\b")
_LAST_DAY = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:[Ll]ast|[Tt]his) (?:week|month|year))")
_DOING = re.compile(r"\b(?:who|that|which|\w{3,}ing|\w{2,}ed)\b")
_OF_ANOTHER = re.compile(r"\b(?:of|about|after|before|since) (?:the|his|her|its|their|an?) \Z")
_FIRST_VERB = re.compile(r"\s+(?:(?:also|again|later|then|just|\w+ly)\s+)?[a-z]+\b")
_AHEAD_OF = re.compile(r"\b(?:will|would|plans?|planned|expected|scheduled|going|wants?|hopes?)\b")
_THEN_WHEN = re.compile(r"(?:['’]s? \w+)?,? (?:when|where|as|(?:in|at|during|on) which) ")
_PAST = re.compile(r"\b(?:\w+ed|said|told|wrote|spoke|made|gave|took|went|began|sought)\b")
_SHORT = re.compile(r"(?:i|you|he|she|it|we|they|that|there|who|what)['’](?:s|m|d|re|ve|ll)\b")
_NOW = re.compile(r"(?:to|is|are|has|have|be)\b")
_PRESENT = re.compile(r"(?:\w+ly )?[a-z]{3,}s(?: \w+)?")
_DATELINE = re.compile(r"[A-Z]{3}[^\n]{0,60}? ?[—–―-]{1,2} ")
_ASKED = re.compile(r"(?:When )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned)(?: by \w+)?(?: on| late| early)?")
_AT_OCCASION = re.compile(
    r" (?:at|during|in) (?:an?|the|his|her|their) (?:[\w’'-]+ ){0,3}(?:briefing|conference|debate|forum|hearing|"
    r"interview|rally|town hall)(?: on| late| early)? \Z"
)
_WHEN_THEY = re.compile(r"\A, [^,;]{3,90} when \Z")
_ADJUNCT = re.compile(r" (?:in|during|at|via|through|on|while speaking|speaking) ")
_LAST_WORDS = re.compile(
    r", (?:on )?(?P<day>(?:last|this) (?:week|month|year)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? \Z"
)
_TOLD = re.compile(r"\s+(?:(?:also|has|had|have)\s+)*(?:told|said|says|wrote)\b")


def dates_of_saying(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """Dates of the saying, the likeliest first: after the cue, within it, in its source, before it."""
    text = frame.text
    if frame.cue:
        last = frame.cue[0]
        for part in frame.cue:  # not "changed his account of the July 10 meeting to say"
            for phrase in phrases_in(text, part.start, part.end, anchor):
                if not _OF_ANOTHER.search(text, part.start, phrase.start):
                    yield phrase
        start, end = last.end, frame.main[1]
        yield from _after(frame, anchor, start, end)
    yield from _in_source(frame, anchor)
    yield from _between(frame, anchor)
    yield from _leading(frame, anchor)
    yield from _going_on(frame, anchor)
    yield from _occasion_of(frame, anchor)
    yield from _trailing(frame, anchor)


def _after(frame: Frame, anchor: Anchor, start: int, end: int) -> Iterator[DatePhrase]:
    """Dates behind the cue: "said on Feb. 22", "said X, his lawyer, in a statement on Monday"."""
    if start >= end:
        return
    text = frame.text
    for part in frame.source:  # an inverted source is not part of what hangs on the cue
        if start <= part.start < end:
            yield from _hanging(text, start, part.start, anchor)
            start = part.end
    yield from _hanging(text, start, end, anchor)


def _hanging(text: str, start: int, end: int, anchor: Anchor) -> Iterator[DatePhrase]:
    for phrase in _candidates(text, start, end, anchor):
        before = text[start : phrase.start]
        if _CLAUSE.search(before) or _RESUMED.match(before):
            return
        if not _foreign(before, text, phrase):
            yield phrase


def _candidates(text: str, start: int, end: int, anchor: Anchor) -> list[DatePhrase]:
    full = list(phrases_in(text, start, end, anchor))
    bare = [
        phrase
        for phrase in bare_in(text, start, end, anchor)
        if not any(other.start < phrase.end and phrase.start < other.end for other in full)
        and _qualifies_occasion(text, phrase, end)
    ]
    return sorted([*full, *bare], key=lambda phrase: phrase.start)


_TO_NOUN = re.compile(r",?(?:['’]s)?((?: (?!and\b|or\b|to\b|in\b|of\b|that\b|with\b|for\b)[\w'’.&-]+){1,4})")


def _qualifies_occasion(text: str, phrase: DatePhrase, end: int) -> bool:
    """True for "a 2014 interview", "Monday's news conference": the next few words hold an occasion or a document."""
    found = None if _MEASURE.match(text, phrase.end) else _TO_NOUN.match(text, phrase.end, end)
    nouns = (OCCASION_NOUN, DOCUMENT_NOUN, _STUDY)
    return found is not None and any(noun.search(found[1]) for noun in nouns)


def _foreign(before: str, text: str, phrase: DatePhrase) -> bool:
    """True when the words before a date give it to something other than the saying."""
    possessive = text[phrase.end : phrase.end + 2] in ("'s", "’s")
    if possessive and not _qualifies_occasion(text, phrase, len(text)):
        return True
    spanned = (
        phrase.edtf is not None and "/" in phrase.edtf and before.endswith(("from ", "From ", "between ", "Between "))
    )
    if _AHEAD.search(before) or (_AGAINST.search(before) and not spanned):
        return True
    if _ABOUT.search(before):
        words = re.sub(r"\s*\b(?:on|late|early|earlier)?\s*\Z", "", before).split()
        return not (words and (words[-1][:1].isupper() or words[-1] in ("him", "her", "them", "it")))
    held = PARTICIPLE.search(before.rstrip())
    if held is None:
        return False
    theirs = _ITS_SUBJECT.search(before[: held.start()])  # "the pledge that Orr made on Monday", no speech of hers
    own = OCCASION_NOUN.search(before) or DOCUMENT_NOUN.search(before)
    return held["word"] not in _RELEASED or (theirs is not None and not own)


def is_foreign(text: str, start: int, phrase: DatePhrase) -> bool:
    """True when the words from ``start`` to a date give it to something other than what they begin with."""
    before = text[start : phrase.start]
    return bool(_CLAUSE.search(before) or _AHEAD.search(before)) or _foreign(before, text, phrase)


def _in_source(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """A document or occasion that speaks carries its date: "a memo released on Monday says", "a 2014 report found"."""
    for part in frame.source:
        for phrase in phrases_in(frame.text, max(part.start, part.end - 14), part.end, anchor):
            before = frame.text[part.start : phrase.start]
            led = any(0 <= cue.start - part.end <= 2 for cue in frame.cue)  # "A senator this week" said
            plain = _LAST_DAY.fullmatch(frame.text, phrase.start, phrase.end) and not _DOING.search(before)
            if led and plain and phrase.end == part.end and not _foreign(before, frame.text, phrase):
                yield phrase
        if not (DOCUMENT_NOUN.search(part.text) or OCCASION_NOUN.search(part.text) or _STUDY.search(part.text)):
            continue
        for phrase in _candidates(frame.text, part.start, part.end, anchor):
            before = frame.text[part.start : phrase.start]
            if _CLAUSE.search(before) or (_AGAINST.search(before) and not before.endswith(("from ", "by "))):
                break
            held = PARTICIPLE.search(before.rstrip())
            if not (held and held["word"] not in _RELEASED):
                yield phrase


def _between(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """Between source and cue only an adverbial counts: "X on Monday said", "X, in a statement Monday, said"."""
    if not frame.cue or not frame.source:
        return
    first = frame.cue[0]
    sources = [part for part in frame.source if part.end <= first.start and part.start >= frame.main[0]]
    if not sources:
        return
    start, end = sources[-1].end, first.start
    text = frame.text
    gap = text[start:end]
    opener = re.match(
        r"[\s,]*(?:(?:also|again|posted|released|published|dated|sent|issued|written|filed)\s)?"
        r"(?=(?:on|in|at|during|speaking|late|early|earlier|via)\b|[A-Zlty])",
        gap,
    )
    last = _LAST_WORDS.search(text, start, end)  # "Lee, who came late, last week said"
    yield from phrases_in(text, last.start("day"), end, anchor) if last else ()
    if opener is None or _CLAUSE.search(gap):
        return
    for phrase in _candidates(text, start + opener.end(), end, anchor):
        before = text[start + opener.end() : phrase.start]
        adverbial = not before or _OPENER.match(before)
        if adverbial and not _foreign(before, text, phrase):
            yield phrase


def _going_on(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """A saying told in two: "spoke out Tuesday about it, arguing that", "gave an interview on Friday and warned"."""
    if not frame.cue:
        return
    stop = frame.cue[0].start
    start = max((part.end for part in frame.source if frame.main[0] <= part.start < stop), default=frame.main[0])
    gap = frame.text[start:stop]
    aim = frame.cue[0].text.startswith("to ") and _DID.match(gap) and not _AHEAD_OF.search(gap)  # "came Monday to ask"
    if re.match(r"(?:\w+ly |also )?\w+ing\b", frame.cue[0].text) or aim or _AND_SAID.match(gap):
        told = _TOLD.match(gap) or _FIRST_VERB.match(gap)
        yield from _hanging(frame.text, start + (told.end() if told else 0), stop, anchor)


def _occasion_of(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """The date right before a clause that tells what was said then: "in 2008 when she said", "on Tuesday, where he"."""
    anchors = [part for part in (*frame.source, *frame.cue) if frame.main[0] <= part.start < frame.main[1]]
    stop = min((part.start for part in anchors), default=frame.main[0])
    for phrase in phrases_in(frame.text, frame.main[0], stop, anchor):
        before = frame.text[frame.main[0] : phrase.start]
        when = _THEN_WHEN.fullmatch(frame.text, phrase.end, stop)
        then = when is not None and (" as " not in when[0] or (frame.cue and _PAST.search(frame.cue[0].text)))
        if then and not _AHEAD.search(before):
            yield phrase


def _trailing(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """Dates behind the content that can't be its own: "praised the bill on Tuesday", "denied it in a letter Friday"."""
    start, end = frame.tail
    if start >= end or not frame.cue or is_expected(frame.cue[-1].text) or _NOW.match(frame.cue[-1].text):
        return
    for phrase in phrases_in(frame.text, start, end, anchor):
        before = frame.text[start : phrase.start]
        bare = before.strip() in ("", "on", "late", "late on", "early", "early on")
        noun = (
            OCCASION_NOUN.search(before) or DOCUMENT_NOUN.search(before) or _qualifies_occasion(frame.text, phrase, end)
        )
        adjunct = _ADJUNCT.match(before) and noun
        if (
            not (bare or adjunct)
            or "," in before
            or _CLAUSE.search(before)
            or (adjunct and _foreign(before, frame.text, phrase))
        ):
            return
        content = max((part.end for part in frame.cue if part.end <= start), default=start)
        held_then = OCCASION_NOUN.search(
            frame.text, max(content, start - 50), start
        )  # "defended the meeting last week"
        if bare and (held_then or has_clause(frame.text, content, start)):
            return
        yield phrase
        return


def has_clause(text: str, start: int, end: int) -> bool:
    """True where a content holds a verb of its own, so that a date in or behind it may be of what it tells."""
    held = text[start:end].lower().split()
    verbs = words().finite | words().auxiliaries
    short = any(word.endswith(("n't", "n’t")) or _SHORT.match(word) for word in held)
    return held[:1] == ["to"] or short or any(word.strip("“”\",.’'") in verbs for word in held)


def _leading(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """Dates of an adjunct that opens the sentence: "On Monday, X said", "In a memo released on Feb. 21, X wrote"."""
    text = frame.text
    anchors = [part for part in (*frame.source, *frame.cue) if frame.main[0] <= part.start < frame.main[1]]
    stop = min((part.start for part in anchors), default=frame.main[0])
    for start, end in (frame.head, (frame.main[0], stop)):
        now = frame.cue and _PRESENT.fullmatch(frame.cue[0].text) and " where " in text[start:end]
        if start < end and not now:  # "On Tuesday he bought a wall, where he posts": of every day
            yield from _opening(text, start, end, anchor)


def _opening(text: str, start: int, end: int, anchor: Anchor) -> Iterator[DatePhrase]:
    phrases = _candidates(text, start, end, anchor)
    if not phrases:
        return
    first = phrases[0]
    dateline = _DATELINE.match(text, start, first.start)
    before = text[dateline.end() if dateline else start : first.start]
    if before.strip(" \"“'‘") and not _OPENER.match(before.lstrip(" \"“'‘")):
        return
    if _CLAUSE.search(before):
        return
    asked = before.strip(" \"“'‘")
    briefed = _ASKED.match(asked) and _AT_OCCASION.search(before) and text.startswith(",", first.end)
    if briefed or _ASKED.fullmatch(asked):
        yield first  # "Asked Sunday if he would go, Lee said", "Asked of it at his briefing Sunday, Lee said"
        return
    if _TOPIC.search(before) or _foreign(before, text, first):
        return
    rest = text[first.end : end]
    stepped = _WHEN_THEY.search(rest)  # "On Thursday, Lee stepped in when she"
    if not stepped and re.search(r"\b(?:who|but|and then|when|that)\b|;|(?:\b(?:will|would)|['’]ll)\b.*\band\b", rest):
        return
    yield first
