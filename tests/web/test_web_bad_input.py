"""Bad input and a broken environment: what happened, what to do, the right status, and nothing of the inside."""

from __future__ import annotations

import gzip
import io
import json
import re
import sqlite3
import zipfile

import pytest
import web_record
from web_server import Client, settings

from onrecord.core.errors import RecordError
from onrecord.store import Record
from onrecord.web import adding
from onrecord.web.jobs import Jobs

ARTICLE = web_record.harbor().article.id
FIRST = web_record.harbor().statements[0].id
INSIDE = re.compile(r"Traceback|sqlite|sqlalchemy|psycopg|/tmp/|\.py\b|File \"|OperationalError|onrecord\.\w+\.")


def refused(answer, status: int, *words: str) -> None:
    """The answer has the status, says the words, gives advice, and shows nothing of the inside."""
    assert answer.status_code == status, answer.text[:500]
    if "json" in answer.headers["content-type"]:
        trouble = answer.json()
        assert trouble.keys() == {"status", "title", "advice"}
        assert trouble["status"] == status
        shown = f"{trouble['title']} {trouble['advice']}"
        assert trouble["advice"]
    else:
        shown = re.sub(r"<[^>]+>", "", answer.text.partition("<main")[2])
        assert '<p class="lede">' in answer.text
    assert not INSIDE.search(shown), shown
    for word in words:
        assert word in shown, shown


@pytest.mark.parametrize("page", ["1000000000", "999999999999"])
@pytest.mark.parametrize("base", ["", "/api"])
@pytest.mark.parametrize(
    "lists", ["/search?page=", "/search?q=ferry&page=", "/speakers?page=", "/corrections?page=", "/quotations?page="]
)
def test_a_page_number_beyond_the_list(client, base, lists, page) -> None:
    refused(client.get(f"{base}{lists}{page}"), 404, "first page" if "search" not in lists else "Narrow")


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "10000000000000000000000", "٣x"])
@pytest.mark.parametrize("base", ["", "/api"])
def test_a_page_number_that_is_none(client, base, page) -> None:
    refused(client.get(f"{base}/search?page={page}"), 422, "page")


@pytest.mark.parametrize(
    "identity", ["none", "%00", "0" * 20, "..%2f..%2fetc", "%F0%9F%A7%8A", "a" * 3000, "'; DROP TABLE articles --"]
)
@pytest.mark.parametrize("kind", ["articles", "speakers", "statements"])
def test_an_id_that_is_not_there(client, kind, identity) -> None:
    refused(client.get(f"/{kind}/{identity}"), 404)
    if kind != "statements":
        refused(client.get(f"/api/{kind}/{identity}"), 404)


@pytest.mark.parametrize(
    "address",
    [
        "/api/quotations/0",
        "/api/quotations/99999999999",
        "/quotations/x",
        "/api/search?form=loud",
        "/search?since=yesterday",
        "/api/search?since=2017-13-45",
        "/api/search?min_confidence=2",
        "/api/search?order=best",
        "/api/trace?q=%20",
        "/api/search?size=100000",
    ],
)
def test_a_value_that_does_not_fit(client, address) -> None:
    answer = client.get(address)
    refused(answer, answer.status_code)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("address", ["/api/quotations/77", "/quotations/77", "/add/none", "/api/add/none"])
def test_a_thing_that_is_gone(client, address) -> None:
    refused(client.get(address), 404)


def test_a_draft_of_ten_megabytes(client) -> None:
    draft = "word " * 2_000_000
    refused(client.submit("/verify", draft=draft, record="1"), 413, "1 MB", "shorter")
    refused(client.submit("/lint", draft=draft), 413, "1 MB")
    refused(client.post("/api/lint", json={"draft": draft}), 422, "draft")
    files = {"draft_file": ("draft.txt", draft.encode(), "text/plain")}
    refused(client.post("/verify", data={"csrf": client.token()}, files=files), 413, "1 MB")


def test_a_request_of_forty_megabytes_told_and_untold(client) -> None:
    body = b"x" * 40_000_000
    refused(client.post("/api/lint", content=body), 413, "32 MB")

    def pieces():
        for _ in range(40):
            yield b"x" * 1_000_000

    refused(client.post("/api/lint", content=pieces(), headers={"Content-Type": "application/json"}), 413, "32 MB")


def test_a_draft_of_very_many_quotations(client) -> None:
    draft = "“one two three four five,” said Ana.\n\n" * 600
    refused(client.submit("/verify", draft=draft, record="1"), 413, "500 quotations")


def test_an_empty_draft(client) -> None:
    refused(client.submit("/verify", draft="  ", record="1"), 400, "no draft")
    refused(client.submit("/lint", draft=""), 400, "no draft")
    refused(client.submit("/verify", draft="“one two three four.”"), 422, "no source")


