"""WARC files made by hand, byte by byte, so that they can be wrong in every way."""

from __future__ import annotations

import gzip

STORY = "The mayor said that the bridge was safe and that it would open to the public in the spring of the year. " * 4


def page(words: str = STORY, head: str = "") -> bytes:
    return (
        f"<html><head><title>Bridge is safe</title>{head}</head><body><article><h1>Bridge is safe</h1>"
        f"<p>{words}</p></article></body></html>"
    ).encode()


def http(body: bytes, *fields: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    length = (
        () if any(field.lower().startswith("content-length") for field in fields) else (f"Content-Length: {len(body)}",)
    )
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {kind}", *fields, *length))
    return head.encode("latin-1") + b"\r\n\r\n" + body


def record(
    block: bytes, url: str = "https://news.example/bridge", *, kind: str = "response", lie: int = 0,
    date: str = "2017-02-25T10:00:00Z",
) -> bytes:  # fmt: skip
    fields = (
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Date: {date}", f"WARC-Target-URI: {url}",
        f"Content-Type: {'application/http; msgtype=response' if kind == 'response' else 'text/plain'}",
        f"Content-Length: {len(block) + lie}",
    )  # fmt: skip
    return "\r\n".join(fields).encode("latin-1") + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(number: int, *, lie: int = 0, date: str = "2017-02-25T10:00:00Z") -> bytes:
    """A good page of its own."""
    return record(http(page(f"Page {number}. {STORY}")), f"https://news.example/{number}", lie=lie, date=date)


def zipped(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))
