"""Takes the pictures of the documentation. Usage: python tools/pictures.py [scene...]

Starts ``mooc-tool demo`` on free ports in a temporary folder, lets three learners and a teacher work there
with Chromium, and writes docs/pictures/<scene>.png. Needs the extra ``test``, Chromium and pdftoppm.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page, sync_playwright
from sqlalchemy import select

from mooc_tool.exercises import play
from mooc_tool.records import Attempt, Database

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--disable-site-isolation-trials",  # else the tool's frame is drawn at another scale
]  # fmt: skip
SCALE = 1.5
MOST_BYTES = 250_000
_COURSE, _EXERCISE = 1, 2  # the activities of the demonstration LMS


def main(wanted: list[str]) -> None:
    """Take the pictures ``wanted``, or all."""
    unknown = set(wanted) - {scene.__name__ for scene in SCENES}
    if unknown:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as stage, sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        for prepare in (let_learners_work, let_teacher_write):
            prepare(stage, browser)
        for scene in SCENES:
            name = scene.__name__
            if not wanted or name in wanted:
                target = PICTURES / f"{name.replace('_', '-')}.png"
                scene(stage, browser, target)
                print(f"{target.stat().st_size // 1000:4d} kB  {target}")  # noqa: T201 - a script's report
        browser.close()
    large = [path.name for path in PICTURES.glob("*.png") if path.stat().st_size > MOST_BYTES]
    if large:
        sys.exit(f"Too large, show less of the page: {', '.join(large)}.")


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


def open_tool(stage: Stage, page: Page, activity: int) -> None:
    """Launch an activity in the whole window."""
    page.goto(f"{stage.lms}/activities/{activity}/launch?target=window")
    page.wait_for_url(f"{stage.tool}/s/**")


def open_framed(stage: Stage, page: Page, activity: int) -> Frame:
    """Launch an activity in the LMS's page; the tool's frame."""
    page.goto(f"{stage.lms}/activities/{activity}")
    page.frame_locator("iframe.tool").locator("main h1").first.wait_for()
    return next(frame for frame in page.frames if frame.name == "tool")


def begin_attempt(stage: Stage, page: Page) -> None:
    """From the launch of the exercise to the answer's form."""
    open_tool(stage, page, _EXERCISE)
    page.locator("form[action$='/attempts'] button").click()
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


def let_learners_work(stage: Stage, browser: Browser) -> None:
    """Three learners play the exercise, with more or less success; one takes the certificate."""
    best = {"hugo": (), "emma": ("kilometres",), "amina": ("pairs", "kilometres")}
    for user, parts in best.items():
        with somebody(stage, browser, user) as page:
            begin_attempt(stage, page)
            fill_best(stage, page, *parts)
            if "pairs" not in parts:
                fill_first_come(page, "pairs")
            hand_in(page)
            if user == "amina":
                page.locator("a[href$='/certificate']").first.click()
                page.locator("form[action$='/certificate'] button").click()
                page.locator("a[href$='.pdf']").first.wait_for()


def let_teacher_write(stage: Stage, browser: Browser) -> None:
    """The teacher begins to change a unit."""
    with somebody(stage, browser, "claire") as page:
        open_unit_file(stage, page)
        text = page.locator("#text")
        text.fill(text.input_value().replace("\n\n", "\n\nUne phrase de plus, pour ce groupe.\n\n", 1))
        page.locator("#studio button.button").first.click()
        page.wait_for_url("**saved=1**")


def open_unit_file(stage: Stage, page: Page) -> None:
    """The studio, on the French text of the first unit."""
    open_tool(stage, page, _COURSE)
    page.locator("a[href$='/studio']").first.click()
    page.locator("a[href*='/studio/file/fr/2-1-']").first.click()
    page.locator("#text").wait_for()


Scene = Callable[[Stage, Browser, Path], None]


def course_in_lms(stage: Stage, browser: Browser, target: Path) -> None:
    """The course's home page in the LMS's frame."""
    with somebody(stage, browser, "amina") as page:
        open_framed(stage, page, _COURSE)
        page.screenshot(path=target)


