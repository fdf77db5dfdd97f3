"""What hostile, odd and broken drafts and sources get: a verdict or a clear refusal, in bounded time."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from test_documents import WORDS, blank_pdf, docx_with_changes
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.core.errors import SourceUnreadable
from onrecord.reuse.documents import read_document, read_sources
from onrecord.reuse.sources import source_text
from onrecord.reuse.verdicts import Quoted, Verdict, Verifier
from onrecord.reuse.verify import verify_quotations, verify_text

SPEECH = (
    "The bridge will open in May, and the old ferry will stop. Nobody asked the ferrymen what they think of it. "
    "We have counted every boat that left the harbour since the spring of last year."
)


def verdict(quotation: str, source: str = SPEECH) -> str:
    return Verifier([source_text("source", source)]).check(Quoted(text=quotation)).verdict


def test_a_source_of_fifty_megabytes(tmp_path):
    line = "x" * 900 + "\n"
    (tmp_path / "large.txt").write_text(line * 27_000 + SPEECH + "\n" + line * 27_000)
    began = time.process_time()
    (checked,) = verify_quotations([SPEECH[:56]], read_sources([tmp_path / "large.txt"]))
    assert checked.verdict is Verdict.VERBATIM
    assert time.process_time() - began < 60


def test_a_source_over_the_limit_is_refused_by_name(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(64_000_001)
    sources = read_sources([tmp_path / "huge.txt"])
    assert "larger than" in sources.unreadable[0].message
    assert verify_quotations([SPEECH], sources)[0].verdict is Verdict.SOURCE_UNREADABLE


def test_a_large_source_takes_memory_by_its_words_not_by_its_objects():
    text = (SPEECH + "\n") * 6_000  # a million characters
    tracemalloc.start()
    try:
        Verifier([source_text("source", text)])
        assert tracemalloc.get_traced_memory()[1] < 60 * len(text)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("make", "reason"),
    [(lambda path: blank_pdf(path, password="secret"), "encrypted"), (blank_pdf, "OCR")],
    ids=["encrypted PDF", "scanned PDF"],
)
def test_a_pdf_without_text_is_unreadable_not_silent(tmp_path, make, reason):
    make(tmp_path / "source.pdf")
    sources = read_sources([tmp_path / "source.pdf"])
    assert reason in sources.unreadable[0].message
    assert verify_quotations([SPEECH], sources)[0].verdict is Verdict.SOURCE_UNREADABLE
    with pytest.raises(SourceUnreadable, match=r"source\.pdf: .*" + reason):
        read_document(tmp_path / "source.pdf")


def test_a_docx_is_read_with_its_tracked_changes_accepted(tmp_path):
    docx_with_changes(tmp_path / "source.docx")
    sources = read_sources([tmp_path / "source.docx"])
    assert [one.verdict for one in verify_quotations([WORDS, "The bridge will open in April"], sources)] == [
        "verbatim",
        "altered",
    ]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("harbour", "verbatim"),
        ("fishwives", "not found"),
        ("… … [...] . . .", "not checked"),
        ("[ferrymen]", "not checked"),
        ("Der alte Fährmann hat die Brücke noch nie gesehen", "not found"),
        ("旧渡船は五月に止まります", "not found"),
        ("The bridge will open in [May, and the old ferry", "verbatim"),
        ("The bridge will open in May], and the ((old) ferry", "verbatim"),
        ("[[The bridge]] will open in May, and the old ferry will stop", "verbatim"),
        (" ".join(SPEECH for _ in range(130)), "not found"),
        ("unheard " * 5_000, "not found"),
        (f"{SPEECH} " * 220, "not checked"),
    ],
    ids=["one word", "one other word", "all ellipsis", "all bracket", "another language", "another script", "open",
         "closing brackets", "brackets in brackets", "5,000 words that repeat", "5,000 words", "too many words"],
)  # fmt: skip
def test_odd_quotations(quotation, expected):
    began = time.process_time()
    assert verdict(quotation) in (expected, "spliced" if expected == "not found" else expected)
    assert time.process_time() - began < 30


def test_five_thousand_words_that_stand_there():
    said = " ".join(f"word{n} and{n % 97}" for n in range(2_500))
    assert verdict(said, f"Before. {said} After.") == "verbatim"


def test_a_source_in_another_language():
    source = "Die Brücke wird im Mai geöffnet, und die alte Fähre fährt nicht mehr. " * 50
    assert verdict(SPEECH[:56], source) == "not found"
    assert verdict("die alte Fähre fährt nicht mehr", source) == "verbatim"


def one_after_another(times: int) -> str:
    return (SPEECH + "\n") * times


def between_other_words(times: int) -> str:
    return "\n".join(f"Meeting {n} of day {n % 31}.\n{SPEECH}" for n in range(times))


@pytest.mark.parametrize("printed", [one_after_another, between_other_words])
def test_the_same_passage_ten_thousand_times(printed):
    began = time.process_time()
    rows = [
        (SPEECH[:56], "verbatim"),
        (SPEECH[:56].replace("May", "June"), "altered"),
        ("Nobody asked the ferrymen what they thought of it.", "altered"),
        ("We have counted every ship that left the harbour", "altered"),
        ("the ferrymen ask for the price of a boat", "not found"),
    ]
    verifier = Verifier([source_text("source", printed(10_000))])
    assert [verifier.check(Quoted(text=quotation)).verdict for quotation, _ in rows] == [right for _, right in rows]
    assert time.process_time() - began < 30


def run(*arguments: str):
    return CliRunner().invoke(app, ["verify", *arguments])


@pytest.mark.parametrize("suffix", ["html", "docx", "txt"])
def test_a_draft_of_any_kind(tmp_path, suffix):
    draft, source = tmp_path / f"draft.{suffix}", tmp_path / "source.txt"
    source.write_text(SPEECH)
    said = "Reed said: “The bridge will open in June, and the old ferry will stop.” It was a warm day at the harbour."
    if suffix == "html":
        draft.write_text(f"<html><body><article><p>{said}</p></article></body></html>", encoding="utf-8")
    elif suffix == "docx":
        docx = pytest.importorskip("docx").Document()
        docx.add_paragraph(said)
        docx.save(draft)
    else:
        draft.write_bytes(said.encode("cp1252"))
    result = run(str(draft), "--against", str(source), "--no-speakers", "--format", "jsonl")
    assert result.exit_code == 1
    assert '"verdict": "altered"' in result.output


def test_sources_must_be_named(tmp_path):
    (tmp_path / "draft.txt").write_text("“Words of somebody here.”")
    result = run(str(tmp_path / "draft.txt"))
    assert result.exit_code == 2
    assert "--record" in result.output


def test_plain_quotations_have_places_in_the_draft():
    text = '"The bridge will open"\n\n the ferry sank today \n…'
    from onrecord.reuse.verify import quoted_lines

    found = quoted_lines(text)
    assert [text[one.start : one.end] for one in found] == ["The bridge will open", "the ferry sank today", "…"]
    assert verify_text("no marks", [source_text("s", SPEECH)]) == ()
