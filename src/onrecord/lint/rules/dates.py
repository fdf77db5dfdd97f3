"""Dates and links: days that a reader can't place or that can't be, documents that can't be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.core.dates import PartialDate
from onrecord.core.statements import Act, Polarity, SpeakerKind
from onrecord.lint.context import Context
from onrecord.lint.findings import Mark, Severity
from onrecord.lint.rule import rule
from onrecord.resolution.newsdays import month_number, possible, valid

_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|"
    r"Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DAY_OF_MONTH = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?!,? ?[0-9]{{4}}|[:%.,]?[0-9])"
)
_RELATIVE = re.compile(
    r"(?<!USA )(?<!Black )(?<!Super )(?<!Cyber )(?<!Good )(?<!Ash )(?<!Holy )(?<!Bloody )\b(?:[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight|[Ll]ast (?:night|week|month|year)|[Tt]his (?:morning|afternoon|evening|"
    r"week|month)|[Nn]ext (?:week|month)|(?:[Oo]n )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|"
    r"night))?)\b(?!['’]s\b| (?:Night|Times|Post|Journal|Mail|Express|Telegraph|Herald)\b)"
)
_TODAY = re.compile(
    r"\b(?:[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening))\b(?!['’]s\b)"
)
_IMPOSSIBLE = re.compile(
    rf"(?<![Ii]n )\b(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?!['’:%]|[.,]?[0-9])"
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(_DAYS)}),? (?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>(?:19|20)[0-9]{{2}})\b)"
)
_SAID_TODAY = re.compile(
    r"\b(?:said|announced|released|met|meets|voted|issued|told|reported|ruled|signed|died|earlier|later|arrested|published|"
    r"launched|filed|unveiled|confirmed|revealed|closed)(?: \w+)? $",
    re.IGNORECASE,
)
_WEEKDAY_NAME = re.compile(rf"(?:On )?(?:{'|'.join(_DAYS)})")
_DOCUMENT = re.compile(
    r"\b(?:memo(?:randum)?|report|study|fact sheet|letter|document|filing|complaint|lawsuit|email|survey|poll)\b"
)
_OLD = timedelta(days=7)


def published(context: Context) -> PartialDate | None:
    """The page's own date, as far as known."""
    for fact in (context.article.published, context.article.updated):
        if fact is not None:
            try:
                return PartialDate.from_edtf(fact.value[:10])
            except ValueError:
                continue
    return None


@rule("DAT01", "yearless-date")
def yearless_date(context: Context) -> Iterator[Mark]:
    """Marks a day without a year on a page that doesn't say when it was published.

    Why: Nobody can tell which year is meant once the page is a year old, or seen out of its place.
    Handbook: House rule of onrecord.
    Example:
        On Feb. 21 the council met. (No date on the page.)
    Instead:
        On Feb. 21, 2017, the council met. Or give the page its date.
    """
    if published(context) is not None:
        return
    held: dict[tuple[int, int], list[re.Match[str]]] = {}
    for found in context.matches(_DAY_OF_MONTH):
        if (month_number(found["month"]), int(found["day"])) == (9, 11):
            continue  # a name as much as a date
        held.setdefault((month_number(found["month"]), int(found["day"])), []).append(found)
    for places in held.values():
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        found = places[0]
        yield Mark(*found.span(), f"“{found[0]}” has no year, and the page has no date{more}")


@rule("DAT02", "relative-date")
def relative_date(context: Context) -> Iterator[Mark]:
    """Marks "yesterday", "last week" or "on Monday" outside quotations on a page that has no date.

    Why: Without the day of publishing it names no day at all.
    Handbook: House rule of onrecord.
    Example:
        The council met on Monday. (No date on the page.)
    Instead:
        The council met on Monday, Feb. 20, 2017. Or give the page its date.
    """
    if published(context) is not None:
        return
    held: dict[str, list[re.Match[str]]] = {}
    for found in context.matches(_RELATIVE):
        if _is_title(context, found) or (found[0].lower() == "today" and not _is_day(context.text, found)):
            continue
        if not re.match(
            r",? (?:the )?(?:[0-9]|[A-Z][a-z]{2,8}\.? [0-9])", context.text[found.end() : found.end() + 20]
        ):
            held.setdefault(found[0].lower().removeprefix("on "), []).append(found)
    for places in held.values():
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        yield Mark(*places[0].span(), f"“{places[0][0]}” names no day on a page without a date{more}")


