"""Routes by the shape of the words around an outlet, passages that a page takes over from one, dates of the saying."""

from __future__ import annotations

from dataclasses import replace

import pytest
from speaking_pages import marked

from onrecord.core.article import Fact
from onrecord.core.options import ReadOptions
from onrecord.core.statements import Statement
from onrecord.resolution import resolve
from onrecord.resolution.dates import said_of

NOTE = "The Boston Globe wrote about the drought."


def last_of(markup: str) -> Statement:
    article, attributions = marked(markup)
    return resolve(article, attributions, ReadOptions()).statements[-1]


SHAPES = [
    ("<Ann Lee> {told} Bob Orr of Fox News [that it is dry].", ["Fox News"]),
    ("In a Wall Street Journal essay, <Ann Lee> {said} [it is dry].", ["The Wall Street Journal"]),
    ('On "Face the Nation," <Ann Lee> {said} [it is dry].', ["CBS News"]),
    ('"[It is dry,]" <Ann Lee> {said} to the Boston Globe.', ["The Boston Globe"]),
    ("On Monday night, to ABC News, <she> {said}: [it is dry].", ["ABC News"]),
    ("{According to} <records obtained by USA Today>, [it is dry].", ["USA Today"]),
    ("<Ann Lee> {told} KMOV-TV [it is dry].", ["KMOV"]),
    (f"{NOTE}\n<Ann Lee> {{told}} the newspaper [it is dry].", ["The Boston Globe"]),
    ("CNN wrote about it.\n<Ann Lee> {told} the network [it is dry].", ["CNN"]),
    (f"{NOTE}\n<Ann Lee> {{told}} the magazine [it is dry].", []),
    (f"{NOTE}\n<Ann Lee> {{said}} at the newspaper's office [that it is dry].", []),
    ("It was reported by The Hill, <which> {said} [it is dry].", []),
    ('"[It is dry,]" <Ann Lee> {said}."It rains there," Bob Orr said, CNN reported.', []),
]


@pytest.mark.parametrize(("markup", "route"), SHAPES)
def test_shapes_of_a_route(markup, route):
    assert [step.name for step in last_of(markup).route] == route


def test_a_relay_passes_on_what_somebody_had_also_said():
    said = last_of("[Former Elmby spokesman Ann Lee had also described it as dry], <The Hill> {reported}.")
    assert (said.speaker.name, [step.name for step in said.route]) == ("Ann Lee", ["The Hill"])


PASSAGES = [
    ('The Hill reports:\n"<Ann Lee> {said} [that it is dry]."', ["The Hill"]),
    ('The Hill reports that:\n"It rains there. <Ann Lee> {said} [that it is dry]."', ["The Hill"]),
    ("The Hill writes:\n<Ann Lee> {said} [that it is dry].", ["The Hill"]),
    ("From The Hill:\n<Ann Lee> {said} [that it is dry].", ["The Hill"]),
    ("It was in The Hill. The newspaper adds:\n<Ann Lee> {said} [that it is dry].", ["The Hill"]),
    ('The Hill reports:\n"It rains there.\n"<Ann Lee> {said} [that it is dry]."', ["The Hill"]),
    ('The Hill reports:\n"It rains there."\n"[It is dry]," <Ann Lee> {said}.', []),
    ("The Hill reports:\nIt rains there.\n<Ann Lee> {said} [that it is dry].", []),
    ("Ann Lee reports to The Hill.\n<Ann Lee> {said} [that it is dry].", []),
    ("It was in The Hill: a flood.\n<Ann Lee> {said} [that it is dry].", []),
]


@pytest.mark.parametrize(("markup", "route"), PASSAGES)
def test_statements_of_a_passage_came_through_its_outlet(markup, route):
    assert [step.name for step in last_of(markup).route] == route


NO_RELAYS = [
    "[Utah is the state of choice for many], <The Hill> {reports}.",
    "[The mayor Ann Lee continues to pump water into the town], <The Hill> {reports}.",
]


@pytest.mark.parametrize("markup", NO_RELAYS)
def test_a_noun_or_another_verb_is_no_saying(markup):
    assert last_of(markup).speaker.name == "The Hill"


# 2017-02-23 is a Thursday.
DATES = [
    ("<Ann Lee> spoke out Tuesday about the drought, {arguing} [that it is dry].", "2017-02-21"),
    ("<Ann Lee> told CNN on Monday that it would rain, {adding} [that it is dry].", "2017-02-20"),
    ("<Ann Lee>, who was elected in 2012, spoke, {saying} [that it is dry].", None),
    ("<Ann Lee> {said} [Tuesday, after the vote, that it is dry].", "2017-02-21"),
    ("<Ann Lee> {said} [Tuesday is a dry day].", None),
    ("<Ann Lee> {told} USA Today [that it is dry].", None),
    ("<Ann Lee> {said} today [that it is dry].", "2017-02-23"),
    ("<Ann Lee> {said} as she left the court on Monday [that it is dry].", "2017-02-20"),
    ("<A letter>, posted on Feb. 20, {said} [that it is dry].", "2017-02-20"),
    ("Yet on Feb. 20, <Ann Lee> {said} [that it is dry].", "2017-02-20"),
]


@pytest.mark.parametrize(("markup", "edtf"), DATES)
def test_dates_that_hang_on_the_saying(markup, edtf):
    article, (attribution,) = marked(markup, published="2017-02-23")
    found = said_of(article, attribution)
    assert (found and found.edtf) == edtf


@pytest.mark.parametrize(
    ("updated", "edtf"), [(None, "2017-02-17"), ("2017-02-24", None), ("2017-03-24", "2017-02-17")]
)
def test_a_weekday_between_the_first_and_the_last_state_of_a_story_is_unknown(updated, edtf):
    article, (attribution,) = marked("<Ann Lee> {said} on Friday [that it is dry].", published="2017-02-23")
    changed = replace(article, updated=Fact(updated, "option") if updated else None)
    found = said_of(changed, attribution)
    assert (found and found.edtf) == edtf
