"""Labels against statements: which belong together, and what counts as right."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.core.errors import CorpusError
from onrecord.core.spans import Span
from onrecord.core.statements import (
    Act,
    Form,
    Polarity,
    Relay,
    RelayKind,
    SaidDate,
    Speaker,
    SpeakerKind,
    Statement,
)
from onrecord.evaluation.labels import Label, half_of, match, read_labels
from onrecord.evaluation.speakers import answers, judge, same_role, tally

TEXT = (
    'Rosa Lind, the mayor of Elmby, said the bridge was safe. "We tested every bolt," she told the Elmby Echo. '
    '"Then we tested them again."'
)


def statement(words: str, *more: str, speaker: Speaker | None = None, said: str | None = None, route=()) -> Statement:
    content = tuple(Span.of(TEXT, TEXT.index(part), TEXT.index(part) + len(part)) for part in (words, *more))
    return Statement(
        id=words, article="a", page="p", form=Form.INDIRECT, act=Act.SPEECH, polarity=Polarity.ASSERTED,
        content=content, cue=(), source=(), speaker=speaker or Speaker(kind=SpeakerKind.UNKNOWN),
        said=SaidDate(said, "text") if said else None,
        route=tuple(Relay(RelayKind.OUTLET, name) for name in route),
    )  # fmt: skip


def label(*parts: str, kind: str = "person", text: str = TEXT, **answer) -> Label:
    spans = [(text.index(part), text.index(part) + len(part)) for part in parts]
    return Label(page="p", content=spans, kind=SpeakerKind(kind), source="name", **answer)


def person(name: str | None, role: str | None = None) -> Speaker:
    return Speaker(kind=SpeakerKind.PERSON, name=name, role=role)


def test_a_statement_goes_to_the_label_whose_words_it_shares_most_of():
    labels = [label("the bridge was safe"), label("We tested every bolt,", "Then we tested them again.")]
    statements = [statement("Then we tested them again."), statement("the bridge was safe. ")]
    paired = match(labels, TEXT, statements, TEXT)
    assert [found.id if found else None for _, found in paired] == ["the bridge was safe. ", statements[0].id]


def test_no_statement_is_given_to_two_labels_and_few_shared_words_are_none():
    labels = [label("the bridge was safe"), label("the bridge was safe"), label("We tested every bolt,")]
    paired = match(labels, TEXT, [statement("the bridge was safe"), statement("We")], TEXT)
    assert [found is not None for _, found in paired] == [True, False, False]


def test_labels_of_another_form_of_the_text_are_aligned_by_its_words():
    body = "Elmby, Tuesday.\n\n" + TEXT.replace("the mayor of ", "mayor of  ")
    paired = match([label("the bridge was safe", text=body)], body, [statement("the bridge was safe")], TEXT)
    assert paired[0][1] is not None


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        ("Senator from Vermont", "Sen.", True),
        ("mayor of Elmby", "the mayor", True),
        ("director of the bureau of statistics", "director", True),
        ("chief executive of the Northern Water company", "chief", False),
        ("Rep.", "Rep. (D-Ohio)", True),
        ("mayor", None, False),
        ("mayor", "bishop", False),
    ],
)
def test_roles_are_right_when_half_the_words_are(wanted, given, right):
    assert same_role(wanted, given) is right


@pytest.mark.parametrize(
    ("answer", "speaker", "right", "wrong"),
    [
        ({"name": "The Elmby Echo", "kind": "organization"}, person("elmby echo"), True, False),
        ({"name": "Radio Elm", "kind": "organization"}, person("Radio Elm News"), True, False),
        ({"name": "Rosa Lind"}, person("Lind"), False, True),
        ({"name": "Rosa Lind", "name_allowed": ["Lind"]}, person("Lind"), True, False),
        ({"name": "Rosa Lind"}, person(None), False, False),
        ({"description": "officials", "kind": "group"}, person(None), True, False),
        ({"description": "officials", "kind": "group"}, person("Rosa Lind"), False, True),
        ({"name": "study by the Elmby Institute", "kind": "document"}, person("Elmby Institute"), True, False),
    ],
)
def test_names(answer, speaker, right, wrong):
    verdict = judge(label("the bridge was safe", **answer), statement("the bridge was safe", speaker=speaker))
    assert (verdict.name, verdict.wrong_name) == (right, wrong)


@pytest.mark.parametrize(
    ("answer", "said", "right", "invented"),
    [
        ({"said": "2020-03-01", "said_from": "sentence"}, "2020-03-01", True, False),
        ({"said": "2020-03-01", "said_from": "page"}, None, False, False),
        ({"said": "2020-03-01", "said_from": "page"}, "2020-03", False, False),
        ({}, "2020-03-01", None, True),
        ({"said_allowed": "2020-03-01"}, "2020-03-01", None, False),
        ({}, None, None, False),
    ],
)
def test_dates(answer, said, right, invented):
    verdict = judge(label("the bridge was safe", **answer), statement("the bridge was safe", said=said))
    assert (verdict.said, verdict.invented_date) == (right, invented)


@pytest.mark.parametrize(
    ("route", "allowed", "given", "counts"),
    [
        ([["Elmby Echo"]], [], ["The Elmby Echo"], (1, 1, 1)),
        ([["Radio Elm", "Elm Today"]], [], ["Elm"], (1, 1, 1)),
        ([["New York Post"]], [], ["The Washington Post"], (0, 1, 0)),
        ([], [["Elmby Echo"]], ["Elmby Echo"], (0, 0, 0)),
        ([["Elmby Echo"], ["Radio Elm"]], [], ["Radio Elm", "Twitter"], (1, 1, 1)),
        ([], [], ["Elmby Echo"], (0, 1, 0)),
    ],
)
def test_routes(route, allowed, given, counts):
    answer = label("the bridge was safe", route=route, route_allowed=allowed)
    verdict = judge(answer, statement("the bridge was safe", route=given))
    assert (verdict.found, verdict.given, verdict.right) == counts


def test_figures_count_questions_and_right_answers():
    verdicts = [
        judge(
            label("the bridge was safe", name="Rosa Lind", role="mayor"), statement("the bridge was safe", speaker=one)
        )
        for one in (person("Rosa Lind", "the mayor"), person("Elmby"), person(None))
    ]
    total = tally(verdicts)
    assert (total.right["name: name"], total.asked["name: name"]) == (1, 3)
    assert (total.right["wrong names"], total.right["role"], total.asked["role"]) == (1, 1, 3)
    assert [answer.right for answer in answers(verdicts)] == [True, False, False]


def test_the_committed_labels_can_be_read_and_each_page_is_in_its_half(root: Path):
    folder = root / "benchmarks" / "labels" / "speakers"
    apart = {half: read_labels(folder / f"{half}.jsonl") for half in ("fresh", "later")}
    first = {page for name in ("polnear", "news", "html") for page in read_labels(folder / f"{name}.jsonl")}
    drawn = [*first, *(page for pages in apart.values() for page in pages)]
    rows = [line.split('"') for line in (folder / "pages.jsonl").read_text().splitlines()]
    assert {row[3]: row[7] for row in rows} == {page: half_of(page, apart) for page in drawn}
    assert len(drawn) == len(set(drawn)) == len(rows)


def test_a_page_that_is_listed_apart_is_in_that_half_and_the_others_are_parted_by_their_id():
    apart = {"fresh": ["news:a", "news:b"], "later": ["news:c"]}
    assert [half_of(f"news:{one}", apart) for one in "abc"] == ["fresh", "fresh", "later"]
    assert {half_of(f"news:{number}", apart) for number in range(20)} == {"develop", "report"}
    assert half_of("news:a", {}) in ("develop", "report")


def test_a_broken_label_is_named_by_its_line(tmp_path: Path):
    path = tmp_path / "labels.jsonl"
    path.write_text('{"page":"p","content":[[0,1]],"kind":"person","source":"name"}\n{"page":"p"}\n')
    with pytest.raises(CorpusError, match=r"labels\.jsonl:2"):
        read_labels(path)
