"""Whether a speaker without a name was promised to stay so, and why."""

from __future__ import annotations

import re

from onrecord.core.spans import Span
from onrecord.core.statements import Anonymity

_ANONYMITY = re.compile(
    r"(?:on|under) (?:the )?condition of anonymity|(?:spoke|speaking) anonymously|(?:granted|requested) anonymity"
    r"|(?:asked|requested|insisted|wished|wanted|declined|refused) (?:to (?:be|remain|stay)|not to be|on) "
    r"(?:anonymous|anonymity|named|identified|quoted by name)|not (?:be(?:ing)? )?authori[sz]ed to"
    r"|declin\w+ to (?:give|provide|be) (?:(?:his|her|their) )?(?:name|named|identified)"
)
_REASON = re.compile(r"\b(?:because|since|as|so as|in order|to (?:discuss|describe|speak|talk))\b[^.\n]{3,240}")


def anonymity_of(text: str, span: Span) -> Anonymity:
    """What the paragraph around ``span`` (within 500 characters) says of the anonymity of whom it names."""
    low = max(text.rfind("\n", 0, span.start), span.start - 400, 0)
    stop = text.find("\n", span.end)
    high = min(stop if stop >= 0 else len(text), span.end + 500)
    found = _ANONYMITY.search(text, low, high)
    if found is None:
        return Anonymity(False)
    reason = _REASON.search(text, found.end(), min(high, found.end() + 260))
    return Anonymity(True, Span.of(text, *reason.span()) if reason and reason.start() - found.end() < 12 else None)
