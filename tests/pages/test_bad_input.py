"""Bad input: each gets a one-line answer with a stable code, or a partial reading with its problems."""

import gzip
import time
from pathlib import Path

import pytest

from onrecord import pages
from onrecord.core.errors import ManyPages, SourceError
from onrecord.core.options import ReadOptions

OPTIONS = ReadOptions()
STORY = "The mayor said that the bridge was safe and that it would open to the public in the spring of the year. " * 4
HTML = (
    "<html><head><title>Bridge is safe</title></head>"
    f"<body><article><h1>Bridge is safe</h1><p>{STORY}</p></article></body></html>"
)
GERMAN = "Der Bürgermeister sagte, dass die Brücke sicher ist und im Frühling für die Stadt geöffnet wird. " * 4
PAYWALL = b"<html><body><p>Subscribe to continue reading this article, or sign in.</p></body></html>"
NESTED = f"<html><body>{'<div>' * 500}<p>{STORY}</p>{'</div>' * 500}</body></html>"
CUT = gzip.compress(b"".join(STORY.encode() + str(n).encode() for n in range(300)))[:-300]
LATIN = HTML.replace("<head>", '<head><meta charset="iso-8859-1">').replace("mayor", "mayor Müller")


def read(path: Path, data: bytes, options: ReadOptions = OPTIONS) -> pages.Parsed:
    path.write_bytes(data)
    return pages.parse(pages.capture(pages.single(path, options), options), options)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.html", b" \n ", "empty"),
        ("no-text.html", b"<html><body></body></html>", "empty"),
        ("image.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        ("noise.txt", bytes(range(256)) * 50, "binary"),
        ("paper.txt", b"%PDF-1.7\n" + STORY.encode(), "binary"),
        ("cut.txt.gz", gzip.compress(STORY.encode())[:11], "truncated"),
        ("furniture.txt", b"Skip to main content\n\nPopular Video\n\nShare this\n", "furniture-only"),
        ("consent.txt", b"We and our partners use cookies. Accept all cookies to go on.", "consent"),
        ("paywall.html", PAYWALL, "paywall"),
        ("bomb.txt.gz", gzip.compress(b"a " * 30_000_000), "too-large"),
        ("large.txt", b"word " * 2_100_000, "too-large"),
        ("german.txt", GERMAN.encode(), "language"),
        ("russian.txt", ("Мэр сказал, что мост безопасен и откроется весной. " * 4).encode(), "language"),
    ],
)
def test_refused(tmp_path: Path, name: str, data: bytes, code: str):
    began = time.monotonic()
    with pytest.raises(SourceError) as caught:
        read(tmp_path / name, data)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("wrong-declared.html", LATIN.encode(), ["encoding-declared"]),
        (
            "invalid.txt",
            (STORY + "naïve café résumé coöperate " * 3).encode() + b"\xff\xfe and so on.",
            ["encoding-damaged"],
        ),
        ("nulls.txt", STORY.encode().replace(b"bridge", b"bri\0dge"), ["null-bytes"]),
        ("cut.txt.gz", CUT, ["truncated"]),
        ("nested.html", NESTED.encode(), ["nested"]),
        ("quotes.txt", (STORY + '"' * 100_000).encode(), []),
        ("quotes.html", HTML.replace("</p>", '"“' * 50_000 + "</p>").encode(), []),
        ("latin.txt", (STORY + "The café’s owner said so.").encode("cp1252"), []),
        ("utf16.txt", ("\ufeff" + STORY).encode("utf-16-le"), []),
    ],
)
def test_partial_reading(tmp_path: Path, name: str, data: bytes, codes: list[str]):
    began = time.monotonic()
    parsed = read(tmp_path / name, data)
    assert [problem.code for problem in parsed.problems] == codes
    article = parsed.article
    assert any("The mayor" in article.text[block.start : block.end] for block in article.blocks)
    assert "\0" not in article.text
    assert time.monotonic() - began < 10


