"""Who speaks where names, groups and bylines come in shapes that mislead: tables of small pages of our own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from speaking_pages import marked

from onrecord.core.article import Fact
from onrecord.core.options import ReadOptions
from onrecord.core.statements import Speaker
from onrecord.resolution import resolve
from onrecord.resolution.bylines import authors


def speaker_of(markup: str, headline: bool = False, byline: str | None = None) -> Speaker:
    page, attributions = marked(markup, headline)
    if byline is not None:
        page = replace(page, byline=Fact(byline, "option"))
    return resolve(page, attributions, ReadOptions()).statements[-1].speaker


NAMES = [
    ("Then-<President Ann Q. Orr, a Liberal,> {said} [it is dry].", "Ann Q. Orr"),
    ("<Co-anchor Mary Lee> {said} [it is dry].", "Mary Lee"),
    ("<Doug \u00adOrr, a spokesman for the mayor,> {said} [it is dry].", "Doug Orr"),
    ("<Norway’s ambassador to Britain Kjo Xulander> {said} [it is dry].", "Kjo Xulander"),
    ("Norway’s ambassador to Britain Kjo Xulander came. <Xulander> {said} [it is dry].", "Kjo Xulander"),
    ("<Mayor Bloomberg> {said} [it is dry].", "Bloomberg"),
    ("Mark Cuban came late. <Cuban> {said} [it is dry].", "Mark Cuban"),
    ("Maj. Ann English came late. <English> {said} [it is dry].", "Ann English"),
    ("Joan Washington came late. They met in Washington. <Washington> {said} [it is dry].", "Joan Washington"),
    ("Eric Lindh came late. <Orr’s son Eric> {said} [it is dry].", "Eric"),
    ("Eric Orr came late. <Mr. Orr’s son Eric> {said} [it is dry].", "Eric Orr"),
    ("<former secretary of state Ann Lee, who praised president Paul Q. Stern,> {said} [it is dry].", "Ann Lee"),
    ("<Early retiree and self-made millionaire Grant Lee> {said} [it is dry].", "Grant Lee"),
    ("Michelle Orr, the first lady, came. <President Orr> {said} [it is dry].", "Orr"),
    ("Michelle Orr, the first lady, came. President Orr came. <Orr> {said} [it is dry].", "Orr"),
    ("Paul Orr Jr., the son of the president, came. President Orr came. <Orr Jr.> {said} [it is dry].", "Paul Orr Jr."),
    ("Michelle Orr came late. <Mr. Orr> {said} [it is dry].", "Orr"),
    ("Michelle Orr came late. <Orr> {said} [it is dry].", "Michelle Orr"),
    ("<LESLEY STAHL>: [it is dry].", "LESLEY STAHL"),
    ("Lesley Stahl came late.\n<MS. STAHL>: [it is dry].", "Lesley Stahl"),
]


@pytest.mark.parametrize(("page", "name"), NAMES)
def test_a_person_has_the_name_that_the_page_gives(page: str, name: str) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == ("person", name)


IN_HEADLINES = [
    ("Mary Lee Wins The Vote Of Vigo\n\n<Lee> {said} [it is dry].", "Mary Lee"),
    ("Mary Lee Wins The Vote Of Vigo\n\nPaul Lee came late. <Lee> {said} [it is dry].", "Paul Lee"),
    ("Mary Wins The Vote Of Vigo\n\n<Lee> {said} [it is dry].", "Lee"),
]


@pytest.mark.parametrize(("page", "name"), IN_HEADLINES)
def test_a_full_name_may_stand_in_a_headline_alone(page: str, name: str) -> None:
    assert speaker_of(page, headline=True).name == name


BODIES = [
    ("<the International Organization for Rivers> {said} [it is dry].", "International Organization for Rivers"),
    ("<Doctors for Open Rivers> {said} [it is dry].", "Doctors for Open Rivers"),
    ("<RiverLeaks> {said} it would publish [it all].", "RiverLeaks"),
    ("It came from developer Orvax. <Orvax> {said} [it is dry].", "Orvax"),
]


@pytest.mark.parametrize(("page", "name"), BODIES)
def test_a_body_is_no_person(page: str, name: str) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == ("organization", name)


KINDS = [
    ("<Senator Ann Lee of Ohio and Senator Paul Stern of Kentucky> {said} [it is dry].", "group"),
    ("<Sen. Ann Lee (R-Ohio) and panel chairman Paul Stern> {said} [it is dry].", "group"),
    ("<Ann Lee, the mayor, and Paul Stern, her deputy,> {said} [it is dry].", "group"),
    ("<Ann Lee, Paul Stern and Mary Roe, the authors,> {said} [it is dry].", "group"),
    ("<He and his wife Kali> {said} [it is dry].", "group"),
    ("<Ann Lee, a friend of Paul Stern and Mary Roe,> {said} [it is dry].", "person"),
    ("<Ann Lee, an adviser to Gov. Paul Stern and a former judge,> {said} [it is dry].", "person"),
    ("<supporters of Democrat Ann Lee> {said} [it is dry].", "group"),
    ("<Political leaders such as Ms. Lee> {said} [it is dry].", "group"),
    ("<a lot of people given the agency’s record> {said} [it is dry].", "group"),
    ("<The activists placed along the river> {said} [it is dry].", "group"),
    ("<an immense swath of the nation> {said} [it is dry].", "group"),
    ("<Four-in-ten (41%) users of the river> {said} [it is dry].", "group"),
    ("<Those over 60> {said} [it is dry].", "group"),
    ("<no one> {said} [it is dry].", "group"),
    ("<Another> {said} [it is dry].", "unnamed"),
    ("<One small, two-month study> {said} [it is dry].", "document"),
    ("<a set of recently released letters between the two> {said} [it is dry].", "document"),
    ("<Guidelines recently issued by the River Agency> {said} [it is dry].", "organization"),
    ("<an earlier version of this post> {said} [it is dry].", "document"),
    ("<The Orr team> {said} [it is dry].", "organization"),
    ("<a report Tuesday> {said} [it is dry].", "document"),
    ("<A new report out tonight> {said} [it is dry].", "document"),
    ("<The report published Tuesday> {said} [it is dry].", "document"),
    ("<a study co-authored by economist Ann Lee of Vigo> {said} [it is dry].", "document"),
    ("<the state filing> {said} [it is dry].", "document"),
    ("<Republican elected officials trying to hold on> {said} [it is dry].", "group"),
    ("<Senators Ann Lee of Ohio and Mary Stern of Iowa> {said} [it is dry].", "group"),
]


@pytest.mark.parametrize(("page", "kind"), KINDS)
def test_the_head_of_a_source_tells_its_kind(page: str, kind: str) -> None:
    assert speaker_of(page).kind.value == kind


BYLINES = [
    ("Ann Lee", ("Ann Lee",)),
    ("By Ann Lee and Paul Stern", ("Ann Lee", "Paul Stern")),
    ("Ann Lee, Guest Columnist", ("Ann Lee",)),
    ("A. Lee, Ann Lee", ("Ann Lee",)),
    ("Ann Lee, Lee Elmbyecho.Com", ("Ann Lee",)),
    ("Elmby Broadcasting Corporation", ()),
    ("Staff Reporter", ()),
    ("PTI", ()),
    ("Ann Q. Lee, Elmby Echo News", ("Ann Q. Lee",)),
    ("", ()),
]


@pytest.mark.parametrize(("byline", "expected"), BYLINES)
def test_a_byline_names_its_authors(byline: str, expected: tuple[str, ...]) -> None:
    assert authors(byline) == expected


def test_i_is_the_one_author_and_nobody_where_several_wrote() -> None:
    page = "<I> {said} [it is dry]."
    assert speaker_of(page, byline="Ann Lee, Columnist").name == "Ann Lee"
    several = speaker_of(page, byline="Ann Lee, Paul Stern")
    assert several.name is None
    assert several.unresolved is not None
    assert [one.name for one in several.unresolved.candidates] == ["Ann Lee", "Paul Stern"]
    assert speaker_of(page, byline="Staff Reporter").name is None


DESCRIBED = [
    (
        "Sen. Bernie Lee (I-Vt.) came late. Sen. Ann Orr (R-Ohio) too. <the Vermont senator> {said} [it is dry].",
        "Bernie Lee",
    ),
    ("Vigo Governor Ann Lee came late. <the Vigo Gov.> {said} [it is dry].", "Ann Lee"),
    ("Ann Lee {said} [it is wet]. | <The billionaire> {said} [it is dry].", "Ann Lee"),
    ("<Ann Lee> {said} [it is wet]. | <The billionaire> {said} [it is dry].", "Ann Lee"),
    ("<Ann Lee> {said} [it is wet]. | <The 44-year-old> {said} [it is dry].", "Ann Lee"),
    ("A billionaire came. <Ann Lee> {said} [it is wet]. | <The billionaire> {said} [it is dry].", None),
    ("<Ann Lee> {said} [it is wet]. | Paul Orr came. <The billionaire> {said} [it is dry].", None),
    ("<Ann Lee> {said} [it is wet]. | <The businessman> {said} [it is dry].", None),
    ("<Ann Lee> {said} [it is wet]. | <The mayor> {said} [it is dry].", None),
    ("Acme Holdings said so. Roe Industries came. <It> {said} [it is dry].", "Roe Industries"),
    ("<Acme Holdings> {said} [it is wet] near the Roe Group. | <It> {added} [it is dry].", "Acme Holdings"),
    ("<Ann Lee’s office> {said} [it is wet]. | <It> {added} [it is dry].", "Ann Lee’s office"),
    ("They met at Acme Holdings and at Roe Industries. <The company> {said} [it is dry].", None),
    ("They met at Acme Holdings. <The company> {said} [it is dry].", "Acme Holdings"),
    ("Acme Holdings came. <Each agency> {said} [it is dry].", None),
    ("Paul Orr and Sean Lee came. Orr spoke. “[Could be],” <he> {told} Orr.", "Sean Lee"),
]


@pytest.mark.parametrize(("page", "name"), DESCRIBED)
def test_a_description_means_whom_the_page_lets_it_mean(page: str, name: str | None) -> None:
    assert speaker_of(page).name == name
