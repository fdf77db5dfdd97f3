"""Bytes to text: the encoding from the response's header, the markup and the bytes; faults are problems, not losses."""

from __future__ import annotations

import codecs
import re

from onrecord.core.errors import SourceUnreadable
from onrecord.core.reading import Problem
from onrecord.pages.captures import Capture

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.I
)
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x7fELF",
    b"SQLite format 3",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"(\xb5/\xfd",
    b"MZ\x90",
)
_CONTROLS = bytes(sorted({*range(32), 127} - {*b"\t\n\r\f\v\x1b\x08"} - {0}))
_HEAD = 1 << 16
_MAY_BE_DAMAGED = 0.02  # share of wrong bytes up to which a text is still taken to be in its encoding


def decode(capture: Capture, *, markup: bool) -> tuple[str, tuple[Problem, ...]]:
    """The text of a capture and what was wrong with its bytes. Raises SourceUnreadable when they are no text."""
    data = capture.data
    head = data[:_HEAD]
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return _cleaned(*_decoded(data[len(bom) :], encoding))
    _refuse_binary(capture, head)
    declared = capture.charset or (_declared(head) if markup else None)
    return _cleaned(*_by_declaration(data, declared))


def _refuse_binary(capture: Capture, head: bytes) -> None:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    nulls = head.count(0)
    if head.startswith(_BINARY) or controls > 0.02 * len(head) + 8 or nulls > 0.1 * len(head) + 64:
        raise SourceUnreadable(capture.page, f"{capture.page} is a binary file, not a page", code="binary")


def _declared(head: bytes) -> str | None:
    found = _DECLARED.search(head)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _by_declaration(data: bytes, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8 where the bytes are that (other text hardly ever is by chance), else as declared, else by the bytes."""
    encoding = _known(declared)
    if encoding is not None and encoding.startswith(("utf-16", "utf-32")):
        encoding = None  # a declaration that could be read byte by byte is wrong about that
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        wrong = encoding not in (None, "utf-8") and not data.isascii()
        return text, (_wrong_declaration(declared, "utf-8"),) if wrong else ()
    if encoding not in (None, "utf-8", "ascii"):
        return _decoded(data, encoding)
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    multibyte = sum(character > "\x7f" for character in text[:_HEAD]) - text[:_HEAD].count("\ufffd")
    if damaged <= _MAY_BE_DAMAGED * len(text) and multibyte >= damaged:
        return text, (_damaged(damaged, "utf-8"),)
    guess = _guessed(data)
    text, problems = _decoded(data, guess)
    return text, (_wrong_declaration(declared, guess), *problems) if declared else problems


def _known(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    # browsers read these three as windows-1252 (WHATWG Encoding Standard)
    return {"iso8859-1": "cp1252", "ascii": "ascii"}.get(found, found) if _decodes_text(found) else None


def _decodes_text(encoding: str) -> bool:
    return encoding not in {
        "base64",
        "hex",
        "zlib",
        "bz2",
        "quopri",
        "rot13",
        "uu",
        "idna",
        "punycode",
        "unicode_escape",
        "raw-unicode-escape",
        "utf-7",
    }


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # only a page in doubt needs it

    best = from_bytes(data[:_HEAD]).best()
    return best.encoding if best is not None and best.encoding not in ("ascii", "utf_8") else "cp1252"


def _decoded(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    return text, (_damaged(damaged, encoding),) if damaged else ()


def _damaged(count: int, encoding: str) -> Problem:
    return Problem("encoding-damaged", f"{count:,} places are not valid {encoding}; they are marked U+FFFD in the text")


def _wrong_declaration(declared: str | None, used: str) -> Problem:
    return Problem("encoding-declared", f"declared as {declared}, but the bytes are {used}, which was used")


def _cleaned(text: str, problems: tuple[Problem, ...]) -> tuple[str, tuple[Problem, ...]]:
    """Null bytes become U+FFFD, one for one, so that offsets stay; they would end the text in databases and parsers."""
    nulls = text.count("\0")
    if not nulls:
        return text, problems
    return text.replace("\0", "\ufffd"), (
        *problems,
        Problem("null-bytes", f"{nulls:,} null bytes; marked U+FFFD in the text"),
    )
