"""Names in shapes that mislead, bodies of one name, namesakes, and documents behind "it": tables of small pages."""

from __future__ import annotations

import pytest
from speaking_pages import marked

from onrecord.core.options import ReadOptions
from onrecord.core.statements import Speaker
from onrecord.resolution import resolve


def speaker_of(markup: str, headline: bool = False) -> Speaker:
    page, attributions = marked(markup, headline)
    return resolve(page, attributions, ReadOptions()).statements[-1].speaker


PEOPLE = [
    ("Omar bin Qadir ruled. <Bin Qadir> {said} [it is dry].", "Omar bin Qadir"),
    ("Paul de Orio came. <De Orio> {said} [it is dry].", "Paul de Orio"),
    ("<Speaker of the House Paul Orr (R) of Ohio> {said} [it is dry].", "Paul Orr"),
    ("The premier of Vigo, Kjozo Abe, said so. Prices rose. <Abe> {said} [it is dry].", "Kjozo Abe"),
    ("Forbes editor Xavik Roy said so. <Roy> {said} [it is dry].", "Xavik Roy"),
    ("<One activist, known as Abu Kareem,> {said} [it is dry].", "Abu Kareem"),
    ("<the cafe's waiter, named Nona,> {said} [it is dry].", "Nona"),
    ("<Rivers Poll editor in chief Frank Orr> {said} [it is dry].", "Frank Orr"),
    ("<Vigo writer (and farmer) Joel B. Pollard> {said} [it is dry].", "Joel B. Pollard"),
    ("Aaron Kall came. <Kall -- co-editor of a book of songs --> {said} [it is dry].", "Aaron Kall"),
    ("<Another Vigo-based owner -- Greg Orr of Rivers, Inc. --> {said} [it is dry].", "Greg Orr"),
    ("<Vs. Rome Secretary-General Kjo Lund> {said} [it is dry].", "Kjo Lund"),
    ("“I’ll go,” one read. Maybe Ann Lee knew. <Maybe Lee> {said} [it is dry].", "Ann Lee"),
    ("JUST WATCHED Orr: Time to go. Ann Orr came. <Orr> {said} [it is dry].", "Ann Orr"),
    ("Andrea Orr came late. <Mr. Orr> {said} [it is dry].", "Andrea Orr"),
    ("<Ismet Sheikh Harran, an official,> {said} [it is dry].", "Ismet Sheikh Harran"),
    ("<Adam Keally, a tourist from Vigo,> {said} [it is dry].", "Adam Keally"),
    ("<Rep. Gerry Connolly, a Vigo Democrat,> {said} [it is dry].", "Gerry Connolly"),
    ("Elaine Chao came late. <The Vigo-born Chao> {said} [it is dry].", "Elaine Chao"),
    ("Ann Orr Ann Marie OrrVigo wins at last is late. <Orr> {said} [it is dry].", "Ann Orr"),
    ("President Orr Ann Marie OrrVigo wins at last is late. <Orr> {said} [it is dry].", "Orr"),
    ("Rep. Ann OrrAnn OrrVigo wins is late. <Orr> {said} [it is dry].", "Ann Orr"),
    ("<Rep. Al Orr Alexander (Al) N. OrrVigo wins> {said} [it is dry].", "Al Orr"),
    ("The deputy chief of Mission Greg Hicks came late. <Hicks> {said} [it is dry].", "Greg Hicks"),
    ("<Political analyst John Fund> {said} [it is dry].", "John Fund"),
    ("Prices rose. Kasich said so. It was Kasich again. Then <he> {said} [it is dry].", "Kasich"),
    ("The Republican National Convention met Paul Orr. There <he> {said} [it is dry].", "Paul Orr"),
    ("Eyewitness Kevin Jordan ran. <Jordan> {said} [it is dry].", "Kevin Jordan"),
    ("<Rivers Order of Police president Chuck Orr> {said} [it is dry].", "Chuck Orr"),
    ("Theresa May came late. <May> {said} [it is dry].", "Theresa May"),
    ("Cheryl Campbell came late. Campbell -- <who> {said} [it is dry] -- left.", "Cheryl Campbell"),
    ("<The powerful Club for Rivers PAC President Chris Orr> {said} [it is dry].", "Chris Orr"),
    ("<Rivers Services (HRS) Secretary Ann Orr> {said} [it is dry].", "Ann Orr"),
    ("Ann Orr came late. <She, like Paul Lee,> {said} [it is dry].", "Ann Orr"),
    ("Ann Marc Hill came late. <Hill> {said} [it is dry].", "Ann Marc Hill"),
]


@pytest.mark.parametrize(("page", "name"), PEOPLE)
def test_people(page: str, name: str) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == ("person", name)


PRONOUNS = [
    ("Paul Orr {asked} Kjo Ann Lee [if it was dry]. | “[Yes],” <she> {said}.", None),
    ("<Ann Orr> {asked} Mary Lee [if it was dry]. | “[It was],” <she> {said}.", "Mary Lee"),
    ("Paul Orr spoke to farmers in Vigo. “[Orr will help you],” <he> {said}.", "Paul Orr"),
    ("Dan Orr met Paul Lee. “[Paul Lee will help you],” <he> {said}.", "Dan Orr"),
    ("Ann Orr came. Paul Lee/AP A crowd. “[It is dry],” <he> {said}.", None),
    ("Paul Orr came. He was on TV. On TV he sang. Then <he> {said} [it is dry].", "Paul Orr"),
    ("Paul Orr (Tex.) met farmers. <He> {said} [it is dry].", "Paul Orr"),
    ("<I> {know} [it is dry].\nThe well is deep.\nMary Lee is a teacher in Vigo.", "Mary Lee"),
    ("<I> {know} [it is dry].\nMary Lee agrees.\nMary Lee is a teacher in Vigo.", None),
]


