"""Masking: markup, code, links and comments blanked out, so that their quotation marks are nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,2000}>")
_CODE = re.compile(r"`[^`\n]{1,300}`")
_TARGET = re.compile(
    r"(?<=\])\([^()\s]{1,2000}(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)|^\[[^\]\n]{1,100}\]:[^\n]*", re.M
)
_ADDRESS = re.compile(r"[\"']https?://[^\s<>\"'”]{1,2000}[\"']|https?://[^\s<>\"”)\]]+")
_SHORTCODE = re.compile(r"\[/?[a-z]+(?: [^\[\]\n]{0,3000})?\]")
_FENCE = re.compile(r"^(```|~~~)", re.M)
_NOT_SPACE = re.compile(r"\S")
_SPACES = {ord(one): " " for one in "\u00a0\u2007\u2009\u202f"}


def masked(text: str, *, markdown: bool) -> str:
    """The text, as long as before, with HTML tags, shortcodes, comments and addresses blanked out; in Markdown also
    front matter, code and the targets of links. Spaces that don't break come out as plain ones. Linear in the length.
    """
    text = text.translate(_SPACES)
    ranges = [*_comments(text), *((one.start(), one.end()) for one in _TAG.finditer(text))]
    ranges += [one.span() for one in _ADDRESS.finditer(text)]
    ranges += [one.span() for one in _SHORTCODE.finditer(text) if "=" in one[0] or one[0].startswith("[/")]
    if markdown:
        ranges += [*_front_matter(text), *_fences(text)]
        for pattern in (_CODE, _TARGET):
            ranges += [one.span() for one in pattern.finditer(text)]
    if not ranges:
        return text
    pieces, place = [], 0
    for start, end in sorted(ranges):
        if end > place:
            start = max(start, place)
            pieces += [text[place:start], _NOT_SPACE.sub(" ", text[start:end])]
            place = end
    return "".join([*pieces, text[place:]])


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _front_matter(text: str) -> Iterator[tuple[int, int]]:
    if re.match(r"---[ \t]*\r?\n", text):
        end = re.compile(r"^---[ \t]*\r?$", re.M).search(text, 4)
        if end is not None:
            yield 0, end.end()


def _fences(text: str) -> Iterator[tuple[int, int]]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[0] == opened[0]:
            yield opened.start(), fence.end()
            opened = None
