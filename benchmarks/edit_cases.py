"""Cases for `verify_edits.py`: the edits of `edits.py`, and those that need the whole document, drawn evenly."""

from __future__ import annotations

import hashlib
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from edits import (
    _DOUBT,
    _NEGATION,
    _ONE_SENTENCE,
    _STOP,
    ALTERED,
    MARKED,
    NOT_FOUND,
    SPEAKER,
    SPLICED,
    TRUNCATED,
    VERBATIM,
    Case,
    Sentence,
    crude,
    either,
    sentences,
)

Documents = Mapping[str, str]
_IDIOM = r"(?:think|look|remember|know|see|take a look|want to know)\b"  # "if you look at it" is no condition


def transcripts(path: Path) -> dict[str, str]:
    """The transcripts of the zip, by name."""
    with zipfile.ZipFile(path) as archive:
        return {
            Path(name).name: archive.read(name).decode("utf-8", "replace")
            for name in sorted(archive.namelist())
            if name.endswith(".txt")
        }


def half(name: str) -> str:
    """``develop`` or ``report``: the half of the documents that a name belongs to."""
    return "develop" if hashlib.sha256(name.encode()).digest()[0] % 2 == 0 else "report"


class Drawer:
    """Draws cases of every kind from documents; the same seed draws the same cases."""

    def __init__(self, documents: Documents, seed: int) -> None:
        self._rng = random.Random(seed)
        self._text = documents
        self._sentences = {name: sentences(text) for name, text in documents.items()}
        self._names = [name for name, found in self._sentences.items() if len(found) >= 12]
        self._crude = {name: f" {crude(documents[name])} " for name in self._names}
        kinds: list[tuple[str, Callable[[], Case | None]]] = [
            (kind, self._simple(kind, expected, edit)) for kind, expected, edit in _ONE_SENTENCE
        ]
        kinds += [
            ("substitution", self._substitution), ("name", self._name), ("harmless and substitution", self._mixture),
            ("distant join", self._join), ("distant ellipsis", self._distant_ellipsis),
            ("swapped sentences", self._swap), ("cut negation", self._cut_negation),
            ("cut condition before", self._cut_condition), ("cut condition after", self._cut_after),
            ("cut qualifier", self._cut_qualifier), ("harmless cut", self._harmless_cut),
            ("harmless cut after another clause", self._other_clause), ("two sentences", self._two),
            ("other speaker", self._speaker), ("other document", self._foreign),
        ]  # fmt: skip
        self._kinds = kinds

    def draw(self, count: int) -> list[Case]:
        """``count`` cases, the kinds in turn; a kind that a document has no place for is tried elsewhere."""
        cases: dict[tuple[str, str], Case] = {}
        while len(cases) < count:
            for _, make in self._kinds:
                for _ in range(60):
                    case = make()
                    if case is not None and self._sound(case):
                        cases[case.document, case.quotation] = case
                        break
        return list(cases.values())[:count]

    def _sound(self, case: Case) -> bool:
        """An unfaithful case must not stand in the document by chance; a truncated one not at a second place."""
        words = crude(case.quotation)
        again = re.compile(rf"(?= {re.escape(words)} )")  # said twice in a row counts twice
        stands = len(again.findall(self._crude[case.document]))
        if case.expected in (ALTERED, SPLICED, NOT_FOUND):
            return stands == 0 and not any(one in self._crude[case.document] for one in (words, either(words)))
        return stands <= 1 if case.expected in (TRUNCATED, SPEAKER) else True

    def _pick(self) -> tuple[str, Sentence]:
        name = self._rng.choice(self._names)
        return name, self._rng.choice(self._sentences[name])

    def _case(self, kind: str, name: str, text: str, one: Sentence, expected: str) -> Case:
        return Case(kind, name, text, one.speaker, expected)

    def _simple(
        self, kind: str, expected: str, edit: Callable[[str, random.Random], str | None]
    ) -> Callable[[], Case | None]:
        def make() -> Case | None:
            name, one = self._pick()
            text = edit(one.text, self._rng)
            same = text is not None and expected == ALTERED and crude(text) == crude(one.text)
            return None if text is None or same else self._case(kind, name, text, one, expected)

        return make

    def _substitute(self, name: str, text: str) -> str | None:
        places = [m for m in re.finditer(r"\b[a-z]{4,}\b", text) if m[0] not in _STOP]
        other = self._rng.choice(self._sentences[name]).text
        words = [w for w in re.findall(r"\b[a-z]{4,}\b", other) if w not in _STOP]
        if not places or not words:
            return None
        one, new = self._rng.choice(places), self._rng.choice(words)
        return text[: one.start()] + new + text[one.end() :] if new[:4] != one[0][:4] else None

    def _substitution(self) -> Case | None:
        name, one = self._pick()
        text = self._substitute(name, one.text)
        return self._case("substitution", name, text, one, ALTERED) if text else None

    def _name(self) -> Case | None:
        name, one = self._pick()
        places = list(re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", one.text))
        _, other = self._pick()
        names = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", other.text)
        if not places or not names:
            return None
        place, new = self._rng.choice(places), self._rng.choice(names)
        text = one.text[: place.start()] + new + one.text[place.end() :]
        return None if text == one.text else self._case("name", name, text, one, ALTERED)

    def _mixture(self) -> Case | None:
        name, one = self._pick()
        edits = [edit for _, expected, edit in _ONE_SENTENCE if expected in (VERBATIM, MARKED)]
        text = self._substitute(name, one.text)
        text = self._rng.choice(edits)(text, self._rng) if text else None
        if text is None or crude(re.sub(r"\[.*?\]", "", text)) in self._crude[name]:
            return None
        changed = set(crude(text).split()) - set(crude(one.text).split()) - {"smith", "governor", "jones"}
        return self._case("harmless and substitution", name, text, one, ALTERED) if changed else None

    def _apart(self) -> tuple[str, Sentence, Sentence] | None:
        name, one = self._pick()
        later = [s for s in self._sentences[name] if s.speaker == one.speaker and s.word - one.word > 80]
        return (name, one, self._rng.choice(later)) if later else None

    def _join(self) -> Case | None:
        pair = self._apart()
        if pair is None:
            return None
        name, one, two = pair
        return self._case("distant join", name, f"{one.text} {two.text}", one, SPLICED)

    def _distant_ellipsis(self) -> Case | None:
        name, one = self._pick()
        later = [
            s
            for s in self._sentences[name]
            if s.turn == one.turn and 10 < s.word - one.word - len(one.text.split()) < 150
        ]
        if not later:
            return None
        text = f"{one.text} {self._rng.choice(['...', '…', '[…]', '. . .'])} {self._rng.choice(later).text}"
        return self._case("distant ellipsis", name, text, one, MARKED)

    def _following(self) -> tuple[str, Sentence, Sentence] | None:
        name = self._rng.choice(self._names)
        found = self._sentences[name]
        at = self._rng.randrange(len(found) - 1)
        one, two = found[at], found[at + 1]
        near = one.turn == two.turn and not self._text[name][one.end : two.start].strip()
        return (name, one, two) if near else None

    def _swap(self) -> Case | None:
        pair = self._following()
        if pair is None:
            return None
        name, one, two = pair
        return self._case("swapped sentences", name, f"{two.text} {one.text}", one, SPLICED)

    def _two(self) -> Case | None:
        pair = self._following()
        if pair is None:
            return None
        name, one, two = pair
        return self._case("two sentences", name, f"{one.text} {two.text}", one, VERBATIM)

    def _cut_negation(self) -> Case | None:
        name, one = self._pick()
        found = re.search(r"\b(?:not|never|n['’]t|nobody) (?!only\b|just\b)((?:\S+ ){3,}\S+)$", one.text)
        return self._case("cut negation", name, found[1], one, TRUNCATED) if found else None

    def _cut_condition(self) -> Case | None:
        name, one = self._pick()
        found = re.match(
            rf"(?:But |And |So )?(?:[Ii]f(?! (?:you|we) {_IDIOM})|[Uu]nless) [^,]{{5,60}}, ((?:\S+ ){{3,}}\S+)$",
            one.text,
        )
        return self._case("cut condition before", name, found[1], one, TRUNCATED) if found else None

    def _cut_after(self) -> Case | None:
        name, one = self._pick()
        found = re.match(
            rf"((?:\S+ ){{4,}}\S+?),? (?:if(?! (?:you|we) {_IDIOM}| not (?:more|the|all|\w+er)\b)|unless|until|except)"
            r" [^,]{4,60}$",
            one.text,
        )
        return self._case("cut condition after", name, found[1], one, TRUNCATED) if found else None

    def _cut_qualifier(self) -> Case | None:
        name, one = self._pick()
        found = re.search(
            r"\b(?:[Mm]aybe|[Pp]erhaps|probably|almost|nearly|possibly|might|could|allegedly|supposedly|hardly)"
            r",? ((?:\S+ ){3,}\S+)$",
            one.text,
        )
        return self._case("cut qualifier", name, found[1], one, TRUNCATED) if found else None

    def _harmless_cut(self) -> Case | None:
        """Cut at a clause where nothing before or after it denies, limits or hedges."""
        name, one = self._pick()
        found = re.match(r"([^,]{12,}), (?:and |so |because )?((?:\S+ ){4,}\S+)$", one.text)
        if found is None:
            return None
        first, second = found[1], found[2]
        kept, cut = (first, one.text[len(first) :]) if self._rng.random() < 0.5 else (second, first)
        if _NEGATION.search(cut) or _DOUBT.search(cut) or len(kept.split()) < 5:
            return None
        return self._case("harmless cut", name, kept, one, VERBATIM)

    def _other_clause(self) -> Case | None:
        """The clause that is cut has a negation of its own, which doesn't reach over "and"."""
        name, one = self._pick()
        found = re.match(r"([^,]{12,}), and ((?:I|we|you|they|he|she|it)['’\w]* (?:\S+ ){3,}\S+)$", one.text)
        if found is None or not _NEGATION.search(found[1]) or _DOUBT.search(found[1]):
            return None
        return self._case("harmless cut after another clause", name, found[2], one, VERBATIM)

    def _speaker(self) -> Case | None:
        name, one = self._pick()
        others = sorted({s.speaker for s in self._sentences[name]} - {one.speaker, "UNIDENTIFIED", "AUDIENCE"})
        if not others or one.speaker in ("UNIDENTIFIED", "AUDIENCE"):
            return None
        return Case("other speaker", name, one.text, self._rng.choice(others).title(), SPEAKER)

    def _foreign(self) -> Case | None:
        name, one = self._pick()
        other = self._rng.choice(self._names)
        long = len(one.text.split()) >= 12
        near = any(four in self._crude[other] for four in _runs(crude(one.text), 6))
        return None if other == name or not long or near else Case(
            "other document", other, one.text, one.speaker, NOT_FOUND
        )  # fmt: skip


def _runs(words: str, size: int) -> list[str]:
    split = words.split()
    return [" ".join(split[i : i + size]) for i in range(len(split) - size + 1)]
