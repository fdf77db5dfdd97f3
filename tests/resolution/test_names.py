from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolution.mentions import MentionKind, find_mentions
from onrecord.resolution.names import core, fold, same_person

PERSON, ORGANIZATION, PLACE = MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.PLACE


def mentions(text):
    return [(m.kind, " ".join(m.parts), m.title) for m in find_mentions(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the minister, Anna Bergström, said", [(PERSON, "Anna Bergström", "")]),
        ("said Dr. Maria van der Velden of", [(PERSON, "Maria van der Velden", "Dr.")]),
        ("Alexander Van der Bellen said", [(PERSON, "Alexander Van der Bellen", "")]),
        ("with Abdel Fattah al-Sisi today", [(PERSON, "Abdel Fattah al-Sisi", "")]),
        ("to Siobhan O’Rourke’s friend", [(PERSON, "Siobhan O’Rourke", "")]),
        ("and Alexandria Ocasio-Cortez too", [(PERSON, "Alexandria Ocasio-Cortez", "")]),
        ("by Vice President John R. Hale Jr. in", [(PERSON, "John R. Hale Jr.", "Vice President")]),
        ("Ohio Gov. Paula Reyes said", [(PERSON, "Paula Reyes", "Ohio Gov.")]),
        ("Howard Dean and Anita Hill", [(PERSON, "Howard Dean", ""), (PERSON, "Anita Hill", "")]),
        ("Secretary of State Edith Lund said", [(PERSON, "Edith Lund", "Secretary of State")]),
        (
            "the Department of Health and Human Services said",
            [(ORGANIZATION, "Department of Health and Human Services", "")],
        ),
        ("a University of Chicago study", [(ORGANIZATION, "University of Chicago", "")]),
        ("the DHS said", [(ORGANIZATION, "DHS", "")]),
        ("in Mexico City", [(ORGANIZATION, "Mexico City", "")]),
        ("New Zealand said", [(PLACE, "New Zealand", "")]),
        ("the senator (R-Fla.) said", []),
        ("a woman, April Stone, said", [(PERSON, "April Stone", "")]),
        ("in April Stone Group left", [(ORGANIZATION, "Stone Group", "")]),
        ("يقول محمد علي", [(MentionKind.NAME, "يقول محمد علي", "")]),
    ],
)
def test_mentions(text, expected):
    assert mentions(text) == expected


def test_an_office_names_its_body_too():
    found = mentions("U.S. Department of Water Safety Secretary John Hale wrote")
    assert (ORGANIZATION, "U.S. Department of Water Safety", "") in found
    assert (PERSON, "John Hale", "U.S. Department of Water Safety Secretary") in found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("John Hale", "John R. Hale", True),
        ("John Hale", "Jane Hale", False),
        ("J. Hale", "John Hale", True),
        ("Bill Moran", "William Moran", True),
        ("Peña Nieto", "Enrique Peña Nieto", True),
        ("John A. Hale", "John B. Hale", False),
        ("Abdel al-Sisi", "Abdel Sisi", True),
        ("John Hale Jr.", "John Hale", True),
        ("Ludwig van Beek", "Ludwig Beek", True),
    ],
)
def test_same_person(one, other, same):
    assert same_person(core(tuple(one.split())), core(tuple(other.split()))) is same


@given(st.text(max_size=300))
def test_mentions_lie_in_the_text_in_order_and_have_their_words(text):
    last = 0
    for mention in find_mentions(text, 0, len(text)):
        assert 0 <= mention.outer <= mention.start < mention.end <= len(text)
        assert mention.outer >= last or mention.kind is PERSON
        assert text[mention.start : mention.end].startswith(mention.parts[0][:1])
        last = mention.outer


@given(st.text(min_size=1, max_size=30))
def test_folding_is_stable(word):
    assert fold(fold(word)) == fold(fold(fold(word)))


def test_a_name_of_three_hundred_words_is_bounded():
    text = " ".join(["Anna"] * 300)
    assert all(len(m.parts) <= 14 for m in find_mentions(text, 0, len(text)))
