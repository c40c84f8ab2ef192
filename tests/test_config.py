"""Settings: what is unknown or wrong is named, all at once; secrets are not shown; one secret for all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mooc_tool.config import PREFIX, Settings
from mooc_tool.errors import SettingsError


def refusal(**environ: str) -> SettingsError:
    """What is said of these variables."""
    with pytest.raises(SettingsError) as caught:
        Settings.read({PREFIX + name.upper(): value for name, value in environ.items()})
    return caught.value


def test_every_setting_has_a_default_and_a_description() -> None:
    settings = Settings.read({"PATH": "/bin"})
    assert settings.port == 8000
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert not field.is_required(), name


def test_values_are_read_by_type(tmp_path: Path) -> None:
    given = {"INSTANCE": str(tmp_path), "PORT": "81", "ALLOW_PRIVATE_PLATFORMS": "true", "POOL_SIZE": "3"}
    settings = Settings.read({PREFIX + name: value for name, value in given.items()})
    found = (settings.instance, settings.port, settings.allow_private_platforms, settings.pool_size)
    assert found == (tmp_path, 81, True, 3)


@pytest.mark.parametrize(
    ("name", "near"),
    [("DATABSE", "DATABASE"), ("SECRETS", "SECRET"), ("NAME_DAY", "NAME_DAYS"), ("ZZZ", None)],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, near: str | None) -> None:
    said = refusal(**{name: "x"})
    assert said.code == "setting-unknown"
    hint = f" Did you mean {PREFIX}{near}?" if near else ""
    assert str(said) == f"{PREFIX}{name} is no setting of this tool.{hint}"


def test_all_unknown_names_are_named_at_once() -> None:
    assert len(str(refusal(databse="x", prot="1")).splitlines()) == 2


def test_all_wrong_values_are_named_at_once() -> None:
    said = refusal(port="many", processes="0", url="ftp://x", log_level="LOUD", secret="short")
    assert said.code == "setting-wrong"
    lines = str(said).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        PREFIX + name for name in ("URL", "SECRET", "PORT", "PROCESSES", "LOG_LEVEL")
    ]
    assert "'many'" in str(said)


@pytest.mark.parametrize("name", ["secret", "port"])
def test_what_is_secret_is_not_shown(name: str) -> None:
    said = str(refusal(secret="hunter2", **({} if name == "secret" else {name: "x"})))
    assert "hunter2" not in said
    assert "not shown" in said


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://mooc.example.org", True),
        ("https://mooc.example.org/", True),
        ("https://mooc.example.org/tool", False),
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", True),
        ("http://mooc.example.org", False),
        ("https://mooc.example.org?a=b", False),
        ("https://mooc.example.org#a", False),
        ("mooc.example.org", False),
        ("javascript:alert(1)", False),
    ],
)
def test_the_public_address(url: str, fine: bool) -> None:  # noqa: FBT001 - a table's column
    if fine:
        settings = Settings.read({f"{PREFIX}URL": url})
        assert settings.url == url.rstrip("/")
        assert settings.secure == url.startswith("https:")
    else:
        assert f"{PREFIX}URL" in str(refusal(url=url))


@given(st.dictionaries(st.sampled_from(sorted(Settings.model_fields)), st.text(max_size=30)))
def test_no_value_is_a_crash(environ: dict[str, str]) -> None:
    try:
        code = ""
        Settings.read({PREFIX + name.upper(): value for name, value in environ.items()})
    except SettingsError as error:
        code = error.code
    assert code in {"", "setting-wrong"}


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]  # that is the point


def test_the_database_is_in_the_instance_unless_one_is_named(tmp_path: Path) -> None:
    assert Settings(instance=tmp_path).database_url == f"sqlite:///{tmp_path}/mooc-tool.sqlite3"
    assert Settings(instance=tmp_path, database="postgresql://h/d").database_url == "postgresql://h/d"


def test_the_instance_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path / "a" / "b")
    settings.prepare_instance()
    settings.prepare_instance()
    assert stat.S_IMODE(settings.instance.stat().st_mode) == 0o700
    assert list(settings.instance.iterdir()) == []


def test_an_instance_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(instance=tmp_path / "file" / "instance")
    with pytest.raises(SettingsError, match="MOOC_TOOL_INSTANCE") as caught:
        settings.prepare_instance()
    assert caught.value.code == "instance-unwritable"
    assert str(settings.instance) in str(caught.value)


def test_the_secret_is_the_one_set_else_one_made_once(tmp_path: Path) -> None:
    assert Settings(instance=tmp_path, secret="s" * 32).secret_bytes() == b"s" * 32
    assert list(tmp_path.iterdir()) == []
    made = Settings(instance=tmp_path).secret_bytes()
    assert len(made) == 64
    assert Settings(instance=tmp_path).secret_bytes() == made
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_another_installation_has_another_secret(tmp_path: Path) -> None:
    folders = tmp_path / "a", tmp_path / "b"
    for folder in folders:
        folder.mkdir()
    assert len({Settings(instance=folder).secret_bytes() for folder in folders}) == 2


_ASK = """
import sys
from pathlib import Path
from mooc_tool.config import Settings
settings = Settings(instance=Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(settings.secret_bytes().decode())
"""


def test_processes_that_start_together_share_one_secret(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", _ASK, str(tmp_path)],
            env=dict(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for each in started:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in started:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    said = {each.communicate()[0] for each in started}
    assert len(said) == 1
    assert said == {(tmp_path / "secret").read_text(encoding="ascii") + "\n"}
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_home_folder_and_an_empty_variable_are_understood() -> None:
    settings = Settings.read({"MOOC_TOOL_INSTANCE": "~/courses", "MOOC_TOOL_PORT": ""})
    assert settings.instance == Path.home() / "courses"
    assert settings.port == 8000
