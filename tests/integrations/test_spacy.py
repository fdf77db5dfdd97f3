"""The spaCy component, with spaCy itself."""

from __future__ import annotations

import pytest

from onrecord.core.options import ReadOptions

spacy = pytest.importorskip("spacy")

TEXT = (
    "Bridge is safe\n\nThe mayor, Ada Lane, said on Monday that the bridge was safe. "
    '"It will open in the spring — at last 🌉," Lane told the Example.\n\nNobody else spoke.\n'
)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    made = spacy.blank("en")
    made.add_pipe("onrecord", config={"model": "fast", "published": "2017-02-23", "outlet": "The Example"})
    return made


def test_statements_are_spans_with_their_speakers(nlp: spacy.Language):
    doc = nlp(TEXT)
    spans = doc.spans["statements"]
    assert len(spans) == 2
    assert {span.label_ for span in spans} == {"STATEMENT"}
    assert [span._.speaker for span in spans] == ["Ada Lane", "Ada Lane"]
    assert (spans[0]._.said, spans[0]._.speaker_kind, spans[1]._.form) == ("2017-02-20", "person", "direct")
    assert doc._.statements == tuple(span._.statement for span in spans)
    for span in spans:
        statement = span._.statement
        assert span.start_char <= statement.content[0].start
        assert span.end_char >= statement.content[-1].end
        assert TEXT[statement.content[0].start : statement.content[0].end] == statement.content[0].text
    assert {span.id_ for span in doc.spans["statement_sources"]} == {span.id_ for span in spans}
    assert [span.text.split()[0] for span in doc.spans["statement_cues"]] == ["said", "told"]


def test_they_are_those_of_read(nlp: spacy.Language, tmp_path):
    from onrecord import read

    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    options = ReadOptions(model="fast", published="2017-02-23", outlet="The Example")
    expected = [(one.content, one.speaker.name, one.said) for one in read(path, options).statements]
    assert [(one.content, one.speaker.name, one.said) for one in nlp(TEXT)._.statements] == expected


@pytest.mark.parametrize("text", ["", "   ", "No.", "word " * 5_000, "a\0b c", "\u202eRTL said “x”"])
def test_any_text_is_a_document(nlp: spacy.Language, text: str):
    doc = nlp(text)
    assert set(doc.spans) == {"statements", "statement_sources", "statement_cues"}


def test_they_survive_bytes(nlp: spacy.Language):
    doc = spacy.tokens.Doc(nlp.vocab).from_bytes(nlp(TEXT).to_bytes())
    assert [span._.speaker for span in doc.spans["statements"]] == ["Ada Lane", "Ada Lane"]


def test_the_pipeline_is_saved_and_loaded(nlp: spacy.Language, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert loaded(TEXT)._.statements == nlp(TEXT)._.statements


def test_documents_are_read_as_a_stream(nlp: spacy.Language):
    assert [len(doc.spans["statements"]) for doc in nlp.pipe([TEXT, "", TEXT])] == [2, 0, 2]
