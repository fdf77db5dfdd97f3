"""Feeds and listings as sources, on disk and from a server of our own on the loopback address."""

import contextlib
import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from archive_making import STORY, page, response, zipped
from local_site import serving

from onrecord import pages, read_many
from onrecord.core.options import PageFilter, ReadOptions

PRIVATE = ReadOptions(allow_private=True, model="fast")
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title>
<item><title>Bridge is safe</title><link>{root}/bridge</link><author>Ada Lane</author>
  <pubDate>Sat, 25 Feb 2017 10:00:00 +0100</pubDate></item>
<item><title>Two dates</title><link>{root}/dates</link><pubDate>02/03/2017</pubDate></item>
<item><title>Again</title><link>{root}/bridge</link></item>
<item><title>Bad address</title><link>javascript:alert(1)</link></item>
<item><title>Here in full</title><description>&lt;p&gt;{story}&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>
<entry><title>Bridge</title><link href="{root}/bridge"/><published>2017-02-25T10:00:00Z</published>
<updated>2017-02-26T10:00:00Z</updated></entry></feed>"""
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(97 + n)} "{("&" + chr(96 + n) + ";") * 50}">' for n in range(1, 9))
    + "]><rss version='2.0'><channel><title>&i;</title><item><link>https://news.example/a</link></item></channel></rss>"
)
SECRET = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY s SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
    "<title>&s;</title><item><link>https://news.example/a</link></item></channel></rss>"
)


class Site(BaseHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        root = f"http://{self.headers['Host']}"
        rss, html = "application/rss+xml", "text/html"
        answers = {
            "/feed.rss": (rss, RSS.format(root="", story=STORY).encode()),
            "/news": (rss, RSS.format(root=root, story=STORY).encode()),
            "/bridge": (html, page()),
            "/crawl-data/CC-NEWS/2017/02/warc.paths.gz": (
                "application/gzip",
                gzip.compress(b"crawl-data/CC-NEWS/2017/02/n.warc.gz\ncrawl-data/gone.warc.gz\nx.txt\n")),
            "/crawl-data/CC-NEWS/2017/02/n.warc.gz": ("application/gzip", zipped(response(1), response(2))),
        }  # fmt: skip
        kind, body = answers.get(self.path, (html, b""))
        self.send_response(200 if self.path in answers else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)


@pytest.fixture
def site() -> Iterator[str]:
    with serving(Site) as address:
        yield address


@pytest.mark.parametrize("name", ["news.rss", "news.xml", "feed:news.txt"])
def test_a_feed_on_disk_names_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.chdir(tmp_path)
    path = name.removeprefix("feed:")
    Path(path).write_text(RSS.format(root="https://news.example", story=STORY), encoding="utf-8")
    found = list(pages.expand(name, ReadOptions()))
    assert [item.page for item in found] == [
        "https://news.example/bridge", "https://news.example/dates", f"{path}:4", f"{path}:5",
    ]  # fmt: skip
    assert found[0].entry is not None
    assert found[0].entry.published == "2017-02-25T09:00:00+00:00"
    assert (found[0].entry.feed, found[0].entry.byline) == ("The Example", "Ada Lane")
    assert found[1].entry is not None
    assert found[1].entry.published is None  # it could be read two ways
    assert found[2].failure is not None
    assert found[2].failure.code == "url"
    full = pages.parse(pages.capture(found[3], ReadOptions()), ReadOptions()).article
    assert STORY.strip() in full.text
    assert full.headline is not None
    assert full.outlet is not None
    assert (full.headline.value, full.outlet.value) == ("Here in full", "The Example")


def test_atom_has_two_dates(tmp_path: Path):
    path = tmp_path / "news.atom"
    path.write_text(ATOM.format(root="https://news.example"), encoding="utf-8")
    (item,) = pages.expand(path, ReadOptions())
    assert item.entry is not None
    assert (item.entry.published, item.entry.updated) == ("2017-02-25T10:00:00+00:00", "2017-02-26T10:00:00+00:00")


@pytest.mark.parametrize("source", ["{site}/feed.rss", "feed:{site}/news"])
def test_a_feed_on_the_web_gives_its_pages_their_dates(site: str, source: str):
    readings = list(read_many(source.format(site=site), PRIVATE))
    article = readings[0].article
    assert article.url == f"{site}/bridge"
    assert article.published is not None
    assert (article.published.value, article.published.origin) == ("2017-02-25T09:00:00+00:00", "feed published")
    assert article.headline is not None
    assert article.headline.origin != "feed headline"  # the page says so itself
    assert [reading.failure.code for reading in readings if reading.failure] == ["http-404", "url"]


def test_a_feed_s_pages_are_chosen_by_day(tmp_path: Path):
    path = tmp_path / "news.atom"
    path.write_text(ATOM.format(root="https://news.example"), encoding="utf-8")
    assert list(pages.expand(path, ReadOptions(only=PageFilter(since="2017-02-26")))) == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.rss", b"<html><body>no feed</body></html>", "feed"),
        ("b.rss", b"", "feed"),
        ("c.rss", b"<rss version='2.0'><channel></channel></rss>", "empty"),
        ("d.rss", b"\x00\xff" * 2_000, "feed"),
        ("e.rss", b"<rss>" * 200_000, "empty"),
    ],
)
def test_what_is_no_feed(tmp_path: Path, name: str, data: bytes, code: str):
    (tmp_path / name).write_bytes(data)
    began = time.process_time()
    (item,) = pages.expand(tmp_path / name, ReadOptions())
    assert item.failure is not None
    assert item.failure.code == code
    assert time.process_time() - began < 10


@pytest.mark.parametrize("markup", [LAUGHS, SECRET])
def test_a_feed_s_entities_lead_nowhere(tmp_path: Path, markup: str):
    path = tmp_path / "hostile.rss"
    path.write_text(markup, encoding="utf-8")
    began = time.process_time()
    for item in pages.expand(path, ReadOptions()):
        assert item.entry is None or "root:" not in (item.entry.feed or "")
        assert item.entry is None or len(item.entry.feed or "") < 300
    assert time.process_time() - began < 5


def test_a_page_that_is_a_feed_says_so(site: str):
    (reading,) = read_many(f"{site}/news", PRIVATE)
    assert reading.failure is not None
    assert (reading.failure.code, f"feed:{site}/news" in reading.failure.message) == ("feed", True)


def test_a_listing_on_disk(tmp_path: Path):
    (tmp_path / "n.warc.gz").write_bytes(zipped(response(1)))
    (tmp_path / "warc.paths.gz").write_bytes(gzip.compress(b"# ours\nn.warc.gz\n\ngone.warc.gz\nwarc.paths.gz\n"))
    found = list(pages.expand(tmp_path / "warc.paths.gz", ReadOptions()))
    assert [item.failure.code if item.failure else item.page for item in found] == [
        f"{tmp_path / 'n.warc.gz'}:0",
        "missing",
        "listing",  # no listing of listings: it may name itself
    ]


def test_a_listing_and_archives_on_the_web(site: str):
    found = list(pages.expand(f"{site}/crawl-data/CC-NEWS/2017/02/warc.paths.gz", PRIVATE))
    assert [item.failure.code if item.failure else item.response and item.response.url for item in found] == [
        "https://news.example/1",
        "https://news.example/2",
        "http-404",
        "listing",
    ]


def test_an_archive_at_a_private_address_is_refused(site: str):
    (item,) = pages.expand(f"{site}/crawl-data/CC-NEWS/2017/02/n.warc.gz", ReadOptions())
    assert item.failure is not None
    assert item.failure.code == "address"
