"""Drafts: text files that can be mended in place, byte for byte but for the fixes."""

from __future__ import annotations

import codecs
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.core.options import ReadOptions
from onrecord.core.reading import Reading
from onrecord.lint.fixing import fixed
from onrecord.lint.linting import lint
from onrecord.lint.settings import Settings
from onrecord.pages.items import Item
from onrecord.reading import read_item

_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-8"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text file, its text, and how the text is written in bytes."""

    path: Path
    text: str
    mark: bytes
    encoding: str

    @classmethod
    def of(cls, reading: Reading) -> Draft | None:
        """The draft that a reading is of; None where the article's text is not the file's, character for character."""
        path = Path(reading.article.page)
        if reading.article.media_type not in ("text/plain", "text/markdown") or not path.is_file():
            return None
        data = path.read_bytes()
        text = reading.article.text
        for mark, encoding in _ENCODINGS:
            if data.startswith(mark) and mark + text.encode(encoding, "surrogatepass") == data:
                return cls(path, text, mark, encoding)
        return None

    def mended(
        self, reading: Reading, settings: Settings, options: ReadOptions, *, rounds: int
    ) -> tuple[str, Reading, int]:
        """The text after its safe fixes, a reading of it, and how many fixes were made."""
        text, count = self.text, 0
        for _ in range(rounds):
            text, made = fixed(text, lint(reading, settings=settings))
            if not made:
                break
            count += made
            reading = self._reread(text, reading, options)
        return text, reading, count

    def _reread(self, text: str, before: Reading, options: ReadOptions) -> Reading:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / self.path.name
            copy.write_bytes(text.encode("utf-8", "surrogatepass"))
            reading = read_item(Item(str(copy)), options)
        return replace(reading, article=replace(reading.article, page=before.article.page))

    def write(self, text: str) -> None:
        """Put the text in the file's place at once, so that no half-written file is left behind."""
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(self.mark + text.encode(self.encoding, "surrogatepass"))
            Path(name).chmod(self.path.stat().st_mode & 0o7777)
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
