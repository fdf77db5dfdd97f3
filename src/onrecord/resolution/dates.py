"""When a statement was made: the date that the page gives for the saying, apart from the page's own dates.

A date counts where it hangs on the saying ("said on Feb. 22", "in a memo released on Feb. 21, he wrote"), and not
where it hangs on something else ("who was elected in 2012", "said after Monday's vote").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from onrecord.core.article import Article
from onrecord.core.dates import PartialDate
from onrecord.core.statements import Act, Attribution, Form, SaidDate
from onrecord.resolution.acts import act_of_cue, is_expected
from onrecord.resolution.circumstances import DOCUMENT_NOUN, OCCASION_NOUN
from onrecord.resolution.frame import Frame, frame_of
from onrecord.resolution.lexicon import words
from onrecord.resolution.newsdates import DatePhrase, bare_in, phrases_in
from onrecord.resolution.newsdays import Anchor
from onrecord.resolution.outlets import outlet_for_domain

_MAYBE = re.compile(
    r"day\b|tomorrow|night\b|\b[12]\d\d\d|\bago\b|\b(?:week|month|year|weekend)\b|\bthis (?:morning|afternoon|evening)|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|spring|summer|autumn|\bfall\b|winter|Eve\b|Halloween",
    re.IGNORECASE,
)
# What a leading adjunct of the saying begins with; "After", "Since", "Following" and the like date something else.
_OPENER = re.compile(
    r"(?:On|In|At|During|Speaking|Appearing|Testifying|Addressing|Writing|Talking|Asked|Late|Early|Earlier|Back|Just|"
    r"From|Between|Over|Only|Then,?|But|And|Yet|Still|However|Meanwhile|Also|Later|"
    r"Through|Via)\b[ ,]*(?:on|in|at|during|late|early|earlier)?\b",
    re.IGNORECASE,
)
# Words between the cue and a date that give the date to a clause of their own.
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|when|where|because|if|although|though|whether|how|why|what|after|before|since|until|"
    r"while(?! \w+ing\b)|as(?! (?:he|she|they) (?!(?:\w+ )*(?:to|will|would)\b))|"  # "said as she left on Tuesday"
    r"following|at the time|than|despite|amid|except|"
    r"(?:that|which)(?! (?:was |were |is |had been )?(?:first |originally )?"
    r"(?:aired|airs|air|published|released|broadcast|posted|issued|sent|recorded|taped|ran|appeared)))\b|"
    r"[,;] (?:and|but)\b|;|:(?!\d)|\b(?:said|says|told|wrote)\b"
)
# "In a passage about a meeting in March": the date is the topic's
_TOPIC = re.compile(r"\b(?:about|regarding|concerning|describing) (?:an?|the|his|her|its|their)\b[^,]*\Z")
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
_AHEAD = re.compile(r"\b(?:to be|to air|airs?|airing|due|will|scheduled|slated|coming|upcoming)\b[^,;]{0,40}\Z")
_AND_SAID = re.compile(r"\A\s+(?:gave|granted|held|issued|made|posted|published|released|sent|wrote)\b[^;:]*\band\s*\Z")
_WHOM = re.compile(
    r"(?:(?:the|his|her|its|their|all|of|and|former) |[A-Z][\w.’'-]* ){0,6}(?P<last>[\w.-]+)"
    r"(?: on| late| early| late on)?"
)
_GOES_ON = re.compile(r" (?:night |morning |afternoon |evening )?(?:not )?(?:to|of|for|that|over|by)\b")
_MEASURE = re.compile(r"[ -](?:word|page|member|people|person|seat|mile|foot|pound|acre|bed|unit|delegate)s?\b")
_ABOUT = re.compile(r"\A[\s,]*(?:again |also )?(?:of|about|regarding|concerning|on (?:the|his|her|their|its)\b)")
_PARTICIPLE = re.compile(
    r"\b(?!(?:between|children|even|men|often|ten|then|when|women)\b)"
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
_LEAD_IN = re.compile(
    r"(?:\b(?:[Oo]n|[Ii]n|[Dd]uring|[Ll]ate(?: on)?|[Ee]arly(?: on)?|[Ee]arlier(?: on)?|[Bb]ack in|[Ff]rom))\s\Z"
)
_FIRST = 1605  # no page is older: the year of the first newspaper
_FIRST_WORDS = 40  # characters of a content in which a date may be the saying's
_TOLD = re.compile(r"\s+(?:(?:also|has|had|have)\s+)*(?:told|said|says|wrote)\b")
_AMERICAN = frozenset(("US", "CA", "MX"))


def said_of(article: Article, attribution: Attribution) -> SaidDate | None:
    """The date of the statement itself, with the words that say so; None where the page doesn't tell it.

    Weekdays and the like are read against the published date as the page gives it (in the page's own time zone);
    on a page without one they stay unknown, and "Feb. 22" is ``XXXX-02-22``.
    """
    frame = frame_of(article, attribution)
    if frame is None or not any(_MAYBE.search(frame.text, *piece) for piece in _zones(frame, attribution)):
        return None
    anchor = anchor_of(article, future=any(is_expected(part.text) for part in attribution.cue))
    swallowed = _swallowed(frame.text, attribution, anchor)
    if swallowed is not None and swallowed.edtf is not None:
        return SaidDate(swallowed.edtf, swallowed.basis, article.span(swallowed.start, swallowed.end))
    content = attribution.content
    spoken = act_of_cue(" ".join(part.text for part in attribution.cue)) in (None, Act.SPEECH, Act.WRITING)
    for phrase in _belonging(frame, anchor):
        if not spoken and frame.text[phrase.start : phrase.end].lower() == "today":
            continue  # "many want it today": nowadays
        if any(part.start < phrase.end and phrase.start < part.end for part in content):
            continue
        if phrase.edtf is None:
            return None  # the words do date the saying, and what they say can't be told: nothing else may
        start = _with_preposition(frame.text, phrase.start)
        return SaidDate(phrase.edtf, phrase.basis, article.span(start, phrase.end))
    return None


def _swallowed(text: str, attribution: Attribution, anchor: Anchor) -> DatePhrase | None:
    """The date that opens a content which begins right behind its cue: "said Thursday, after the vote, that"."""
    if not attribution.cue or not attribution.content or attribution.form is Form.DIRECT:
        return None
    first = attribution.content[0]
    if first.start < attribution.cue[-1].end or text[attribution.cue[-1].end : first.start].strip():
        return None
    phrase = next(iter(phrases_in(text, first.start, min(first.end, first.start + 2 * _FIRST_WORDS), anchor)), None)
    if phrase is None:
        return None
    before = text[first.start : phrase.start].strip()
    if before in ("", "on"):
        return phrase if text.startswith(",", phrase.end) else None
    whom = _WHOM.fullmatch(before)  # "urged Paul Orr Sunday to", "accused the senators on Monday of"
    if whom is None or not _GOES_ON.match(text, phrase.end):
        return None
    last = whom["last"].lower()
    person = whom["last"][0].isupper() or last in words().groups or last in words().people
    return phrase if person and not _PARTICIPLE.search(before) else None


def anchor_of(article: Article, *, future: bool = False) -> Anchor:
    """What the article's words of time are read against: its published date, as far as it is known and sane."""
    if article.published is None:
        return Anchor(future=future)
    domain = article.url or ""
    outlet = outlet_for_domain(domain) if domain else None
    year, month, day = _published(article.published.value, outlet is not None and outlet.country in _AMERICAN)
    known = date(year, month, day) if year and month and day else None
    limit = datetime.now().date() + timedelta(days=2)
    if year and date(year, month or 1, day or 1) > limit:
        return Anchor(future=future)  # a page from the future has its date wrong
    return Anchor(known, year, month, future, _updated(article, known))


def _updated(article: Article, published: date | None) -> date | None:
    """The day of the last change, where it is one of the six after the story was published."""
    if article.updated is None or published is None:
        return None
    year, month, day = _published(article.updated.value, False)
    changed = date(year, month, day) if year and month and day else None
    return changed if changed is not None and 0 < (changed - published).days < 7 else None


@lru_cache(maxsize=256)
def _published(value: str, american: bool) -> tuple[int | None, int | None, int | None]:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        try:
            partial = PartialDate.from_edtf(value)
        except ValueError:
            return None, None, None
        return (None, None, None) if (partial.year or 0) < _FIRST else (partial.year, partial.month, partial.day)
    offset = moment.utcoffset()
    if moment.year < _FIRST:
        return None, None, None
    if american and offset == timedelta(0) and moment.hour < 4:
        moment -= timedelta(days=1)  # given in UTC: in every American zone it was still the day before
    return moment.year, moment.month, moment.day


def _zones(frame: Frame, attribution: Attribution) -> Iterator[tuple[int, int]]:
    yield from frame.pieces()
    for part in attribution.content[:1]:
        yield part.start, min(part.end, part.start + _FIRST_WORDS)
    for part in frame.source:
        yield part.start, part.end


def _with_preposition(text: str, start: int) -> int:
    found = _LEAD_IN.search(text, max(0, start - 14), start)
    return found.start() if found else start


# --- which of the dates near the saying is its own -----------------------------------------------------------------


def _belonging(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """Dates of the saying, the likeliest first: after the cue, within it, in its source, before it."""
    text = frame.text
    if frame.cue:
        last = frame.cue[0]
        for part in frame.cue:
            yield from phrases_in(text, part.start, part.end, anchor)
        start, end = last.end, frame.main[1]
        yield from _after(frame, anchor, start, end)
    yield from _in_source(frame, anchor)
    yield from _between(frame, anchor)
    yield from _leading(frame, anchor)
    yield from _going_on(frame, anchor)


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
    return bool(found and (OCCASION_NOUN.search(found[1]) or DOCUMENT_NOUN.search(found[1])))


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
    held = _PARTICIPLE.search(before.rstrip())
    return bool(held and held["word"] not in _RELEASED)


def _in_source(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """A document or occasion that speaks carries its date: "a memo released on Monday says", "a 2014 report found"."""
    for part in frame.source:
        found = DOCUMENT_NOUN.search(part.text) or OCCASION_NOUN.search(part.text)
        if found is None:
            continue
        for phrase in _candidates(frame.text, part.start, part.end, anchor):
            before = frame.text[part.start : phrase.start]
            if _CLAUSE.search(before) or (_AGAINST.search(before) and not before.endswith(("from ", "by "))):
                break
            held = _PARTICIPLE.search(before.rstrip())
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
    if re.match(r"\w+ing\b", frame.cue[0].text) or _AND_SAID.match(gap):
        told = _TOLD.match(gap)
        yield from _hanging(frame.text, start + (told.end() if told else 0), stop, anchor)


def _leading(frame: Frame, anchor: Anchor) -> Iterator[DatePhrase]:
    """Dates of an adjunct that opens the sentence: "On Monday, X said", "In a memo released on Feb. 21, X wrote"."""
    text = frame.text
    anchors = [part for part in (*frame.source, *frame.cue) if frame.main[0] <= part.start < frame.main[1]]
    stop = min((part.start for part in anchors), default=frame.main[0])
    for start, end in (frame.head, (frame.main[0], stop)):
        if start >= end:
            continue
        yield from _opening(text, start, end, anchor)


def _opening(text: str, start: int, end: int, anchor: Anchor) -> Iterator[DatePhrase]:
    phrases = _candidates(text, start, end, anchor)
    if not phrases:
        return
    first = phrases[0]
    before = text[start : first.start]
    if before.strip(" \"“'‘") and not _OPENER.match(before.lstrip(" \"“'‘")):
        return
    if _CLAUSE.search(before) or _TOPIC.search(before) or _foreign(before, text, first):
        return
    rest = text[first.end : end]
    if re.search(r"\b(?:who|but|and then|when|that)\b|;", rest):
        return
    yield first
