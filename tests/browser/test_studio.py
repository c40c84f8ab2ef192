"""The studio: change a text, see what is wrong while typing, publish; and put an exercise in the LMS."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import answer_rightly

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

UNIT = "2-1-remplir-les-voitures"


def test_a_text_is_changed_and_published(browse, copy):
    claire, amina = browse("claire"), browse("amina")
    session, page = claire.in_window(copy.whole), claire.page
    unit = f"{amina.in_window(copy.whole)}/unit/{UNIT}"
    page.get_by_role("link", name="Studio").click()
    page.get_by_role("row", name=UNIT).get_by_role("link").first.click()
    page.wait_for_load_state()
    text = page.locator("#text").input_value()
    line = text.count("\n") + 2
    page.locator("#text").fill(f"{text}\n```exercise\nremplir-les-avions\n```\n")
    expect(page.locator("#problems")).to_contain_text(f"ligne {line}")  # while one types
    expect(page.locator("#problems")).to_contain_text("remplir-les-avions")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url("**saved=1")  # or the next click would go to the page that is being left
    page.get_by_role("link", name="Studio").first.click()
    expect(page.get_by_text("à corriger avant de publier")).to_be_visible()
    page.get_by_role("link", name=f"fr/{UNIT}.md:{line}").click()
    page.wait_for_load_state()

    page.locator("#text").fill(f"{text}\nUne place libre est une place à prendre.\n")
    expect(page.locator("#preview")).to_contain_text("Une place libre est une place à prendre.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Enregistré.")).to_be_visible()
    amina.page.goto(unit)
    expect(amina.page.locator("main")).not_to_contain_text("Une place libre est une place à prendre.")
    page.goto(f"{session}/studio")
    page.get_by_role("button", name="Publier l’édition 2").click()
    expect(page.get_by_role("status").get_by_text("Publié")).to_be_visible()
    amina.page.goto(unit)
    expect(amina.page.locator("main")).to_contain_text("Une place libre est une place à prendre.")


def test_an_exercise_is_put_in_the_course(browse, demonstration, copy):
    claire, hugo = browse("claire"), browse("hugo")
    course = f"{demonstration.lms_url}/courses/{copy.course_id}"
    claire.page.goto(course)
    claire.page.get_by_role("link", name="Ajouter une activité").click()
    frame = claire.tool_frame()
    frame.get_by_role("button", name="Mettre dans le cours").click()
    expect(frame.get_by_role("alert")).to_contain_text("Rien n’a été choisi")
    frame.get_by_role("checkbox", name="Remplir les voitures Exercice").check()
    frame.get_by_role("button", name="Mettre dans le cours").click()
    claire.page.wait_for_url(course)
    made = claire.page.get_by_role("heading", name="Remplir les voitures").last.get_by_role("link")
    activity = int(made.get_attribute("href").rsplit("/", 1)[1])
    assert activity > copy.exercise

    answer_rightly(hugo.in_frame(activity), demonstration.tool)
    expect(hugo.tool_frame().get_by_text("Reçu par le carnet de notes")).to_be_visible()
    claire.page.get_by_role("link", name="Carnet de notes").click()
    grades = claire.page.get_by_role("row", name="Hugo Petit").get_by_role("cell")
    expect(grades.last).to_contain_text("100")
