"""The command line run in this process, on an installation of the test's own."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mooc_tool.cli import main, opening
from mooc_tool.demo.run import environment_of
from mooc_tool.services.tool import Tool
from tests.conftest import House
from tests.worker.post import Post, open_post


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    def failed_with(self, *words: str) -> bool:
        """Whether it ended in a short sentence with these words, and a status that says so."""
        short = len(self.err.strip().splitlines()) <= 4 and "Traceback" not in self.err
        return self.status != 0 and short and all(word in self.err for word in words)


Run = Callable[..., Ran]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Run:
    """Run ``mooc-tool`` with arguments, settings and (in capitals) other variables of the environment; of the
    caller's, no setting and no language is left.
    """
    monkeypatch.setattr(opening.logs, "start", lambda _level: None)  # it would replace pytest's handlers

    def command(*arguments: str, **settings: object) -> Ran:
        with monkeypatch.context() as patch:
            for name in list(opening.os.environ):
                if name.startswith(("MOOC_TOOL_", "LC_")) or name == "LANG":
                    patch.delenv(name)
            for name, value in {"instance": tmp_path / "instance", **settings}.items():
                patch.setenv(name if name.isupper() else f"MOOC_TOOL_{name.upper()}", str(value))
            patch.setattr(sys, "stdin", io.StringIO())
            patch.setattr(sys, "argv", ["mooc-tool", *arguments])
            status = _status(main)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return command


def _status(action: Callable[[], None]) -> int:
    try:
        action()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)  # noqa: T201 - as the interpreter does
            return 1
        return end.code or 0
    return 0


@pytest.fixture
def settled(tool: Tool) -> dict[str, str]:
    """The settings of a prepared installation."""
    names = environment_of(tool.settings)
    return {name.removeprefix("MOOC_TOOL_").lower(): value for name, value in names.items()}


@pytest.fixture
def post(house: House) -> Post:
    """The outbox of a course with one column."""
    return open_post(house)
