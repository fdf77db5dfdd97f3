"""Where a page names outlets: one pass over its text, by a dictionary of the names' first words.

A name of an outlet's own counts wherever it stands. A shared name ("The Times", "Time", "The Sun") counts where it
can't be the ordinary word, and for the outlet that the page means by it: its own, one that it names in full, or the
only one of its country. Where the page doesn't tell, a name that only newspapers bear stays as the page prints it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.core.article import Article
from onrecord.core.statements import Relay, RelayKind
from onrecord.resolution.lexicon import given_names
from onrecord.resolution.outlets import Outlet, Outlets, name_key, outlet_table

_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"(?<!\w)(?:[Tt]he|THE)\s+\Z")
_WORD_BEFORE = re.compile(r"(?<![\w.])([^\W\d_]+\.?)\s+\Z")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:•|–—\n][\"'”’)\]]*\s*|\n\s*)[\"'“‘(\[]*\Z")
_LONGER = re.compile(r"\s+(?:of\b|&|\d|(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z])")
_NUMBER_AFTER = re.compile(r"\s\d")
_TIMES = frozenset(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
     "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)  # fmt: skip
# Names that say by themselves that they are a newspaper's, so that "the Herald" may be told as it stands.
_PAPERS = frozenset(
    ["chronicle", "courier", "daily news", "examiner", "free press", "gazette", "globe", "herald", "inquirer",
     "journal", "nation", "news journal", "observer", "post", "sun", "sun-times", "telegraph", "times", "tribune"]
)  # fmt: skip
# Names that are also what a person is called: "the Scotsman said" is a man's word, "told The Scotsman" is not.
_PEOPLE_TOO = frozenset(
    ["australian", "columbian", "economist", "federalist", "independent", "missoulian", "namibian", "new yorker",
     "oklahoman", "olympian", "oregonian", "progressive", "scotsman", "spectator", "tennessean", "washingtonian",
     "west australian"]
)  # fmt: skip
_TITLES = frozenset(["Mr", "Mrs", "Ms", "Dr", "Mayor", "Gov", "Sen", "Rep", "President", "Judge", "Justice"])
_ALONE = re.compile(
    r"['’]s\b|\s*(?:[^\w\s]|\Z)|\s+(?:reported|reports|newspaper|magazine|and|on|in|that|this|last|earlier|yesterday)\b|"
    r"\s+[A-Z]"
)
_PLACE = re.compile(r"\b(?:on|up|off|across|over|under)\s+the\s+\Z")  # "on the Hill", "across the Atlantic"


_TRADE = (
    r"(?:[a-z-]+ ){0,3}(?:anchor|anchorman|anchorwoman|columnist|commentator|correspondent|editor|host|interviewer|"
    r"journalist|moderator|presenter|reporter)s?"
)
_NAME = r"(?P<first>[A-Z][\w’'-]+) (?:[A-Z]\. )?(?P<last>[A-Z][\w-]*(?:['’](?!s\b)[A-Z]?\w+)?)(?![\w-])"
_ITS_PERSON = re.compile(rf"(?:['’]s? (?:{_TRADE} )?| {_TRADE} ){_NAME}")
_PERSON_OF = re.compile(
    rf"\b{_NAME}(?: of|, an? {_TRADE} (?:at|for|with|of|from)|, {_TRADE} (?:at|for|of)) (?:the )?\Z"
)


@dataclass(frozen=True, slots=True)
class OutletMention:
    """The range ``[start, end)`` of a text, "the" included, that names an outlet.

    ``outlet`` is None where several bear the name and the page doesn't tell which; ``name`` is then the page's words.
    """

    start: int
    end: int
    name: str
    outlet: Outlet | None

    @property
    def kind(self) -> RelayKind:
        """What it is as a step of a route."""
        return RelayKind.OUTLET if self.outlet is None else self.outlet.relay


@dataclass(frozen=True, slots=True)
class PageOutlets:
    """The page's own outlet and the outlets that its text names, in order, none overlapping another.

    ``people``: by surname, those whom the page says an outlet has ("CNN's Ann Lee"), and the mention that says so.
    """

    own: Outlet | None
    mentions: tuple[OutletMention, ...]
    people: Mapping[str, OutletMention] = field(default_factory=dict)

    def within(self, start: int, end: int) -> Iterator[OutletMention]:
        """The mentions that lie in ``[start, end)``, in order."""
        for mention in self.mentions[bisect_left(self.mentions, start, key=_start) :]:
            if mention.start >= end:
                return
            if mention.end <= end:
                yield mention

    def exactly(self, article: Article, start: int, end: int) -> OutletMention | None:
        """The outlet that the words ``[start, end)`` name and nothing else; None for any other words."""
        low = max(0, start - 4)  # the article may stand before the words
        found = next((one for one in self.within(low, end) if one.end > start), None)
        if found is None or article.text[found.end : end].strip(" \t\n\r\u00a0,;:.`'’s"):
            return None
        return None if article.text[start : found.start].strip() else found

    def is_own(self, mention: OutletMention) -> bool:
        """True where the page speaks of itself."""
        return self.own is not None and mention.outlet is not None and mention.outlet.name == self.own.name


def _start(mention: OutletMention) -> int:
    return mention.start


def relay_of(article: Article, mention: OutletMention) -> Relay:
    """The mention as a step of a route."""
    return Relay(mention.kind, mention.name, article.span(mention.start, mention.end))


def page_outlets(article: Article, table: Outlets | None = None) -> PageOutlets:
    """All that the page says of outlets, read against the table that comes with onrecord where none is given."""
    known = table or outlet_table()[0]
    own = own_outlet(article, known)
    mentions = _mentions(article.text, known, own, _country(article, own))
    return PageOutlets(own, mentions, _staff(article.text, mentions))


def _staff(text: str, mentions: tuple[OutletMention, ...]) -> dict[str, OutletMention]:
    """Those whom the page says an outlet has, by surname: "CNN's Ann Lee", "Ann Lee of CNN"."""
    found: dict[str, OutletMention] = {}
    for mention in mentions:
        person = _ITS_PERSON.match(text, mention.end) or _PERSON_OF.search(
            text, max(0, mention.start - 90), mention.start
        )
        if person is not None and person["first"].lower() in given_names():
            found.setdefault(person["last"], mention)
    return found


def own_outlet(article: Article, table: Outlets) -> Outlet | None:
    """The outlet of the page itself, by what the page calls it, else by its address."""
    value = article.outlet.value if article.outlet else ""
    by_address = table.for_domain(article.url) if article.url else None
    return table.named(value) or (table.for_domain(value) if "." in value else None) or by_address


def _country(article: Article, own: Outlet | None) -> str:
    """The page's country: its outlet's, else that of its address; empty where neither says."""
    if own is not None:
        return own.country
    ending = re.match(r"(?:\w+://)?[^/:]+\.([a-z]{2})(?:[/:]|\Z)", article.url or "")
    return "" if ending is None else {"uk": "GB"}.get(ending[1], ending[1].upper())


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to look for. ``outlet`` is whose own it is, ``bearers`` are those that share it."""

    key: str
    words: str  # the pattern of its spellings
    single: bool
    article: bool
    outlet: Outlet | None
    bearers: tuple[Outlet, ...]


