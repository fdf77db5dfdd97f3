"""Every code that pages may give is documented."""

import re
from pathlib import Path


def test_every_code_is_in_problems(root: Path):
    documented = set(re.findall(r"`([a-z-]+)`", (root / "docs/problems.md").read_text(encoding="utf-8")))
    used: set[str] = set()
    for path in sorted((root / "src/onrecord/pages").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'\bcode="([a-z-]+)"', source)) | set(re.findall(r'Problem\(\s*"([a-z-]+)"', source))
    assert len(used) > 10
    assert used <= documented
