"""A document of an editor: its positions, its reading, and a statement in words."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.attribution import find
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.core.statements import Statement
from onrecord.lint.findings import Edit, Finding
from onrecord.lint.positions import Lines
from onrecord.pages import parse
from onrecord.pages.captures import MARKDOWN, PLAIN, Capture
from onrecord.reading import load_tagger
from onrecord.resolution import resolve


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions of offsets in a text: lines from 0, columns from 0 in ``utf-8``, ``utf-16`` or ``utf-32`` units."""

    lines: Lines
    encoding: str

    @classmethod
    def of(cls, text: str, encoding: str) -> Positions:
        """The positions of a text."""
        return cls(Lines.of(text), encoding)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line, column = self.lines.place(offset)
        start = offset - column + 1
        return line - 1, self._units(self.lines.text[start:offset])

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column; behind a line's end it is the line's end."""
        start = self.lines.offset(line, 0)
        end = self.lines.offset(line, len(self.lines.text) + 1)
        place = start
        while place < end and self._units(self.lines.text[start : place + 1]) <= column:
            place += 1
        return place

    def silence(self, finding: Finding) -> Edit:
        """The comment that silences a finding, put at the end of its line."""
        line, _ = self.lines.utf16(finding.span.start)
        end = self.lines.offset(line, 2 * len(self.lines.text) + 1)
        return Edit(end, end, f" <!-- onrecord: ignore {finding.code} -->")

    def _units(self, text: str) -> int:
        if self.encoding == "utf-32":
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_draft(path: str, text: str, options: ReadOptions) -> Reading:
    """The reading of a text as it stands in an editor. Raises SourceError for one that holds no story."""
    media_type = MARKDOWN if path.lower().endswith((".md", ".markdown")) else PLAIN
    capture = Capture(page=path, data=text.encode("utf-8", "replace"), sha256="", media_type=media_type)
    parsed = parse(capture, options)
    resolved = resolve(parsed.article, find(parsed.article, load_tagger(options)), options)
    problems = (*parsed.problems, *resolved.problems)
    return Reading(article=parsed.article, statements=resolved.statements, dropped=resolved.dropped, problems=problems)


def card(statement: Statement) -> str:
    """Who said it, when, through whom, and the words that say so, in Markdown."""
    speaker = statement.speaker
    who = speaker.name or speaker.description or "nobody that the page names"
    lines = [f"**{_plain(who)}**" + (f", {_plain(speaker.role)}" if speaker.role else "")]
    if speaker.unresolved is not None:
        lines.append(f"Unresolved: {_plain(speaker.unresolved.reason)}.")
        likely = ", ".join(f"{_plain(one.name)} ({one.confidence:.0%})" for one in speaker.unresolved.candidates[:4])
        lines += [f"In question: {likely}."] if likely else []
    lines.append(f"{statement.form.capitalize()} {statement.act}, {statement.polarity}.")
    if statement.said is not None:
        lines.append(f"Said: {statement.said.edtf} ({statement.said.basis}).")
    if statement.route:
        lines.append("Through " + ", then ".join(_plain(relay.name) for relay in statement.route) + ".")
    told = dict.fromkeys(_plain(span.text) for span in speaker.evidence)
    if told:
        lines.append("We know it from: " + "; ".join(f"“{words}”" for words in told) + ".")
    sure = statement.confidence
    lines.append(f"Confidence: words and source {sure.statement:.0%}, speaker {sure.speaker:.0%}.")
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    """Text on one line whose characters are no Markdown."""
    return "".join(
        f"\\{character}" if character in "\\`*_{}[]<>#|!" else character for character in " ".join(text.split())
    )
