"""Whatever is set up wrong ends in one clear sentence and a status that is not 0."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from mooc_tool import cli
from mooc_tool.errors import NotFound, ToolError, Unreadable
from tests.cli.conftest import Run


def test_an_unknown_setting_is_named_with_the_nearest(run: Run) -> None:
    assert run("db", "check", databse="x").failed_with("MOOC_TOOL_DATABSE", "MOOC_TOOL_DATABASE?")


def test_wrong_values_are_named(run: Run) -> None:
    assert run("serve", port="many", url="http://far.example").failed_with("MOOC_TOOL_PORT", "MOOC_TOOL_URL")


def test_a_folder_that_cannot_be_written_to_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "instance"
    assert run("db", "upgrade", instance=folder).failed_with(str(folder), "MOOC_TOOL_INSTANCE")


@pytest.mark.parametrize("command", [["serve"], ["work", "--once"], ["audit"], ["platform", "list"]])
def test_a_database_that_is_not_ready_says_what_to_run(run: Run, command: list[str]) -> None:
    assert run(*command).failed_with("mooc-tool db upgrade")


@pytest.mark.parametrize(
    "address",
    ["postgresql+psycopg://nobody:hunter2@127.0.0.1:9/none", "sqlite:////nowhere/at/all.sqlite3"],
)
def test_a_database_that_does_not_answer_is_said(run: Run, address: str) -> None:
    for command in (["db", "upgrade"], ["audit"]):
        ended = run(*command, database=address)
        assert ended.failed_with("database cannot be used", "MOOC_TOOL_DATABASE")
        assert "hunter2" not in ended.err


def test_a_file_that_is_no_database_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100, encoding="utf-8")
    assert run("audit", database=f"sqlite:///{tmp_path}/letter.txt").failed_with("database cannot be used")


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://localhost/x", "postgresql+psycopg2://localhost/x"]
)
def test_an_address_of_no_database_is_said(run: Run, address: str) -> None:
    assert run("db", "upgrade", database=address).failed_with("MOOC_TOOL_DATABASE")


@pytest.mark.parametrize(
    ("command", "remedy"),
    [
        (["serve"], "MOOC_TOOL_PORT"),
        (["demo-lms", "--port", "{port}"], "with --port"),
        (["demo", "--lms-port", "{port}"], "with --lms-port"),
    ],
)
def test_a_port_in_use_is_named(run: Run, settled: dict[str, str], command: list[str], remedy: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run(*(word.format(port=port) for word in command), **{**settled, "port": port})
    assert ended.failed_with(f"Port {port} of 127.0.0.1 cannot be used", remedy)


def test_a_host_that_is_nobodys_is_named(run: Run, settled: dict[str, str]) -> None:
    assert run("serve", **{**settled, "host": "256.256.256.256"}).failed_with("256.256.256.256")


def test_two_ports_are_needed_for_the_demonstration(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    ended = run("demo", "--port", port, "--lms-port", port, "--folder", str(tmp_path / "demo"))
    assert ended.failed_with("two different ports")


def test_a_command_that_is_none_is_said(run: Run) -> None:
    assert run("upgarde").failed_with("No such command", "upgarde")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotFound("person-unknown", person=7), "There is no person 7."),
        (NotFound("consumer-key-unknown", key="fun"), "No platform has the consumer key fun."),
        (Unreadable("consumer-taken", key="fun"), "The consumer key fun is that of a platform"),
    ],
)
def test_codes_have_sentences(
    monkeypatch: pytest.MonkeyPatch, run: Run, error: ToolError, sentence: str
) -> None:
    def gone(**_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "command", gone)
    assert run().failed_with(sentence)


def test_a_bug_is_not_made_into_a_sentence(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    def broken(**_: object) -> None:
        raise IntegrityError("INSERT", {}, ValueError("twice"))

    monkeypatch.setattr(cli, "command", broken)
    with pytest.raises(IntegrityError):
        run()


def test_the_module_runs_as_the_command_does(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "mooc_tool", "db", "check"],
        env={"MOOC_TOOL_INSTANCE": str(tmp_path / "instance"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "mooc-tool db upgrade" in ended.stderr
    assert "Traceback" not in ended.stderr
