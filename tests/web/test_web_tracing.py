"""Quotations and traces on the web: pages of wordings, and the changes that are shown in each."""

from __future__ import annotations

import pytest

from onrecord.reuse.clusters import Cluster, Printed, Wording
from onrecord.reuse.normalise import words
from onrecord.reuse.traces import Coverage, Trace
from onrecord.web.tracing import answer

FERRIES = "/api/trace?q=leaves on time"


def cluster(*texts: str, day: int = 1) -> Cluster:
    """A quotation whose wordings were printed on one day after the other."""
    printed = [Printed(id=text, text=text, page=text, published=f"2020-03-{day + at:02d}")
               for at, text in enumerate(texts)]  # fmt: skip
    return Cluster(tuple(Wording(words(one.text), (one,)) for one in printed))


def shown(*quotations: Cluster) -> list[list[tuple[str, str, str]]]:
    trace = Trace(asked="", quotations=quotations, elsewhere=(), coverage=Coverage(1, 1, None, None))
    found = answer(trace, 1, 50).wordings
    return [[(change.kind, change.old, change.new) for change in wording.changes] for wording in found]


def test_changes_are_those_of_the_own_quotation():
    harbor, ferry = "The harbor will not close.", "The ferry will leave on time."
    changed = [
        ("same", "The harbor will ", "The harbor will "),
        ("changed", "not", "never"),
        ("same", " close.", " close."),
    ]
    found = shown(cluster(harbor, "The harbor will never close.", day=1), cluster(ferry, day=9))
    assert found == [[("same", harbor, harbor)], changed, [("same", ferry, ferry)]]


@pytest.mark.parametrize(
    ("first", "later", "kinds"),
    [
        ("The harbor will not close this winter", "the harbor will not close", ["changed", "same", "dropped"]),
        ("The harbor will not close", "We keep the ferries running and the ice off the harbor, whatever it costs", []),
    ],
)
def test_changes_are_shown_where_they_can_be_read(first, later, kinds):
    assert [change[0] for change in shown(cluster(first, later))[1]] == kinds


def test_wordings_come_in_pages(client):
    first = client.get(f"{FERRIES}&size=10").json()
    assert (len(first["wordings"]), first["paging"]["total"], first["pages"]) == (10, 30, 30)
    third = client.get(f"{FERRIES}&size=10&page=3").json()["wordings"]
    assert len({one["printed"][0]["id"] for one in (*first["wordings"], *third)}) == 20
    assert client.get(f"{FERRIES}&size=10&page=4").status_code == 404
    page = client.get("/trace?q=leaves on time&size=10&page=2").text
    assert [words for words in ("30 wordings", "11. Ferry", "page=3", "Page 2 of 3") if words not in page] == []
