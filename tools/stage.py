"""The demonstration as a stage: started in a temporary folder, with people who act in Chromium."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from sqlalchemy import select

from mooc_tool.exercises import play
from mooc_tool.records import Attempt, Database

SCALE = 1.5
COURSE, EXERCISE = "Comprendre l’économie collaborative", "Remplir les voitures"  # activities of the LMS
SLUG = "remplir-les-voitures"
SECRET = f"{31:064}"  # cases are drawn from it: the same people on the same map each time


@dataclass(frozen=True)
class Stage:
    """The demonstration that runs."""

    lms: str
    tool: str
    folder: Path

    def newest_attempt(self) -> Attempt:
        """The attempt opened last."""
        database = Database(f"sqlite:///{self.folder / 'mooc-tool.sqlite3'}")
        with database.reading() as db:
            found = db.scalars(select(Attempt).order_by(Attempt.attempt_id.desc())).first()
        database.close()
        assert found is not None, "no attempt was opened"  # noqa: S101 - the script's own step before
        return found


@contextmanager
def demonstration() -> Iterator[Stage]:
    """Run ``mooc-tool demo`` until the end of the block."""
    tool, lms = _free_ports(2)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "secret").write_text(SECRET, encoding="ascii")
        command = [
            sys.executable, "-m", "mooc_tool", "demo",
            "--port", str(tool), "--lms-port", str(lms), "--folder", folder,
        ]  # fmt: skip
        plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}  # a new folder would have everything compiled anew
        with subprocess.Popen(command, env=plain, stdout=subprocess.PIPE, text=True) as demo:  # noqa: S603 - our own
            try:
                said = iter(demo.stdout or ())
                if not any(line.startswith("Ready.") for line in said):
                    sys.exit("The demonstration did not start.")
                yield Stage(f"http://127.0.0.1:{lms}", f"http://localhost:{tool}", Path(folder))
            finally:
                demo.terminate()
                demo.wait(20)


def _free_ports(number: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@contextmanager
def somebody(
    stage: Stage, browser: Browser, user: str, width: int = 1100, height: int = 720
) -> Iterator[Page]:
    """A window of ``user``, signed in at the LMS."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=SCALE,
        locale="en-GB" if user == "emma" else "fr-FR",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    page = context.new_page()
    page.goto(stage.lms)
    page.locator(f"form[action='/people/{user}'] button").click()
    page.wait_for_url("**/courses/*")
    yield page
    context.close()


def activity_of(stage: Stage, page: Page, title: str) -> str:
    """The address of an activity of the LMS's course."""
    page.goto(f"{stage.lms}/courses/1")
    return stage.lms + (page.locator(".activity h2 a", has_text=title).first.get_attribute("href") or "")


def open_tool(stage: Stage, page: Page, title: str) -> None:
    """Launch an activity in the whole window."""
    page.goto(f"{activity_of(stage, page, title)}/launch?target=window")
    page.wait_for_url(f"{stage.tool}/s/**")


def open_framed(stage: Stage, page: Page, title: str) -> None:
    """Launch an activity in the LMS's page, in a frame."""
    page.goto(activity_of(stage, page, title))
    page.frame_locator("iframe.tool").locator(".bar-nav").wait_for()
    page.wait_for_load_state("networkidle")


def begin_attempt(stage: Stage, page: Page) -> None:
    """From the launch of the exercise to the answer's form: of the first try, or of one more."""
    open_tool(stage, page, EXERCISE)
    again = page.locator("form[action$='/attempts'] button")
    if again.count():
        again.first.click()
    page.locator("form[action$='/predict'] [name=prediction]").fill("8")
    page.locator("form[action$='/predict'] button").first.click()
    page.locator("form[action$='/answer']").wait_for()


def fill_best(stage: Stage, page: Page, *parts: str) -> None:
    """Fill the form with the engine's own plans."""
    attempt = stage.newest_attempt()
    nobody = {part: [-1] * len(attempt.question["passengers"]) for part in ("pairs", "kilometres")}
    solution: Any = play.mark(attempt.kind, attempt.question, None, nobody).solution
    for part in parts:
        for passenger, driver in enumerate(solution[part]["plan"]):
            if driver >= 0:
                page.locator(f"[name={part}-{passenger}]").select_option(str(driver))


def fill_first_come(page: Page, part: str) -> None:
    """Fill a plan as one does at first: each passenger in turn takes the first driver who is still free."""
    taken = {""}
    for choice in page.locator(f"select[name^={part}-]").all():
        open_to = choice.locator("option").evaluate_all("options => options.map(option => option.value)")
        driver = next((value for value in open_to if value not in taken), "")
        taken.add(driver)
        choice.select_option(driver)


def hand_in(page: Page) -> None:
    """Send the answer and wait for its mark."""
    page.locator("form[action$='/answer'] button").last.click()
    page.locator("form[action$='/answer']").wait_for(state="detached")


def open_file(stage: Stage, page: Page, path: str) -> None:
    """The studio, on the file whose path begins so."""
    open_tool(stage, page, COURSE)
    page.locator("nav a[href$='/studio']").click()
    page.locator(f"a[href*='/studio/file/{path}']").first.click()
    page.locator("#text").wait_for()


def save(page: Page) -> None:
    """Keep the draft that the studio shows."""
    page.locator("#studio button.button").first.click()
    page.wait_for_url("**saved=1**")
