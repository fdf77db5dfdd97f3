"""Cues: the words that say that somebody said it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.core.statements import Act, Form, SpeakerKind, Statement
from onrecord.lint.context import Context, words_in
from onrecord.lint.findings import Mark, Severity
from onrecord.lint.rule import rule

_NOT_SPEECH = (
    "smiled|smiles|laughed|laughs|grinned|grins|chuckled|chuckles|sighed|sighs|shrugged|shrugs|nodded|nods|frowned|frowns|"
    "winced|winces|beamed|beams|smirked|smirks|giggled|giggles|sobbed|sobs|coughed|coughs|grimaced|grimaces|scowled|scowls|"
    "sniffed|sniffs|wept|weeps|blushed|blushes|winked|winks"
)
_NAMED = r"(?:he|she|they|I|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}|the \w+(?: \w+)?)"
_AFTER = re.compile(
    rf" {_NAMED} (?P<verb>{_NOT_SPEECH})(?=[.,;:]|$| and\b)|\s(?P<first>{_NOT_SPEECH}) {_NAMED}(?=[.,;:]|$)"
)
_BEFORE = re.compile(rf"\b(?P<verb>{_NOT_SPEECH})[,:] $")
_THOUGHT = frozenset(
    ["believe", "believes", "believed", "think", "thinks", "thought", "feel", "feels", "felt", "hope", "hopes", "hoped"]
)
_PRESENT = frozenset(["says", "tells", "adds", "explains", "argues", "insists", "recalls", "notes"])
_PAST = frozenset(["said", "told", "added", "explained", "argued", "insisted", "recalled", "noted"])
_FACTIVE = re.compile(r"\b(?:not(?:es|ed)|point(?:s|ed) out|reveal(?:s|ed)|disclos(?:es|ed)|acknowledg(?:es|ed))\b")
_NO_CLAUSE = re.compile(
    r"\s+(?:to|on|upon|for|responsibility|credit|victory|success|guilt|defeat|lives|the lives|wrongdoing|error|fault|"
    r"privilege|asylum|ignorance|innocence|a (?:mistake|victory|win)|about|into|his|her|their|its)\b"
)


@rule("CUE01", "loaded-verb", Severity.NOTE)
def loaded_verb(context: Context) -> Iterator[Mark]:
    """Marks a verb of attribution that judges the speaker: claimed, admitted, insisted, boasted.

    The house style may name other verbs (``loaded``). "Claimed responsibility" and "admitted to" are left alone.

    Why: "Claimed" says that it may not be true, "admitted" that there was something to hide; "said" says neither.
    Handbook: The textbook of Bender and others: "claimed" and "admitted" are especially troublesome:
    https://learninglink.oup.com/access/content/bender12e-student-resources/bender12e-verbs-to-avoid-for-attribution
    Example:
        The mayor claimed that the bridge is safe.
    Instead:
        The mayor said that the bridge is safe.
    """
    forms = _forms(context.settings.house.loaded)
    for one in context.said:
        if one.speaker.kind is SpeakerKind.UNKNOWN and not one.source:
            continue
        for cue in one.cue:
            found = next((f for f in re.finditer(r"[A-Za-z-]+", cue.text) if f[0].lower() in forms), None)
            if found is None or context.quoted(cue.start):
                continue
            start, end = cue.start + found.start(), cue.start + found.end()
            if _NO_CLAUSE.match(context.text, end) or not _is_finite(context.text, start):
                continue
            if found[0].lower() in ("claim", "claims") and _is_noun(context.text, start):
                continue
            if one.form is not Form.DIRECT and not _is_clause(context.text, found[0].lower(), end):
                continue
            yield Mark(start, end, f"“{found[0]}” judges the speaker: “said” doesn't")
            break


def _forms(verbs: tuple[str, ...]) -> frozenset[str]:
    """The third person, past and participle of verbs in their plain form."""
    found: set[str] = set()
    for verb in verbs:
        stem = verb.removesuffix("e")
        found |= {verb, f"{stem}es" if verb.endswith("e") else f"{verb}s", f"{stem}ed", f"{stem}ing"}
        if re.fullmatch(r"[a-z]*[aeiou][bgmnptz]", verb):  # admit, admitted; quiz, quizzed
            found |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
        if verb.endswith(("ss", "sh", "ch", "z")):
            found.add(f"{verb}es")
    return frozenset(found)


def _is_finite(text: str, start: int) -> bool:
    """False behind "to", a modal or a negation: "refused to admit", "could claim", "would not insist"."""
    before = text[max(0, start - 90) : start].lower()
    if re.search(r"\b(?:should|must|would|could|can|will)\b[^.;]*\band $", before):
        return False
    return re.search(r"\b(?:to|would|could|can|may|might|should|will|not|n['’]t|never|who|which)\s+$", before) is None


def _is_noun(text: str, start: int) -> bool:
    """True for "his claim that", "repeated claims that": no subject stands before the word."""
    before = text[max(0, start - 40) : start].split()
    if not before:
        return True
    word = before[-1]
    subject = word in (
        "he",
        "she",
        "it",
        "who",
        "they",
        "we",
        "I",
        "also",
        "still",
        "now",
        "some",
        "many",
        "others",
        "that",
    )
    named = word[0].isupper() and not word.endswith(("'s", "’s", "s'", "s’", "ian", "ish", "ese"))
    named = named and word.lower() not in ("his", "her", "the")
    plural = text.startswith("claim ", start) and word.endswith("s") and word.isalpha()
    return not (subject or named or plural)


def _is_clause(text: str, verb: str, end: int) -> bool:
    """True where the verb is followed by "that", by a subject, or by a quotation or the end of its own clause."""
    after = text[end : end + 60]
    if re.match(r",? (?:that|he|she|they|it|there|I|we|you|this|these|those|no one|nobody)\b|[,.:]|,? [\"“]", after):
        subjunctive = verb.startswith("insist") and re.match(
            r" that (?:\w+ ){1,3}[\"“]?(?:be|stop|give|take|go|do|pay|make)\b", after
        )
        return not subjunctive
    return (
        verb.startswith("claim")
        and re.match(r" (?:the|his|her|their|[A-Z]\w+|many|most|some|all)\b", after) is not None
    )


@rule("CUE02", "not-a-verb-of-speech", default=False)
def not_a_verb_of_speech(context: Context) -> Iterator[Mark]:
    """Marks words that somebody smiles, laughs or shrugs.

    Why: Nobody can smile a sentence.
    Handbook: The textbook of Bender and others: people speak words; they do not grin, smile or cough them:
    https://learninglink.oup.com/access/content/bender12e-student-resources/bender12e-verbs-to-avoid-for-attribution
    Example:
        "We are ready," she smiled.
    Instead:
        "We are ready," she said with a smile.
    """
    for one in context.spoken:
        start, end = one.outer
        if one.closing is None or len(words_in(context.text[one.start : one.end])) < 2:
            continue
        after = _AFTER.match(context.text, end)
        if after is not None and re.match(r",? and (?:added|said|told)\b", context.text[after.end() :][:14]):
            continue
        if after is not None and context.text[one.end - 1] in ",!?…—-":
            group = "verb" if after["verb"] else "first"
            yield Mark(*after.span(group), f"nobody can say words by having “{after[group]}”: use “said”")
            continue
        low = max(0, start - 24)
        before = _BEFORE.search(context.text[low:start])
        if before is not None and context.text[one.start].isupper():
            yield Mark(low + before.start("verb"), low + before.end("verb"), f"“{before['verb']}” is no verb of speech")


@rule("CUE03", "tense-jumps", Severity.NOTE, default=False)
def tense_jumps(context: Context) -> Iterator[Mark]:
    """Marks "says" of a person whom the page otherwise quotes with "said", or the other way around.

    Why: The reader looks for a second occasion on which the words were said.
    Handbook: A journalism teacher's notes: past tense, and keep to it:
    http://jourgrammar.blogspot.com/2007/04/attribution-and-variation.html
    Example:
        "We are ready," Harlow said. "It is late," Harlow says. "Go home," Harlow said.
    Instead:
        "It is late," Harlow said.
    """
    spoken: dict[str, list[tuple[bool, Statement]]] = {}
    for one in context.said:
        if one.speaker.kind is not SpeakerKind.PERSON or not one.speaker.name or not one.cue or one.act is Act.WRITING:
            continue
        words = {word.lower() for word in words_in(one.cue[0].text)}
        if words & _PRESENT or words & _PAST:
            spoken.setdefault(one.speaker.name, []).append((bool(words & _PRESENT), one))
    for name, held in spoken.items():
        present = [one for now, one in held if now]
        past = [one for now, one in held if not now]
        if len(held) < 3 or not present or not past or len(present) == len(past):
            continue
        odd = present if len(present) < len(past) else past
        usual = "past" if odd is present else "present"
        cue = odd[0].cue[0]
        yield Mark(cue.start, cue.end, f"“{cue.text}”: {name} is quoted in the {usual} tense elsewhere")


@rule("CUE04", "according-to-a-person", Severity.NOTE, default=False)
def according_to_a_person(context: Context) -> Iterator[Mark]:
    """Marks "according to" with a quotation of words that a person said.

    Why: "According to" is for what one reads; of a person it sounds as if the writer doubted the words.
    Handbook: Virginia Commonwealth University's rules for newswriting: "according to" for documents only:
    https://studylib.net/doc/9650281/quotes-and-attribution
    Example:
        "We are ready," according to Chief Tom Harlow.
    Instead:
        "We are ready," Chief Tom Harlow said.
    """
    for one in context.said:
        if one.form is not Form.DIRECT or one.speaker.kind is not SpeakerKind.PERSON or one.act is Act.WRITING:
            continue
        for cue in one.cue:
            if cue.text.lower().strip() != "according to" or not any(0 < s.start - cue.end < 3 for s in one.source):
                continue
            if _same_sentence(context, one, cue.start):
                yield Mark(cue.start, cue.end, f"“according to” with words that {one.speaker.name or 'somebody'} said")
                break


def _same_sentence(context: Context, statement: Statement, position: int) -> bool:
    start, end = context.sentence(position)
    return any(part.end > start and part.start < end for part in statement.content)


@rule("CUE05", "factive-verb", Severity.NOTE, default=False)
def factive_verb(context: Context) -> Iterator[Mark]:
    """Marks "noted", "pointed out", "revealed" and "acknowledged": verbs that vouch for what is said.

    Why: One can only note what is so. With a claim, the writer takes the speaker's side.
    Handbook: Virginia Commonwealth University's rules for newswriting: "noted" and "pointed out" imply value judgments:
    https://studylib.net/doc/9650281/quotes-and-attribution
    Example:
        Hale pointed out that religion is a crutch.
    Instead:
        Hale said that religion is a crutch.
    """
    for one in context.said:
        for cue in one.cue:
            found = _FACTIVE.search(cue.text)
            if found is not None and not context.quoted(cue.start):
                start = cue.start + found.start()
                yield Mark(start, cue.start + found.end(), f"“{found[0]}” vouches for what is said: “said” doesn't")
                break


@rule("CUE06", "quoted-thought", Severity.NOTE, default=False)
def quoted_thought(context: Context) -> Iterator[Mark]:
    """Marks a quotation that somebody "believes", "feels", "thinks" or "hopes".

    Why: What was heard is words; what somebody believes nobody has heard.
    Handbook: The textbook of Bender and others: reporters know what sources tell them, not what they hope or feel:
    https://learninglink.oup.com/access/content/bender12e-student-resources/bender12e-verbs-to-avoid-for-attribution
    Example:
        "The bridge is safe," Reed believes.
    Instead:
        "The bridge is safe," Reed said.
    """
    verbs = "|".join(sorted(_THOUGHT))
    after = re.compile(rf" {_NAMED} (?P<verb>{verbs})(?=[.,;]|$)")
    for one in context.spoken:
        if (
            one.closing is None
            or context.text[one.end - 1] not in ",?!"
            or len(words_in(context.text[one.start : one.end])) < 3
        ):
            continue
        found = after.match(context.text, one.outer[1])
        if found is not None:
            yield Mark(*found.span("verb"), f"“{found['verb']}” with a quotation: nobody hears a thought")
