"""Texts for the rules of dates and of the page."""

from __future__ import annotations

from datetime import date

from lint_case import Case

_DAY = "2017-02-23"
_LATER = date(2020, 1, 1)

TABLES: dict[str, tuple[list[str | Case], list[str | Case]]] = {
    "DAT01": (
        [
            "On Feb. 21 the council met in the old hall.",
            "The council met in the old hall on March 3rd and went home.",
            "On Feb.\u00a021, the council met in the old hall.",
            "The vote is on October 9, and the hall is closed.",
        ],
        [
            Case("On Feb. 21 the council met in the old hall.", published=_DAY),
            "On Feb. 21, 2017, the council met in the old hall.",
            "The attacks of Sept. 11 changed the town.",
            '"We met on Feb. 21 in the hall," Reed said.',
        ],
    ),
    "DAT02": (
        [
            "The council met yesterday in the old hall.",
            "The council met on Monday in the old hall.",
            "The council met last week in the old hall.",
            "The hall opens again tomorrow.",
        ],
        [
            Case("The council met on Monday in the old hall.", published=_DAY),
            '"We met on Monday in the hall," Reed said.',
            "USA Today has the story of the old hall.",
            "The council met on Monday, Feb. 20, 2017, in the hall.",
        ],
    ),
    "DAT03": (
        [
            Case('"We are ready for it," Tom Harlow said on March 3, 2018.', published=_DAY),
            Case('"We are ready for it," Tom Harlow said in June 2018.', published=_DAY),
            Case("On May 5, 2017, Tom Harlow said that the hall was full.", published=_DAY),
            Case('On April 4, 2019, Tom Harlow said, "We are ready for it."', published=_DAY),
        ],
        [
            Case('"We are ready for it," Tom Harlow said on Feb. 3, 2017.', published=_DAY),
            Case('"We are ready for it," Tom Harlow said on Feb. 23, 2017.', published=_DAY),
            '"We are ready for it," Tom Harlow said on March 3, 2018.',
            Case('"We go on March 3, 2018, all of us," Tom Harlow said.', published=_DAY),
        ],
    ),
    "DAT04": (
        [
            Case("The council met earlier today in the old hall.", published=_DAY, today=_LATER),
            Case("The hall was full yesterday.", published=_DAY, today=_LATER),
            Case("The hall opens again tomorrow.", published=_DAY, today=_LATER),
            Case("The council said today that the hall is closed.", published=_DAY, today=_LATER),
        ],
        [
            Case("The hall was full yesterday.", published=_DAY, today=date(2017, 2, 24)),
            Case("The hall was full on Monday.", published=_DAY, today=_LATER),
            Case("The town today is bigger than it ever was.", published=_DAY, today=_LATER),
            Case("The hall was full yesterday.", today=_LATER),
        ],
    ),
    "DAT05": (
        [
            Case("The hall was full yesterday.", house="ap"),
            Case("The council said today that the hall is closed.", house="ap"),
            Case("The hall opens again tomorrow.", house="ap"),
            Case("The hall was full tonight.", house={"today": False, "title": "The Gazette"}),
        ],
        [
            "The hall was full yesterday.",
            Case("The hall was full yesterday.", house="bbc"),
            Case("The hall was full on Monday.", house="ap"),
            Case('"The hall was full yesterday," Reed said.', house="ap"),
        ],
    ),
    "DAT06": (
        [
            "The council met on Feb. 30 in the old hall.",
            "The council met on April 31 in the old hall.",
            "The council met on June 31, 2017, in the old hall.",
            "The council met on November 31 in the old hall.",
        ],
        [
            "The council met on Feb. 29 in the old hall.",
            "The council met on March 31 in the old hall.",
            "In June 31 people met in the garden of the old hall.",
            "The council met in June 2031 in the old hall.",
        ],
    ),
    "DAT07": (
        [
            "The council met on Monday, Feb. 23, 2017, in the hall.",
            "The council met on Friday, March 1, 2017, in the hall.",
            "The council meets on Monday, Feb. 23, 2017, in the hall.",
            "It was Sunday, July 4, 2017, when the hall burnt.",
        ],
        [
            "The council met on Thursday, Feb. 23, 2017, in the hall.",
            Case("The council meets on Monday, Feb. 23, in the hall.", published=_DAY),
            "The council meets on Monday, Feb. 23, in the hall.",
            "The council met on Monday in the hall.",
        ],
    ),
    "PAG01": (
        [
            "Author:\n\nThe council met in the old hall, and nobody came.",
            "Bridge to close\n\nBy:\n\nThe council met in the old hall, and nobody came.",
            "  • Author:\n\nThe council met in the old hall, and nobody came.",
            "Written by:\n\nThe council met in the old hall, and nobody came.",
        ],
        [
            "Author: Ann Lee\n\nThe council met in the old hall, and nobody came.",
            "By Ann Lee\n\nThe council met in the old hall, and nobody came.",
            "The council met in the old hall, and nobody came.",
            "Updated:\n\nThe council met in the old hall, and nobody came.",
        ],
    ),
    "PAG02": (
        [
            "Updated:\n\nThe council met in the old hall, and nobody came.",
            "Published:\n\nThe council met in the old hall, and nobody came.",
            "  • Updated:\n\nThe council met in the old hall, and nobody came.",
            "Last updated:\n\nThe council met in the old hall, and nobody came.",
        ],
        [
            "Updated: Feb. 23, 2017\n\nThe council met in the old hall, and nobody came.",
            "Published: Feb. 23, 2017\n\nThe council met in the old hall, and nobody came.",
            "The council met in the old hall, and nobody came.",
            "Author:\n\nThe council met in the old hall, and nobody came.",
        ],
    ),
    "PAG03": (
        [
            "Press secretary Sean Spicer` told reporters that it was late.",
            "Press secretary Sean Spicer´ told reporters that it was late.",
            "Mayor Ann Reed| told reporters that it was late.",
            "Then `Ann Reed told reporters that it was late.",
        ],
        [
            "Press secretary Sean Spicer told reporters that it was late.",
            Case("The flag `Verbose` was set by Ann Reed.", markdown=True),
            "The `verbose` flag was set by Ann Reed.",
            Case("The figures of the council are these:\n\n|year|cost|\n|---|---|\n|2017|nine|", markdown=True),
            "``We are ready for it,'' Harlow said.",
        ],
    ),
    "PAG04": (
        [
            "Skip to main content\n\nThe council met in the old hall, and nobody came.",
            "The council met in the old hall, and nobody came.\n\nPopular Video",
            "The council met in the hall.\n\nAdvertisement\n\nNobody came to it, and the vote was off.",
            "The council met in the hall, and nobody came.\n\nRead more: The hall that nobody wanted",
        ],
        [
            "The council met in the old hall, and nobody came.",
            "The council met in the old hall.\n\nSources: Reuters, The Hill",
            "By Ann Lee\n\nThe council met in the old hall, and nobody came.",
            "The council met in the old hall, and nobody came.\n\nPhoto Credit: Ann Lee/Flickr",
        ],
    ),
    "PAG05": (
        [
            "Harlow said  that they were ready for it.",
            "It was late.  Nobody came to the old hall.",
            "Harlow said \u00a0that they were ready for it.",
            '"It was  late for us," Harlow said.',
        ],
        [
            "Harlow said that they were ready for it.",
            "Harlow said that they were ready for it.  \nReed left.",
            "  Harlow said that they were ready for it.",
            "Harlow said that they were ready.\n\n  Reed left at noon.",
        ],
    ),
    "PAG06": (
        [
            "Harlow said that he wouldnâ€™t go to the hall.",
            "The cafÃ© was closed when Harlow came.",
            "Harlow &amp; Reed closed the hall.",
            "Harlow said that he wouldn\ufffdt go to the hall.",
        ],
        [
            "Harlow said that he wouldn’t go to the hall.",
            "The café was closed when Harlow came.",
            "Harlow & Reed closed the hall.",
            "The Ångström school was closed.",
        ],
    ),
    "PAG07": (
        [
            "Harlow said that they were ready.Reed did not answer.",
            "The hall was full.Nobody spoke until noon.",
            '"It is late for all of us."Reed did not answer.',
            "Was anybody there?Nobody knew in the hall.",
        ],
        [
            "Harlow said that they were ready. Reed did not answer.",
            "Look at example.Com for the hours of the hall.",
            "The U.S.A. was ready. Reed was not.",
            "Harlow works for Booking.Com in the town.",
        ],
    ),
}
