"""A saying that goes on with a dated one is dated like it; nothing else is."""

from __future__ import annotations

import pytest

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.options import ReadOptions
from onrecord.core.statements import Attribution, Form
from onrecord.resolution import resolve

FIRST = '"[We will stay,]" <Ann Lee> {said} on Tuesday.'

GOING_ON = [
    ([FIRST, '"[We like it,]" <she> {added}.'], "2017-02-21"),
    ([FIRST, '<Lee> {continued}: "[We like it.]"'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <Lee> {went on}.'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <Lee> {said} in the interview.'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <Lee> {wrote} in her letter.'], "2017-02-21"),
    ([FIRST, "The rain fell.", "The wind blew.", '"[We like it,]" <Lee> {added}.'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <Lee> {added} on Wednesday.'], "2017-02-22"),
    ([FIRST, '"[We like it,]" <Lee> {added} on Feb. 30.'], None),
    ([FIRST, '"[We like it,]" <Lee> {said} then.'], "2017-02-21"),
    # "she said" right behind it
    ([FIRST, '"[We like it,]" <she> {said}.'], "2017-02-21"),
    ([FIRST, "The rain fell.", '"[We like it,]" <she> {said}.'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <she> once {said}.'], None),
    ([FIRST, '"[We like it,]" <she> {said} of the mayor of Elmby four months earlier.'], None),
    ([FIRST, '"[We like it,]" <she> {had said}.'], None),
    (['"[We will stay,]" <Ann Lee> {said} in a speech Tuesday.', '"[We like it,]" <she> {told} the mayor.'], None),
    ([FIRST, '"[We like it,]" <Lee> {said}.'], "2017-02-21"),
    ([FIRST, 'It rained. "[We like it,]" <Lee> {said}.'], "2017-02-21"),
    ([FIRST, 'On Wednesday it rained. "[We like it,]" <Lee> {said}.'], None),
    (['"[We will stay,]" <Ann Lee> {said} in 2014.', '"[We like it,]" <Lee> {said}.'], None),
    (['"[We will stay,]" <an official> {said} on Tuesday.', '"[We like it,]" <the official> {said}.'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <Lee> {says}.'], None),
    (['"[We will stay,]" <Ann Lee> {said} at a rally Tuesday.', '"[We like it,]" <she> {said} in an interview.'], None),
    ([FIRST, '"[We like it,]" <Lee> {tweeted}.'], None),
    # the page tells of one occasion
    ([FIRST, "The rain fell.", '"[We like it,]" <Lee> {said}.'], "2017-02-21"),
    ([FIRST, "It rained.", "It blew.", "It froze.", '"[We like it,]" <Lee> also {said}.'], "2017-02-21"),
    ([FIRST, "It rained.", "It blew.", "It froze.", "<Lee> {praised} [the mayor]."], None),
    ([FIRST, "It rained on Wednesday.", '"[We like it,]" <Lee> {said}.'], None),
    ([FIRST, "<Bob Hall> {said} [it rained on Wednesday].", '"[We like it,]" <Lee> {said}.'], "2017-02-21"),
    # a bare saying, then where it was said
    ([FIRST, '"[We like it,]" <Lee> {said} in an interview.'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <she> {told} CNN.'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <she> {told} reporters.', '"[So do I,]" <she> {said}.'], "2017-02-21"),
    ([FIRST, '"[We like it,]" <she> {told} reporters in an earlier speech.'], None),
    ([FIRST, "It rained.", '"[We like it,]" <Bob Hall> {said}.', '"[So do I,]" <Lee> {told} CNN.'], None),
    # to the same outlet
    (['"[We stay,]" <Ann Lee> {told} CNN Tuesday.', "It rained.", '"[We like it,]" <Lee> {told} CNN.'], "2017-02-21"),
    (
        ["CNN's Paul Orr asked.", '"[No,]" <Ann Lee> {told} CNN on Tuesday.', '"[We like it,]" <Lee> {told} Orr.'],
        "2017-02-21",
    ),
    # a document named before
    (["<Ann Lee> {said} [so] in a statement Tuesday.", '"[We like it,]" <the statement> {said}.'], "2017-02-21"),
    (["<Ann Lee> {said} [so] in a letter Tuesday.", '"[We like it,]" <the statement> {said}.'], None),
    (
        [
            "<Ann Lee> {said} [so] in a statement Tuesday.",
            "<Bob Hall> {said} [no] in a statement.",
            '"[We like it,]" <the statement> {said}.',
        ],
        None,
    ),
    # she has spoken elsewhere since
    ([FIRST, "<Bob Hall> {said} [so].", '"[We do,]" <Lee> {told} CNN.', '"[We like it,]" <Lee> {said}.'], None),
    ([FIRST, "<Bob Hall> {said} [so].", '"[We like it,]" <Lee> {said} at the fair.'], None),
    # the page tells of two of her days
    (['"[No,]" <Ann Lee> {said} Monday.', FIRST, "It rained.", '"[We like it,]" <Lee> {said}.'], "2017-02-21"),
    (['"[No,]" <Ann Lee> {said} Monday.', FIRST, "Rain.", "Wind.", '"[We like it,]" <Lee> {said}.'], None),
    # it came another way, and may be of another day
    ([FIRST, '"[We like it,]" <Lee> {added}, according to CNN.'], None),
    # another speaker
    ([FIRST, '"[We like it,]" <Bob Hall> {added}.'], None),
    # the sentence before tells of an occasion
    (["Ann Lee spoke at a fair in Elmby on Tuesday.", '"[We like it,]" <Lee> {said}.'], "2017-02-21"),
    (["Ann Lee spoke at a fair on Tuesday.", "It rained.", '"[We like it,]" <Lee> {said}.'], None),
    (["Ann Lee, the mayor, testified Tuesday.", '"[We do,]" <Lee> {said}.', '"[Yes,]" <she> {added}.'], "2017-02-21"),
    (
        ["On Tuesday, Ann Lee slammed the plan after she saw it.", '"[It is bad,]" <Lee> {told} the crowd.'],
        "2017-02-21",
    ),
    (["Ann Lee's speech on Tuesday was long.", '"[We like it,]" <Lee> {said}.'], "2017-02-21"),
    (["Ann Lee spoke after a vote on Tuesday.", '"[We like it,]" <Lee> {said}.'], None),
    (["Ann Lee spoke of the plan that Hall unveiled Tuesday.", '"[We like it,]" <Lee> {said}.'], None),
    (["Ann Lee won on Tuesday.", '"[We like it,]" <Lee> {said}.'], None),
    (["Bob Hall spoke on Tuesday.", '"[We like it,]" <Ann Lee> {said}.'], None),
    (["Ann Lee spoke at a fair in 2014.", '"[We like it,]" <Lee> {said}.'], None),
    (["Ann Lee spoke on Monday. It rained on Tuesday.", '"[We like it,]" <Lee> {said}.'], None),
    (["Ann Lee spoke on Tuesday.", '"[We like it,]" <Lee> {has said}.'], None),
    (["Ann Lee spoke on Tuesday.", '"[We like it,]" <Lee> {told} CNN.'], None),
    # too far on
    (['"[We will stay,]" <Ann Lee> {said} in 2014.', "Rain.", "Wind.", "Sun.", '"[We like it,]" <Lee> {added}.'], None),
    # nothing is dated, or it was not said before
    (['"[We will stay,]" <Ann Lee> {said}.', '"[We like it,]" <she> {added}.'], None),
]


@pytest.mark.parametrize(("paragraphs", "expected"), GOING_ON)
def test_a_saying_that_goes_on_takes_the_date_over(paragraphs: list[str], expected: str | None) -> None:
    text, blocks, found = "", [], []
    for paragraph in paragraphs:
        low, spans, opened = len(text), dict[str, tuple[int, int]](), 0
        for character in paragraph:
            if character in "[{<":
                opened = len(text)
            elif character in "]}>":
                spans[character] = (opened, len(text))
            else:
                text += character
        blocks.append(Block(BlockKind.PARAGRAPH, low, len(text)))
        text += "\n\n"
        found.append(spans)
    article = Article(id="a", page="a", text=text, blocks=tuple(blocks), published=Fact("2017-02-23", "option"))
    attributions = [
        Attribution(
            content=(article.span(*spans["]"]),), cue=(article.span(*spans["}"]),), source=(article.span(*spans[">"]),),
            form=Form.DIRECT,
        )
        for spans in found if spans
    ]  # fmt: skip
    last = resolve(article, attributions, ReadOptions()).statements[-1].said
    assert (last and last.edtf) == expected
    if last is not None and last.evidence is not None:
        assert text[last.evidence.start : last.evidence.end] == last.evidence.text
