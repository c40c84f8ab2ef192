"""What people do with browsers: go back, load again, press twice, come back late, keep an old address."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from mooc_tool.records import Session
from tests.browser.people import SEND, answer_rightly, fill, predict

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_back_after_an_answer_shows_the_mark_and_not_the_form(browse, demonstration, copy):
    amina = browse("amina")
    amina.in_window(copy.exercise)
    page = amina.page
    answer_rightly(page, demonstration.tool)
    page.reload()
    expect(page.locator(".result-score")).to_contain_text("100")
    marked = page.url
    page.go_back()
    expect(page.get_by_role("row", name="100")).to_be_visible()  # the list of tries, with this one's points
    page.goto(marked + "#attempt")
    expect(page.locator(".result-score")).to_contain_text("100")
    expect(page.locator(SEND)).to_have_count(0)


def test_an_answer_sent_twice_from_two_tabs_counts_once(browse, demonstration, copy):
    amina = browse("amina")
    session = amina.in_window(copy.exercise)
    predict(amina.page)
    other = amina.context.new_page()
    other.goto(amina.page.url)
    for page in (amina.page, other):
        fill(page, demonstration.tool)
    amina.page.locator(SEND).dblclick()
    expect(amina.page.locator(".result-score")).to_contain_text("100")
    other.locator(SEND).click()
    expect(other.locator(".result-score")).to_contain_text("100")
    other.goto(f"{session}/exercise/remplir-les-voitures")
    expect(other.get_by_role("rowheader")).to_have_count(1)


def test_an_exercise_opened_again_goes_on_with_the_same_try(browse, copy):
    amina = browse("amina")
    amina.in_window(copy.exercise)
    page = amina.page
    form = page.locator("form[action$='/predict']")
    first = form.get_attribute("action")
    page.reload()
    assert form.get_attribute("action") == first
    predict(page)
    assert first == f"{urlsplit(page.url).path}/predict"
    page.go_back()
    expect(page.locator("[data-plan]")).to_have_count(2)  # the prediction stays made
    assert page.locator("form[action$='/answer']").get_attribute("action") == first[:-7] + "answer"


def test_what_was_typed_is_not_lost_by_leaving(browse, copy):
    amina = browse("amina")
    amina.in_window(copy.exercise)
    page = amina.page
    predict(page)
    page.locator("select").first.select_option(index=1)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_a_session_that_is_over_says_to_open_the_activity_again(browse, demonstration, copy):
    amina = browse("amina")
    frame = amina.in_frame(copy.exercise)
    predict(frame)
    fill(frame, demonstration.tool, most=1)
    with demonstration.tool.database.writing() as db:
        newest = db.scalars(select(Session).order_by(Session.session_id.desc())).first()
        newest.seen_at -= timedelta(hours=3)
    frame.locator(SEND).click()
    expect(frame.get_by_role("heading", level=1)).to_contain_text("session est terminée")
    expect(frame.get_by_text("ouvrez de nouveau l’activité depuis votre cours")).to_be_visible()
    amina.in_frame(copy.exercise)  # the try is still there
    expect(frame.locator("[data-plan]")).to_have_count(2)


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("/s/abc/", "ouvrez de nouveau l’activité depuis votre cours"),
        ("/nothing", "Revenez au cours"),
        ("/lti/launch", "Revenez en arrière"),
        ("/verify/MT-0000-0000-00", "Relisez le numéro"),
    ],
)
def test_an_address_that_leads_nowhere_says_what_to_do(browse, demonstration, path, advice):
    page = browse().page
    page.goto(demonstration.tool_url + path)
    expect(page.get_by_role("main")).to_contain_text(advice)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_a_learner_who_follows_a_teachers_link_is_told(browse, copy):
    hugo = browse("hugo")
    hugo.page.goto(f"{hugo.in_window(copy.whole)}/results")
    expect(hugo.page.get_by_role("main")).to_contain_text("réservée aux enseignants")
