"""The web application under load while pages are added: 0 errors, and nothing lost.

    python benchmarks/web_load.py RECORD PAGES [--connections 64] [--seconds 60]

RECORD is a record (a copy: pages are added to it), PAGES a source that `onrecord add` reads meanwhile. Needs wrk
(apt-get install wrk).
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx
from web_speed import serving

from onrecord.store import Record

_SCRIPT = """
local paths = {%s}
local at = 0
request = function() at = at + 1; return wrk.format("GET", paths[at %% #paths + 1]) end
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("pages")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is not installed (apt-get install wrk)")
    with Record.open(given.record) as record:
        before = len(record.known())
    add = [sys.executable, "-m", "onrecord.cli", "add", given.pages, "--record", str(given.record), "--model", "fast"]
    with serving(given.record) as base, tempfile.TemporaryDirectory() as folder:
        newest = httpx.get(f"{base}/api/search?size=50", timeout=60).json()["rows"]
        paths = ["/", "/search?q=the", "/speakers", "/quotations", *{f"/articles/{row['article']}" for row in newest}]
        script = Path(folder) / "paths.lua"
        script.write_text(_SCRIPT % ", ".join(json.dumps(path) for path in paths), encoding="utf-8")
        adding = subprocess.Popen([*add, "--json"], stdout=subprocess.PIPE, text=True)
        load = [
            wrk,
            "-t2",
            f"-c{given.connections}",
            f"-d{given.seconds}s",
            "--timeout",
            "30s",
            "-s",
            str(script),
            base,
        ]
        told = subprocess.run(load, capture_output=True, text=True, check=True).stdout
        summary = json.loads(adding.communicate()[0].splitlines()[-1])
        print(told)
        errors = re.findall(r"Socket errors:.*|Non-2xx.*", told)
        with Record.open(given.record) as record:
            after = len(record.known())
            findings = record.check() if after < 1_000 else []
    lost = summary["articles"] - (after - before)
    print(f"{summary['articles']} pages added meanwhile, {lost} lost; {len(findings)} findings of `onrecord check`")
    print(f"errors: {'; '.join(errors) or 'none'}")
    if errors or lost or findings:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
