# ruff: noqa: E501 - a speaker turn is one line
"""Verdicts, as a table: a quotation, whom it is credited to, and what is to be said of it."""

from __future__ import annotations

import time

import pytest

from onrecord.reuse.sources import source_text
from onrecord.reuse.verdicts import Quoted, Verdict, Verifier

INTERVIEW = """ANN REED: The bridge will open in May, and the old ferry will stop. We spent $4.5 million on it. (APPLAUSE)

BO LIND: I do not think that the ferry should stop this year. If the council agrees, we will run it until winter. The bridge was closed for twenty-five days.

ANN REED: My neighbour said, "You have ruined the quiet of this town." I told her, "The quiet will come back in the autumn." Perhaps the noise will end sooner. We have well-known experts at the harbour office.

BO LIND: Every fisherman in the county signed the letter. Nobody from the council ever answered the letter that we sent.
"""
ROWS = [
    ("The bridge will open in May, and the old ferry will stop", "Ann Reed", "verbatim"),
    ("the BRIDGE will open in May — and the old ferry will stop!", "Ann Reed", "verbatim"),
    ("[T]he bridge will open in May …", "Reed", "verbatim"),
    ("We spent 4.5 million dollars on it", "Ann Reed", "verbatim"),
    ("The bridge was closed for 25 days", "Bo Lind", "verbatim"),
    ("The bridge was closed for 26 days", "Bo Lind", "altered"),
    ("I do think that the ferry should stop this year", "Bo Lind", "altered"),
    ("We have well known ex-\nperts at the harbour oﬃce", "Ann Reed", "verbatim"),
    ("[It] will open in May, and the old ferry will stop", "Ann Reed", "marked change"),
    ("The bridge will open … and the old ferry will stop", "Ann Reed", "marked change"),
    ("The bridge will open and the old ferry will stop", "Ann Reed", "altered"),
    ("The bridge will not open in May", "Ann Reed", "altered"),
    ("The bridge might open in May, and the old ferry will stop", "Ann Reed", "altered"),
    ("the ferry should stop this year", "Bo Lind", "truncated"),
    ("we will run it until winter", "Bo Lind", "truncated"),
    ("the noise will end sooner", "Ann Reed", "truncated"),
    ("The bridge will open in May", "Bo Lind", "another speaker"),
    ("You have ruined the quiet of this town", "Ann Reed", "another speaker"),
    ("The quiet will come back in the autumn", "Ann Reed", "verbatim"),
    ("The bridge will open in May. We have well-known experts at the harbour office", "Ann Reed", "spliced"),
    ("We spent $4.5 million on it. The bridge will open in May, and the old ferry will stop.", "Ann Reed", "spliced"),
    ("Nothing of the kind was ever written by anybody in this place", "Bo Lind", "not found"),
    ("Die Brücke wird im Mai geöffnet und die alte Fähre eingestellt", "Ann Reed", "not found"),
    ("fisherman", "Bo Lind", "verbatim"),
    ("fishmonger", "Bo Lind", "not found"),
    ("... … [...]", None, "not checked"),
    ("", None, "not checked"),
    ("The bridge will open in [May, and the old", "Ann Reed", "verbatim"),
]


@pytest.mark.parametrize(("text", "speaker", "expected"), ROWS)
def test_verdicts(text, speaker, expected):
    checked = Verifier([source_text("interview", INTERVIEW)]).check(Quoted(text=text, speaker=speaker))
    assert checked.verdict == expected
    assert all(INTERVIEW[one.span.start : one.span.end] == one.span.text for one in checked.passages)
    for edit in checked.edits:
        assert edit.quotation is None or text[edit.quotation.start : edit.quotation.end] == edit.quotation.text
        assert edit.source is None or INTERVIEW[edit.source.start : edit.source.end] == edit.source.text


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("The bridge was closed for 26 days", ("number",)),
        ("The bridge will not open in May, and the old ferry will stop", ("negation",)),
        ("The bridge might open in May, and the old ferry will stop", ("modal",)),
        ("The bridge will open in June, and the old ferry will stop", ("name", "modal")),
    ],
)
def test_changes_are_flagged(text, flags):
    (edit,) = Verifier([source_text("interview", INTERVIEW)]).check(Quoted(text=text)).edits
    assert set(edit.flags) & set(flags)


