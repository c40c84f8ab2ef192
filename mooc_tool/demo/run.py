"""``mooc-tool demo``: a small LMS and the tool, on this machine, with the course in place.

The LMS answers on 127.0.0.1 and the tool on localhost: two sites for a browser, so that the tool's frame is
truly a third party's, as it will be in a real LMS.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import requests

from mooc_tool.config import Settings
from mooc_tool.demo.addresses import facts
from mooc_tool.demo.furnishing import furnish, introduce
from mooc_tool.demo.serve import Server, ToolAddress
from mooc_tool.errors import SettingsError
from mooc_tool.services import setting_up
from mooc_tool.services.tool import Tool

LMS_HOST, TOOL_HOST = "127.0.0.1", "localhost"
START_SECONDS = 180  # the first start compiles the engine, where numba is installed
_STOP_SECONDS = 10

Say = Callable[[str], None]


def run(folder: Path, tool_port: int, lms_port: int, say: Say, stop: Event) -> None:
    """Start everything, say where to look, and go on until ``stop``. Raises SettingsError with a sentence."""
    settings = _settings(folder, tool_port, lms_port)
    say(f"The demonstration keeps its data in {settings.instance}")
    tool = Tool.open(settings)
    say("Preparing the database: tables, signing key, course...")
    setting_up.upgrade(tool, datetime.now(UTC))
    say("Starting the demonstration LMS...")
    with ExitStack() as running:
        server = running.enter_context(Server(LMS_HOST, lms_port, settings.instance / "lms"))
        introduce(tool, facts(server.lms, server.lms.tools.register(_address(tool).tool())))
        furnish(server.lms, tool)
        tool.database.close()
        say("Starting the tool and its worker...")
        children = [running.enter_context(_child(name, settings)) for name in ("serve", "work")]
        _wait_until_ready(settings.url, children)
        say("")
        say(f"Ready. Open {server.address}/ in your browser.    (Ctrl-C stops everything.)")
        _watch(children, stop)


def _settings(folder: Path, tool_port: int, lms_port: int) -> Settings:
    if tool_port == lms_port:
        raise SettingsError("ports-equal", "The tool and the LMS need two different ports.")
    return Settings(
        instance=folder,
        url=f"http://{TOOL_HOST}:{tool_port}",
        port=tool_port,
        processes=1,
        institution="Institution de démonstration",
        allow_private_platforms=True,
        log_level="WARNING",
    )


def _address(tool: Tool) -> ToolAddress:
    return ToolAddress(
        name="Comprendre l’économie collaborative",
        login_url=tool.address("/lti/login"),
        launch_url=tool.address("/lti/launch"),
        keyset_url=tool.address("/lti/keys.json"),
        deep_link_url=tool.address("/lti/launch"),
    )


@contextmanager
def _child(command: str, settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MOOC_TOOL_")},
        **environment_of(settings),
    }
    # a session of its own: Ctrl-C reaches this process only, which then stops its children in order
    child = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "mooc_tool", command], env=environment, start_new_session=True
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that give a child process these settings."""
    changed = settings.model_dump(exclude_defaults=True)
    return {f"MOOC_TOOL_{name.upper()}": str(value) for name, value in changed.items()}


def _wait_until_ready(url: str, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        _require_alive(children)
        try:
            if requests.get(f"{url}/health", timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.2)
    raise SettingsError("demo-slow", f"The tool did not answer within {START_SECONDS} seconds.")


def _watch(children: list[subprocess.Popen[bytes]], stop: Event) -> None:
    while not stop.wait(0.5):
        _require_alive(children)


def _require_alive(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is not None:
            raise SettingsError(
                "demo-stopped", "The tool or its worker stopped by itself: its message is above."
            )
