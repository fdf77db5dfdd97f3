"""Routes in the shapes that news gives them."""

from __future__ import annotations

import pytest
from speaking_pages import marked

from onrecord.core.options import ReadOptions
from onrecord.resolution import resolve

# page, names on the route of the last statement
ROUTES = [
    ("In an interview with Galicia's state-run network RT <he> {said} [it is dry].", ["RT"]),
    ("<Ann Lee> {told} the conservative website Breitbart [it is dry].", ["Breitbart News"]),
    ("<Ann Lee> {told} the editorial board of The Washington Post [it is dry].", ["The Washington Post"]),
    ("In a meeting with reporters from Reuters, <Ann Lee> {said} [it is dry].", ["Reuters"]),
    ("Speaking to the BBC, <Ann Lee> {said} [it is dry].", ["BBC"]),
    ("In an interview that aired Sunday on CNN, <Ann Lee> {said} [it is dry].", ["CNN"]),
    ("In an interview published last week by Reuters, <Ann Lee> {said} [it is dry].", ["Reuters"]),
    ("Asked on Monday by CNN's Paul Orr, <Ann Lee> {said} [it is dry].", ["CNN"]),
    ("During a CNN town hall, <Ann Lee> {said} [it is dry].", ["CNN"]),
    ("In a CNN documentary <Ann Lee> {said} [it is dry].", ["CNN"]),
    ("<Ann Lee> {wrote} on Tuesday in The Washington Post [that it is dry].", ["The Washington Post"]),
    ("<Ann Lee> {told} local CBS affiliate KTVX [it is dry].", ["KTVX"]),
    ("<Ann Lee> {said} [it is dry], WXYZ-TV reported.", ["WXYZ"]),
    ("Reuters asked. <Ann Lee> spoke to the news agency and {said} [it is dry].", ["Reuters"]),
    ("<Ann Lee> {said}, in an interview with  CNN, [that it is dry].", ["CNN"]),
    ("<Ann Lee>, when contacted by Reuters, {said} [it is dry].", ["Reuters"]),
    ("As recently as an October CNN interview, <Ann Lee> {said} [it is dry].", ["CNN"]),
    ("[It is dry], according {to} <a memo described by Reuters>.", ["Reuters"]),
    ("As Reuters points out, <a memo> {says} [it is dry].", ["Reuters"]),
    ("On Monday <Ann Lee> sat down with CNN's Paul Orr and {said} [it is dry].", ["CNN"]),
    ("<Ann Lee> {told} the hosts on WXYZ [it is dry].", ["WXYZ"]),
    ("He told WXYZ-TV so. <Ann Lee> {told} the station [it is dry].", ["WXYZ"]),
    ("<Ann Lee> {told} Orr [to go] after Orr was asked in a CNN interview about it.", []),
    ("Orr, one of the analysts on CNN, left a day after <Ann Lee> {said} [it is dry].", []),
    ("In a memo obtained last week by Reuters, <the town> {said} [it is dry].", ["Reuters"]),
    ("In an interview Saturday with Reuters, <Ann Lee> {said} [it is dry].", ["Reuters"]),
    ("In an article from Politico, <Ann Lee> {says} [it is dry].", ["Politico"]),
    ("<Ann Lee> {said} [it is dry], via Paul Orr of The Washington Post.", ["The Washington Post"]),
    ("<Ann Lee> went first at the town hall hosted by CNN, {saying} [it is dry].", ["CNN"]),
    ("[It is dry], {said} <Ann Lee on Fox News>.", ["Fox News"]),
    ("<Ann Lee> {estimated} to Reuters [that it is dry].", ["Reuters"]),
    ("<Ann Lee> {said} [it is dry], after Reuters reported a fire.", []),
    ("<Ann Lee> {said} [it is dry] after a report in The Washington Post of a fire.", []),
    ("<Ann Lee> {spoke of} [fire] after a Washington Post report said so.", []),
    ("In a study published in the journal Science, <Ann Lee> {says} [it is dry].", []),
    ("Orr, appearing on CNN, named those <who> {say} [it is dry].", []),
    ("<Ann Lee> {said} [it is dry] after CNN had aired the film.", []),
    ("<Ann Lee>, who writes for The Washington Post, {said} [it is dry].", []),
    # "to" behind any word of speech; an edition; a story; a programme in quotation marks
    ("<Ann Lee> {suggested} to Reuters [that it is dry].", ["Reuters"]),
    ("<A caller> {reported} to WXYZ [that it is dry].", ["WXYZ"]),
    ("On the June 2 edition of CNN's State of the Union, <Ann Lee> {said} [it is dry].", ["CNN"]),
    ("In a 1994 Reuters story, <Ann Lee> {said} [it is dry].", ["Reuters"]),
    ('<Ann Lee> {said} in a CBS "60 Minutes" interview [that it is dry].', ["CBS News"]),
    ("{Writes} <Ann Lee> on her blog at The Washington Post: [it is dry].", ["The Washington Post"]),
    # whom the page gives to an outlet
    ("CNN's Paul Orr came by. <Ann Lee> {told} Orr [it is dry].", ["CNN"]),
    ("Paul O'Neill of Fox News came by. Asked by O'Neill, <Ann Lee> {said} [it is dry].", ["Fox News"]),
    ("CNN anchor Paul Orr came by. In an interview with Mr. Orr, <Ann Lee> {said} [it is dry].", ["CNN"]),
    ("Paul Orr spoke with CNN. <Ann Lee> {told} Orr [it is dry].", []),
    ("CNN's Paul Orr came by. <Ann Lee> {told} Bob Hall [it is dry].", []),
    # outlets that no table lists
    ("<Ann Lee> {told} the Elmby Gazette [it is dry].", ["Elmby Gazette"]),
    ("[It is dry], {said} <Ann Lee>, the Elmby Star-Courier reported.", ["Elmby Star-Courier"]),
    ("<Ann Lee> {told} elmby.com [it is dry].", ["elmby.com"]),
    ("<Ann Lee> {wrote} in the Elmby Star [that it is dry].", ["Elmby Star"]),
    ("<Ann Lee> {told} the Elmby Council [it is dry].", []),
    ("<Ann Lee> {told} Senate Republicans [it is dry].", []),
    # another clause, another sentence
    ("<Ann Lee>, who Reuters reported had left, {said} [it is dry].", []),
    ("<Ann Lee> {said} [it is dry], and she told Reuters of a fire.", []),
    ("Though Reuters reported a fire, <Ann Lee> {said} [it is dry].", []),
    ("After Reuters reported a fire, <Ann Lee> {said} [it is dry].", []),
    ('"No," Bob Hall told CNN. "[(Orr) is dry]," <Ann Lee> {told} Reuters.', ["Reuters"]),
]  # fmt: skip
# page, name or description and route of the one statement that an outlet passes on
RELAYED = [
    ("[The islands charge that the lords play politics], <Reuters> {reported}.", "The islands", ["Reuters"]),
    ("[Court records show the bridge is closed], according {to} <Reuters>.", "Court records", ["Reuters"]),
    ("<Reuters> {quoted} [Ann Lee as saying the bridge is closed].", "Ann Lee", ["Reuters"]),
    ("[The town said the bridge is closed], {according to} <Paul Orr of Reuters>.", "The town", ["Reuters"]),
    ("As <Reuters' Paul Orr> {reported}, [the town said the bridge is closed].", "the town", ["Reuters"]),
    ("[The town said the bridge is closed], <WXYZ> {reported}.", "The town", ["WXYZ"]),
    ('"[The bridge is closed]," said <Ann Lee, Reuters> {reported}.', "Ann Lee", ["Reuters"]),
    ('[Ann Lee called the bridge "old"], <Reuters> {reported}.', "Ann Lee", ["Reuters"]),
    ("[The town said the bridge is closed], {according to} <two Reuters reporters>.", "The town", ["Reuters"]),
    ("Reuters' Paul Orr asked. [The town said the bridge is closed], {according to} <Orr>.", "The town", ["Reuters"]),
    ('[A plan called "Rain" is over], <Reuters> {reported}.', "Reuters", []),
    ('[Ann Lee called for "rain"], <Reuters> {reported}.', "Reuters", []),
    ("Reuters asked. <The news agency> {reported} [that Ann Lee said the bridge is closed].", "Ann Lee", ["Reuters"]),
]


@pytest.mark.parametrize(("markup", "route"), ROUTES)
def test_outlets_that_words_came_through(markup: str, route: list[str]) -> None:
    page, attributions = marked(markup)
    statement = resolve(page, attributions, ReadOptions()).statements[-1]
    assert [relay.name for relay in statement.route] == route


@pytest.mark.parametrize(("markup", "who", "route"), RELAYED)
def test_outlets_that_pass_words_on(markup: str, who: str, route: list[str]) -> None:
    page, attributions = marked(markup)
    statement = resolve(page, attributions, ReadOptions()).statements[-1]
    assert [statement.source[0].text, [relay.name for relay in statement.route]] == [who, route]