def verify_with(client, name: str, data: bytes):
    files = {"sources": (name, data, "text/plain")}
    form = {"csrf": client.token(), "draft": "He said “one two three four five” today."}
    return client.post("/verify", data=form, files=files)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("speech.pdf", b"MZ\x00\x01 not a PDF", "binary"),
        ("speech.pdf", b"%PDF-1.7 broken", "not a PDF that can be read"),
        ("speech.docx", b"PK\x03\x04 broken", "not a DOCX that can be read"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("speech.zip", b"PK\x03\x04 broken", "not a zip file that can be read"),
        ("articles.jsonl", b'{"text": "a"}\n{', "line 2 is not JSON"),
        ("empty.txt", b"", "holds no text"),
        ("../../etc/passwd", b"\x00", "passwd: binary"),
        ("bomb.zip", zipped(a_txt=b"0" * 150_000_000), "unpacks to more than 100 MB"),
        ("bomb.docx", zipped(word_document_xml=b"0" * 150_000_000), "unpacks to more than 100 MB"),
        ("many.zip", zipped(**{f"f{n}_txt": b"x" for n in range(1200)}), "1,000 files"),
    ],
)
def test_a_source_that_is_not_what_it_says(client, name, data, said) -> None:
    answer = verify_with(client, name, data)
    assert answer.status_code == 200  # the draft was checked; the source is listed
    shown = re.sub(r"<[^>]+>", "", answer.text.partition("<main")[2])
    assert said in shown
    assert "source unreadable" in shown
    assert not INSIDE.search(shown), shown


def test_a_draft_file_that_is_no_text(client) -> None:
    files = {"draft_file": ("draft.txt", b"\x89PNG\x00\x00", "text/plain")}
    refused(client.post("/lint", data={"csrf": client.token()}, files=files), 415, "not a text")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "https://[::1]/",
        "http://10.0.0.8/x",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://app.localhost/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "//x",
        "x",
        "https://",
        "https://[",
        "http://a b/",
        "https://exa\nmple.org/",
    ],
)
def test_an_address_of_this_machine_or_none(client, url) -> None:
    refused(client.post("/api/add", json={"url": url}), 422)
    refused(client.submit("/add", url=url), 422) if url.strip() == url and "\n" not in url else None


def wait_for(client, location: str) -> dict:
    for _ in range(600):
        job = client.get(f"/api{location}").json()
        if job["state"] in ("done", "failed"):
            return job
    raise AssertionError(job)


def test_a_name_that_leads_to_a_private_network_is_refused_when_it_is_fetched(client, monkeypatch) -> None:
    found = [(2, 1, 6, "", ("10.1.2.3", 80))]
    monkeypatch.setattr("onrecord.pages.addresses.socket.getaddrinfo", lambda *_, **__: found)
    job = wait_for(client, client.submit("/add", url="http://inside.example/story").headers["location"])
    assert job["outcomes"][0]["article"] is None
    assert job["outcomes"][0]["failure"].endswith("not a public address")  # and nothing of the command line's options
    body = {"draft": "“one two three four five”", "urls": ["http://inside.example/story"]}
    found = client.post("/api/verify", json=body).json()
    assert found["unreadable"][0]["code"] == "address"
    assert found["unreadable"][0]["message"].endswith("not a public address")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("story.html", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("story.txt", b"", "empty"),
        ("story.txt.gz", gzip.compress(b"0" * 30_000_000), "larger than"),
        ("story.pdf", b"%PDF-1.7\x00", "binary"),
        ("story.zip", zipped(a_txt=b"x"), "binary"),
        ("articles.jsonl", b'{"text": 3}', ""),
        ("articles.jsonl", b"{", "JSON"),
    ],
)
def test_an_upload_that_is_not_a_page(client, name, data, said) -> None:
    form = {"csrf": client.token()}
    answer = client.post("/add", data=form, files={"file": (name, data, "text/plain")})
    assert answer.status_code == 303
    job = wait_for(client, answer.headers["location"])
    assert (job["state"], job["outcomes"][0]["article"]) == ("done", None)
    assert said in job["outcomes"][0]["failure"]
    assert not INSIDE.search(job["outcomes"][0]["failure"])


def test_uploads_beyond_the_limits(client) -> None:
    form = {"csrf": client.token()}
    big = {"file": ("a.txt", b"x" * 11_000_000, "text/plain")}
    refused(client.post("/add", data=form, files=big), 413, "10 MB")
    lines = b"\n".join(json.dumps({"text": "x"}).encode() for _ in range(1_200))
    refused(client.post("/add", data=form, files={"file": ("a.jsonl", lines, "text/plain")}), 413, "1,000 articles")
    refused(client.post("/add", data=form, files={"file": ("a.jsonl", b"\n", "text/plain")}), 422, "empty")
    refused(client.submit("/add"), 400, "nothing to add")
    refused(client.post("/api/add", json={}), 400, "url or a text")


