"""An instructor opens a learner's work from the gradebook of the LMS."""

import re

import pytest
from sqlalchemy import update

from mooc_tool.records import Placement, Score
from tests.conftest import TOOL_URL, House
from tests.flows.playing import Played, play_exercise


def item(house: House) -> int:
    return house.lms.line_items.of_course(1, activity_id=str(house.exercise_activity))[0].line_item_id


@pytest.fixture
def played(house: House) -> Played:
    visitor = house.visitor("amina")
    return play_exercise(house.tool, visitor, visitor.launch(house.exercise_activity))


def test_the_gradebook_leads_to_the_learners_work(house: House, played: Played) -> None:
    claire = house.visitor("claire", **{"Accept-Language": "en"})
    page = claire.review(item(house), "amina")
    assert re.search(r"/s/[^/]+/results/\d+$", page.url)
    link = re.search(rf'href="([^"]*/attempts/{played.attempt_id})"', page.text)
    assert link
    attempt = claire.visit(TOOL_URL + link[1])
    assert attempt.status_code == 200
    assert "100<small> / 100</small>" in attempt.text
    assert "Recalculée à partir de la question" in attempt.text


def test_a_score_that_was_tampered_with_is_seen(house: House, played: Played) -> None:
    with house.tool.database.writing() as db:
        db.execute(update(Score).values(points=3))
    claire = house.visitor("claire")
    page = claire.review(item(house), "amina")
    attempt = claire.visit(f"{page.url}/attempts/{played.attempt_id}")
    assert "Recalculée, la note diffère" in attempt.text


def test_somebody_who_was_never_here_leads_to_the_results(house: House) -> None:
    assert house.visitor("claire").review(item(house), "hugo").url.endswith("/results")


def test_a_review_changes_neither_link_nor_column(house: House, played: Played) -> None:
    del played
    with house.tool.database.reading() as db:
        before = db.query(Placement).count()
    house.visitor("claire").review(item(house), "amina")
    with house.tool.database.reading() as db:
        assert db.query(Placement).count() == before


def test_another_ones_attempt_is_not_found(house: House, played: Played) -> None:
    claire = house.visitor("claire")
    page = claire.review(item(house), "amina")
    person_id = int(page.url.rsplit("/", 1)[1])
    wrong = page.url.replace(f"/results/{person_id}", f"/results/{person_id + 1}")
    assert claire.visit(f"{wrong}/attempts/{played.attempt_id}").status_code == 404
    assert claire.visit(f"{page.url}/attempts/{played.attempt_id + 1}").status_code == 404


def test_learners_see_no_reviews(house: House, played: Played) -> None:
    amina = house.visitor("amina")
    session = amina.launch(house.exercise_activity).url.split("/exercise/")[0]
    assert amina.visit(f"{session}/results/1/attempts/{played.attempt_id}").status_code == 403
