"""Web archives: what is read, what is left out and counted, and every way in which a file can be broken."""

import gzip
import io
import json
import random
import time
import zlib
from collections import Counter
from pathlib import Path

import pytest
from archive_making import STORY, http, page, record, response, zipped
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from onrecord import pages, read_many
from onrecord.cli.app import app
from onrecord.core.errors import SourceError
from onrecord.core.options import PageFilter, ReadOptions
from onrecord.pages.warc import archived

OPTIONS = ReadOptions()


def items(data: bytes, options: ReadOptions = OPTIONS, tally: Counter[str] | None = None) -> list[pages.Item]:
    return list(archived("news.warc", io.BytesIO(data), options, tally))


def urls(found: list[pages.Item]) -> list[str | None]:
    return [item.response.url.removeprefix("https://news.example/") for item in found if item.response]


def codes(found: list[pages.Item]) -> list[str]:
    return [item.failure.code for item in found if item.failure]


def parsed(item: pages.Item, options: ReadOptions = OPTIONS) -> pages.Parsed:
    return pages.parse(pages.capture(item, options), options)


def zstandard(*records: bytes) -> bytes:
    out = b""
    for one in records:
        stream = io.BytesIO()
        stream.close = lambda: None  # type: ignore[method-assign]
        writer = ZstdWriter(stream)
        writer.write(one)
        writer.close()
        out += stream.getvalue()
    return out


@pytest.mark.parametrize(
    ("name", "pack"),
    [("n.warc", b"".join), ("n.warc.gz", lambda all_: zipped(*all_)), ("n.warc.zst", lambda a: zstandard(*a))],
)
def test_an_archive_is_a_source_of_pages(tmp_path: Path, name: str, pack):
    path = tmp_path / name
    path.write_bytes(pack([response(1), response(2), response(3)]))
    found = list(pages.expand(path, OPTIONS))
    assert urls(found) == ["1", "2", "3"]
    assert len({item.page for item in found}) == 3
    assert all(item.page.startswith(f"{path}:") for item in found)
    article = parsed(found[1]).article
    assert (article.url, article.retrieved) == ("https://news.example/2", "2017-02-25T10:00:00+00:00")
    assert article.outlet is not None
    assert article.outlet.value == "news.example"
    assert "Page 2." in article.text


def test_offsets_are_those_of_the_file(tmp_path: Path):
    path = tmp_path / "n.warc.gz"
    data = zipped(response(1), response(2))
    path.write_bytes(data)
    place = int(list(pages.expand(path, OPTIONS))[1].page.rpartition(":")[2])
    assert b"https://news.example/2" in gzip.decompress(data[place:])


def test_only_html_responses_with_status_200_are_pages():
    tally: Counter[str] = Counter()
    found = items(
        zipped(
            record(b"software: ours\r\n", kind="warcinfo"),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(http(page(), status="404 Not Found")),
            record(http(b"\x89PNG", kind="image/png")),
            record(http(page(), kind="application/xhtml+xml")),
            record(b"fetchTimeMs: 5\r\n", kind="metadata"),
        ),
        tally=tally,
    )
    assert len(found) == 1
    assert tally == {"records": 6, "other": 5, "pages": 1}


def test_a_wet_file_holds_texts(tmp_path: Path):
    path = tmp_path / "n.warc.wet.gz"
    path.write_bytes(zipped(record(b"x: y\r\n", kind="warcinfo"), record(STORY.encode(), kind="conversion")))
    (item,) = pages.expand(path, OPTIONS)
    article = parsed(item).article
    assert article.text == STORY
    assert article.outlet is not None
    assert (article.url, article.outlet.value) == ("https://news.example/bridge", "news.example")


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (PageFilter(url="*/politics/*"), ["b"]),
        (PageFilter(hosts=("news.example",)), ["a", "b"]),
        (PageFilter(hosts=("Other.example", "nothing.example")), ["c"]),
        (PageFilter(since="2017-02-26"), ["b", "c"]),
        (PageFilter(until="2017-02-26"), ["a", "b"]),
        (PageFilter(since="2017-02-26", until="2017-02-26"), ["b"]),
        (PageFilter(hosts=("example",), url="*c"), ["c"]),
        (PageFilter(hosts=("ws.example",)), []),
    ],
)
def test_pages_are_chosen_by_address_host_and_day(only: PageFilter, expected: list[str]):
    data = zipped(
        record(http(page("A. " + STORY)), "https://news.example/a", date="2017-02-25T23:59:59Z"),
        record(http(page("B. " + STORY)), "https://www.news.example/politics/b", date="2017-02-26T00:00:00Z"),
        record(http(page("C. " + STORY)), "https://other.example/c", date="2017-02-27T10:00:00Z"),
    )
    tally: Counter[str] = Counter()
    found = items(data, ReadOptions(only=only), tally)
    assert [item.response.url[-1] for item in found if item.response and item.response.url] == expected
    assert tally["filtered"] == 3 - len(expected)


