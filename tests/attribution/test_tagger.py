"""The shipped models: what they find, what they refuse, and that no text upsets them."""

from __future__ import annotations

import json
import shutil
import time
from importlib.resources import files

import pytest

from onrecord.attribution import find
from onrecord.attribution.tagger import MODELS, Tagger, find_corpus_form, load
from onrecord.attribution.windows import paragraphs
from onrecord.core.article import Article, Block, BlockKind
from onrecord.core.errors import ModelError

STORY = """Bakery reopens
The bakery will reopen on Monday, owner Lena Okafor said.
“We never stopped baking,” Okafor told reporters, adding that the ovens had been repaired.
The mayor, Tom Reyes, declined to say who paid for the work. According to the fire service, the cause is unknown.
"""


@pytest.fixture(scope="module", params=MODELS)
def tagger(request):
    return load(request.param)


def texts(attributions):
    return [
        tuple(" ".join(span.text for span in getattr(one, role)) for role in ("source", "cue", "content"))
        for one in attributions
    ]


def test_finds_who_said_what(tagger):
    found = texts(find_corpus_form(STORY, paragraphs(STORY), tagger))
    assert ("owner Lena Okafor", "said", "The bakery will reopen on Monday") in found
    assert ("the fire service", "According to", "the cause is unknown") in found
    assert "“We never stopped baking,”" in [content for _, _, content in found]
    shared = [source for source, _, content in found if "baking" in content or "ovens" in content]
    assert shared == ["Okafor", "Okafor"]


def test_spans_are_of_the_text_and_confidences_are_probabilities(tagger):
    found = find_corpus_form(STORY, paragraphs(STORY), tagger)
    for one in found:
        assert one.content
        assert all(STORY[span.start : span.end] == span.text for span in one.content + one.cue + one.source)
        assert 0 < one.content_confidence < 1
        assert 0 < one.source_confidence < 1
    assert [one.content[0].start for one in found] == sorted(one.content[0].start for one in found)


def test_text_outside_the_blocks_is_never_tagged(tagger):
    second, third = list(paragraphs(STORY))[1:3]
    article = Article(id="a", page="p", text=STORY, blocks=(Block(BlockKind.PARAGRAPH, *third),))
    found = find(article, tagger)
    assert found
    assert all(third[0] <= span.start and span.end <= third[1] for one in found for span in one.content + one.source)
    assert all(one.content[0].start >= second[1] for one in found)


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "...", "x" * 100_000, "東" * 100_000, '"' * 100_000, "\ud800 said \x00.", "said " * 30_000, "1 2\n"],
    ids=["empty", "blank", "stops", "long word", "long run", "quotation marks", "surrogate", "said", "numbers"],
)  # fmt: skip
def test_no_text_upsets_it(text):
    began = time.monotonic()
    found = find_corpus_form(text, paragraphs(text), load("fast"))
    assert all(text[span.start : span.end] == span.text for one in found for span in one.content)
    assert time.monotonic() - began < 120


def test_batches_do_not_change_the_answer(tagger):
    text = STORY * 30
    once = texts(find_corpus_form(STORY, paragraphs(STORY), tagger))
    assert len(find_corpus_form(text, paragraphs(text), tagger)) >= 25 * len(once)


@pytest.fixture
def folder(tmp_path):
    there = tmp_path / "model"
    shutil.copytree(str(files("onrecord") / "models" / "en" / "fast"), there)
    return there


def test_a_folder_is_a_model(folder):
    assert Tagger(folder, threads=2).config.name == load("fast").config.name


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name}: no such file"):
        Tagger(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_another_file_is_named(folder, name):
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=rf"{name}: not the file that config\.json describes"):
        Tagger(folder)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"format": 99}, "format 99; this version reads"),
        ({"labels": ["O"]}, "made for another version"),
        ({"core": 5000}, "made for another version"),
        ({"linking": "much"}, "not the config of a model"),
    ],
)
def test_a_config_that_does_not_fit(folder, change, fault):
    config = json.loads((folder / "config.json").read_text()) | change
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match=fault):
        Tagger(folder)


def test_an_unknown_model_lists_the_choices():
    with pytest.raises(ModelError, match="neither accurate nor fast nor the folder"):
        load("best")
