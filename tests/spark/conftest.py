"""A Spark session for the tests of this folder, and archives to read with it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "pages"))

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Loaded by every Python process of the workers: a page with this word in it kills the process that parses it.
POISON = """
import os
import sys
from importlib.machinery import PathFinder


class _Poison:
    def find_spec(self, name, path=None, target=None):
        if name != "onrecord.reading":
            return None
        spec = PathFinder.find_spec(name, path)
        execute = spec.loader.exec_module

        def poisoned(module):
            execute(module)
            parse = module.parse

            def deadly(capture, options):
                if b"POISON" in capture.data:
                    os.kill(os.getpid(), 9)
                return parse(capture, options)

            module.parse = deadly

        spec.loader.exec_module = poisoned
        return spec


sys.meta_path.insert(0, _Poison())
"""


@pytest.fixture(scope="session")
def spark_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session of two cores on this machine."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java: run the tests under scripts/with-java")
    pytest.importorskip("pyspark")
    from onrecord.spark.session import start

    folder = tmp_path_factory.mktemp("poison")
    (folder / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    settings: dict[str, Any] = {
        "spark.executorEnv.PYTHONPATH": str(folder),
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.codegen.wholeStage": "false",  # compiling takes longer than the little data
        "spark.sql.adaptive.enabled": "false",
        "spark.default.parallelism": "2",
    }
    session = start("local[2]", "tests", settings)
    yield session
    session.stop()
