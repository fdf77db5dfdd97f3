"""Exports against the standards that they are in, and our own JSON Lines back: older, broken, huge, tampered with."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from conftest_store import reading, span
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.core.statements import Form, SpeakerKind
from onrecord.store import Record, exporting

jsonld = pytest.importorskip("pyld.jsonld")

HERE = Path(__file__).parent
TEXT = (
    '"The quay is shut," Ana Ruiz said. It will open again, the town said. A source called it a plan. '
    '"Yes — no," it said.'
)
READING = reading(
    TEXT, "https://a.example/1", "The Ledger", "2017-02-23",
    ("The quay is shut,|Yes — no,", "Ana Ruiz", {"said": "2017-02-22"}),
    ("It will open again", "the town", {"form": Form.INDIRECT, "kind": SpeakerKind.ORGANIZATION, "said": "XXXX-02-22"}),
    ("a plan", None, {"form": Form.MIXED, "said": "2016/2017"}),
)  # fmt: skip

# Terms of http://www.w3.org/ns/anno.jsonld (Web Annotation Vocabulary, appendix A) that an export may use.
OA, RDF, DC = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
)
ANNOTATION = {
    "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
    "Annotation": OA + "Annotation", "TextualBody": OA + "TextualBody",
    "TextQuoteSelector": OA + "TextQuoteSelector", "TextPositionSelector": OA + "TextPositionSelector",
    "identifying": OA + "identifying",
    "body": {"@type": "@id", "@id": OA + "hasBody"}, "target": {"@type": "@id", "@id": OA + "hasTarget"},
    "source": {"@type": "@id", "@id": OA + "hasSource"}, "selector": {"@type": "@id", "@id": OA + "hasSelector"},
    "motivation": {"@type": "@vocab", "@id": OA + "motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": OA + "hasPurpose"},
    "format": DC + "format", "value": RDF + "value", "start": OA + "start", "end": OA + "end",
    "exact": OA + "exact", "prefix": OA + "prefix", "suffix": OA + "suffix",
}  # fmt: skip
# Web Annotation Data Model: what a thing of a type must have once, and what it may have besides.
SHAPES = {
    "Annotation": ({"motivatedBy"}, {"hasTarget", "hasBody"}),
    "TextualBody": ({"value"}, {"format", "hasPurpose"}),
    "TextPositionSelector": ({"start", "end"}, set()),
    "TextQuoteSelector": ({"exact"}, {"prefix", "suffix"}),
    None: ({"hasSource"}, {"hasSelector"}),  # a specific resource needs no type
}


def load(url, options):
    assert url == exporting.ANNOTATION_CONTEXT
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": ANNOTATION}}


def names(data):
    """Every key and every value of a type in JSON-LD as it was written."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from names(value)
    elif isinstance(data, list):
        for value in data:
            yield from names(value)


def shapes_hold(node):
    (kind,) = [one.removeprefix(OA) for one in node.get("@type", [])] or [None]
    once, besides = SHAPES[kind]
    properties = {name.rpartition("#")[2].rpartition("/")[2]: value for name, value in node.items() if name[0] != "@"}
    assert once <= properties.keys() <= once | besides, (kind, properties.keys())
    assert all(len(properties[name]) == 1 for name in once)
    for values in properties.values():
        for value in values:
            if "@value" not in value and value.keys() != {"@id"}:
                shapes_hold(value)


def test_web_annotations_are_of_the_standard():
    lines = [json.loads(line) for line in exporting.web_annotations([READING])]
    assert len(lines) == 3
    for line in lines:
        assert set(names(line)) - {"@context"} <= ANNOTATION.keys()
        (node,) = jsonld.expand(line, {"documentLoader": load})
        assert node["@type"] == [OA + "Annotation"]
        assert node["@id"].startswith("urn:onrecord:statement:")
        assert node[OA + "hasTarget"]
        shapes_hold(node)
    targets = {len(line["target"]) for line in lines}
    assert targets == {1, 2}
    assert [body["value"] for line in lines for body in line["body"]] == ["Ana Ruiz", "the town"]


TYPES = json.loads((HERE / "schema_org.json").read_text(encoding="utf-8"))["types"]


def allowed(kind):
    """The properties of a type of schema.org, its own and inherited, with the types of their values."""
    found = {}
    while kind in TYPES:
        found = {**TYPES[kind]["properties"], **found}
        kind = TYPES[kind]["extends"]
    return found


def lineage(kind):
    while kind:
        yield kind
        kind = TYPES.get(kind, {}).get("extends")


def belongs(node):
    properties = allowed(node["@type"])
    for name, value in node.items():
        if name in ("@context", "@type"):
            continue
        assert name in properties, f"{node['@type']} has no {name}"
        if isinstance(value, dict):
            assert set(lineage(value["@type"])) & set(properties[name]), (name, value["@type"])
            belongs(value)
        else:
            assert {"Text", "Date", "URL", "DateTime"} & set(properties[name]), (name, value)


