"""Attempts: an instance of one's own, a number of tries, marked once, nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from mooc_tool.errors import Closed, NotFound
from mooc_tool.exercises import play as exercises
from mooc_tool.exercises.kind import Fault
from mooc_tool.exercises.play import Marked, Posed, mark, pose
from mooc_tool.records import Attempt, LetterState, Score, Stage, Target
from mooc_tool.services import practice
from mooc_tool.services.practice import Fields, Standing, Try
from mooc_tool.services.sessions import Visit
from tests.services.campus import BACK, OUT, Campus, right_fields


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def amina(campus: Campus) -> Visit:
    """A learner."""
    return campus.member("amina")


def start(campus: Campus, who: Visit, slug: str = OUT) -> Try:
    """Open an attempt."""
    return campus.open_attempt(who, slug)


def predict(campus: Campus, who: Visit, attempt_id: int, typed: str = "3") -> object:
    """Commit a prediction; the faults."""
    with campus.tool.database.writing() as db:
        return practice.predict(
            db, practice.hold_attempt(db, who, attempt_id), {"prediction": [typed]}
        )


def answer(campus: Campus, who: Visit, attempt_id: int, fields: Fields | None = None) -> object:
    """Answer (rightly, unless ``fields`` say otherwise); the faults."""
    attempt = attempt_of(campus, who, attempt_id)
    given = right_fields(attempt.question) if fields is None else fields
    return practice.answer(campus.tool.database, who, campus.content, attempt, given, campus.now)


def attempt_of(campus: Campus, who: Visit, attempt_id: int) -> Try:
    """An attempt as a request reads it."""
    with campus.tool.database.reading() as db:
        return practice.attempt_of(db, who, attempt_id)


def play(campus: Campus, who: Visit, slug: str = OUT) -> int:
    """A whole attempt, answered rightly."""
    attempt_id = start(campus, who, slug).attempt_id
    assert predict(campus, who, attempt_id) is None
    assert answer(campus, who, attempt_id) is None
    return attempt_id


def standing(campus: Campus, who: Visit, slug: str = OUT) -> Standing:
    """Where somebody stands."""
    with campus.tool.database.reading() as db:
        return practice.standing(db, who, practice.exercise_of(campus.content, slug))


def test_an_instance_hangs_on_the_learner_the_course_the_exercise_and_the_number(campus: Campus) -> None:
    secret, amina, bruno = campus.tool.secret, campus.member("amina"), campus.member("bruno")
    seeds = [
        practice.seed_of(secret, amina, OUT, 1),
        practice.seed_of(secret, bruno, OUT, 1),
        practice.seed_of(secret, amina, BACK, 1),
        practice.seed_of(secret, amina, OUT, 2),
        practice.seed_of(b"another installation", amina, OUT, 1),
    ]
    assert len(set(seeds)) == len(seeds)
    assert practice.seed_of(secret, amina, OUT, 1) == seeds[0]


def test_learners_get_questions_of_their_own(campus: Campus, amina: Visit) -> None:
    first = start(campus, amina)
    assert (first.number, first.stage, first.kind) == (1, Stage.PREDICT, "fill-the-cars")
    assert start(campus, campus.member("bruno")).question != first.question


def test_going_on_finds_the_open_attempt(campus: Campus, amina: Visit) -> None:
    first = start(campus, amina)
    assert start(campus, amina).attempt_id == first.attempt_id
    assert standing(campus, amina).open_attempt is not None
    assert standing(campus, amina).tries_used == 0


def test_a_button_pressed_twice_at_once_opens_one_attempt(campus: Campus, amina: Visit) -> None:
    together = Barrier(4)

    def press(_: int) -> int:
        together.wait()
        return start(campus, amina).attempt_id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(press, range(4)))) == 1


def test_a_question_is_drawn_while_others_may_write(
    campus: Campus, amina: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*asked: Any) -> Posed:
        campus.member("bruno")
        return pose(*asked)

    monkeypatch.setattr(exercises, "pose", meanwhile)
    assert start(campus, amina).number == 1


def test_an_attempt_made_while_the_same_one_is_drawn_stands(
    campus: Campus, amina: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def meanwhile(*asked: Any) -> Posed:
        monkeypatch.undo()
        made.append(play(campus, amina))
        return pose(*asked)

    monkeypatch.setattr(exercises, "pose", meanwhile)
    found = start(campus, amina)
    assert [found.attempt_id] == made
    assert (found.stage, bool(found.question)) == (Stage.MARKED, True)
    assert standing(campus, amina).tries_used == 1


def test_tries_are_counted(campus: Campus, amina: Visit) -> None:
    for used in (1, 2):
        play(campus, amina)
        stands = standing(campus, amina)
        assert (stands.tries_used, stands.is_over, stands.may_start) == (used, used == 2, used < 2)
    with pytest.raises(Closed, match="tries-used"):
        start(campus, amina)
    assert standing(campus, amina).best == 100


def test_an_answer_is_scored_and_stated_in_one_unit(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.EXERCISE, OUT)
    attempt_id = play(campus, amina)
    with campus.tool.database.reading() as db:
        score = db.get_one(Score, attempt_id)
        attempt = db.get_one(Attempt, attempt_id)
    assert (score.points, score.exercise, score.person_id) == (100, OUT, amina.person_id)
    assert (attempt.stage, attempt.answered_at) == (Stage.MARKED, campus.now)
    (letter,) = campus.letters()
    assert (letter.given, letter.state, letter.stated_at) == (100, LetterState.WAITING, campus.now)


def test_a_form_sent_twice_counts_once(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.EXERCISE, OUT)
    attempt_id = play(campus, amina)
    assert answer(campus, amina, attempt_id, {}) is None
    assert predict(campus, amina, attempt_id, "5") is None
    (letter,) = campus.letters()
    assert (letter.version, letter.given) == (1, 100)
    assert standing(campus, amina).tries_used == 1


def test_a_form_sent_twice_at_once_counts_once(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.EXERCISE, OUT)
    attempt_id = start(campus, amina).attempt_id
    predict(campus, amina, attempt_id)
    together = Barrier(4)

    def send(_: int) -> object:
        together.wait()
        return answer(campus, amina, attempt_id)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(4))) == [None] * 4
    with campus.tool.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Score)) == 1
    (letter,) = campus.letters()
    assert letter.version == 1


def test_an_answer_is_marked_while_others_may_write(
    campus: Campus, amina: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt_id = start(campus, amina).attempt_id
    predict(campus, amina, attempt_id)

    def meanwhile(*asked: Any) -> Marked:
        campus.member("bruno")
        return mark(*asked)

    fields = right_fields(attempt_of(campus, amina, attempt_id).question)
    monkeypatch.setattr(exercises, "mark", meanwhile)
    assert answer(campus, amina, attempt_id, fields) is None
    assert standing(campus, amina).best == 100


def test_of_two_answers_at_once_the_first_to_be_written_stands(
    campus: Campus, amina: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are marked before either is written."""
    campus.placement(Target.EXERCISE, OUT)
    attempt_id = start(campus, amina).attempt_id
    predict(campus, amina, attempt_id)
    late = attempt_of(campus, amina, attempt_id)
    right = right_fields(late.question)

    def meanwhile(*asked: Any) -> Marked:
        monkeypatch.undo()
        assert answer(campus, amina, attempt_id, right) is None
        return mark(*asked)

    nobody = {name: [""] for name in right}
    monkeypatch.setattr(exercises, "mark", meanwhile)
    database = campus.tool.database
    assert practice.answer(database, amina, campus.content, late, nobody, campus.now) is None
    kept = attempt_of(campus, amina, attempt_id)
    assert (late.answer, late.stage) == (kept.answer, kept.stage) == (kept.answer, Stage.MARKED)
    assert standing(campus, amina).best == 100
    (letter,) = campus.letters()
    assert (letter.version, letter.given) == (1, 100)


