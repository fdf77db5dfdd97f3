"""Descriptions that tell what somebody is away from the name: "The Ohio senator has wondered", "said the actor"."""

from __future__ import annotations

import re

from onrecord.core.spans import Span
from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.personnouns import ABBREVIATED, is_person_noun, names_role, phrase_end
from onrecord.resolution.pronoun_features import gender_evidence
from onrecord.resolution.roles import roles_of

_NEAR = 420  # characters from a name to a description of its bearer
_MENTIONS = 30  # of one person, that are looked at
# Where a description can open: at the start of a sentence, or behind a quotation ("...," said the actor).
_OPENS = re.compile(
    r"(?:(?<=[.!?]\s)|(?<=[.!?][”\"’)]\s)|(?<=\n)|(?<=[”\"] said )|(?<=[”\"] says )|(?<=[”\"] )|(?<=[”\"], ))[Tt]he "
)
_WORDS = re.compile(r"“[^”\n]{1,40}”|\"[^\"\n]{1,40}\"|[\w’'.&/-]*[\w’']")
_SENTENCE = re.compile(r"[.!?][”\"’)]{0,2}\s+(?=[A-Z“\"‘])|\n")
# Seats that many hold, so that "the senator" is whoever the page names without a title. "The mayor" is a town's.
_SEATS = frozenset(("senator", "governor", "representative"))
_BARE = frozenset(("priest", "pastor", "rabbi", "coach", "director", "attorney"))  # by themselves: "the director"
_PAST = frozenset(
    ["became", "began", "broke", "brought", "built", "came", "chose", "did", "drew", "fell", "felt", "fought", "found",
     "gave", "got", "grew", "held", "hit", "kept", "knew", "led", "left", "lost", "made", "met", "put", "ran", "rose",
     "saw", "sent", "set", "shot", "sought", "spoke", "stood", "swept", "thought", "threw", "took", "went", "won",
     "wrote"]
)  # fmt: skip
_INTRODUCED = 320  # characters from a description to the quotation of whom it introduces
# Where one opens: "A campaign spokesman", "Stern's lawyer" at the start of a sentence or clause, "according to a".
_INTRODUCES = re.compile(
    r"(?:\A|(?<=[.!?]\s)|(?<=[.!?][”\"’)]\s)|(?<=\n)|(?<=[:—] ))"
    r"(?:(?:An?|One|His|Her) |(?:The )?(?=(?:[A-Z][\w.]+ ){0,3}[A-Z]\w+[’']s? ))"
    r"|\baccording to (?:an?|one) |(?<=, )(?:(?:an?|one) |(?=[A-Z]\w+[’']s? ))"
)
_THE_WORDS = re.compile(r"[“\"‘]?[Tt]he ")
_AGED = re.compile(r"[“\"‘]?[Tt]he \d{1,3}-year-old[ ,.]*")
_CLOSED = re.compile(r"[”\"] (?:(?P<verb>[a-z]+) )?\Z")
_ISSUES = re.compile(r" (?:has |had )?(?:released|issued|sent) ")
_THE = ("the ", "The ")
_NAMELESS = re.compile(r"anonym|not authori[sz]ed|not to be|declined to be|n[’']t authori[sz]ed")
_HIGH = frozenset(("president", "lady", "secretary", "state", "minister", "premier", "chancellor"))  # "former" ones
_FORMER = ("former ", "ex-", "then-", "late ")
_NEW = (  # "a rival candidate", "another candidate"
    r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]wo|[Ss]ome|[Ee]ach|[Ee]very) "
    r"(?:(?!(?:the|to|of|for|by|from|with|his|her|their|as|that|who) )[\w’'-]+ ){{0,4}}?{noun}\b"
)
_OLD = r"\b[Tt]he (?:[\w’'-]+ ){{0,2}}?{noun}\b"
_GOES_ON = re.compile(
    r"(?:,|[.]\s|$| from "
    r"| (?:(?:[a-z]+ly|also|never|then|now|later|still|himself|herself|too|first|once) )*(?P<verb>[a-z]+))"
)


