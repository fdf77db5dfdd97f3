"""Trouble as people see it: what happened, what to do, the right status, and nothing of the inside."""

from __future__ import annotations

import re

from onrecord.core.errors import MissingExtra, OnRecordError, RecordError, SourceError, SourceTooLarge, UsageError
from onrecord.web.answers import Trouble
from onrecord.web.settings import BODY_BYTES, MEGABYTE

_OPTION = re.compile(r" \(--[a-z][^()]*\)")


class WebError(Exception):
    """An answer that is not what was asked for: its status, what happened, what to do."""

    status = 400

    def __init__(self, title: str, advice: str = "", *, status: int | None = None, wait: int = 0) -> None:
        super().__init__(title)
        self.title = title
        self.advice = advice
        self.wait = wait
        if status is not None:
            self.status = status


class NotThere(WebError):
    """There is nothing of that id or page."""

    status = 404


class TooLarge(WebError):
    """More was sent than is taken."""

    status = 413


class Busy(WebError):
    """Too much at once; ``wait`` seconds may help."""

    status = 429


# What a database's trouble means to a reader; the database's own words stay in the log.
_MEANINGS = {
    "another program is writing": ("Another program is writing to the record.", "Try again in a minute."),
    "the record is read-only": ("The record can't be written to.", "Ask whoever keeps this server."),
    "the disk is full": ("The disk is full. What was stored before is kept.", "Ask whoever keeps this server."),
    "the record is being upgraded": ("The record is being upgraded.", "Try again when that has finished."),
    "the record at": ("The record is from an older version and waits to be upgraded.", "Try again later."),
    "the record was made by a newer": ("The record is from a newer version.", "Ask whoever keeps this server."),
    "the record's file is not there": ("The record is not there any more.", "Ask whoever keeps this server."),
    "there is no record": ("The record is not there any more.", "Ask whoever keeps this server."),
    "the record's file is damaged": ("The record's file is damaged.", "Ask whoever keeps this server."),
}
_STATUS = {
    400: ("That request can't be understood.", "Go back and try again."),
    401: ("Nobody is signed in.", "Sign in first."),
    403: ("That is not allowed.", "Ask whoever keeps this server."),
    404: ("There is no such page.", "Check the address, or search for it."),
    405: ("That can't be done here.", "Go back and try again."),
    413: (f"A request may have {BODY_BYTES // MEGABYTE} MB.", "Send less at once."),
}


def explained(error: Exception) -> tuple[Trouble, int]:
    """What to show for an error, and the seconds to wait before trying again (0: no use in waiting)."""
    if isinstance(error, WebError):
        return Trouble(status=error.status, title=error.title, advice=error.advice), error.wait
    if isinstance(error, RecordError):
        for sign, (title, advice) in _MEANINGS.items():
            if sign in str(error):
                return Trouble(status=503, title=title, advice=advice), 60
        advice = "Try again in a minute; if that doesn't help, ask whoever keeps this server."
        return Trouble(status=503, title="The record can't be reached just now.", advice=advice), 60
    if isinstance(error, SourceTooLarge):
        return Trouble(status=413, title=_sentence(error), advice="Use a smaller file."), 0
    if isinstance(error, MissingExtra):
        title = "This server can't read that kind of file."
        return Trouble(status=501, title=title, advice="Ask whoever keeps it to install onrecord[documents]."), 0
    if isinstance(error, SourceError):
        return Trouble(status=422, title=_sentence(error), advice="Use another page or file."), 0
    if isinstance(error, UsageError):
        return Trouble(status=400, title=_sentence(error), advice="Go back and change it."), 0
    if isinstance(error, OnRecordError):
        return Trouble(status=503, title="That can't be done just now.", advice="Ask whoever keeps this server."), 0
    title = "Something went wrong on the server."
    return Trouble(status=500, title=title, advice="Nothing was changed. Try again; the fault is in the log."), 0


def of_status(status: int) -> Trouble:
    """What to show for a bare status of HTTP."""
    title, advice = _STATUS.get(status, ("That didn't work.", "Go back and try again."))
    return Trouble(status=status, title=title, advice=advice)


def without_options(message: str) -> str:
    """A message without what the command line could do about it: "(--ignore-robots does)"."""
    return _OPTION.sub("", message)


def _sentence(error: Exception) -> str:
    said = without_options(str(error))
    return said[:1].upper() + said[1:500] + ("" if said.endswith((".", "!", "?")) else ".")
