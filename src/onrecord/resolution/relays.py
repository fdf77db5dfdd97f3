"""Relays: an outlet that only passes on what somebody said is taken off, and the statement inside it brought out.

The corpus that the tagger learns from marks the outermost attribution alone: in «"We will not," Videgaray added,
according to The Hill» that is The Hill's, with everything else as its content. Here the words become Videgaray's, with
The Hill as a step of the route.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.attribution.quotations import Quotation, quotations_of
from onrecord.core.article import Article
from onrecord.core.spans import Span, in_order, trimmed
from onrecord.core.statements import Attribution, Form, Relay
from onrecord.resolution.acts import is_reporting_verb
from onrecord.resolution.frame import block_bounds, sentence_around
from onrecord.resolution.lexicon import words
from onrecord.resolution.outlet_mentions import OutletMention, PageOutlets, page_outlets, relay_of
from onrecord.resolution.routes import named_before
from onrecord.resolution.routes_unlisted import station

_WORD = re.compile(r"\b[a-z]+(?:-[a-z]+)?\b")
_LOOSE = " \t\n\r\u00a0,;:.`´—–-"
_OPENING = re.compile(  # "In a memo released on Feb. 21, " before the one who speaks
    r"(?:In|At|On|During|After|Before|Asked|Speaking|Responding|Writing|Through|Via|For|With|As|When|While|By|Earlier)\b"
    r".*?,[ \u00a0](?=[A-Z\"“])",
    re.DOTALL,
)
_TRAILING = re.compile(
    r"[ \u00a0](?:also|later|then|recently|reportedly|previously|already|once|has|had|have|himself|herself)\Z"
)
_DEGREE = re.compile(r", (?:Jr|Sr|M\.?D|Ph\.?D|D|R|I)\b")
_BY = re.compile(r"\s+by\b")
_AMBIGUOUS = frozenset(  # verbs of saying that are more often other verbs or nouns
    ["continue", "continues", "continued", "continuing", "order", "orders", "ordered", "demand", "demands", "read",
     "reads", "sign", "signed", "document", "documents", "documented", "call", "calls", "called", "accept", "report",
     "reports", "charge", "charges", "charged", "state", "states", "claims", "comments", "post", "posts", "posted",
     "text", "texts", "point", "points", "talk", "published", "released", "praise", "blame", "question", "questions"]
)  # fmt: skip
_SHOWING = frozenset(["show", "shows", "showed", "indicate", "indicates", "reveal", "reveals"])  # said of a document
_NAMELESS = re.compile(
    r"[Tt]he (?P<noun>newspaper|paper|tabloid|station|network|broadcaster|channel|magazine|(?:news )?(?:site|website)|"
    r"(?:news )?outlet|publication|news (?:agency|service|organization)|wire service)"
)
_LONGEST = 14  # words of who speaks, an apposition left out
_UNFINISHED = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "his", "her", "its", "their", "this", "that", "some",
     "any", "no", "by", "with", "as", "than", "more", "other", "many", "two", "at", "from", "not"]
)  # fmt: skip
_WORK = re.compile(r"(?<=\w)(?:['’]s?)? (?:report|story|article|account|interview)\Z")  # "the Post report"
_PASSES_ON = re.compile(r"\b(?:[Aa]ccording to|reports?|reported|writes|wrote|notes|noted)\Z")
_NAMED_OF = re.compile(r"(?:[A-Z][\w.’'-]+ ){2,4}(?:of|at|with|for|from|in) (?:the )?")
_ITS_WRITER = re.compile(r"['’]s? (?:[a-z]+ ){0,3}(?:[A-Z][\w.’'-]+ ?){1,4}")
_ITS_STAFF = re.compile(r" (?:correspondents?|journalists?|reporters?)\b")
_SAID_BEFORE = re.compile(r"[,”\"’'] (?P<verb>[a-z]+) \Z")
_QUOTING = re.compile(r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))\Z")
_QUOTED_AS = re.compile(
    r"(?P<who>[^,.;:“”\"\n]{3,90}?) (?P<cue>as (?:saying|telling \w+|stating|claiming|arguing))(?= )"
)
_SUBJECT_END = re.compile(r",|\.(?:\s|$)|;|:| (?:on|in|at|to|during|after|when|while|that|as) ")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """An attribution with the outlets that were taken off it, outermost first."""

    attribution: Attribution
    relays: tuple[Relay, ...] = ()


def unwrap(
    article: Article, attributions: Sequence[Attribution], outlets: PageOutlets | None = None
) -> list[Unwrapped]:
    """The attributions with relaying outlets taken off.

    An attribution of an outlet whose content holds nobody else's words stays the outlet's. The same words come once: an
    inner attribution that the tagger found too is kept, and gets the relay.
    """
    known = outlets or page_outlets(article)
    quoted = quotations_of(article).outermost
    found: list[Unwrapped] = []
    for attribution in attributions:
        apart = _parted(article, attribution, known)
        if apart is not None:
            found.append(apart)
            continue
        relay = _relay(article, attribution, known)
        inner = [] if relay is None else list(_inside(article, attribution, quoted))
        if relay is None or not inner:
            found.append(Unwrapped(attribution))
            continue
        own = block_bounds(article, (attribution.cue or attribution.source)[0])
        for one in inner:
            near = own[0] <= one.content[0].start < own[1]
            found.append(Unwrapped(one, (relay,) if near else ()))
    return _once(found)


def _parted(article: Article, attribution: Attribution, outlets: PageOutlets) -> Unwrapped | None:
    """ "..., said Ann Lee, The Echo reported": a source that holds both who spoke and who passes it on."""
    if len(attribution.source) != 1 or not any(_PASSES_ON.search(part.text) for part in attribution.cue):
        return None
    source = attribution.source[0]
    outlet = next((one for one in outlets.within(source.start + 1, source.end) if one.end == source.end), None)
    said = _SAID_BEFORE.search(article.text, max(0, source.start - 20), source.start)
    if outlet is None or said is None or not article.text[source.start : outlet.start].endswith(", "):
        return None
    if not is_reporting_verb(said["verb"]):
        return None
    who = article.span(source.start, outlet.start - 2)
    cue = article.span(*said.span("verb"))
    return Unwrapped(replace(attribution, cue=(cue,), source=(who,)), (relay_of(article, outlet),))


def _relay(article: Article, attribution: Attribution, outlets: PageOutlets) -> Relay | None:
    if not attribution.source:
        return None
    source = attribution.source[0]
    work = _WORK.search(source.text)
    outlet = outlets.exactly(article, source.start, source.start + work.start() if work else source.end)
    nameless = _NAMELESS.fullmatch(article.text, source.start, source.end)
    if nameless is not None:
        outlet = named_before(outlets, nameless)
    if outlet is None and any(_PASSES_ON.search(part.text) for part in attribution.cue):
        outlet = _writer_of(article, source, outlets)
    if outlet is None:
        return station(source)
    return replace(relay_of(article, outlet), evidence=source)


def _writer_of(article: Article, source: Span, outlets: PageOutlets) -> OutletMention | None:
    """The outlet of those who write for it: "Ann Lee of The Echo", "the Echo's Ann Lee", "two Echo reporters", and
    "Lee" where the page has told so of her; None for any other."""
    for mention in outlets.within(max(0, source.start - 4), source.end):
        before, after = article.text[source.start : mention.start], article.text[mention.end : source.end]
        if (_NAMED_OF.fullmatch(before) and not after.strip(" ,.")) or (not before and _ITS_WRITER.fullmatch(after)):
            return mention
        if _ITS_STAFF.match(after) and len(before.split()) < 4:
            return mention
    return outlets.people.get(source.text.rpartition(" ")[2]) if len(source.text.split()) <= 2 else None


def _inside(article: Article, outer: Attribution, quoted: Sequence[Quotation]) -> Iterator[Attribution]:
    """The attributions inside an outlet's content, one for each paragraph that holds one.

    Parts of a paragraph in which nobody speaks go with the attribution before them.
    """
    quoted_as = _as_saying(article, outer)
    if quoted_as is not None:
        yield quoted_as
        return
    held: list[Attribution] = []
    for start, end in _regions(article, outer):
        own = [one for one in quoted if start <= one.start and one.end <= end]
        inner = _parse(article, outer, start, end, own)
        if inner is not None:
            held.append(inner)
        elif held:
            parts = tuple(span for span in outer.content if start <= span.start < end)
            held[-1] = replace(held[-1], content=in_order((*held[-1].content, *parts)))
    yield from held


def _regions(article: Article, outer: Attribution) -> list[tuple[int, int]]:
    """The stretches of the story that hold the outer content, one a paragraph, widened to whole sentences."""
    regions: dict[tuple[int, int], tuple[int, int]] = {}
    for span in outer.content:
        low, high = block_bounds(article, span)
        start, _ = sentence_around(article.text, low, high, span.start)
        _, end = sentence_around(article.text, low, high, max(span.start, span.end - 1))
        known = regions.get((low, high), (start, end))
        regions[low, high] = (min(known[0], start), max(known[1], end))
    return list(regions.values())


def _as_saying(article: Article, outer: Attribution) -> Attribution | None:
    """ "The Echo quoted Ann Lee as saying it was late": hers; None where the outlet's content is of another shape."""
    content = outer.content[0]
    found = _QUOTED_AS.match(article.text, content.start, content.end)
    if found is None or not outer.cue or not _QUOTING.search(outer.cue[-1].text):
        return None
    start, end = trimmed(article.text, found.end(), content.end)
    held = (article.span(start, end), *outer.content[1:]) if start < end else outer.content[1:]
    source, cue = article.span(*found.span("who")), article.span(*found.span("cue"))
    return replace(outer, content=held, cue=(cue,), source=(source,)) if held else None