def told_role(page: Page, entity: Entity) -> Span | None:
    """The first description that can only be of a person whose name stands nowhere beside a role.

    It introduces the person, or is the next sentence's subject, or names the speaker behind a quotation; nobody else
    is named in between nor in the sentence that names the person.
    """
    introducing = introduction(page, entity)
    if introducing is not None:
        return introducing
    for mention in entity.mentions[:_MENTIONS]:
        end = _until_another(page, entity, mention)
        openings = list(_OPENS.finditer(page.text, mention.end, end))
        if not openings or not _alone(page, entity, mention):
            continue
        for opening in openings:
            found = described(page.text, opening.end())
            if found is not None and _is_of(page, entity, mention, found, opening.end()):
                return Span.of(page.text, opening.end(), opening.end() + len(found[0]))
    return None


def introduction(page: Page, entity: Entity) -> Span | None:
    """ "A campaign spokesman told Acme so. "...," Ann Lee said": what somebody was, who spoke before being named.

    The name is the page's first for the person, is full, and stands behind a quotation with a verb of saying; nobody
    else is named between.
    """
    first, text = entity.mentions[0], page.text
    closed = _CLOSED.search(text, max(0, first.outer - 14), first.outer)
    verb = closed and (closed["verb"] or _next_word(text, first.end))
    if closed is None or len(first.parts) < 2 or verb not in words().verbs:
        return None
    opened = max(text.rfind(mark, 0, closed.start()) for mark in '“"')
    for opening in reversed(list(_INTRODUCES.finditer(text, max(0, opened - _INTRODUCED), max(0, opened)))):
        start = opening.end()
        issues = _ISSUES.search(text, start, phrase_end(text, start))
        end = phrase_end(text, start) if issues is None else issues.start()
        if (opening[0].startswith("acc") or _next_word(text, end) in words().verbs or issues) and names_role(
            text, start, end
        ):
            alone = not any(_may_be_another(page, one) for one in page.within(end, opened))
            return Span.of(text, start, end) if alone and _NAMELESS.search(text, end, opened) is None else None
    return None


def _next_word(text: str, end: int) -> str:
    following = text[end : end + 24].split()
    return following[0].rstrip(".,:") if following else ""


def introduced(page: Page, source: Span) -> Entity | None:
    """Whom the words of a source, that name nobody, introduce: named behind the next quotation."""
    for mention in page.within(source.end, source.end + _INTRODUCED):
        entity = page.entity(mention)
        if entity is not None and entity.kind is MentionKind.PERSON and entity.mentions[0] is mention:
            told = introduction(page, entity)
            if told is not None and source.start <= told.start and told.end <= source.end:
                return entity
    return None


def meant(page: Page, source: Span) -> Entity | None:
    """Whom "the former governor", "the 44-year-old" means: the one person named last, where it can be of no other."""
    opening = _THE_WORDS.match(source.text)
    if opening is None:
        return None
    start = source.start + opening.end()
    found = described(page.text, start)
    aged = _AGED.fullmatch(source.text) is not None  # not "the 44-year-old former leader"
    if found is None and not aged:
        return None
    for mention in reversed(page.within(max(0, source.start - _NEAR), source.start)):
        if mention.end <= source.start and _may_be_another(page, mention):
            entity = page.entity(mention)
            if entity is None or entity.kind is not MentionKind.PERSON or not _alone(page, entity, mention):
                return None
            if aged:
                return entity
            named = found is not None and (found[1] in words().epithets or not roles_of(page.text, entity))
            return entity if named and found is not None and _is_of(page, entity, mention, found, start) else None
    return None


def described(text: str, start: int) -> tuple[str, str] | None:
    """The words from ``start`` up to a noun for a person that a verb or comma follows, and that noun, lower case."""
    end, noun, place = start, "", start
    for found in _WORDS.finditer(text, start, start + 120):
        if text[place : found.start()] not in ("", " "):
            break  # a comma, a bracket
        word, place = found[0].lower(), found.end()
        if word in words().head_ends and not (word == "and" or (word == "of" and noun.endswith("secretary"))):
            break
        if _is_verb(word):
            break
        if is_person_noun(word) or (noun.endswith("secretary") and word in words().portfolios):
            end, noun = place, word
    goes_on = _GOES_ON.match(text, end)
    if not noun or goes_on is None:
        return None
    return (text[start:end], noun) if goes_on["verb"] is None or _may_be_verb(goes_on["verb"]) else None


