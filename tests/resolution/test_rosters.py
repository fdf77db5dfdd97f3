from __future__ import annotations

import json

import pytest

from onrecord.core.errors import UsageError
from onrecord.core.statements import SaidDate, Speaker, SpeakerKind
from onrecord.resolution.rosters import link, load_roster

CSV = """name,other names,role,from,until,id
Ada Lindqvist,Ada B. Lindqvist; A. Lindqvist,mayor,2010-01-01,2014-12-31,p1
Ben Okafor,,mayor,2015-01-01,2018-12-31,p2
Cleo Marsh,,treasurer,2015,2012,p3
,,mayor,2019,,p4
Dan Poe,,mayor,20x9,,p5
Ben Okafor,,mayor,2016-01-01,2017-12-31,p2
John Hale,,senator,2001-01-01,2007-01-01,h1
John Hale,,senator,2011-01-01,2017-01-01,h2
Eve Long,,clerk,2001,2002,e1,too,many
"""
LEGISLATORS = """
- id: {bioguide: X000001}
  name: {first: William, last: Moran, nickname: Bill, official_full: William T. Moran}
  terms:
  - {type: sen, start: '2011-01-05', end: '2017-01-03', state: KS}
- just a line
- id: {}
  name: {first: No, last: Id}
  terms: [{type: rep, start: '2011-01-05', end: '2013-01-03'}]
"""
POPOLO = {
    "persons": [{"id": "q1", "name": "Ingrid Solberg", "other_names": [{"name": "Inga Solberg"}]}, {"id": "q2"}, "x"],
    "memberships": [{"person_id": "q1", "role": "prime minister", "start_date": "2016-05-01"}, {"role": "nobody"}],
}


def write(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def person(name):
    return Speaker(kind=SpeakerKind.PERSON, name=name)


@pytest.fixture
def roster(tmp_path):
    return load_roster(write(tmp_path, "r.csv", CSV))


@pytest.mark.parametrize("line", [4, 5, 6, 7, 10])
def test_broken_and_overlapping_rows_are_named(roster, line):
    assert any(f"r.csv line {line}" in problem.message for problem in roster[1])
    assert len(roster[1]) == 5
    assert {problem.code for problem in roster[1]} == {"roster-row"}


@pytest.mark.parametrize(
    ("name", "edtf", "published", "expected"),
    [
        ("Ada Lindqvist", None, None, "p1"),
        ("Ada B. Lindqvist", None, None, "p1"),
        ("John Hale", "2005-03-01", None, "h1"),
        ("John Hale", "2015", None, "h2"),
        ("John Hale", "XXXX-02-22", "2012-02-23", "h2"),
        ("John Hale", None, None, None),
        ("Jane Hale", "2005", None, None),
        ("Hale", "2005", None, None),
    ],
)
def test_names_are_linked_by_date(roster, name, edtf, published, expected):
    said = SaidDate(edtf, "text") if edtf else None
    assert link(roster[0], person(name), said, published).id == expected


@pytest.mark.parametrize(
    ("description", "published", "expected"),
    [("the mayor", "2012-05-05", "Ada Lindqvist"), ("The mayor", "2016-05-05T10:00:00Z", "Ben Okafor"),
     ("the mayor", None, None), ("a mayor", "2012-05-05", None), ("the mayor", "2030-01-01", None)],
)  # fmt: skip
def test_an_office_is_its_holder_on_that_day(roster, description, published, expected):
    speaker = Speaker(kind=SpeakerKind.UNNAMED, description=description)
    assert link(roster[0], speaker, None, published).name == expected


def test_congress_legislators(tmp_path):
    roster, problems = load_roster(write(tmp_path, "legislators.yaml", LEGISLATORS))
    assert link(roster, person("Bill Moran"), None, None).id == "X000001"
    assert [problem.message.split(":")[0] for problem in problems] == [
        "legislators.yaml entry 2",
        "legislators.yaml entry 3, term 1",
    ]


def test_popolo(tmp_path):
    roster, problems = load_roster(write(tmp_path, "p.json", json.dumps(POPOLO)))
    assert link(roster, person("Inga Solberg"), None, None).id == "q1"
    assert len(problems) == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.txt", "name,id"),
        ("r.csv", "a,b\n1,2"),
        ("r.json", "{"),
        ("r.json", "[]"),
        ("r.yaml", "a: ["),
        ("r.yaml", "a: 1"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(tmp_path, name, text):
    with pytest.raises(UsageError, match="roster"):
        load_roster(write(tmp_path, name, text))


def test_a_missing_roster_is_refused(tmp_path):
    with pytest.raises(UsageError, match="can't read"):
        load_roster(tmp_path / "none.csv")
