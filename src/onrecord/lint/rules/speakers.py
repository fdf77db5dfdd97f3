"""Speakers: who they are, and whether the reader can tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from onrecord.core.statements import Form, SpeakerKind, Statement
from onrecord.lint.context import Context, words_in
from onrecord.lint.findings import Mark, Severity
from onrecord.lint.rule import rule
from onrecord.resolution.kinds import PRONOUNS
from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.names import core, same_given
from onrecord.resolution.outlets import outlet_named

_ONE_NAME = re.compile(
    r"\b(?:[Pp]resident|[Mm]rs?\.?|[Mm]s\.?|[Ss]en\.|[Gg]ov\.|[Rr]ep\.|[Ss]ecretary|[Pp]ope|[Kk]ing|[Qq]ueen|[Pp]rince(?:ss)?|[Ss]ister|[Bb]rother|[Mm]other|[Ff]ather|[Ss]aint|[Ee]mperor|[Ss]ultan|"
    r"[Rr]apper|[Ss]inger|[Pp]atriarch|[Bb]ishop|[Cc]ardinal|[Ii]mam|[Dd]uke|[Dd]uchess|[Bb]aroness|[Ll]ord|[Ll]ady) $"
)
_DESCRIBED_AFTER = re.compile(r"[`'’\"”]?(?:, | ?\(| of | at | from | with |'s |’s | —| –| who )")
_SEARCHED = 400_000  # characters of a page in which a name is looked for
_NAMES = 400  # of one page that are compared with each other
_SHORTEST = 5  # letters of a name that are compared: below, one letter makes another name
_OFFICES: tuple[tuple[frozenset[str], ...], ...] = (
    (frozenset(["sen", "senator"]), frozenset(["rep", "congressman", "congresswoman", "representative"])),
    (frozenset(["gov", "governor"]), frozenset(["mayor"])),
    (frozenset(["spokesman"]), frozenset(["spokeswoman"])),
    (frozenset(["chairman"]), frozenset(["chairwoman"])),
    (frozenset(["congressman"]), frozenset(["congresswoman"])),
    (frozenset(["republican"]), frozenset(["democrat", "democratic"])),
    (frozenset(["mother"]), frozenset(["father"])),
    (frozenset(["husband"]), frozenset(["wife"])),
    (frozenset(["brother"]), frozenset(["sister"])),
    (frozenset(["son"]), frozenset(["daughter"])),
    (frozenset(["prosecutor"]), frozenset(["defender"])),
)
_NO_GIVEN_NAMES = frozenset([
    "president", "by", "at", "then", "later", "senator", "sen", "mr", "mrs", "ms", "dr", "gov", "governor", "rep",
    "secretary", "mayor", "judge", "justice", "general", "gen", "but", "and", "in", "on", "the", "as", "when",
    "while", "chief", "minister", "professor", "director", "officer", "detective", "after", "if", "for", "that",
    "what",
])  # fmt: skip
_NO_ROLES = frozenset([
    "said", "says", "by", "to", "and", "but", "that", "when", "as", "with", "for", "of", "if", "while", "because",
    "after", "before", "told", "like", "from", "in", "on", "or", "added", "asked", "where",
])  # fmt: skip
_PAST = re.compile(
    r"\b(?:former|ex|then|late|formerly|previous|onetime|retired|candidate|nominee|deputy|vice|elect)\b", re.I
)


@rule("SPK01", "surname-alone", default=False)
def surname_alone(context: Context) -> Iterator[Mark]:
    """Marks a quoted person whom the page never gives a first name.

    Why: Two people can share a surname, and a reader who comes later or from abroad may not know which is meant.
    Handbook: The Associated Press: first and last name the first time somebody is mentioned:
    https://jacklimpert.com/2016/06/editors-at-work-dont-let-names-and-titles-be-a-reader-stop-sign/
    Example:
        "We are ready," Harlow said. (No other mention of Harlow.)
    Instead:
        "We are ready," Fire Chief Tom Harlow said.
    """
    seen: set[str] = set()
    for one in context.said:
        name = one.speaker.name
        if one.speaker.kind is not SpeakerKind.PERSON or not name or " " in name.strip() or not one.source:
            continue
        if name in seen or not _is_surname(context, name) or name.lower() in given_names():
            continue
        seen.add(name)
        first = _first_mention(context, name)
        if one.form is Form.INDIRECT or not _spoke(one) or outlet_named(name) is not None:
            continue
        if first is not None and not _has_full_name(context, name):
            yield Mark(first, first + len(name), f"{name} is quoted, and the page gives no first name")


def _spoke(statement: Statement) -> bool:
    """True for a cue of which only a person is the subject: said, told, added, not reported or announced."""
    words = {word.lower() for span in statement.cue for word in words_in(span.text)}
    return not words.isdisjoint(("said", "says", "told", "added", "recalled", "explained", "asked", "wrote", "tweeted"))


def _is_surname(context: Context, name: str) -> bool:
    """True when the page uses a lone word as people are named: with one capital, amid sentences, with no article and
    no title that says who it is ("President Obama", "Pope Francis").
    """
    if not re.fullmatch(r"[A-Z][a-zà-ÿ’']+|(?:Mc|O['’]|De|Mac)[A-Z][a-z]+", name):
        return False
    places = [m for m in context.page.mentions if " ".join(m.parts) == name]
    if not places or re.search(rf"\b{re.escape(name.lower())}\b|{re.escape(name)}(?: [A-Z]|:)", context.text):
        return False
    if name.endswith(("ans", "ers", "ics", "ists", "ese")):
        return False
    before = [context.text[max(0, m.start - 14) : m.start] for m in places]
    if any(m.title for m in places) or any(
        text.lower().endswith(("the ", " a ")) or _ONE_NAME.search(text) for text in before
    ):
        return False
    return any(text[-1:] == " " and (text[-2:-1].isalpha() or text[-2:-1] in ',”"') for text in before)


def _first_mention(context: Context, name: str) -> int | None:
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    found = next(context.matches(pattern, outside=False), None)
    return None if found is None else found.start()


def _has_full_name(context: Context, name: str) -> bool:
    """True when a capitalised word stands before the name anywhere on the page, headline and credits too."""
    before = re.compile(rf"(?<!\w)[A-Z][\w.’'-]{{0,40}}[a-z.][\"”’']? (?:[A-Z][\w.]{{0,40}} )?{re.escape(name)}(?!\w)")
    return any(
        found[0].split()[0].lower().strip(".") not in _NO_GIVEN_NAMES
        for found in before.finditer(context.article.text, 0, _SEARCHED)
    )


@rule("SPK02", "no-role", Severity.NOTE, default=False)
def no_role(context: Context) -> Iterator[Mark]:
    """Marks a person who is quoted and of whom the page never says who they are.

    Why: What somebody's words are worth depends on what they know and whom they speak for.
    Handbook: Reuters: identify sources by name and position whenever possible:
    http://www.aalep.eu/essentials-sourcing-journalists
    Example:
        "The bridge is unsafe," Ann Lee said.
    Instead:
        "The bridge is unsafe," said Ann Lee, the engineer who inspected it in May.
    """
    seen: set[str] = set()
    for one in context.said:
        speaker = one.speaker
        if (
            speaker.kind is not SpeakerKind.PERSON
            or not speaker.name
            or speaker.name in seen
            or one.form is Form.INDIRECT
        ):
            continue
        seen.add(speaker.name)
        if speaker.role or speaker.affiliation or " " not in speaker.name or not one.source:
            continue
        places = [m for e in context.page.entities if e.name == speaker.name for m in e.mentions]
        if not places or any(m.title or _described(context, m.start, m.end) for m in places):
            continue
        yield Mark(places[0].start, places[0].end, f"{speaker.name} is quoted, and the page doesn't say who that is")


def _described(context: Context, start: int, end: int) -> bool:
    after = _DESCRIBED_AFTER.match(context.text, end)
    before = context.text[max(0, start - 40) : start].rstrip(" ")
    word = before.split()[-1] if before.split() else ""
    described_before = bool(word) and word[-1].isalpha() and word.lower() not in _NO_ROLES
    if after is not None and after[0].startswith(","):
        following = context.text[after.end() : after.end() + 12]
        return not re.match(r"(?:said|says|told|added|and|but|according|in an?|speaking)\b", following) and (
            following[:1].islower() or following[:1].isdigit() or following[:1].isupper()
        )
    return after is not None or described_before


@rule("SPK03", "two-spellings", Severity.ERROR)
def two_spellings(context: Context) -> Iterator[Mark]:
    """Marks a name that differs by one letter from one that the page has used before.

    Why: One of the two is wrong, and the reader can't tell which; nor will a search find both.
    Handbook: House rule of onrecord.
    Example:
        Foreign Minister Luis Videgaray spoke first. "We will not accept it," Videgarey said.
    Instead:
        "We will not accept it," Videgaray said.
    """
    spelt: dict[tuple[str, ...], list[Mention]] = {}
    people: set[tuple[str, ...]] = set()
    for mention in context.page.mentions:
        entity = context.page.entity(mention)
        person = mention.kind is MentionKind.PERSON or (entity is not None and entity.kind is MentionKind.PERSON)
        if any(part.isupper() and len(part) > 2 for part in mention.parts) or _is_place(core(mention.parts)[-1]):
            continue
        if (person or mention.kind is MentionKind.NAME) and not context.quoted(mention.start):
            spelt.setdefault(core(mention.parts), []).append(mention)
            people |= {core(mention.parts)} if person else set()
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in list(spelt)[:_NAMES]:
        by_first.setdefault(name[-1][:1], []).append(name)
    marked: set[int] = set()
    for names in by_first.values():
        for name, other in combinations(names, 2):
            if not _misspelt(name, other) or people.isdisjoint((name, other)):
                continue
            first, second = sorted((spelt[name], spelt[other]), key=lambda held: held[0].start)
            odd, usual = (first, second) if len(first) < len(second) else (second, first)
            if odd[0].start not in marked:
                marked.add(odd[0].start)
                here, there = (" ".join(held[0].parts) for held in (odd, usual))
                yield Mark(odd[0].start, odd[0].end, f"spelt {here} here, and {there} elsewhere")


def _is_place(word: str) -> bool:
    """True for a place or people, in the singular or not: America, American, Americas."""
    listed = words().places | words().nationalities
    return not listed.isdisjoint((word, word.rstrip("s"), f"{word}n", word.removesuffix("n")))


def _misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True when two folded names of a person differ by one letter of the surname, given names being the same."""
    if (len(one) < 2 and len(other) < 2) or min(len(one[-1]), len(other[-1])) < _SHORTEST:
        return False
    if len(one) > 1 and len(other) > 1 and not (one[0] == other[0] or same_given(one[0], other[0])):
        return False
    a, b = one[-1], other[-1]
    if a == b or a.rstrip("sn") == b.rstrip("sn") or OSA.distance(a, b, score_cutoff=1) != 1:
        return False
    if len(one) > 1 and len(other) > 1:
        return True
    alone = (one if len(one) == 1 else other)[0]
    return (
        min(len(a), len(b)) > _SHORTEST and alone not in given_names() and alone.isalpha() and abs(len(a) - len(b)) < 2
    )


