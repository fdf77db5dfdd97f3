"""The grammar of news dates: phrases of a story to EDTF, read against the day that the story was published.

dateparser is not used here: it fills unknown parts with today's, and reads "may" and "second" as dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from onrecord.core.dates import PartialDate
from onrecord.resolution.newsdays import (
    Anchor,
    interval,
    month_number,
    nearest_day,
    possible,
    shift_month,
    valid,
)
from onrecord.resolution.newsphrases import BARE, MAYBE, PHRASES, TITLE_TODAY

TEXT, READ = "text", "text+published"

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23}  # EDTF level 1; winter lies in two years
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1}
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "fourth of july": (7, 4),
    "july fourth": (7, 4),
}


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Words of a text, ``[start, end)``, that name a date: in EDTF, None where the page doesn't tell it.

    ``basis`` is ``text`` where the words alone say it, ``text+published`` where the published date was needed.
    """

    start: int
    end: int
    edtf: str | None
    basis: str


def may_hold_date(text: str, start: int, end: int) -> bool:
    """False where ``text[start:end]`` holds no word that a date phrase has: a quick look before the thorough one."""
    places = _places(text)
    place = bisect_left(places, start)
    return place < len(places) and places[place] < end


@lru_cache(maxsize=4)  # every statement of a page asks
def _places(text: str) -> tuple[int, ...]:
    return tuple(found.start() for found in MAYBE.finditer(text))


def phrases_in(text: str, start: int, end: int, anchor: Anchor) -> Iterator[DatePhrase]:
    """The date phrases of ``text[start:end]`` in order. Days that no calendar has (Feb. 30) have no EDTF."""
    if not may_hold_date(text, start, end):
        return
    for match in PHRASES.finditer(text, start, end):
        if not match["named"] and not TITLE_TODAY.search(text, max(0, match.start() - 12), match.start() + 5):
            edtf, basis = _read(match, anchor)
            yield DatePhrase(match.start(), match.end(), edtf, basis)


def bare_in(text: str, start: int, end: int, anchor: Anchor) -> Iterator[DatePhrase]:
    """Years and months that stand before a noun ("a 2014 interview", "a March memo")."""
    if not may_hold_date(text, start, end):
        return
    for match in BARE.finditer(text, start, end):
        if match["y"]:
            yield DatePhrase(match.start(), match.end(), match["y"], TEXT)
        else:
            edtf, basis = _month(month_number(match["m"]), match["my"], anchor)
            yield DatePhrase(match.start(), match.end(), edtf, basis)