@rule("DAT03", "said-after-the-page", Severity.ERROR, default=False)
def said_after_the_page(context: Context) -> Iterator[Mark]:
    """Marks a statement that is dated after the page that reports it.

    Why: Nobody can report what hasn't been said. One of the two dates is wrong.
    Handbook: House rule of onrecord.
    Example:
        "We are ready," Harlow said on March 3, 2017. (The page is of Feb. 23, 2017.)
    Instead:
        "We are ready," Harlow said on Feb. 3, 2017.
    """
    page = published(context)
    day = page.as_date() if page is not None else None
    if day is None:
        return
    for one in context.said:
        if one.said is None or one.polarity in (Polarity.EXPECTED, Polarity.HYPOTHETICAL):
            continue
        first = _first_day(one.said.edtf)
        place = one.said.evidence or one.content[0]
        if first is not None and first > day + timedelta(days=1) and not _ahead(context.text, place.start):
            yield Mark(place.start, place.end, f"said on {one.said.edtf}, on a page of {day.isoformat()}")


def _ahead(text: str, position: int) -> bool:
    return re.search(r"\b(?:will|would|plans? to|expected to|scheduled|set to|due to|until|by|before)\b[^.]{0,60}$",
                     text[max(0, position - 90) : position]) is not None  # fmt: skip


def _first_day(edtf: str) -> date | None:
    try:
        known = PartialDate.from_edtf(edtf.split("/")[0].rstrip("~?%"))
    except ValueError:
        return None
    return None if known.year is None else valid(known.year, known.month or 1, known.day or 1)


@rule("DAT04", "today-on-an-old-page", Severity.NOTE)
def today_on_an_old_page(context: Context) -> Iterator[Mark]:
    """Marks "today" or "tomorrow" in the story of a page that is more than a week old.

    Needs to know what day it is, which the command line tells it.

    Why: The reader who comes next month reads it as next month's.
    Handbook: The Associated Press's time element: a day of the week within seven days, a date beyond:
    http://www.gatehousenewsroom.com/2017/06/22/ap-style-rules-time-element/
    Example:
        The council meets today. (The page is of 2017.)
    Instead:
        The council meets on Feb. 23, 2017.
    """
    page = published(context)
    day = page.as_date() if page is not None else None
    today = context.settings.today
    if day is None or today is None or today - day <= _OLD:
        return
    found = next(_meaning_a_day(context), None)
    if found is not None:
        yield Mark(*found.span(), f"“{found[0]}” on a page of {day.isoformat()}: give the date")


def _meaning_a_day(context: Context) -> Iterator[re.Match[str]]:
    """The words where they mean a day, and neither "nowadays" nor a title."""
    for found in context.matches(_TODAY):
        if not _is_title(context, found) and _is_day(context.text, found):
            yield found


def _is_title(context: Context, found: re.Match[str]) -> bool:
    """True for USA Today, Russia Today, This Week: capitals amid a sentence."""
    amid = context.text[max(0, found.start() - 2) : found.start()][:1].isalpha()
    return amid and found[0][0].isupper() and _WEEKDAY_NAME.match(found[0]) is None


def _is_day(text: str, found: re.Match[str]) -> bool:
    """False for "today" as nowadays, "the leaders of tomorrow", "if the vote were held today"."""
    before = text[max(0, found.start() - 40) : found.start()]
    if re.search(r"\b(?:of|than|than we did|were held|was held|will lie) $", before):
        return False
    if found[0].lower() != "today":
        return True
    return _SAID_TODAY.search(before) is not None