def test_the_same_bytes_are_one_page():
    tally: Counter[str] = Counter()
    data = zipped(record(http(page()), "https://news.example/1"), record(http(page()), "https://news.example/2"))
    assert urls(items(data, tally=tally)) == ["1"]
    assert tally["duplicate"] == 1


def brotli(data: bytes) -> bytes:
    stream = io.BytesIO()
    stream.close = lambda: None  # type: ignore[method-assign]
    writer = BrotliWriter(stream)
    writer.write(data)
    writer.close()
    return stream.getvalue()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def chunks(data: bytes) -> bytes:
    parts = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (chunks(page()), ["Transfer-Encoding: chunked"]),
        (gzip.compress(page()), ["Content-Encoding: gzip"]),
        (brotli(page()), ["Content-Encoding: br"]),
        (zlib.compress(page()), ["Content-Encoding: deflate"]),
        (raw_deflate(page()), ["Content-Encoding: deflate"]),
        (zstandard(page()), ["Content-Encoding: zstd"]),
        (gzip.compress(brotli(page())), ["Content-Encoding: br, gzip"]),
        (chunks(gzip.compress(page())), ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        (page(), ["Content-Encoding: gzip", "Content-Length: 120"]),  # stored decoded, the headers left as they were
        (page(), ["Content-Encoding: br", "Transfer-Encoding: chunked"]),
        (page(), ["Content-Encoding: identity"]),
    ],
)
def test_encodings_are_undone(body: bytes, fields: list[str]):
    (item,) = items(zipped(record(http(body, *fields))))
    found = pages.capture(item, OPTIONS)
    assert found.data == page()
    assert found.problems == ()


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        (gzip.compress(b"a" * 9_000_000), "Content-Encoding: gzip", "bomb"),
        (brotli(b"a" * 9_000_000), "Content-Encoding: br", "bomb"),
        (
            gzip.compress(zlib.compress(random.Random(1).randbytes(11_000_000), 0), 1),
            "Content-Encoding: deflate, gzip",
            "too-large",
        ),
        (page(), "Content-Encoding: rot13", "content-encoding"),
        (b"\x01\x02not brotli", "Content-Encoding: br", "truncated"),
        (page(), "Content-Encoding: gzip, gzip, gzip, gzip", "content-encoding"),
    ],
)
def test_encodings_that_give_no_page(body: bytes, field: str, code: str):
    (item,) = items(zipped(record(http(body, field))))
    with pytest.raises(SourceError) as caught:
        pages.capture(item, OPTIONS)
    assert caught.value.code == code


def test_an_encoding_that_breaks_off_gives_what_came_before():
    body = gzip.compress(page() + b"".join(b"%d " % n for n in range(50_000)))[:-20_000]
    (item,) = items(zipped(record(http(body, "Content-Encoding: gzip"))))
    found = pages.capture(item, OPTIONS)
    assert found.data.startswith(page())
    assert [problem.code for problem in found.problems] == ["truncated"]


def test_the_charset_is_the_header_s():
    body = page("Bürgermeister " + STORY).decode().encode("latin-1")
    (item,) = items(zipped(record(http(body, kind="text/html; charset=ISO-8859-1"))))
    assert "Bürgermeister" in parsed(item).article.text


def corrupted(data: bytes, place: int) -> bytes:
    return data[:place] + b"\0" * 40 + data[place + 40 :]


