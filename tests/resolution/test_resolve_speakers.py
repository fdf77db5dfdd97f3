from __future__ import annotations

import pytest
from speaking_pages import article, said, span

from onrecord.core.options import ReadOptions
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Form, SpeakerKind
from onrecord.resolution import resolve

OPTIONS = ReadOptions()


def speakers(page, *attributions, options=OPTIONS):
    return [statement.speaker for statement in resolve(page, attributions, options).statements]


@pytest.mark.parametrize(
    ("text", "source", "name", "role"),
    [
        (
            "Iria Castelo, Galicia's Water Minister, said it is dry.",
            "Iria Castelo", "Iria Castelo", "Galicia's Water Minister",
        ),
        (
            "Green House press secretary Paul Stern said it is dry.",
            "Paul Stern", "Paul Stern", "Green House press secretary",
        ),
        (
            "U.S. Department of Water Safety Secretary John Hale said it is dry.",
            "John Hale", "John Hale", "U.S. Department of Water Safety Secretary",
        ),
        (
            "Sir Owen Pryce, who replaced Tom Bell as leader, said it is dry.",
            "Sir Owen Pryce", "Owen Pryce", "leader",
        ),
        (
            "Mary Quill, a doctor in Leeds, said it is dry.",
            "Mary Quill, a doctor in Leeds,", "Mary Quill", "doctor in Leeds",
        ),
        ("So said Dr. Anna Reyes of the University of Vigo: it is dry.", "Dr. Anna Reyes", "Anna Reyes", None),
        ("Paul Stern` told reporters it is dry.", "Paul Stern", "Paul Stern", None),
        ("Paul Stern, 44, a farmer, said it is dry.", "Paul Stern, 44,", "Paul Stern", "farmer"),
        (
            "The union's director, Ann Lee, said it is dry.",
            "The union's director, Ann Lee,", "Ann Lee", "union's director",
        ),
        (
            "Omar Jarrah, director of the Rivers Union's Clean Water Project, said it is dry.",
            "Omar Jarrah", "Omar Jarrah", "director of the Rivers Union's Clean Water Project",
        ),
        ("Mr. Paul Stern said it is dry.", "Mr. Paul Stern", "Paul Stern", None),
        (
            "Clean Water campaign Chairman Paul Stern said it is dry.",
            "Paul Stern", "Paul Stern", "Clean Water campaign Chairman",
        ),
    ],
)  # fmt: skip
def test_names_and_roles(text, source, name, role):
    page = article(text)
    (speaker,) = speakers(page, said(page, source, "it is dry"))
    assert (speaker.kind, speaker.name) == (SpeakerKind.PERSON, name)
    got = speaker.role
    assert got is None or role is None or got.removeprefix("The ") == role
    assert bool(got) is bool(role)


STORY = """Elizabeth Moran, the mayor of Harrow, opened the bridge on Monday.

Her deputy, Tomás Rey, was there. The Harrow Rivers Authority (HRA) paid for it.

Moran said it is safe. Liz said it is pretty. The mayor said it is long.

HRA said it was cheap. The authority said it was quick."""


@pytest.mark.parametrize(
    ("source", "content", "name"),
    [
        ("Moran", "it is safe", "Elizabeth Moran"),
        ("Liz", "it is pretty", "Elizabeth Moran"),
        ("The mayor", "it is long", "Elizabeth Moran"),
        ("HRA", "it was cheap", "Harrow Rivers Authority"),
        ("The authority", "it was quick", "Harrow Rivers Authority"),
    ],
)
def test_aliases_are_carried_back(source, content, name):
    page = article(STORY)
    (speaker,) = speakers(page, said(page, source, content, after=STORY.index("Moran said")))
    assert speaker.name == name
    assert speaker.evidence[0].text == source
    assert any(evidence.text == name for evidence in speaker.evidence)


def test_an_office_goes_to_nobody_of_another_kind():
    page = article(
        "Anna Reyes, the Green front-runner, spoke. The Liberal front-runner said no. The front-runner said maybe."
    )
    other, same = speakers(page, said(page, "The Liberal front-runner", "no"), said(page, "The front-runner", "maybe"))
    assert (other.kind, other.name) == (SpeakerKind.UNNAMED, None)
    assert same.name == "Anna Reyes"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Reyes, a candidate for president, left. The president said no comment.", None),
        ("Vice President Anna Reyes left. The president said no comment.", None),
        ("President Anna Reyes left. The president said no comment.", "Anna Reyes"),
        ("Anna Reyes, the vice president, left. The president said no comment.", None),
    ],
)
def test_an_office_is_held_not_sought(text, name):
    page = article(text)
    (speaker,) = speakers(page, said(page, "The president", "no comment"))
    assert speaker.name == name


@pytest.mark.parametrize(
    ("source", "name"),
    [("The company", "Acme Industries"), ("The court", None), ("The university", "Vigo University")],
)
def test_a_body_by_its_noun(source, name):
    page = article(f"Vigo University sued Acme Industries. {source} said no comment.")
    (speaker,) = speakers(page, said(page, source, "no comment"))
    assert (speaker.kind, speaker.name) == (SpeakerKind.ORGANIZATION, name)
    assert (speaker.unresolved is None) is bool(name)


