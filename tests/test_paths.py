"""Where things lie: in a checkout, in a wheel, and where an installation writes."""

from pathlib import Path

import pytest

from mooc_tool import paths


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A package that lies in an empty folder, with nothing in the environment."""
    package = tmp_path / "mooc_tool"
    package.mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("MOOC_TOOL_INSTANCE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return package


def test_what_is_shipped_is_there() -> None:
    assert (paths.templates() / "base.html").is_file()
    assert (paths.content() / "economie-collaborative" / "pack.toml").is_file()
    assert paths.static().is_dir()
    assert list(paths.translations().rglob("*.po"))


def test_a_wheel_has_it_inside(nowhere: Path) -> None:
    assert paths.content() == nowhere.parent / "content"
    (nowhere / "_shipped").mkdir()
    assert paths.content() == nowhere / "_shipped" / "content"
    assert paths.templates() == nowhere / "_shipped" / "templates"


def test_the_named_instance_comes_first(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nowhere.parent / "instance").mkdir()
    monkeypatch.setenv("MOOC_TOOL_INSTANCE", "~/there")
    assert paths.instance() == nowhere.parent / "home" / "there"


def test_then_the_checkouts_own(nowhere: Path) -> None:
    (nowhere.parent / "instance").mkdir()
    assert paths.instance() == nowhere.parent / "instance"


def test_a_wheel_never_writes_beside_itself(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nowhere / "_shipped").mkdir()
    (nowhere.parent / "instance").mkdir()
    assert paths.instance() == nowhere.parent / "home" / ".local" / "share" / "mooc-tool"
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert paths.instance() == Path("/data/mooc-tool")
