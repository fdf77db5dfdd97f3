"""Tracing words in a record: pages, wordings, copies, credits and speakers."""

from __future__ import annotations

import pytest
from conftest_store import reading
from test_tracing_keep import CHANGED, CUT, HARBOUR, MILL, page, story

from onrecord.core.errors import UsageError
from onrecord.core.statements import Form
from onrecord.reuse.clusters import Difference
from onrecord.reuse.traces import Change

LONGER = "the harbour will be open again before the first snow falls, and not a day"
SHORT = "We know the price"


def story_page(number: int, words: str, day: int, outlet: str, name: str | None = "Ann Reed", **more):
    body = f"“{words},” {name or 'an official'} said." + more.pop("rest", f" Page {number} ends.")
    return reading(body, f"https://{outlet.lower()}.example/{number}", outlet, f"2020-03-{day:02d}",
                   (words + ",", name, more))  # fmt: skip


@pytest.fixture
def filled(record):
    wire = story(1, 300)
    record.add([
        story_page(1, HARBOUR, 3, "Wire", rest=wire),
        story_page(2, HARBOUR, 3, "Courier", rest=wire, route=["Wire"]),
        story_page(3, CUT, 4, "Echo", route=["Courier", "Wire"]),
        story_page(4, CHANGED, 5, "Gazette", name="Bo Lind"),
        story_page(5, HARBOUR, 6, "Herald", name=None),
        story_page(6, MILL, 5, "Echo"),
        story_page(7, SHORT, 5, "Echo"),
        reading(f"It is said that {LONGER}. Nobody knows who said it.", "https://post.example/8", "Post", "2020-03-09",
                (LONGER, None, {"form": Form.INDIRECT})),
        reading(f"The town knows that {LONGER}.", "https://post.example/9", "Post", "2020-03-10"),
    ])  # fmt: skip
    return record


def numbers(printed) -> list[str]:
    return [one.page.rpartition("/")[2] for one in printed]


@pytest.mark.parametrize("asked", [HARBOUR, "the harbour will be open again", f"“{CUT.upper()}”", CHANGED])
def test_every_page_that_printed_the_words_or_a_part_of_them(filled, asked):
    found = filled.trace(asked)
    (quotation,) = found.quotations
    assert numbers(quotation.printed) == ["2", "1", "3", "4", "5"]
    assert [numbers(wording.printed) for wording in quotation.wordings] == [["2", "1", "5"], ["3"], ["4"]]
    assert quotation.wordings[2].differences == (Difference("again", "soon"),)
    assert filled.quotation(quotation.key) == quotation


def test_pages_without_marks_or_without_a_statement(filled):
    found = filled.trace(HARBOUR)
    assert numbers(found.elsewhere) == ["8", "9"]
    assert [one.marked for one in found.elsewhere] == [False, False]
    texts = {one.article.id: one.article.text for one in filled.readings()}
    assert all(texts[one.article][one.start : one.end] == one.text == LONGER for one in found.elsewhere)


def test_the_spans_are_where_the_words_stand(filled):
    texts = {one.article.id: one.article.text for one in filled.readings()}
    for one in filled.trace(HARBOUR).printed:
        assert one.text in texts[one.article][one.start : one.end]


def test_the_earliest_pages_and_what_the_record_covers(filled):
    found = filled.trace(HARBOUR)
    assert numbers(found.earliest) == ["2", "1"]  # two pages of one day: which came first is not known
    covered = found.coverage
    assert (covered.articles, covered.outlets, covered.first, covered.last) == (9, 6, "2020-03-03", "2020-03-10")


def test_copies_are_one_origin(filled):
    found = filled.trace(HARBOUR)
    (copy,) = found.copies
    assert (numbers(copy.printed), copy.credited) == (["2", "1"], "Wire")
    assert found.origins == 6


def test_credits_are_a_graph(filled):
    graph = filled.trace(HARBOUR).credits
    assert [(edge.credits, edge.credited, len(edge.pages)) for edge in graph.edges] == [
        ("Courier", "Wire", 2),
        ("Echo", "Courier", 1),
    ]
    assert (graph.nodes[0].name, graph.nodes[0].printed, graph.nodes[0].credited) == ("Wire", 1, 2)


def test_where_the_words_lost_their_speaker_or_gained_another(filled):
    changes = filled.trace(HARBOUR).speaker_changes
    assert [(one.change, numbers([one.printed]), one.before, one.after) for one in changes] == [
        (Change.ANOTHER, ["4"], "Ann Reed", "Bo Lind"),
        (Change.LOST, ["5"], "Ann Reed", None),
    ]


@pytest.mark.parametrize("asked", [SHORT, "the price", "know"])
def test_a_few_words_are_traced_as_a_phrase(filled, asked):
    assert numbers(filled.trace(asked).printed) == ["7"]


@pytest.mark.parametrize("said", ["Новый мост", "την άνοιξη"])
def test_accented_words_of_other_scripts_are_traced(record, said):
    record.add([story_page(1, said, 3, "Wire")])
    assert numbers(record.trace(said).printed) == ["1"]


@pytest.mark.parametrize(
    "asked", ["price the", "Nobody ever printed any of these words at all", "'; DROP TABLE quoted; --"]
)
def test_words_that_nobody_printed(filled, asked):
    found = filled.trace(asked)
    assert (found.printed, found.earliest, found.quotations) == ((), (), ())


@pytest.mark.parametrize("asked", ["", "…", "“”"])
def test_no_words_are_refused(filled, asked):
    with pytest.raises(UsageError, match="no words"):
        filled.trace(asked)


def test_a_limit_is_said(filled):
    found = filled.trace(HARBOUR, limit=2)
    assert found.more
    assert len(found.quotations[0].printed) == 2


def test_the_quotations_most_repeated_altered_and_credited_differently(record):
    record.add([page(n, MILL, 1 + n) for n in range(4)])
    record.add([page(5, HARBOUR), page(6, CHANGED, 2), page(7, CUT, 2)])
    road = "The road to the north is the longest one that we have ever built, and the best"
    record.add([page(8, road), page(9, road, 2, name="Bo Lind")])
    assert [one.pages for one in record.quotations()] == [4, 3, 2]
    assert [(one.pages, one.altered) for one in record.quotations("altered")] == [(3, 1)]
    assert [one.speakers for one in record.quotations("credited")] == [("Ann Reed", "Bo Lind")]
    with pytest.raises(UsageError, match="valid are"):
        record.quotations("best")
    with pytest.raises(UsageError, match="no quotation"):
        record.quotation(999)
