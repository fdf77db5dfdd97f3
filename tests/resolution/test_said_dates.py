"""Days of a saying that stand behind whom it went to, and days that are something else's."""

from __future__ import annotations

import pytest
from speaking_pages import marked

from onrecord.core.options import ReadOptions
from onrecord.resolution import resolve

# page of Thursday, 23 February 2017, and the date of its last statement
SAID = [
    ("<Ann Lee> {urged} [Mayor Paul Orr Tuesday to go].", "2017-02-21"),
    ("<Ann Lee> {accused} [the senators on Monday of lying].", "2017-02-20"),
    ("<Ann Lee> {urged} [lawmakers on Tuesday night not to go].", "2017-02-21"),
    ("<Ann Lee> {blamed} [the attack Tuesday on the mayor].", None),
    ("<Ann Lee> {praised} [the man killed Tuesday for his work].", None),
    ("<Ann Lee> {says} [she told staff Monday to go].", None),
    ("<Ann Lee> {expects} [Paul Orr Tuesday].", None),
    ("In a passage about a meeting in March of 2011, <Ann Lee> {writes} [that it was dry].", None),
    ("[A book which], <she> {said}, contains notes of the 1970s.", None),
    ("<Ann Lee> {said}, in a letter on Tuesday, [that it is dry].", "2017-02-21"),
    ("<Ann Lee> {told} [city investigators in January she was asked to go].", "2017-01"),
    # behind what was said
    ("<Ann Lee> {praised} [the bill] on Tuesday.", "2017-02-21"),
    ("<Ann Lee> {defended} [her vote] this week on the radio.", "2017-02-19/2017-02-23"),
    ("<Ann Lee> {endorsed} [bringing in boats] in a radio interview on Tuesday.", "2017-02-21"),
    ("<Ann Lee> {denied} [that she would go] in a letter Tuesday.", "2017-02-21"),
    ("<Ann Lee> {repeated} [that aim in her interview last week], when it rained.", "2017-02-13/2017-02-19"),
    ("<Ann Lee> {said} [she would go] on Friday.", None),
    ("<Ann Lee> {said} [she would tell all in a speech on Friday].", None),
    ("<Ann Lee> {plans} [to speak] Tuesday.", None),
    ("<Ann Lee> {is glad about} [the choice] on Nov. 8.", None),
    ("<Ann Lee> {praised} [the film] released Tuesday.", None),
    ("<Ann Lee> {defended} [the meeting] last week.", None),
    ("<Ann Lee> {echoed words of} [Paul Orr] last week [that it is dry].", None),
    # of the clause that a saying belongs to
    ("Lee made news in 2008 when <she> {said} [that it is dry].", "2008"),
    ("The mayor's speech on Tuesday, in which <she> {said} [that it is dry], was long.", "2017-02-21"),
    ("<Ann Lee> condemned on Tuesday the plan for the lake, {saying} [it was too late].", "2017-02-21"),
    ("<Farmers> came to the lake on Tuesday {to call for} [rain].", "2017-02-21"),
    ("<Farmers> will come to the lake on Friday {to call for} [rain].", None),
    ("<The town> is holding a fair on Tuesday {to show} [its boats].", None),
    ("On Tuesday she bought the wall, where <she> {posts} [what farmers send].", None),
    ("In addition to three fires in Lugo on Tuesday, <the town> {said} [it is dry].", None),
    ("LUGO — This month, as rain fell, <Ann Lee> {told} friends [it is dry].", "2017-02"),
    ("<A senator this week> {said} [it is dry].", "2017-02-19/2017-02-23"),
    ("<Farmers trying to sell in November> {say} [it is dry].", None),
    ("<Ann Lee> {attacked} [the town's plan for the lake] on Tuesday.", "2017-02-21"),
    ("<Ann Lee> also signaled Tuesday that it would rain, {saying} [it is dry].", "2017-02-21"),
    ("Sitting down with farmers on Tuesday, <Ann Lee> {said} [it is dry].", "2017-02-21"),
    ("On Tuesday, Ann Lee waded into it when <she> {said} [it is dry].", "2017-02-21"),
    ("<Ann Lee>, who came late, last week {said} [it is dry].", "2017-02-13/2017-02-19"),
    ("<Ann Lee> {changed her account of the Feb. 10 meeting to say} [it is dry].", None),
    ("In a talk set for broadcast on Sunday, <Ann Lee> {said} [it is dry].", None),
    ("<Ann Lee> {told} “Today” host Matt Orr [that it is dry].", None),
    ("On Sunday, he'll come to the lake, and <he> {said} [it is dry].", None),
    # between a verb and what it is about
    ("<Ann Lee> {warned} [the council of the town on Tuesday that it is dry].", "2017-02-21"),
    ("<Ann Lee> {told} [a weary Mayor Orr Tuesday that it is dry].", "2017-02-21"),
    ("<Ann Lee> {accused} [the company late Tuesday of lying].", "2017-02-21"),
    ("<Ann Lee> {blamed} [the fire Tuesday of an inn on a lamp].", None),
    ("<The town> {proposed} [a cut of taxes Tuesday to help].", "2017-02-21"),
    ("<The town> {announced} [the arrest Tuesday of a man].", None),
    ("<Ann Lee> {denounced} [the plan] in a late Tuesday statement.", "2017-02-21"),
    ("<A 2012 analysis by the town> {found} [that it is dry].", "2012"),
    ("<Ann Lee> said as much in an interview Tuesday, {arguing} [that it is dry].", "2017-02-21"),
    ("<Ann Lee> {called on} [lawmakers Tuesday to go].", "2017-02-21"),
    ("<Ann Lee> {warned} [lawmakers] on Tuesday [not to go].", "2017-02-21"),
    ("<An official> {said} [Tuesday farmers were late].", "2017-02-21"),
    ("<The town> {announced} [Tuesday another fire had begun].", "2017-02-21"),
    ("<An official> {said} [Tuesday was late].", None),
    # openings
    ("Asked about the fire at his weekly briefing Tuesday, <Lee> {said} [it was out].", "2017-02-21"),
    ("Asked about the fire that began Tuesday, <Lee> {said} [it was out].", None),
    ("Asked Tuesday if he would go and say that it is late, <Lee> {said} [no].", "2017-02-21"),
    ("Even Tuesday, <she> {claimed} [it is dry].", "2017-02-21"),
    ("The criticism went on Tuesday, as <farmers> {said} [it is dry].", "2017-02-21"),
    ("The talks go on Tuesday as <farmers> {seek} [rain].", None),
    ("<Ann Lee> hit on that theme in Tuesday's interview, {saying} [it is dry].", "2017-02-21"),
    ("On the heels of the storm on Tuesday, <Ann Lee> {said} [it is dry].", None),
    ("In the wake of his loss Tuesday to Orr, <Ann Lee> {said} [it is dry].", None),
    ("<Ann Lee> {said}, of the pledge Orr made on Tuesday, [that it is dry].", None),
    ("<Ann Lee> {said}, in a speech she gave on Tuesday, [that it is dry].", "2017-02-21"),
]


@pytest.mark.parametrize(("markup", "date"), SAID)
def test_the_day_of_a_saying(markup: str, date: str | None) -> None:
    page, attributions = marked(markup, published="2017-02-23")
    said = resolve(page, attributions, ReadOptions()).statements[-1].said
    assert (said and said.edtf) == date
