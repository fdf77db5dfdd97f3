"""A small record made by hand, without a model: what every test of the web application looks at."""

from __future__ import annotations

from pathlib import Path

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.identity import article_id, statement_id
from onrecord.core.reading import Problem, Reading
from onrecord.core.spans import Span
from onrecord.core.statements import (
    Act,
    Confidence,
    Form,
    Polarity,
    Relay,
    RelayKind,
    SaidDate,
    Speaker,
    SpeakerKind,
    Statement,
)
from onrecord.store import Record

MAYOR = "Ana Ferreira"
STORY = (
    "Harbor will stay open, mayor says\n\n"
    "“The harbor will not close this winter,” said Ana Ferreira, mayor of Norland, on Jan. 5.\n\n"
    "The port authority denied a report that ferries had stopped, Norland Radio noted.\n\n"
    "A dockworker said the ice was thick. 🧊 “We have seen worse,” she added."
)


def article(text: str, page: str, **facts: str | None) -> Article:
    """An article whose blocks are its paragraphs, the first of them its headline."""
    blocks, start = [], 0
    for number, piece in enumerate(text.split("\n\n")):
        kind = BlockKind.PARAGRAPH if number else BlockKind.HEADLINE
        blocks.append(Block(kind, start, start + len(piece)))
        start += len(piece) + 2
    known = {name: Fact(value, "option") for name, value in facts.items() if value is not None}
    url = page if "://" in page else None
    return Article(id=article_id(text, page), page=page, url=url, text=text, blocks=tuple(blocks), **known)


def span(text: str, piece: str) -> Span:
    start = text.index(piece)
    return Span.of(text, start, start + len(piece))


def statement(on: Article, content: str, name: str | None = None, **more) -> Statement:
    """A statement of the words ``content`` (parts apart by ``|``)."""
    spans = tuple(span(on.text, part) for part in content.split("|"))
    source = (span(on.text, name),) if name and name in on.text else ()
    kind = more.get("kind", SpeakerKind.PERSON if name else SpeakerKind.UNNAMED)
    evidence = (*source, span(on.text, more["role"])) if more.get("role", "\0") in on.text else source
    return Statement(
        id=statement_id(on.id, spans),
        article=on.id,
        page=on.page,
        form=more.get("form", Form.DIRECT),
        act=Act.SPEECH,
        polarity=more.get("polarity", Polarity.ASSERTED),
        content=spans,
        cue=(span(on.text, more["cue"]),) if "cue" in more else (),
        source=source,
        speaker=Speaker(
            kind=kind, name=name, description=more.get("description"), role=more.get("role"), evidence=evidence
        ),
        said=SaidDate(more["said"], "text+published", span(on.text, more["day"])) if "said" in more else None,
        route=tuple(Relay(RelayKind.OUTLET, relay, span(on.text, relay)) for relay in more.get("route", ())),
        confidence=Confidence(0.91, 0.88),
    )


def harbor(text: str = STORY, page: str = "https://norland.example/harbor") -> Reading:
    """The page that most tests look at."""
    on = article(
        text, page, outlet="Norland Post", headline="Harbor will stay open", published="2017-01-06", byline="Ed"
    )
    return Reading(
        article=on,
        statements=(
            statement(on, "The harbor will not close this winter,", MAYOR, role="mayor of Norland", said="2017-01-05",
                      day="on Jan. 5", cue="said"),
            statement(on, "ferries had stopped", "The port authority", kind=SpeakerKind.ORGANIZATION, cue="denied",
                      form=Form.INDIRECT, polarity=Polarity.DENIED, route=("Norland Radio",)),
            statement(on, "the ice was thick", description="A dockworker", form=Form.INDIRECT),
        ),
        problems=(Problem("no-section", "the page names no section"),),
    )  # fmt: skip


def notice(number: int) -> Reading:
    """One of many short pages, by two outlets and three speakers."""
    name = ("Ben Okoro", "Cora Lind", "Okoro")[number % 3]
    text = f"Notice {number}\n\n“Ferry {number} leaves on time,” said {name}.\n\nNothing else was said."
    outlet = ("Norland Post", "Harbor Gazette")[number % 2]
    on = article(text, f"https://norland.example/{number}", outlet=outlet, published=f"2017-02-{1 + number % 28:02d}",
                 headline=f"Notice {number}")  # fmt: skip
    return Reading(article=on, statements=(statement(on, f"Ferry {number} leaves on time,", name, cue="said"),))


def fill(path: Path) -> None:
    """Make the record."""
    with Record.open(path, create=True) as record:
        record.add([harbor(STORY.replace("worse", "better"))])
        record.add([harbor(), *(notice(number) for number in range(30))])