def test_too_much_waiting_is_refused(path) -> None:
    client = Client(settings(path))
    jobs: Jobs = client.app.state.jobs
    jobs._pool = type("Idle", (), {"submit": lambda *_: None, "shutdown": lambda *_, **__: None})()
    for _ in range(10):
        jobs.begin(adding.of_text("words", "a"))
    answer = client.post("/api/add", json={"text": "words"})
    refused(answer, 429, "waiting")
    assert answer.headers["retry-after"] == "60"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": "x", "end": "5", "speaker": "A"}, "START:END"),
        ({"start": "5", "end": "5", "speaker": "A"}, "stand in the text"),
        ({"start": "0", "end": "99999", "speaker": "A"}, "stand in the text"),
        ({"start": "-5", "end": "5", "speaker": "A"}, "stand in the text"),
        ({"start": "0", "end": "6", "speaker": " "}, "name the speaker"),
        ({"start": "0", "end": "6", "speaker": "A", "kind": "ghost"}, "kind of a speaker"),
        ({"start": "0", "end": "6", "speaker": "A", "form": "loud"}, "form is one of"),
        ({"start": "33", "end": "35", "speaker": "A"}, "has words"),
    ],
)
def test_a_statement_that_is_none(client, fields, said) -> None:
    refused(client.submit(f"/articles/{ARTICLE}/statements", **fields), 400)
    answer = client.submit(f"/articles/{ARTICLE}/statements", **fields)
    assert said.lower() in answer.text.lower()


def test_corrections_that_change_nothing_or_mean_nothing(client) -> None:
    same = {"speaker": web_record.MAYOR, "role": "mayor of Norland", "said": "2017-01-05", "form": "direct"}
    refused(client.submit(f"/statements/{FIRST}/correct", **same), 400, "Nothing was changed")
    refused(client.submit(f"/statements/{FIRST}/correct", **same | {"said": "yesterday"}), 400)
    refused(client.submit(f"/statements/{FIRST}/correct", **same, spans="1:2 0:9"), 400)
    refused(client.submit(f"/statements/{FIRST}/correct", **same | {"speaker": "x" * 600}), 413)
    refused(client.submit("/corrections/7/undo"), 400, "No correction 7")
    refused(client.post("/api/corrections/7/undo"), 400)
    refused(client.post("/api/speakers/none/merge", json={"into": "nobody"}), 400)
    refused(client.delete("/api/statements/none"), 404)


def test_the_record_is_gone_and_comes_back(client, path, filled) -> None:
    assert client.get("/").status_code == 200
    path.unlink()
    client.app.state.shelf._seen = 0
    for address in ("/", "/api/home", "/search?q=ferry", f"/articles/{ARTICLE}"):
        answer = client.get(address)
        refused(answer, 503, "not there any more")
        assert answer.headers["retry-after"] == "60"
    path.write_bytes(filled.read_bytes())
    assert client.get("/").status_code == 200


def test_a_record_that_is_being_upgraded_or_is_of_another_version(client, path) -> None:
    assert client.get("/").status_code == 200
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT * FROM onrecord_migrations ORDER BY name").fetchall()
        db.execute("DELETE FROM onrecord_migrations WHERE name = ?", rows[-1][:1])
    client.app.state.shelf._seen = 0
    refused(client.get("/"), 503, "being upgraded")
    fresh = Client(settings(path))
    refused(fresh.get("/"), 503, "waits to be upgraded")
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO onrecord_migrations VALUES (?, ?, ?)", rows[-1])
        db.execute("INSERT INTO onrecord_migrations VALUES ('9999_later', '', '')")
    client.app.state.shelf._seen = 0
    refused(client.get("/"), 503, "newer version")


def test_a_damaged_record_and_a_locked_one(path, tmp_path, monkeypatch) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(path.read_bytes()[:5000] + b"\0" * 5000)
    refused(Client(settings(broken)).get("/"), 503)
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    refused(Client(settings(other)).get("/"), 503)

    def locked(*_, **__):
        raise RecordError("another program is writing to the record; try again (sqlite3.OperationalError: locked)")

    client = Client(settings(path))
    monkeypatch.setattr(Record, "correct", locked)
    answer = client.submit(f"/statements/{FIRST}/correct", do="delete")
    refused(answer, 503, "Another program is writing")


def test_a_fault_of_ours_shows_nothing_of_the_inside(client, monkeypatch, caplog) -> None:
    def broken(*_, **__):
        raise ZeroDivisionError("secret words at /tmp/place.py")

    monkeypatch.setattr("onrecord.web.overview.home", broken)
    for address in ("/", "/api/home"):
        answer = client.get(address)
        refused(answer, 500, "Something went wrong")
        assert "secret" not in answer.text
        assert answer.headers["content-security-policy"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_does_nothing(client, method) -> None:
    refused(client.request(method, "/search"), 405)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b'{"draft": 3}', b"null", b'{"draft": ""}'])
def test_a_body_that_is_not_what_is_asked(client, body) -> None:
    refused(client.post("/api/lint", content=body, headers={"Content-Type": "application/json"}), 422)


def test_a_form_that_is_none(client) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post("/verify", content=b"--x\r\nbroken", headers=headers)
    refused(answer, answer.status_code)
    assert answer.status_code in (400, 403)
    refused(client.post("/verify", content=b"\xff=\xff", headers={"Content-Type": "text/plain"}), 403)