def test_an_acronym_by_its_letters_and_roles_later_given():
    page = article(
        "National Lake Council chief Ada Poe spoke. Ada Poe, a swimmer, left. The NLC said it rained. Poe said no."
    )
    council, poe = speakers(
        page, said(page, "The NLC", "it rained"), said(page, "Poe", "no", after=page.text.index("Poe said"))
    )
    assert council.name == "National Lake Council"
    assert (poe.role, [role.text for role in poe.later_roles]) == ("National Lake Council chief", ["swimmer"])
    assert poe.affiliation == "National Lake Council"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A senior official", SpeakerKind.UNNAMED),
        ("Both senators", SpeakerKind.GROUP),
        ("Officials", SpeakerKind.GROUP),
        ("Current and former officials", SpeakerKind.GROUP),
        ("Democrats", SpeakerKind.GROUP),
        ("Anna Reyes and Paul Stern", SpeakerKind.GROUP),
        ("The crowd", SpeakerKind.GROUP),
        ("Anna Reyes, Paul Stern and Sen. Kim Orr", SpeakerKind.GROUP),
        ("A dozen farmers and their friends", SpeakerKind.GROUP),
        ("The Orr administration's", SpeakerKind.ORGANIZATION),
        ("A lawsuit", SpeakerKind.DOCUMENT),
        ("The new poll", SpeakerKind.DOCUMENT),
        ("Norway", SpeakerKind.ORGANIZATION),
        ("The Stern campaign", SpeakerKind.ORGANIZATION),
    ],
)
def test_kinds(source, kind):
    page = article(f"{source} said that it rained.")
    (speaker,) = speakers(page, said(page, source, "that it rained"))
    assert speaker.kind is kind
    assert speaker.name or speaker.description


def test_a_document_speaks_for_its_issuer():
    page = article("A fact sheet released by the Rivers Agency says it rained.")
    (speaker,) = speakers(page, said(page, "A fact sheet released by the Rivers Agency", "it rained", "says"))
    assert (speaker.kind, speaker.name) == (SpeakerKind.ORGANIZATION, "Rivers Agency")


def test_anonymity_and_its_reason():
    text = "It rained, a senior official said, speaking on condition of anonymity because he was not allowed to talk."
    page = article(text)
    (speaker,) = speakers(page, said(page, "a senior official", "It rained"))
    assert speaker.anonymity is not None
    assert speaker.anonymity.granted
    assert speaker.anonymity.reason.text == "because he was not allowed to talk"
    (plain,) = speakers(
        article("It rained, a man said."), said(article("It rained, a man said."), "a man", "It rained")
    )
    assert not plain.anonymity.granted


def test_two_people_of_one_surname_are_kept_apart():
    page = article("Anna Hale met Peter Hale. Hale said it rained.")
    (speaker,) = speakers(page, said(page, "Hale", "it rained", after=page.text.index("Hale said")))
    assert speaker.name is None
    assert {candidate.name for candidate in speaker.unresolved.candidates} == {"Anna Hale", "Peter Hale"}


def test_a_quotation_goes_on_in_the_next_paragraph():
    page = article("“It rains,” Anna Reyes said.\n\n“It pours.”")
    first = said(page, "Anna Reyes", "It rains,", "said", form=Form.DIRECT)
    second = Attribution(content=(span(page, "It pours."),), form=Form.DIRECT)
    assert [speaker.name for speaker in speakers(page, first, second)] == ["Anna Reyes", "Anna Reyes"]


def test_a_credit_after_the_words():
    page = article("“It pours.” — Anna Reyes, farmer")
    (speaker,) = speakers(page, Attribution(content=(span(page, "It pours."),), form=Form.DIRECT))
    assert speaker.name == "Anna Reyes"


def test_a_headline_in_capitals_makes_no_names_and_is_resolved():
    page = article("Anna Reyes spoke on Monday.", headline="Reyes: Water Is Running Out")
    (speaker,) = speakers(page, said(page, "Reyes", "Water Is Running Out"))
    assert speaker.name == "Anna Reyes"


def test_nobody_is_made_up_and_nothing_is_lost():
    page = article("He said it rained. It is dry.")
    he, nobody = resolve(page, [said(page, "He", "it rained"), said(page, "", "It is dry")], OPTIONS).statements
    assert he.speaker.name is None
    assert he.speaker.unresolved.reason
    assert nobody.speaker.unresolved.reason
    empty = resolve(page, [Attribution(content=(), source=(span(page, "He"),))], OPTIONS)
    assert not empty.statements
    assert empty.dropped[0].reason


def test_a_threshold_leaves_the_candidate():
    page = article("Anna Reyes left. Reyes said it rained.")
    options = ReadOptions(speaker_threshold=0.99)
    (speaker,) = speakers(page, said(page, "Reyes", "it rained", after=10), options=options)
    assert speaker.name is None
    assert speaker.unresolved.candidates[0].name == "Anna Reyes"


def test_every_span_has_its_text():
    page = article(STORY)
    attributions = [
        said(page, word, "it is safe", after=STORY.index("Moran said")) for word in ("Moran", "Liz", "The mayor")
    ]
    for statement in resolve(page, attributions, OPTIONS).statements:
        for evidence in (*statement.speaker.evidence, *statement.speaker.later_roles):
            assert page.text[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"Anna{i} Reyes{i} met Paul{i} Stern{i}." for i in range(2500)) + " He said it rained.",
        " ".join(["Anna Reyes met Reyes."] * 3000) + " She said it rained.",
        "Anna " * 300 + "said it rained.",
        "He met him. " * 5000 + "He said it rained.",
        "محمد علي said it rained.",
        "(" * 5000 + " said it rained.",
    ],
)
def test_hostile_pages_are_read_in_bounded_time(text):
    page = article(text)
    end = text.index(" said it rained.")
    source = Span.of(text, max(0, text.rfind(" ", 0, end)), end)
    attribution = Attribution(content=(span(page, "it rained"),), source=(source,))
    assert len(resolve(page, [attribution] * 50, OPTIONS).statements) == 1  # the same words are one statement
