"""Verdicts: what is to be said of a quotation against the sources, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.spans import Span
from onrecord.reuse.alignment import MAX_WORDS
from onrecord.reuse.edits import Edit, edits_of, is_far
from onrecord.reuse.index import Region, SourceIndex
from onrecord.reuse.marks import Marked, read_marks
from onrecord.reuse.placement import Placement, place
from onrecord.reuse.sources import SourceText, blanked, voice
from onrecord.reuse.truncation import Cut, cut_off

_CANDIDATES = 8  # places that are aligned for one quotation
_ALIKE = 0.6  # below this nearness a passage is shown as the nearest, not as the one quoted
_SHORT, _SHORT_ALIKE = 20, 0.65  # the same for fewer words, of which a sentence of another day may hold as many
_BITS = 7.0  # of evidence for each word changed, beyond what names the place in the sources
_PHRASE = 5  # words by themselves may be an everyday phrase, however rare in the sources ("a breath of fresh air")
_PHRASE_BITS = 24.0  # that they say at most
_APART = 0.15  # how much nearer pieces from places apart must be than one altered passage
_LENGTHY = 400  # words of a quotation from which only the two likeliest places are aligned


class Verdict(StrEnum):
    """What verification says of a quotation, the best first."""

    VERBATIM = "verbatim"
    MARKED_CHANGE = "marked change"
    TRUNCATED = "truncated"
    ANOTHER_SPEAKER = "another speaker"
    ALTERED = "altered"
    SPLICED = "spliced"
    NOT_FOUND = "not found"
    SOURCE_UNREADABLE = "source unreadable"
    NOT_CHECKED = "not checked"

    @property
    def faithful(self) -> bool:
        """True for the two verdicts that a writer need not act on."""
        return self in (Verdict.VERBATIM, Verdict.MARKED_CHANGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation to verify, without its outer marks.

    ``speaker``  whom the draft credits, None to leave the speaker unchecked.
    ``context``  the rest of the draft's sentence, which may carry a denial or condition that the quotation leaves out.
    ``start``, ``end``  its place in the draft, where it has one.
    """

    text: str
    speaker: str | None = None
    context: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source that a quotation rests on, and who says them there as far as the source tells."""

    source: str
    span: Span
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A quotation with its verdict and evidence.

    ``passages``  the stretches of the source in the quotation's order; for "not found" the nearest one.
    ``edits``     every word-level difference, marked ones too.
    ``cut``       for "truncated": the words that were cut off, with ``cut_kind`` negation, condition or qualifier.
    ``nearness``  1 where every word stands in the passage, 0 where none does.
    """

    quoted: Quoted
    verdict: Verdict
    passages: tuple[Passage, ...] = ()
    edits: tuple[Edit, ...] = ()
    cut: Span | None = None
    cut_kind: str | None = None
    nearness: float = 0.0
    note: str = ""


