"""Texts for the rules of speakers."""

from __future__ import annotations

from lint_case import Case

TABLES: dict[str, tuple[list[str | Case], list[str | Case]]] = {
    "SPK01": (
        [
            'The hall was full when Okonkwo spoke. "We are ready for it," Okonkwo said.',
            'On Monday Videgaray left. "It is over for us," Videgaray said.',
            'By noon Kovacs had left. "It is over now," Kovacs said.',
            'In the hall Okafor rose. "The vote is off until May," Okafor said.',
        ],
        [
            'Fire Chief Tom Harlow came late. "We are ready for it," Harlow said.',
            '"We are ready for it," Pope Francis said.',
            '"We are ready for it," the mayor said.',
            "Officials said that the hall was full.",
        ],
    ),
    "SPK02": (
        [
            '"The bridge is unsafe to cross," Ann Lee said.',
            '"The bridge is unsafe to cross," said Tom Hale. The vote is due.',
            'It rained. "We are not ready," Ann Lee said. "Nobody is," Lee said.',
            '"Nobody asked any of us," Maria Reed told reporters.',
        ],
        [
            '"The bridge is unsafe to cross," engineer Ann Lee said.',
            '"The bridge is unsafe to cross," said Ann Lee, who inspected it in May.',
            '"The bridge is unsafe to cross," Mayor Tom Hale said.',
            "Ann Lee said that the bridge was unsafe.",
        ],
    ),
    "SPK03": (
        [
            "Foreign Minister Luis Videgaray spoke first. The plan was dead, Videgarey said. Then Luis Videgaray left.",
            "Mayor Ann Kowalski opened the hall. Later Ann Kowalsky left by the back door.",
            "Senator Robert Menendez spoke. At noon Robert Mendendez left the hall.",
            "Tom Harrington came first. Later Tom Harington spoke to the crowd.",
        ],
        [
            "Foreign Minister Luis Videgaray spoke first. The plan was dead, Videgaray said.",
            "Bill Clinton spoke first. The Clintons left by the back door.",
            "Ann Hansen spoke first. Peter Hanson left by the back door.",
            "Ann Lee spoke first. Ann Low left by the back door.",
        ],
    ),
    "SPK04": (
        [
            'The hall belongs to Tom Hale and to Mark Reed, and to Peter Cole. "It was a mistake," he said.',
            'On Monday the hall was opened by Tom Hale, Mark Reed and Peter Cole.\n\n"It was a mistake," he said.',
            'The hall belongs to Ann Lee and to Mary Poole, and to Jane Cole. "It was a mistake," she said.',
            'The town is proud of Ann Lee, Mary Poole and Jane Cole.\n\n"It was a mistake," she told reporters.',
        ],
        [
            'Tom Hale came late. "It was a mistake," he said.',
            'Tom Hale met Mark Reed in the hall. "It was a mistake," Hale said.',
            'Tom Hale met Mary Poole in the hall. "It was a mistake," she said.',
            'Mayor Tom Hale spoke first. "It is late," Hale said. "It was a mistake," he said.',
        ],
    ),
    "SPK05": (
        [
            '"We are ready for it," Chief Tom Harlow said.\n\n"Nobody is ready, and nobody has asked us."\n\n'
            '"It is a matter of money," Mayor Ann Reed said.',
            '"It is late for all of us," Mayor Ann Reed said.\n\n"The dam will not hold until the spring."\n\n'
            '"We will mend the dam in May," engineer Tom Hale said.',
            'Chief Tom Harlow said the men were ready to go.\n\n"Nobody is ready, and nobody has asked us."\n\n'
            "Mayor Ann Reed said the money had been spent.",
            "“We are ready for it,” Chief Tom Harlow said.\n\n“Nobody is ready, and nobody has asked us.”\n\n"
            "“It is a matter of money,” Mayor Ann Reed said.",
        ],
        [
            '"We are ready for it," Chief Tom Harlow said.\n\n"Nobody is ready, and nobody has asked us," Ann Reed said.'
            '\n\n"It is a matter of money," Ann Reed said.',
            '"We are ready for it," Chief Tom Harlow said.\n\n"Nobody came to the hall, and nobody called us."\n\n'
            '"It is a matter of money," Harlow said.',
            "“We are ready for it,” Chief Tom Harlow said. “Nobody came.\n\n“Nobody called us, and nobody wrote to us.”"
            "\n\n“It is a matter of money,” Mayor Ann Reed said.",
            '"We are ready for it," Chief Tom Harlow said.\n\nThe hall was full by noon.\n\n'
            '"It is a matter of money," Mayor Ann Reed said.',
        ],
    ),
    "SPK06": (
        [
            'Sen. Ann Lee opened the debate. "It is late for us," Sen. Ann Lee said. Rep. Ann Lee left at noon.',
            '"It is late for us," Gov. Tom Hale said. "Go home now," Mayor Tom Hale said.',
            '"It is late for us," spokesman Pat Cole said. "Go home now," spokeswoman Pat Cole said.',
            '"It is late for us," said Pat Cole, the chairman. "Go home now," said chairwoman Pat Cole.',
        ],
        [
            'Sen. Ann Lee opened the debate. "It is late for us," Sen. Ann Lee said.',
            '"It is late for us," Gov. Tom Hale said. "Go home now," former Mayor Tom Hale said.',
            '"It is late for us," spokesman Pat Cole said. "Go home now," spokeswoman Ann Reed said.',
            '"It is late for us," Gov. Tom Hale said. "Go home now," Hale, a lawyer, said.',
        ],
    ),
    "SPK07": (
        [
            Case('"It is late for us," Mr. Hale said.', house="ap"),
            Case('"It is late for us," Mrs. Reed said.', house="ap"),
            Case("The vote was off, Ms. Reed said.", house="reuters"),
            Case('"It is late for us," Mr Hale said.', house="npr"),
        ],
        [
            '"It is late for us," Mr. Hale said.',
            Case('"It is late for us," Mr Hale said.', house="bbc"),
            Case('"I told Mr. Hale that it is late," Reed said.', house="ap"),
            Case('"It is late for us," Hale said.', house="ap"),
        ],
    ),
}
