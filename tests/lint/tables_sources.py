"""Texts for the rules of sources: those that must be marked, and look-alikes that must not."""

from __future__ import annotations

from lint_case import Case

_CREDITED = (
    '"We are ready for the storm," Mayor Ann Reed said, Reuters reports.\n\n'
    '"So is the whole of the county," Sheriff Tom Cole said, according to The Hill.\n\n'
    '"I saw it from the air myself," pilot Ann Lee said, CNN reported.\n\n'
    '"We were never told of it," farmer Jim Poole said, according to Reuters.\n\n'
)
_LISTED = '"We will not accept it at all," minister Luis Marr said, according to The Hill.\n\n'

TABLES: dict[str, tuple[list[str | Case], list[str | Case]]] = {
    "SRC01": (
        [
            _CREDITED + '"It is a disgrace to the town," councillor Tom Hale said.',
            '"It is a disgrace to the town," councillor Tom Hale said.\n\n' + _CREDITED,
            _CREDITED + "Councillor Tom Hale said the county had been warned about the dam in May.",
            _CREDITED + "A fact sheet released by FEMA says the county had been warned about the dam in May.",
        ],
        [
            _CREDITED + '"It is a disgrace to the town," councillor Tom Hale told Reuters.',
            _CREDITED + "The council meets on Monday in the old hall beside the river.",
            _CREDITED.split("\n\n")[0] + '\n\n"It is a disgrace to the town," councillor Tom Hale said.',
            '"We are ready," Mayor Ann Reed said.\n\n"So are we all," Tom Hale said.\n\n"It is late now," Ann Lee said.',
        ],
    ),
    "SRC02": (
        [
            _LISTED + "Sources: Reuters, The New York Times",
            '"It is late now," minister Luis Marr said, Reuters reports.\n\nSources: The Hill',
            '"It is late now," minister Luis Marr told CNN.\n\nSources: The Hill, Reuters',
            _LISTED + "Sources: Reuters / Photo Credit: Ann Lee/Flickr",
        ],
        [
            _LISTED + "Sources: The Hill",
            _LISTED + "Sources: Reuters, Hill",
            _LISTED + "The meeting ends on Monday.",
            '"It is late now," minister Luis Marr said.\n\nSources: The Hill, Reuters',
        ],
    ),
    "SRC03": (
        [
            _LISTED + "Sources: The Hill, Reuters",
            '"It is late now," minister Luis Marr said, Reuters reports.\n\nSources: Reuters, CNN',
            '"It is late now," minister Luis Marr told CNN.\n\nSources: CNN, The Washington Post',
            '"It is late now," minister Luis Marr said.\n\nSources: The Hill, Reuters',
        ],
        [
            _LISTED + "Sources: The Hill",
            _LISTED + "Reuters first reported the meeting.\n\nSources: The Hill, Reuters",
            '"It is late now," minister Luis Marr said.\n\nSources: Reuters',
            _LISTED + "The vote is on Monday, CNN says.\n\nSources: The Hill, CNN",
        ],
    ),
    "SRC04": (
        [
            'The council met in the old hall. "Nobody has told us what it will cost, and nobody will." The vote is due.',
            'The road was closed all day. "We have waited for eleven hours now, and no help came." Trucks stood in line.',
            '"Nobody has told us what the bridge will cost us all."\n\nThe council meets again in the old hall.',
            'It rained. "The river rose faster than anybody here had ever seen." The bridge held.',
        ],
        [
            '"Nobody has told us what it will cost, and nobody will," market trader Ann Lee said.',
            'The sign at the gate reads: "Nobody may enter the yard after eight in the evening."',
            'They sang "We Shall Overcome" and went home.',
            'Reed called the plan "absurd" and left the hall.',
        ],
    ),
    "SRC05": (
        [
            "According to media reports, the minister will resign in May.",
            "The minister will resign in May, sources said.",
            "Media reports say the minister will resign in May.",
            "According to multiple reports, the bridge will close.",
        ],
        [
            "According to media reports in the Courier and on CNN, the minister will resign.",
            "The minister will resign, two sources at the ministry said.",
            "The reports of the committee fill three shelves in the hall.",
            '"Media reports say that I will resign," the minister said.',
        ],
    ),
    "SRC06": (
        [
            '"They are furious about the vote," a senior official said.',
            '"They are furious about the vote," one aide said.',
            "A former White House adviser said the plan had been dead for weeks.",
            '"It was over in a minute," said an aide to the mayor.',
        ],
        [
            '"They are furious," said a senior official, who was not authorized to speak on the record.',
            "A senior official, speaking on condition of anonymity because the talks were private, said the plan was dead.",
            '"They are furious about the vote," Mayor Ann Reed said.',
            "Officials said the road would open again in the evening.",
        ],
    ),
    "SRC07": (
        [
            "A senior aide said the plan was dead for good. One aide said the vote was off until May. "
            '"It is over for all of us," an aide said.',
            '"It is dead for good," one official said.\n\nA senior official said the vote was off until May.\n\n'
            '"We are all done here," an official said.',
            "A source said the plan was dead for good.\n\nA source said the vote was off until May.\n\n"
            '"It is over for all of us," a source said.',
            '"It is dead for good," a diplomat said.\n\n"No vote will come now," a diplomat added.\n\n'
            "A senior diplomat said the talks would end in May.",
        ],
        [
            "A senior aide said the plan was dead for good. One aide said the vote was off until May. "
            '"It is over for all of us," Mayor Ann Reed said.',
            "A senior aide said the plan was dead for good.",
            '"It is dead for good," one official said.\n\n"No vote will come now," a diplomat added.\n\n'
            "A senior aide said the talks would end in May.",
            '"It is late now," Tom Hale said.\n\n"It is dark here," Tom Hale said.\n\n"Go home now," Tom Hale said.',
        ],
    ),
    "SRC08": (
        [
            '"He is a liar and a clown," one aide said.',
            '"The whole plan is a disaster for us," a senior official said.',
            '"She is arrogant and clueless about it," said a former adviser.',
            'A White House aide said, "It was a pathetic show from the start."',
        ],
        [
            '"He is a liar and a clown," Senator Tom Hale said.',
            '"The vote will be held on Monday," one aide said.',
            "One aide said the plan was a disaster for the party.",
            '"The disaster fund holds nine million," Mayor Ann Reed said.',
        ],
    ),
    "SRC10": (
        [
            "The mayor reportedly left the country on Friday.",
            "It is believed that the mayor left the country on Friday.",
            "Reportedly the mayor left the country on Friday.",
            "It was reported that the mayor left the country on Friday.",
        ],
        [
            "The mayor reportedly left the country on Friday, according to the Courier.",
            "The mayor left the country on Friday, Reuters reported.",
            '"The mayor reportedly left the country," Tom Hale said.',
            "The reporter left the country on Friday.",
        ],
    ),
    "SRC11": (
        [
            "Critics say the plan will cost the county nine hundred jobs.",
            "The plan is due in May. Experts believe it will cost jobs.",
            "Some experts warn that the dam will not hold.",
            "The dam is old. Studies show that it will not hold.",
        ],
        [
            'Critics say the plan will cost jobs. "It will cost nine hundred jobs," economist Ann Lee said.',
            "Ann Lee, a critic of the plan, said it would cost jobs.",
            '"Critics say the plan will cost jobs," Mayor Tom Hale said.',
            "The critics met in the old hall on Monday.",
        ],
    ),
    "DAT08": (
        [
            "A fact sheet released by FEMA says the rule takes effect in the month of May.",
            "A memo released by FEMA says the rule takes effect in the month of May.",
            "The report said the rule takes effect in the month of May.",
            "The study said the rule takes effect in the month of May.",
        ],
        [
            Case("The [report](https://example.org/r) said the rule takes effect in the month of May.", markdown=True),
            "Mayor Tom Hale said the rule takes effect in the month of May.",
            "The report fills three shelves in the old hall.",
            'The report, "What the rule means," said the rule takes effect in May.',
        ],
    ),
}