def _parse(
    article: Article, outer: Attribution, start: int, end: int, quoted: Sequence[Quotation]
) -> Attribution | None:
    text = article.text
    taken = [(span.start, span.end) for span in (*outer.cue, *outer.source)]
    covered = sorted([*(one.outer for one in quoted), *taken])
    for gap_start, gap_end in _gaps(start, end, covered):
        for match in _WORD.finditer(text, gap_start, gap_end):
            shows = match[0] in _SHOWING
            claims = match[0] in _AMBIGUOUS and text.startswith(" that ", match.end())
            named = match[0] == "called" and not text.startswith((" for ", " on ", " in "), match.end())
            names = named and any(one.start > match.end() for one in quoted)  # called it "cruel"
            if not (shows or claims or names or (is_reporting_verb(match[0]) and match[0] not in _AMBIGUOUS)):
                continue
            subject = _subject(text, gap_start, gap_end, match)
            last = "" if subject is None else text[subject[0] : subject[1]].rpartition(" ")[2]
            documents = last.lower() in words().documents
            if subject is None or (shows and not documents) or (names and not last[:1].isupper()):
                continue
            content = _content(article, match.end(), end, () if names else quoted, taken)
            if not content:  # "the bridge is closed, the mayor told CNN"
                content = _turned(article, gap_start, subject[0])
            if content:
                form = Form.MIXED if names else Form.DIRECT if quoted else Form.INDIRECT
                source = article.span(*subject)
                cue = article.span(match.start(), match.end())
                return replace(outer, content=content, cue=(cue,), source=(source,), form=form)
    return None


