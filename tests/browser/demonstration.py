"""The demonstration as its users start it: ``mooc-tool demo`` in a process of its own, on free ports."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Timer

from mooc_tool.demo.browserless import Visitor
from mooc_tool.services.tool import Tool
from tests.conftest import settings_of
from tests.flows.playing import certify_by_this_exercise_alone

START_SECONDS = 150
STOP_SECONDS = 30
_ACTIVITY = re.compile(r'<h2><a href="/activities/(\d+)">([^<]+)</a>')


@dataclass(frozen=True)
class Copy:
    """A course of its own for a test: the activity of the whole course, and the exercise's."""

    course_id: int
    whole: int
    exercise: int


@dataclass
class Demonstration:
    """A running demonstration."""

    tool_url: str
    lms_url: str
    folder: Path
    copies: int = 0

    @cached_property
    def tool(self) -> Tool:
        """The tool's own view of the installation: to compute right answers, and to make sessions old."""
        return Tool.open(settings_of(self.folder, url=self.tool_url))

    def visitor(self, user: str) -> Visitor:
        """Somebody without a browser, for what a test needs beforehand."""
        return Visitor(self.lms_url, user)

    def copy_course(self) -> Copy:
        """Duplicate the course as its teacher: no test sees what another one did."""
        self.copies += 1
        duplicate = {"title": f"Copie {self.copies}"}
        page = self.visitor("claire").follow(f"{self.lms_url}/courses/1/duplicate", duplicate)
        found = {title: int(number) for number, title in _ACTIVITY.findall(page.text)}
        whole = next(iter(found.values()))
        return Copy(int(page.url.rsplit("/", 1)[1]), whole, found["Remplir les voitures"])


@contextmanager
def started(folder: Path) -> Iterator[Demonstration]:
    """Start the demonstration and wait for its word that it is ready; stop it at the end."""
    port, lms_port = _free_port(), _free_port()
    command = [sys.executable, "-m", "mooc_tool", "demo", "--port", str(port), "--lms-port", str(lms_port)]
    # compiling the engine's kernels takes longer than the tests, which need none of them
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    running = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--folder", str(folder)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        _wait_until_ready(running)
        demonstration = Demonstration(f"http://localhost:{port}", f"http://127.0.0.1:{lms_port}", folder)
        certify_by_this_exercise_alone(demonstration.tool)
        yield demonstration
        demonstration.tool.database.close()
    finally:
        running.terminate()
        said, _ = running.communicate(timeout=STOP_SECONDS)
    assert running.returncode == 0, said
    assert said == "", "the demonstration warned of something"


def _wait_until_ready(running: "subprocess.Popen[str]") -> None:
    too_long = Timer(START_SECONDS, running.terminate)
    too_long.start()
    said = []
    for line in running.stdout or ():
        said.append(line)
        if line.startswith("Ready."):
            too_long.cancel()
            return
    too_long.cancel()
    raise AssertionError(f"the demonstration did not start: {''.join(said)}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