def test_characters_of_other_encodings(tmp_path: Path):
    assert "café’s" in read(tmp_path / "latin.txt", (STORY + "The café’s owner.").encode("cp1252")).article.text
    declared = HTML.replace("<head>", '<head><meta charset="windows-1252">').replace("mayor", "mayor — Müller")
    assert "mayor — Müller" in read(tmp_path / "page.html", declared.encode("cp1252")).article.text


@pytest.mark.parametrize("name", ["missing.txt", "", "no/such/*.txt", "a\0b.txt", "x" * 5000])
def test_missing(tmp_path: Path, name: str):
    source = str(tmp_path / name) if name else ""
    with pytest.raises(SourceError) as caught:
        pages.capture(pages.single(source, OPTIONS), OPTIONS)
    assert "\n" not in str(caught.value)


def test_a_large_page_is_read_when_asked_for(tmp_path: Path):
    data = (STORY + "\n\n").encode() * 30_000
    parsed = read(tmp_path / "large.txt", data, ReadOptions(max_bytes=50_000_000, max_story=50_000_000))
    assert len(parsed.article.blocks) == 30_000


def test_other_languages_when_asked_for(tmp_path: Path):
    data = "Der Bürgermeister sagte, dass die Brücke sicher ist und im Frühling geöffnet wird. " * 4
    assert read(tmp_path / "german.txt", data.encode(), ReadOptions(any_language=True)).article.language == "de"


def test_json_lines(tmp_path: Path):
    path = tmp_path / "news.jsonl.gz"
    lines = [
        b'{"text": "%s", "headline": "Bridge is safe", "outlet": "The Gazette", "published": "2017-02-23",'
        b' "url": "https://gazette.example/1"}' % STORY.encode(),
        b'{"text": "broken',
        b"",
        b"[1]",
        b'{"text": 3}',
        b'{"headline": "no text"}',
        b'{"text": "' + b"x" * 2_000_000 + b'"}',
        b'{"text": "%s"}' % STORY.encode(),
    ]
    path.write_bytes(gzip.compress(b"\n".join(lines)))
    options = ReadOptions(max_bytes=1_000_000)
    found: list[tuple[str, str]] = []
    messages: list[str] = []
    for item in pages.expand(path, options):
        try:
            article = pages.parse(pages.capture(item, options), options).article
        except SourceError as error:
            found.append((item.page.rpartition(":")[2], error.code))
            messages.append(str(error))
        else:
            found.append((item.page.rpartition(":")[2], article.outlet.value if article.outlet else ""))
    assert found == [
        ("1", "The Gazette"), ("2", "json"), ("4", "json"), ("5", "json"), ("6", "json"), ("7", "too-large"), ("8", ""),
    ]  # fmt: skip
    assert [line in message for line, message in zip("24567", messages, strict=True)] == [True] * 5
    with pytest.raises(ManyPages):
        pages.single(path, options)


def test_folders_are_read_in_order(tmp_path: Path):
    for name in ("b.txt", "a/z.html", "a/c.htm.gz", ".hidden.txt", "style.css"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STORY)
    assert [item.page.removeprefix(f"{tmp_path}/") for item in pages.expand(tmp_path, OPTIONS)] == [
        "b.txt",
        "a/c.htm.gz",
        "a/z.html",
    ]
    (tmp_path / "list.urls").write_text("# ours\nhttps://gazette.example/1\nb.txt\n")
    assert [item.page for item in pages.expand(tmp_path / "list.urls", OPTIONS)] == [
        "https://gazette.example/1",
        str(tmp_path / "b.txt"),
    ]


@pytest.mark.parametrize("paragraphs", [1, 40])
def test_a_story_of_any_length_is_read_up_to_the_limit(tmp_path: Path, paragraphs: int) -> None:
    text = "\n\n".join([STORY.strip()] * paragraphs)
    parsed = read(tmp_path / "long.txt", text.encode(), ReadOptions(max_story=300))
    assert [problem.code for problem in parsed.problems] == ["long"]
    assert parsed.article.text == text
    covered = sum(block.end - block.start for block in parsed.article.blocks)
    assert 250 < covered <= 300