def _gaps(start: int, end: int, covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    place = start
    for low, high in covered:
        if place < low:
            yield place, min(low, end)
        place = max(place, high)
    if place < end:
        yield place, end


def _subject(text: str, start: int, end: int, verb: re.Match[str]) -> tuple[int, int] | None:
    """The range of who speaks: what stands before the verb in its gap, or what follows a verb that opens it."""
    low, high = trimmed(text, start, verb.start(), _LOOSE)
    if text.startswith("that ", low, high):
        low += len("that ")
    if low < high:
        opening = _OPENING.match(text, low, high)
        if opening:
            low = opening.end()
        apposed = text[high : verb.start()].lstrip("\"'”’").startswith(",")  # "Ann Lee, the mayor, said"
        return _noun_phrase(text, low, high, apposed) if not _BY.match(text, verb.end()) else None
    stop = _SUBJECT_END.search(text, verb.end(), end)
    low, high = trimmed(text, verb.end(), stop.start() if stop else end, _LOOSE)
    return (low, high) if low < high and (text[low].isupper() or text.startswith(("the ", "a ", "an "), low)) else None


def _noun_phrase(text: str, low: int, high: int, apposed: bool) -> tuple[int, int] | None:
    """The range of who speaks in what stands before a verb; None where that holds a verb of its own."""
    while trailing := _TRAILING.search(text, low, high):  # "had also"
        high = trailing.start()
    colon = text.rfind(": ", low, high)
    low = colon + 2 if colon >= 0 else low
    comma = text.rfind(", ", low, high)
    if comma >= 0 and not apposed and not _DEGREE.match(text, comma):
        low = comma + 2
    head = text[low : text.find(",", low, high) if apposed and "," in text[low:high] else high]
    words_before = head.lower().split()
    begins = head[:1].isupper() or re.match(r"(?:an?|the|he|she|they|it|one|some|his|her|two|three|officials)\b", head)
    if not begins or not words_before or len(words_before) > _LONGEST or words_before[-1] in _UNFINISHED:
        return None
    lists = words()
    finite = any(word in lists.finite or word in lists.auxiliaries or word in lists.verbs for word in words_before)
    # "newly released documents": what follows an adverb is no verb; "Kelly" is none
    adverb = re.search(r"\b[a-z]+ly\Z", head.rstrip()) is not None
    return None if finite or adverb else (low, high)


def _content(
    article: Article, after_verb: int, end: int, quoted: Sequence[Quotation], taken: Sequence[tuple[int, int]]
) -> tuple[Span, ...]:
    """The quotations, else the clause after the verb up to the outlet's own words."""
    if quoted:
        return tuple(article.span(one.start, one.end) for one in quoted if one.start < one.end)
    stop = min((low for low, _ in taken if low >= after_verb), default=end)
    low, high = trimmed(article.text, after_verb, min(stop, end))
    low, high = trimmed(article.text, low, high, " ,;:\u00a0")
    if article.text[high - 1 : high] == "." and not re.search(r"\b(?:[A-Z]\.){2,}$", article.text[low:high]):
        high -= 1
    return (article.span(low, high),) if len(_WORD.findall(article.text[low:high])) > 1 else ()


def _turned(article: Article, start: int, subject: int) -> tuple[Span, ...]:
    """The clause that a comma parts from who speaks; nothing where there is none."""
    start, end = trimmed(article.text, start, subject, _LOOSE)
    clause = article.text.endswith(", ", 0, subject) and len(_WORD.findall(article.text[start:end])) > 1
    return (article.span(start, end),) if clause else ()


def _once(found: Sequence[Unwrapped]) -> list[Unwrapped]:
    """Each content once: one with a relay and one without are the same statement, which then has the relay."""
    kept: dict[tuple[Span, ...], Unwrapped] = {}
    for one in found:
        known = kept.get(one.attribution.content)
        if known is None:
            kept[one.attribution.content] = one
        else:
            kept[one.attribution.content] = Unwrapped(known.attribution, known.relays or one.relays)
    return list(kept.values())
