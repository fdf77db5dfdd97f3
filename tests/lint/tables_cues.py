"""Texts for the rules of cues."""

from __future__ import annotations

from lint_case import Case

TABLES: dict[str, tuple[list[str | Case], list[str | Case]]] = {
    "CUE01": (
        [
            "Mayor Ann Reed claimed that the bridge is safe to cross.",
            "Mayor Ann Reed admitted that the bridge is not safe.",
            '"The bridge is safe to cross," Mayor Ann Reed insisted.',
            Case('"The bridge is safe to cross," Mayor Ann Reed quipped.', house="reuters"),
        ],
        [
            "Mayor Ann Reed said that the bridge is safe to cross.",
            "The group claimed responsibility for the attack on the bridge.",
            "Tom Hale admitted to nine burglaries in the town.",
            '"I never claimed that it is safe," Mayor Ann Reed said.',
        ],
    ),
    "CUE02": (
        [
            '"We are ready for it," she smiled.',
            '"We are ready for it," Harlow laughed.',
            '"We are ready for it," sighed Harlow.',
            "“What a night that was!” Tom Hale chuckled.",
        ],
        [
            '"We are ready for it," she said with a smile.',
            'Harlow laughed. "We are ready for it," he said.',
            '"We are ready for it," Harlow said, and smiled.',
            '"They laughed at all of us," Harlow said.',
        ],
    ),
    "CUE03": (
        [
            '"We are ready for it," Tom Harlow said. "It is late now," Harlow says.\n\n"Go home to bed," Harlow said.',
            '"We are ready for it," Tom Harlow says. "It is late now," Harlow said.\n\n"Go home to bed," Harlow says.',
            'Tom Harlow said the hall was full.\n\nHarlow says it is late now.\n\n"Go home to bed," Harlow said.',
            '"It is late now," Ann Reed told reporters. "Go home to bed," Reed says.\n\n"It is over now," Reed added.',
        ],
        [
            '"We are ready for it," Tom Harlow said. "It is late now," Harlow said.\n\n"Go home to bed," Harlow said.',
            '"We are ready for it," Tom Harlow said. "It is late now," Ann Reed says.\n\n"Go home to bed," Harlow said.',
            '"We are ready for it," Tom Harlow says.',
            "A fact sheet released by FEMA says the dam is safe. Tom Harlow said it was late.",
        ],
    ),
    "CUE04": (
        [
            '"We are ready for it," according to Chief Tom Harlow.',
            "“We are ready for it,” according to Mayor Ann Reed.",
            'According to Chief Tom Harlow, "we are ready for it all."',
            '"Nobody asked any of us," according to Ann Lee, who runs the market.',
        ],
        [
            '"We are ready for it," Chief Tom Harlow said.',
            '"We are ready for it," Chief Tom Harlow said, according to The Hill.',
            "The town is ready, according to Chief Tom Harlow.",
            '"We are ready for it," according to the report.',
        ],
    ),
    "CUE05": (
        [
            "Tom Hale pointed out that religion is a crutch for many.",
            "Tom Hale noted that the plan will cost nine hundred jobs.",
            '"The plan will cost jobs," Tom Hale revealed.',
            "Tom Hale acknowledged that the dam is not safe.",
        ],
        [
            "Tom Hale said that the plan will cost nine hundred jobs.",
            '"He pointed out that it is late," Tom Hale said.',
            "The dam is noted for its age.",
            "Tom Hale added that the dam is not safe at all.",
        ],
    ),
    "CUE06": (
        [
            '"The bridge is safe to cross," Reed believes.',
            '"The bridge is safe to cross," Tom Hale thinks.',
            "“Nobody will come to the hall,” she feels.",
            '"It will all be over by noon," he hopes.',
        ],
        [
            '"The bridge is safe to cross," Reed said.',
            "Reed believes that the bridge is safe to cross.",
            '"I believe that the bridge is safe," Reed said.',
            '"The bridge is safe," Reed said. She believes it.',
        ],
    ),
}
