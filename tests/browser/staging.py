"""The tool and its LMS on two sites of this machine, in this process, so that a test may change the LMS."""

import json
import logging
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from playwright.sync_api import BrowserContext, Playwright
from sqlalchemy import func, select
from werkzeug.serving import make_server

from mooc_tool.app import create_app
from mooc_tool.demo.furnishing import furnish
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.serve import Server
from mooc_tool.records import Session
from mooc_tool.services.tool import Tool
from tests.conftest import introduce, settings_of

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Stage:
    """What a launch needs: the LMS at 127.0.0.1, the tool at localhost, which is another site."""

    tool: Tool
    tool_url: str
    lms: Lms
    activity_id: int

    def sessions(self) -> int:
        """How many launches have ended in a session."""
        with self.tool.database.reading() as db:
            return db.scalar(select(func.count()).select_from(Session)) or 0


@contextmanager
def staged(prepared: Path, folder: Path) -> Iterator[Stage]:
    """Serve both; ``prepared`` is an instance folder to copy."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://localhost:{port}"
    shutil.copytree(prepared, folder / "instance")
    tool = Tool.open(settings_of(folder / "instance", url=url))
    server = make_server("localhost", port, create_app(tool), threaded=True)
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    try:
        with Server("127.0.0.1", 0) as platform:
            introduce(tool, platform.lms, url)
            furnish(platform.lms, tool)
            yield Stage(tool, url, platform.lms, platform.lms.courses.activities(1)[0].activity_id)
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
        tool.database.close()


@contextmanager
def visiting(
    playwright: Playwright, stage: Stage, profile: Path, *, refusing_cookies: bool = False
) -> Iterator[BrowserContext]:
    """A learner's Chromium with a new profile; it may refuse all the tool's cookies in frames of the LMS."""
    if refusing_cookies:
        blocked = {f"{stage.tool_url},{stage.lms.address}": {"setting": 2}}
        wishes = {"profile": {"content_settings": {"exceptions": {"cookies": blocked}}}}
        (profile / "Default").mkdir(parents=True)
        (profile / "Default" / "Preferences").write_text(json.dumps(wishes), encoding="utf-8")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=shutil.which("chromium"), args=ARGUMENTS, locale="en-GB"
    )
    context.add_cookies([{"name": "demo-lms-person", "value": "amina", "url": stage.lms.address}])
    yield context
    context.close()
