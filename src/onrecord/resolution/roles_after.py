"""Roles behind a name: "NAME, a doctor in Leeds,", "NAME (R-Ohio), the chairman,", "NAME, who runs the school,"."""

from __future__ import annotations

import re

from onrecord.core.spans import trimmed
from onrecord.resolution.frame import ABBREVIATION
from onrecord.resolution.lexicon import given_names, words
from onrecord.resolution.mentions import Mention
from onrecord.resolution.personnouns import acts_on, names_role, phrase_end, strip_article

_STATED = re.compile(
    r" (?:is|was)(?: also| now| currently| still)? (?=(?:the|an?|its|their|one of|[a-z-]{4,} (?:of|at|for|in)) )"
)
_RELATIVE = re.compile(
    r" (?:has )?(?:serves|served|works|worked)(?: since \d{4})? as "
    r"|,? who (?:(?:has |had |also )?(?:replaced|succeeded|served|serves|worked|works|serving)\b[^,.;\n]{0,60}? as"
    r"|(?:is|was|became|has been)(?: also| now| once| then| currently)?) "
)
# What somebody is by what the clause says they do: "who runs the food bank".
_DOES = re.compile(
    r",? who (?:has |also |now |currently |previously |once |formerly ){0,2}(?P<does>(?:co-)?(?:runs|ran|leads|led|"
    r"heads|headed|chairs|chaired|directs|directed|oversees|oversaw|manages|managed|teaches|taught|studies|coaches|coached|owns|"
    r"owned|founded|hosts|hosted|edits|edited|represents|represented|covers|(?:works|worked) (?:at|for)) "
    r"[^,;:()\n“”\"—]{3,90})"
)
_AS = re.compile(r" as (?:the |an? )?")
_DOES_END = re.compile(
    r"\.(?:\s|\Z)| (?:since|until|when|while|after|before|but|because|says|said|told|and (?:is|was|has|had|who)) "
    r"| and (?=\w+ed )"
)
# What may stand between a name and its apposition: age, party and state, degrees, where somebody is from.
_BETWEEN = re.compile(
    r"(?: \((?:[RDI](?:-[^()\n]{1,20})?|[A-Z][\w. ]{1,12}|\d{1,3})\)"
    r"|, (?:[RDI]-[A-Z][\w.]*(?: [A-Z][\w.]*)?|Jr\.?|Sr\.?|M\.?D\.?|Ph\.?D\.?|Q\.?C\.?|Esq\.?|MP|\d{1,3}"
    r"|(?:of|from) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?)(?=,)){1,3}"
)
# "Ann Lee of Ohio, the minority leader": where somebody is from, before what he or she is.
_FROM = re.compile(
    r" (?:of|from) (?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?=, (?:the|an?|who|[a-z]+ (?:of|at|for)) )"
)
_OPENS = re.compile(r", | \(| [—–-] |—")
_ADVERB = re.compile(
    r"(?:now|then|currently|formerly|previously|himself|herself|also|once|until recently|at the time) "
    r"|(?:then )?(?:serving|working) as (?:the |an? )?"
)
# "NAME was the winner": what somebody was once, for once.
_FORMER = re.compile(r"an? (?:former|ex-)")
_OPENS_NO_NOUN = frozenset(("no", "not", "and", "but", "or", "what", "when", "where", "why", "how"))
_FIRM = re.compile(
    r", (?:the )?(?P<first>[A-Z][\w&’'-]*)(?: (?:(?:&|and|of|for|at) )?[A-Z][\w&’'-]*){0,9}"
    r"(?=\.?[,;”\"\n]|\.(?:\s|\Z)| said| says)"
)
# ", a free-market think tank", behind "president of the Rivers Institute".
_EXPLAINED = re.compile(
    r", (?:an?|the) (?:[\w’'&.-]+ ){1,5}?(?:[\w’'-]+, (?:[\w’'-]+ ){1,3}and (?:[\w’'-]+ ){1,2})?"
    r"(?:agency|business|charity|coalition|co-op|company|firm|foundation|fund|group|magazine|maker|network|newsletter"
    r"|newspaper|nonprofit|organization|organisation|outlet|PAC|party|provider|publication|publisher|site|startup"
    r"|start-up|tank|union|website)"
    r"(?=[,.;)”\"\n]| (?:in|for|of|behind|with|from|near|on|at|based|that|which|who|said|says|told) )"
)
_NAMED_LAST = re.compile(r" (?:of|for|at|with|from) (?:the )?[A-Z][^,;:]*\Z")
_OF_FIRMS = frozenset(["director", "ceo", "md", "partner", "analyst", "manager", "founder", "economist", "strategist"])
_NO_ROLES = frozenset(
    ["winner", "loser", "favorite", "favourite", "person", "one", "man", "woman", "guy", "fan", "victim", "friend",
     "recipient", "target", "star", "hero", "kid", "child", "boy", "girl", "reader", "speaker"]
)  # fmt: skip


