"""Sources, 1: outlets that are credited, and those that should be."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.core.statements import Form, RelayKind, Statement
from onrecord.lint.context import Context, words_in
from onrecord.lint.findings import Edit, Fix, Mark, Severity
from onrecord.lint.rule import rule
from onrecord.resolution.acts import is_reporting_verb
from onrecord.resolution.outlets import outlet_named

_ENOUGH = 4  # credited sentences that make crediting the page's custom
_SHARE = 0.7  # of the page's attributed sentences


@rule("SRC01", "uncredited-beside-credited")
def uncredited_beside_credited(context: Context) -> Iterator[Mark]:
    """Marks a statement that credits no outlet on a page whose other statements nearly all credit one.

    Why: A page put together from other outlets' reporting tells its reader where each quotation was found. One that
    comes through nobody reads as if the page's own writer had heard it, or was copied without credit.
    Handbook: NPR's handbook asks that everything be attributed, and that material from another source never be
    included without saying so:
    https://web.archive.org/web/20200415194931/https://www.npr.org/about-npr/688424402/special-section-attribution
    Example:
        "We are ready," Mayor Reed said, Reuters reports. "So are we," Sheriff Cole said, according to The Hill. "I saw
        it," pilot Ann Lee said, CNN reported. "It is a disgrace," councillor Tom Hale said.
    Instead:
        "It is a disgrace," councillor Tom Hale told the Leeds Courier.
    """
    sentences: dict[tuple[int, int], list[Statement]] = {}
    for one in context.said:
        anchor = (one.cue or one.source or one.content)[0]
        sentences.setdefault(context.sentence(anchor.start), []).append(one)
    credited = {place for place, held in sentences.items() if any(_is_credited(one) for one in held)}
    bare = {
        place: held for place, held in sentences.items() if place not in credited and not context.names_outlet(*place)
    }
    if len(credited) < _ENOUGH or len(credited) < _SHARE * (len(credited) + len(bare)):
        return
    for held in bare.values():
        told = [
            one
            for one in held
            if one.source and (one.form is not Form.INDIRECT or len(words_in(one.content[0].text)) > 6)
        ]
        if not told:
            continue
        first = min(told, key=lambda one: (one.form is Form.INDIRECT, one.content[0].start))
        start, end = first.content[0].start, first.content[-1].end
        who = first.speaker.name or first.speaker.description or "nobody"
        yield Mark(
            start, end, f"no outlet is credited for these words ({who}), and the page's other statements credit one"
        )


def _is_credited(statement: Statement) -> bool:
    return bool(statement.route) or outlet_named(statement.speaker.name or "") is not None


@rule("SRC02", "outlet-not-listed")
def outlet_not_listed(context: Context) -> Iterator[Mark]:
    """Marks an outlet that is credited in the text and missing from the page's "Sources:" line.

    Why: A list of sources that leaves one out is wrong, and hides whose work the page rests on.
    Handbook: House rule of onrecord.
    Example:
        "We will not accept it," the minister said, according to The Hill.

        Sources: Reuters, The New York Times
    Instead:
        Sources: Reuters, The New York Times, The Hill
    """
    listed = context.article.sources_line
    if not listed:
        return
    known = {_name(span.text) for span in listed}
    for name, start, end in _credited(context):
        if name in known:
            continue
        known.add(name)
        insertion = Edit(listed[-1].end, listed[-1].end, f", {name}")
        yield Mark(
            start, end, f"{name} is credited here and missing from the sources line",
            Fix(f"add {name} to the sources line", (insertion,)),
        )  # fmt: skip


def _name(words: str) -> str:
    outlet = outlet_named(words)
    return words.strip() if outlet is None else outlet.name


def _credited(context: Context) -> list[tuple[str, int, int]]:
    """Outlets that the page takes words from, with the place that says so, in the order of the text."""
    found: list[tuple[str, int, int]] = []
    for one in context.said:
        for relay in one.route:
            if relay.kind in (RelayKind.OUTLET, RelayKind.AGENCY) and relay.evidence is not None:
                found.append((relay.name, relay.evidence.start, relay.evidence.end))
        outlet = outlet_named(one.speaker.name or "")
        if outlet is not None and one.source:
            found.append((outlet.name, one.source[0].start, one.source[0].end))
    return sorted(found, key=lambda place: place[1])


@rule("SRC03", "listed-never-credited", default=False)
def listed_never_credited(context: Context) -> Iterator[Mark]:
    """Marks an outlet in the page's "Sources:" line that the story never names.

    Why: The reader can't tell which words came from it, and so can't check them.
    Handbook: NPR's handbook: every reader should know where a fact comes from.
    https://web.archive.org/web/20200415194931/https://www.npr.org/about-npr/688424402/special-section-attribution
    Example:
        "We will not accept it," the minister said, Reuters reports.

        Sources: Reuters, The Hill
    Instead:
        "We will not accept it," the minister said, Reuters reports. The Hill first reported the meeting.
    """
    if len(context.article.sources_line) < 2:
        return  # a single source needs no telling apart
    named = {one.name for block in context.article.blocks for one in context.outlets.within(block.start, block.end)}
    for span in context.article.sources_line:
        outlet = outlet_named(span.text)
        if outlet is not None and outlet.name not in named:
            yield Mark(span.start, span.end, f"{outlet.name} is listed as a source and credited nowhere in the story")


@rule("SRC04", "orphan-quotation", Severity.ERROR, default=False)
def orphan_quotation(context: Context) -> Iterator[Mark]:
    """Marks a quotation of a whole sentence that the text gives to nobody.

    Why: The reader must be able to tell who is speaking.
    Handbook: The University of Kansas's editing course forbids quotations that hang on nobody, and asks that each get
    its attribution: https://edit.ku.edu/attribute.html
    Example:
        The council met on Monday. "Nobody has told us what it will cost, and nobody will." The vote is due in May.
    Instead:
        "Nobody has told us what it will cost, and nobody will," said Ann Lee, who runs the market.
    """
    for one in context.spoken:
        words = words_in(context.text[one.start : one.end])
        if one.block or one.resumes or len(words) < 6 or not words[0][:1].isupper():
            continue
        if context.text[one.end - 1] not in ".!?,…":
            continue
        statement = context.statement_of(one)
        if statement is not None and (statement.source or statement.speaker.unresolved is None):
            continue
        if _introduced(context, *one.outer):
            continue
        yield Mark(*one.outer, "this quotation is given to nobody: say who said it, and where")


def _introduced(context: Context, start: int, end: int) -> bool:
    """True when a colon, or words of the same sentence, lead up to the quotation, or somebody speaks close to it."""
    before = context.text[max(0, start - 300) : start].rstrip()
    if before.endswith((":", ",", "—", "–", "”", '"', "’", "]")) or (bool(before) and before[-1].isalnum()):
        return True
    near = context.text[max(0, start - 160) : start] + context.text[end : end + 80].partition("\n")[0]
    return any(is_reporting_verb(word) for word in words_in(near)) or "according to" in near


@rule("SRC09", "route-not-credited", Severity.ERROR)
def route_not_credited(context: Context) -> Iterator[Mark]:
    """Marks words that a record knows to have come through another outlet, where the page doesn't say so.

    Needs a record (``--record``): other pages in it print the same words and credit the outlet.

    Why: Words taken from another outlet's interview are its work, and the reader should know who heard them.
    Handbook: The Guardian's guide (in a copy of 2004): when repeating quotations from other papers, always say where
    they came from: http://anyotherbusiness.blogspot.com/2004/09/guardian-unlimited-style-guide-quotes.html
    Example:
        "Nobody told us that the bridge would close," the mayor said. (Three pages of the record: "told the Courier".)
    Instead:
        "Nobody told us that the bridge would close," the mayor told the Courier.
    """
    if not context.routes:
        return
    listed = {_name(span.text) for span in context.article.sources_line}
    own = context.article.outlet
    mine = _name(own.value) if own is not None else None
    for one in context.said:
        known = context.routes.get(one.id, frozenset()) - listed - {mine}
        if not known or one.route or context.names_outlet(*context.sentence(one.content[0].start)):
            continue
        names = " or ".join(sorted(known))
        yield Mark(
            one.content[0].start, one.content[-1].end, f"the record knows these words through {names}, uncredited here"
        )
