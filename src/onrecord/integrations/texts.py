"""Texts that a host program holds, read as they are: offsets are into the very string that was given."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from onrecord.attribution import find
from onrecord.core.article import Fact
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.pages.captures import Capture
from onrecord.pages.parsed import article_of
from onrecord.pages.plain import read_plain
from onrecord.reading import load_tagger
from onrecord.resolution import resolve


def read_text(text: str, name: str, options: ReadOptions) -> Reading:
    """The reading of a text that goes by ``name``; its ``sha256`` is that of the text in UTF-8.

    Nothing is refused: an empty text, or one in another language, is a reading without statements or with poor ones.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    article = article_of(Capture(page=name, data=b"", sha256=digest), text, read_plain(text))
    if options.published:
        article = replace(article, published=Fact(options.published, "option"))
    if options.outlet:
        article = replace(article, outlet=Fact(options.outlet, "option"))
    resolved = resolve(article, find(article, load_tagger(options)), options)
    return Reading(
        article=article, statements=resolved.statements, dropped=resolved.dropped, problems=resolved.problems
    )
