"""Takes the pictures of the documentation. Usage: python tools/pictures.py [scene...]

Starts ``mooc-tool demo`` on free ports in a temporary folder, lets three learners and a teacher work there
with Chromium, and writes docs/pictures/<scene>.png. Needs the extra ``test``, Chromium and pdftoppm.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from stage import (
    COURSE,
    EXERCISE,
    SLUG,
    Stage,
    begin_attempt,
    demonstration,
    fill_best,
    fill_first_come,
    hand_in,
    open_file,
    open_framed,
    open_tool,
    save,
    somebody,
)

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--disable-site-isolation-trials",  # else the tool's frame is drawn at another scale
]  # fmt: skip
MOST_BYTES = 250_000
ONE_LEVEL = f"""
[[certification.levels]]
id = "reussite"
titles = {{ fr = "Attestation de réussite", en = "Statement of accomplishment" }}

[certification.levels.rule]
mean = 60
over = ["{SLUG}"]
"""


def main(wanted: list[str]) -> None:
    """Take the pictures ``wanted``, or all."""
    unknown = set(wanted) - {scene.__name__ for scene in SCENES}
    if unknown:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as stage, sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        for prepare in (let_one_exercise_count, let_learners_work, let_teacher_write):
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


def let_one_exercise_count(stage: Stage, browser: Browser) -> None:
    """The teacher publishes a course whose certificate asks for nothing but the exercise that is played."""
    with somebody(stage, browser, "claire") as page:
        open_file(stage, page, "pack.toml")
        text = page.locator("#text")
        text.fill(text.input_value().partition("\n[certification]\n")[0] + ONE_LEVEL)
        save(page)
        page.locator("nav a[href$='/studio']").click()
        page.locator("form[action$='/studio/publish'] button").click()
        page.wait_for_url("**done=published**")


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
        open_file(stage, page, "fr/2-1-")
        text = page.locator("#text")
        text.fill(text.input_value().replace("\n\n", "\n\nUne phrase de plus, pour ce groupe.\n\n", 1))
        save(page)


Scene = Callable[[Stage, Browser, Path], None]


def course_in_lms(stage: Stage, browser: Browser, target: Path) -> None:
    """The course's home page in the LMS's frame."""
    with somebody(stage, browser, "amina") as page:
        open_framed(stage, page, COURSE)
        page.screenshot(path=target)


def unit(stage: Stage, browser: Browser, target: Path) -> None:
    """The top of a unit, in English."""
    with somebody(stage, browser, "emma") as page:
        open_tool(stage, page, COURSE)
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
        open_tool(stage, page, EXERCISE)
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
        open_tool(stage, page, COURSE)
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
        open_tool(stage, page, COURSE)
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
        open_tool(stage, page, COURSE)
        page.locator(f"nav a[href$='/{page_name}']").click()
        page.wait_for_url(f"**/{page_name}")
        page.screenshot(path=target)


def studio(stage: Stage, browser: Browser, target: Path) -> None:
    """A unit's text beside its preview."""
    with somebody(stage, browser, "claire", width=1240, height=760) as page:
        open_file(stage, page, "fr/2-1-")
        page.screenshot(path=target)


def phone(stage: Stage, browser: Browser, target: Path) -> None:
    """The course's home page on a phone."""
    with somebody(stage, browser, "amina", width=360, height=720) as page:
        open_tool(stage, page, COURSE)
        page.screenshot(path=target)


SCENES: tuple[Scene, ...] = (
    course_in_lms, unit, exercise, result, gradebook, certificate, verification, results, report, letters,
    studio, phone,
)  # fmt: skip


if __name__ == "__main__":
    main([name.replace("-", "_") for name in sys.argv[1:]])
