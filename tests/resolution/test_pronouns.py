from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speaking_pages import article, said

from onrecord.core.options import ReadOptions
from onrecord.core.statements import Form
from onrecord.resolution import resolve
from onrecord.resolution.entities import read_entities
from onrecord.resolution.pronoun_features import NAMES, features, pronoun_at
from onrecord.resolution.pronouns import default_weights, rank


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Anna Reyes opened the bridge. She said it is long.", "She", "Anna Reyes"),
        ("Anna Reyes met Paul Stern. He said it is long.", "He", "Paul Stern"),
        ("Paul Stern called Anna Reyes. She said it is long.", "She", "Anna Reyes"),
        ("Mr. Shaw met Ms. Vane on Monday. She said it is long.", "She", "Vane"),
        ("Spokeswoman Kim Orr met Lee Dow, a fisherman. She said it is long.", "She", "Kim Orr"),
        ("Anna Reyes, who said it is long, left.", "who", "Anna Reyes"),
    ],
)
def test_who_is_meant(text, source, name):
    page = article(text)
    (statement,) = resolve(page, [said(page, source, "it is long")], ReadOptions()).statements
    assert statement.speaker.name == name
    assert statement.speaker.evidence[0].text == source


def test_the_last_speaker_speaks_again():
    text = "Paul Stern said it is dry. The river is low, as Tom Bell knows. He said it is long. He said no."
    page = article(text)
    first = said(page, "Paul Stern", "it is dry")
    second = said(page, "He", "no", after=text.index("He said no"))
    assert resolve(page, [first, second], ReadOptions()).statements[1].speaker.name == "Paul Stern"


def test_nobody_speaks_of_himself_by_name_and_the_nearest_mention_counts():
    text = "Paul Stern met Tom Bell. Bell left. “Stern is late,” he said."
    page = article(text)
    attribution = said(page, "he", "Stern is late,", "said", form=Form.DIRECT)
    assert resolve(page, [attribution], ReadOptions()).statements[0].speaker.name == "Tom Bell"


def test_a_page_that_says_she_doesnt_mean_her_by_he():
    text = "Justice Orrbeck wrote it. She said it is dry. Later he said it is wet."
    page = article(text)
    she = said(page, "She", "it is dry")
    he = said(page, "he", "it is wet", after=text.index("Later"))
    first, second = resolve(page, [she, he], ReadOptions()).statements
    assert first.speaker.name == "Orrbeck"
    assert second.speaker.name is None


def test_nobody_of_the_other_sex_and_nobody_after():
    page = read_entities(article("Mrs. Anna Reyes left. He said no. Paul Stern came."))
    assert rank(page, page.text.index("He"), page.text.index("He") + 2, "m") == []


@pytest.mark.parametrize(
    ("text", "word", "sort"),
    [("saw her yesterday's son", "her", "p"), ("saw her.", "her", "o"), ("saw her in town", "her", "o"),
     ("his", "his", "p"), ("then she left", "she", "s"), ("met him", "him", "o")],
)  # fmt: skip
def test_the_case_of_a_pronoun(text, word, sort):
    start = text.index(word)
    assert pronoun_at(text, start, start + len(word), "f").sort == sort


def test_the_weights_fit_the_features():
    weights = default_weights()
    assert weights.linear.shape == (len(NAMES),)
    assert weights.hidden.shape == (len(NAMES), len(weights.offset))
    assert len(set(NAMES)) == len(NAMES)
    assert json.dumps(weights.none)


@given(
    st.lists(
        st.sampled_from(["Anna Reyes", "Paul Stern", "he", "she", "said", ".", "and", "Mr. Shaw", "\n", "“", "her"]),
        min_size=2,
    )
)
def test_probabilities_add_up_to_at_most_one(tokens):
    text = " ".join([*tokens, "he said no"])
    page = read_entities(article(text))
    start = text.rindex("he said")
    ranked = rank(page, start, start + 2, "m")
    assert sum(one.probability for one in ranked) <= 1 + 1e-9
    assert [one.probability for one in ranked] == sorted((one.probability for one in ranked), reverse=True)
    people = list(page.entities)
    for entity in people:
        assert entity.mentions == sorted(entity.mentions, key=lambda mention: mention.start)
    rows = features(page, pronoun_at(text, start, start + 2, "m"), people, "", None) if people else []
    assert all(len(row) == len(NAMES) for row in rows)
