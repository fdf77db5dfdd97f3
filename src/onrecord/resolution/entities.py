"""Entities: the people, organizations and places of a page, each with all its mentions.

Full names that can be one person's become one entity; a surname, given name or nickname alone is linked to the
entity that bears it, and to none where several do (`Page.bearers` lists them).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.resolution.headlines import full_names, is_title_case
from onrecord.resolution.lexicon import given_names, nicknames, words
from onrecord.resolution.mentions import Mention, MentionKind, find_mentions
from onrecord.resolution.names import core, fold, same_person
from onrecord.resolution.personal import looks_personal
from onrecord.resolution.singles import kinds_of_singles
from onrecord.resolution.surnames import acts, is_kin, kin_of, sex_by_name, sex_by_title, sex_by_words

_OFFICES = frozenset(("president", "premier", "chancellor", "king", "mayor", "gov.", "sen.", "senator", "governor"))
_THE = ("the ", "The ")
_CHAMBERS = frozenset(("house", "senate", "court", "congress", "state", "states", "street", "nations", "hill"))
_BODIES = frozenset(("Department", "Ministry", "Bureau", "Board", "Office", "Institute", "Division"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is: the role as first given, the spans that give it, later roles, and the affiliation."""

    role: str | None
    told: tuple[Span, ...]
    later: tuple[Span, ...]
    affiliation: Span | None


@dataclass(slots=True)
class Entity:
    """Somebody or something that the page names. ``fullest`` is the mention that gives the name.

    ``mentions`` are in the order of the text.
    """

    number: int
    kind: MentionKind
    fullest: Mention
    mentions: list[Mention] = field(default_factory=list)
    roles: tuple[Span, ...] | None = None  # computed when first asked for
    standing: Standing | None = None  # likewise
    gender: float | None = None

    @property
    def name(self) -> str:
        """The fullest form of the name that the page gives."""
        return " ".join(part.rstrip("`") for part in self.fullest.parts).replace("\u00ad", "")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's entities, and the ways to find them: by mention, by word of the name, by acronym."""

    text: str
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    entities: tuple[Entity, ...]
    owner: dict[int, int]
    by_word: dict[str, list[int]]
    by_acronym: dict[str, list[int]]
    title: str = ""

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie in ``[start, end)``, in order."""
        return self.mentions[bisect_left(self.starts, start) : bisect_right(self.starts, max(end - 1, start))]

    def entity(self, mention: Mention) -> Entity | None:
        """The entity that a mention is linked to, None where there is none or several."""
        number = self.owner.get(mention.start)
        return None if number is None else self.entities[number]

    def is_person(self, mention: Mention) -> bool:
        """True when a mention is linked to a person."""
        entity = self.entity(mention)
        return entity is not None and entity.kind is MentionKind.PERSON

    def bearers(self, mention: Mention) -> list[Entity]:
        """The entities whose name has the last word of a mention, those named most often first."""
        found = self.by_word.get(fold(mention.parts[-1]), [])
        return sorted((self.entities[number] for number in found), key=lambda entity: -len(entity.mentions))


def read_entities(article: Article) -> Page:
    """The entities of an article's blocks; of the whole text where the article has no blocks."""
    mentions: list[Mention] = []
    headlines = [block for index, block in enumerate(article.blocks) if is_title_case(article, index, block)]
    spans = [(block.start, block.end) for block in article.blocks if block not in headlines]
    for start, end in spans if article.blocks else [(0, len(article.text))]:
        mentions.extend(find_mentions(article.text, start, end))
    builder = _Builder(article.text)
    for mention in mentions:
        builder.full(mention)
    alone = builder.surnames_alone(mentions)
    in_headlines = [name for block in headlines for name in full_names(article.text, block, alone)]
    for mention in in_headlines:
        builder.full(mention)
    mentions = sorted([*in_headlines, *mentions], key=lambda mention: mention.start) if in_headlines else mentions
    mentions = [builder.as_surname(mention) for mention in mentions]
    builder.other_bearers(mentions)
    for mention in mentions:
        builder.short(mention)
    builder.singles([m for m in mentions if m.start not in builder.owner and _is_single(m)])
    for entity in builder.entities:
        entity.mentions.sort(key=lambda mention: mention.start)
    return Page(
        article.text, tuple(mentions), tuple(mention.start for mention in mentions), tuple(builder.entities),
        builder.owner, builder.by_word, builder.by_acronym, "" if article.headline is None else article.headline.value,
    )  # fmt: skip


