"""Refining attributions with the quotation marks: tables of marked-up pages, and what must hold for any text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.attribution.quotations import paragraph_ranges
from onrecord.attribution.quotations_fit import repair
from onrecord.attribution.quotations_refine import refine
from onrecord.core.article import Article, Block, BlockKind
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution

_TAG = re.compile(r"\{([cqs])(\d) (.*?)\}", re.DOTALL)


def article_of(text: str) -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, start, end) for start, end in paragraph_ranges(text))
    return Article(id="a", page="p", text=text, blocks=blocks)


def tagged(markup: str) -> tuple[Article, list[Attribution]]:
    """``{c1 content} {q1 cue} {s1 source}`` as an article and its attributions, by their numbers."""
    text, roles, last = "", {}, 0
    for found in _TAG.finditer(markup):
        text += markup[last : found.start()]
        roles.setdefault(found[2], {"c": [], "q": [], "s": []})[found[1]].append((len(text), len(text) + len(found[3])))
        text += found[3]
        last = found.end()
    text += markup[last:]
    spans = {n: {r: tuple(Span.of(text, *x) for x in xs) for r, xs in by.items()} for n, by in roles.items()}
    return article_of(text), [
        Attribution(content=by["c"], cue=by["q"], source=by["s"]) for _, by in sorted(spans.items())
    ]


# Markup as a tagger might give it, and the refined (form, parts, cue) of each attribution.
REFINED = [
    ('{c1 "We will go,"} {s1 she} {q1 said}.', [("direct", ["We will go,"], "said")]),
    ('"{c1 We will go}," {s1 she} {q1 said}.', [("direct", ["We will go,"], "said")]),
    ('“{c1 We will go}," {s1 she} {q1 said}.', [("direct", ["We will go,"], "said")]),
    ('{c1 "We will} go," {s1 she} {q1 said}.', [("direct", ["We will go,"], "said")]),
    ('"We will {c1 go at once. We must."} {s1 she} {q1 said}.', [("direct", ["We will go at once. We must."], "said")]),
    ("{s1 She} {q1 said} {c1 ‘we will go’}.", [("direct", ["we will go"], "said")]),
    (
        "{s1 She} {q1 says} {c1 officials were told to leave the U.S}.",
        [("indirect", ["officials were told to leave the U.S."], "says")],
    ),
    ("{s1 She} {q1 says} {c1 officials left the city.}", [("indirect", ["officials left the city"], "says")]),
    ('{s1 She} {q1 said} {c1 it was "a mess}."', [("mixed", ['it was "a mess."'], "said")]),
    ('{s1 She} {q1 said} {c1 it was "a mess".}', [("mixed", ['it was "a mess"'], "said")]),
    ('{s1 She} {q1 said} {c1 that "we} will go today."', [("mixed", ['that "we'], "said")]),
    ('{s1 She} {q1 called} {c1 the "experts" wrong}.', [("mixed", ['the "experts" wrong'], "called")]),
    (
        '{c1 "We will go,"} {q1 notes} {s1 DHS}, according to the Times. "All of us must go."',
        [("direct", ["We will go,", "All of us must go."], "notes")],
    ),
    (
        '{c1 "We will go,"} {q1 said} {s1 Gov. Ann Lee}. {c2 "All of us must go."}',
        [("direct", ["We will go,", "All of us must go."], "said")],
    ),
    (
        '{c1 "We will go,"} {q1 said} {s1 Lee}. Jones did not. "None of us must go."',
        [("direct", ["We will go,"], "said")],
    ),
    (
        '{c1 "We will go,"} {s1 Lee} {q1 said} of the "experts" there.',
        [("direct", ["We will go,"], "said")],
    ),
    (
        '{s1 Lee} {q1 said}: {c1 "We will go.}\n\n"All of us must."',
        [("direct", ["We will go."], "said"), ("direct", ["All of us must."], None)],
    ),
    (
        '{s1 Lee} {q1 said}: {c1 "We will go.\n\n"All of us must."}',
        [("direct", ["We will go."], "said"), ("direct", ["All of us must."], None)],
    ),
    ('The "experts left.\n\n"All of us must."', []),
    ("{s1 Lee} {q1 demurred}.", [("indirect", [], "demurred")]),
]


@pytest.mark.parametrize(("markup", "expected"), REFINED)
def test_refines(markup: str, expected: list[tuple[str, list[str], str | None]]) -> None:
    article, attributions = tagged(markup)
    refined = refine(article, attributions)
    assert [
        (a.form.value, [span.text for span in a.content], a.cue[0].text if a.cue else None) for a in refined
    ] == expected
    assert refine(article, refined) == refined


REPAIRED = [
    ('"{c1 We will go}," {s1 she} {q1 said}.', ['"We will go,"']),
    ('{c1 "We will} go," {s1 she} {q1 said}.', ['"We will go,"']),
    ('{s1 She} {q1 said} {c1 it was "a mess}."', ['it was "a mess."']),
    ("{s1 She} {q1 said} {c1 it was, a mess,} too.", ["it was, a mess,"]),
]


@pytest.mark.parametrize(("markup", "expected"), REPAIRED)
def test_repairs_in_the_corpora_own_form(markup: str, expected: list[str]) -> None:
    article, attributions = tagged(markup)
    (repaired,) = repair(article.text, paragraph_ranges(article.text), attributions)
    assert [span.text for span in repaired.content] == expected


_TEXTS = st.text(alphabet="abU. S,5\n\"'“”‘’—?", min_size=1, max_size=80)


@st.composite
def _tagged_texts(draw: st.DrawFn) -> tuple[Article, list[Attribution]]:
    text = draw(_TEXTS)
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=12))
    edges = sorted(set(cuts))
    spans = [Span.of(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    attributions: list[Attribution] = []
    while spans:
        content, cue, source, spans = spans[:1], spans[1:2], spans[2:3], spans[3:]
        attributions.append(Attribution(content=tuple(content), cue=tuple(cue), source=tuple(source)))
    return article_of(text), attributions


def _words(attributions: tuple[Attribution, ...] | list[Attribution]) -> set[int]:
    return {
        span.start + found.start()
        for attribution in attributions
        for span in attribution.content
        for found in re.finditer(r"\w", span.text)
    }


def _tagged(text: str, start: int, end: int) -> tuple[Article, list[Attribution]]:
    return article_of(text), [Attribution(content=(Span.of(text, start, end),))]


@given(_tagged_texts())
@example(_tagged("55“5", 1, 4))  # the content begins within a word before the quotation
@example(_tagged("“55‘5’”", 2, 6))
@example(_tagged('"55555“55', 0, 8))  # and ends within one in the next
def test_any_attributions_keep_their_words_and_refining_twice_changes_nothing(
    page: tuple[Article, list[Attribution]],
) -> None:
    article, attributions = page
    refined = refine(article, attributions)
    assert _words(refined) >= _words(attributions)
    for attribution in refined:
        for span in (*attribution.content, *attribution.cue, *attribution.source):
            assert article.text[span.start : span.end] == span.text
        assert list(attribution.content) == sorted(attribution.content)
    assert sorted(a.cue for a in refined if a.cue) == sorted(a.cue for a in attributions if a.cue)
    assert refine(article, refined) == refined


@given(_TEXTS, st.data())
def test_crossing_and_repeated_spans_are_taken_too(text: str, data: st.DataObject) -> None:
    """Bad attributions lose no words and raise nothing."""
    bounds = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda b: b[0] < b[1])
    spans = st.lists(bounds.map(lambda b: Span.of(text, *b)), max_size=3).map(tuple)
    attributions = data.draw(st.lists(st.builds(Attribution, content=spans, cue=spans, source=spans), max_size=4))
    article = article_of(text)
    refined = refine(article, attributions)
    assert _words(refined) >= _words(attributions)
    assert _words(repair(text, paragraph_ranges(text), attributions)) >= _words(attributions)
    assert all(article.text[s.start : s.end] == s.text for a in refined for s in a.content)


def test_a_page_of_many_marks_and_attributions_takes_bounded_time() -> None:
    text = '"go now," he said. ' * 20_000
    step = len('"go now," he said. ')
    attributions = [
        Attribution(content=(Span.of(text, i, i + 5),), cue=(Span.of(text, i + 13, i + 17),))
        for i in range(0, len(text), step)
    ]
    started = time.process_time()
    assert len(refine(article_of(text), attributions)) == len(attributions)
    assert time.process_time() - started < 10
