"""The audit: nothing differs, and whatever was changed behind the tool's back is found."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from mooc_tool.records import Attempt, Certificate, Score, Stage
from mooc_tool.services import auditing, certifying, practice
from mooc_tool.services.auditing import Audit
from mooc_tool.services.sessions import Visit
from tests.services.campus import BACK, OUT, ROUND, Campus, right_fields


@pytest.fixture
def amina(campus: Campus) -> Visit:
    """A learner whose three exercises are marked and who is certified."""
    who = campus.member("amina")
    for slug in (OUT, BACK, ROUND):
        opened = campus.open_attempt(who, slug)
        with campus.tool.database.writing() as db:
            attempt = practice.hold_attempt(db, who, opened.attempt_id)
            practice.predict(db, attempt, {"prediction": ["3"]})
        fields = right_fields(attempt.question)
        practice.answer(campus.tool.database, who, campus.content, attempt, fields, campus.now)
    with campus.tool.database.writing() as db:
        certifying.issue(db, who, campus.content, "Amina Diallo", campus.tool.settings, campus.now)
    return who


def audit(campus: Campus) -> Audit:
    """Recompute all."""
    with campus.tool.database.reading() as db:
        return auditing.audit(db, campus.tool.library)


def test_nothing_differs(campus: Campus, amina: Visit) -> None:
    assert amina.person_id
    assert audit(campus) == Audit(3, 1, ())


def test_an_empty_house_has_nothing_to_say(campus: Campus) -> None:
    assert audit(campus) == Audit(0, 0, ())


def test_an_open_attempt_is_no_business_of_an_audit(campus: Campus, amina: Visit) -> None:
    campus.open_attempt(amina, BACK)
    assert audit(campus) == Audit(3, 1, ())


def _fewer_options(attempt: Attempt, _: Score) -> None:
    attempt.question["options"] = [[] for _ in attempt.question["options"]]


def _another_answer(attempt: Attempt, _: Score) -> None:
    assert attempt.answer is not None
    attempt.answer["pairs"] = [-1] * len(attempt.answer["pairs"])


def _more_points(_: Attempt, score: Score) -> None:
    score.points -= 1


def _other_details(_: Attempt, score: Score) -> None:
    score.marked["criteria"][0]["earned"] += 1


def _before_a_field_was_added(_: Attempt, score: Score) -> None:
    score.marked["solution"].popitem()


def _no_answer(attempt: Attempt, _: Score) -> None:
    attempt.answer = None


def _no_question(attempt: Attempt, _: Score) -> None:
    attempt.question = {"nonsense": True}


PLANTED: dict[str, tuple[Callable[[Attempt, Score], None], set[str]]] = {
    "question": (_fewer_options, {"question"}),
    "answer": (_another_answer, {"points"}),
    "points": (_more_points, {"points", "scores"}),
    "details": (_other_details, {"mark"}),
    "no answer": (_no_answer, {"answer"}),
    "no question": (_no_question, {"question"}),
}


@pytest.mark.parametrize(("plant", "found"), PLANTED.values(), ids=PLANTED)
def test_a_planted_change_is_found(
    campus: Campus, amina: Visit, plant: Callable[[Attempt, Score], None], found: set[str]
) -> None:
    attempt = planted(campus, amina, plant)
    differences = audit(campus).differences
    assert {one.what for one in differences} == found
    assert any(f"attempt {attempt.attempt_id} " in one.key for one in differences)
    assert all(one.stored != one.recomputed for one in differences)


def test_a_mark_from_before_a_field_was_added_is_the_same(campus: Campus, amina: Visit) -> None:
    planted(campus, amina, _before_a_field_was_added)
    assert audit(campus) == Audit(3, 1, ())


def planted(campus: Campus, amina: Visit, plant: Callable[[Attempt, Score], None]) -> Attempt:
    """The learner's first attempt at the way out, with its record or its score changed."""
    with campus.tool.database.writing() as db:
        found_first, *_ = practice.standing(
            db, amina, practice.exercise_of(campus.content, OUT)
        ).attempts
        db.expunge_all()
        attempt = db.get_one(Attempt, found_first.attempt_id)
        score = db.get_one(Score, attempt.attempt_id)
        plant(attempt, score)
        _note(attempt, "question"), _note(attempt, "answer"), _note(score, "marked")
    return attempt


def _note(row: Any, column: str) -> None:
    flag_modified(row, column)


def test_a_score_that_vanished_is_found(campus: Campus, amina: Visit) -> None:
    with campus.tool.database.writing() as db:
        db.execute(delete(Score).where(Score.person_id == amina.person_id, Score.exercise == OUT))
    differences = audit(campus).differences
    assert {one.what for one in differences} == {"score", "scores"}


def test_a_score_for_an_attempt_that_is_not_marked_is_looked_at_too(campus: Campus, amina: Visit) -> None:
    with campus.tool.database.writing() as db:
        taken, *_ = practice.standing(db, amina, practice.exercise_of(campus.content, OUT)).attempts
        attempt = db.get_one(Attempt, taken.attempt_id)
        attempt.stage, attempt.answer = Stage.ANSWER, None
    assert {one.what for one in audit(campus).differences} == {"answer"}


def test_a_certificate_beyond_its_scores_is_found(campus: Campus, amina: Visit) -> None:
    with campus.tool.database.writing() as db:
        row = certifying.of_person(db, amina.course_id, amina.person_id, "reussite")
        assert isinstance(row, Certificate)
        row.attested = {**row.attested, "scores": {OUT: 10, BACK: 10, ROUND: 10}}
    (difference,) = audit(campus).differences
    assert (difference.what, difference.stored) == ("rule", "met")


def test_better_scores_later_are_no_difference(campus: Campus, amina: Visit) -> None:
    with campus.tool.database.writing() as db:
        row = certifying.of_person(db, amina.course_id, amina.person_id, "reussite")
        assert row is not None
        row.attested = {**row.attested, "scores": {OUT: 60, BACK: 60, ROUND: 60}}
    assert audit(campus).differences == ()
