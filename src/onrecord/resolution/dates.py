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
from onrecord.resolution.dates_own import PARTICIPLE, dates_of_saying, has_clause
from onrecord.resolution.frame import Frame, frame_of
from onrecord.resolution.lexicon import words
from onrecord.resolution.newsdates import DatePhrase, may_hold_date, phrases_in
from onrecord.resolution.newsdays import Anchor
from onrecord.resolution.outlets import outlet_for_domain

_WHOM = re.compile(
    r"(?:(?:the|his|her|its|their|all|of|and|former) |[A-Z][\w.’'-]* ){0,6}(?:[a-z]+ )?"
    r"(?P<last>(?!(?:on|late|early)\b)[\w.-]+)"
    r"(?: on| late| early| late on)?"
)
# "warned the mayor of the town on Monday that", "proposed a cut of taxes Monday to": whom, or what
_PHRASE = re.compile(
    r"(?:(?:an?|the|his|her|its|their|former|[A-Z][\w.’'&-]*|[a-z]+|\$?[\d.,]+) (?:(?:of|and|for|in|at) )?){0,8}?"
    r"(?!(?:on|late|early)\b)[\w.’'-]+(?: on| late| early| late on)?"
)
_TELLS = frozenset(("told", "tells", "tell"))
_TO_WHOM = frozenset(
    ["told", "warned", "urged", "accused", "asked", "assured", "reminded", "advised", "blamed", "pressed", "implored",
     "challenged", "ordered", "cautioned", "informed", "notified", "lobbied", "begged", "called on"]
)  # fmt: skip
_OF_WHAT = frozenset(["accused", "warned", "informed", "reminded", "notified", "assured", "advised", "told"])
_PUT_FORTH = frozenset(["proposed", "unveiled", "introduced", "offered", "filed", "issued", "released", "announced"])
# "said Saturday diplomats were late", "announced Thursday another letter": a clause begins, whose subject is no day
_NEW_SUBJECT = re.compile(
    r" (?:he|she|it|they|that|the|an?|his|her|its|their|there|some|another|more|no|all|if|"
    r"[a-z]{3,}s (?:are|were|have|had))\b"
)
_AIM = re.compile(r" (?:night |morning |afternoon |evening )?(?:to|that)\b")
_GOES_ON = re.compile(r" (?:night |morning |afternoon |evening )?(?:not )?(?:to|of|for|that|over|by)\b")
_TOLD_SO = re.compile(r",? (?:that|he|she|they|it|there|the|his|her|its|their|how|why|“|\")(?![\w’'-])")
_IN_OCCASION = re.compile(
    r" (?:in|during|at) (?:an?|the|his|her|their|its|this|that|(?=comments|remarks)) ?(?!\w+ (?:of|for) )"
)
_LEAD_IN = re.compile(
    r"(?:\b(?:[Oo]n|[Ii]n|[Dd]uring|[Ll]ate(?: on)?|[Ee]arly(?: on)?|[Ee]arlier(?: on)?|[Bb]ack in|[Ff]rom))\s\Z"
)
_FIRST = 1605  # no page is older: the year of the first newspaper
_FIRST_WORDS = 40  # characters of a content in which a date may be the saying's
_AMERICAN = frozenset(("US", "CA", "MX"))