def test_a_draft_that_says_the_denial_itself_is_not_truncated():
    quoted = Quoted(text="the ferry should stop this year", context="Lind does not think that ", speaker="Bo Lind")
    assert Verifier([source_text("interview", INTERVIEW)]).check(quoted).verdict is Verdict.VERBATIM


def test_truncation_shows_what_was_cut():
    checked = Verifier([source_text("interview", INTERVIEW)]).check(Quoted(text="the ferry should stop this year"))
    assert checked.cut is not None
    assert checked.cut.text.strip() == "not think that"
    assert checked.cut_kind == "negation"


def test_not_found_is_not_unreadable():
    quoted = Quoted(text="Nothing of the kind was ever written by anybody")
    known = [source_text("interview", INTERVIEW)]
    assert Verifier(known).check(quoted).verdict is Verdict.NOT_FOUND
    assert Verifier(known, ["scan.pdf: no text"]).check(quoted).verdict is Verdict.SOURCE_UNREADABLE
    assert Verifier([]).check(quoted).verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("source", "quotation"),
    [
        (INTERVIEW * 10_000, "The bridge will open in May, and the old ferry will stop"),
        (
            " ".join(f"word{n % 4_001} and{n % 97}" for n in range(5_000)),
            " ".join(f"word{n} and{n % 97}" for n in range(2_500)),
        ),
        ("[" * 50_000 + "x" * 50_000 + '"' * 9_999, "[" * 2_000 + "(" * 2_000 + "… " * 2_000 + "xx"),
        ("a " * 50_000, "a " * 3_000),
        (INTERVIEW, "word " * 7_000),
    ],
    ids=["the same passage often", "long quotation", "brackets", "one word over and over", "too long"],
)
def test_hostile_input_is_answered_in_bounded_time(source, quotation):
    began = time.process_time()
    checked = Verifier([source_text("source", source[:1_500_000])]).check(Quoted(text=quotation))
    assert checked.verdict in set(Verdict)
    assert time.process_time() - began < 40


def test_a_stock_phrase_is_no_passage():
    said = (
        "We cannot make this harbour great again without new boats. " + "We will make this harbour great again! " * 40
    )
    filler = " ".join(f"word{n % 911} other{n % 613} thing{n % 389}." for n in range(9_000))
    verifier = Verifier([source_text("speech", f"{filler} {said} {filler}")])
    assert verifier.check(Quoted(text="Everybody wanted to make this harbour great again")).verdict is Verdict.NOT_FOUND
    assert verifier.check(Quoted(text="cannot make this harbour great again without boats")).verdict is Verdict.ALTERED


@pytest.mark.parametrize(("size", "expected"), [(150_000, "not found"), (1_000, "altered")])
def test_an_everyday_phrase_is_no_passage_of_a_large_source(size, expected):
    filler = " ".join(f"word{n % 9_001}" for n in range(size))
    verifier = Verifier([source_text("speech", f"{filler} He was a breath of fresh air to us all. {filler}")])
    assert verifier.check(Quoted(text="What a breath of fresh air")).verdict == expected
    assert verifier.check(Quoted(text="He was the breath of fresh air to us all")).verdict == "altered"


def test_words_left_out_where_two_stretches_meet_are_seen():
    filler = "Nobody knows how long that takes. We asked twice. The letter was lost in the post again. "
    speech = f"They are here. {filler * 4}They're not going to do anything about it. {filler * 4}They are tired."
    checked = Verifier([source_text("speech", speech)]).check(Quoted(text="They're going to do anything about it."))
    assert checked.verdict is Verdict.ALTERED
    assert [edit.flags for edit in checked.edits] == [("negation",)]


