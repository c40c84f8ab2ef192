"""What documents tell people to type exists."""

import re
import shlex

import click
import pytest

from mooc_tool.cli import command
from mooc_tool.records import migrating

_RUNNERS = {"systemd-run", "uvx", "pipx"}


def test_commands_exist(document):
    for line in _typed(document):
        words = _after_the_program(shlex.split(line.replace("…", "")))
        if words:
            _run_through(words, line)


def test_the_readme_says_how_to_run_a_wheel(root):
    readme = (root / "README.md").read_text("utf-8")
    for runner in ("uvx", "pipx"):
        line = re.search(rf"`({runner} [^`]+)`", readme)
        assert line is not None
        assert _after_the_program(shlex.split(line[1])) == ["demo"]


def test_the_checker_itself_sees_a_wrong_command():
    with pytest.raises(AssertionError):
        _run_through(["platform", "adopt", "1"], "mooc-tool platform adopt 1")
    with pytest.raises(AssertionError):
        _run_through(["platform", "add", "--colour", "red"], "mooc-tool platform add --colour red")


def test_targets_of_make_exist(document, root):
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    typed = [line.split()[1] for line in _typed(document) if line.startswith("make ")]
    assert {*typed, *re.findall(r"`make ([a-z]+)", document.text)} <= targets


def test_the_readme_names_both_commands(root):
    readme = (root / "README.md").read_text("utf-8")
    assert "$ make demo\n$ make test\n" in readme


def _typed(document):
    """The lines that are typed: after a ``$`` in a console fence, and commands written in the text."""
    for fence in document.fences("console"):
        for line in fence.splitlines():
            if line.strip().startswith("$ "):
                yield line.strip().removeprefix("$ ")
    yield from re.findall(r"`((?:\S+/)?mooc-tool [a-z][^`]*)`", document.prose)


def _after_the_program(words: list[str]) -> list[str]:
    """What follows ``mooc-tool`` in a line that runs it, also by way of another program."""
    while words and ("=" in words[0] or words[0] == "sudo"):
        words = words[1:]
    programs = [at for at, word in enumerate(words) if word.rpartition("/")[2] == "mooc-tool"]
    runs_it = programs and (programs[0] == 0 or words[0] in _RUNNERS)
    return words[programs[-1] + 1 :] if runs_it else []


def _run_through(words: list[str], line: str) -> None:
    """Follow ``words`` down the tree of commands and check its options."""
    found: click.Command = command
    while isinstance(found, click.Group) and words:
        assert words[0] in found.commands, f"no such command: {line}"
        found, words = found.commands[words[0]], words[1:]
    options = {name for part in found.params for name in part.opts} | {"--help"}
    unknown = {word.partition("=")[0] for word in words if word.startswith("--")} - options
    assert not unknown, f"no such option: {line}"


def test_the_installation_ends_with_this_versions_tables(root):
    said = (root / "docs/how-to/install-in-an-afternoon.md").read_text("utf-8")
    assert f"ready: tables of version {migrating.head()}\n" in said