def _read(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    kind = match.lastgroup
    for group, reader in _READERS:
        if match[group]:
            return reader(match, anchor)
    raise AssertionError(f"no reader for {kind}")  # the table below has one for every alternative


# --- one reader for each alternative of the grammar ----------------------------------------------------------------


def _day(month: int, day: int, year: str | None, anchor: Anchor) -> tuple[str | None, str]:
    if year:
        found = valid(int(year), month, day)
        return (found.isoformat() if found else None), TEXT
    if not possible(month, day):
        return None, TEXT
    nearest = nearest_day(month, day, anchor)
    if nearest:
        return nearest.isoformat(), READ
    return (PartialDate(None, month, day).edtf, TEXT) if anchor.last_day() is None else (None, READ)


def _month(month: int, year: str | None, anchor: Anchor) -> tuple[str | None, str]:
    if year and year.isdigit():
        return PartialDate(int(year), month).edtf, TEXT
    last = anchor.last_day()
    if year:  # "last year", "this year"
        known = anchor.year
        return (PartialDate(known - (year[:4] == "last"), month).edtf if known else None), READ
    if last is None:
        return PartialDate(None, month).edtf, TEXT
    if anchor.future:
        return PartialDate(last.year + (month < last.month), month).edtf, READ
    return PartialDate(last.year - (month > last.month), month).edtf, READ


def _iso(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    year, month, day = map(int, match["iso"].split("-"))
    found = valid(year, month, day)
    return (found.isoformat() if found else None), TEXT


def _slash(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    first, second, year = map(int, match["slash"].split("/"))
    if first <= 12 and second <= 12 and first != second:
        return None, TEXT  # 2/3/2017 is February in one country and March in another
    found = valid(year, first, second) or valid(year, second, first)
    return (found.isoformat() if found else None), TEXT


def _day_month(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    return _day(month_number(match["m_second"]), _digits(match["d_first"]), match["y_third"], anchor)


def _month_day(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    month, day = month_number(match["m_first"]), _digits(match["d_second"])
    if not match["d_to"]:
        return _day(month, day, match["y_last"], anchor)
    end_month, end_day = month_number(match["m_to"] or match["m_first"]), _digits(match["d_to"])
    first, basis = _day(month, day, match["y_last"], anchor)
    last, _ = _day(end_month, end_day, match["y_last"], anchor)
    if first and last and first[:4] == "XXXX":  # EDTF has no interval of days without a year; the month is sure
        return (PartialDate(None, month).edtf if month == end_month else None), TEXT
    return (f"{first}/{last}" if first and last and first < last else None), basis


def _digits(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _month_of(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    return _month(month_number(match["m_of"]), match["y_of"], anchor)


def _month_rel(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    month, last = month_number(match["m_rel"]), anchor.last_day()
    if last is None:
        return PartialDate(None, month).edtf, TEXT
    if match["which_m"][:4].lower() == "last":
        return PartialDate(last.year - (month >= last.month), month).edtf, READ
    past = "past" in match["which_m"]
    if month > last.month and not past and not anchor.future:
        return None, READ
    return PartialDate(last.year - (month > last.month and past), month).edtf, READ


def _month_in(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    return _month(month_number(match["m_in"]), None, anchor)


def _weekday(name: str, anchor: Anchor, strict: bool = False) -> date | None:
    """The last such weekday up to the published day, which counts itself unless ``strict``; or the next one."""
    if anchor.day is None:
        return None
    number = _DAYS.index(name.lower())
    if anchor.future:
        return anchor.day + timedelta(days=(number - anchor.day.weekday()) % 7)
    back = (anchor.day.weekday() - number) % 7
    if anchor.updated is not None and anchor.day + timedelta(days=7 - back) <= anchor.updated:
        return None  # the story was changed on such a day, or after it: either may be meant
    return anchor.day - timedelta(days=back or (7 if strict else 0))


def _weekday_rel(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    which, recent = match["which_d"].lower(), _weekday(match["w_rel"], anchor, strict=True)
    if recent is None or anchor.day is None:
        return None, READ
    if which == "next":
        return None, READ
    if which == "this":
        day = _weekday(match["w_rel"], anchor)
        return (day.isoformat() if day else None), READ
    same_week = not anchor.future and recent.isocalendar()[:2] == anchor.day.isocalendar()[:2]
    if which == "last" and same_week:  # "last Monday" in a Thursday story: three days ago, or ten
        return f"[{(recent - timedelta(days=7)).isoformat()},{recent.isoformat()}]", READ
    return recent.isoformat(), READ


def _weekday_of(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    if anchor.day is None:
        return None, READ
    monday = anchor.day - timedelta(days=anchor.day.weekday() + (7 if match["week_of"] == "last" else 0))
    return (monday + timedelta(days=_DAYS.index(match["w_of"].lower()))).isoformat(), READ


def _weekday_ago(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    day = _weekday(match["w_ago"] or match["ago_w"], anchor)
    return ((day - timedelta(days=7)).isoformat() if day else None), READ


def _weekday_plain(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    last = _weekday(match["w_to"] or match["w"], anchor)
    if last is None or not match["w_to"]:
        return (last.isoformat() if last else None), READ
    days = (_DAYS.index(match["w_to"].lower()) - _DAYS.index(match["w"].lower())) % 7
    return (interval(last - timedelta(days=days), last) if days else None), READ


def _habit(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    return None, READ  # "airs Monday through Friday": of every week


def _same(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    return (anchor.day.isoformat() if anchor.day else None), READ


def _tomorrow(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    """Known of what has still to be said; nobody has said anything tomorrow."""
    return ((anchor.day + timedelta(days=1)).isoformat() if anchor.day and anchor.future else None), READ


def _before(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    return ((anchor.day - timedelta(days=1)).isoformat() if anchor.day else None), READ


def _weekend(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    if anchor.day is None:
        return None, READ
    since = (anchor.day.weekday() + 2) % 7  # days since Saturday
    saturday = anchor.day - timedelta(days=since)
    if anchor.future and since > 1:
        saturday += timedelta(days=7)
    elif match["weekend"].lower() == "last weekend" and since <= 1:
        saturday -= timedelta(days=7)
    elif since == 0 and not anchor.future:
        return saturday.isoformat(), READ  # its Sunday is still to come
    return interval(saturday, saturday + timedelta(days=1)), READ


def _week(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    words, day = match["week"].lower(), anchor.day
    if day is None:
        return None, READ
    monday = day - timedelta(days=day.weekday())
    if words == "this past week":
        return interval(day - timedelta(days=7), day), READ
    if words == "last week":
        # weeks end on Saturday for some and on Sunday for others: a Sunday story can mean either
        end = monday + timedelta(days=5) if day.weekday() == 6 else monday - timedelta(days=1)
        return interval(monday - timedelta(days=7), end), READ
    start = monday - timedelta(days=1)
    if words == "this week" and anchor.future:
        return interval(day, monday + timedelta(days=6)), READ
    return interval(start, day), READ


def _month_word(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    last = anchor.last_day()
    if last is None:
        return None, READ
    year, month = shift_month(last, -1 if match["month"].lower().startswith("last") else 0)
    return PartialDate(year, month).edtf, READ


def _year_word(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    if anchor.year is None:
        return None, READ
    return PartialDate(anchor.year - match["year"].lower().startswith("last")).edtf, READ


def _season_rel(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    season, last = match["season"], anchor.last_day()
    if last is None:
        return None, READ
    if season == "winter":  # from December on; the one that has begun or, in "last winter", ended
        year = last.year if last.month == 12 else last.year - 1
        if match["season_rel"].lower() == "last" and last.month in (12, 1, 2):
            year -= 1
        return f"{year}-12/{year + 1}-02", READ
    begins = {"spring": 3, "summer": 6}.get(season, 9)
    year = last.year - (last.month < begins)
    if match["season_rel"].lower() == "last" and year == last.year and last.month < begins + 3:
        year -= 1
    return f"{year:04d}-{_SEASONS[season]}", READ


def _season_of(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    season = match["season_of"]
    return (None if season == "winter" else f"{match['y_season']}-{_SEASONS[season]}"), TEXT


def _ago(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    words, unit, last = match["n"].lower(), match["unit"], anchor.last_day()
    count = int(words) if words.isdigit() else _NUMBERS[words]
    if last is None:
        return None, READ
    if unit in ("day", "week"):
        if anchor.day is None or count > 600:
            return None, READ
        day = anchor.day - timedelta(days=count * (7 if unit == "week" else 1))
        return day.isoformat() + ("~" if unit == "week" or match["about"] else ""), READ
    if unit == "month":
        year, month = shift_month(last, -count)
        return PartialDate(year, month).edtf + "~", READ
    return f"{last.year - count * (10 if unit == 'decade' else 1):04d}~", READ


def _holiday(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    month, day = _HOLIDAYS[match["holiday"].lower().replace("’", "'").removeprefix("the ")]
    return _day(month, day, None, anchor)


def _year_in(match: re.Match[str], anchor: Anchor) -> tuple[str | None, str]:
    if match["decade"]:
        return match["y_in"][:3] + "X", TEXT
    return match["y_in"], TEXT


_READERS: tuple[tuple[str, Callable[[re.Match[str], Anchor], tuple[str | None, str]]], ...] = (
    ("iso", _iso),
    ("slash", _slash),
    ("d_first", _day_month),
    ("m_first", _month_day),
    ("m_of", _month_of),
    ("m_rel", _month_rel),
    ("m_in", _month_in),
    ("w_rel", _weekday_rel),
    ("w_of", _weekday_of),
    ("w_ago", _weekday_ago),
    ("ago_w", _weekday_ago),
    ("habit", _habit),
    ("w", _weekday_plain),
    ("same", _same),
    ("tomorrow", _tomorrow),
    ("before", _before),
    ("weekend", _weekend),
    ("week", _week),
    ("month", _month_word),
    ("year", _year_word),
    ("season", _season_rel),
    ("season_of", _season_of),
    ("n", _ago),
    ("holiday", _holiday),
    ("y_in", _year_in),
)
