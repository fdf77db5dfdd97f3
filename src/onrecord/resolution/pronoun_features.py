"""What speaks for and against a name as the antecedent of a personal pronoun, as numbers.

Cues of the classical resolvers (recency, subjecthood, parallelism, binding, salience: Lappin & Leass 1994) read off
word shapes and short word lists, without a parser.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from onrecord.resolution.entities import Entity, Page
from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentions import Mention, MentionKind
from onrecord.resolution.roles import roles_of

AROUND_BEFORE, AROUND_AFTER = 800, 400  # characters in which mentions are counted, as in a passage of GAP
_SENTENCE = re.compile(r"(?<![A-Z])(?<!Mr|Ms|Dr|Jr|Sr|St)(?<!Mrs|Sen|Rep|Gov)[.!?][\"'”’)]*\s+(?=[\"'“‘(`]*[A-Z])|\n")
_PRONOUNS = {
    "m": re.compile(r"\b(?:he|him|his|himself)\b", re.I),
    "f": re.compile(r"\b(?:she|her|hers|herself)\b", re.I),
}
_HIS = {sex: re.compile(rf"\b{word} [\w-]+,?\s*$", re.I) for sex, word in (("m", "his"), ("f", "her"))}
# The next pronoun of the sentence, with nobody else named before it
_TOLD = re.compile(r"(?:(?![.!?\n]|[A-Z]\w+ [A-Z]).){0,110}?\b(he|she|his|her|him)\b")
_CLAUSE = re.compile(r"[,;:—]| (?:and|but|that|when|as|while|because|who|which|if|after|before) ")
_LAST = re.compile(r"([\w’'-]+|[^\w\s])[\s`\"“]*$")
_NEXT = re.compile(r"[\s`\"”’]*('s\b|’s\b|[\w’'-]+|[^\w\s])")

NAMES = (
    "bias", "after", "distance", "same_sentence", "one_back", "two_back", "far", "people_between", "rivals_between",
    "first_in_sentence", "opens_sentence", "then_verb", "then_comma", "then_possessive", "then_and",
    "after_preposition",
    "after_opener", "after_and", "after_comma", "after_kin", "after_his", "in_brackets", "gender", "gender_known",
    "count", "in_title", "first_on_page", "full_name", "chain", "chain_from_subject", "clauses_between", "and_his",
    "bound_object", "subject_subject", "subject_nonsubject", "object_object", "object_subject_same",
    "possessive_subject_same",
    "possessive_nearest_same", "opens_both", "pronoun_opens_far", "cataphora_comma", "quote_change", "nearest",
    "last_speaker", "second_nearest", "subject_one_back", "possessor_same", "subject_after_opener_same", "reported_by",
    "farther_subject_same", "by_agent", "possessive_next_kin", "short_title", "pronoun_after_comma", "opener_between",
    "same_and_far", "nearest_back", "title_subject", "chain_nearest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun in its sentence. ``sort`` is ``s`` (he), ``o`` (him) or ``p`` (his); ``sex`` is ``m`` or ``f``."""

    start: int
    end: int
    sex: str
    sort: str
    sentence: int
    opens: bool
    before: str
    after: str
    quoted: bool


def pronoun_at(text: str, start: int, end: int, sex: str) -> Pronoun:
    """The pronoun at ``[start, end)``; "her" is an object where no noun follows."""
    low = text[start:end].lower()
    after = _NEXT.match(text, end, end + 40)
    following = after[1].lower() if after else ""
    sort = "s" if low in ("he", "she") else "o"
    if low == "his" or (low == "her" and following[:1].isalpha() and _opens_noun(following)):
        sort = "p"
    sentence = sentence_start(text, start)
    before = _LAST.search(text[max(sentence, start - 40) : start])
    return Pronoun(
        start, end, sex, sort, sentence, not text[sentence:start].strip(" \"'“‘`("),
        before[1].lower() if before else "", following, _quoted(text, sentence, start),
    )  # fmt: skip


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words().kin))}),\s*$")


def _opens_noun(word: str) -> bool:
    """True when a noun phrase can go on with the word: "her house", not "her to", "her and"."""
    lists = words()
    return word != "s" and not (word in lists.prepositions or word in lists.clause_openers or word in lists.stop)


