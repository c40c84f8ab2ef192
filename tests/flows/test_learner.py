"""A learner, from the LMS to the gradebook and to the certificate."""

from io import BytesIO
from typing import Any

import pytest
import requests
from pypdf import PdfReader
from sqlalchemy import select

from mooc_tool.demo.state.gradebook import Receipt
from mooc_tool.exercises import play
from mooc_tool.exercises.play import Marked, Posed, mark, pose
from mooc_tool.records import Attempt, Certificate, Stage
from mooc_tool.services.auditing import audit
from tests.conftest import House
from tests.flows.playing import (
    action,
    begin,
    certify_by_this_exercise_alone,
    newest_attempt,
    play_exercise,
    right_fields,
)


def _column(house: House, activity: int) -> dict[str, Receipt]:
    """What stands in the gradebook's column of an activity."""
    item = next(each for each in house.lms.line_items.of_course(1) if each.activity_id == activity)
    return house.lms.gradebook.column(item.line_item_id)


def test_the_right_answer_reaches_the_gradebook(house: House) -> None:
    visitor = house.visitor("amina")
    played = play_exercise(house.tool, visitor, visitor.launch(house.exercise_activity))
    assert played.page.status_code == 200
    assert "En route vers le carnet de notes" in played.page.text
    assert house.deliver() == 1
    standing = _column(house, house.exercise_activity)["amina"].score
    assert (standing.given, standing.maximum) == (100, 100)
    assert "Remplir les voitures 100/100" in standing.comment
    assert "Reçu par le carnet de notes" in visitor.visit(played.page.url).text


def test_a_second_try_has_other_data_and_the_best_score_stands(house: House) -> None:
    visitor = house.visitor("hugo")
    page = visitor.launch(house.exercise_activity)
    first = play_exercise(house.tool, visitor, page)
    nobody = {f"{part}-{n}": "" for part in ("pairs", "kilometres") for n in range(8)}
    second = play_exercise(house.tool, visitor, visitor.visit(page.url), nobody)
    house.deliver()
    assert _column(house, house.exercise_activity)["hugo"].score.given == 100
    with house.tool.database.reading() as db:
        questions = [db.get_one(Attempt, each.attempt_id).question for each in (first, second)]
    assert questions[0] != questions[1]


def test_a_page_draws_its_question_while_others_may_write(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def meanwhile(kind: str, *asked: Any) -> Posed:
        with house.tool.database.writing():
            drawn.append(kind)
        return pose(kind, *asked)

    visitor = house.visitor("amina")
    home = visitor.launch(house.course_activity).url.rstrip("/")
    monkeypatch.setattr(play, "pose", meanwhile)
    assert visitor.visit(f"{home}/exercise/la-courbe-en-s").status_code == 200
    assert visitor.follow(f"{home}/exercise/l-audit/attempts", {}).status_code == 200
    assert drawn == ["the-s-curve", "the-audit"]


def test_an_answer_is_marked_while_others_may_write(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = house.visitor("amina")
    page = begin(visitor, visitor.launch(house.exercise_activity))
    page = visitor.follow(action(page, "predict"), {"prediction": "6"})
    fields = right_fields(newest_attempt(house.tool))

    def meanwhile(*asked: Any) -> Marked:
        with house.tool.database.writing():
            return mark(*asked)

    monkeypatch.setattr(play, "mark", meanwhile)
    assert visitor.follow(action(page, "answer"), fields).status_code == 200
    assert newest_attempt(house.tool).stage is Stage.MARKED


def test_two_learners_have_other_data(house: House) -> None:
    questions = []
    for person in ("amina", "emma"):
        visitor = house.visitor(person)
        begin(visitor, visitor.launch(house.exercise_activity))
        questions.append(newest_attempt(house.tool).question)
    assert questions[0] != questions[1]


def test_an_impossible_choice_is_refused_and_nothing_typed_is_lost(house: House) -> None:
    visitor = house.visitor("amina")
    page = begin(visitor, visitor.launch(house.exercise_activity))
    page = visitor.follow(action(page, "predict"), {"prediction": "many"})
    assert page.status_code == 422
    assert 'value="many"' in page.text
    page = visitor.follow(action(page, "predict"), {"prediction": "5"})
    fields = right_fields(newest_attempt(house.tool))
    page = visitor.follow(action(page, "answer"), {**fields, "pairs-0": "77"})
    assert page.status_code == 422
    kept = next(name for name, driver in fields.items() if driver and name != "pairs-0")
    assert f'value="{fields[kept]}" selected' in page.text


def test_a_certificate_is_issued_read_verified_and_audited(house: House) -> None:
    certify_by_this_exercise_alone(house.tool)
    visitor = house.visitor("amina")
    played = play_exercise(house.tool, visitor, visitor.launch(house.exercise_activity))
    home = played.page.url.partition("/attempt/")[0]
    page = visitor.visit(f"{home}/certificate")
    page = visitor.follow(action(page, "certificate"), {"name": "Amina Benali"})
    with house.tool.database.reading() as db:
        certificate = db.scalars(select(Certificate)).one()
        found = audit(db, house.tool.library)
    assert certificate.serial in page.text
    assert (found.attempts, found.certificates, found.differences) == (1, 1, ())
    said = {language: _read(visitor.visit(f"{home}/certificate/{certificate.serial}.{language}.pdf"))
            for language in ("fr", "en")}  # fmt: skip
    assert all("Amina Benali" in text and certificate.serial in text for text in said.values())
    assert said["fr"] != said["en"]
    anybody = house.app.test_client()
    assert "Amina Benali" in anybody.get(f"/verify/{certificate.serial.lower()}").text


def _read(answer: requests.Response) -> str:
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content)).pages[0].extract_text()