@rule("SPK04", "two-people-pronoun", default=False)
def two_people_pronoun(context: Context) -> Iterator[Mark]:
    """Marks a "he said" or "she said" that can be one of two people.

    Why: If a reader has to guess, some will guess wrong, and put words in the wrong mouth.
    Handbook: House rule of onrecord.
    Example:
        Tom Hale met Mark Reed on Monday. "It was a mistake," he said.
    Instead:
        "It was a mistake," Hale said.
    """
    for one in context.said:
        if not one.source or one.source[0].text.lower() not in PRONOUNS or one.speaker.unresolved is None:
            continue
        likely = [who for who in one.speaker.unresolved.candidates if who.confidence >= 0.15]
        if len(likely) > 1:
            names = " or ".join(who.name for who in likely[:3])
            place = one.source[0]
            yield Mark(place.start, place.end, f"“{place.text}” can be {names}")


@rule("SPK05", "speaker-changes", Severity.ERROR, default=False)
def speaker_changes(context: Context) -> Iterator[Mark]:
    """Marks a paragraph of quotation without attribution that stands after one speaker and before another.

    Why: The reader takes it for the speaker before, and learns too late, or never, that it wasn't.
    Handbook: Reuters: do not run quotes from different speakers together, and identify the source of a quote as
    quickly as possible: http://www.aalep.eu/essentials-sourcing-journalists
    Example:
        "We are ready," Chief Tom Harlow said.

        "Nobody is ready, and nobody has asked us."

        "It is a matter of money," Mayor Ann Reed said.
    Instead:
        "Nobody is ready, and nobody has asked us," Mayor Ann Reed said.
    """
    by_block: dict[int, list[Statement]] = {}
    for one in context.said:
        block = context.block_at(one.content[0].start)
        if block is not None:
            by_block.setdefault(block.start, []).append(one)
    blocks = context.blocks
    lone = {
        context.article.blocks[one.paragraph].start: one for one in context.spoken if not one.resumes and not one.block
    }
    for number in range(1, len(blocks) - 1):
        block = blocks[number]
        quotation = lone.get(block.start)
        if quotation is None or quotation.continues or quotation.outer != (block.start, block.end):
            continue
        words = words_in(context.text[quotation.start : quotation.end])
        ended = context.text[quotation.end - 1] in ".!?,"  # a heading in quotation marks is no speech
        if len(words) < 5 or not ended or any(one.source or one.cue for one in by_block.get(block.start, ())):
            continue
        before = _speakers(by_block.get(blocks[number - 1].start, ()))
        after = _speakers(by_block.get(blocks[number + 1].start, ()))
        if before and after and before[-1] != after[0]:
            names = f"{before[-1]} speaks before it and {after[0]} after it"
            yield Mark(*quotation.outer, f"no attribution, and the speaker changes: {names}")