class _Builder:
    """Collects mentions into entities; the work per mention is bounded by the bearers of one word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self.owner: dict[int, int] = {}
        self.by_word: dict[str, list[int]] = {}
        self.by_acronym: dict[str, list[int]] = {}
        self.ends: dict[int, int] = {}  # where a mention ends: its entity
        self._names: list[tuple[str, ...]] = []
        self._by_form: dict[tuple[str, ...], int] = {}

    def full(self, mention: Mention) -> None:
        """Take in a mention that names its bearer by itself: a person's full name, an organization, a place."""
        if mention.kind is MentionKind.OFFICE:
            return
        name = core(mention.parts)
        person = mention.kind is MentionKind.PERSON or (
            mention.kind is MentionKind.NAME and looks_personal(self.text, mention)
        )
        if len(name) < 2 and mention.kind is not MentionKind.PLACE:
            return
        known = self._by_form.get(name)
        if known is None and person:
            known = next(
                (
                    number
                    for number in self.by_word.get(name[-1], [])[:20]
                    if self.entities[number].kind is MentionKind.PERSON and same_person(name, self._names[number])
                ),
                None,
            )
        if known is None and mention.kind is MentionKind.NAME:
            known = self._ending(name)
            if known is None:  # Grand Hotel for Grand Hotel Holdings
                whole = [n for n in self.by_word.get(name[0], ()) if self._bears(n, name)]
                known = whole[0] if len(whole) == 1 else None
        if known is None:
            self._add(mention, name, MentionKind.PERSON if person else mention.kind)
        else:
            entity = self.entities[known]
            self._link(mention, entity)
            if len("".join(name)) > len("".join(self._names[known])) and len(name) >= len(self._names[known]):
                entity.fullest, self._names[known] = mention, name
                self._index(name, known)
            self._by_form[name] = known

    def _ending(self, name: tuple[str, ...]) -> int | None:
        """The one person whose longer name ends like this one: Eriksson Ek for Joel Eriksson Ek."""
        found = [
            number
            for number in self.by_word.get(name[-1], [])[:20]
            if self.entities[number].kind is MentionKind.PERSON and self._names[number][-len(name) :] == name
        ]
        return found[0] if len(found) == 1 else None

    def as_surname(self, mention: Mention) -> Mention:
        """A noun for a person, a place or a people that a full name on the page ends with is that surname: Ann King.

        A place is where it does something: "Lisbon said", where the page names Joe Lisbon; not "in Lisbon".
        """
        place = mention.kind is MentionKind.PLACE
        if not (place or mention.kind is MentionKind.OFFICE) or len(mention.parts) > 1 or mention.title:
            return mention
        name = fold(mention.parts[0])
        people = [n for n in self.by_word.get(name, ()) if self.entities[n].kind is MentionKind.PERSON]
        known = name in words().nouns_too or (place and acts(self.text, mention))
        if not known or not any(self._names[n][-1] == name for n in people):
            return mention
        if mention.start in self.owner:
            number = self.owner.pop(mention.start)
            self.entities[number].mentions.remove(mention)
            if not self.entities[number].mentions:
                self.by_word[name].remove(number)
                del self._by_form[name,]
        return replace(mention, kind=MentionKind.NAME)

    def surnames_alone(self, mentions: Sequence[Mention]) -> set[str]:
        """The names of one word, folded, that no full name on the page explains."""
        alone = (m for m in mentions if len(m.parts) == 1 and m.kind in (MentionKind.NAME, MentionKind.PERSON))
        return {name for m in alone if not self.by_word.get(name := fold(m.parts[0]))}

    def other_bearers(self, mentions: Sequence[Mention]) -> None:
        """Add whom a form of address, or he and she, tell apart from all who bear the surname on the page in full:
        Mr. Orr, where Ms. Ann Orr is named; President Orr, where Ann Orr is the first lady."""
        shown: dict[str, list[Mention]] = {}
        for mention in mentions:
            parts = core(mention.parts)
            if len(parts) == 1 and mention.start not in self.owner and parts[0] in self.by_word:
                shown.setdefault(parts[0], []).append(mention)
        for name, alone in shown.items():
            bearers = [n for n in self.by_word[name] if self.entities[n].kind is MentionKind.PERSON]
            told = sex_by_words(self.text, alone) if bearers else ""
            for mention in alone if bearers else ():
                sex = sex_by_title(mention) or told
                office = bool(set(mention.title.lower().split()) & _OFFICES)
                if (sex and not any(self._can_be(number, sex) for number in bearers)) or (
                    office and all(is_kin(self.text, self.entities[number].fullest) for number in bearers)
                ):
                    self._add(mention, (name,), MentionKind.PERSON)
                    break

    def _can_be(self, number: int, sex: str) -> bool:
        """False for a person whom the page's own forms of address, else a given name of one sex, speak against."""
        entity = self.entities[number]
        own = {sex_by_title(one) for one in entity.mentions[:20]} - {""} or {sex_by_name(entity.fullest)} - {""}
        return not own or sex in own

    def short(self, mention: Mention) -> None:
        """Link a surname, given name, nickname or acronym to its bearer, where there is one and only one."""
        if mention.start in self.owner or mention.kind is MentionKind.OFFICE:
            return
        name = core(mention.parts)
        bearers = [number for number in self.by_word.get(name[-1], []) if self._bears(number, name)]
        if len(name) == 1 and mention.kind in (MentionKind.ORGANIZATION, MentionKind.NAME) and not bearers:
            bearers = self.by_acronym.get(name[0].replace(".", ""), []) or self._in_brackets(mention, name)
        if mention.kind is MentionKind.ORGANIZATION and not bearers and self.text.endswith(_THE, 0, mention.outer):
            bearers = self._headed(name)  # the Observatory
        surnames = [number for number in bearers if self._names[number][-1] == name[-1]]
        bearers = surnames or bearers
        if mention.kind is MentionKind.NAME:  # no place: "Lisbon said"
            bearers = [n for n in bearers if self.entities[n].kind is MentionKind.PERSON] or bearers
        kin = kin_of(self.text, mention)
        if kin is not None and not surnames:  # "Orr's son Eric" is no Eric of another family
            bearers = [number for number in bearers if self._names[number][-1] == kin]
        sex = sex_by_title(mention)
        if sex and len(bearers) > 1:
            bearers = [number for number in bearers if self._can_be(number, sex)] or bearers
        if len(bearers) > 1 and _suffixed(mention):  # Orr Jr., not Orr
            bearers = [n for n in bearers if any(map(_suffixed, self.entities[n].mentions[:20]))] or bearers
        if len(bearers) > 1 and len(name) == 1:  # whom the page never names in full
            bearers = [number for number in bearers if self._names[number] == name] or bearers
        if not bearers and (mention.title or mention.kind is MentionKind.PERSON or name[0] in given_names()):
            bearers = self._titled(name)
        if len(bearers) == 1:
            self._link(mention, self.entities[bearers[0]])
        elif not bearers and (
            mention.kind in (MentionKind.ORGANIZATION, MentionKind.PLACE, MentionKind.PERSON)
            or mention.title
            or (name[0] in given_names() and not self._common(name[0]))
        ):
            self._add(mention, name, MentionKind.PERSON if mention.kind is MentionKind.NAME else mention.kind)

    def _common(self, word: str) -> bool:
        """True for a word that the page also writes small, or places something in: Story, Harsh, Africa."""
        written = rf"\b(?:{re.escape(word)}|(?:in|near) {re.escape(word.capitalize())})\b"
        return re.search(written, self.text) is not None

    def _titled(self, name: tuple[str, ...]) -> list[int]:
        """The one name that nothing classified whose last word a form of address has made a person's: Ms. Persson."""
        found = [
            number
            for number in self.by_word.get(name[-1], [])
            if self.entities[number].kind is MentionKind.NAME and 2 <= len(self._names[number]) <= 4
        ]
        if len(found) != 1 or len(name) > 1:
            return []
        self.entities[found[0]].kind = MentionKind.PERSON
        return found

    def singles(self, mentions: Sequence[Mention]) -> None:
        """Take in the names of one word that nothing longer explains, where the page tells what they are."""
        alone = [mention for mention in mentions if not self.by_word.get(fold(mention.parts[0]))]
        told = kinds_of_singles(self.text, alone)
        for mention in alone:
            name = core(mention.parts)
            kind = told.get(name[0])
            if kind is None:
                continue
            if name not in self._by_form:
                self._add(mention, name, kind)
            elif mention.start not in self.owner:
                self._link(mention, self.entities[self._by_form[name]])

    def _headed(self, name: tuple[str, ...]) -> list[int]:
        """The one organization whose own noun is this word: the Institute, for Institute on Soil, Rivers Institute."""
        if len(name) > 1 or name[0] in _CHAMBERS:
            return []
        found = [n for n in self.by_word.get(name[0], ()) if self.entities[n].kind is MentionKind.ORGANIZATION]
        return found if len(found) == 1 else []

    def _in_brackets(self, mention: Mention, name: tuple[str, ...]) -> list[int]:
        """The organization that a short form in brackets stands behind: "Council on Islamic Relations (CAIR)"."""
        if not self.text.endswith("(", 0, mention.start):
            return []
        for end in range(mention.start - 1, mention.start - 4, -1):
            number = self.ends.get(end)
            if number is not None and self._shortens(name[0], number, mention):
                self.by_acronym.setdefault(name[0].replace(".", ""), []).append(number)
                return [number]
        return []

    def _shortens(self, short: str, number: int, mention: Mention) -> bool:
        """True for an acronym, and for a word whose letters are those of the long form: Centcom, Central Command."""
        if mention.kind is MentionKind.ORGANIZATION:
            return True
        entity, letters = self.entities[number], iter("".join(self._names[number]))
        fits = entity.kind is MentionKind.ORGANIZATION and len(short) > 3 and all(one in letters for one in short)
        return fits and any(part[:2] == short[:2] for part in self._names[number])

    def _bears(self, number: int, name: tuple[str, ...]) -> bool:
        own = self._names[number]
        if self.entities[number].kind is not MentionKind.PERSON:
            return own == name or (own[: len(name)] == name and _company(own, len(name)))
        if len(name) == 1:
            return True
        return name == own[-len(name) :] or same_person(name, own)

    def _add(self, mention: Mention, name: tuple[str, ...], kind: MentionKind) -> None:
        number = len(self.entities)
        self.entities.append(Entity(number, kind, mention))
        self._names.append(name)
        self._by_form[name] = number
        self._link(mention, self.entities[number])
        self._index(name, number)
        if mention.nickname:
            self.by_word.setdefault(fold(mention.nickname), []).append(number)
        if kind is MentionKind.ORGANIZATION and len(name) > 1:
            initials = "".join(part[0] for part in mention.parts if part[0].isupper() and "." not in part).lower()
            everything = "".join(part[0] for part in mention.parts if part[0].isupper()).lower()
            for acronym in {initials, everything, _head_initials(mention.parts)}:
                if len(acronym) > 1:
                    self.by_acronym.setdefault(acronym, []).append(number)
        if kind is MentionKind.PERSON and len(name) > 2:  # JFK, AOC
            self.by_acronym.setdefault("".join(part[0] for part in name), []).append(number)

    def _index(self, name: tuple[str, ...], number: int) -> None:
        keys = set(name)
        if self.entities[number].kind is MentionKind.PERSON and name[0] in nicknames():
            keys |= nicknames()[name[0]]
        elif self.entities[number].kind is not MentionKind.PERSON:
            keys = {name[-1]} | ({name[0]} if _company(name, len(name) - 1) else set())
            keys |= {name[at - 1] for at in range(1, len(name)) if name[at] in ("of", "for", "on")}
        for key in keys:
            listed = self.by_word.setdefault(key, [])
            if number not in listed[-20:]:
                listed.append(number)

    def _link(self, mention: Mention, entity: Entity) -> None:
        entity.mentions.append(mention)
        self.owner[mention.start] = entity.number
        self.ends[mention.end] = entity.number


def _suffixed(mention: Mention) -> bool:
    return any(part.lower() in words().suffixes for part in mention.parts)


def _is_single(mention: Mention) -> bool:
    return mention.kind is MentionKind.NAME and len(mention.parts) == 1 and not mention.title


def _company(name: Sequence[str], kept: int) -> bool:
    """True when a company's short name is its first ``kept`` words: Acme (Industries Inc.), not American (Airlines)."""
    lists = words()
    plain = name[0] not in lists.places and name[0] not in lists.nationalities
    return plain and kept < len(name) and all(word in lists.company for word in name[kept:])


def _head_initials(parts: Sequence[str]) -> str:
    """The initials from the body's own noun on: "dcp" for State Department of Coastal Protection."""
    start = next((i for i, part in enumerate(parts[:-2]) if part in _BODIES and parts[i + 1] == "of"), len(parts))
    return "".join(part[0] for part in parts[start:] if part[0].isupper()).lower()
