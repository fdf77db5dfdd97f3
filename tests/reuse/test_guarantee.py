"""Only the source's own words can be called verbatim, and outside of its marks only they can be a marked change."""

from __future__ import annotations

import re
from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.reuse.normalise import tokens
from onrecord.reuse.numbers import NUMBER_WORDS
from onrecord.reuse.sources import source_text
from onrecord.reuse.verdicts import Quoted, Verdict, Verifier

# Short words that are joined, stuttered, counted and denied in one another's company.
_SAID = [
    "the", "the", "harbour", "not", "able", "notable", "no", "table", "a", "nice", "an", "ice", "every", "day",
    "everyday", "I", "I", "think", "is", "isn't", "can", "cannot", "was", "were", "we're", "it's", "its", "it",
    "has", "he'd", "he", "had", "3", "2", "32", "five", "million", "5,000,000", "twenty", "five", "25", "$5",
    "never", "ever", "all", "ready", "boat", "boats", "walk", "walks", "walked", "she", "he", "will", "would",
    "if", "and", "and,", "but", "--", "…", "ferry", "stop", "stopped", "May", "may",
]  # fmt: skip
_WORD = st.sampled_from(_SAID)
_SOURCE = st.lists(_WORD, min_size=8, max_size=40)
_ELLIPSES = ("…", "...", "[…]")
_ALIKE = {"had": "would", "has": "is", "its": "itis", "were": "weare"}  # what an apostrophe more or less may make of it
_EDITS = ["drop", "put", "change", "swap", "join", "leap", "bracket", "letter", *_ELLIPSES]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A source, and the words and marks of a quotation of it that was changed at random."""
    source = draw(_SOURCE)
    start = draw(st.integers(0, len(source) - 6))
    shown = source[start : draw(st.integers(start + 5, len(source)))]
    for how in draw(st.lists(st.sampled_from(_EDITS), max_size=3)):
        at = draw(st.integers(0, len(shown) - 2))
        plain = {*_ALIKE, *NUMBER_WORDS}.isdisjoint(shown[at : at + 2])
        if how == "drop":
            shown[at : at + 1] = []
        elif how in ("put", "change"):
            shown[at : at + (how == "change")] = [draw(_WORD)]
        elif how == "bracket":
            shown[at : at + 1] = [f"[{draw(_WORD)}]"]
        elif how == "letter" and shown[at].isalpha() and plain:
            shown[at] = f"[{draw(st.sampled_from(['w', 's', shown[at][0]]))}]{shown[at][1:]}"
        elif how == "join" and shown[at].isalpha() and shown[at + 1].isalpha() and plain:
            shown[at : at + 2] = [shown[at] + shown[at + 1]]
        elif how == "swap":
            shown[at : at + 2] = [shown[at + 1], shown[at]]
        elif how == "leap":
            shown = [*shown[at:], draw(st.sampled_from(_ELLIPSES)), *shown[:at]]
        elif how in _ELLIPSES:
            shown[at : at + draw(st.integers(0, 2))] = [how]
        if len(shown) < 3:
            shown += source[:3]
    return " ".join(source), shown


def _letters(text: str) -> list[str]:
    return [_ALIKE.get(one.word, one.word).replace("'", "") for one in tokens(text, stutters=True)]


def _stands(source: str, shown: list[str]) -> bool:
    """Whether the letters outside of the marks stand in the source in that order, run by run."""
    pattern, run = "", []
    for word in [*shown, "…"]:
        if word[0] in "[….":
            pattern += "".join(_letters(" ".join(run))) + r"\w*"
            run = [word.partition("]")[2]] if word not in _ELLIPSES else []
        else:
            run.append(word)
    said = _letters(source)
    twice = [at for at in range(1, len(said)) if said[at] == said[at - 1]]
    for left_out in product((False, True), repeat=len(twice)):  # a word begun twice may be given once
        out = {at for at, skip in zip(twice, left_out, strict=True) if skip}
        if re.search(pattern, "".join(word for at, word in enumerate(said) if at not in out)):
            return True
    return False


@settings(deadline=None, max_examples=500)
@given(edited())
def test_no_edit_without_a_mark_is_called_faithful(case):
    source, shown = case
    assume(sum(one == other for one, other in pairwise(_letters(source))) < 8)
    verdict = Verifier([source_text("source", source)]).check(Quoted(text=" ".join(shown))).verdict
    if verdict.faithful or verdict is Verdict.TRUNCATED:
        assert _stands(source, shown), verdict


SAID = "He said every day that it's not able to carry 32 boats, and he'd never walk. I -- I think he never will go."


@pytest.mark.parametrize(
    ("quotation", "verdict"),
    [
        ("everyday that it's not able", "verbatim"),
        ("every day that it is not able", "verbatim"),
        ("every day that its not able", "verbatim"),
        ("every day that it has not able", "verbatim"),  # "it's" may be either
        ("every day that it's notable to carry", "altered"),
        ("not able to carry 3 2 boats", "altered"),
        ("not able to carry 3-2 boats", "altered"),
        ("it is not able to carry 32 boats, and he had never walk", "verbatim"),
        ("it is not able to carry 32 boats, and he has never walk", "altered"),
        ("and he'd never walk[ed]", "marked change"),
        ("and he'd never r[un]", "altered"),
        ("and he'd never w[ent]", "marked change"),
        ("I think [H]e never will go", "verbatim"),
        ("I -- I think he never will", "verbatim"),
        ("I think he he never will go", "altered"),
        ("it's not not able to carry", "altered"),
        ("I think [h]e will go", "altered"),
        ("I think [the man] will go", "marked change"),
        ("[S]he never will go", "marked change"),
        ("I think he never [wi]ll go", "verbatim"),
        ("I think he never [wou]ld go", "altered"),
        ("and he'd never walk ... [h]e never will", "marked change"),
        ("he never will go … not able to carry 32 boats", "spliced"),
        ("that [he]'s not able to carry", "marked change"),
    ],
)
def test_what_a_mark_accounts_for(quotation, verdict):
    assert Verifier([source_text("source", SAID)]).check(Quoted(text=quotation)).verdict == verdict