def _speakers(statements: list[Statement] | tuple[Statement, ...]) -> list[str]:
    return [one.speaker.name for one in statements if one.speaker.name and one.source]


@rule("SPK06", "contradictory-role", Severity.ERROR, default=False)
def contradictory_role(context: Context) -> Iterator[Mark]:
    """Marks a role that can't be true of the same person as the role that the page gave first.

    Why: One of the two is wrong, or two people are taken for one.
    Handbook: House rule of onrecord.
    Example:
        Sen. Ann Lee opened the debate. "It is late," said Rep. Ann Lee.
    Instead:
        "It is late," said Lee.
    """
    seen: set[str] = set()
    for one in context.said:
        speaker = one.speaker
        if speaker.name is None or speaker.name in seen or speaker.role is None:
            continue
        seen.add(speaker.name)
        first = _words(speaker.role)
        for later in speaker.later_roles:
            if context.quoted(later.start) or not _exclude(first, _words(later.text)):
                continue
            if not (_PAST.search(speaker.role) or _PAST.search(context.text[max(0, later.start - 12) : later.end])):
                yield Mark(later.start, later.end, f"{speaker.name} is “{later.text}” here and “{speaker.role}” before")
                break


def _words(role: str) -> frozenset[str]:
    return frozenset(word.strip(".,") for word in re.split(r"[\s-]+", role.lower())[:6])


def _exclude(one: frozenset[str], other: frozenset[str]) -> bool:
    """True when two roles name offices or kin that one person can't be at a time."""
    for first, second in _OFFICES:
        if (one & first and other & second and not one & second and not other & first) or (
            one & second and other & first and not one & first and not other & second
        ):
            return True
    return False


@rule("SPK07", "courtesy-title", Severity.NOTE)
def courtesy_title(context: Context) -> Iterator[Mark]:
    """Marks Mr., Mrs. or Ms. outside quotations, in house styles that call nobody so. Silent without a house style.

    Why: A style kept for everybody alike treats everybody alike.
    Handbook: The Associated Press uses no courtesy titles outside quotations:
    https://www.flashcardmachine.com/ap-style-peoplesnamesandtitles.html
    Example:
        "It is late," Mr. Hale said.
    Instead:
        "It is late," Hale said.
    """
    if context.settings.house.courtesy is not False:
        return
    for found in context.matches(re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? (?=[A-Z][a-z])")):
        yield Mark(
            found.start(), found.end() - 1, f"{context.settings.house.title} gives nobody the title {found[0].strip()}"
        )
