"""Launches into a frame of another site in Chromium, third-party cookies refused: how many end in a session.

``python -m benchmarks.ladder [--launches 50]`` prints, for the cookie path and for the storage path (there
every cookie of the tool is refused in frames), the sessions opened and the time of a launch.
"""

import argparse
import re
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from mooc_tool.services import setting_up
from mooc_tool.services.tool import Tool
from tests.browser.staging import Stage, staged, visiting
from tests.conftest import settings_of


def main() -> None:
    """Run both paths."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--launches", type=int, default=50)
    launches = parser.parse_args().launches
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        prepared = Path(name) / "prepared"
        prepared.mkdir()
        _prepare(prepared)
        for path, refusing in (("cookie", False), ("storage", True)):
            folder = Path(name) / path
            folder.mkdir()
            with (
                staged(prepared, folder) as stage,
                visiting(playwright, stage, folder / "profile", refusing_cookies=refusing) as context,
            ):
                seconds = _launch(context, stage, launches)
                print(f"{path}: {stage.sessions()} of {launches} launches ended in a session")
                print(f"  median {statistics.median(seconds):.2f} s, at most {max(seconds):.2f} s")


def _prepare(folder: Path) -> None:
    tool = Tool.open(settings_of(folder))
    setting_up.upgrade(tool, datetime.now(UTC))
    tool.database.close()


def _launch(context: BrowserContext, stage: Stage, times: int) -> list[float]:
    page, seconds = context.new_page(), []
    for _ in range(times):
        began = time.perf_counter()
        with page.expect_response(re.compile(r"/s/[^/]+/$"), timeout=30_000):
            page.goto(f"{stage.lms.address}/activities/{stage.activity_id}")
        seconds.append(time.perf_counter() - began)
    return seconds


if __name__ == "__main__":
    main()
