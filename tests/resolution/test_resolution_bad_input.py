"""Pages that strain the resolver: each gets an answer or a reason, in bounded time, and every span its words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speaking_pages import article, marked, said, span

from onrecord.core.options import ReadOptions
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Form, SpeakerKind, Statement
from onrecord.resolution import resolve

OPTIONS = ReadOptions()


def last_of(markup: str, **settings: object) -> Statement:
    page, attributions = marked(markup, **settings)
    return resolve(page, attributions, OPTIONS).statements[-1]


def test_a_page_with_five_thousand_names():
    names = " ".join(f"Anna Reyes{i} met Paul Stern{i}." for i in range(2500))
    page = article(f"{names} Stern7 said it is dry. He said it is wet.")
    stern = said(page, "Stern7", "it is dry", after=page.text.index("Stern7 said"))
    he = said(page, "He", "it is wet", after=page.text.index("He said"))
    began = time.process_time()
    first, second = resolve(page, [stern, he], OPTIONS).statements
    assert time.process_time() - began < 10
    assert first.speaker.name == "Paul Stern7"
    assert second.speaker.name in ("Paul Stern7", None)


def test_a_name_of_three_hundred_words():
    name = " ".join(["Anna"] * 300)
    page = article(f"{name} said it is dry.")
    (statement,) = resolve(page, [said(page, name, "it is dry")], OPTIONS).statements
    assert statement.speaker.name is None or len(statement.speaker.name.split()) < 20
    assert statement.speaker.evidence


@pytest.mark.parametrize(
    "markup",
    [
        "<He> {said} [he told him that it is dry]. | Later <he> {said} [he had told him so].",
        "“[He told her],” <she> {said}. | “[She told him],” <he> {said}.",
        "<It> {said} [it is dry].",
        "The town waited. <He> {said} [it is dry].",
    ],
)
def test_a_pronoun_that_leads_to_nobody(markup):
    speaker = last_of(markup).speaker
    assert speaker.name is None
    assert speaker.unresolved.reason


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Beto O'Rourke", "O'Rourke"),
        ("Siobhan O’Rourke", "O’Rourke"),
        ("Alexander Van der Bellen", "Van der Bellen"),
        ("Ludwig van Beek", "van Beek"),
        ("Alexandria Ocasio-Cortez", "Ocasio-Cortez"),
        ("Abdel Fattah al-Sisi", "al-Sisi"),
        ("Abdel Fattah al-Sisi", "Sisi"),
        ("Enrique Peña Nieto", "Peña Nieto"),
        ("Oscar de la Renta", "de la Renta"),
        ("Jean-Luc Picarde", "Picarde"),
        ("Mary McAleese", "McAleese"),
        ("José Ramos-Horta", "Ramos-Horta"),
        ("Thomas D’Alesandro", "D’Alesandro"),
        ("محمد علي", "محمد علي"),
        ("יוסי כהן", "יוסי כהן"),
        ("J.R. Smith", "Smith"),
        ("Suharto", "Suharto"),
    ],
)
def test_names_of_every_make(name, short):
    page = article(f"{name} came by boat. {short} said it is dry.")
    (statement,) = resolve(
        page, [said(page, short, "it is dry", after=page.text.index(f"{short} said"))], OPTIONS
    ).statements
    assert statement.speaker.name == name
    assert statement.speaker.kind is SpeakerKind.PERSON


@pytest.mark.parametrize("published", [None, "2117-02-23", "soon"])
def test_a_published_date_that_is_absent_or_cannot_be(published):
    assert last_of("“[It is dry],” <Ann Lee> {said} on Monday.", published=published).said is None
    told = last_of("“[It is dry],” <Ann Lee> {said} on Feb. 22.", published=published).said
    assert told is not None
    assert told.edtf == "XXXX-02-22"


WORDS = ["Anna Reyes", "Paul Stern", "Mr. Stern", "Hale", "he", "she", "they", "it", "who", "said", "the mayor",
         "The DHS", "Rivers Union", "officials", "a memo", "“It is dry,”", ",", ".", ":", "\n\n", "—", "told CNN",
         "according to", "(@areyes)", "The company", "محمد علي", "I", "Sen.", "the 44-year-old", "’s",
         "A poll by"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=40), st.data())
def test_evidence_lies_in_the_text_and_is_there_for_every_name(tokens, data):
    page = article(" ".join(tokens))
    found = []
    for _ in range(data.draw(st.integers(1, 4))):
        cut = sorted(data.draw(st.lists(st.integers(0, len(page.text)), min_size=4, max_size=4, unique=True)))
        if not page.text[cut[2] : cut[3]].strip():
            continue
        source = (page.span(cut[0], cut[1]),) if data.draw(st.booleans()) else ()
        form = data.draw(st.sampled_from(list(Form)))
        found.append(Attribution(content=(page.span(cut[2], cut[3]),), source=source, form=form))
    result = resolve(page, found, OPTIONS)
    for statement in result.statements:
        speaker = statement.speaker
        spans = [*speaker.evidence, *speaker.later_roles, *statement.source]
        spans += [one for one in (statement.addressee, statement.medium, statement.place) if one]
        spans += [step.evidence for step in statement.route if step.evidence]
        candidates = speaker.unresolved.candidates if speaker.unresolved else ()
        spans += [one for candidate in candidates for one in candidate.evidence]
        assert all(isinstance(one, Span) and page.text[one.start : one.end] == one.text for one in spans)
        assert 0 <= statement.confidence.speaker <= 1
        assert (speaker.name is None) or speaker.evidence
        assert speaker.unresolved is None or speaker.name is None
        assert speaker.name or speaker.description or speaker.unresolved


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1), st.sampled_from(["Reyes", "She", "Anna Reyes", "the mayor"]))
def test_below_the_threshold_a_speaker_is_a_candidate(threshold, source):
    page = article(f"Mayor Anna Reyes left. {source} said it is dry.")
    attribution = said(page, source, "it is dry", after=page.text.index(f"{source} said"))
    options = ReadOptions(speaker_threshold=threshold)
    (statement,) = resolve(page, [attribution], options).statements
    if statement.confidence.speaker < threshold:
        assert statement.speaker.name is None
        assert [one.name for one in statement.speaker.unresolved.candidates] == ["Anna Reyes"]
        assert statement.speaker.unresolved.candidates[0].evidence
    else:
        assert statement.speaker.name == "Anna Reyes"


def test_a_name_carried_back_rests_on_where_it_stands():
    page = article("Mayor Anna Reyes left. She said it is dry.")
    (statement,) = resolve(page, [said(page, "She", "it is dry")], OPTIONS).statements
    assert statement.speaker.evidence[0] == span(page, "She")
    assert span(page, "Anna Reyes") in statement.speaker.evidence
