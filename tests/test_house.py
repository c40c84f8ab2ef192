"""The house itself: files short enough to be read in one go."""

from pathlib import Path

import mooc_tool
from mooc_tool import paths

LONGEST = 300  # lines
CODE = {".py", ".js", ".css", ".html"}


def test_no_file_of_code_is_long() -> None:
    package = Path(mooc_tool.__file__).parent
    files = [path for root in (package, paths.templates()) for path in root.rglob("*") if path.suffix in CODE]
    long = {str(path): count for path in files if (count := len(path.read_text().splitlines())) > LONGEST}
    assert len(files) > 500
    assert long == {}
