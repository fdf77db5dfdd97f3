"""Descriptions away from the name: whom they mean, and what they tell of somebody whom no words beside the name do."""

from __future__ import annotations

import pytest
from speaking_pages import marked

from onrecord.core.options import ReadOptions
from onrecord.core.statements import Speaker
from onrecord.resolution import resolve


def speaker_of(markup: str) -> Speaker:
    page, attributions = marked(markup)
    return resolve(page, attributions, ReadOptions()).statements[-1].speaker


# page, and the role of its last speaker
TOLD = [
    ("Ann Lee came late. The Vigo senator wondered why. <Lee> {said} [it is dry].", "Vigo senator"),
    ("“[It is wet],” <Ann Lee> {said}. The former Galicia governor left. <Lee> {said} [it is dry].",
     "former Galicia governor"),
    ("Paul Orr has left “Tides.” The former “Harbor Lights” star, 42, sang. <Orr> {said} [it is dry].",
     "former “Harbor Lights” star"),
    ("Ann Lee is off to Lugo. The director makes it clear. <Lee> {said} [it is dry].", "director"),
    ("Ann Lee came. The former secretary of state and likely nominee spoke. <Lee> {said} [it is dry].",
     "former secretary of state and likely nominee"),
    ("Paul Orr came. The former singer and tabloid owner, who is rich, left. <Orr> {said} [it is dry].",
     "former singer and tabloid owner"),
    # beside the name is first
    ("Ann Lee, a doctor in Vigo, came late. The Vigo senator wondered. <Lee> {said} [it is dry].", "doctor in Vigo"),
    # somebody else can be meant
    ("Ann Lee met Paul Stern. The Vigo senator wondered why. <Lee> {said} [it is dry].", None),
    ("Paul Stern met Ann Lee. The Vigo senator wondered why. <Lee> {said} [it is dry].", None),
    ("The senator wept. Ann Lee came late. The senator wondered why. <Lee> {said} [it is dry].", None),
    ("Another senator wept. Ann Lee came late. The Vigo senator wondered. <Lee> {said} [it is dry].", None),
    ("“I saw Ann Lee there.” The Vigo senator wondered why. <Lee> {said} [it is dry].", None),
    ("They spoke with Ann Lee. The governor wondered why. <Lee> {said} [it is dry].", None),
    ("Ann Lee came late. The spokesman wondered why. <Lee> {said} [it is dry].", None),
    ("Mr. Lee came late. The actress wondered why. <Mr. Lee> {said} [it is dry].", None),
    ("Ann Lee came late. The candidate forum was full. <Lee> {said} [it is dry].", None),
    ("Ann Lee came late. The former Harbor agency director left. <Lee> {said} [it is dry].", None),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "role"), TOLD)
def test_what_a_page_says_of_somebody_in_another_sentence(markup: str, role: str | None) -> None:
    speaker = speaker_of(markup)
    assert speaker.role == role
    assert role is None or role in [span.text for span in speaker.evidence]


# page, and who its last speaker is
MEANT = [
    ("Ann Lee came late. <The Vigo senator> {said} [it is dry].", "Ann Lee"),
    ("Ann Lee came late. <The 44-year-old> {said} [it is dry].", "Ann Lee"),
    ("<Ann Lee> {said} [it is wet]. | <The former Galicia governor> {said} [it is dry].", "Ann Lee"),
    ("Ann Lee came late. <The 44-year-old former leader> {said} [it is dry].", None),
    ("<Ann Lee> {said} [it is wet]. | <The governor> {said} [it is dry].", None),
    ("Harbor agency chief Ann Lee came. <The former agency director> {said} [it is dry].", None),
    ("Ann Lee and Paul Orr came. <The Vigo senator> {said} [it is dry].", None),
    # told of first, named below
    ("<An Ohio judge> {said} [it is dry]. Harbor Court Justice Frank Orr heard them.", "Frank Orr"),
    ("<A Lugo economist> {said} [it is dry]. Harbor Court Justice Frank Orr heard them.", None),
    ("<A judge> {said} [it is dry]. Justice Frank Orr heard Judge Ann Stern.", None),
    ("Justice Frank Orr left. <A judge> {said} [it is dry].", None),
    # by another name
    ("<The judge> {said} [it is dry]. Harbor Court Justice Frank Orr came.", "Frank Orr"),
    ("Ann Lee, an attorney for Stern, left. <Stern's lawyer> {said} [it is dry].", "Ann Lee"),
    ("Paul Orr, the Republican nominee, left. <The GOP candidate> {said} [it is dry].", "Paul Orr"),
]


@pytest.mark.parametrize(("markup", "name"), MEANT)
def test_whom_a_description_means(markup: str, name: str | None) -> None:
    assert speaker_of(markup).name == name


# The first of two statements names nobody; whether its speaker is the one who is quoted next.
NEXT = [
    ("<A Vigo campaign spokesman> {told} Acme [it is wet]. | “[It is dry],” <Ann Lee> {said}.",
     "Vigo campaign spokesman"),
    ("[It is wet], {according to} <a former harbor official>. | “[It is dry],” {said} <Ann Lee>.",
     "former harbor official"),
    ("Later, <Stern’s press spokesman> released a statement {saying} [it is wet]. | “[It is dry],” <Ann Lee> {said}.",
     "Stern’s press spokesman"),
    ("<A harbor official> {said} [it is wet]. | “[It is dry],” <Ann Lee>, a baker, {said}.", None),
    ("<A harbor official> {said} [it is wet]. | Paul Stern left. | “[It is dry],” <Ann Lee> {said}.", None),
    ("<A harbor official> {said} [it is wet] on condition of anonymity. | “[It is dry],” <Ann Lee> {said}.", None),
    ("Ann Lee came. <A harbor official> {said} [it is wet]. | “[It is dry],” <Ann Lee> {said}.", None),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "role"), NEXT)
def test_who_is_described_first_and_named_behind_the_next_quotation(markup: str, role: str | None) -> None:
    page, attributions = marked(markup)
    first, second = (one.speaker for one in resolve(page, attributions, ReadOptions()).statements)
    assert second.name == "Ann Lee"
    assert first.name == (None if role is None else "Ann Lee")
    if role is not None:
        assert first.role == second.role == role
