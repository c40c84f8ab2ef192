"""What is meant for paper, as Chromium prints it."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.people import SEND

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PLACES = range(3)  # as many communities as one may choose: the longest report
DIAGNOSIS = {
    "#role-agent": None,
    **{f"#place-{i}": str(i) for i in PLACES},
    **{f"#band-{i}": "2" for i in PLACES},
}
LAUNCH = {"#aid": "100", "#animation": "60000", "#guarantee": None, "#stop": "30"}
GO_ON = {f"#run-{i}": "go" for i in PLACES}
SCALE = {
    "#opening-whole": None, "#bearer-authority": None, "#contract": "grant", "#indicator-0": "served",
    "#indicator-1": "downloads",
}  # fmt: skip


def decide(page: Page, choices: dict[str, str | None], recruits: dict[str, str]) -> None:
    """Choose, tick and write, and hand the stage in."""
    for field, value in choices.items():
        page.locator(field).check() if value is None else page.locator(field).select_option(value)
    for field, count in recruits.items():
        page.locator(field).fill(count)
    page.locator(SEND).last.click()


def test_the_report_of_the_launch_is_two_pages(browse, copy):
    hugo = browse("hugo")
    session, page = hugo.in_window(copy.whole), hugo.page
    page.goto(f"{session}/exercise/lancez-le-covoiturage")
    decide(page, DIAGNOSIS, {})
    decide(page, LAUNCH, {f"#recruits-{i}": "24" for i in PLACES})
    decide(page, GO_ON, {f"#recruits-{i}": "12" for i in PLACES})
    decide(page, SCALE, {"#recruits": "36"})
    expect(page.locator(".launch-report")).to_contain_text("Ce que la référence a fait autrement")
    for paper in ("A4", "Letter"):
        assert len(PdfReader(BytesIO(page.pdf(format=paper))).pages) == 2