LONG = page(random.Random(2).randbytes(3_000).hex())
ONE = len(zipped(response(1)))
BROKEN = {
    "cut off in a record": (
        zipped(response(1), record(http(LONG), "https://news.example/2"))[:-200], ["1", "2"], [], ["truncated"]),
    "cut off in a header": (zipped(response(1), response(2))[: ONE + 40], ["1"], ["broken-record"], []),
    "damaged data": (
        corrupted(zipped(response(1), response(2), response(3)), ONE + 150), ["1", "3"], ["broken-record"], []),
    "too long by a little": (
        zipped(response(1), response(2, lie=80), response(3)), ["1", "2", "3"], [], ["record-length"]),
    "too long by a record": (
        zipped(response(1), response(2, lie=len(response(3)) + 4), response(3), response(4)),
        ["1", "2", "3", "4"], [], ["record-length"]),
    "too long by a gigabyte": (
        zipped(response(1), response(2, lie=10**9), response(3)), ["1", "3"], ["too-large"], []),
    "too short": (zipped(response(1), response(2, lie=-100), response(3)), ["1", "2", "3"], [], ["truncated"]),
    "a length below zero": (
        zipped(response(1), response(2, lie=-(10**6)), response(3)), ["1", "3"], None, []),
    "no record in a member": (zipped(response(1), b"junk\r\n\r\n", response(2)), ["1", "2"], ["broken-record"], []),
    "junk between members": (
        zipped(response(1)) + b"junk\r\n" * 9 + zipped(response(2)), ["1", "2"], ["broken-record"], []),
    "plain, too long": (
        b"".join((response(1), response(2, lie=80), response(3))), ["1", "2", "3"], [], ["record-length"]),
    "plain, junk": (b"".join((response(1), b"junk" * 9 + b"\r\n\r\n", response(2))), ["1", "2"], ["broken-record"], []),
    "HTTP that is none": (
        zipped(response(1), record(b"\xff\xfe\r\nno: http", "https://news.example/x"), response(2)),
        ["1", "2"], None, []),
    "nothing but noise": (bytes(range(256)) * 40, [], ["broken-record"], []),
    "an empty file": (b"", [], ["empty"], []),
    "an empty gzip file": (gzip.compress(b""), [], ["empty"], []),
    "plain, cut off in a header": (response(1) + response(2)[:60], ["1"], ["broken-record"], []),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_archive_gives_every_good_page_once_and_names_the_rest(name: str):
    data, expected, failures, problems = BROKEN[name]
    tally: Counter[str] = Counter()
    found = items(data, tally=tally)
    assert urls(found) == expected
    assert failures is None or codes(found) == failures
    assert tally["broken"] == len([code for code in codes(found) if code != "empty"])
    assert [problem.code for item in found if item.response for problem in item.response.problems] == problems


@pytest.mark.parametrize("compressed", [True, False])
def test_a_cut_anywhere_loses_nothing_in_silence(compressed: bool):
    whole = [response(number) for number in range(3)]
    data = zipped(*whole) if compressed else b"".join(whole)
    sizes = [len(zipped(one) if compressed else one) for one in whole]
    starts = [sum(sizes[:number]) for number in range(3)]
    for place in range(40, len(data), 7):
        found = items(data[:place])
        good = sum(item.failure is None and not item.response.problems for item in found if item)
        begun = sum(start + 30 < place for start in starts)  # of less nothing can be told
        assert len(found) in (begun, begun + 1)
        whole_ones = sum(start + size <= place for start, size in zip(starts, sizes, strict=True))
        assert good in (whole_ones, sum(start + size <= place + 12 for start, size in zip(starts, sizes, strict=True)))


@pytest.mark.parametrize("name", ["too long by a little", "too long by a record"])
def test_a_record_that_is_too_long_gives_its_own_page_alone(name: str):
    second = items(BROKEN[name][0])[1]
    assert second.data == page(f"Page 2. {STORY}")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://news.example/\x07\x1b[31m", "url"),
        ("https://news.example/a b", "url"),
        ("https://n\xe9ws.example/\xff", "url"),
        ("javascript:alert(1)", "url"),
        ("", "url"),
        ("https://", "url"),
        ("https://[bad/", "url"),
        ("https://news.example/" + "a" * 5_000, "url"),
    ],
)
def test_addresses_that_are_none(url: str, code: str):
    found = items(zipped(record(http(page()), url), response(2)))
    assert (codes(found), urls(found)) == ([code], ["2"])
    assert "\x1b" not in str(found[0].failure)


