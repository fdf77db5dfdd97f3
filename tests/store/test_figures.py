"""A record's figures, and charts of them."""

from __future__ import annotations

import pytest
from conftest_store import failed, reading
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.core.errors import UsageError
from onrecord.core.statements import Form
from onrecord.store.charts import write_charts
from onrecord.store.figures import by_month

HOSTILE = "</script><script>alert(1)</script>\n<!-- & \x1b[31m"


@pytest.fixture
def filled(record):
    record.add([
        reading('"Open," Ana Ruiz said. A source agreed.', "https://a.example/1", HOSTILE, "2017-02-23",
                ("Open,", "Ana Ruiz", {}), ("A source agreed", None, {"form": Form.INDIRECT})),
        reading('"Shut," Ana Ruiz said.', "https://a.example/1", HOSTILE, "2017-02-24", ("Shut,", "Ana Ruiz", {})),
        reading('"New," Bo Lind said. One agreed.', "b.txt", None, None, ("New,", "Bo Lind", {}),
                ("One agreed", None, {"form": Form.INDIRECT})),
        failed("gone"),
    ])  # fmt: skip
    return record


def test_figures(filled):
    found = filled.figures()
    numbers = (found.articles, found.versions, found.statements, found.speakers, found.failures, found.corrections)
    assert numbers == (2, 3, 3, 2, 1, 0)
    assert found.unnamed == pytest.approx(1 / 3)
    assert found.counted["form"] == {"direct": 2, "indirect": 1}
    assert found.counted["speaker"] == {"": 1, "Ana Ruiz": 1, "Bo Lind": 1}
    assert found.published == {"": 2, "2017-02-24": 1}
    assert list(found.added.values()) == [2]
    assert found.as_json()["kind"] == {"person": 2, "unnamed": 1}


def test_an_empty_record_has_figures(record, location):
    assert record.figures().unnamed == 0.0
    done = CliRunner().invoke(app, ["stats", "--record", location])
    assert done.exit_code == 0
    assert "0 statements" in done.stdout


def test_months():
    assert by_month({"": 3, "2017-02-23": 1, "2017-02-01": 2, "2016-12-31": 4}) == {"2016-12": 4, "2017-02": 3}


@pytest.mark.parametrize(("suffix", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE")])
def test_charts_are_drawn_without_a_network(filled, tmp_path, suffix, begins):
    pytest.importorskip("altair")
    path = tmp_path / f"charts.{suffix}"
    write_charts(filled.figures(), path)
    data = path.read_bytes()
    assert data.lstrip().startswith(begins)
    if suffix != "png":
        assert "Ana Ruiz" in data.decode()
        assert b"</script><script>alert" not in data
    if suffix == "html":
        assert b'src="http' not in data


def test_another_kind_of_file_is_refused(filled, tmp_path):
    with pytest.raises(UsageError, match="a chart is written to"):
        write_charts(filled.figures(), tmp_path / "charts.pdf")


def test_the_verb_draws(filled, location, tmp_path):
    pytest.importorskip("altair")
    done = CliRunner().invoke(app, ["stats", "--plot", str(tmp_path / "c.svg"), "--record", location])
    assert done.exit_code == 0, done.output
    assert "2 pages (1 older versions beside them), 3 statements" in done.stdout
    assert "\x1b" not in done.stdout


def test_failures_are_listed_with_their_reasons(filled, location):
    done = CliRunner().invoke(app, ["failures", "--record", location])
    assert (done.exit_code, done.stdout) == (1, "gone: no such file\n")
    done = CliRunner().invoke(app, ["failures", "--json", "--record", location])
    assert done.stdout == '{"page": "gone", "message": "gone: no such file"}\n'
