"""Pages: a path, URL, stdin, folder or JSON Lines file to articles, one page at a time.

`expand` says which pages a source holds, `capture` gets the bytes of one, and `parse` makes an article of them::

    for item in expand(source, options):
        parsed = parse(capture(item, options), options)
"""

from onrecord.pages.captures import Capture, capture
from onrecord.pages.items import Item, expand, single
from onrecord.pages.parsed import Parsed
from onrecord.pages.parsing import parse

__all__ = ["Capture", "Item", "Parsed", "capture", "expand", "parse", "single"]
