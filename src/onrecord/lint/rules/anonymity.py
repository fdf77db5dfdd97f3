"""Sources, 2: voices without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.core.statements import Form, SpeakerKind, Statement
from onrecord.lint.context import Context, words_in
from onrecord.lint.findings import Mark, Severity
from onrecord.lint.rule import rule

_MEDIA = re.compile(
    r"\b(?:(?:[Mm]edia|[Nn]ews|[Pp]ress|[Ll]ocal|[Mm]ultiple|[Vv]arious|[Ss]everal|[Ss]ome|[Uu]nconfirmed) "
    r"(?:media |news |press )?(?:reports|outlets|accounts) (?:say|said|suggest|suggested|claim|claimed|indicate|indicated|"
    r"have said|have suggested)"
    r"|[Aa]ccording to (?:the )?(?:media|news|press|local|multiple|various|several|some|published|unconfirmed) "
    r"(?:media |news |press )?(?:reports|accounts|outlets|sources)"
    r"|[Aa]ccording to reports(?! (?:of|from|by|in)\b))\b"
)
_BARE = re.compile(
    r"(?<![\w-] )(?:(?<=[.,;:!?”\"] )|(?<=^)|(?<=\n)|(?<= that )|(?<= and )|(?<= but ))(?:[Ss]ources|[Aa] source) "
    r"(?:say|said|says|told|tell)\b|[Aa]ccording to (?:a source|sources)(?=[.,;”\"]| (?:who|that)\b)"
)
_DESCRIBED = re.compile(r"\s+(?:who|that|familiar|close|in|on|with|briefed|inside|at|from|near|among)\b")
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+ $")
_HEARSAY = re.compile(
    r"\b(?:[Rr]eportedly|[Ii]t (?:is|was|has been) (?:widely )?(?:reported|rumou?red|alleged|believed|claimed|said)"
    r" that|[Rr]umou?r has it)\b"
)
_ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|aides?|advis[eo]rs?|operatives?|strategists?|diplomats?|staffers?|executives?|"
    r"employees?|donors?|lobbyists?|associates?|(?:people|person|man|woman|those|someone|one) "
    r"(?:\w+ ){0,2}(?:familiar|close|briefed|with (?:direct |first-?hand )?knowledge))\b"
)
_INDEFINITE = re.compile(
    r"(?:an?|one|two|three|four|several|some|other|another|senior|top|multiple|unnamed|anonymous|current|former|people|"
    r"a number of|sources?|officials?|aides?|insiders?|someone|those)\b",
    re.IGNORECASE,
)
_GRANTED = re.compile(
    r"anonymity|anonymous|not (?:be )?authori[sz]ed to|(?:asked|requested|wished|wanted|declined|refused) "
    r"(?:not to be|to (?:be|remain|stay)) (?:named|identified|unnamed)|off the record|on background|"
    r"(?:fear(?:ed|ing|s)?|afraid) (?:of )?(?:reprisals?|retaliation|retribution)|insisted on not being"
)
_OPINION = re.compile(
    r"\b(?:liars?|lying|incompeten\w+|corrupt\w*|idiots?|stupid|disgrace\w*|disaster\w*|joke|crook\w*|clowns?|moron\w*|"
    r"coward\w*|racist|bigot\w*|unhinged|delusional|pathetic|ridiculous|terrible|horrible|awful|worst|toxic|hates?|"
    r"clueless|arrogant|dishonest\w*|crazy|insane|nuts|embarrass\w+|shameful|outrageous|ludicrous|laughable|failure|"
    r"fraud|bully\w*|reckless|foolish|dumb|sleaz\w+|despicable|hypocri\w+|weak|amateur\w*|mess)\b",
    re.IGNORECASE,
)
_GENERIC = frozenset(["officials", "some", "employees", "executives", "donors", "some officials"])
_WEASELS = re.compile(
    r"(?:(?<=[.!?”\"] )|(?<=\n)|(?<=, )|(?<=^)|(?<= and )|(?<= but ))(?:[Mm]any |[Ss]ome |[Mm]ost |[Oo]ther )?"
    r"(?:[Cc]ritics|[Ee]xperts|[Aa]nalysts|[Oo]bservers|[Ss]keptics|[Ss]ceptics|[Dd]etractors|[Oo]pponents|[Ss]upporters|"
    r"[Pp]undits|[Ss]cientists|[Ee]conomists|[Ss]tudies|[Rr]esearch|[Ii]nsiders|[Oo]fficials)"
    r" (?:say|said|says|argue|argued|claim|claimed|believe|believed|warn|warned|show|shows|suggest|suggests|contend|contended|"
    r"have said|have argued|have long said|have long argued|fear|feared)\b"
)


def anonymous(statement: Statement) -> str | None:
    """The words for a speaker who asked not to be named or is simply not named, None for any other."""
    speaker = statement.speaker
    if speaker.kind not in (SpeakerKind.UNNAMED, SpeakerKind.GROUP) or not statement.source:
        return None
    words = (speaker.description or "").strip()
    head = re.split(r",| who | that ", words)[0]
    if (
        not _ANONYMOUS.search(head.lower())
        or not _INDEFINITE.match(head)
        or any(w[:1].isupper() for w in words_in(head)[-1:])
    ):
        return None
    return words


def _to_authorities(statement: Statement) -> bool:
    """True for words that somebody said to police, a court or a committee, and not to a reporter."""
    told = statement.addressee.text.lower() if statement.addressee is not None else ""
    return re.search(r"police|investigators|court|jur(?:y|ors)|lawmakers|congress|committee|senators", told) is not None


def _told(statement: Statement) -> bool:
    cue = " ".join(span.text for span in statement.cue).lower()
    return re.search(r"\b(?:said|says|say|told|tells|tell|according to|added|confirmed)\b", cue) is not None


@rule("SRC05", "vague-media")
def vague_media(context: Context) -> Iterator[Mark]:
    """Marks "media reports say", "sources said" and the like where they are a sentence's only source.

    Why: The reader can judge neither who is meant nor how they know.
    Handbook: NPR's handbook says that "media reports" or "sources say" is not good enough:
    https://web.archive.org/web/20200415194931/https://www.npr.org/about-npr/688424402/special-section-attribution
    The Associated Press nearly always forbids "a source" alone: http://www.anonymoussources.org/?p=37
    Example:
        According to media reports, the minister will resign.
    Instead:
        The minister will resign, The Hill and Reuters reported.
    """
    for pattern in (_MEDIA, _BARE):
        for found in context.matches(pattern):
            place = context.sentence(found.start())
            described = _DESCRIBED.match(context.text, found.end()) or _INITIALS.search(
                context.text[: found.start()][-8:]
            )
            if not described and not context.names_outlet(*place):
                yield Mark(found.start(), found.end(), f"“{found[0]}” names no source: say which, and how they know")


@rule("SRC06", "anonymous-without-reason")
def anonymous_without_reason(context: Context) -> Iterator[Mark]:
    """Marks the first words of an anonymous source where the page nowhere says why no name is given.

    Why: Without the reason a reader can't weigh what the source may gain by speaking.
    Handbook: The Associated Press asks reporters to explain in the story why a source wanted no name:
    https://reason.com/2005/01/04/shooing-anonymice/ (the rules as proposed in 2004); NPR asks for as much as can be
    told of how the source knows: http://ethics.npr.org/g-transparency/i-d-that-source-as-best-you-can/
    Example:
        "They are furious," a senior official said.
    Instead:
        "They are furious," said a senior official, who was not authorized to speak and asked not to be named.
    """
    if any(True for _ in context.matches(_GRANTED)):
        return
    seen: set[str] = set()
    for one in context.said:
        words = anonymous(one)
        if words is None or one.route:
            continue
        noun = _ANONYMOUS.search(words.lower())
        key = noun[0] if noun else words
        if words.lower() in _GENERIC or (one.form is Form.INDIRECT and not _told(one)) or _to_authorities(one):
            continue
        if key not in seen:
            seen.add(key)
            yield Mark(one.source[0].start, one.source[0].end, f"the page doesn't say why {words} is not named")


@rule("SRC07", "one-anonymous-source", Severity.ERROR, default=False)
def one_anonymous_source(context: Context) -> Iterator[Mark]:
    """Marks a story that rests on one anonymous source alone.

    Why: Nobody who can be held to it stands behind any of the story.
    Handbook: The BBC's guidelines are reluctant to rely on a single source, and prefer a named one:
    http://www.bbc.co.uk/guidelines/editorialguidelines/edguide/accuracy/gatheringmateri.shtml
    Example:
        A senior aide said the plan was dead. The aide said the vote was off. "It is over," the aide added.
    Instead:
        Find a second source, and name one of the two.
    """
    said = [one for one in context.said if one.source]
    unnamed = [one for one in said if _faceless(one)]
    if len(unnamed) < 3 or len(unnamed) != len(said):
        return
    first = next((one for one in unnamed if anonymous(one)), None)
    heads = {
        noun[0].rstrip("s") for one in unnamed if (noun := _ANONYMOUS.search((one.speaker.description or "").lower()))
    }
    if first is not None and len(heads) == 1:
        message = f"all {len(unnamed)} attributed statements of the story rest on {first.speaker.description}"
        yield Mark(first.source[0].start, first.source[0].end, message)


def _faceless(statement: Statement) -> bool:
    speaker = statement.speaker
    if speaker.kind is SpeakerKind.UNNAMED:
        return _ANONYMOUS.search((speaker.description or "").lower()) is not None
    return speaker.unresolved is not None


@rule("SRC08", "anonymous-opinion", default=False)
def anonymous_opinion(context: Context) -> Iterator[Mark]:
    """Marks an opinion or attack that a source without a name is quoted with.

    Why: Who attacks from behind anonymity can't be answered or held to it.
    Handbook: The Associated Press uses anonymous material only where it is information, not opinion or speculation:
    https://www.quillmag.com/2014/04/09/guidelines-on-anonymous-sources/
    Example:
        "He is a liar and a clown," one aide said.
    Instead:
        Leave it out, or get it on the record.
    """
    for one in context.said:
        words = anonymous(one)
        if words is None or one.form is Form.INDIRECT:
            continue
        for part in one.content:
            found = _OPINION.search(part.text)
            if found and context.quoted(part.start):
                yield Mark(part.start, part.end, f"an opinion (“{found[0]}”) from a source without a name ({words})")
                break


@rule("SRC10", "hearsay")
def hearsay(context: Context) -> Iterator[Mark]:
    """Marks "reportedly", "it is believed that" and the like in a sentence that names nobody who says so.

    Why: It tells the reader that somebody reported it, and keeps back who.
    Handbook: NPR's handbook: it is not enough to report that a detail is "reportedly" true:
    http://ethics.npr.org/g-transparency/i-d-that-source-as-best-you-can/
    Example:
        The mayor reportedly left the country on Friday.
    Instead:
        The mayor left the country on Friday, the Courier reported.
    """
    for found in context.matches(_HEARSAY):
        start, end = context.sentence(found.start())
        if context.names_outlet(start, end) or re.search(r"\baccording to\b", context.text[start:end], re.I):
            continue
        if any(part.start < end and start < part.end for one in context.said for part in one.source):
            continue
        yield Mark(found.start(), found.end(), f"“{found[0]}”: say who reports it")


@rule("SRC11", "faceless-group", Severity.NOTE, default=False)
def faceless_group(context: Context) -> Iterator[Mark]:
    """Marks "critics say", "experts believe", "studies show" where nobody of them is named near by.

    Why: Any view can be lent to critics or experts. One of them, named, can be checked.
    Handbook: NPR's handbook: it is not enough to report that "officials say" something:
    http://ethics.npr.org/g-transparency/i-d-that-source-as-best-you-can/
    Example:
        Critics say the plan will cost jobs.
    Instead:
        The plan will cost jobs, said Ann Lee, an economist at Leeds University.
    """
    people = sorted(part.start for one in context.said if one.speaker.name for part in one.source)
    for found in context.matches(_WEASELS):
        block = context.block_at(found.start())
        end = block.end if block is not None else found.end()
        if not any(found.start() < place < end + 600 for place in people):
            yield Mark(found.start(), found.end(), f"“{found[0]}”: name one of them, or say how many they are")
