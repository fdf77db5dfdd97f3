"""Clusters of quotations: the same words across pages, in any order of adding."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reuse.clusters import Difference, Printed, QuotationIndex, may_share, overlap, raw_words
from onrecord.reuse.normalise import words

HARBOUR = "The harbour will be open again before the first snow falls, and not a day later"


def printed(number: int, text: str, speaker: str | None = "Ann Reed", day: int = 1, **more: object) -> Printed:
    return Printed(
        id=str(number), text=text, page=f"p{number}", published=f"2020-03-{day:02d}", speaker=speaker, **more
    )


SAME = [
    (HARBOUR, "“The harbour will be open again … not a day later”"),
    (HARBOUR, "The harbour will be open again before the first snow falls"),
    (HARBOUR, "The harbour will be open soon, before the first snow falls, and not a day later"),
    ("We know the price", "we know the price,"),
]
APART = [
    (HARBOUR, "Ann Reed", 1, "The harbour will be open again before the first snow falls", "Ann Reed", 30),
    ("Our thoughts are with the families", "Ann Reed", 1, "Our thoughts are with the families", "Bo Lind", 1),
    (HARBOUR, "Ann Reed", 1, "The mill was closed by the owners in the spring of last year", "Ann Reed", 1),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_words_are_one_cluster(one, other):
    index = QuotationIndex()
    index.add(printed(1, one))
    index.add(printed(2, other, day=2))
    (cluster,) = index.clusters()
    assert [one.id for one in cluster.printed] == ["1", "2"]
    assert index.trace(other) == cluster


@pytest.mark.parametrize(("one", "who", "day", "other", "whom", "later"), APART)
def test_other_words_days_and_speakers_stay_apart(one, who, day, other, whom, later):
    index = QuotationIndex()
    index.add(printed(1, one, who, day))
    index.add(printed(2, other, whom, later))
    assert not list(index.clusters())


def test_a_cluster_tells_wordings_in_time_order_their_differences_and_credits():
    index = QuotationIndex()
    index.add(
        printed(
            1, "We will open the old harbour road in May with a feast", day=5, outlet="Courier", route=("Wire", "Radio")
        )
    )
    index.add(printed(2, "We will open the harbour road in June with a feast", day=3, outlet="Wire"))
    index.add(printed(3, "We will open the harbour road in June with a feast", day=4, outlet="Echo", route=("Wire",)))
    (cluster,) = index.clusters()
    assert cluster.earliest.id == "2"
    assert [len(wording.printed) for wording in cluster.wordings] == [2, 1]
    assert cluster.wordings[1].differences == (Difference("", "old"), Difference("june", "may"))
    assert cluster.credits == (("Echo", "Wire"), ("Courier", "Wire"), ("Wire", "Radio"))


def test_the_order_of_adding_does_not_matter():
    pages = [printed(i, text, day=1 + i % 5) for i, text in enumerate([HARBOUR, *(pair[1] for pair in SAME[:3])] * 3)]
    seen = set()
    for seed in range(6):
        index = QuotationIndex()
        for page in random.Random(seed).sample(pages, len(pages)):
            index.add(page)
        seen.add(tuple(tuple(sorted(one.id for one in cluster.printed)) for cluster in index.clusters()))
    assert len(seen) == 1


def test_a_formula_printed_everywhere_stays_cheap():
    index = QuotationIndex()
    for number in range(3_000):
        index.add(printed(number, f"Our thoughts are with the families of town {number}", f"Name Person{number}"))
    assert max(len(listed) for listed in index._postings.values()) <= 48


def test_nothing_is_added_for_a_text_without_words():
    index = QuotationIndex()
    assert not index.add(printed(1, "…!"))
    assert index.trace("…") is None


PLAN = "Any plan that the council has not seen will not be signed by the mayor now or ever in later years"
SOON = "Our port must be open soon before the first snow falls, and not a week later"
READ = "let me be clear: any plan that the council has not read will not be signed by the mayor"
WIN = "they will win here in the old harbour town"


def row(one, other, day, same):
    return pytest.param(one, other, day, same, id=f"{other[:30]} on day {day}")


@pytest.mark.parametrize(
    ("one", "other", "day", "same"),
    [
        # written down from hearing: a word here and there, still days later
        row(HARBOUR, "The harbour will open again before the first snow falls, and not one day later", 9, True),
        # the same point made again in other words: only where the day is the same, and never where it is a quarter
        row(HARBOUR, "Our harbour will be open once more before the first snow falls, not a week later", 1, False),
        row(f"{HARBOUR} than that, as all of us know", f"{SOON} than that, as all of us know", 1, True),
        row(f"{HARBOUR} than that, as all of us know", f"{SOON} than that, as all of us know", 2, False),
        # a formula that goes on in other words
        row("We are not happy with the harbour", "They are not happy with the mill", 1, False),
        row("I want to talk to you about the harbour", "I want to talk to you about fish", 2, False),
        row("I want to talk to you about the harbour", "to talk to you about the harbour", 2, True),
        # goes on in other words, or changes some as well: the later it is, the likelier said again
        row(f"And {HARBOUR}", f"So {HARBOUR.replace('will be open', 'must be free')}", 4, True),
        row(f"And {HARBOUR}", f"So {HARBOUR.replace('will be open', 'must be free')}", 5, False),
        row(PLAN, f"So {READ}", 2, True),
        row(PLAN, f"So {READ}", 3, False),
        row(PLAN, f"So {READ} of this town", 1, False),
        row(f"So {WIN}", f"And {WIN}", 3, True),
        row(f"So {WIN}", f"And {WIN}", 4, False),
    ],
)
def test_words_that_contradict_are_said_again(one, other, day, same):
    index = QuotationIndex()
    index.add(printed(1, one))
    index.add(printed(2, other, day=day))
    assert len(list(index.clusters(at_least=1))) == (1 if same else 2)


@pytest.mark.parametrize(
    ("words", "speakers", "day", "same"),
    [
        ("it is time to move on", ("Ann Reed", "Ann Reed"), 2, True),
        ("it is time to move on", ("Ann Reed", "Ann Reed"), 3, False),
        ("it is time to move on", ("Ann Reed", None), 1, True),
        ("it is time to move on", ("Ann Reed", None), 2, False),
        ("it is time to close the mill", ("Ann Reed", None), 2, True),  # one rare word
        ("it is time to close the mill", ("Ann Reed", None), 3, False),
        ("we have fewer boats and bayonets", ("Ann Reed", None), 4, True),  # three
        ("we have fewer boats and bayonets", ("Ann Reed", None), 5, False),
        ("are you better off than you were four years ago", (None, None), 2, False),
        ("are you better off than you were before the flood", (None, None), 2, True),
        ("you are better off than in the flood and storm", (None, None), 4, True),
        ("you are better off than in the flood and storm", ("Ann Reed", "Ann Reed"), 5, False),
        ("the mayor is better off than the miller", ("Ann Reed", "Ann Reed"), 4, True),
    ],
)
def test_everyday_words_tell_of_no_one_utterance(words, speakers, day, same):
    index = QuotationIndex()
    index.add(printed(1, words, speakers[0]))
    index.add(printed(2, words, speakers[1], day))
    assert len(list(index.clusters(at_least=1))) == (1 if same else 2)


FREE = "Every boat will leave the harbour free of duty"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        # (the day of printing, the day on which the page says that it was said)
        ((20, None), (20, None), True),
        ((20, 3), (20, 16), False),  # said twice, and printed on one day
        ((20, 15), (20, 16), True),  # the same evening
        ((20, 9), (20, 16), True),  # "on Monday", taken for another one
        ((20, 2), (9, 2), True),  # both pages tell of one day, however late they are printed
        ((20, 9), (9, None), True),  # a page of that day, and one that looks back
        ((20, None), (9, None), False),
    ],
)
def test_days_of_saying_that_the_pages_tell(first, second, same):
    index = QuotationIndex()
    for number, (day, said) in enumerate((first, second)):
        index.add(printed(number, FREE, day=day, said=said and f"2020-03-{said:02d}"))
    assert len(list(index.clusters(at_least=1))) == (1 if same else 2)


def test_long_words_are_one_utterance_whatever_the_days_of_saying():
    index = QuotationIndex()
    index.add(printed(1, HARBOUR, said="2020-03-01"))
    index.add(printed(2, HARBOUR, day=30, said="2020-03-30"))
    assert len(list(index.clusters())) == 1


TRICKY = ["the", "harbour", "isn't", "open", "U.S.", "gonna", "twenty", "5", "café", "we'll", "fish"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(TRICKY), min_size=5), st.data())
def test_the_quick_look_lets_through_all_that_share_enough(said, data):
    low = data.draw(st.integers(0, len(said) - 1))
    other = " ".join(said[low:] + data.draw(st.lists(st.sampled_from(["snow", "mill", "it's", "ok"]))))
    one = " ".join(said)
    if overlap(words(one), words(other)) is not None:
        assert may_share(frozenset(words(one)) | raw_words(one), words(one), other)
        assert may_share(frozenset(words(other)) | raw_words(other), words(other), one)
