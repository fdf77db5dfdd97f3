"""The pre-commit hook and the GitHub Action: their definitions are sound, and the action's script runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lint_pages import write

PAGE = "Spicer` told reporters in the hall that it was late.\n"


def test_the_hooks_call_a_verb_that_there_is(root: Path) -> None:
    from onrecord.cli.verbs import VERBS

    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["onrecord-lint", "onrecord-fix"]
    for hook in hooks:
        program, verb, *_ = hook["entry"].split()
        assert (program, hook["language"]) == ("onrecord", "python")
        assert verb in VERBS


def test_no_input_is_pasted_into_a_script(root: Path) -> None:
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    given = set(re.findall(r"inputs\.(\w+)", (root / "action.yml").read_text(encoding="utf-8")))
    assert given == action["inputs"].keys()


@pytest.mark.parametrize(("fail", "code"), [("true", 1), ("false", 0)])
def test_the_script_of_the_action(root: Path, tmp_path: Path, fail: str, code: int) -> None:
    write(tmp_path, "draft.md", PAGE)
    output = write(tmp_path, "output.txt", "")
    binaries = str(Path(sys.executable).parent)
    given = {"PATHS": "draft.md", "SELECT": "PAG03", "SARIF": "log.sarif", "FAIL": fail, "GITHUB_OUTPUT": str(output)}
    ran = subprocess.run(
        [root / "scripts/lint-action"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": f"{binaries}:{os.environ['PATH']}", **given},
    )  # fmt: skip
    assert ran.returncode == code
    assert ran.stdout.startswith("::warning file=draft.md,line=1,endLine=1,col=7,endColumn=8,title=PAG03")
    assert output.read_text(encoding="utf-8") == "findings=1\n"
    assert '"PAG03"' in (tmp_path / "log.sarif").read_text(encoding="utf-8")
    assert not (tmp_path / "onrecord-findings.txt").exists()
