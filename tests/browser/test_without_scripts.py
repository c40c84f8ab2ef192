"""Everything but the drawing on the map works without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import SEND, fill, reload_until_seen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_exercise_in_the_frame(browse, demonstration, copy):
    emma = browse("emma", java_script_enabled=False)
    frame = emma.in_frame(copy.exercise)
    frame.get_by_role("button", name="Continue").click()
    frame.locator("#prediction").fill("many")
    frame.locator(SEND).click()
    expect(frame.get_by_text("Write a whole number")).to_be_visible()
    expect(frame.locator("#prediction")).to_have_value("many")
    frame.locator("#prediction").fill("6")
    frame.locator(SEND).click()
    fill(frame, demonstration.tool)
    frame.locator(SEND).click()
    expect(frame.locator(".result-score")).to_contain_text("100")
    emma.page.goto(f"{demonstration.lms_url}/courses/{copy.course_id}")
    reload_until_seen(emma.page, emma.page.get_by_text("Your grade"))


def test_the_studio(browse, demonstration, copy):
    claire = browse("claire", java_script_enabled=False)
    page = claire.page
    page.goto(f"{demonstration.lms_url}/activities/{copy.whole}/launch?target=window")
    page.get_by_role("button", name="Continuer").click()
    page.goto(f"{claire.session()}/studio/file/fr/a-propos.md")
    text = page.locator("#text").input_value()
    page.locator("#text").fill(f"{text}\n\nUne ligne de plus.\n")
    page.get_by_role("button", name="Aperçu").click()
    expect(page.locator("#preview")).to_contain_text("Une ligne de plus.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Enregistré.")).to_be_visible()


def test_a_word_opens_its_meaning_in_the_text(browse, demonstration, copy):
    emma = browse("emma", java_script_enabled=False)
    page = emma.page
    page.goto(f"{demonstration.lms_url}/activities/{copy.whole}/launch?target=window")
    page.get_by_role("button", name="Continue").click()
    page.goto(f"{emma.session()}/unit/3-5-densite")
    meaning = page.locator("#term-masse-critique")
    expect(meaning).to_be_hidden()
    page.locator("#use-masse-critique").click()
    expect(meaning).to_be_in_viewport()
    meaning.locator(".back").click()
    expect(meaning).to_be_hidden()