@lru_cache(maxsize=4)
def _names_by_first_word(table: Outlets) -> Mapping[str, tuple[_Name, ...]]:
    """The names that begin with a word, longest first; a name in capitals is found too."""
    spelled: dict[str, tuple[str, Outlet | None]] = {}
    for row in table.rows:
        own = [name for name in (row.plain_name, *row.aliases) if table.by_name.get(name_key(name)) is row]
        spelled |= {_bare(name): (name, row) for name in own if name not in row.shared}
    shared = {_bare(name): name for row in table.rows for name in row.shared}
    spelled |= {bare: (name, spelled.get(bare, ("", None))[1]) for bare, name in shared.items()}
    found: dict[str, list[_Name]] = {}
    for bare, (name, outlet) in sorted(spelled.items(), key=lambda item: -len(item[0])):
        bare = bare[first.start() :] if (first := _WORD.search(bare)) else bare
        forms = dict.fromkeys((bare, bare.upper()))
        words = "|".join(r"\s+".join(map(_loose, form.split())) for form in forms)
        entry = _Name(
            name_key(name), rf"(?:{words})(?![\w@/]|-\w)", " " not in bare,
            name.startswith("The "), outlet, table.shared.get(name_key(name), ()),
        )  # fmt: skip
        for opener in dict.fromkeys(match[0] for form in forms if (match := _WORD.match(form))):
            found.setdefault(opener, []).append(entry)
    return {first: tuple(names) for first, names in found.items()}


@lru_cache(maxsize=4096)
def _compiled(words: str) -> re.Pattern[str]:
    """Compiled when a page first has the name's first word: few of the names ever are."""
    return re.compile(words)


def _bare(name: str) -> str:
    return name.removeprefix("The ").removeprefix("the ")


