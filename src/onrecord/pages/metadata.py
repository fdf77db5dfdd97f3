"""What a page says of itself in its markup: outlet, headline, byline and dates, each with where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec
from htmldate import find_date
from lxml.html import HtmlElement

from onrecord.core.article import Fact
from onrecord.pages.days import date_in_text

_LARGEST_JSON = 500_000  # bytes of one JSON-LD block
_MOST_NODES = 2_000
_ARTICLE = re.compile(r"(?:News|Blog|Analysis|Opinion|Report|Review|Background|LiveBlog)?\w*(?:Article|Posting|Story)$")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dc.date", "pubdate",
              "publishdate", "parsely-pub-date", "sailthru.date", "article.published", "date")  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dc.date.modified")
_BYLINE = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator")
_TITLE = ("og:title", "twitter:title", "parsely-title", "dc.title", "title")
_SUFFIX = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{2,40}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The facts in a page's markup; None where it doesn't say."""

    url: str | None = None
    language: str | None = None
    outlet: Fact | None = None
    headline: Fact | None = None
    byline: Fact | None = None
    published: Fact | None = None
    updated: Fact | None = None


def metadata_of(tree: HtmlElement, url: str | None, markup: str | None) -> Metadata:
    """The facts of a parsed page: JSON-LD and meta elements first, then the URL, then htmldate on ``markup``."""
    metas = _metas(tree)
    node = next((node for node in _json_ld(tree) if _is_article(node)), {})
    address = url or _web(metas.get("og:url")) or _canonical(tree)
    return Metadata(
        url=address,
        language=(tree.get("lang") or "").split("-")[0].lower()[:8] or None,
        outlet=_outlet(node, metas, address),
        headline=_headline(node, metas, tree),
        byline=_byline(node, metas),
        published=_date(node, "datePublished", metas, _PUBLISHED) or _url_date(address) or _searched(markup, address),
        updated=_date(node, "dateModified", metas, _UPDATED),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = " ".join((element.get("content") or "").split())
        if name and value and len(value) < 2_000:
            found.setdefault(name, value)
    return found


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, bounded in size and number; broken blocks are passed over."""
    waiting: list[Any] = []
    for element in tree.iter("script"):
        words = element.text or ""
        if "ld+json" in (element.get("type") or "").lower() and len(words) < _LARGEST_JSON:
            try:
                waiting.append(msgspec.json.decode(words.strip().rstrip(";").encode("utf-8", "replace")))
            except (msgspec.DecodeError, RecursionError):
                continue
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node[:_MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:10]))) or None
    if isinstance(value, dict):
        value = value.get("name")
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return words if words and len(words) < 300 else None


def _outlet(node: dict[str, Any], metas: dict[str, str], url: str | None) -> Fact | None:
    if "og:site_name" in metas:
        return Fact(metas["og:site_name"], "meta og:site_name")
    publisher = _name(node.get("publisher"))
    if publisher is not None:
        return Fact(publisher, "json-ld publisher")
    host = _host(url)
    return Fact(host, "url") if host else None


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _headline(node: dict[str, Any], metas: dict[str, str], tree: HtmlElement) -> Fact | None:
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    title = _name(node.get("headline")), *(metas.get(name) for name in _TITLE)
    known = [value for value in title if value]
    for heading in headings:
        if 10 < len(heading) < 300 and any(heading[:20].casefold() in value.casefold() for value in known):
            return Fact(heading, "h1")
    if known:
        origin = "json-ld headline" if title[0] else next(f"meta {name}" for name in _TITLE if name in metas)
        return Fact(_SUFFIX.sub("", known[0]), origin)
    if len(headings) == 1 and headings[0]:
        return Fact(headings[0][:300], "h1")
    words = " ".join((tree.findtext(".//title") or "").split())
    return Fact(_SUFFIX.sub("", words)[:300], "title") if words else None


def _byline(node: dict[str, Any], metas: dict[str, str]) -> Fact | None:
    author = _name(node.get("author"))
    if author is not None and "://" not in author:
        return Fact(author, "json-ld author")
    for name in _BYLINE:
        if name in metas and "://" not in metas[name]:
            return Fact(metas[name], f"meta {name}")
    return None


def _date(node: dict[str, Any], key: str, metas: dict[str, str], names: tuple[str, ...]) -> Fact | None:
    value = node.get(key)
    if isinstance(value, str) and (day := date_in_text(value)) is not None:
        return Fact(day, f"json-ld {key}")
    for name in names:
        if name in metas and (day := date_in_text(metas[name])) is not None:
            return Fact(day, f"meta {name}")
    return None


def _url_date(url: str | None) -> Fact | None:
    found = _URL_DATE.search(url or "")
    day = date_in_text(f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}") if found else None
    return Fact(day, "url") if day else None


def _searched(markup: str | None, url: str | None) -> Fact | None:
    """What htmldate finds in time elements and the page's own words; its guesses from copyright years are left out."""
    if markup is None or len(markup) > 2_000_000:
        return None
    day = find_date(markup, extensive_search=False, original_date=True, url=url)
    return Fact(day, "htmldate") if day else None


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _canonical(tree: HtmlElement) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((url for url in links if _web(url)), None)