@rule("DAT05", "house-days", Severity.NOTE)
def house_days(context: Context) -> Iterator[Mark]:
    """Marks "today", "yesterday" and "tomorrow" for a day, in house styles that name the day. Silent without one.

    Why: A page is read on other days than the one it was written on.
    Handbook: The Associated Press: days of the week, not "today" or "tonight":
    http://www.gatehousenewsroom.com/2017/06/22/ap-style-rules-time-element/
    Example:
        The council met yesterday. (house style ap)
    Instead:
        The council met Wednesday.
    """
    house = context.settings.house
    if house.today is False:
        for found in _meaning_a_day(context):
            yield Mark(*found.span(), f"{house.title} names the day instead of “{found[0]}”")


@rule("DAT06", "impossible-day", Severity.ERROR, default=False)
def impossible_day(context: Context) -> Iterator[Mark]:
    """Marks a day that no calendar has.

    Why: It is wrong, whatever was meant.
    Handbook: House rule of onrecord.
    Example:
        The council met on Feb. 30.
    Instead:
        The council met on Feb. 28.
    """
    for found in context.matches(_IMPOSSIBLE, outside=False):
        month, day = month_number(found["month"]), int(found["day"])
        wrong = 31 < day < 40 or (0 < day <= 31 and not possible(month, day))
        if wrong and not (found["month"] in ("May", "March") and day > 31):
            yield Mark(*found.span(), f"no calendar has {found[0]}")


@rule("DAT07", "wrong-weekday", Severity.ERROR, default=False)
def wrong_weekday(context: Context) -> Iterator[Mark]:
    """Marks a weekday and a date that don't go together.

    Why: One of the two is wrong, and who comes on the wrong day finds nobody there.
    Handbook: House rule of onrecord.
    Example:
        The council met on Monday, Feb. 23, 2017.
    Instead:
        The council met on Thursday, Feb. 23, 2017.
    """
    for found in context.matches(_WEEKDAY, outside=False):
        day = valid(int(found["year"]), month_number(found["month"]), int(found["day"]))
        if day is not None and _DAYS[day.weekday()] != found["weekday"]:
            yield Mark(*found.span(), f"{day.isoformat()} was a {_DAYS[day.weekday()]}, not a {found['weekday']}")


@rule("DAT08", "document-not-shown", Severity.NOTE, default=False)
def document_not_shown(context: Context) -> Iterator[Mark]:
    """Marks words from a document that is neither named by a title nor linked.

    Why: A reader who can find the memo or report can check what is said of it.
    Handbook: Colorado Student Media's tips on attribution: online, references should be links:
    https://colostudentmedia.com/teachandlearn/2016/09/14/attribution-tips-for-journalists-in-a-nutshell/
    Example:
        A fact sheet released by the Department says that the rule takes effect in May.
    Instead:
        The Department's fact sheet "What the rule means for you" says that the rule takes effect in May.
    """
    seen: set[str] = set()
    for one in context.said:
        is_document = one.speaker.kind is SpeakerKind.DOCUMENT and bool(one.source)
        place = one.medium or (one.source[0] if is_document else None)
        if place is None or (one.act is not Act.WRITING and one.speaker.kind is not SpeakerKind.DOCUMENT):
            continue
        words = place.text.lower()
        if words in seen or not _DOCUMENT.search(words) or _is_shown(context, place.start, place.end):
            continue
        seen.add(words)
        yield Mark(place.start, place.end, f"the document behind these words ({place.text}) has no title and no link")


def _is_shown(context: Context, start: int, end: int) -> bool:
    block = context.block_at(start)
    low, high = (block.start, block.end) if block is not None else (start, end)
    own = context.article.text[low:high]
    titled = context.text[end : end + 3].lstrip(" ,").startswith(("“", '"', "‘"))
    return "](" in own or "http" in own or "href" in own or titled
