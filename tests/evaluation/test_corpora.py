"""Reading PolNeAR's layout: what it accepts, and how it names what is wrong."""

from __future__ import annotations

import importlib.util

import pytest

from onrecord.core.errors import CorpusError
from onrecord.evaluation.corpora import read_corpus

TEXT = "Ada said it rains.\nBob agreed.\n"


def corpus(folder, annotations, text=TEXT, name="paper_2020-01-01_rain"):
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / f"{name}.txt").write_bytes(text.encode())
    for annotator, lines in annotations.items():
        (folder / "attributions" / f"{name}_{annotator}.ann").write_bytes(lines.encode())
    return folder


def shape(attribution):
    return tuple(
        [(span.start, span.end) for span in getattr(attribution, role)] for role in ("source", "cue", "content")
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("T1\tSource 0 3\tAda\nT2\tCue 4 8\tsaid\nT3\tContent 9 17\tit rains\n"
         "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\nT4\tAttribution 4 8\tsaid\n",
         [([(0, 3)], [(4, 8)], [(9, 17)])]),
        ("E1\tContent:T3 Cue:T2\nT2\tCue 4 8\tsaid\nT3\tContent 9 17\tit rains\n", [([], [(4, 8)], [(9, 17)])]),
        ("T2\tCue 4 8\tsaid\nT3\tContent 12 17;9 11\tit rains\nE1\tContent:T3 Cue:T2\n",
         [([], [(4, 8)], [(9, 11), (12, 17)])]),
        ("T2\tCue 4 8\tsaid\nT3\tContent 9 11\tit\nT4\tContent 12 17\trains\nE1\tContent:T3 Content2:T4 Cue:T2\n",
         [([], [(4, 8)], [(9, 11), (12, 17)])]),
        ("T1\tSource 0 3\tAda\nE1\tSource:T1\n", []),
        ("T1\tDiscard 0 3\tAda\nT2\tCue 4 8\tsa\nid goes on\nT3\tContent 9 17\tit rains\n"
         "E1\tCue:T2 Content:T3\n# a note\n",
         [([], [(4, 8)], [(9, 17)])]),
    ],
)  # fmt: skip
def test_annotations(tmp_path, lines, expected):
    (article,) = read_corpus(corpus(tmp_path, {"x1": lines}))
    assert [shape(one) for one in article.reference] == expected
    assert all(span.text == TEXT[span.start : span.end] for one in article.reference for span in one.content)


def test_annotators_in_order(tmp_path):
    line = "T2\tCue 4 8\tsaid\nE1\tCue:T2\n"
    (article,) = read_corpus(corpus(tmp_path, {"zz": "", "aa": line}))
    assert [(who, len(found)) for who, found in article.annotations] == [("aa", 1), ("zz", 0)]
    assert (article.publisher, article.text) == ("paper", TEXT)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("T1\tSource 0 300\tAda\n", r"_x1\.ann:1: span \[0, 300\) outside"),
        ("\nT1\tSource 5 5\tAda\n", r"_x1\.ann:2: span \[5, 5\) outside"),
        ("T1\tContent 0 8;4 12\tAda\n", r"_x1\.ann:1: parts of one span cross at 4"),
        ("E1\tCue:T9\n", r"_x1\.ann:1: no span T9"),
        ("T1\tCue 4 8\tsaid\nE1\tCue\n", r"_x1\.ann:2: not ROLE:SPAN"),
        ("T1\tCue four\tsaid\n", r"_x1\.ann:1: a span without offsets"),
    ],
)
def test_faults_name_file_and_line(tmp_path, lines, fault):
    folder = corpus(tmp_path, {"x1": lines})
    with pytest.raises(CorpusError, match=fault):
        read_corpus(folder)


def test_faults_of_folders(tmp_path):
    with pytest.raises(CorpusError, match="empty corpus"):
        read_corpus(tmp_path / "nowhere")
    folder = corpus(tmp_path, {"x1": ""})
    (folder / "attributions" / "other_x1.ann").touch()
    with pytest.raises(CorpusError, match=r"other_x1\.ann: an annotation file without its text"):
        read_corpus(folder)
    (folder / "attributions" / "other_x1.ann").unlink()
    (folder / "text" / "paper_2020-01-01_rain.txt").write_bytes(b"caf\xe9")
    with pytest.raises(CorpusError, match=r"rain\.txt: not UTF-8 at byte 3"):
        read_corpus(folder)


@pytest.mark.shared
@pytest.mark.parametrize("split", ["train", "dev"])
def test_agrees_with_the_reference_reader(shared, split):
    spec = importlib.util.spec_from_file_location("reference", shared / "tools" / "score_attributions.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    texts, files = reference.read_split(str(shared / "data" / "polnear" / split))
    articles = read_corpus(shared / "data" / "polnear" / split)
    assert {article.name: article.text for article in articles} == {name: one.text for name, one in texts.items()}
    for article in articles:
        for (who, mine), (annotator, path) in zip(article.annotations, files[article.name], strict=True):
            theirs = reference.read_ann(path)[0]
            expected = [tuple(sorted(set(getattr(one, role))) for role in reference.ROLES) for one in theirs]
            assert (who, [shape(one) for one in mine]) == (annotator, expected)
