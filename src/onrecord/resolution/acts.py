"""Act and polarity of a statement, from the words of its cue."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.core.statements import Act, Polarity

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?")
_DECLINED = re.compile(
    r"\b(?:declin\w+|refus\w+)\b|\b(?:did(?:n['’]t| not)|would(?:n['’]t| not)|ha[sd](?:n['’]t| not))(?: immediately)? "
    r"(?:respond|reply|return|comment|answer|say|discuss|elaborate|specify)\w*|\bno comment\b|\bcould not be reached\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:never|not|n['’]t)\b|n['’]t\b", re.IGNORECASE)
_EXPECTED = re.compile(
    r"\b(?:is|are|was|were|be)(?: \w+)? (?:expected|scheduled|set|likely|due|slated|poised|supposed) to\b|"
    r"\b(?:will|plans? to|about to|going to|expected to|scheduled to)(?: \w+)? [a-z]+\b|\bis to\b|['’]ll\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(r"\b(?:would|could|might|may|should|must)\b(?! like)(?! not\b)", re.IGNORECASE)


@cache
def _lexicon() -> dict[str, tuple[Act, Polarity]]:
    table: dict[str, tuple[Act, Polarity]] = {}
    text = files("onrecord.resolution").joinpath("data/cues.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            act, polarity, forms = line.split("\t")
            for form in forms.split():
                table.setdefault(form, (Act(act), Polarity(polarity)))
    return table


def is_reporting_verb(word: str) -> bool:
    """True for a form of a verb of saying or writing ("said", "tweeted"), not of thought or intention."""
    found = _lexicon().get(word.lower())
    return found is not None and found[0] in (Act.SPEECH, Act.WRITING)


@lru_cache(maxsize=4096)
def act_of_cue(cue: str) -> Act | None:
    """The act that the cue's words name, None where they name none ("according to", ":").

    The last word that the lexicon knows decides, so that "wanted to say" is speech and "said he plans" intention.
    """
    table = _lexicon()
    for word in reversed(_WORD.findall(cue)):
        found = table.get(word.lower())
        if found:
            return found[0]
    return None


def is_expected(cue: str) -> bool:
    """True for words not spoken yet: "is expected to say", "will announce"."""
    return _EXPECTED.search(cue) is not None


@lru_cache(maxsize=4096)
def polarity_of_cue(cue: str) -> Polarity:
    """How the speaker stands to the content, by the cue's words."""
    if _DECLINED.search(cue):
        return Polarity.DECLINED
    if is_expected(cue):
        return Polarity.EXPECTED
    if _HYPOTHETICAL.search(cue):
        return Polarity.HYPOTHETICAL
    if _NEGATED.search(cue):
        return Polarity.DENIED
    table = _lexicon()
    for word in _WORD.findall(cue):
        found = table.get(word.lower())
        if found:
            return found[1]
    return Polarity.ASSERTED
