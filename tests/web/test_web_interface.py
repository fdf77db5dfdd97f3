"""The interface does what /openapi.json says, whatever is sent: no server error, no answer that isn't described."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web_server import settings

from onrecord.web.app import create_app
from onrecord.web.shelf import Shelf

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


APP = create_app(settings(Path("nowhere.db"), model="fast"))
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP, headers={"Host": "testserver"})
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}


@pytest.fixture(scope="module", autouse=True)
def _record(filled, tmp_path_factory):
    """The interface stands on a copy of the small record, and on no network."""
    copy = Path(shutil.copy(filled, tmp_path_factory.mktemp("interface") / "record.db"))
    APP.state.shelf = APP.state.jobs.shelf = Shelf(str(copy))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.pages.addresses.socket.getaddrinfo", _unknown)
        yield
    APP.state.shelf.close()


def _unknown(*_: object, **__: object) -> None:
    raise OSError("no such name")


@pytest.mark.parametrize("label", OPERATIONS)
def test_the_interface_is_what_it_says(label) -> None:
    @tries(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=OPERATIONS[label].as_strategy())
    def holds(case) -> None:
        case.call_and_validate(checks=_CHECKS)

    holds()


def test_the_description_names_every_record_that_is_answered(client) -> None:
    described = client.get("/openapi.json").json()
    for name in ("Statement", "Speaker", "Checked", "Finding", "Printed", "Graph", "Row", "Trouble"):
        assert name in described["components"]["schemas"], name
    assert json.dumps(described).count('"description"') > 100
