"""Nothing in a page's template is inline: the content security policy would drop it; what is made once for
all pages knows of none of them.
"""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from mooc_tool import paths
from mooc_tool.web import formats

PAGES = sorted(path for path in paths.templates().rglob("*.html") if "demo" not in path.parts)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(paths.templates()).as_posix())
def test_nothing_is_inline(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


READER = Environment(autoescape=True)
READER.filters.update(formats.filters("fr"))
ONCE = sorted({
    name
    for path in PAGES
    for name in re.findall(r'import "([^"]+)" as \w+ -?%\}', path.read_text(encoding="utf-8"))
})
"""Templates that are imported without the page's context: made once a process and language."""


@pytest.mark.parametrize("name", ONCE)
def test_what_is_imported_without_context_needs_none(name: str) -> None:
    read = READER.parse((paths.templates() / name).read_text(encoding="utf-8"))
    own = {each.name for each in read.find_all(nodes.Name) if each.ctx == "store"}
    assert meta.find_undeclared_variables(read) <= own | {"_", "ngettext", "url_for", "language"}
    for node in read.body:
        assert isinstance(node, nodes.Macro | nodes.Import | nodes.Assign | nodes.Output)
        if not isinstance(node, nodes.Macro):
            assert not list(node.find_all(nodes.Call)), "an address, say, would be the first page's"
