"""A learner in the frame of the LMS, another site for the browser: from the launch to the gradebook."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.cookies import refuse_session_cookie
from tests.browser.people import answer_rightly

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TRY_COOKIES = """() => {
  document.cookie = "plain=1; SameSite=None; Secure";
  document.cookie = "partitioned=1; SameSite=None; Secure; Partitioned";
  return document.cookie;
}"""
TRY_STORAGE = "() => { try { return sessionStorage.length } catch (error) { return error.name } }"


def test_a_score_goes_from_the_frame_to_the_gradebook(browse, demonstration, copy):
    amina = browse()
    amina.page.goto(demonstration.lms_url)
    amina.page.get_by_role("button", name="Amina").click()
    amina.page.goto(f"{demonstration.lms_url}/courses/{copy.course_id}")
    amina.page.get_by_role("link", name="Ouvrir l’activité Remplir les voitures").click()
    frame = amina.tool_frame()
    answer_rightly(frame, demonstration.tool)
    expect(frame.get_by_text("Reçu par le carnet de notes de votre cours")).to_be_visible()
    amina.page.get_by_role("link", name="Mes notes").click()
    grades = amina.page.get_by_role("row", name="Amina Benali").get_by_role("cell")
    expect(grades.filter(has_text=re.compile(r"^\s*100\s*/\s*100"))).to_have_count(1)


def test_the_frame_is_as_high_as_the_page_in_it(browse, copy):
    amina = browse("amina")
    frame = amina.in_frame(copy.whole)
    expect(frame.locator(".bar-nav")).to_be_visible()
    height = frame.locator("body").evaluate("(body) => Math.ceil(body.getBoundingClientRect().height)")
    expect(amina.page.locator("iframe.tool")).to_have_css("height", f"{height}px")


def test_third_party_cookies_are_refused_and_the_session_is_bound_all_the_same(browse, copy):
    amina = browse("amina")
    frame = amina.in_frame(copy.exercise)
    expect(frame.get_by_role("button", name="Retenir ma prédiction")).to_be_visible()
    body = frame.locator("body")
    assert body.evaluate(TRY_COOKIES) == "partitioned=1"
    assert body.evaluate(TRY_STORAGE) == "SecurityError"
    address = body.evaluate("() => location.href")
    kept = [cookie for cookie in amina.context.cookies(address) if cookie["name"] == "__Secure-session"]
    assert [cookie["partitionKey"] for cookie in kept] == ["http://127.0.0.1"]

    stranger = browse().page
    assert stranger.goto(address).status == 401
    expect(stranger.get_by_role("heading", level=1)).to_have_text(
        "Cette adresse appartient à une session ouverte dans un autre navigateur."
    )
    expect(stranger.get_by_text("ouvrez de nouveau l’activité depuis votre cours")).to_be_visible()
    own_tab = amina.context.new_page()  # the cookie belongs to the frame, not to a tab of its own
    assert own_tab.goto(address).status == 401


def test_a_browser_that_keeps_no_cookie_works_by_the_address_alone(browse, demonstration, copy):
    hugo = browse("hugo")
    refuse_session_cookie(hugo.context)
    frame = hugo.in_frame(copy.exercise)
    answer_rightly(frame, demonstration.tool)
    address = frame.locator("body").evaluate("() => location.href")
    assert hugo.context.cookies(address) == []
    assert browse().page.goto(address).status == 200
