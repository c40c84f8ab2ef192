"""axe finds nothing on any page, in either language; nothing sticks out of a narrow screen."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from mooc_tool import paths
from mooc_tool.services import administering, registering
from tests.browser.looks import AXE, NARROW, RUN, TOO_WIDE, Looks
from tests.browser.people import SEND, fill, predict

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

UNIT = "2-1-remplir-les-voitures"
EXERCISE = "remplir-les-voitures"


@pytest.fixture
def looks():
    """Collects what is wrong; at the end nothing may be."""
    found = Looks()
    yield found
    assert found.faults == []


def look_at_all(looks: Looks, page: Page, root: str, paths: list[str]) -> None:
    """Look at one page after another."""
    for path in paths:
        page.goto(root + path)
        looks.at(page, path)


@pytest.mark.parametrize("user", ["amina", "emma"])  # who reads French, and English
def test_pages_of_a_learner(browse, looks, demonstration, copy, user):
    learner = browse(user)
    session, page = learner.in_window(copy.exercise), learner.page
    reading = [f"/unit/{UNIT}", "/week/2", "/"]
    look_at_all(looks, page, session, ["/certificate", *reading, f"/exercise/{EXERCISE}"])
    page.locator("#prediction").fill("many")
    page.locator(SEND).click()
    expect(page.locator(".fault")).to_be_visible()
    looks.at(page, "a prediction to mend")
    page.locator("#prediction").fill("6")
    page.locator(SEND).click()
    expect(page.locator("[data-plan]")).to_have_count(2)
    _crowd_into_one_car(page)
    looks.at(page, "an answer")
    page.locator(SEND).click()
    expect(page.locator(".fault").first).to_be_visible()
    looks.at(page, "an answer to mend")
    fill(page, demonstration.tool)
    page.locator(SEND).click()
    page.locator(".result-score").wait_for()
    page.locator("summary").last.click()
    looks.at(page, "a result")
    look_at_all(looks, page, page.url, ["/paper", "/record"])
    look_at_all(looks, page, session, [f"/exercise/{EXERCISE}", "/", "/certificate"])
    page.locator("[name=name]").fill(" ")
    page.locator("form[action$='/certificate'] button").click()
    looks.at(page, "a name to mend")
    page.locator("[name=name]").fill("Amina Benali")
    page.locator("form[action$='/certificate'] button").click()
    page.locator(".serial").wait_for()
    looks.at(page, "a certificate")
    page.goto(f"{demonstration.tool_url}/verify/{page.locator('.serial').inner_text()}")
    looks.at(page, "a certificate checked")
    course = f"{demonstration.lms_url}/courses/{copy.course_id}"
    look_at_all(looks, page, course, ["", "/gradebook", "/nothing"])


def test_every_exercise_fits_a_telephone(browse, copy):
    """The questions of every exercise that one may train on, where there is least room."""
    learner = browse("hugo", viewport=NARROW)
    session, page = learner.in_window(copy.whole), learner.page
    folder = paths.content() / "economie-collaborative" / "exercises"
    faults = {}
    for slug in sorted(path.stem for path in folder.glob("*.toml")):
        page.goto(f"{session}/exercise/{slug}/training/standard/")
        page.evaluate(AXE)
        faults[slug] = [*page.evaluate(RUN, []), *([wide] if (wide := page.evaluate(TOO_WIDE)) else [])]
    assert {slug: found for slug, found in faults.items() if found} == {}


def _crowd_into_one_car(page: Page) -> None:
    """Choose for every passenger the driver whom most of them could go with: the car is then too full."""
    lists = page.locator("[data-plan=pairs] select")
    offered = lists.locator("option").evaluate_all("(all) => all.map((one) => one.value).filter(Boolean)")
    driver = max(offered, key=offered.count)
    for one in lists.filter(has=page.locator(f"option[value='{driver}']")).all():
        one.select_option(driver)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_of_an_instructor(browse, looks, copy, language):
    learner = browse("hugo")
    learner.in_window(copy.exercise)
    predict(learner.page)
    learner.page.locator(SEND).click()
    learner.page.locator(".result-score").wait_for()
    claire = browse("claire")
    session, page = claire.in_window(copy.whole), claire.page
    if language == "en":
        page.get_by_role("button", name="English").click()
    paths = ["/", "/results", "/members", "/letters", "/report", "/quizzes", "/studio"]
    look_at_all(looks, page, session, paths)
    page.goto(f"{session}/results")
    page.locator("th a").first.click()
    page.wait_for_url("**/results/*")
    looks.at(page, "one learner")
    page.locator("th a").first.click()
    page.wait_for_url("**/attempts/*")
    looks.at(page, "an attempt looked at again")
    look_at_all(looks, page, session, ["/studio/file/pack.toml", f"/studio/file/{language}/{UNIT}.md"])
    page.locator("#text").fill("# Page\n\n```exercise\nnone\n```\n")
    expect(page.locator("#problems li").first).to_be_visible()
    looks.at(page, "a text to mend")
    page.locator("button:not([formaction])").last.click()
    page.wait_for_url("**saved=1")
    look_at_all(looks, page, session, ["/studio", f"/unit/{UNIT}", "/certificate"])


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_public_pages(browse, looks, demonstration, locale):
    page = browse(locale=locale).page
    paths = ["/", "/accessibilite", "/donnees-personnelles"]
    paths += ["/verify", "/verify/MT-0000-0000-00", "/badges/issuer"]
    errors = ["/nothing", "/s/abc/", "/lti/login?iss=https://nobody.example&login_hint=1"]
    look_at_all(looks, page, demonstration.tool_url, paths + errors)


def test_pages_of_the_platform(browse, looks, demonstration, copy):
    claire = browse("claire")
    course, activity = f"/courses/{copy.course_id}", f"/activities/{copy.whole}"
    paths = ["/courses", course, f"{course}/gradebook", f"{course}/sent", "/tools", activity]
    look_at_all(looks, claire.page, demonstration.lms_url, paths)


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_pages_of_an_administrator(browse, looks, demonstration, locale):
    page = browse(locale=locale).page
    page.goto(f"{demonstration.tool_url}/lti/login?iss=https://nobody.example&login_hint=1")
    with demonstration.tool.database.writing() as db:
        code = administering.make_link(db, datetime.now(UTC))
    page.goto(f"{demonstration.tool_url}/admin/enter/{code}")
    looks.at(page, "the entrance")
    page.locator("main form button").click()
    page.wait_for_url("**/admin/")
    looks.at(page, "how the tool stands")
    page.goto(f"{demonstration.tool_url}/admin/?reference=deadbeef")
    looks.at(page, "no such launch")
    page.locator("form.options input[name=anonymous]").check()
    page.locator("form.options button").click()
    expect(page.locator("form.options input[name=anonymous]")).to_be_checked()
    page.locator("form.options input[name=anonymous]").uncheck()
    page.locator("form.options button").click()
    with demonstration.tool.database.writing() as db:
        invite = registering.invite(db, datetime.now(UTC), accept=False)
    page.goto(f"{demonstration.tool_url}/lti/register/{invite}")
    looks.at(page, "an address that a platform opens")
    page.goto(f"{demonstration.tool_url}/register/{invite}")
    looks.at(page, "the form for addresses")
    page.locator("main form button").last.click()
    looks.at(page, "addresses to mend")
