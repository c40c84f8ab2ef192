"""The public names: those that the stub tells type checkers are those that load."""

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import mooc_tool.engine


def test_the_stub_says_what_loads() -> None:
    spec = find_spec("mooc_tool.engine")
    assert spec is not None
    assert spec.origin is not None
    stub = ast.parse(Path(spec.origin).with_suffix(".pyi").read_text(encoding="utf-8"))
    said = {
        alias.name: node.module
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert sorted(said) == mooc_tool.engine.__all__
    for name, module in said.items():
        loaded = getattr(mooc_tool.engine, name)
        assert loaded.__module__ == module
        assert loaded.__doc__


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute nothing"):
        mooc_tool.engine.nothing  # type: ignore[attr-defined] # noqa: B018 - that is the point


def test_a_draw_does_not_load_scipy() -> None:
    code = "import sys; from mooc_tool.engine import Draw, maximum_matching; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own