def test_the_prediction_comes_first_and_stays(campus: Campus, amina: Visit) -> None:
    attempt_id = start(campus, amina).attempt_id
    with pytest.raises(Closed, match="prediction-first"):
        answer(campus, amina, attempt_id)
    predict(campus, amina, attempt_id, "3")
    predict(campus, amina, attempt_id, "4")
    with campus.tool.database.reading() as db:
        kept = db.get_one(Attempt, attempt_id)
    assert (kept.prediction, kept.stage) == ({"pairs": 3}, Stage.ANSWER)


@pytest.mark.parametrize("typed", ["", "-1", "many", "99", "1.5"])
def test_a_prediction_that_cannot_be_read_changes_nothing(
    campus: Campus, amina: Visit, typed: str
) -> None:
    attempt_id = start(campus, amina).attempt_id
    faults = predict(campus, amina, attempt_id, typed)
    assert isinstance(faults, tuple)
    assert isinstance(faults[0], Fault)
    with campus.tool.database.reading() as db:
        assert db.get_one(Attempt, attempt_id).stage is Stage.PREDICT


def test_an_answer_that_cannot_be_read_changes_nothing(campus: Campus, amina: Visit) -> None:
    attempt_id = start(campus, amina).attempt_id
    predict(campus, amina, attempt_id)
    faults = answer(campus, amina, attempt_id, {"pairs-0": ["someone"]})
    assert isinstance(faults, tuple)
    assert faults
    with campus.tool.database.reading() as db:
        assert db.get_one(Attempt, attempt_id).stage is Stage.ANSWER
        assert db.get(Score, attempt_id) is None


def test_nobody_reaches_anothers_attempt(campus: Campus, amina: Visit) -> None:
    attempt_id = start(campus, amina).attempt_id
    bruno = campus.member("bruno")
    with campus.tool.database.reading() as db:
        for who, number in ((bruno, attempt_id), (amina, attempt_id + 999)):
            for find in (practice.attempt_of, practice.hold_attempt):
                with pytest.raises(NotFound, match="attempt-unknown"):
                    find(db, who, number)
        elsewhere = amina._replace(course_id=amina.course_id + 1)
        with pytest.raises(NotFound, match="attempt-unknown"):
            practice.attempt_of(db, elsewhere, attempt_id)


def test_the_solution_is_shown_after_the_last_try_only(campus: Campus, amina: Visit) -> None:
    attempt_id = play(campus, amina)
    with campus.tool.database.reading() as db:
        attempt = practice.attempt_of(db, amina, attempt_id)
        before = practice.feedback(db, attempt, last=False)
        after = practice.feedback(db, attempt, last=True)
    assert before["points"] == after["points"] == 100
    assert before["review"] != after["review"]


def test_an_unknown_exercise_is_not_found(campus: Campus) -> None:
    with pytest.raises(NotFound, match="exercise-unknown"):
        practice.exercise_of(campus.content, "nothing")


def test_the_hour_of_a_score_is_the_answers(campus: Campus, amina: Visit, now: datetime) -> None:
    attempt_id = start(campus, amina).attempt_id
    predict(campus, amina, attempt_id)
    campus.now = now + timedelta(hours=2)
    answer(campus, amina, attempt_id)
    with campus.tool.database.reading() as db:
        assert db.get_one(Score, attempt_id).scored_at == now + timedelta(hours=2)
        assert db.get_one(Attempt, attempt_id).started_at == now
