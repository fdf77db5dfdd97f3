"""Statements whose words have no source beside them: a credit after them, a label before, or the speaker goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.article import Article, BlockKind
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Form, Speaker, SpeakerKind
from onrecord.resolution.entities import Page
from onrecord.resolution.frame import block_bounds
from onrecord.resolution.mentions import Mention
from onrecord.resolution.voices import Resolution, evidence_of, named, unresolved

_CREDIT = re.compile(r"[.,!?…]*[\"”’'»)]*(?P<line>\s*\n)?\s*[—–-]{1,2}\s*(?=\w)")
_LABEL = re.compile(r"(?: ?\(@\w{1,30}\)|, [^:\n]{1,80})?(?: on Twitter)?:\s*[\"“‘']?")
_LINE = 160  # characters of a line that can be a credit


def without_source(
    article: Article, page: Page, attribution: Attribution, previous: Sequence[tuple[Attribution, Resolution]]
) -> Resolution:
    """No source: a credit after the words ("— NAME"), or a quotation that goes on from the statement before."""
    beside = _credited(page, attribution) or _labelled(article, page, attribution)
    if beside is not None:
        return named(page, attribution, beside)
    if attribution.form is not Form.INDIRECT and previous and attribution.content:
        before, resolution = previous[-1]
        last = max(span.end for span in (*before.content, *before.cue, *before.source))
        between = page.text[last : attribution.content[0].start]
        if (
            0 <= attribution.content[0].start - last < 300
            and between.count("\n\n") <= 1
            and not _heading(article, last, attribution.content[0].start)
        ):
            sure = resolution.confidence * (0.92 if not between.strip(" \n.,'\"“”’‘") else 0.6)
            speaker = resolution.speaker
            evidence = tuple(dict.fromkeys((*before.source, *speaker.evidence)))
            return Resolution(replace(speaker, evidence=evidence), sure, resolution.entity)
    return unresolved(attribution, "the page names no source for these words")


def _credited(page: Page, attribution: Attribution) -> Mention | None:
    """The name in a credit after the words: "— Ann Lee, mayor" at the end of their line, or as the next one."""
    end = attribution.content[-1].end if attribution.content else 0
    credit = _CREDIT.match(page.text, end)
    if credit is None:
        return None
    stop = page.text.find("\n", credit.end())
    line = page.text[credit.end() : stop if stop >= 0 else len(page.text)][: _LINE + 1]
    quoted = attribution.form is not Form.INDIRECT or credit["line"] or "(@" in line
    first = page.within(credit.end(), credit.end() + 60)[:1]
    if not quoted or len(line) > _LINE or not first or first[0].outer != credit.end():
        return None
    return first[0]


def _labelled(article: Article, page: Page, attribution: Attribution) -> Mention | None:
    """The name that opens the words' paragraph with a colon: "Ann Lee (@annlee): ..."."""
    if not attribution.content:
        return None
    content = attribution.content[0]
    start = block_bounds(article, content)[0]
    first = page.within(start, min(content.start, start + _LINE))[:1]
    if first and first[0].outer == start and _LABEL.fullmatch(page.text, first[0].end, content.start):
        return first[0]
    return None


def by_handle(page: Page, attribution: Attribution, span: Span) -> Resolution:
    """ "@annlee": whoever the page gives that handle, "Ann Lee (@annlee)"; else somebody without a name."""
    found = re.search(rf"\({re.escape(span.text.strip(':'))}\)", page.text, re.IGNORECASE)
    if found is not None:
        for mention in page.within(max(0, found.start() - 80), found.start()):
            if not page.text[mention.end : found.start()].strip():
                resolution = named(page, attribution, mention)
                evidence = evidence_of(attribution, Span(found.start(), found.end(), found[0]))
                spans = tuple(dict.fromkeys((*evidence, *resolution.speaker.evidence)))
                return replace(resolution, speaker=replace(resolution.speaker, evidence=spans))
    speaker = Speaker(kind=SpeakerKind.UNNAMED, description=span.text, evidence=evidence_of(attribution))
    return Resolution(speaker, 0.6)


def _heading(article: Article, start: int, end: int) -> bool:
    return any(
        block.kind in (BlockKind.HEADING, BlockKind.HEADLINE) and start <= block.start < end for block in article.blocks
    )
