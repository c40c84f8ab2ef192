"""The tool in processes of its own, to be killed -9 and started again, and an LMS that knows it."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import requests

from mooc_tool.cli.serving import require_free
from mooc_tool.demo.furnishing import furnish
from mooc_tool.demo.run import environment_of
from mooc_tool.demo.serve import Server
from mooc_tool.errors import SettingsError
from mooc_tool.services import library, setting_up
from mooc_tool.services.tool import Tool
from tests.conftest import introduce, settings_of

PATIENCE = 60  # seconds, after which a condition that should have come true is a failure


@dataclass
class Installation:
    """The tool's processes, and a way to kill them."""

    tool: Tool
    environment: dict[str, str]
    stack: ExitStack
    deaths: list[str]

    def __post_init__(self) -> None:
        self.server = self._start("serve")
        self.workers = [self._start("work"), self._start("work")]
        self._draw = random.Random(7)  # noqa: S311 - a repeatable stream is what a test needs
        self._draw.shuffle(self.deaths)

    def _start(self, command: str) -> "subprocess.Popen[bytes]":
        started = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "mooc_tool", command],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.stack.callback(_end, started)
        return started

    def kill_something(self) -> None:
        """Kill -9 a web child (its parent starts another), a worker or the web tier; start it again."""
        what = self.deaths.pop()
        if what == "worker":
            _end(self.workers.pop(0))
            self.workers.append(self._start("work"))
        elif what == "web tier":
            _end(self.server)
            wait_until(self._port_is_free, "the port of the web tier that was killed")
            self.server = self._start("serve")
        else:
            wait_until(lambda: bool(_children(self.server.pid)), "web children")
            os.kill(self._draw.choice(_children(self.server.pid)), signal.SIGKILL)

    def _port_is_free(self) -> bool:
        try:
            require_free(self.tool.settings.host, self.tool.settings.port)
        except SettingsError:
            return False
        return True

    def answers(self) -> bool:
        """Whether the tool serves pages."""
        try:
            return requests.get(self.tool.address("/health"), timeout=5).ok
        except requests.RequestException:
            return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill -9 a process and those that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return sorted(found)


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Return as soon as ``condition`` holds."""
    deadline = time.monotonic() + PATIENCE
    pause = Event()
    while not condition():
        assert time.monotonic() < deadline, f"not within {PATIENCE} s: {what}"
        pause.wait(0.1)


@contextmanager
def running(
    tmp_path: Path, database_url: str, course: dict[str, bytes], deaths: Sequence[str]
) -> Iterator[tuple[Installation, Server]]:
    """The tool in processes of its own, and an LMS that knows it."""
    port = _free_port()
    url = f"http://localhost:{port}"
    tool = Tool.open(
        settings_of(
            tmp_path / "instance", url=url, port=port, database=database_url, threads=2, log_level="ERROR"
        )
    )
    setting_up.upgrade(tool, datetime.now(UTC))
    with tool.database.writing() as db:
        library.store(db, library.DEFAULT_PACK, course, shipped=True, now=datetime.now(UTC))
    with ExitStack() as stack:
        stack.callback(tool.database.close)
        server = stack.enter_context(Server("127.0.0.1", 0, tmp_path / "lms"))
        introduce(tool, server.lms, url)
        furnish(server.lms, tool)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOOC_TOOL_")}
        # compiling kernels is not what is tried here, and takes a fresh installation a minute
        environment = {**kept, **environment_of(tool.settings), "NUMBA_DISABLE_JIT": "1"}
        installation = Installation(tool, environment, stack, list(deaths))
        wait_until(installation.answers, "the first page")
        yield installation, server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
