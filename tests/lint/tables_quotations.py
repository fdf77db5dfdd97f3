"""Texts for the rules of quotations."""

from __future__ import annotations

from lint_case import Case

_TWICE = '"We will never accept a wall on our own border," Mayor Ann Reed said.'

TABLES: dict[str, tuple[list[str | Case], list[str | Case]]] = {
    "QUO01": (
        [
            '"We are ready, Harlow said.\n\nThe hall was full by noon.',
            "“We are ready, Harlow said.\n\nThe hall was full by noon.",
            'We are ready," Harlow said. The hall was full by noon.',
            'Harlow said: "We are ready. The hall was full.\n\nReed left at noon.',
        ],
        [
            '"We are ready," Harlow said.',
            "“We were told in May,” Harlow said. “Nobody came.\n\n“Nobody called, either.”",
            'The pipe is 6" wide, and the door is 5\'10" high.',
            "The boys' room was locked, and the '90s were over.",
        ],
    ),
    "QUO02": (
        [
            '"We are ready," Harlow said. “So are we,” Reed said.',
            '“We are ready," Harlow said.',
            '"We are ready,” Harlow said.',
            '“We are ready,” Harlow said.\n\n“So are we,” Reed said.\n\n"Go home," Cole said.',
        ],
        [
            '"We are ready," Harlow said. "So are we," Reed said.',
            "“We are ready,” Harlow said. “So are we,” Reed said.",
            '"We aren’t ready," Harlow said.',
            Case('“We are ready,” <a href="https://example.org">Harlow</a> said.', markdown=True),
        ],
    ),
    "QUO03": (
        [
            "”We are ready,” Harlow said.",
            "“We are ready,“ Harlow said.",
            "Harlow said: ”We are ready.”",
            "”Nobody came,” Reed said. “Nobody called.”",
        ],
        [
            "“We are ready,” Harlow said.",
            '"We are ready," Harlow said.',
            "„We are ready,“ Harlow said.",
            "‘We are ready,’ Harlow said.",
        ],
    ),
    "QUO04": (
        [
            "“We were told in May,” Harlow said. “Nobody came.\n\nNobody called, either.”",
            '"We were told in May," Harlow said. "Nobody came.\n\nNobody called, either."',
            "Harlow said: “We were told in May.\n\nNobody called, either.”",
            "“Nobody came to the hall,” Reed said. “We waited.\n\nWe waited until noon.”\n\nThe hall is closed.",
        ],
        [
            "“We were told in May,” Harlow said. “Nobody came.\n\n“Nobody called, either.”",
            "“We were told in May,” Harlow said.\n\nNobody called, either.",
            '"We were told in May," Harlow said. "Nobody came."\n\n"Nobody called, either," he added.',
            '"We were told in May," Harlow said.\n\nReed left at noon.',
        ],
    ),
    "QUO05": (
        [
            'Reed called the plan "absurd," its author "confused" and the vote "a farce."',
            "Reed called the plan “absurd,” its author “confused” and the vote “a farce.”",
            'It was "late," she said, and "dark," and all of them were "afraid."',
            'The "plan" was no "plan" at all, but a "dream."',
        ],
        [
            'Reed called the plan "absurd" and the vote "a farce."',
            '"The plan is absurd and the vote is a farce," Reed said.',
            'They saw "Hamlet," "Macbeth" and "Othello" in one week.',
            'Reed called the plan "absurd."\n\nHale called it "confused."\n\nCole called it "a farce."',
        ],
    ),
    "QUO06": (
        [
            '"... we are ready for it," Harlow said.',
            "“… we are ready for it,” Harlow said.",
            '"We are ready for it ..." Harlow said.',
            "“We are ready for it …” Harlow said.",
        ],
        [
            '"We are ready ... and we will go," Harlow said.',
            "“We are ready … and we will go,” Harlow said.",
            '"We are ready for it," Harlow said. ...',
            '"We are ready for it," Harlow said.',
        ],
    ),
    "QUO07": (
        [
            '"[The council] will pay for it all," Reed said.',
            '"We will give it to [the council]," Reed said.',
            '"[He and the whole council of the town] paid," Reed said.',
            "“[The mayor] was never asked about it,” Reed said.",
        ],
        [
            '"We asked [the council] about it in May," Reed said.',
            '"[T]he council will pay for it all," Reed said.',
            'They were "improperly stor[ing]" the files.',
            '"It was late [laughs]," Reed said.',
        ],
    ),
    "QUO08": (
        [
            "“They said “no” twice to us,” Reed said.",
            "“He calls it “a plan” of his,” Reed said.",
            "Reed said: “They call us “the poor” in the hall.”",
            "“It was “late” for all of us,” Reed said.",
        ],
        [
            "“They said ‘no’ twice to us,” Reed said.",
            "\"They said 'no' twice to us,\" Reed said.",
            "“They said no,” Reed said. “Twice,” she added.",
            '"They said no," Reed said. "Twice," she added.',
        ],
    ),
    "QUO09": (
        [
            _TWICE + '\n\nReed had said: "We would never accept any wall on our own border."',
            _TWICE + '\n\n"We will never accept a fence on our own border," Reed said.',
            '"Nobody told us that the old bridge would close in May," Tom Hale said.\n\n'
            '"Nobody told them that the old bridge would close in June," Hale said.',
            "“The money for the new hall was spent in the spring,” Ann Reed said.\n\n"
            "“The money for the old hall was spent in the spring,” Reed said.",
        ],
        [
            _TWICE + "\n\n" + _TWICE,
            _TWICE + '\n\n"The vote on the bridge is on Monday in the hall," Reed said.',
            _TWICE + '\n\n"We will never accept a fence on our own border," Sheriff Tom Cole said.',
            _TWICE + "\n\nReed said they would never accept a wall.",
        ],
    ),
    "QUO10": (
        [
            '"We was [sic] ready for it," Harlow said.',
            '"We was (sic) ready for it," Harlow said.',
            '"We was [Sic] ready for it," Harlow said.',
            '"We was ready [sic.] for it," Harlow said.',
        ],
        [
            '"We were [truly] ready for it," Harlow said.',
            "The class read sic transit gloria mundi.",
            "The SIC, a bank in Leeds, closed.",
            '"We was ready for it," Harlow said.',
        ],
    ),
    "QUO11": (
        [
            'The "experts" met in the old hall on Monday.',
            "Their “plan” was late by nine months.",
            'It was one more "success" for the company.',
            "Three “volunteers” were at the door all day.",
        ],
        [
            'Reed said the "experts" met in the old hall.',
            'The company sells a drink known as "Blue" in the town.',
            '"We are ready for it," Harlow said.',
            'They saw "Hamlet" in the old hall.',
        ],
    ),
    "QUO12": (
        [
            _TWICE + "\n\n" + _TWICE,
            _TWICE + '\n\n"We will never accept a wall on our own border," she added.',
            _TWICE + "\n\n“We will never accept a wall on our own border,” she added.",
            '"Nobody told us that the old bridge would close," Hale said. "Nobody told us that the old bridge would close."',
        ],
        [
            _TWICE,
            '"It is late," Reed said. "It is late," she added.',
            _TWICE + '\n\n"We will never accept a fence on our own border," she added.',
            _TWICE + "\n\nReed said she would never accept a wall on the border of the town.",
        ],
    ),
    "QUO13": (
        [
            "``We are ready for it,'' Harlow said.",
            "''We are ready for it,'' Harlow said.",
            "Harlow said: ``We are ready for it.''",
            "``Nobody came,'' Reed said. ``Nobody called.''",
        ],
        [
            '"We are ready for it," Harlow said.',
            "The boys' room and the girls' room were locked.",
            "'We are ready for it,' Harlow said.",
            "“We are ready for it,” Harlow said.",
        ],
    ),
    "QUO14": (
        [
            "“ We are ready for it,” Harlow said.",
            "“We are ready for it, ” Harlow said.",
            "Harlow said: “ We are ready for it.”",
            "“We are ready for it ,” Harlow said. “Go home. ”",
        ],
        [
            "“We are ready for it,” Harlow said.",
            '"We are ready for it," Harlow said.',
            "“They said ‘no’ ,” Harlow said.",
            "“ ‘No’ was all they said,” Harlow said.",
        ],
    ),
    "QUO15": (
        [
            Case(
                'Minister "to resign" in May, says aide\n\nThe minister will go in May, the aide to the minister said.',
                house="bbc",
            ),
            Case(
                'Minister "to resign" in May, says aide\n\nThe minister will go in May, the aide to the minister said.',
                house="ap",
            ),
            Case("‘We are ready for it,’ Harlow said.", house="bbc"),
            Case("‘We are ready for it,’ Harlow said.", house={"marks": "double", "title": "The Gazette"}),
        ],
        [
            Case(
                "Minister ‘to resign’ in May, says aide\n\nThe minister will go in May, the aide to the minister said.",
                house="bbc",
            ),
            Case('"We are ready for it," Harlow said.', house="ap"),
            "‘We are ready for it,’ Harlow said.",
            Case("‘We are ready for it,’ Harlow said.", house={"marks": "single", "title": "The Gazette"}),
        ],
    ),
    "QUO16": (
        [
            Case("He called it “a mistake”, and left.", house="ap"),
            Case('He called it "a mistake".', house="npr"),
            Case("He called it “a mistake,” and left.", house="bbc"),
            Case("He said it was “late.”", house="bbc"),
        ],
        [
            "He called it “a mistake”, and left.",
            Case("He called it “a mistake,” and left.", house="ap"),
            Case("He called it “a mistake”, and left.", house="bbc"),
            Case("“It is late for all of us here,” he said.", house="bbc"),
        ],
    ),
    "QUO17": (
        [
            'Harlow said, "We are all ready for it," he said.',
            'Mayor Ann Reed said: "It is late for us," she said.',
            'Harlow says, "We are all ready for it," he says.',
            'Then Reed said, "Nobody asked any of us," she added.',
        ],
        [
            '"We are all ready for it," Harlow said.',
            'Harlow said, "We are all ready for it." He said it was late.',
            '"We are ready for it," he said. "Go home," he said.',
            'Harlow said it was late. "Go home to bed," he said.',
        ],
    ),
}