class Verifier:
    """Checks quotations against a fixed set of sources, which it indexes once.

    ``unreadable`` names sources that could not be read: a quotation found in no other is then "source unreadable".
    """

    def __init__(self, sources: Sequence[SourceText], unreadable: Sequence[str] = ()) -> None:
        self.sources = tuple(sources)
        self.unreadable = tuple(unreadable)
        self._texts = [blanked(source) for source in sources]
        self._index = SourceIndex(self._texts)

    def check(self, quoted: Quoted) -> Checked:
        """The verdict on one quotation: the best that any of the likeliest places gives."""
        marked = read_marks(quoted.text)
        plain = len(marked.words) - sum(marked.bracketed)
        if plain == 0:
            return Checked(quoted=quoted, verdict=Verdict.NOT_CHECKED, note="no words of the speaker's in it")
        if len(marked.words) > MAX_WORDS:
            return Checked(quoted=quoted, verdict=Verdict.NOT_CHECKED, note=f"more than {MAX_WORDS} words")
        words = [word.word for word, added in zip(marked.words, marked.bracketed, strict=True) if not added]
        limit = _CANDIDATES if len(words) < _LENGTHY else 2
        best: Checked | None = None
        for region in self._promising(words, limit):
            placed = place(self._index, self._texts, marked, region)
            found = self._judge(quoted, marked, placed, plain)
            if best is None or _rank(found) < _rank(best):
                best = found
            if best.verdict is Verdict.VERBATIM:
                break
        if best is not None and best.verdict is not Verdict.NOT_FOUND:
            return best
        if self.unreadable:
            note = "could not be read: " + ", ".join(self.unreadable)
            return Checked(quoted=quoted, verdict=Verdict.SOURCE_UNREADABLE, note=note)
        return best or Checked(quoted=quoted, verdict=Verdict.NOT_FOUND)

    def _promising(self, words: Sequence[str], limit: int) -> list[Region]:
        """The regions worth an alignment: those that hold enough of the words, else the one that holds most."""
        regions = self._index.regions(words, limit=limit)
        shares = {region: self._index.overlap(region, words) for region in regions}
        enough = [region for region in regions if shares[region] >= _ALIKE]
        return enough or sorted(regions, key=lambda region: -shares[region])[:1]

    def _judge(self, quoted: Quoted, marked: Marked, placed: Placement, plain: int) -> Checked:
        source = self.sources[placed.document]
        edits = edits_of(quoted.text, marked, source.text, placed)
        passages = self._passages(source, placed, quoted.speaker)
        nearness = placed.nearness(plain)
        verdict, note, cut = Verdict.VERBATIM, "", None
        if not passages or not self._recognised(placed, plain, edits):
            verdict = Verdict.NOT_FOUND
        elif any(is_far(edit) and not edit.marked for edit in edits) or placed.backward:
            verdict = Verdict.SPLICED
        elif any(not edit.marked for edit in edits):
            verdict = Verdict.ALTERED
        elif not placed.in_order:
            verdict = Verdict.SPLICED
        else:
            cut = self._cut(quoted, marked, placed)
            if any(voice(source, one.span.start, one.span.end, quoted.speaker).right is False for one in passages):
                verdict, cut = Verdict.ANOTHER_SPEAKER, None
            elif cut is not None:
                verdict = Verdict.TRUNCATED
            elif edits:
                verdict = Verdict.MARKED_CHANGE
        return Checked(
            quoted=quoted, verdict=verdict, passages=passages, edits=edits, nearness=round(nearness, 3), note=note,
            cut=Span.of(source.text, cut.start, cut.end) if cut else None, cut_kind=cut.kind if cut else None,
        )  # fmt: skip

    def _recognised(self, placed: Placement, plain: int, edits: Sequence[Edit]) -> bool:
        """Whether the passage is the one quoted: enough of its words, and more than chance brings together."""
        if plain <= 2:
            return placed.alignment.matched >= plain
        equal = [block for block in placed.alignment.blocks if block.equal]
        longest = max((block.b - block.a for block in equal), default=0)
        if placed.nearness(plain) < _ALIKE or (longest < min(3, plain - 1) and placed.alignment.matched < 4):
            return False
        unmarked = [edit for edit in edits if not edit.marked]
        if unmarked and plain < _SHORT and placed.nearness(plain) < _SHORT_ALIKE:
            return False
        runs = [[placed.words[at].word for at in range(block.c, block.d)] for block in equal]
        most = _PHRASE_BITS if len(runs) == 1 and len(runs[0]) <= _PHRASE else None
        evidence = self._index.evidence(runs, 1 + sum(is_far(edit) for edit in unmarked), most)
        return not unmarked or evidence >= _BITS * placed.alignment.cost / 100

    def _passages(self, source: SourceText, placed: Placement, speaker: str | None) -> tuple[Passage, ...]:
        """The stretches of the source that the quotation is made of: broken where it jumps by more than a line."""
        used = [number for block in placed.alignment.blocks if block.equal for number in range(block.c, block.d)]
        groups: list[list[int]] = []
        for at in used:
            near = groups and 0 < placed.numbers[at] - placed.numbers[groups[-1][-1]] <= 13
            if near:
                groups[-1].append(at)
            else:
                groups.append([at])
        spans = [
            (min(placed.words[at].start for at in group), max(placed.words[at].end for at in group)) for group in groups
        ]
        return tuple(
            Passage(source.name, Span.of(source.text, start, end), voice(source, start, end, speaker).speaker)
            for start, end in spans
        )

    def _cut(self, quoted: Quoted, marked: Marked, placed: Placement) -> Cut | None:
        """What is cut off before the first and behind the last word; a bracket at an end stands for what was there."""
        equal = [block for block in placed.alignment.blocks if block.equal]
        used = placed.words[equal[0].c : equal[-1].d]
        first, last = used[0].start, max(word.end for word in used[-2:])  # a currency sign comes after its number
        source = self.sources[placed.document]
        turn = source.turn_at(first)
        low, high = (turn.start, turn.end) if turn else (0, len(source.text))
        return cut_off(source.text, first, last, len(marked.words), low, high, quoted.context)


def _rank(checked: Checked) -> tuple[int, float]:
    """The order among places: verdicts that hold first; among those that find fault, the nearest."""
    order = list(Verdict).index(checked.verdict)
    faulty = checked.verdict in (Verdict.ALTERED, Verdict.SPLICED)
    apart = _APART if checked.verdict is Verdict.SPLICED else 0.0
    return (list(Verdict).index(Verdict.ALTERED) if faulty else order, apart - checked.nearness)
