"""Relaying outlets taken off, and the route of a statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.statements import Attribution, Form
from onrecord.resolution.circumstances import circumstances
from onrecord.resolution.relays import unwrap
from onrecord.resolution.routes import route_of


def page(text: str) -> Article:
    blocks, place = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, place, place + len(paragraph)))
        place += len(paragraph) + 2
    return Article(id="page", page="page.txt", text=text, blocks=tuple(blocks))


def marked(markup: str) -> tuple[Article, Attribution]:
    """An attribution written as text with [content], {cue} and <source>."""
    spans: dict[str, list[tuple[int, int]]] = {"[": [], "{": [], "<": []}
    text, opened = "", dict[str, int]()
    for character in markup:
        if character in spans:
            opened[character] = len(text)
        elif character in "]}>":
            kind = {"]": "[", "}": "{", ">": "<"}[character]
            spans[kind].append((opened[kind], len(text)))
        else:
            text += character
    article = page(text)
    content, cue, source = (tuple(article.span(*place) for place in spans[kind]) for kind in "[{<")
    form = Form.DIRECT if '"' in text else Form.INDIRECT
    return article, Attribution(content=content, cue=cue, source=source, form=form)


RELAYED = [
    # markup of what the tagger finds, then: source, cue, content and route of the statement
    (
        '["We will not go," Ann Lee added], {according to} <The Hill>.',
        ("Ann Lee", "added", ["We will not go,"], ["The Hill"]),
    ),
    (
        '["We will not go," added Ann Lee, the mayor of Leeds], {according to} <CNN>.',
        ("Ann Lee", "added", ["We will not go,"], ["CNN"]),
    ),
    (
        'In [a memo sent on May 2, Ann Lee wrote: "We will not go,"] <The New York Times> {reports}.',
        ("Ann Lee", "wrote", ["We will not go,"], ["The New York Times"]),
    ),
    (
        'In [a memo sent on May 2, Secretary John Kelly wrote: "We will not go,"] <The New York Times> {reports}.',
        ("Secretary John Kelly", "wrote", ["We will not go,"], ["The New York Times"]),
    ),
    (
        "<CNN> {reported} that [Ann Lee said the bridge will stay closed].",
        ("Ann Lee", "said", ["the bridge will stay closed"], ["CNN"]),
    ),
    (
        '["We will not go," notes DCP], {according to} <Reuters>. ["We will stay where we are."]',
        ("DCP", "notes", ["We will not go,", "We will stay where we are."], ["Reuters"]),
    ),
]


@pytest.mark.parametrize(("markup", "expected"), RELAYED)
def test_a_relaying_outlet_becomes_the_route(markup: str, expected: tuple[str, str, list[str], list[str]]) -> None:
    article, attribution = marked(markup)
    (one,) = unwrap(article, [attribution])
    inner = one.attribution
    found = (
        inner.source[0].text,
        inner.cue[0].text,
        [span.text for span in inner.content],
        [relay.name for relay in route_of(article, inner, one.relays)],
    )
    assert found == expected


NOT_RELAYED = [
    "<CNN> {reported} that [two bridges will stay closed].",
    '["We will not go,"] <Ann Lee> {said}.',
    "[The bridge will stay closed], {according to} <a city report>.",
]


@pytest.mark.parametrize("markup", NOT_RELAYED)
def test_an_outlet_that_speaks_for_itself_and_others_stay(markup: str) -> None:
    article, attribution = marked(markup)
    assert [one.attribution for one in unwrap(article, [attribution])] == [attribution]


def test_the_same_words_come_once() -> None:
    article, outer = marked('["We will not go," Ann Lee added], {according to} <The Hill>.')
    _, inner = marked('"[We will not go,]" <Ann Lee> {added}, according to The Hill.')
    for found in (unwrap(article, [outer, inner]), unwrap(article, [inner, outer])):
        assert [one.attribution.source[0].text for one in found] == ["Ann Lee"]
        assert [relay.name for relay in found[0].relays] == ["The Hill"]


ROUTES = [
    ('"[We will not go,]" <Ann Lee> {said}, Reuters notes.', ["Reuters"]),
    ('"[We will not go,]" <Ann Lee> {told} CNN.', ["CNN"]),
    ('"[We will not go,]" <Ann Lee> {told} CNN, The Hill reported.', ["The Hill", "CNN"]),
    ('"[We will not go,]" <Ann Lee> {said} in an interview with The Guardian.', ["The Guardian"]),
    ('"[We will not go,]" <Ann Lee> {said}, according to the Associated Press.', ["The Associated Press"]),
    ('"[We will not go,]" <Ann Lee> {told} reporters.', []),
    ('"[We read it in The Guardian,]" <Ann Lee> {said}.', []),
    ('"[We will not go,]" <Ann Lee> {said}.', []),
]


@pytest.mark.parametrize(("markup", "expected"), ROUTES)
def test_the_route_is_read_from_the_statements_own_frame(markup: str, expected: list[str]) -> None:
    article, attribution = marked(markup)
    assert [relay.name for relay in route_of(article, attribution)] == expected


def test_the_pages_own_outlet_is_not_in_the_route() -> None:
    article, attribution = marked('"[We will not go,]" <Ann Lee> {told} CNN.')
    for own in ("CNN", "edition.cnn.com"):
        assert route_of(replace(article, outlet=Fact(own, "option")), attribution) == ()


CIRCUMSTANCES = [
    ('"[We will not go,]" <Ann Lee> {said}.', "speech", "asserted", None, None),
    ('"[We will not go,]" <Ann Lee> {told} reporters on Monday.', "speech", "asserted", "reporters", None),
    ('"[We will not go,]" <Ann Lee> {wrote} in a letter.', "writing", "asserted", None, "letter"),
    ('"[We will not go,]" <Ann Lee> {said} in a statement.', "writing", "asserted", None, "statement"),
    ('"[We will not go,]" <Ann Lee> {tweeted}.', "writing", "asserted", None, None),
    ("<Ann Lee> {thinks} [it will rain].", "thought", "asserted", None, None),
    ("<Ann Lee> {plans} [to leave].", "intention", "asserted", None, None),
    ("<Ann Lee> {denied} [that she left].", "speech", "denied", None, None),
    ("<Ann Lee> {declined to comment} on [the case].", "speech", "declined", None, None),
    ("<Ann Lee> {asked} [why they left].", "speech", "asked", None, None),
    ("<Ann Lee> {promised} [to stay].", "speech", "promised", None, None),
    ("<Ann Lee> {is expected to say} [that they will stay].", "speech", "expected", None, None),
]


@pytest.mark.parametrize(("markup", "act", "polarity", "addressee", "medium"), CIRCUMSTANCES)
def test_how_it_was_said(markup: str, act: str, polarity: str, addressee: str | None, medium: str | None) -> None:
    article, attribution = marked(markup)
    told = circumstances(article, attribution)
    assert told.act == act
    assert told.polarity == polarity
    assert (told.addressee and told.addressee.text) == addressee
    assert (told.medium and told.medium.text) == medium
