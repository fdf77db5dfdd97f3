"""From the corpora's form of an attribution to the record's: quotation marks out, ends exact, form decided.

The corpora keep quotation marks inside the content; a record's content leaves out the outermost ones and keeps the
punctuation inside them. A quotation interrupted by its attribution becomes one content with several parts, and a
quotation that runs on into the next paragraph without a cue becomes an attribution of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.attribution.quotations import Quotation, quotations_of
from onrecord.attribution.quotations_fit import Fitted, Frame, fit, frame
from onrecord.attribution.quotations_words import has_sentence_boundary
from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution, Form

_SENTENCE_END = re.compile(r"[.?!…](?:['’\"”)\]]|\s)*$")
_LEAD_IN = (".", ",", ":", ";", "—", "–", "-", "?", "!")


@dataclass(frozen=True, slots=True)
class _Draft:
    attribution: Attribution
    parts: tuple[Fitted, ...]


def refine(article: Article, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with contents in the record's form, in the order of the text.

    Takes attributions with the outermost quotation marks inside the content or outside it. No word of a content is
    lost, cues and sources stay as they are, and applying it twice changes nothing.
    """
    found = quotations_of(article)
    page = frame(article.text, found, attributions)
    drafts = [_Draft(attribution, tuple(fit(page, attribution.content))) for attribution in attributions]
    drafts = [piece for draft in drafts for piece in _split_run_on(article, draft)]
    drafts = _join_interrupted(page, drafts)
    drafts.extend(_run_on(page, drafts))
    refined = (_finished(page, draft) for draft in drafts)
    return tuple(sorted(refined, key=_position))


def _position(attribution: Attribution) -> int:
    return min((span.start for role in (attribution.content, attribution.cue) for span in role), default=0)


def _split_run_on(article: Article, draft: _Draft) -> list[_Draft]:
    """Parts that resume a quotation in a paragraph without the cue become attributions without cue and source."""
    kept: list[Fitted] = []
    apart: list[_Draft] = []
    for part in draft.parts:
        quotation = part.quotation
        if kept and quotation is not None and quotation.resumes:
            block = article.blocks[quotation.paragraph]
            if not any(block.start <= span.start < block.end for span in draft.attribution.cue):
                apart.append(_Draft(replace(draft.attribution, cue=(), source=()), (part,)))
                continue
        kept.append(part)
    return [_Draft(draft.attribution, tuple(kept)), *apart]


def _owners(drafts: Sequence[_Draft]) -> dict[Quotation, int]:
    """Which draft each quotation belongs to: the one that fills it."""
    return {part.quotation: i for i, draft in enumerate(drafts) for part in draft.parts if part.quotation is not None}


def _join_interrupted(page: Frame, drafts: Sequence[_Draft]) -> list[_Draft]:
    """'"One part," she said. "And the other."' becomes one content with two parts."""
    joined: list[_Draft | None] = list(drafts)
    owners = _owners(drafts)
    for before, after in itertools.pairwise(page.outermost):
        if before.paragraph != after.paragraph or before not in owners or before.closing is None:
            continue
        number, other = owners[before], owners.get(after)
        draft = joined[number]
        if draft is None or number == other or not _interrupts(page, draft.attribution, before, after):
            continue
        if other is None:
            if not page.free(*after.outer):
                continue
        elif not _only(joined[other], after):
            continue
        else:
            joined[other] = None
        joined[number] = replace(draft, parts=(*draft.parts, Fitted(after.start, after.end, after)))
        owners[after] = number
    return [draft for draft in joined if draft is not None]


def _only(draft: _Draft | None, quotation: Quotation) -> bool:
    """True when the draft is this quotation alone, with neither cue nor source."""
    if draft is None or draft.attribution.cue or draft.attribution.source:
        return False
    return all(part.quotation == quotation for part in draft.parts)


def _interrupts(page: Frame, attribution: Attribution, before: Quotation, after: Quotation) -> bool:
    """True when the attribution's cue stands between the two quotations, and nothing else begins there."""
    start, end = before.outer[1], after.outer[0]
    if not any(start <= span.start and span.end <= end for span in attribution.cue):
        return False
    lead_in = page.text[start:end].rstrip()
    if not lead_in.endswith(_LEAD_IN) or has_sentence_boundary(page.text, start, end):
        return False
    if "\n" in page.text[start:end].strip():
        return False
    first, last = page.word_range(after.start, after.end)
    finished = _SENTENCE_END.search(page.text, max(after.start, after.end - 8), after.end) is not None
    return last - first >= 2 and (finished or after.continues or not lead_in.endswith("."))


def _run_on(page: Frame, drafts: Sequence[_Draft]) -> list[_Draft]:
    """Attributions for quotations that go on from an attributed one above and that no attribution takes up."""
    owners = _owners(drafts)
    added: list[_Draft] = []
    speech: Attribution | None = None  # what the paragraph above was left open in
    for quotation in page.outermost:
        owner = owners.get(quotation)
        current = drafts[owner].attribution if owner is not None else None
        if quotation.resumes and speech is not None and owner is None and page.free(*quotation.outer):
            current = replace(speech, cue=(), source=())
            added.append(_Draft(current, (Fitted(quotation.start, quotation.end, quotation),)))
        speech = current if quotation.continues else None
    return added


def _finished(page: Frame, draft: _Draft) -> Attribution:
    words = quoted = 0
    for part in draft.parts:
        first, last = page.word_range(part.start, part.end)
        words += last - first
        quoted += page.quoted_words(part.start, part.end)
    form = Form.INDIRECT if quoted == 0 else Form.DIRECT if quoted == words else Form.MIXED
    content = tuple(Span.of(page.text, part.start, part.end) for part in draft.parts)
    return replace(draft.attribution, content=content, form=form)
