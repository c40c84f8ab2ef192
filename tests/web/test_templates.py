"""Nothing in a page's template is inline: the content security policy would drop it."""

import re
from pathlib import Path

import pytest

from mooc_tool import paths

PAGES = sorted(path for path in paths.templates().rglob("*.html") if "demo" not in path.parts)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(paths.templates()).as_posix())
def test_nothing_is_inline(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
