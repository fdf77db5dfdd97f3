"""Third-party files are as npm gave them, with their licences; and nothing of the pages is fetched from elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import onrecord.web

STATIC = Path(onrecord.web.__file__).parent / "static"
TEMPLATES = Path(onrecord.web.__file__).parent / "templates"


@pytest.mark.parametrize("folder", [STATIC / "vendor", Path(__file__).parent / "vendor"], ids=["served", "tests"])
def test_vendored_files_are_those_of_the_list(folder) -> None:
    listed = json.loads((folder / "assets.json").read_text(encoding="utf-8"))
    for one in listed:
        assert hashlib.sha256((folder / one["file"]).read_bytes()).hexdigest() == one["sha256"], one["file"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"assets.json"}
    assert there == {one["file"] for one in listed}
    assert {one["package"] for one in listed} == {one["package"] for one in listed if "LICENSE" in one["file"]}


def test_the_list_is_what_the_refresh_script_asks_for(root) -> None:
    script = (root / "scripts" / "refresh-web-assets").read_text(encoding="utf-8")
    for folder in (STATIC / "vendor", Path(__file__).parent / "vendor"):
        for one in json.loads((folder / "assets.json").read_text(encoding="utf-8")):
            assert f'"{one["package"]}": ("{one["version"]}"' in script


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_templates_have_no_inline_script_or_style_and_escape_everything(template) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:|\|\s*safe|autoescape|Markup", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_own_scripts_make_no_markup_of_text() -> None:
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function")
    for script in (STATIC / "own").glob("*.js"):
        assert not markup.search(script.read_text(encoding="utf-8")), script