def test_schema_org_has_the_properties_that_are_used():
    lines = [json.loads(line) for line in exporting.schema_org([READING])]
    for line in lines:
        assert line["@context"] == "https://schema.org"
        belongs(line)
    assert [(line["@type"], line.get("dateCreated")) for line in lines] == [
        ("Quotation", "2017-02-22"), ("Claim", None), ("Quotation", None),
    ]  # fmt: skip
    claim = lines[1]
    assert claim["author"] == {"@type": "Organization", "name": "the town"}
    assert claim["appearance"]["datePublished"] == "2017-02-23"
    with pytest.raises(AssertionError):
        belongs({"@type": "Quotation", "appearance": "page"})  # the check can fail


def exported():
    (line,) = exporting.jsonl([READING])
    return json.loads(line)


def brought_in(tmp_path, *lines: bytes, name="lines.jsonl"):
    """What importing some lines says, and what is in the record then."""
    path, record = tmp_path / name, tmp_path / "r.db"
    data = b"\n".join(lines) + b"\n"
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    done = CliRunner().invoke(app, ["import", str(path), "--record", str(record)])
    assert "Traceback" not in done.output
    with Record.open(record) as opened:
        assert opened.check() == []
        return done.exit_code, done.output, list(opened.readings()), opened.failures()


LATER = {"addressee", "medium", "place", "anonymity", "later_roles", "issuer", "unresolved", "affiliation"}


def without(data, gone):
    if isinstance(data, dict):
        return {name: without(value, gone) for name, value in data.items() if name not in gone}
    return [without(value, gone) for value in data] if isinstance(data, list) else data


def test_a_line_of_an_older_version_without_later_fields_is_read(tmp_path):
    old = without(exported(), LATER | {"dropped", "problems", "failure", "furniture", "credits", "sources_line"})
    code, _, readings, _ = brought_in(tmp_path, json.dumps(old).encode(), name="lines.jsonl.gz")
    assert code == 0
    assert readings[0].statements == READING.statements
    assert readings[0].article == READING.article


def damaged(change):
    data = exported()
    change(data)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"schema": 1, "article":', "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"article": {}}', "schema None"),
        (b'{"schema": 2}', "schema 2; this version reads schema 1"),
        (b'{"schema": 1}', "not the JSON form of a reading"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (damaged(lambda data: data["article"].update(text=TEXT + "!")), "id is not the hash"),
        (damaged(lambda data: data["statements"][0].update(id="0" * 20)), "not of this article and content"),
        (damaged(lambda data: data["statements"][0]["content"][0].update(text="other")), "does not hold"),
        (damaged(lambda data: data["statements"][0]["cue"][0].update(text="told")), "does not hold the characters"),
        (damaged(lambda data: data["statements"][0].pop("content")), "not the JSON form"),
        (damaged(lambda data: data["statements"][0].update(form="sung")), "not the JSON form"),
        (damaged(lambda data: data["article"]["outlet"].update(value="a\0b")), "NUL"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path, line, message):
    good = json.dumps(exported()).encode()
    code, output, readings, failures = brought_in(tmp_path, b"", line, good)
    assert code == 3
    assert [one.article.id for one in readings] == [READING.article.id]
    ((page, why),) = failures.items()
    assert message in why
    assert message in output
    assert page == f"{tmp_path / 'lines.jsonl'}:2"


def test_a_line_of_a_hundred_megabytes_is_refused_unheld(tmp_path):
    good = json.dumps(exported()).encode()
    code, output, readings, _ = brought_in(tmp_path, b'{"schema": 1, "x": "' + b"x" * 100_000_000 + b'"}', good)
    assert (code, len(readings)) == (3, 1)
    assert "line 1 of" in output
    assert "longer than 50,000,000 bytes" in output


def test_a_gzipped_file_that_breaks_off_says_where(tmp_path):
    good = json.dumps(exported()).encode()
    data = gzip.compress(good + b"\n" + good.replace(b"Ledger", b"Le dger") * 50)
    (tmp_path / "cut.jsonl.gz").write_bytes(data[:-20])
    with Record.open(tmp_path / "r.db", create=True) as record:
        added = record.add(exporting.readings_in(tmp_path / "cut.jsonl.gz"))
        assert added.failed == 1
        assert "breaks off" in next(iter(record.failures().values()))


def test_the_spans_of_an_export_hold():
    assert span(TEXT, "a plan").text == "a plan"
    for line in exporting.statements_jsonl([READING]):
        for part in json.loads(line)["content"]:
            assert TEXT[part["start"] : part["end"]] == part["text"]
