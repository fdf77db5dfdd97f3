"""Every page and its JSON twin, on the small record."""

from __future__ import annotations

import re

import pytest
import web_record

from onrecord.store import Record
from onrecord.web import auditing

HARBOR = web_record.harbor()
MAYORS = HARBOR.statements[0]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", ["Notice 29", "Harbor Gazette", "33"]),
        ("/search", ["33 statements", "Norland Post"]),
        ("/search?q=harbor", ["<mark>harbor</mark>", "1 statement", "Ana Ferreira"]),
        ("/search?speaker=Lind&order=oldest", ["10 statements", "speaker: Lind ×"]),
        ("/search?q=nowhere", ["Nothing in the record fits"]),
        ("/speakers", ["Ben Okoro", "Cora Lind"]),
        ("/speakers?q=fer", ["Ana Ferreira"]),
        ("/sources", ["its newest 31 pages", "The port authority", "organization", "33"]),
        ("/sources?outlet=harbor gazette", ["its newest 15 pages", "Cora Lind"]),
        ("/sources?newest=5", ["its newest 5 pages", "of 31"]),
        ("/sources?outlet=none", ["holds a statement"]),
        ("/quotations", ["several pages"]),
        ("/trace?q=the harbor will not close", ["On 1 page from 1 article", "2017-01-06"]),
        ("/trace?q=words that nobody ever printed anywhere", ["No page of this record printed these words"]),
        ("/verify", ["Paste it"]),
        ("/lint", ["House style"]),
        ("/add", ["JSON Lines"]),
        ("/corrections", ["Nothing was corrected yet"]),
        (f"/articles/{HARBOR.article.id}", ["will not close", "the page names no section", "compare with version 2"]),
        ("/login", ["Password or token"]),
    ],
)
def test_a_page_shows_what_the_record_holds(client, address, words) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    for word in words:
        assert word in answer.text


def test_an_article_marks_every_statement_in_its_place(client, article) -> None:
    page = client.get(f"/articles/{article}").text
    for number, one in enumerate(HARBOR.statements, start=1):
        pieces = re.findall(rf'<span data-o="(\d+)" class="m[^"]*" data-c="{number}"[^>]*>([^<]*)</span>', page)
        assert "".join(text for _, text in pieces) == one.content[0].text
        assert int(pieces[0][0]) == one.content[0].start
        assert f'id="s-{one.id}"' in page
    assert "https://norland.example/harbor#:~:text=The%20harbor%20will%20not%20close%20this%20winter%2C" in page
    assert 'data-for="said"' in page
    assert 'data-for="route"' in page


def test_the_json_twin_of_an_article_holds_the_statements_in_full(client, article) -> None:
    found = client.get(f"/api/articles/{article}").json()
    assert found["text"] == web_record.STORY
    assert [one["id"] for one in found["statements"]] == [one.id for one in HARBOR.statements]
    assert [one["version"] for one in found["versions"]] == [2, 1]
    for one in found["statements"]:
        for part in one["content"]:
            assert found["text"][part["start"] : part["end"]] == part["text"]


def test_versions_are_compared_word_by_word(client, article) -> None:
    old = client.get(f"/api/articles/{article}").json()["versions"][1]["id"]
    changes = client.get(f"/api/articles/{article}/against/{old}").json()["changes"]
    assert [(one["old"], one["new"]) for one in changes if one["kind"] != "same"] == [("better", "worse")]
    page = client.get(f"/articles/{article}/against/{old}").text
    assert "<del>better</del><ins>worse</ins>" in page


def test_counts_beside_a_search_are_those_of_its_statements(client) -> None:
    found = client.get("/api/search?q=ferry&size=5&page=2").json()
    assert (found["paging"]["total"], len(found["rows"]), found["exact"]) == (30, 5, True)
    outlets = {one["value"]: one["statements"] for one in found["counts"]["outlet"]}
    assert outlets == {"Harbor Gazette": 15, "Norland Post": 15}
    for name, values in found["counts"].items():
        for one in values:
            fits = client.get("/api/search", params={"q": "ferry", name: one["value"]}).json()["paging"]["total"]
            assert fits >= one["statements"], (name, one)


def test_every_page_of_a_list_together_is_the_list(client) -> None:
    pages = [client.get(f"/api/search?size=10&page={page}").json()["rows"] for page in (1, 2, 3, 4)]
    ids = [row["id"] for rows in pages for row in rows]
    assert len(ids) == len(set(ids)) == 33
    assert 'href="/search?size=10&amp;page=2"' in client.get("/search?size=10").text


def test_a_speaker_has_a_time_line_roles_outlets_routes_and_names(client, path) -> None:
    with Record.open(path) as record:
        mayor = record.search(speaker=web_record.MAYOR).hits[0].statement.speaker
    identity = client.get("/api/speakers?q=ana").json()["speakers"][0]["id"]
    found = client.get(f"/api/speakers/{identity}").json()
    assert found["speaker"] == {"id": identity, "name": mayor.name, "kind": "person", "role": "mayor of Norland"}
    assert found["names"] == ["Ferreira"]
    assert found["roles"][0]["first"] == "2017-01-06"
    assert found["outlets"] == [{"value": "Norland Post", "statements": 1}]
    assert found["months"] == [{"value": "2017-01", "statements": 1}]
    radio = client.get("/api/speakers?q=the port").json()["speakers"][0]["id"]
    assert client.get(f"/api/speakers/{radio}").json()["routes"] == [{"value": "Norland Radio", "statements": 1}]
    page = client.get(f"/speakers/{identity}").text
    assert "mayor of Norland" in page
    assert "Also called Ferreira" in page


def test_a_statement_leads_to_its_place(client, article) -> None:
    assert client.get(f"/api/statements/{MAYORS.id}").json()["speaker"]["name"] == web_record.MAYOR
    answer = client.get(f"/statements/{MAYORS.id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/articles/{article}#s-{MAYORS.id}")


def test_htmx_gets_the_part_it_asks_for(client) -> None:
    part = client.get("/search?q=ferry", headers={"HX-Request": "true", "HX-Target": "results"}).text
    assert "<html" not in part
    assert "30 statements" in part
    options = client.get("/speakers?speaker=okoro", headers={"HX-Target": "speaker-options"}).text
    assert '<option value="Okoro">' in options


def test_every_page_has_a_twin_that_is_described(client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    pages = {
        route.path
        for route in client.app.routes
        if "GET" in getattr(route, "methods", ()) and not route.include_in_schema
    }
    twins = {"/": "/api/home", "/statements/{statement}/form": None, "/login": None}
    for page in pages - {"/openapi.json"}:
        twin = twins.get(page, f"/api{page}")
        assert twin is None or twin in paths, page
    for path, methods in paths.items():
        for method, described in methods.items():
            good = next(code for code in described["responses"] if code.startswith("2"))
            assert described["responses"][good]["content"]["application/json"]["schema"], (path, method)
            assert {"400", "401", "403", "404", "422", "429", "503"} <= described["responses"].keys()


def test_an_audit_ends_when_its_time_is_over(path, monkeypatch) -> None:
    monkeypatch.setattr(auditing, "_BATCH", 10)
    with Record.open(path) as record:
        short = auditing.audited(record, None, 25, seconds=0)
        whole = auditing.audited(record, None, 25)
    assert (short.audit.pages, short.cut, short.newest, short.pages) == (10, True, 25, 31)
    assert (whole.audit.pages, whole.cut) == (25, False)
