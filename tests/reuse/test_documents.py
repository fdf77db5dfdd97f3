"""Source documents of every kind, good and bad; drafts against them."""

from __future__ import annotations

import json
import zipfile

import pytest

from onrecord.core.errors import SourceMissing
from onrecord.reuse.documents import read_sources
from onrecord.reuse.sources import same_person, source_text
from onrecord.reuse.verify import verify_quotations, verify_text

WORDS = "The bridge will open in May, and the old ferry will stop."
DRAFT = 'Reed said: "The bridge will open in May," and "the old ferry will stop in June." It was "fun".'


def docx_with_changes(path):
    docx = pytest.importorskip("docx")
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    paragraph = document.add_paragraph("The bridge will open ")
    for tag, text in (
        ("w:del", "<w:delText>in April</w:delText>"),
        ("w:moveFrom", "<w:t>in June, they say, </w:t>"),
        ("w:ins", "<w:t>in May, and the old ferry will stop.</w:t>"),
    ):
        paragraph._p.append(parse_xml(f'<{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r>{text}</w:r></{tag}>'))
    document.save(path)


def blank_pdf(path, *, password=None):
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)


def test_every_kind_of_source_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "b.html").write_text(f"<html><body><article><p>{WORDS}</p></article></body></html>")
    (tmp_path / "c.jsonl").write_text(json.dumps({"url": "u", "text": WORDS}) + "\n\n")
    docx_with_changes(tmp_path / "d.docx")
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("inner/f.txt", WORDS)
    sources = read_sources([tmp_path])
    assert not sources.unreadable
    assert len(sources.texts) == 5
    assert all(WORDS in text.text for text in sources.texts)


def test_what_cannot_be_read_is_named_with_the_reason(tmp_path):
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01" * 50)
    (tmp_path / "bad.jsonl").write_text("{")
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    blank_pdf(tmp_path / "scanned.pdf")
    blank_pdf(tmp_path / "locked.pdf", password="secret")
    sources = read_sources([tmp_path])
    assert not sources.texts
    reasons = " ".join(problem.message for problem in sources.unreadable)
    assert len(sources.unreadable) == 7
    assert "encrypted" in reasons
    assert "OCR" in reasons
    (checked,) = verify_quotations(['"The bridge will open"', ""], sources)
    assert checked.verdict == "source unreadable"


def test_a_missing_path_is_an_error(tmp_path):
    with pytest.raises(SourceMissing):
        read_sources([tmp_path / "no"])


def test_the_quotations_of_a_draft_are_checked_in_order():
    found = verify_text(DRAFT, [source_text("s", WORDS)])
    assert [(DRAFT[one.quoted.start : one.quoted.end], one.verdict) for one in found] == [
        ("The bridge will open in May,", "verbatim"),
        ("the old ferry will stop in June.", "altered"),
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ANN REED: Yes.\nBO LIND: No.", ["ANN REED", "BO LIND"]),
        ("Q: Why?\nA: So.", ["Q", "A"]),
        ("Reed: a\nLind: b\nReed: c\nLind: d\nReed: e\nLind: f", ["Reed", "Lind"] * 3),
        ("Note: all of this is prose.", []),
        ("Before.\nANN REED: Yes.", [None, "ANN REED"]),
    ],
)
def test_turns(text, speakers):
    assert [turn.speaker for turn in source_text("s", text).turns] == speakers


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ANN REED", "Reed", True),
        ("Ann Reed", "Mayor Ann Reed", True),
        ("Ann Reed", "Bill Reed", False),
        ("Ann Reed", "Bo Lind", False),
        ("UNIDENTIFIED", "Ann Reed", None),
        (None, "Ann Reed", None),
    ],
)
def test_same_person(one, other, same):
    assert same_person(one, other) is same
