"""What every test shares: where the benchmark data and a throw-away PostgreSQL are, and what may be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The benchmark data beside the checkout, or where ONRECORD_SHARED says. Mark: ``shared``."""
    folder = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no benchmark data at {folder.name}")
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The URL of a PostgreSQL server that tests may fill (``scripts/with-postgres`` starts one)."""
    url = os.environ.get("ONRECORD_TEST_POSTGRES")
    if not url:
        pytest.skip("no PostgreSQL: run the tests under scripts/with-postgres, or set ONRECORD_TEST_POSTGRES")
    return url


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """The same for a whole module that skips itself, except for what `make test` leaves to `make test-all`."""
    report = yield
    if report.outcome == "skipped" and os.environ.get("CI") == "true":
        _, _, reason = report.longrepr
        left_for_later = "the extra [train]" in reason and "not torch" in collector.config.option.markexpr
        if not left_for_later:
            report.outcome = "failed"
            report.longrepr = f"skipped under CI: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Under CI=true nothing is skipped: a skipped test fails, except where the benchmark data can't exist."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        _, _, reason = report.longrepr
        if "no benchmark data" not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped under CI: {reason}"
    return report
