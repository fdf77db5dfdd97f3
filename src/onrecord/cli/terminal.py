"""What a terminal may be shown: text from pages is hostile until its control characters are made visible."""

from __future__ import annotations

import re

# C0 and C1 controls (escape sequences begin with one) and the marks that turn the direction of text around.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text with every character that could steer a terminal replaced by U+FFFD; line ends and tabs stay."""
    return _CONTROL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`plain` text on one line: each run of white space is one space."""
    return " ".join(plain(text).split())


def squeezed(text: str) -> str:
    """`plain` text with each run of white space as one space, those at the ends too."""
    return _SPACE.sub(" ", plain(text))
