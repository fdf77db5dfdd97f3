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
]


@pytest.mark.parametrize(("markup", "date"), SAID)
def test_the_day_of_a_saying(markup: str, date: str | None) -> None:
    page, attributions = marked(markup, published="2017-02-23")
    said = resolve(page, attributions, ReadOptions()).statements[-1].said
    assert (said and said.edtf) == date