def test_headers_that_are_not_utf_8():
    data = zipped(record(http(page(), "Server: caf\xe9 \xff")), response(2))
    assert [parsed(item).problems for item in items(data)] == [(), ()]


def test_a_large_record_is_passed_over_without_being_unpacked():
    bomb = gzip.compress(record(http(b"<p>" + b"a" * 100_000_000), "https://news.example/bomb"), 9)
    other = gzip.compress(record(b"a" * 100_000_000, kind="resource"), 9)
    data = zipped(response(1)) + bomb * 10 + other * 10 + zipped(response(2))  # 2 GB unpacked
    tally: Counter[str] = Counter()
    began = time.process_time()
    found = items(data, tally=tally)
    assert time.process_time() - began < 10
    assert urls(found) == ["1", "2"]
    assert codes(found) == ["too-large"] * 10
    assert tally["other"] == 10


def test_many_tiny_records_take_little_time_each():
    tiny = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    tally: Counter[str] = Counter()
    began = time.process_time()
    assert items(tiny * 200_000, tally=tally) == []
    assert tally["records"] == 200_000
    assert time.process_time() - began < 6  # ten millions: 5 minutes at the most


def test_members_that_look_like_records_take_little_time_each():
    began = time.process_time()
    items(zipped(response(1)) + b"\x1f\x8b\x08" * 300_000)
    assert time.process_time() - began < 6


@pytest.mark.parametrize(
    ("published", "kept"),
    [("2017-02-24T08:00:00Z", True), ("2017-02-26T02:00:00+05:00", True), ("2017-03-25", False), ("2031-01-01", False)],
)
def test_a_page_was_not_published_after_its_capture(published: str, kept: bool):
    head = f'<meta property="article:published_time" content="{published}">'
    (item,) = items(zipped(record(http(page(head=head)))))
    found = parsed(item)
    assert (found.article.published is not None) is kept
    assert [problem.code for problem in found.problems] == ([] if kept else ["date-after-capture"])


def test_the_day_of_capture_is_not_made_the_day_of_publication():
    (item,) = items(zipped(record(http(page()))))
    assert parsed(item).article.published is None


def test_read_many_reads_an_archive(tmp_path: Path):
    path = tmp_path / "n.warc.gz"
    path.write_bytes(corrupted(zipped(response(1), response(2), response(3)), ONE + 150))
    readings = list(read_many(path, ReadOptions(model="fast")))
    assert [reading.failure.code if reading.failure else reading.article.url for reading in readings] == [
        "https://news.example/1",
        "broken-record",
        "https://news.example/3",
    ]
    assert readings[0].statements


def test_the_command_line_chooses_pages(tmp_path: Path):
    path = tmp_path / "n.warc.gz"
    path.write_bytes(zipped(response(1), record(http(page("Other. " + STORY)), "https://other.example/2")))
    run = CliRunner().invoke(
        app, ["read", str(path), "--only-host", "other.example", "--format", "json", "--model", "fast"]
    )
    assert run.exit_code == 0
    assert [reading["article"]["url"] for reading in json.loads(run.stdout)] == ["https://other.example/2"]
    run = CliRunner().invoke(app, ["read", str(path), "--captured-since", "yesterday"])
    assert run.exit_code == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3 * ONE), st.binary(min_size=1, max_size=30)), max_size=4), st.booleans())
def test_no_damage_stops_the_reading(damage: list[tuple[int, bytes]], compressed: bool):
    whole = [response(number) for number in range(4)]
    data = zipped(*whole) if compressed else b"".join(whole)
    for place, bytes_ in damage:
        data = data[:place] + bytes_ + data[place + len(bytes_) :]
    found = items(data)
    places = [item.page for item in found if item.failure is None]
    assert len(places) == len(set(places))
    if not damage:
        assert len(found) == 4
