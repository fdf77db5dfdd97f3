"""Finding attributions: from an article to its contents, cues and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.attribution.quotations_refine import refine
from onrecord.core.article import Article
from onrecord.core.statements import Attribution

if TYPE_CHECKING:
    from onrecord.attribution.tagger import Tagger


def find(article: Article, tagger: Tagger | None = None) -> tuple[Attribution, ...]:
    """The attributions in the article's blocks, in order; furniture is never tagged.

    Without a ``tagger`` the accurate model that ships with onrecord is used. The tagger's answer is refined by
    the quotation marks: the outermost ones are left out of the content, and the form is decided. Never raises on
    any text; an attribution without a source, or without a cue, stays.
    """
    from onrecord.attribution.tagger import load  # ONNX Runtime loads when it is used, not on import

    ranges = [(block.start, block.end) for block in article.blocks]
    found = (tagger or load()).find(article.text, ranges)
    return refine(article, found)
