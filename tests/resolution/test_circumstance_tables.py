"""How something was said and through whom: a table of pages for each."""

from __future__ import annotations

import pytest
from speaking_pages import marked

from onrecord.core.options import ReadOptions
from onrecord.core.statements import Statement
from onrecord.resolution import resolve


def last_of(markup: str) -> Statement:
    page, attributions = marked(markup)
    return resolve(page, attributions, ReadOptions()).statements[-1]


# page, act, polarity, addressee, medium, place of the last statement
CIRCUMSTANCES = [
    ("<Ann Lee> {said} [it is dry].", "speech", "asserted", None, None, None),
    ("<Ann Lee> {warned against} [the new rules].", "speech", "asserted", None, None, None),
    ("<Ann Lee> {told} reporters [it is dry].", "speech", "asserted", "reporters", None, None),
    ("<Ann Lee> {told} reporters on Monday [it is dry].", "speech", "asserted", "reporters", None, None),
    (
        "<Ann Lee> {told} a crowd of supporters in Leeds [that it is dry].",
        "speech",
        "asserted",
        "a crowd of supporters",
        None,
        "Leeds",
    ),
    ("<Ann Lee> {told} CNN [it is dry].", "speech", "asserted", "CNN", None, None),
    (
        "<Ann Lee> {told} the Senate Water Committee [it is dry].",
        "speech",
        "asserted",
        "the Senate Water Committee",
        None,
        None,
    ),
    ("<Ann Lee> {testified} before the Senate [that it is dry].", "speech", "asserted", "the Senate", None, None),
    ("“[It is dry],” <Ann Lee> {told} reporters in Leeds.", "speech", "asserted", "reporters", None, "Leeds"),
    ("“[It is dry],” <Ann Lee> {said} in an interview with CNN.", "speech", "asserted", None, "interview", None),
    ("“[It is dry],” <Ann Lee> {said} in an interview.", "speech", "asserted", None, "interview", None),
    ("“[It is dry],” <Ann Lee> {said} in a statement.", "writing", "asserted", None, "statement", None),
    ("In a statement, <Ann Lee> {said} [it is dry].", "writing", "asserted", None, "statement", None),
    ("<Ann Lee> {said} in a statement Monday [that it is dry].", "writing", "asserted", None, "statement", None),
    ("“[It is dry],” <Ann Lee> {wrote} on Twitter.", "writing", "asserted", None, "Twitter", None),
    ("“[It is dry],” <Ann Lee> {said} on Twitter.", "writing", "asserted", None, "Twitter", None),
    ("“[It is dry],” <Ann Lee> {tweeted}.", "writing", "asserted", None, None, None),
    ("“[It is dry],” <Ann Lee> {wrote} in a Facebook post.", "writing", "asserted", None, "Facebook post", None),
    ("“[It is dry],” <Ann Lee> {posted} on Facebook.", "writing", "asserted", None, "Facebook", None),
    ("“[It is dry],” <Ann Lee> {wrote} in a letter to the mayor.", "writing", "asserted", "the mayor", "letter", None),
    (
        "“[It is dry],” <Ann Lee> {said} at a news conference in Leeds.",
        "speech",
        "asserted",
        None,
        "news conference",
        "Leeds",
    ),
    ("“[It is dry],” <Ann Lee> {said} during a speech.", "speech", "asserted", None, "speech", None),
    ("“[It is dry],” <Ann Lee> {said} at a rally in Leeds.", "speech", "asserted", None, "rally", "Leeds"),
    ("“[It is dry],” <Ann Lee> {said} in her book.", "writing", "asserted", None, "book", None),
    ("“[It is dry],” <Ann Lee> {said} in an email.", "writing", "asserted", None, "email", None),
    ("“[It is dry],” <Ann Lee> {said} by email.", "writing", "asserted", None, "email", None),
    ("“[It is dry],” <Ann Lee> {said} by phone.", "speech", "asserted", None, "phone", None),
    ("“[It is dry],” <Ann Lee> {said} in Leeds.", "speech", "asserted", None, None, "Leeds"),
    ("“[It is dry],” <Ann Lee> {said} outside the courthouse.", "speech", "asserted", None, None, None),
    ("<A memo> {states} [that it is dry].", "writing", "asserted", None, "memo", None),
    ("<The lawsuit> {alleges} [it is dry].", "writing", "asserted", None, "lawsuit", None),
    ("<A new poll> {found} [it is dry].", "thought", "asserted", None, "poll", None),
    ("“[It is dry],” <Ann Lee> {said} of her poll numbers.", "speech", "asserted", None, None, None),
    ("“[It is dry],” <Ann Lee> {said} about the interview process.", "speech", "asserted", None, None, None),
    ("“[It is dry],” <Ann Lee> {said} after a meeting with the mayor.", "speech", "asserted", None, None, None),
    ("<Ann Lee> {thinks} [it is dry].", "thought", "asserted", None, None, None),
    ("<Ann Lee> {believes} [it is dry].", "thought", "asserted", None, None, None),
    ("<Ann Lee> {plans} [to leave].", "intention", "asserted", None, None, None),
    ("<Ann Lee> {wants} [to leave].", "intention", "asserted", None, None, None),
    ("<Ann Lee> {denied} [it is dry].", "speech", "denied", None, None, None),
    ("<Ann Lee> {did not say} [whether it is dry].", "speech", "declined", None, None, None),
    ("<Ann Lee> {never said} [it is dry].", "speech", "denied", None, None, None),
    ("<Ann Lee> {declined to say} [whether it is dry].", "speech", "declined", None, None, None),
    ("<Ann Lee> {declined to comment} [on the drought].", "speech", "declined", None, None, None),
    ("<Ann Lee> {refused to say} [whether it is dry].", "speech", "declined", None, None, None),
    ("<Ann Lee> {asked} [whether it is dry].", "speech", "asked", None, None, None),
    ("“[Is it dry]?” {asked} <Ann Lee>.", "speech", "asked", None, None, None),
    ("<Ann Lee> {wondered} [whether it is dry].", "speech", "asked", None, None, None),
    ("<Ann Lee> {promised} [to leave].", "speech", "promised", None, None, None),
    ("<Ann Lee> {vowed} [to leave].", "speech", "promised", None, None, None),
    ("<Ann Lee> {predicted} [that it will rain].", "speech", "promised", None, None, None),
    ("<Ann Lee> {will say} [that it is dry].", "speech", "expected", None, None, None),
    ("<Ann Lee> {is expected to say} [that it is dry].", "speech", "expected", None, None, None),
    ("<Ann Lee> {is expected to tell} lawmakers [that it is dry].", "speech", "expected", "lawmakers", None, None),
    ("<Ann Lee> {would say} [that it is dry].", "speech", "hypothetical", None, None, None),
    ("<Ann Lee> {might argue} [that it is dry].", "speech", "hypothetical", None, None, None),
    ("<Ann Lee> {said} on MSNBC’s “Morning Show” [that it is dry].", "speech", "asserted", None, None, None),
    ("[It is dry], {according to} <Ann Lee>.", "speech", "asserted", None, None, None),
    ("{According to} <a report>, [it is dry].", "writing", "asserted", None, "report", None),
    ("Speaking to supporters in Leeds, <Ann Lee> {said} [it is dry].", "speech", "asserted", "supporters", None, None),
    ("Asked by reporters about the drought, <Ann Lee> {said} [it is dry].", "speech", "asserted", None, None, None),
    ("<Ann Lee> {warned} the council [that it is dry].", "speech", "asserted", "the council", None, None),
    ("<Ann Lee> {assured} voters [that it is dry].", "speech", "promised", "voters", None, None),
    ("<Ann Lee> {said} to a friend [that it is dry].", "speech", "asserted", "a friend", None, None),
    ("“[It is dry],” <Ann Lee> {told} The Hill.", "speech", "asserted", "The Hill", None, None),
    ("“[It is dry],” <she> {told} the newspaper.", "speech", "asserted", "the newspaper", None, None),
    ("“[It is dry],” <Ann Lee> {told} me.", "speech", "asserted", "me", None, None),
    (
        "“[It is dry],” <Ann Lee> {said} in testimony before the House Water Committee.",
        "speech",
        "asserted",
        "the House Water Committee",
        "testimony",
        None,
    ),
]


