"""Fetching, against servers of our own on the loopback address."""

import contextlib
import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from local_site import serving

from onrecord import pages
from onrecord.core.errors import FetchError, FetchRefused, SourceError
from onrecord.core.options import ReadOptions
from onrecord.pages import fetch as fetching
from onrecord.pages.addresses import is_public

PRIVATE = ReadOptions(allow_private=True, max_bytes=100_000)
STORY = (
    b"<html><body><p>"
    + b"The mayor said that the bridge was safe and would open to all in the spring. " * 5
    + b"</p></body></html>"
)
ROBOTS = b"User-agent: *\nDisallow: /private\n"


class Site(BaseHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        kind, _, rest = self.path.lstrip("/").partition("/")
        if kind == "robots.txt":
            self.answer(200, ROBOTS, Content_Type="text/plain")
        elif kind == "hops":
            self.answer(302, Location=f"/hops/{int(rest) - 1}" if int(rest) > 1 else "/story")
        elif kind == "to":
            self.answer(302, Location=rest)
        elif kind == "gzip":
            self.answer(200, gzip.compress(STORY), Content_Encoding="gzip")
        elif kind == "bomb":
            self.answer(200, gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip")
        elif kind == "large":
            self.answer(200, b"a" * 200_000)
        elif kind == "image":
            self.answer(200, b"\x89PNG", Content_Type="image/png")
        elif kind == "gone":
            self.answer(410)
        elif kind == "slow":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):  # the client goes away
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.1)
        else:
            self.answer(200, STORY)


@pytest.fixture
def site() -> Iterator[str]:
    with serving(Site) as address:
        yield address


def capture(url: str, options: ReadOptions = PRIVATE) -> pages.Capture:
    return pages.capture(pages.single(url, options), options)


@pytest.mark.parametrize("path", ["/story", "/gzip", "/hops/5", "/to/story"])
def test_fetched(site: str, path: str):
    found = capture(site + path.replace("/to/", "/to//"))
    assert found.data == STORY
    assert found.retrieved is not None
    assert (found.media_type, found.charset, found.page) == ("text/html", "utf-8", site + path.replace("/to/", "/to//"))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/hops/6", "redirects"),
        ("/bomb", "too-large"),
        ("/large", "too-large"),
        ("/image", "binary"),
        ("/gone", "http-410"),
        ("/private/page", "robots"),
        ("/to/ftp://127.0.0.1/x", "scheme"),
        ("/to/file:///etc/passwd", "scheme"),
        ("/to/http://[bad/", "redirect"),
    ],
)
def test_not_fetched(site: str, path: str, code: str):
    with pytest.raises(SourceError) as caught:
        capture(site + path)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_robots_are_kept_unless_told_otherwise(site: str):
    assert capture(f"{site}/private/page", ReadOptions(allow_private=True, ignore_robots=True)).data == STORY


def test_private_addresses_are_refused_by_number_and_by_name(site: str):
    for url in (
        f"{site}/story",
        f"{site}/story".replace("127.0.0.1", "localhost"),
        "http://[::ffff:127.0.0.1]/",
        "http://0x7f.1/",
    ):
        with pytest.raises(FetchRefused) as caught:
            capture(url, ReadOptions())
        assert caught.value.code == "address"


def test_only_the_web(site: str):
    for url in ("ftp://example.org/x", "file:///etc/passwd", "http://", "gopher://example.org"):
        with pytest.raises(FetchRefused):
            capture(url)


def test_time_is_limited_in_total(site: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    with pytest.raises(FetchError) as caught:
        capture(f"{site}/slow")
    assert caught.value.code == "timeout"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.1.2.3", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("no address", False),
    ],
)
def test_addresses(address: str, public: bool):
    assert is_public(address) is public
