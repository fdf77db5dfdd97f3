"""The fixtures of `conftest_store` for every test of the store."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conftest_store import another, location, record

__all__ = ["another", "location", "record"]
