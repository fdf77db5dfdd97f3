"""What kind of speaker a source is, and whom "who" goes back to: tables of small pages."""

from __future__ import annotations

import pytest
from speaking_pages import marked

from onrecord.core.options import ReadOptions
from onrecord.core.statements import Speaker
from onrecord.resolution import resolve


def speaker_of(markup: str) -> Speaker:
    page, attributions = marked(markup)
    return resolve(page, attributions, ReadOptions()).statements[-1].speaker


WHO = [
    ("The talks went on with Ann Lee, <who> {said} [it is dry].", "person", "Ann Lee"),
    ("The talks went on with Ann Lee, now the Harrow council leader, <who> {said} [it is dry].", "person", "Ann Lee"),
    ("It fell to Sen. Ann Lee (R-Ohio), <who> {said} [it is dry].", "person", "Ann Lee"),
    ("It fell to Ann Lee of the Rivers Union, <who> {said} [it is dry].", "person", "Ann Lee"),
    ("It angered Ann Lee’s friends, <who> {said} [it is dry].", "group", None),
    ("Ann Lee refused to pay an architect <who> {said} [it is dry].", "unnamed", None),
    ("The change by Ann Lee may calm farmers on Long Hill, <who> {have said} [it is dry].", "group", None),
    ("Ann Lee took calls from listeners to the program <who> {said} [it is dry].", "group", None),
]


@pytest.mark.parametrize(("page", "kind", "name"), WHO)
def test_who_is_the_one_named_beside_it_or_the_noun_between(page: str, kind: str, name: str | None) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == (kind, name)


KINDS = [
    ("VIGO - <European leaders> {said} [it is dry].", "group", None),
    ("<VIGO — European leaders> {said} [it is dry].", "group", None),
    ("<their backers> {said} [it is dry].", "group", None),
    ("Bernard Sanders came. <Sanders> {said} [it is dry].", "person", "Bernard Sanders"),
    ("<one of Mr. Stern's advisers> {said} [it is dry].", "unnamed", None),
    ("<Democrats’> claim {said} [it is dry].", "group", None),
]

SURNAMES = [
    ("Larry King came late. <Mr. King> {said} [it is dry].", "person", "Larry King"),
    ("Ms. Michelle Orr came too. Later <Mr. Orr> {said} [it is dry].", "person", "Orr"),
    ("A baker came late. <The baker> {said} [it is dry].", "unnamed", None),
]


@pytest.mark.parametrize(("page", "kind", "name"), KINDS)
def test_words_for_several_people_are_a_group(page: str, kind: str, name: str | None) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == (kind, name)


@pytest.mark.parametrize(("page", "kind", "name"), SURNAMES)
def test_a_surname_is_its_bearers_whom_the_form_of_address_fits(page: str, kind: str, name: str | None) -> None:
    found = speaker_of(page)
    assert (found.kind.value, found.name) == (kind, name)
