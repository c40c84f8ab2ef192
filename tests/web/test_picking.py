"""The picker through its pages, from the LMS and back."""

import re
from html import unescape

import requests

from tests.web.instructing import Studio, open_studio

LMS = "http://127.0.0.1:8001"
EXERCISE = "exercise/remplir-les-voitures"


def _choose(house) -> Studio:
    visitor = house.visitor("claire")
    return Studio(visitor, visitor.choose(house.client_id))


def _token_on(page: requests.Response) -> str:
    found = re.search(r'name="JWT" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def _return(page: requests.Response, studio: Studio) -> requests.Response:
    found = re.search(r'<form method="post" action="([^"]+)" data-send', page.text)
    assert found, page.text
    return studio.visitor.follow(unescape(found[1]), {"JWT": _token_on(page)})


def test_choosing_puts_an_activity_with_its_column_in_the_lms(house) -> None:
    studio = _choose(house)
    before = {one.activity_id for one in house.lms.courses.activities(1)}
    page = studio.post("pick", choice=EXERCISE)
    assert page.status_code == 200
    assert f"form-action 'self' {LMS}" in page.headers["Content-Security-Policy"]
    assert _return(page, studio).status_code == 200
    (made,) = [one for one in house.lms.courses.activities(1) if one.activity_id not in before]
    assert made.custom["content"] == EXERCISE
    assert set(made.custom) <= {"content", "context_history", "link_history"}
    columns = [item for item in house.lms.line_items.of_course(1) if item.activity_id == made.activity_id]
    assert [(item.label, item.maximum) for item in columns] == [("Remplir les voitures", 100)]
    opened = house.visitor("hugo").launch(made.activity_id)
    assert opened.url.endswith("/exercise/remplir-les-voitures")


def test_the_whole_course_unit_by_unit_in_one_go(house) -> None:
    studio = _choose(house)
    before = {one.activity_id for one in house.lms.courses.activities(1)}
    assert 'value="units"' in studio.get("pick").text
    assert 'value="units"' not in studio.get("pick?week=2").text
    assert _return(studio.post("pick", choice="units"), studio).status_code == 200
    made = [one for one in house.lms.courses.activities(1) if one.activity_id not in before]
    assert len(made) == len({one.custom["content"] for one in made}) > 15
    assert {one.custom["content"].partition("/")[0] for one in made} == {"unit"}


def test_cancelling_puts_nothing_in_the_lms(house) -> None:
    studio = _choose(house)
    before = len(house.lms.courses.activities(1))
    answer = _return(studio.post("pick", choice=EXERCISE, cancel="1"), studio)
    assert answer.status_code == 200
    assert len(house.lms.courses.activities(1)) == before


def test_choosing_nothing_is_said(house) -> None:
    studio = _choose(house)
    page = studio.post("pick")
    assert page.status_code == 422
    assert "Rien n’a été choisi" in page.text


def test_the_search_keeps_what_was_ticked(house) -> None:
    studio = _choose(house)
    page = studio.get(f"pick?words=a+propos&choice={EXERCISE}")
    assert re.search(rf'value="{EXERCISE}" checked', page.text)
    assert "unit/a-propos" in page.text
    assert "Choisi avant cette recherche" in page.text
    assert 'value="course"' not in page.text
    assert studio.get("pick?words=rien+de+tel").status_code == 200
    assert studio.get("pick?week=abc&kind=xyz").status_code == 200
    assert studio.get("pick?choice=unit/inconnue").status_code == 404


def test_the_picker_opens_only_when_the_platform_asked(house) -> None:
    studio = open_studio(house)
    assert studio.get("pick").status_code == 404
    assert studio.post("pick", choice=EXERCISE).status_code == 404


def test_one_choice_where_the_platform_takes_one(house) -> None:
    house.lms.set(multiple=False, line_items=False)
    studio = _choose(house)
    page = studio.get("pick")
    assert 'type="radio"' in page.text
    assert 'type="checkbox"' not in page.text
    assert studio.post("pick", choice="units").status_code == 422
    assert "n’accepte pas ici de colonne" in page.text
