"""Strangers finish the smallest cases: by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from mooc_tool.services import library, practice
from mooc_tool.services.training import open_training
from tests.browser.demonstration import Copy, Demonstration
from tests.browser.keyboard import give, tab_to
from tests.browser.people import SEND, Someone
from tests.flows.right_stages import Stages, right_stages

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SMALL = pytest.mark.parametrize(
    "slug", ["remplir-les-voitures", "acceptation-differee", "la-bonne-communaute"]
)


def begun(someone: Someone, copy: Copy, slug: str, *, scripts: bool = True) -> Stages:
    """A training at the first level is open; what its forms ask for, rightly."""
    someone.page.goto(f"{someone.demonstration.lms_url}/activities/{copy.whole}/launch?target=window")
    if not scripts:
        someone.page.get_by_role("button", name="Continue").click()
    someone.page.goto(f"{someone.session()}/exercise/{slug}/training/discovery/")
    return answers(someone.demonstration, slug, someone.page.url.rsplit("/", 1)[1])


def answers(demonstration: Demonstration, slug: str, code: str) -> Stages:
    tool = demonstration.tool
    with tool.database.reading() as db:
        content = tool.library.get(db, library.newest_shipped(db).revision_id)
    exercise = practice.exercise_of(content, slug)
    training = open_training(content, exercise, "discovery", code, tool.secret)
    return right_stages(exercise.kind, training.question)


@SMALL
def test_by_keyboard_alone(browse, copy, slug):
    hugo = browse("hugo")
    page = hugo.page
    for _, fields in begun(hugo, copy, slug):
        for field, value in fields.items():
            give(page, field, value)
        tab_to(page, "form[data-frag] > p:last-child button")
        page.keyboard.press("Enter")
        expect(page.locator("#attempt")).to_be_focused()
    expect(page.locator(".result-score")).to_contain_text("100")


@SMALL
def test_without_scripts(browse, copy, slug):
    emma = browse("emma", java_script_enabled=False)
    for _, fields in begun(emma, copy, slug, scripts=False):
        for field, value in fields.items():
            fill_in(emma.page, field, value)
        emma.page.locator(SEND).last.click()
    expect(emma.page.locator(".result-score")).to_contain_text("100")


def fill_in(page: Page, field: str, value: str) -> None:
    page.locator(f"[name='{field}']").first.wait_for()  # of this page, not of the one before
    if page.locator(f"select#{field}").count():
        page.locator(f"#{field}").select_option(value)
    elif page.locator(f"#{field}").count():
        page.locator(f"#{field}").fill(value)
    else:
        page.locator(f"#{field}-{value}").check()