def test_but_for_is_a_condition():
    speech = source_text("speech", "The old ferry would not be running today if not for the letter that we sent.")
    checked = Verifier([speech]).check(Quoted(text="The old ferry would not be running today"))
    assert (checked.verdict, checked.cut_kind) == (Verdict.TRUNCATED, "condition")


@pytest.mark.parametrize(("speaker", "expected"), [("Moderator", "another speaker"), ("Reporter", "verbatim")])
def test_a_label_of_the_source_is_somebody(speaker, expected):
    text = (
        "MODERATOR: Please take your seats now.\n\nANN REED: The bridge will open in May, and the old ferry will stop."
    )
    checked = Verifier([source_text("meeting", text)]).check(Quoted(text="the old ferry will stop", speaker=speaker))
    assert checked.verdict == expected


FAMILY = (
    "ANN LEE: I was told that the harbour is closed for good.\n\nANN LEE JR.: It was my mother who said so to me.\n\n"
    "BO LIND: So it was."
)


@pytest.mark.parametrize(
    ("speaker", "mother", "child"),
    [
        ("Ann Lee", "verbatim", "another speaker"),
        ("Lee", "verbatim", "another speaker"),
        ("Ann Lee Jr.", "another speaker", "verbatim"),
        ("Ms. Lee Jr.", "another speaker", "verbatim"),
    ],
)
def test_junior_is_somebody_else_where_both_speak(speaker, mother, child):
    verifier = Verifier([source_text("family", FAMILY)])
    said = [("I was told that the harbour is closed", mother), ("It was my mother who said so", child)]
    for text, expected in said:
        assert verifier.check(Quoted(text=text, speaker=speaker)).verdict == expected
    alone = Verifier([source_text("family", FAMILY.replace("ANN LEE:", "CAL ODD:"))])
    assert alone.check(Quoted(text="It was my mother who said so", speaker="Ann Lee")).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("source", "quotation", "expected"),
    [
        # a sum at the end of the source, whose sign is compared behind its number
        ("Everywhere I go they thank me for that $6 million.", "they thank me for that $6 million", "verbatim"),
        ("Everywhere I go they thank me for that $6 million.", "they thank me for that $7 million", "altered"),
        ("$6 million is what they thank me for, wherever I go.", "$6 million is what they thank me for", "verbatim"),
        # "a billion" is one number, of which an ellipsis may leave the "a"
        ("They will spend upwards of a billion dollars, are you going to foot the bill for that, too?",
         "They will spend upwards of a ... you going to foot the bill for that, too?", "marked change"),
        ("They will spend upwards of a billion dollars, are you going to foot the bill for that, too?",
         "They will spend upwards of two ... you going to foot the bill for that, too?", "altered"),
        ("For the country, we are now 19 trillion dollars in debt.",
         "For the country … trillion dollars in debt", "marked change"),
        ("For the country, we are now 19 trillion dollars in debt.",
         "For the country … billion dollars in debt", "altered"),
        ("For the country, we are now 19 trillion dollars in debt.",
         "For the country, we are now trillion dollars in debt", "altered"),
        # many of the words, said of something else
        ("Things go well, and I think this was a first very encouraging meeting.",
         "I think we had a very encouraging meeting", "not found"),
    ],
)  # fmt: skip
def test_causes_that_were_met(source, quotation, expected):
    assert Verifier([source_text("speech", source)]).check(Quoted(text=quotation)).verdict == expected


@pytest.mark.parametrize(
    ("source", "quotation", "kind"),
    [
        (
            "The lowest pay, less than $25,000 if it feeds a family, is free of tax.",
            "The lowest pay, less than $25,000",
            "condition",
        ),
        ("Everybody waits to see if we will rise to it.", "Everybody waits to see", "condition"),
    ],
)
def test_conditions_that_were_passed_over(source, quotation, kind):
    checked = Verifier([source_text("speech", source)]).check(Quoted(text=quotation))
    assert (checked.verdict, checked.cut_kind) == (Verdict.TRUNCATED, kind)
