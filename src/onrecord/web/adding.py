"""What may be added to the record: an address, a text that was pasted, or files that were sent."""

from __future__ import annotations

import hashlib
import ipaddress
from io import BytesIO
from urllib.parse import urlsplit

from onrecord.pages import Item
from onrecord.pages.addresses import is_public
from onrecord.pages.items import RECORD_SUFFIXES
from onrecord.pages.lines import numbered_lines
from onrecord.web.drafts import Upload, plain_name
from onrecord.web.problems import TooLarge, WebError
from onrecord.web.settings import PAGE_BYTES

_LINES = 1_000  # articles of one file


def of_url(url: str) -> list[Item]:
    """The page at an address. Raises WebError (422) for one that is plainly not on the web.

    A name that leads to this machine or a private network is refused when it is fetched.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise WebError("That is not an address.", "Give one that begins with https://.", status=422) from None
    if parts.scheme not in ("http", "https") or not host or not url.isprintable() or " " in url:
        raise WebError("That is not an address.", "Give one that begins with https:// or http://.", status=422)
    if host == "localhost" or host.endswith(".localhost") or (_is_number(host) and not is_public(host)):
        raise WebError("That address is not on the public web.", "Save the page and add its file.", status=422)
    return [Item(url)]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit() or host.lower().startswith("0x")
    return True


def of_text(text: str, name: str) -> list[Item]:
    """Text that was pasted. The same text has the same name, so that it is added once."""
    if not text.strip():
        raise WebError("There is nothing to add.", "Give an address, choose a file, or paste a text.")
    data = text.encode("utf-8", "replace")
    return [Item(plain_name(name) if name else f"pasted text {hashlib.sha256(data).hexdigest()[:10]}", data=data)]


def of_file(upload: Upload) -> list[Item]:
    """A page, or a JSON Lines file of articles. Raises TooLarge."""
    name = plain_name(upload.name)
    if len(upload.data) > PAGE_BYTES:
        raise TooLarge(f"A file may have {PAGE_BYTES // 1_000_000} MB.", "Use `onrecord add` for more.")
    if not name.lower().endswith(tuple(RECORD_SUFFIXES)):
        return [Item(name, data=upload.data)]
    items = []
    for number, line, failure in numbered_lines(name, BytesIO(upload.data), PAGE_BYTES):
        if failure is not None:
            items.append(Item(f"{name}:{number}", failure=failure))
        elif line.strip():
            items.append(Item(f"{name}:{number}", data=line, record=True))
        if len(items) > _LINES:
            raise TooLarge(f"A file may have {_LINES:,} articles.", "Use `onrecord add` for more.")
    if not items:
        raise WebError("That file is empty.", "Choose another one.", status=422)
    return items