@pytest.mark.parametrize(("markup", "act", "polarity", "addressee", "medium", "place"), CIRCUMSTANCES)
def test_act_polarity_addressee_medium_place(markup, act, polarity, addressee, medium, place):
    said = last_of(markup)
    told = [span and span.text for span in (said.addressee, said.medium, said.place)]
    assert [said.act, said.polarity, *told] == [act, polarity, addressee, medium, place]


# what the tagger finds on a page, name of the speaker, route
RELAYS = [
    ("[“It is dry,” Ann Lee said], {according to} <The Hill>.", "Ann Lee", ["The Hill"]),
    ("[Ann Lee added that it is dry], {according to} <The Hill>.", "Ann Lee", ["The Hill"]),
    ("<CNN> {reported} [that Ann Lee said it is dry].", "Ann Lee", ["CNN"]),
    ("<CNN> {reported} [Ann Lee told aides that it is dry].", "Ann Lee", ["CNN"]),
    (
        "<The New York Times> {reported} [that the mayor, Ann Lee, told aides it is dry].",
        "Ann Lee",
        ["The New York Times"],
    ),
    ("[It is dry], <Ann Lee> {told} Reuters.", "Ann Lee", ["Reuters"]),
    ("<Ann Lee> {told} the BBC’s Kim Orr [it is dry].", "Ann Lee", ["BBC"]),
    ("[It is dry], <Ann Lee> {said}, CNN reported.", "Ann Lee", ["CNN"]),
    ("[It is dry], <Ann Lee> {said}, according to the Associated Press.", "Ann Lee", ["The Associated Press"]),
    ("According to The Hill, <Ann Lee> {said} [it is dry].", "Ann Lee", ["The Hill"]),
    ("<CNN> {reported} [that it is dry].", "CNN", []),
    ("[It is dry, the mayor told CNN], <The Hill> {reported}.", None, ["The Hill", "CNN"]),
    ("[It is dry], <Ann Lee> {said} in remarks first reported by Politico.", "Ann Lee", ["Politico"]),
    ("[It is dry], <Ann Lee> {said} via Reuters.", "Ann Lee", ["Reuters"]),
    ("[It is dry], <Ann Lee> {said} on Fox News.", "Ann Lee", ["Fox News"]),
    ("[It is dry], <Ann Lee> {said} on CNN’s “State of Play.”", "Ann Lee", ["CNN"]),
    ("[It is dry], <she> {told} NBC News on Monday.", None, ["NBC News"]),
    ("[It is dry], <Ann Lee> {told} The Washington Post in an interview.", "Ann Lee", ["The Washington Post"]),
    ("[It is dry], <Ann Lee> {wrote} in an op-ed for The Guardian.", "Ann Lee", ["The Guardian"]),
    ("[It is dry], <a spokesman> {told} Politico.", None, ["Politico"]),
    ("[It is dry], <two officials> {told} The New York Times.", None, ["The New York Times"]),
    ("<Fox News> {reports} [that Lee “will not go,” citing officials].", "Fox News", []),
    ("<The Wall Street Journal> {reported} Monday [that Acme plans to leave].", "The Wall Street Journal", []),
]


@pytest.mark.parametrize(("markup", "name", "route"), RELAYS)
def test_relays_become_routes(markup, name, route):
    said = last_of(markup)
    assert (said.speaker.name, [step.name for step in said.route]) == (name, route)