def _loose(word: str) -> str:
    return re.escape(word).replace("'", "['’]")


def _mentions(text: str, table: Outlets, own: Outlet | None, country: str) -> tuple[OutletMention, ...]:
    names = _names_by_first_word(table)
    found: list[tuple[int, int, _Name]] = []
    reached = 0
    for word in _WORD.finditer(text):
        listed = names.get(word[0])
        if listed is None:  # nearly every word: asked first
            continue
        start = word.start()
        if start < reached or text[start - 1 : start] in ("@", "-", "/", "_", "."):
            continue
        for name in listed:
            match = _compiled(name.words).match(text, start)
            if match is not None:
                before = _ARTICLE.search(text, max(reached, start - 6), start)
                if _counts(text, start, match.end(), name, before is not None):
                    reached = match.end()
                    found.append((before.start() if before else start, reached, name))
                break
    return tuple(_told(text, found, own, country))


def _counts(text: str, start: int, end: int, name: _Name, article: bool) -> bool:
    """True where the words can't be an ordinary word, or part of a longer name or of a person's."""
    if name.single and _NUMBER_AFTER.match(text, end):
        return False  # "Fortune 500"
    if name.single and name.article and not article:
        return False  # "a diplomat" in capitals
    if name.key in _PEOPLE_TOO and _ALONE.match(text, end) is None:
        return False  # "the Scotsman said", "the Australian embassy"
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    neighbour = before[1] if before is not None and before[1][0].isupper() and before[1] not in _TIMES else ""
    if name.single and neighbour.lower() in given_names() and not text[start:end].isupper():
        return False  # "Steve Forbes"
    if not name.bearers:
        return True
    if _LONGER.match(text, end) or (name.article and not article):
        return False
    if article and _PLACE.search(text, max(0, start - 16), start):
        return False
    if name.outlet is not None:
        return True
    if article:
        return name.article
    return not neighbour and _SENTENCE_START.search(text, max(0, start - 8), start) is None


def _told(text: str, found: list[tuple[int, int, _Name]], own: Outlet | None, country: str) -> Iterator[OutletMention]:
    """Each range with the outlet that the page means by it; what may be no outlet is left."""
    in_full = [name.outlet for _, _, name in found if name.outlet is not None and not name.bearers]
    people = _people(text, found)
    for start, end, name in found:
        if name.single and name.key in people:
            continue
        outlet = name.outlet if not name.bearers else _meant(name, own, in_full, country)
        if outlet is not None:
            yield OutletMention(start, end, outlet.name, outlet)
        elif len(name.bearers) > 1 and name.key in _PAPERS:
            yield OutletMention(start, end, f"The {' '.join(text[start:end].split()[1:])}", None)


def _people(text: str, found: list[tuple[int, int, _Name]]) -> set[str]:
    """The one-word names that are a person's on this page, as "Steve Forbes" or "Mayor Bloomberg" makes them."""
    keys = {name.key for _, _, name in found if name.single}
    if not keys:
        return keys
    pieces, place = [], 0
    for start, end, name in found:  # "Boston Globe" makes nobody a Globe
        if not name.single:
            pieces.append(text[place:start])
            place = end
    rest = "|".join([*pieces, text[place:]])
    return {key for key in keys if _is_person(key, rest)}


def _is_person(key: str, text: str) -> bool:
    word = re.escape(key.capitalize())
    for match in re.finditer(rf"\b([A-Z][a-z]+)\.?(?: [A-Z]\.)? {word}\b", text):
        if match[1] in _TITLES or (match[1].lower() in given_names() and match[1] not in _TIMES):
            return True
    return key in given_names() and re.search(rf"\b{word} [A-Z][a-z]", text) is not None


def _meant(name: _Name, own: Outlet | None, in_full: list[Outlet], country: str) -> Outlet | None:
    """The bearer of a shared name that the page means."""
    bearers = name.bearers if name.outlet is None else (*name.bearers, name.outlet)
    names = {bearer.name for bearer in bearers}
    if own is not None and own.name in names:
        return own
    fully = {outlet.name: outlet for outlet in in_full if outlet.name in names}
    if len(fully) == 1:
        return next(iter(fully.values()))
    if fully:
        return None
    whole = [bearer for bearer in bearers if name_key(bearer.plain_name) == name.key]
    near = [bearer for bearer in bearers if country and bearer.country == country]
    if len(near) == 1 and near[0] in whole:
        return near[0]
    return name.outlet or (whole[0] if len(bearers) == len(whole) == 1 else None)
