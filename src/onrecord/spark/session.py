"""The Spark session: what it needs is checked first, and said in words that help."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from onrecord.core.errors import ClusterError, MissingExtra

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 17  # the least that Spark 4 runs on
SPARK = 4
ATTEMPTS = 4  # of a task; Spark's own number on a cluster, where `local[N]` has one
_LOCAL = re.compile(r"local(?:\[(\d+|\*)\])?")


def check_environment() -> None:
    """Raises MissingExtra without PySpark, ClusterError for another version than 4 and without Java 17 or later."""
    try:
        found = version("pyspark")
    except PackageNotFoundError:
        raise MissingExtra("reading on Spark needs an optional part: pip install 'onrecord[spark]'") from None
    if int(found.partition(".")[0]) != SPARK:
        raise ClusterError(f"PySpark {found} doesn't fit: version {SPARK} is needed (pip install 'onrecord[spark]')")
    java = _java()
    how = f"install it (Debian, Ubuntu: apt-get install openjdk-{JAVA}-jre-headless) or set JAVA_HOME"
    if java is None:
        raise ClusterError(f"Spark needs Java {JAVA} or later, and there is none: {how}")
    if java < JAVA:
        raise ClusterError(f"Spark needs Java {JAVA} or later, and this is Java {java}: {how}")


def _java() -> int | None:
    """The version of the Java that Spark will start; None without one."""
    home = os.environ.get("JAVA_HOME")
    command = os.path.join(home, "bin", "java") if home else shutil.which("java")  # noqa: PTH118
    try:
        run = subprocess.run([command or "java", "-version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', run.stderr + run.stdout)
    return int(found[1]) if found else None


def start(master: str | None, name: str, settings: dict[str, str] | None = None) -> SparkSession:
    """A session: on ``master``, else on that of ``spark-submit``, else on all cores of this machine.

    In local mode a task is tried again as on a cluster. Raises MissingExtra and ClusterError, as `check_environment`,
    and when the cluster's Spark is another version than PySpark.
    """
    check_environment()
    from pyspark import SparkConf, __version__
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf()
    chosen = master or conf.get("spark.master") or "local[*]"
    if found := _LOCAL.fullmatch(chosen):
        chosen = f"local[{found[1] or 1},{ATTEMPTS}]"
    defaults = {
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "16",
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        # What a step left in memory is taken for smaller than it is; broadcast, it would not fit the driver.
        "spark.sql.autoBroadcastJoinThreshold": "-1",
        "spark.sql.adaptive.autoBroadcastJoinThreshold": "-1",
    }
    for key, value in defaults.items():
        conf.setIfMissing(key, value)
    for key, value in (settings or {}).items():
        conf.set(key, value)
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # none is used
    try:
        session = SparkSession.builder.config(conf=conf).master(chosen).appName(name).getOrCreate()
    except Exception as error:  # what Java raises has no base but Exception
        raise ClusterError(f"Spark could not be started on {chosen}: {_line(error)}") from error
    if session.version.split(".")[:2] != __version__.split(".")[:2]:
        there = session.version
        session.stop()
        raise ClusterError(f"the cluster runs Spark {there} and this is PySpark {__version__}: install PySpark {there}")
    return session


def failed(error: Exception) -> ClusterError:
    """The error of a job that Spark gave up, in one line."""
    return ClusterError(f"the Spark job failed: {_line(error)}")


def _line(error: Any) -> str:  # noqa: ANN401
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"\w+(?:\.\w+)*(?:Error|Exception)\b", line)]
    return " ".join((telling or lines or [type(error).__name__])[-1:])[:500]
