"""Who may come in, and what the gate refuses."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import web_record
from web_server import Client, settings

from onrecord.store import Record
from onrecord.web.limits import Limiter
from onrecord.web.shared import Shared
from onrecord.web.users import Role, User, Users

ARTICLE = web_record.harbor().article.id
FIRST = web_record.harbor().statements[0].id
PASSWORD = "correct horse battery"
TOKEN = "a-token-of-some-length"


@pytest.fixture
def guarded(path) -> Client:
    """A client of a server that asks who one is."""
    users = Users(path.with_name("record.db.users"))
    users.add("rita", Role.READER, PASSWORD)
    users.add("edna", Role.EDITOR, PASSWORD)
    return Client(settings(path, is_open=False, token=TOKEN))


def sign_in(client: Client, name: str = "edna", password: str = PASSWORD, **more: str):
    return client.submit("/login", name=name, password=password, **more)


def onrecord(*words: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord.cli", *words]
    return subprocess.run(command, input=typed, capture_output=True, text=True, env={**os.environ, **environment})


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_beyond_this_machine_it_does_not_start_without_users_or_a_token(path, host) -> None:
    done = onrecord("serve", "--record", str(path), "--host", host)
    assert done.returncode == 2
    assert "onrecord user add" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--record", "none.db"], "there is no record at none.db"),
        (["--https"], "behind a proxy"),
        (["--token-file", "none"], "can't read the token"),
        (["--port", "70000"], "65535"),
    ],
)
def test_a_start_that_is_off_says_so(path, words, said) -> None:
    given = words if "--record" in words else [*words, "--record", str(path)]
    done = onrecord("serve", *given, ONRECORD_TOKEN="")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_short_token_is_refused(path) -> None:
    done = onrecord("serve", "--record", str(path), ONRECORD_TOKEN="short")
    assert (done.returncode, "16 characters" in done.stderr) == (2, True)


def test_users_are_added_listed_and_removed(path) -> None:
    kept = ["--record", str(path)]
    assert onrecord("user", "add", "ada", "--role", "editor", *kept, typed=f"{PASSWORD}\n").returncode == 0
    assert onrecord("user", "list", *kept).stdout == "ada\teditor\n"
    assert PASSWORD not in path.with_name("record.db.users").read_bytes().decode("latin-1")
    assert path.with_name("record.db.users").stat().st_mode & 0o077 == 0
    assert onrecord("user", "add", "bob", *kept, typed="short\n").returncode == 2
    assert onrecord("user", "add", "b b", *kept, typed=f"{PASSWORD}\n").returncode == 2
    assert onrecord("user", "remove", "bob", *kept).returncode == 2
    assert onrecord("user", "remove", "ada", *kept).returncode == 0
    assert onrecord("user", "list", *kept).stdout == ""


@pytest.mark.parametrize(
    "address", ["/", "/search?q=x", f"/articles/{ARTICLE}", "/nowhere", "/add", "/statements/x/form"]
)
def test_nobody_sees_a_page_without_signing_in(guarded, address) -> None:
    answer = guarded.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=/")


@pytest.mark.parametrize("address", ["/api/home", f"/api/articles/{ARTICLE}", "/api/nowhere", "/openapi.json"])
def test_nobody_gets_json_without_a_token(guarded, address) -> None:
    answer = guarded.get(address)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert guarded.get(address, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert guarded.get(address, headers={"Authorization": f"Bearer {TOKEN}"}).status_code in (200, 404)


def test_signing_in_and_out(guarded) -> None:
    answer = sign_in(guarded, next="/speakers?q=a")
    assert (answer.status_code, answer.headers["location"]) == (303, "/speakers?q=a")
    cookie = answer.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "path=/"):
        assert part in cookie
    assert "edna" in guarded.get("/").text
    assert guarded.submit("/logout").status_code == 303
    assert guarded.get("/").status_code == 303


def test_cookies_are_secure_where_the_browser_speaks_https(path) -> None:
    client = Client(settings(path, is_open=False, token=TOKEN, https=True))
    assert "secure" in sign_in(client, "", TOKEN).headers["set-cookie"].lower()


def test_a_session_ends_with_its_user_and_with_another_password(guarded, path) -> None:
    sign_in(guarded)
    users = Users(path.with_name("record.db.users"))
    users.add("edna", Role.EDITOR, "another password")
    assert guarded.get("/").status_code == 303
    sign_in(guarded, password="another password")
    assert guarded.get("/").status_code == 200
    users.remove("edna")
    assert guarded.get("/").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [("edna", "wrong password"), ("nobody", PASSWORD), ("edna", ""), ("", PASSWORD), ("' OR 1=1 --", PASSWORD)],
)
def test_a_wrong_name_or_password_says_neither_which(guarded, name, password) -> None:
    answer = sign_in(guarded, name, password)
    assert answer.status_code == 401
    assert "don't fit together" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "\n//x"]
)
def test_signing_in_leads_nowhere_else(guarded, away) -> None:
    assert sign_in(guarded, next=away).headers["location"] == "/"


def test_guesses_at_a_password_are_limited(guarded) -> None:
    guesses = (sign_in(guarded, "edna", f"guess number {n}") for n in range(40))  # a slow machine is allowed more
    answers = [next(one for one in guesses if one.status_code == 429)]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert sign_in(guarded).status_code == 429  # the right one too, for a while


def test_a_limiter_lets_go_on_after_a_while(monkeypatch) -> None:
    now = [100.0]
    monkeypatch.setattr("onrecord.web.limits.time.monotonic", lambda: now[0])
    limiter = Limiter(Shared(), "tries", per_minute=60, burst=2)
    assert [limiter.wait("a") for _ in range(3)] == [0, 0, 2]
    assert limiter.wait("b") == 0
    now[0] += 1
    assert [limiter.wait("a") for _ in range(2)] == [0, 2]


def test_too_many_requests_are_told_to_wait(guarded) -> None:
    sign_in(guarded)
    answers = {guarded.get("/api/home").status_code for _ in range(260)}
    assert answers == {200, 429}


def test_readers_read_and_verify_and_change_nothing(guarded) -> None:
    sign_in(guarded, "rita")
    assert guarded.get("/").status_code == 200
    page = guarded.get(f"/articles/{ARTICLE}").text
    assert "Add a statement" not in page
    assert 'hx-get="/statements' not in page
    for address in (f"/articles/{ARTICLE}/statements", f"/statements/{FIRST}/correct", "/add", "/corrections/1/undo"):
        assert guarded.submit(address).status_code == 403
    assert guarded.post(f"/api/articles/{ARTICLE}/statements", json={"spans": [[0, 5]]}).status_code == 403
    assert guarded.delete(f"/api/statements/{FIRST}").status_code == 403
    draft = {"draft": "“The harbor will not close this winter,” she said.", "record": "1"}
    answer = guarded.submit("/verify", **draft)
    assert answer.status_code == 200
    assert "Add the draft" not in answer.text


def test_editors_may_keep_what_they_verified(guarded) -> None:
    sign_in(guarded)
    draft = {"draft": "“The harbor will not close this winter,” she said.", "record": "1"}
    found = guarded.submit("/verify", **draft).text
    assert 'action="/add"' in found
    assert guarded.post("/add", data={"text": draft["draft"], "csrf": "wrong"}).status_code == 403


def test_editors_correct_and_the_record_knows_who(guarded, path) -> None:
    sign_in(guarded)
    answer = guarded.submit(f"/statements/{FIRST}/correct", do="delete", reason="no statement")
    assert answer.status_code == 303
    with Record.open(path) as record:
        (made,) = record.corrections()
    assert (made.editor, made.reason, str(made.kind)) == ("edna", "no statement", "delete")


def test_a_token_corrects_by_the_interface(guarded, path) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    body = {"spans": [[0, 6]], "speaker": "Ana Ferreira", "reason": "x"}
    answer = guarded.post(f"/api/articles/{ARTICLE}/statements", json=body, headers=headers)
    assert answer.status_code == 201
    with Record.open(path) as record:
        assert record.corrections()[0].editor == "token"


@pytest.mark.parametrize("token", ["", "wrong", "0" * 64])
@pytest.mark.parametrize(
    "address", [f"/statements/{FIRST}/correct", "/add", "/verify", "/logout", "/corrections/1/undo"]
)
def test_a_form_without_the_token_is_refused(client, path, address, token) -> None:
    answer = client.post(address, data={"csrf": token, "do": "delete"})
    assert answer.status_code == 403
    with Record.open(path) as record:
        assert record.corrections() == []


def test_a_token_of_another_session_is_refused(guarded) -> None:
    outside = guarded.token()
    sign_in(guarded)
    assert guarded.post("/corrections/1/undo", data={"csrf": outside}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://testserver:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(client, headers) -> None:
    good = {"csrf": client.token(), "do": "delete"}
    assert client.post(f"/statements/{FIRST}/correct", data=good, headers=headers).status_code == 403
    assert client.delete(f"/api/statements/{FIRST}", headers=headers).status_code == 403
    assert client.post("/api/lint", content="{}", headers={**headers, "Content-Type": "text/plain"}).status_code == 403


def test_a_change_from_our_own_page_is_taken(client) -> None:
    good = {"csrf": client.token(), "do": "delete"}
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert client.post(f"/statements/{FIRST}/correct", data=good, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "testserver.", "[", "a b", "testserver@x"]
)
def test_another_name_is_refused(client, host) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "go by that name" in answer.text


@pytest.mark.parametrize("address", ["/", "/api/home", "/nowhere", "/static/own/site.css", "/openapi.json", "/login"])
def test_every_answer_has_the_headers(client, address) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert part in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize(
    "path_", ["/static/../users.py", "/static/%2e%2e/app.py", "/static/own/..%2f..%2fapp.py", "/static/"]
)
def test_files_are_those_of_the_folder(client, path_) -> None:
    assert client.get(path_).status_code == 404


def test_a_session_ends_after_its_time(path, monkeypatch) -> None:
    users = Users(path.with_name("u"))
    secret = users.begin_session(User("ada", Role.READER))
    assert users.of_session(secret) == User("ada", Role.READER)
    monkeypatch.setattr("onrecord.web.users.time.time", lambda: 9e9)
    assert users.of_session(secret) is None
