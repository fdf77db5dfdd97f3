"""The shape of the package: who imports whom, how large a file may be, what `import onrecord` costs."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord

PACKAGE = Path(onrecord.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
# A folder imports only from those above it; `reading.py` and `__init__.py` count as folders.
LAYERS = (
    "core", "pages", "attribution", "resolution", "render", "reading", "reuse", "store", "lint", "evaluation",
    "training", "integrations", "cli", "web", "spark", "__init__",
)  # fmt: skip
# A view of a record is loaded only when somebody looks at it.
ALLOWED = {("core", "render")}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60  # lines of its body: a command's options stand in its signature


def layer(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "onrecord"}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("onrecord.")}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_folder_imports_only_from_those_above_it(module: Path) -> None:
    own = layer(module)
    assert own in LAYERS
    for name in imported(ast.parse(module.read_text(encoding="utf-8"))):
        upward = LAYERS.index(name) <= LAYERS.index(own)
        assert upward or (own, name) in ALLOWED, f"{own} imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_fits_in_one_head(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.body[0].lineno < LONGEST_FUNCTION, f"{node.name} is too long"


def test_only_the_tagger_imports_onnx_runtime() -> None:
    imports = re.compile(r"^\s*(import|from) onnxruntime", re.MULTILINE)
    users = [
        path.relative_to(PACKAGE).as_posix() for path in MODULES if imports.search(path.read_text(encoding="utf-8"))
    ]
    assert users == ["attribution/tagger.py", "training/export.py"]  # the second makes the model of a training run


def test_import_is_quick_and_loads_no_heavy_part() -> None:
    code = (
        "import sys, time, json; began = time.perf_counter(); import onrecord; took = time.perf_counter() - began; "
        "print(json.dumps([took, sorted({name.partition('.')[0] for name in sys.modules})]))"
    )
    runs = [json.loads(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(3)]
    heavy = {
        "onnxruntime",
        "numpy",
        "trafilatura",
        "lxml",
        "sqlalchemy",
        "pyspark",
        "fastapi",
        "torch",
        "rich",
        "httpx",
    }
    assert not heavy & set(runs[0][1])
    assert min(took for took, _ in runs) < 0.15


def test_public_names_are_listed_and_documented() -> None:
    homes = [name for names in onrecord._HOMES.values() for name in names]
    assert sorted(homes) == sorted(onrecord.__all__)
    assert onrecord.__all__ == sorted(onrecord.__all__)
    for name in onrecord.__all__:
        assert (getattr(onrecord, name).__doc__ or "").strip(), f"{name} has no docstring"
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        _ = onrecord.reed


def test_no_file_holds_a_path_of_one_machine(root: Path) -> None:
    tracked = subprocess.check_output(["git", "ls-files", "-z"], cwd=root, text=True).split("\0")
    pattern = re.compile(r"/(?:work|farm|root|home/\w+)/\w")
    for name in filter(None, tracked):
        path = root / name
        if path.suffix in {".py", ".md", ".toml", ".json", ".yml", ".txt", ".tsv"} and path.is_file():
            assert not pattern.search(path.read_text(encoding="utf-8", errors="replace")), name
