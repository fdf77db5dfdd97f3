"""The same pages over PostgreSQL."""

from __future__ import annotations

import uuid

import pytest
import web_record
from sqlalchemy import create_engine, text
from web_server import Client, settings

from onrecord.web.settings import Settings

ARTICLE = web_record.harbor().article.id


@pytest.fixture(scope="module")
def client(postgres_url, tmp_path_factory):
    url = postgres_url.replace("postgresql+psycopg://", "postgresql://")
    name = f"w{uuid.uuid4().hex[:12]}"
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    location = f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"
    web_record.fill(location)
    shown: Settings = settings(tmp_path_factory.mktemp("users") / "record.db")
    found = Client(Settings(record=location, users=shown.users, hosts=shown.hosts, editor="ed"))
    yield found
    found.app.state.shelf.close()
    with engine.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "Notice 29"),
        ("/search?q=ferry&order=oldest&page=2", "30 statements"),
        ("/search?speaker=Lind&since=2017-02-10&form=direct", "speaker: Lind"),
        ("/speakers", "Cora Lind"),
        ("/speakers?q=fer", "Ana Ferreira"),
        (f"/articles/{ARTICLE}", "will not close"),
        ("/quotations?by=altered", "several pages"),
        ("/trace?q=the+harbor+will+not+close", "On 1 page"),
        ("/sources", "its newest 31 pages"),
        ("/corrections", "Nothing was corrected"),
    ],
)
def test_a_page_shows_what_the_record_holds(client, address, words) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert words in answer.text


def test_a_speaker_and_a_correction(client) -> None:
    identity = client.get("/api/speakers?q=ana").json()["speakers"][0]["id"]
    found = client.get(f"/api/speakers/{identity}").json()
    assert (found["speaker"]["role"], found["paging"]["total"]) == ("mayor of Norland", 1)
    first = web_record.harbor().statements[0].id
    assert client.submit(f"/statements/{first}/correct", do="delete").status_code == 303
    assert first not in client.get(f"/articles/{ARTICLE}").text.partition("<aside")[2]
    assert client.submit("/corrections/1/undo").status_code == 303
    assert first in client.get(f"/articles/{ARTICLE}").text


def test_a_database_that_is_gone(client) -> None:
    away = Client(Settings(record="postgresql://nobody@127.0.0.1:9/none", users=client.app.state.settings.users,
                           hosts=frozenset({"testserver"})))  # fmt: skip
    answer = away.get("/api/home")
    assert (answer.status_code, answer.json()["title"]) == (503, "The record can't be reached just now.")
    assert "127.0.0.1" not in answer.text