def unit(stage: Stage, browser: Browser, target: Path) -> None:
    """The top of a unit, in English."""
    with somebody(stage, browser, "emma") as page:
        open_tool(stage, page, _COURSE)
        page.locator("main a[href*='/unit/2-1-']").first.click()
        page.locator("main h1").wait_for()
        page.screenshot(path=target)


def exercise(stage: Stage, browser: Browser, target: Path) -> None:
    """The exercise, half answered, with its map."""
    with somebody(stage, browser, "hugo", height=690) as page:
        begin_attempt(stage, page)
        fill_first_come(page, "pairs")
        page.locator("figure.trip-map").evaluate("figure => figure.scrollIntoView({block: 'start'})")
        page.screenshot(path=target)


def result(stage: Stage, browser: Browser, target: Path) -> None:
    """A marked attempt: criteria, and the improving path in words."""
    with somebody(stage, browser, "emma", height=900) as page:
        open_tool(stage, page, _EXERCISE)
        page.locator("a[href*='/attempt/']").last.click()
        page.locator("#attempt .score, #attempt h1, #attempt").first.wait_for()
        page.locator("#attempt").evaluate("part => part.scrollIntoView({block: 'start'})")
        page.screenshot(path=target)


def gradebook(stage: Stage, browser: Browser, target: Path) -> None:
    """The LMS's gradebook."""
    with somebody(stage, browser, "claire", height=640) as page:
        page.goto(f"{stage.lms}/courses/1/gradebook")
        page.locator("table.grades .number").nth(2).wait_for()
        page.screenshot(path=target)


def certificate(stage: Stage, browser: Browser, target: Path) -> None:
    """The certificate's page."""
    with somebody(stage, browser, "amina") as page, tempfile.TemporaryDirectory() as folder:
        open_tool(stage, page, _COURSE)
        page.locator("a[href$='/certificate']").first.click()
        with page.expect_download() as download:
            page.locator("a[href$='-fr.pdf'], a[href$='.fr.pdf']").first.click()
        document = Path(folder) / "certificate.pdf"
        download.value.save_as(document)
        convert = ["pdftoppm", "-png", "-r", "110", "-singlefile", str(document), str(target.with_suffix(""))]
        subprocess.run(convert, check=True)  # noqa: S603 - our own file


def verification(stage: Stage, browser: Browser, target: Path) -> None:
    """What anybody sees of the certificate."""
    with somebody(stage, browser, "amina", height=640) as page:
        open_tool(stage, page, _COURSE)
        page.locator("a[href$='/certificate']").first.click()
        document = page.locator("a[href$='.pdf']").first.get_attribute("href") or ""
        serial = document.rpartition("/")[2].partition(".")[0]
        page.goto(f"{stage.tool}/verify/{serial}")
        page.screenshot(path=target)


def results(stage: Stage, browser: Browser, target: Path) -> None:
    """The instructor's results."""
    _teaching(stage, browser, target, "results")


def report(stage: Stage, browser: Browser, target: Path) -> None:
    """The certification report."""
    _teaching(stage, browser, target, "report")


def letters(stage: Stage, browser: Browser, target: Path) -> None:
    """The scores sent."""
    _teaching(stage, browser, target, "letters")


def _teaching(stage: Stage, browser: Browser, target: Path, page_name: str) -> None:
    with somebody(stage, browser, "claire", height=760) as page:
        open_tool(stage, page, _COURSE)
        page.locator(f"nav a[href$='/{page_name}']").click()
        page.wait_for_url(f"**/{page_name}")
        page.screenshot(path=target)


def studio(stage: Stage, browser: Browser, target: Path) -> None:
    """A unit's text beside its preview."""
    with somebody(stage, browser, "claire", width=1240, height=760) as page:
        open_unit_file(stage, page)
        page.screenshot(path=target)


def phone(stage: Stage, browser: Browser, target: Path) -> None:
    """The course's home page on a phone."""
    with somebody(stage, browser, "amina", width=360, height=720) as page:
        open_tool(stage, page, _COURSE)
        page.screenshot(path=target)


SCENES: tuple[Scene, ...] = (
    course_in_lms, unit, exercise, result, gradebook, certificate, verification, results, report, letters,
    studio, phone,
)  # fmt: skip


if __name__ == "__main__":
    main([name.replace("-", "_") for name in sys.argv[1:]])