def sentence_start(text: str, position: int, reach: int = 700) -> int:
    """Where the sentence that holds ``position`` starts; at most ``reach`` characters before it."""
    for near in (reach // 4, reach):  # most sentences are short
        ends = [found.end() for found in _SENTENCE.finditer(text, max(0, position - near), position)]
        if ends:
            return ends[-1]
    return max(0, position - reach)


def _quoted(text: str, start: int, position: int) -> bool:
    piece = text[start:position]
    return (piece.count("“") > piece.count("”")) or piece.count('"') % 2 == 1 or piece.count("``") > piece.count("''")


def gender_evidence(page: Page, entity: Entity) -> float:
    """From -1 (a woman) to 1 (a man): by forms of address and nouns on the page, else faintly by the given name."""
    if entity.gender is None:
        entity.gender = _gender(page, entity)
    return entity.gender


def _gender(page: Page, entity: Entity) -> float:
    for mention in entity.mentions[:20]:
        before = _LAST.search(page.text[max(0, mention.outer - 24) : mention.outer])
        for word in (*mention.title.lower().split(), before[1].lower() if before else ""):
            sex = words().titles.get(word, "x")
            sex = words().people.get(word, "x") if sex == "x" else sex
            if word == "chairman":
                continue  # "Chairman Ann Lee"
            if sex != "x":
                return 1.0 if sex == "m" else -1.0
    for role in roles_of(page.text, entity):
        written = role.text.lower().split()
        if len(written) > 5 and written[0] in ("his", "her", "their"):
            continue  # "his wife, who": a clause about somebody else
        for word in written:
            if words().people.get(word, "x") != "x":
                return 1.0 if words().people[word] == "m" else -1.0
    for part in entity.fullest.parts[: max(1, len(entity.fullest.parts) - 1)]:
        share = given_names().get(part.lower())
        if share is not None:
            return (50 - share) / 55
    told = [found[1] in ("he", "his", "him") for m in entity.mentions[:10] if (found := _TOLD.match(page.text, m.end))]
    return 0.6 * (2 * sum(told) / len(told) - 1) if told else 0.0


def nearest_mention(entity: Entity, pronoun: Pronoun) -> Mention:
    """The mention of an entity that is nearest before a pronoun, else the first after it."""
    before = None
    for mention in entity.mentions:
        if mention.start >= pronoun.start:
            return before or mention
        before = mention
    return before or entity.mentions[0]


def features(
    page: Page, pronoun: Pronoun, entities: list[Entity], title: str, last_speaker: int | None
) -> list[list[float]]:
    """One row of `NAMES` for each entity. Linear in the number of entities; each looks at a bounded stretch of text."""
    nearest = [nearest_mention(entity, pronoun) for entity in entities]
    people = sorted(
        {m.start for m in page.within(max(0, pronoun.start - 3000), pronoun.start) if _is_person(page, m)}
        | {m.start for m in nearest}
    )
    before = [m.start for m in nearest if m.start < pronoun.start]
    order = sorted(before, reverse=True)
    low, high = pronoun.start - AROUND_BEFORE, pronoun.start + AROUND_AFTER
    near = [[m.start for m in entity.mentions if low <= m.start < high] or [one.start]
            for entity, one in zip(entities, nearest, strict=True)]  # fmt: skip
    first = min((starts[0] for starts in near), default=0)
    folded = title.lower()
    rows = []
    for entity, mention, starts in zip(entities, nearest, near, strict=True):
        around = _around(page.text, pronoun, mention)
        values = {
            **_of_mention(page.text, pronoun, mention, around),
            **_of_distance(pronoun, around),
            **_of_pair(pronoun, around),
        }
        gender = gender_evidence(page, entity) * (1.0 if pronoun.sex == "m" else -1.0)
        between = sum(mention.start < start < pronoun.start for start in people)
        rank = order.index(mention.start) if mention.start in order else 9
        in_title = mention.parts[-1].lower() in folded or entity.fullest.parts[-1].lower() in folded
        values.update(
            people_between=min(between, 6) / 3,
            rivals_between=min(sum(mention.start < start for start in before), 4) / 2,
            gender=gender,
            gender_known=float(abs(gender) > 0.5),
            count=math.log1p(len(starts)),
            in_title=float(bool(folded) and in_title),
            first_on_page=float(starts[0] == first),
            nearest=float(rank == 0),
            second_nearest=float(rank == 1),
            last_speaker=float(last_speaker is not None and entity.number == last_speaker),
        )
        values["nearest_back"] = values["nearest"] * (1 - values.get("same_sentence", 0.0))
        values["title_subject"] = values["in_title"] * float(pronoun.sort == "s")
        values["chain_nearest"] = values.get("chain", 0.0) * values["nearest"]
        values["possessive_nearest_same"] = (
            values["nearest"] * values.get("same_sentence", 0.0) * float(pronoun.sort == "p")
        )
        rows.append([values.get(name, 0.0) for name in NAMES])
    return rows


def _is_person(page: Page, mention: Mention) -> bool:
    entity = page.entity(mention)
    return mention.kind is MentionKind.PERSON or (entity is not None and entity.kind is MentionKind.PERSON)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around one mention, and between it and the pronoun.

    ``gaps`` sentence ends between the two, ``clauses`` marks of a clause, ``chain`` pronouns of the same sex.
    ``left`` and ``right`` are the neighbouring words, ``preceding`` the sentence up to the mention.
    """

    after: bool
    between: str
    gaps: int
    clauses: int
    chain: int
    preceding: str
    left: str
    right: str
    opens: bool
    verb: bool
    possessor: bool
    quoted: bool

    @property
    def subject(self) -> bool:
        """True where the mention looks like the subject of its clause."""
        leads = self.opens or self.left in words().clause_openers or self.left == ","
        return self.verb or (leads and not self.possessor)


def _around(text: str, pronoun: Pronoun, mention: Mention) -> _Around:
    after = mention.start >= pronoun.start
    low, high = (pronoun.end, mention.outer) if after else (mention.end, pronoun.start)
    between = text[low:high] if high - low < 1500 else text[high - 1500 : high]
    start = sentence_start(text, mention.outer)
    preceding = text[start : mention.outer]
    left = _LAST.search(preceding[-40:])
    right = _NEXT.match(text, mention.end, mention.end + 30)
    following = right[1].lower() if right else ""
    lists = words()
    ends_like_verb = following.endswith(("ed", "es", "ts", "ds", "ns", "ks", "ls", "rs"))
    return _Around(
        after=after,
        between=between,
        gaps=len(_SENTENCE.findall(between)),
        clauses=len(_CLAUSE.findall(between)),
        chain=0 if after else len(_PRONOUNS[pronoun.sex].findall(between)),
        preceding=preceding,
        left=left[1].lower() if left else "",
        right=following,
        opens=not preceding.strip(" \"'“‘`("),
        verb=following in lists.auxiliaries
        or following in lists.verbs
        or (ends_like_verb and following not in lists.people),
        possessor=following in ("'s", "’s"),
        quoted=_quoted(text, start, mention.outer),
    )


def _of_mention(text: str, pronoun: Pronoun, mention: Mention, around: _Around) -> dict[str, float]:
    """What the mention's own place says."""
    left, right, preceding = around.left, around.right, around.preceding
    kin = left in words().kin or (left == "," and bool(_kin().search(preceding[-24:])))
    return {
        "bias": 1.0,
        "after": float(around.after),
        "first_in_sentence": float(not re.search(r"[A-Z]\w+ [A-Z]\w+", preceding)),
        "opens_sentence": float(around.opens),
        "then_verb": float(around.verb),
        "then_comma": float(right == ","),
        "then_possessive": float(around.possessor),
        "then_and": float(right in ("and", "&")),
        "after_preposition": float(left in words().prepositions),
        "after_opener": float(left in words().clause_openers),
        "after_and": float(left == "and"),
        "after_comma": float(left == ","),
        "after_kin": float(kin),
        "after_his": float(_HIS[pronoun.sex].search(preceding[-30:]) is not None),
        "in_brackets": float(text[mention.outer - 1 : mention.outer] == "("),
        "full_name": float(len(mention.parts) > 1),
        "by_agent": float(left == "by"),
        "short_title": float(bool(mention.title)),
    }


def _of_distance(pronoun: Pronoun, around: _Around) -> dict[str, float]:
    """What lies between the mention and the pronoun."""
    gaps, clauses = around.gaps, around.clauses
    return {
        "distance": math.log1p(len(around.between)) / 5,
        "same_sentence": float(gaps == 0),
        "one_back": float(gaps == 1),
        "two_back": float(gaps == 2),
        "far": float(gaps > 2),
        "chain": min(around.chain, 3) / 2,
        "chain_from_subject": float(around.chain > 0 and around.subject),
        "clauses_between": min(clauses, 6) / 3,
        "and_his": float(around.between.strip() == "and" and pronoun.sort == "p"),
        "pronoun_opens_far": float(pronoun.opens and gaps > 1),
        "cataphora_comma": float(around.after and gaps == 0 and "," in around.between),
        "quote_change": float(pronoun.quoted != around.quoted),
        "same_and_far": float(gaps == 0 and len(around.between) > 90),
    }


def _of_pair(pronoun: Pronoun, around: _Around) -> dict[str, float]:
    """How the mention's place in its clause goes with the pronoun's in its own."""
    subject, same, sort, gaps = around.subject, around.gaps == 0, pronoun.sort, around.gaps
    follows_opener = pronoun.before in words().clause_openers
    return {
        "bound_object": float(same and sort == "o" and subject and not around.clauses and not around.after),
        "subject_subject": float(subject and sort == "s"),
        "subject_nonsubject": float(not subject and sort == "s"),
        "object_object": float(not subject and sort == "o"),
        "object_subject_same": float(subject and sort == "o" and same),
        "possessive_subject_same": float(subject and sort == "p" and same),
        "opens_both": float(around.opens and pronoun.opens),
        "subject_one_back": float(subject and gaps == 1 and sort == "s"),
        "possessor_same": float(around.possessor and same),
        "subject_after_opener_same": float(subject and same and follows_opener),
        "reported_by": float(same and around.right in words().verbs),
        "farther_subject_same": float(same and subject and around.clauses > 1),
        "possessive_next_kin": float(sort == "p" and pronoun.after in words().possessions),
        "pronoun_after_comma": float(pronoun.before == "," and same and subject),
        "opener_between": float(follows_opener and same),
    }