def role_after(text: str, mention: Mention) -> tuple[int, int] | None:
    """The range of the role in an apposition or relative clause after a name, its article left out."""
    start = mention.end
    while start < len(text) and text[start] in "`'’\"”":
        start += 1
    stated = _STATED.match(text, start)
    between = _BETWEEN.match(text, start)
    between = between or _FROM.match(text, start)
    start = between.end() if between else start
    opening = stated or _RELATIVE.match(text, start) or _OPENS.match(text, start)
    if opening is None:
        return _does(text, start)
    start = opening.end()
    adverb = _ADVERB.match(text, start)
    start = adverb.end() if adverb else start
    start += len("and ") if text.startswith(("and a", "and the "), start) else 0
    end = phrase_end(text, start)
    if _opens_clause(text, mention, start, end):
        return None
    first, _, rest = text[start:end].lower().partition(" ")
    no_noun = first in words().finite or first in _OPENS_NO_NOUN or first in words().prepositions
    no_noun = no_noun or acts_on(text, start, end)
    if start >= end or no_noun or (first in words().verbs and rest):
        return _does(text, opening.start())
    former = _FORMER.match(text, start, end) is not None and not stated
    start, end = strip_article(text, start, end)
    once = stated and _NO_ROLES & set(text[start:end].lower().split()[:4])
    if once or first == "whose" or not (former or names_role(text, start, end)):
        return _does(text, opening.start())
    return start, _at_what(text, start, end)


def _opens_clause(text: str, mention: Mention, start: int, end: int) -> bool:
    """True for "In a talk with NAME, the candidate said": no comma ends the words, a preposition leads to the name."""
    following = text[end : end + 20].split()[:1]
    acts = text.startswith("the ", start) and text[end : end + 1] == " " and following[:1] != []
    before = text[max(0, mention.outer - 60) : mention.outer].split()
    led = before[-1:] and before[-1].lower() in words().prepositions | {"and"}
    return bool(acts and led and following[0] in words().verbs | words().finite)


def _at_what(text: str, start: int, end: int) -> int:
    """Where a role ends that goes on over a comma: "Director, Acme Securities", "head of Acme, a research group"."""
    if not text.startswith(", ", end):
        return end
    explained = _EXPLAINED.match(text, end) if _NAMED_LAST.search(text, start, end) else None
    if explained is not None:
        return explained.end()
    office = text[start:end].split(" ")
    firm = _FIRM.match(text, end)
    of_firm = office[-1].lower() in _OF_FIRMS or (office[-1] == "president" and "vice" in office)
    if firm is None or len(office) >= 4 or not of_firm or firm["first"].lower() in given_names():
        return end
    return firm.end()


def _does(text: str, start: int) -> tuple[int, int] | None:
    """ "runs the food bank": what "who" behind a name says that somebody does for a living."""
    found = _DOES.match(text, start)
    if found is None:
        return None
    first, last = found.span("does")
    office = _AS.search(text, first, last)
    if office is not None:  # "who led the effort as the secretary of labor"
        end = phrase_end(text, office.end())
        if names_role(text, office.end(), end):
            return office.end(), end
    for stop in _DOES_END.finditer(text, first, last + 1):
        abbreviated = stop[0][0] == "." and ABBREVIATION.search(text, first, stop.start())
        if not abbreviated and (stop[0] != " and " or " " in text[first : stop.start()]):
            return trimmed(text, first, stop.start())
    return trimmed(text, first, last)
