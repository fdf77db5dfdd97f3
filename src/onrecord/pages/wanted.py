"""Which pages of an archive or feed are asked for, by address and day; and which addresses are none."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from urllib.parse import urlsplit

from onrecord.core.options import PageFilter

_LONGEST = 4_000
_PLAIN = re.compile(r"https?://[\w.-]+(?:[:/?#]|$)")  # nearly all there are: quicker than taking them apart
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f-\x9f\ufffd<>\"]")


def is_wanted(url: str, day: str | None, only: PageFilter) -> bool:
    """Whether a page at ``url`` captured on ``day`` (ISO 8601) is asked for; without a day it fits no range of days."""
    if only.since and (day or "")[:10] < only.since[:10]:
        return False
    if only.until and (day or "9999-99-99")[:10] > only.until[:10]:
        return False
    if only.hosts:
        host = host_of(url)
        if not any(host == one or host.endswith(f".{one}") for one in map(str.lower, only.hosts)):
            return False
    return only.url is None or _pattern(only.url).match(url) is not None


def host_of(url: str) -> str:
    """The host of an address in lower case, empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def fault_of(url: str) -> str | None:
    """What makes an archive's address none that can be named, or None when it is one."""
    if len(url) > _LONGEST:
        return f"is longer than {_LONGEST:,} characters"
    if not url.startswith(("http://", "https://")) or not (_PLAIN.match(url) or host_of(url)):
        return "is not of the web" if url else "is missing"
    if _NOT_IN_URLS.search(url):
        return "has characters that no address has"
    return None


@lru_cache(maxsize=8)
def _pattern(url: str) -> re.Pattern[str]:
    return re.compile(translate(url))