@pytest.mark.parametrize(("page", "name"), PRONOUNS)
def test_pronouns(page: str, name: str | None) -> None:
    assert speaker_of(page).name == name


NAMESAKES = [  # first in full, then by the surname; kin by the given name or in full
    ("Ted Orr ran. His wife, Heidi, and his father, Rafael Orr, came. Heidi Orr left. <Orr> {said} [it is dry].",
     "Ted Orr"),
    ("Bob Orr was held. Maureen Orr was too. Maureen left. Maureen wept. <Orr> {said} [it is dry].", "Bob Orr"),
    ("Ann Orr came. Paul Orr came. <Orr> {said} [it is dry].", None),
]  # fmt: skip


@pytest.mark.parametrize(("page", "name"), NAMESAKES)
def test_a_surname_alone_is_whom_the_page_goes_on_with(page: str, name: str | None) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == ("person", name)
    assert name is not None or len(found.unresolved.candidates if found.unresolved else ()) == 2


BODIES = [
    ("<US Central Command> {said} [it is dry].", "US Central Command"),
    ("US Central Command (Centcom) came. <Centcom> {said} [it is dry].", "US Central Command"),
    ("<The Rivers Observatory for Soil Rights> {said} [it is dry].", "Rivers Observatory for Soil Rights"),
    ("The Rivers Observatory for Soil Rights met. <the Observatory> {said} [it is dry].",
     "Rivers Observatory for Soil Rights"),
    ("<The Rivers Institute on Soil Use> {said} [it is dry].", "Rivers Institute on Soil Use"),
    ("The Rivers Institute met. The Vigo Institute met. <the Institute> {said} [it is dry].", "Institute"),
    ("The White House was lit. <The House> {said} [it is dry].", "House"),
    ("<the Farmers' Daily> {said} [it is dry].", "Farmers' Daily"),
    ("<the People's Daily> {said} [it is dry].", "People's Daily"),
    ("<Macy's> {said} [it is dry].", "Macy's"),
    ("<Volkswagen> {said} [it is dry].", "Volkswagen"),
    ("The World Health Organization met. <WHO> {said} [it is dry].", "World Health Organization"),
    ("<The US military> {said} [it is dry].", "US military"),
    ("<The Syrian government> {said} [it is dry].", "Syrian government"),
    ("Acme sold out. <The US central bank> {said} [it is dry].", "US central bank"),
    ("The Syrian army fell back. <The army> {said} [it is dry].", "Syrian army"),
    ("<Salon> {said} [it is dry].", "Salon"),
    ("Rivers Watch met. The U.S. Senate was told. <The group> {said} [it is dry].", "Rivers Watch"),
    ("<The Center for Soil and Democracy> {said} [it is dry].", "Center for Soil and Democracy"),
    ("<The Writers Committee for Freedom of the Press> {said} [it is dry].",
     "Writers Committee for Freedom of the Press"),
    ("<The House Soil and River Use Committee> {said} [it is dry].", "House Soil and River Use Committee"),
    ("As DRAWBlog told it, rain fell. <DRAWBlog> {said} [it is dry].", "DRAWBlog"),
    ("<The Department of Justice> {said} [it is dry].", "Department of Justice"),
    ("<The Vigo-based Rivers Union> {said} [it is dry].", "Rivers Union"),
    ("<CBS DFW> {said} [it is dry].", "CBS DFW"),
    ("<The Republican National Convention> {said} [it is dry].", "Republican National Convention"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "name"), BODIES)
def test_bodies(page: str, name: str) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == ("organization", name)


KINDS = [
    ("Prices rose. Reports say so. <Reports> {said} [it is dry].", "document"),
    ("<Newly released e-mails> {said} [it is dry].", "document"),
    ("<Backers of the line> {said} [it is dry].", "group"),
    ("Ann Orr came. <The Orrs> {said} [it is dry].", "group"),
    ("<The young Frenchwoman> {said} [it is dry].", "unnamed"),
    ("<Exporters> {say} [it is dry].", "group"),
    ("<Recipients> {say} [it is dry].", "group"),
    ("<One-third of voters> {say} [it is dry].", "group"),
    ("<right-wing media figures like Fox's Eric Orr> {said} [it is dry].", "group"),
    ("<Companies> {said} [it is dry].", "group"),
    ("<Much of the press> {said} [it is dry].", "group"),
    ("<A wide range of Democrats> {said} [it is dry].", "group"),
    ("<Fully 88% of the farmers> {said} [it is dry].", "group"),
    ("<Two rival tax bills, passed by the Rivers Union,> {say} [it is dry].", "document"),
    ("<Egyptians> {said} [it is dry].", "group"),
    ("<NSLs> {said} [it is dry].", "group"),
    ("<The nominee and his aides> {said} [it is dry].", "group"),
    ("<a report Wednesday evening in the paper> {said} [it is dry].", "document"),
    ("<Orr’s “Thirteen”> {said} [it is dry].", "document"),
    ("<The film ― which shows the rivers ―> {said} [it is dry].", "document"),
    ("The survey of the rivers set a bar. <It> {found} [it is dry].", "document"),
    ("<The report> {said} [it is dry]. <It> {found} [it is wet].", "document"),
    ("She named the ad, <which> {says} [it is dry].", "document"),
    ("She spoke of groups <that> {say} [it is dry].", "group"),
    ("So it went. <That> {suggested} [it is dry].", "unknown"),
]


@pytest.mark.parametrize(("page", "kind"), KINDS)
def test_kinds(page: str, kind: str) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == (kind, None)