def _is_verb(word: str) -> bool:
    return word in words().finite or (word in words().verbs and word not in words().people)


def _may_be_verb(word: str) -> bool:
    return _is_verb(word) or word in _PAST or word.endswith(("ed", "s"))


def said_of_known(told: str, noun: str) -> bool:
    """True where "the", the words and the noun that they end in are said of somebody named already."""
    told = told.lower()
    nouns = [part.rpartition(" ")[2] for part in told.split(" and ")]  # "the former star and tabloid king"
    held = any(one in words().epithets for one in nouns) or (noun in _SEATS and told != "governor") or told in _BARE
    return held or (told.startswith(_FORMER) and noun in _HIGH)


def _is_of(page: Page, entity: Entity, mention: Mention, found: tuple[str, str], position: int) -> bool:
    """True where a description before which only ``entity`` is named can be of nobody else: it is said of people named
    already, fits the sex, and the page speaks of no other such person."""
    told, noun = found
    if not said_of_known(told, noun):
        return False
    if " " not in told and not _acts(page.text, mention.end) and not page.text.endswith(" said ", 0, mention.outer):
        return False
    quoted = "“" in told or '"' in told
    if not quoted and any(page.is_person(one) for one in page.within(position, position + len(told))):
        return False
    sex = words().people.get(noun, "x")
    if sex != "x" and gender_evidence(page, entity) * (1 if sex == "m" else -1) < 0:
        return False
    before = re.compile(_OLD.format(noun=re.escape(noun)))  # somebody else's, before the name
    if before.search(page.text, 0, min(entity.mentions[0].outer, 6000)) is not None:
        return False
    new = re.compile(_NEW.format(noun=re.escape(noun)))
    return new.search(page.text, max(0, position - 6000), position) is None


def _acts(text: str, end: int) -> bool:
    """True where a verb follows."""
    goes_on = _GOES_ON.match(text, end)
    return goes_on is not None and goes_on["verb"] is not None and _may_be_verb(goes_on["verb"])


def _until_another(page: Page, entity: Entity, mention: Mention) -> int:
    """Where somebody else is named behind a mention, at most ``_NEAR`` characters on."""
    limit = min(len(page.text), mention.end + _NEAR)
    for other in page.within(mention.end, limit):
        if page.entity(other) is not entity and _may_be_another(page, other):
            return other.outer
    return limit


def _alone(page: Page, entity: Entity, mention: Mention) -> bool:
    """True where the sentence of a mention names nobody else before it, and no quotation is open."""
    start = _sentence(page.text, mention.outer)
    before = page.text[start : mention.outer]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return False
    others = (one for one in page.within(start, mention.outer) if page.entity(one) is not entity)
    return not any(_may_be_another(page, one) for one in others if one.end <= mention.outer)


def _sentence(text: str, position: int) -> int:
    """Where the sentence before ``position`` starts, at most ``_NEAR`` characters back."""
    start = low = max(0, position - _NEAR)
    for found in _SENTENCE.finditer(text, low, position):
        if found[0][0] != "." or not ABBREVIATED.search(text[max(low, found.start() - 6) : found.start()]):
            start = found.end()
    return start


def _may_be_another(page: Page, mention: Mention) -> bool:
    """True for a person, and for a name that can be one's: of two words or more, or a given name."""
    entity = page.entity(mention)
    kind = mention.kind if entity is None else entity.kind
    if kind is MentionKind.PERSON:
        return True
    if kind is not MentionKind.NAME or page.text.endswith(_THE, 0, mention.outer):
        return False
    named = len((mention if entity is None else entity.fullest).parts) > 1 or mention.parts[0].lower() in given_names()
    return named or any(one.kind in (MentionKind.PERSON, MentionKind.NAME) for one in page.bearers(mention))
