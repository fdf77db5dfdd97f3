"""Every error that onrecord raises on purpose.

::

    OnRecordError
    ├── UsageError                 the call's own words are off
    │   └── ManyPages              the source holds several pages: use read_many
    ├── SourceError                a source that gives no page (has .code, .source)
    │   ├── SourceMissing          no such file, empty name
    │   ├── SourceTooLarge         over the limit of bytes
    │   ├── SourceUnreadable       binary, truncated, not decodable
    │   ├── NoStory                empty, only furniture, a consent or paywall stub
    │   ├── WrongLanguage          not in English
    │   └── FetchError             a URL that could not be had
    │       └── FetchRefused       a URL that we will not fetch: scheme, address, robots.txt
    ├── ModelError                 a model folder that is missing, mismatched or made for another version
    ├── CorpusError                an annotated corpus with a fault (names file and line)
    ├── RecordError                a store that can't be opened, read or written
    ├── ClusterError               Spark can't be started, or gives a job up
    └── MissingExtra               an optional part that is not installed (names the extra)

Errors are for callers and broken environments. Trouble in one page among many is data: `Reading.failure`.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """Base of all errors of onrecord."""


class UsageError(OnRecordError):
    """The call's own words are off; the message lists what is valid."""


class ManyPages(UsageError):
    """The source holds several pages; `read_many` takes it."""


class SourceError(OnRecordError):
    """A source gives no page. ``code`` is the problem's stable word, ``source`` the source as it was given."""

    code = "source-error"

    def __init__(self, source: str, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.source = source
        if code is not None:
            self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between worker processes."""
        return (_rebuild, (type(self), self.source, str(self), self.code))


def _rebuild(kind: type[SourceError], source: str, message: str, code: str) -> SourceError:
    return kind(source, message, code=code)


class SourceMissing(SourceError):
    """There is no such file."""

    code = "missing"


class SourceTooLarge(SourceError):
    """The source is larger than the limit."""

    code = "too-large"


class SourceUnreadable(SourceError):
    """The bytes are not a page: binary, cut off, or not to be decoded."""

    code = "unreadable"


class NoStory(SourceError):
    """The page was read and holds no story."""

    code = "no-story"


class WrongLanguage(SourceError):
    """The page is not in English."""

    code = "language"


class FetchError(SourceError):
    """A URL could not be had."""

    code = "fetch"


class FetchRefused(FetchError):
    """A URL that onrecord will not fetch."""

    code = "refused"


class ModelError(OnRecordError):
    """A model folder has a fault; the message names the file."""


class CorpusError(OnRecordError):
    """An annotated corpus has a fault; the message names file and line."""


class RecordError(OnRecordError):
    """A record can't be opened, read or written."""


class ClusterError(OnRecordError):
    """Spark can't be started here, or gives a job up; what is done stays done."""


class MissingExtra(OnRecordError):
    """An optional part is not installed; the message names the extra to install."""