def said_of(article: Article, attribution: Attribution) -> SaidDate | None:
    """The date of the statement itself, with the words that say so; None where the page doesn't tell it.

    Weekdays and the like are read against the published date as the page gives it (in the page's own time zone);
    on a page without one they stay unknown, and "Feb. 22" is ``XXXX-02-22``.
    """
    frame = frame_of(article, attribution)
    if frame is None or not may_hold_date(frame.text, *_reach(frame, attribution)):
        return None
    if not any(may_hold_date(frame.text, *piece) for piece in _zones(frame, attribution)):
        return None
    anchor = anchor_of(article, future=any(is_expected(part.text) for part in attribution.cue))
    swallowed = _swallowed(frame.text, attribution, anchor) or _swallowed_behind(frame, attribution, anchor)
    if swallowed is not None and swallowed.edtf is not None:
        return SaidDate(swallowed.edtf, swallowed.basis, article.span(swallowed.start, swallowed.end))
    content = attribution.content
    spoken = act_of_cue(" ".join(part.text for part in attribution.cue)) in (None, Act.SPEECH, Act.WRITING)
    for phrase in dates_of_saying(frame, anchor):
        if not spoken and frame.text[phrase.start : phrase.end].lower() == "today":
            continue  # "many want it today": nowadays
        if any(part.start < phrase.end and phrase.start < part.end for part in content):
            continue
        midst = frame.tail[0] <= phrase.start < frame.tail[1] and any(part.start >= phrase.end for part in content)
        if midst and _verb(attribution) not in _TO_WHOM:
            continue  # "echoed words of Paul Orr last week that": in the midst of what was said
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
        clause = text.startswith(",", phrase.end) or (not before and _NEW_SUBJECT.match(text, phrase.end))
        return phrase if clause else None
    verb = _verb(attribution)
    named = _PHRASE.fullmatch(before) and not has_clause(text, first.start, phrase.start)
    if named and not PARTICIPLE.search(before) and _is_aimed(text, verb, phrase.end):
        return phrase
    whom = _WHOM.fullmatch(before)  # "urged Paul Orr Sunday to", "accused the senators on Monday of"
    if whom is None or not (_GOES_ON.match(text, phrase.end) or (verb in _TELLS and _TOLD_SO.match(text, phrase.end))):
        return None
    last = whom["last"].lower()
    person = whom["last"][0].isupper() or last in words().groups or last in words().people
    return phrase if person and not PARTICIPLE.search(before) else None


def _verb(attribution: Attribution) -> str:
    """The last word of the cue, two of "called on"."""
    words_of = attribution.cue[-1].text.lower().split() if attribution.cue else [""]
    return "called on" if words_of[-2:] == ["called", "on"] else words_of[-1]


def _is_aimed(text: str, verb: str, end: int) -> bool:
    """True where a verb with a day behind whom or what it is about goes on: "warned the town Monday that"."""
    if text.startswith(" of ", end):  # not "blamed the fire Monday of an inn"
        return verb in _OF_WHAT
    if verb in _PUT_FORTH:
        return _AIM.match(text, end) is not None
    return verb in _TO_WHOM and (_GOES_ON.match(text, end) or _TOLD_SO.match(text, end)) is not None


def _swallowed_behind(frame: Frame, attribution: Attribution, anchor: Anchor) -> DatePhrase | None:
    """The date of the occasion that ends a content without a verb: "repeated that aim in her interview last week"."""
    last = attribution.content[-1] if attribution.content else None
    if last is None or attribution.form is Form.DIRECT or not attribution.cue or attribution.cue[0].start > last.start:
        return None
    start = max(last.start, last.end - 2 * _FIRST_WORDS)
    for phrase in phrases_in(frame.text, start, last.end, anchor):
        adjunct = _IN_OCCASION.search(frame.text, start, phrase.start)
        if (
            adjunct is None
            or frame.text[phrase.end : last.end].strip(" .")
            or has_clause(frame.text, last.start, last.end)
        ):
            continue
        before = frame.text[adjunct.start() : phrase.start]
        if OCCASION_NOUN.search(before) or DOCUMENT_NOUN.search(before):
            return phrase
    return None


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


def _reach(frame: Frame, attribution: Attribution) -> tuple[int, int]:
    """The range that all zones lie in: looked at first, for it holds no date at all near most sayings."""
    spans = (*attribution.content, *frame.source)
    low = min(frame.head[0], frame.main[0], *(span.start for span in spans))
    return low, max(frame.tail[1], frame.main[1], *(span.end for span in spans))


def _zones(frame: Frame, attribution: Attribution) -> Iterator[tuple[int, int]]:
    yield from frame.pieces()
    for part in attribution.content[:1]:
        yield part.start, min(part.end, part.start + _FIRST_WORDS)
    for part in attribution.content[-1:] if attribution.form is not Form.DIRECT else ():
        yield max(part.start, part.end - 2 * _FIRST_WORDS), part.end
    for part in frame.source:
        yield part.start, part.end


def _with_preposition(text: str, start: int) -> int:
    found = _LEAD_IN.search(text, max(0, start - 14), start)
    return found.start() if found else start
