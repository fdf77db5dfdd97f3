"""The grammar of news dates as patterns: each alternative of `PHRASES` has a named group that says which it is."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.|(?=\ \d))|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sep(?:tember|t\.?|\.)?(?![a-z])|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[789]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|,\d|\.\d)"
_TO = r"(?:\s?[-–—]\s?|\s(?:and|to|through|until)\s)"
_PART = r"(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater)[ -])?(?:[Ii]n\ )?"

# Days that are called so by more than the week, papers and programmes: nothing is read from them.
_NAMED = (
    rf"(?:Ash|Black|Bloody|Cyber|Easter|Good|Palm|Super|Fox\ News)\ {_WEEKDAY}\b|"
    rf"{_WEEKDAY}\ (?:Express|Herald|Independent|Mail|Mirror|Morning\ Herald|Night\ Football|Night\ Live|Post|"
    r"Telegraph|Times)\b"
)

PHRASES = re.compile(
    rf"""(?<![\w$€£-])(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)
  | (?P<slash>\d{{1,2}}/\d{{1,2}}/{_YEAR})
  | (?P<named>{_NAMED})
  | (?:(?P<dayname>{_WEEKDAY}),?\ )?(?:the\ )?(?P<d_first>{_DAY})
      \ (?:of\ )?(?P<m_second>{_MONTH})(?:,?\ (?P<y_third>{_YEAR}))?
  | (?:{_WEEKDAY},?\ )?(?P<m_first>{_MONTH})\ (?:the\ )?(?P<d_second>{_DAY})
      (?:{_TO}(?:(?P<m_to>{_MONTH})\ )?(?P<d_to>{_DAY}))?(?:,?\ (?P<y_last>{_YEAR})\b)?
  | {_PART}(?P<m_of>{_MONTH})(?:,?\ (?:of\ )?(?P<y_of>{_YEAR}|(?:last|this)\ year))
  | (?P<which_m>[Ll]ast|[Tt]his|[Tt]his\ past)\ (?P<m_rel>{_MONTH})\b
  | (?:[Ii]n|[Dd]uring|[Bb]ack\ in)\ (?:early\ |late\ |mid-)?(?P<m_in>{_MONTH})\b(?!\ \d)
  | (?P<which_d>[Ll]ast|[Tt]his\ past|[Pp]ast|[Tt]his|[Nn]ext)\ (?P<w_rel>{_WEEKDAY})\b
  | (?P<w_of>{_WEEKDAY})\ of\ (?P<week_of>last|this)\ week\b
  | (?P<w_ago>{_WEEKDAY})\ a\ week\ ago\b | [Aa]\ week\ ago\ (?:on\ )?(?P<ago_w>{_WEEKDAY})\b
  | (?P<habit>{_WEEKDAY}(?:\s?[-–—]\s?|\ (?:through|to)\ ){_WEEKDAY})\b
  | (?P<w>{_WEEKDAY})(?:\ and\ (?P<w_to>{_WEEKDAY}))?\b
  | (?P<same>[Tt]oday|[Tt]onight|[Tt]his\ (?:morning|afternoon|evening))\b
  | (?P<tomorrow>[Tt]omorrow)\b
  | (?P<before>[Yy]esterday|[Ll]ast\ (?:night|evening))\b
  | (?P<weekend>(?:[Ll]ast|[Tt]his|[Tt]his\ past|[Oo]ver\ the|[Dd]uring\ the)\ weekend)\b
  | (?P<week>(?:[Ee]arlier\ this|[Tt]his|[Ll]ast|[Tt]his\ past)\ week)\b(?!end)
  | (?P<month>(?:[Ee]arlier\ this|[Tt]his|[Ll]ast)\ month)\b
  | (?P<year>(?:[Ee]arlier\ this|[Tt]his|[Ll]ast)\ year)\b(?!['’]s\ )
  | (?P<season_rel>[Ll]ast|[Tt]his|[Tt]his\ past)\ (?P<season>spring|summer|fall|autumn|winter)\b
  | (?P<season_of>spring|summer|fall|autumn|winter)\ (?:of\ )?(?P<y_season>{_YEAR})\b
  | (?P<about>(?:[Aa]bout|[Ss]ome|[Aa]round|[Nn]early|[Aa]lmost|[Rr]oughly)\ )?
      (?P<n>\d{{1,3}}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)
      \ (?P<unit>day|week|month|year|decade)s?\ (?:ago|earlier(?=\ this\b))\b
  | (?P<holiday>Christmas\ (?:Eve|Day)|New\ Year['’]s\ (?:Eve|Day)|
      Valentine['’]s\ Day|Halloween|(?:the\ )?Fourth\ of\ July|July\ Fourth)\b
  | (?:[Ii]n|[Bb]ack\ in|[Dd]uring|[Ss]ummer\ of)\ (?:the\ )?(?:early\ |late\ |mid-)?(?P<y_in>{_YEAR})(?P<decade>s)?\b
      (?!['’\-–]\w|\ (?:dollars|euros|pounds|prices|terms)\b)
    )""",
    re.VERBOSE,
)
# One of these stands in every phrase of the grammar: a range without them needs no closer look. Every alternative
# begins with a letter or a sign of its own, which lets the matcher skip what can begin none.
MAYBE = re.compile(
    r"day\b|Day\b|omorrow|night\b|1\d\d\d|20\d\d|ago\b|week|month|year\b|earlier\b|/\d|"
    r"his (?:morning|afternoon|evening)|ast evening|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    r"spring|ummer|autumn|fall\b|winter|Eve\b|Halloween|Fourth"
)
TITLE_TODAY = re.compile(r"\w[\"“'’]?\s+Today\Z|[\"“‘']Today\Z")  # "USA Today", "the “Today” show"
# A year or month before a noun: "in a 2014 interview", "in his March memo". Only read before such a noun.
BARE = re.compile(rf"(?<![\w$-])(?:(?P<m>{_MONTH})(?:,?\ (?P<my>{_YEAR}))?|(?P<y>{_YEAR}))(?=[, ])")
