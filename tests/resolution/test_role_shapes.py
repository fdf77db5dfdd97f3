"""Roles in the shapes that news gives them: before the name, behind it, in brackets, in another sentence."""

from __future__ import annotations

import pytest
from speaking_pages import marked

from onrecord.core.options import ReadOptions
from onrecord.core.statements import Speaker
from onrecord.resolution import resolve


def speaker_of(markup: str) -> Speaker:
    page, attributions = marked(markup)
    return resolve(page, attributions, ReadOptions()).statements[-1].speaker


# page, name and role of the last statement's speaker
BEFORE = [
    ("<Former Ambassador to Norway Michael Orr> {said} [it is dry].", "Michael Orr", "Former Ambassador to Norway"),
    (
        "[It is dry], {said} <former ambassador to Norway Michael Orr>.",
        "Michael Orr",
        "former ambassador to Norway",
    ),
    (
        "<Chairwoman of the Water Committee Diana Stern> {said} [it is dry].",
        "Diana Stern",
        "Chairwoman of the Water Committee",
    ),
    (
        "<Deputy Director of Public Prosecution Eva-Marie Holm> {said} [it is dry].",
        "Eva-Marie Holm",
        "Deputy Director of Public Prosecution",
    ),
    ("<former US Attorney General Albert Orr> {said} [it is dry].", "Albert Orr", "former US Attorney General"),
    ("<Lakeforce founder and co-CEO Mark Orr> {said} [it is dry].", "Mark Orr", "Lakeforce founder and co-CEO"),
    (
        "<former secretary of state and current Democratic nominee Helen Orr> {said} [it is dry].",
        "Helen Orr",
        "former secretary of state and current Democratic nominee",
    ),
    ("<billionaire environmentalist Tom Orr> {said} [it is dry].", "Tom Orr", "billionaire environmentalist"),
    ("<Longtime campaign strategist Tom Orr> {said} [it is dry].", "Tom Orr", "Longtime campaign strategist"),
    ("The lawyers Ann Lee and Paul Stern came. <Lee> {said} [it is dry].", "Ann Lee", "lawyers"),
    ("The bill's authors, singer-guitarists Ann Lee and Paul Orr, came. <Orr> {said} [it is dry].", "Paul Orr",
     "singer-guitarists"),
    ("<Vigo police Chief Anna Reyes> {said} [it is dry].", "Anna Reyes", "Vigo police Chief"),
    ("<Health and Human Services Secretary Ann Lee> {said} [it is dry].", "Ann Lee",
     "Health and Human Services Secretary"),
    ("<Ways and Means Committee Chairman Kevin Orr> {said} [it is dry].", "Kevin Orr",
     "Ways and Means Committee Chairman"),
    ("<former first lady Laura Orr> {said} [it is dry].", "Laura Orr", "former first lady"),
    ("It rained when the campaign chairman, Paul Orr, left. <Orr> {said} [it is dry].", "Paul Orr",
     "campaign chairman"),
    ("<Ann Lee, the official charged with the bridge,> {said} [it is dry].", "Ann Lee",
     "official charged with the bridge"),
    ("<Harbor Chief of Staff Ann Lee> {said} [it is dry].", "Ann Lee", "Harbor Chief of Staff"),
    ("Last week <Vigo News anchor Megan Orr> {said} [it is dry].", "Megan Orr", "Vigo News anchor"),
    ("CLOSE <Republican front-runner Paul Orr> {said} [it is dry].", "Paul Orr", "Republican front-runner"),
    ("He came... <Lugo State quarterback Paul Orr> {said} [it is dry].", "Paul Orr", "Lugo State quarterback"),
    ("They came.\"<Former harbor spokesman Paul Orr> {said} [it is dry].", "Paul Orr", "Former harbor spokesman"),
    ("<Democratic strategist and Harbor TV contributor Hilary Orr> {said} [it is dry].", "Hilary Orr",
     "Democratic strategist and Harbor TV contributor"),
    ("They asked whether Vigo's founder and former CEO, Adam Orr, knew. <Orr> {said} [it is dry].", "Adam Orr",
     "Vigo's founder and former CEO"),
    ("As a Galicia senator, Helen Orr voted for it. <Orr> {said} [it is dry].", "Helen Orr", "Galicia senator"),
    ("Radio Lugo reports the man who crossed the lake, Ed Orr, on Monday. <Orr> {said} [it is dry].", "Ed Orr",
     "man who crossed the lake"),
    ("<Harbor spokeswoman Army Lt. Col. Ann Lee> {said} [it is dry].", "Ann Lee", "Harbor spokeswoman Army Lt. Col."),
    ("<then-Defense Secretary Ann Lee> {said} [it is dry].", "Ann Lee", "then-Defense Secretary"),
    ("It was low. <Harbor board official Ann Lee> {said} [it is dry].", "Ann Lee", "Harbor board official"),
    ("The Long Campaign Of Ann Lee was dull. <Ann Lee> {said} [it is dry].", "Ann Lee", None),
    ("<One activist, known as Paul Orr,> {said} [it is dry].", "Paul Orr", "activist"),
    ("A retired baker named Paul Orr came. <Orr> {said} [it is dry].", "Paul Orr", "retired baker"),
    ("<Paul Orr, head of Vigo Reach, a free-market think tank,> {said} [it is dry].", "Paul Orr",
     "head of Vigo Reach, a free-market think tank"),
    ("Orr is the CEO of VH, the Lugo advertising, public relations and branding firm of it. <Paul Orr> {said} [so].",
     "Paul Orr", "CEO of VH, the Lugo advertising, public relations and branding firm"),
    ("<Paul Orr, mayor of Vigo, a town on the coast,> {said} [it is dry].", "Paul Orr", "mayor of Vigo"),
    ("<Paul Orr, head of Vigo Reach, a company man,> {said} [it is dry].", "Paul Orr", "head of Vigo Reach"),
    ("<University of Vigo professor and Harbor TV contributor Paul Orr> {said} [so].", "Paul Orr",
     "University of Vigo professor and Harbor TV contributor"),
    ("It rains, suggests <University of Vigo sociologist Paul Orr>: [it] {is} [dry].", "Paul Orr",
     "University of Vigo sociologist"),
    ("<Mr. Stern’s spokesman, Paul Orr,> {said} [it is dry].", "Paul Orr", "Mr. Stern’s spokesman"),
    ("<Paul Orr, a longtime aide to Mr. Stern,> {said} [it is dry].", "Paul Orr", "longtime aide to Mr. Stern"),
    ("<Paul Orr, the baker and no friend of hers,> {said} [it is dry].", "Paul Orr", "baker and no friend of hers"),
    ("<Paul Orr, no card-carrying conservative,> {said} [it is dry].", "Paul Orr", None),
    ("The panel of the harbor spent five hours behind doors asking Acme’s founder, Paul Orr. <Orr> {said} [so].",
     "Paul Orr", "Acme’s founder"),
    # what somebody is to another comes behind an office
    ("Stern's eldest son, George Orr, left. President George Orr came. <Orr> {said} [it is dry].", "George Orr",
     "President"),
    ("<His Galicia colleague, Sen. Paul Orr,> {said} [it is dry].", "Paul Orr", "Sen."),
    ("<Stern's eldest son, Paul Orr,> {said} [it is dry].", "Paul Orr", "Stern's eldest son"),
    ("<Paul Orr, playwright-in-residence at Vigo College,> {said} [so].", "Paul Orr",
     "playwright-in-residence at Vigo College"),
    ("<Sen. Paul Orr>, pushed back after a Vigo witness {spoke}: [so].", "Paul Orr", "Sen."),
    ("He saw reporter Paul Orr, the Vigo bureau seized the papers of his sister. <Orr> {said} [so].", "Paul Orr",
     "reporter"),
    ("They saw Paul Orr, and what happened when a gunman came. <Orr> {said} [it is dry].", "Paul Orr", None),
    ("The young hopeful compared Stern to his mentor, Paul Orr. <Orr> {said} [it is dry].", "Paul Orr", None),
    ("Radio Lugo reports the man who founded the harbor, Paul Orr, on Monday. <Orr> {said} [so].", "Paul Orr",
     "man who founded the harbor"),
    ("The roster includes Vigo harbor nominee Paul Orr. <Orr> {said} [it is dry].", "Paul Orr", "Vigo harbor nominee"),
    ("They met Adam Khan, Kristen Goodman, Paul Orr. <Khan> {said} [it is dry].", "Adam Khan", None),
    ("They met Ann Goodman, Paul Orr and others. <Orr> {said} [it is dry].", "Paul Orr", None),
    ("<Paul Orr, Florida Democrat,> {said} [it is dry].", "Paul Orr", "Florida Democrat"),
    ("CLOSE <Former President of the United States, Paul Orr,> {said} [it is dry].", "Paul Orr",
     "Former President of the United States"),
    ("Harbor glitches, says executive Paul Orr\n\n<Acme Ferries executive Paul Orr> {said} [it is dry].", "Paul Orr",
     "Acme Ferries executive"),
    ("VIGO (VNN) <President Paul Orr> {said} [it is dry].", "Paul Orr", "President"),
    ("The state Sens. Ann Lee and Paul Orr came. <Orr> {said} [it is dry].", "Paul Orr", "state Sens."),
    ("It adds <mobile marketing pioneer Ivan Orr>. <Orr> {said} [it is dry].", "Ivan Orr", "mobile marketing pioneer"),
    ("And <then-Sen. Helen Orr> {said} [it is dry].", "Helen Orr", "then-Sen."),
    ("<Harbor Corps’ Stan Orr> {said} [it is dry].", "Stan Orr", None),
    # another's
    ("On the words about Paul Stern, the Galicia candidate, <Ann Lee> {said} [it is dry].", "Ann Lee", None),
    ("The judge never claimed the farmer qualified for help, <Ann Lee> {said} [it is dry].", "Ann Lee", None),
    ("The secretary of State and Ann Lee came. <Lee> {said} [it is dry].", "Ann Lee", None),
    ("The officials and Ann Lee came. <Lee> {said} [it is dry].", "Ann Lee", None),
    ("The mayor told Ann Lee so. <Lee> {said} [it is dry].", "Ann Lee", None),
    ("He met the mayor and Ann Lee there. <Lee> {said} [it is dry].", "Ann Lee", None),
]  # fmt: skip
AFTER = [
    ("<Rep. Jim Orr (R-Ohio), a member of the rivers panel,> {said} [it is dry].", "Jim Orr",
     "Rep., member of the rivers panel"),
    ("<Jim Orr (D), a member of the rivers panel,> {said} [it is dry].", "Jim Orr", "member of the rivers panel"),
    ("<Jim Orr, R-Ohio, chairman of the rivers panel,> {said} [it is dry].", "Jim Orr",
     "chairman of the rivers panel"),
    ("<Ann Lee (president of the Rivers Union)> {said} [it is dry].", "Ann Lee", "president of the Rivers Union"),
    ("<Ann Lee> — the president of the Rivers Union — {said} [it is dry].", "Ann Lee",
     "president of the Rivers Union"),
    ("<Ann Lee - a lawyer in Vigo -> {said} [it is dry].", "Ann Lee", "lawyer in Vigo"),
    ("<Ann Lee, then the mayor of Vigo,> {said} [it is dry].", "Ann Lee", "mayor of Vigo"),
    ("<Ann Lee, now a professor at Vigo University,> {said} [it is dry].", "Ann Lee", "professor at Vigo University"),
    ("<Ann Lee, herself a farmer,> {said} [it is dry].", "Ann Lee", "farmer"),
    ("<Ann Lee, one of several farmers who came,> {said} [it is dry].", "Ann Lee", "one of several farmers"),
    ("<Ann Lee, a former senior F.B.I. and customs official,> {said} [it is dry].", "Ann Lee",
     "former senior F.B.I. and customs official"),
    ("<Ann Lee, of Lugo, a retired nurse,> {said} [it is dry].", "Ann Lee", "retired nurse"),
    ("<Ann Lee, M.D., a surgeon in Lugo,> {said} [it is dry].", "Ann Lee", "surgeon in Lugo"),
    ("<Ann Lee, who runs the Lugo food bank,> {said} [it is dry].", "Ann Lee", "runs the Lugo food bank"),
    ("<Ann Lee, who has led the harbor board since May,> {said} [it is dry].", "Ann Lee", "led the harbor board"),
    ("<Ann Lee, who studies rivers at Vigo University,> {said} [it is dry].", "Ann Lee",
     "studies rivers at Vigo University"),
    ("<Ann Lee, who came late,> {said} [it is dry].", "Ann Lee", None),
    ("<Ann Lee, who owns a bakery in Lugo and headed out for the lake,> {said} [it is dry].", "Ann Lee",
     "owns a bakery in Lugo"),
    ("<Ann Lee, who led the harbor board under Mr. Orr,> {said} [it is dry].", "Ann Lee",
     "led the harbor board under Mr. Orr"),
    ("<Ann Lee, who led the cleaning of the lake as the secretary of the interior,> {said} [it is dry].", "Ann Lee",
     "secretary of the interior"),
    ("<Ann Lee, the president pro tem of the house,> {said} [it is dry].", "Ann Lee", "president pro tem of the house"),
    ("<Ann Lee, a former Miss Galicia,> {said} [it is dry].", "Ann Lee", "former Miss Galicia"),
    ("<Ann Lee, division vice president, Lakeside Sales & Regional Work at Lakeside North Inc.,> {said} [it is dry].",
     "Ann Lee", "division vice president, Lakeside Sales & Regional Work at Lakeside North Inc"),
    ("<Ann Lee, Director, Lakeside Securities> {said} [it is dry].", "Ann Lee", "Director, Lakeside Securities"),
    ("<Ann Lee, director of Lake Watch, a group of farmers,> {said} [it is dry].", "Ann Lee",
     "director of Lake Watch"),
    ("[It is dry], {said} <Ann Lee> of Ohio, the minority leader.", "Ann Lee", "minority leader"),
    ("<Sen. Ann Lee>, D-N.Y., and a member of the rivers panel, {said} [it is dry].", "Ann Lee",
     "Sen., member of the rivers panel"),
    ("In a talk with Ann Lee, the candidate said so. <Lee> {said} [it is dry].", "Ann Lee", None),
    ("<Rep. Ann Lee of Ohio, a Democrat who came,> {said} [it is dry].", "Ann Lee", "Rep. of Ohio"),
    ("<Rep. Ann Lee of Ohio, chair of the rivers panel,> {said} [it is dry].", "Ann Lee",
     "Rep. of Ohio, chair of the rivers panel"),
    ("<Ann Lee, who was then serving as the mayor's doctor,> {said} [it is dry].", "Ann Lee", "mayor's doctor"),
    ("<Ann Lee, through a spokesman,> {said} [it is dry].", "Ann Lee", None),
    ("<Ann Lee>, whose father came, {said} [it is dry].", "Ann Lee", None),
    ("<Senior author Dr. Ann Lee, professor of law at Vigo University,> {said} [it is dry].", "Ann Lee",
     "Senior author, professor of law at Vigo University"),
    ("<the Rev. Paul Orr, of the Harbor Church,> {said} [it is dry].", "Paul Orr", "Rev. of the Harbor Church"),
    ("<Sen. Paul Orr of Ohio> {said} [it is dry].", "Paul Orr", "Sen. of Ohio"),
    ("<Rep. Ann Lee>, not the mayor, {said} [it is dry].", "Ann Lee", "Rep."),
    ("[It is dry], {said} Mr. Orr. <Ann Lee>, {said} [her mother was late].", "Ann Lee", None),
]  # fmt: skip
ELSEWHERE = [
    ("<Ann Lee> {said} [it is dry]. Lee is a professor at Vigo University.", "Ann Lee", "professor at Vigo University"),
    ("<Ann Lee> {said} [it is dry]. Lee is professor of law at Vigo University.", "Ann Lee",
     "professor of law at Vigo University"),
    ("Ann Lee is currently the mayor of Lugo. <She> {said} [it is dry].", "Ann Lee", "mayor of Lugo"),
    ("<Ann Lee> {said} [it is dry]. Lee serves as director of the harbor board.", "Ann Lee",
     "director of the harbor board"),
    ("<Ann Lee> {said} [it is dry]. Lee was the winner of the debate.", "Ann Lee", None),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "name", "role"), [*BEFORE, *AFTER, *ELSEWHERE])
def test_a_role_as_news_gives_it(markup: str, name: str, role: str | None) -> None:
    speaker = speaker_of(markup)
    assert (speaker.name, speaker.role) == (name, role)


AFFILIATIONS = [
    ("<Mike Orr, chief executive of Ceres Robotics,> {said} [it is dry].", "Ceres Robotics"),
    ("<Ann Lee, president and chief operating officer of LakeX,> {said} [it is dry].", "LakeX"),
    ("<Former Rivers Union director Ann Lee> {said} [it is dry].", "Rivers Union"),
    ("<Ann Lee, mayor of Lugo,> {said} [it is dry].", None),
    ("<Ann Lee, an adviser to Paul Orr,> {said} [it is dry].", None),
]


@pytest.mark.parametrize(("markup", "affiliation"), AFFILIATIONS)
def test_the_organization_of_a_role(markup: str, affiliation: str | None) -> None:
    assert speaker_of(markup).affiliation == affiliation
