"""Results printed or derived elsewhere, with their sources; tests reproduce them."""

import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("published.json")


def published(name: str) -> Any:
    """One entry of the table."""
    return json.loads(_FILE.read_text(encoding="utf-8"))[name]
