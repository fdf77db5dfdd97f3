"""Search against a plain filter in Python, over made-up statements and every kind of condition, on both databases."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from conftest_store import reading

from onrecord.core.errors import RecordError
from onrecord.core.statements import Act, Form, Polarity, SpeakerKind
from onrecord.store import Record, migrations, upgrade, word_tallies
from onrecord.store.days import interval
from onrecord.store.words import fold, tokens

WORDS = "harbor mill quay the of pr prices o17 a s1 d river".split()  # noqa: SIM905 - some look like facets
NAMES = ("Ana Ruiz", "Bo Lind", "Eva Lind", None)
OUTLETS = ("The Ledger", "Evening Post", None)
SAID = (None, "2016-04-30", "2016-05", "2017", "2017-02-22", "XXXX-02-22", "2017-02-22/2017-02-25")
DAYS = (None, "2016-05-01", "2017-02-23", "2017-02", "2018")


def made(seed: int):
    """Readings and, beside them, a flat row for each statement."""
    draw = random.Random(seed)
    readings, rows = [], []
    for page in range(12):
        location = f"https://a.example/{page % 9}"  # some pages come twice: versions
        outlet, published = draw.choice(OUTLETS), draw.choice(DAYS)
        lines, wanted = [], []
        for number in range(6):
            content = " ".join(draw.choices(WORDS, k=draw.randint(1, 5))) + f" {page}x{number}"
            name = draw.choice(NAMES)
            more = {
                "said": draw.choice(SAID) or "XXXX",
                "form": draw.choice(list(Form)), "act": draw.choice(list(Act)),
                "polarity": draw.choice(list(Polarity)), "role": draw.choice(("harbor master", None)),
                "route": draw.choice(([], ["Gazette"], ["Gazette", "Wire", "Gazette"])),
                "confidence": draw.choice((0.3, 0.9)),
            }  # fmt: skip
            if more["said"] == "XXXX":
                del more["said"]
            lines.append(f"{content}, {name or 'somebody'} said.")
            wanted.append((content, name, more))
        text = "\n".join(lines)
        readings.append(reading(text, location, outlet, published, *wanted))
        for row in rows:
            if row["page"] == location:
                row["state"] = "superseded"
        for content, name, more in wanted:
            kind = SpeakerKind.PERSON if name else SpeakerKind.UNNAMED
            rows.append({"page": location, "state": "current", "content": content, "speaker": name, "outlet": outlet,
                         "published": published, "kind": kind, "said": None, "role": None, **more})  # fmt: skip
    return readings, rows


def conditions(draw: random.Random):
    """A query of a few conditions."""
    every = {
        "words": draw.choice(["harbor", "the of", '"of the"', "pr*", "o17", "s1", "a", "d", "prices -harbor"]),
        "speaker": draw.choice(["Lind", "Ana Ruiz", "nobody"]),
        "role": draw.choice(["master", "harbor"]),
        "outlet": draw.choice(["the ledger", "Evening Post", "None"]),
        "route": draw.choice(["gazette", "Wire"]),
        "form": draw.choice(list(Form)),
        "act": draw.choice(list(Act)),
        "polarity": draw.choice(list(Polarity)),
        "kind": draw.choice(["person", "unnamed"]),
        "said_since": draw.choice(["2016-05-02", "2017-02-23"]),
        "said_until": draw.choice(["2016-05-02", "2017-02-23"]),
        "published_since": draw.choice(["2016-05-02", "2017-02-01"]),
        "published_until": draw.choice(["2016-05-02", "2017-12-31"]),
        "min_confidence": 0.5,
        "versions": "all",
    }
    return {name: every[name] for name in draw.sample(list(every), draw.randint(1, 4))}


def has_words(asked: str, text: str) -> bool:
    there = [token.word for token in tokens(text)]
    if asked == '"of the"':
        return ("of", "the") in pairwise(there)
    if asked == "pr*":
        return any(word.startswith("pr") for word in there)
    return all(token.word in there for token in tokens(asked))


def fits(row, asked) -> bool:
    first, last = interval(row["said"]) or (None, None)
    day = (interval(row["published"]) or (None, None))[0]
    spoken = row["speaker"] or ""
    tests = {
        "words": lambda v: has_words(v, row["content"]),
        "speaker": lambda v: v in (spoken, spoken.split()[-1] if spoken else ""),
        "role": lambda v: has_words(v, row["role"] or ""),
        "outlet": lambda v: row["outlet"] is not None and fold(row["outlet"]) == fold(v),
        "route": lambda v: fold(v) in map(fold, row["route"]),
        "form": lambda v: row["form"] == v,
        "act": lambda v: row["act"] == v,
        "polarity": lambda v: row["polarity"] == v,
        "kind": lambda v: row["kind"] == v,
        "said_since": lambda v: last is not None and last >= v,
        "said_until": lambda v: first is not None and first <= v,
        "published_since": lambda v: day is not None and day >= v,
        "published_until": lambda v: day is not None and day <= v,
        "min_confidence": lambda v: row["confidence"] >= v,
        "versions": lambda v: True,
    }
    current = row["state"] == "current" or asked.get("versions") == "all"
    if asked.get("said_since", "") > asked.get("said_until", "~"):
        return False  # no day is in the range
    return current and all(tests[name](value) for name, value in asked.items())


@pytest.mark.parametrize("seed", range(2))
def test_search_finds_what_a_plain_filter_finds(record, seed):
    readings, rows = made(seed)
    record.add(readings)
    draw = random.Random(seed)
    some = 0
    for _ in range(60):
        asked = conditions(draw)
        expected = sorted(row["content"] for row in rows if fits(row, asked))
        results = record.search(limit=200, **asked)
        assert sorted(hit.statement.content[0].text for hit in results.hits) == expected, asked
        assert results.total == len(expected), asked
        backward = record.search(limit=200, order="oldest", **asked)
        assert [hit.statement.id for hit in backward.hits] == [hit.statement.id for hit in results.hits][::-1], asked
        dated = sorted(row["content"] for row in rows if fits(row, asked) and interval(row["said"]))
        by_day = record.search(limit=200, order="said-newest", **asked)
        assert sorted(hit.statement.content[0].text for hit in by_day.hits) == dated, asked
        counts: dict[str, int] = {}
        for row in rows:
            if fits(row, asked):
                counts[row["outlet"] or ""] = counts.get(row["outlet"] or "", 0) + 1
        assert record.count("outlet", **asked) == counts, asked
        some += bool(expected)
    assert some > 20


def test_counts_by_day_and_confidence(record):
    readings, rows = made(5)
    record.add(readings)
    current = [row for row in rows if row["state"] == "current"]
    days = [(interval(row["published"]) or ("", ""))[0] for row in current]
    assert record.count("published") == {day: days.count(day) for day in days}
    tenths = [str(row["confidence"]) for row in current]
    assert record.count("confidence") == {tenth: tenths.count(tenth) for tenth in tenths}


def test_a_record_whose_making_was_broken_off_is_made(location, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
        Record.open(location, create=True).close()
    with pytest.raises(RecordError, match="older version"):
        Record.open(location)
    with Record.open(location, create=True) as record:
        record.add(made(1)[0])
        assert record.check() == []


def test_a_record_of_an_older_version_is_upgraded_when_asked(location, monkeypatch):
    readings, rows = made(3)
    with monkeypatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:2])
        older.setattr(word_tallies, "counted", lambda *_: {})  # there were none
        with Record.open(location, create=True) as record:
            record.add(readings)
    with pytest.raises(RecordError, match=r"onrecord upgrade.*after a backup"):
        Record.open(location)
    assert upgrade(location) == ("0003_facets", "0004_common_words", "0005_merges")
    assert upgrade(location) == ()
    with Record.open(location) as record:
        for asked in ({"words": "harbor", "outlet": "The Ledger"}, {"speaker": "Lind"}, {"polarity": "denied"}):
            assert record.search(limit=200, **asked).total == sum(fits(row, asked) for row in rows)
        assert record.check() == []


@pytest.mark.parametrize(
    "asked", ["Толстой", "толстой", "Толст*", '"сказал Толстой"', "Αθήνα", "café", "CAFE", "ǡb", "thſ"]
)
def test_words_of_other_scripts_and_accents_are_found_as_they_are_written(record, asked):
    content = "сказал Толстой в Αθήνα: café ǡb thſ"
    record.add([reading(f"{content}, Bo Lind said.", "a", None, None, (content, "Bo Lind", {}))])
    assert record.search(asked).total == 1
    assert record.count("form", asked) == {"direct": 1}
