"""What is written into the outbox: best scores and means, newer and newer, never progress."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from mooc_tool.errors import PlatformError
from mooc_tool.records import LetterState, Role, Target
from mooc_tool.services.sessions import Visit
from tests.services.campus import BACK, OUT, ROUND, Campus
from tests.services.outbox import SECOND, settle, take


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def amina(campus: Campus) -> Visit:
    """A learner."""
    return campus.member("amina")


@pytest.fixture
def line(campus: Campus) -> int:
    """The column of the first exercise."""
    return campus.placement(Target.EXERCISE, OUT)


def test_an_exercises_line_shows_its_best_score(campus: Campus, amina: Visit, line: int) -> None:
    for points in (40, 90, 70):
        campus.score(amina, OUT, points)
    (letter,) = campus.letters()
    assert (letter.line_id, letter.given, letter.maximum) == (line, 90, 100)
    assert letter.comment == "Aller 90/100"


def test_lines_of_units_and_of_the_course_show_means(campus: Campus, amina: Visit) -> None:
    lines = {
        campus.placement(Target.COURSE): 43.33,
        campus.placement(Target.UNIT, "1-1-aller"): 80.0,
        campus.placement(Target.UNIT, "2-1-retour"): 50.0,
    }
    campus.placement(Target.EXERCISE, ROUND)
    campus.score(amina, OUT, 80)
    campus.score(amina, BACK, 50)
    assert {letter.line_id: letter.given for letter in campus.letters()} == lines


def test_a_link_to_what_is_no_more_has_no_letter(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.EXERCISE, "gone")
    campus.placement(Target.UNIT, "gone")
    campus.score(amina, OUT, 80)
    assert campus.letters() == []


@pytest.mark.usefixtures("line")
def test_each_person_has_letters_of_their_own(campus: Campus, amina: Visit) -> None:
    other = campus.member("bruno")
    campus.score(amina, OUT, 80)
    campus.score(other, OUT, 30)
    assert {letter.person_id: letter.given for letter in campus.letters()} == {
        amina.person_id: 80,
        other.person_id: 30,
    }


@pytest.mark.usefixtures("line")
def test_a_score_that_changes_nothing_sends_nothing(campus: Campus, amina: Visit, now: datetime) -> None:
    campus.score(amina, OUT, 80)
    settle(campus, *take(campus, now), now)
    campus.score(amina, OUT, 60, now + SECOND)
    (letter,) = campus.letters()
    assert (letter.version, letter.state) == (1, LetterState.SENT)


@pytest.mark.usefixtures("line")
def test_a_refused_letter_is_stated_again_with_the_next_score(
    campus: Campus, amina: Visit, now: datetime
) -> None:
    campus.score(amina, OUT, 80)
    settle(campus, *take(campus, now), now, PlatformError("access-refused", words="no"))
    campus.score(amina, OUT, 60, now + SECOND)
    (letter,) = campus.letters()
    assert (letter.state, letter.given, letter.platform_words) == (LetterState.WAITING, 80, None)


@pytest.mark.usefixtures("line")
def test_timestamps_strictly_increase_whatever_the_clock_does(
    campus: Campus, amina: Visit, now: datetime
) -> None:
    """Also within one second, and when the clock is set back."""
    stated = []
    for points, at in enumerate([now, now, now + SECOND / 100, now - timedelta(hours=1), now + 10 * SECOND]):
        campus.score(amina, OUT, 10 * points, at)
        stated.append(campus.letters()[0].stated_at)
    assert all(later - earlier >= SECOND for earlier, later in pairwise(stated))
    assert stated[0] == now
    assert stated[-1] == now + 10 * SECOND, "no further ahead than it must"


@pytest.mark.usefixtures("line")
def test_what_is_sent_is_a_full_grade_never_progress(campus: Campus, amina: Visit, now: datetime) -> None:
    """Moodle takes a grade away at anything else."""
    campus.score(amina, OUT, 80)
    (envelope,) = take(campus, now)
    score = envelope.score
    assert (score.activity, score.grading) == ("Completed", "FullyGraded")
    assert (score.user, score.given, score.maximum, score.timestamp) == ("amina", 80, 100, now)
    assert score.line_url == "https://lms.example/aller"


@pytest.mark.usefixtures("line")
def test_an_open_attempt_states_nothing(campus: Campus, amina: Visit, now: datetime) -> None:
    with campus.tool.database.writing() as db:
        campus.state(db, amina, now)
    assert campus.letters() == []


def test_scores_written_at_the_same_time_are_both_in_the_mean(campus: Campus, amina: Visit) -> None:
    """Two tabs, two exercises: neither answer may be stated without the other."""
    campus.placement(Target.COURSE)
    exercises = (OUT, BACK, ROUND)
    with ThreadPoolExecutor(3) as pool:
        for number in range(1, 5):
            list(pool.map(lambda slug, points=20 * number: campus.score(amina, slug, points), exercises))
    (letter,) = campus.letters()
    assert letter.given == 80.0


def test_an_instructors_own_tries_are_scores_too(campus: Campus, line: int) -> None:
    """Whether they may be graded is the platform's to say, and the instructor reads its words."""
    teacher = campus.member("teacher", Role.INSTRUCTOR)
    campus.score(teacher, OUT, 100)
    assert [letter.line_id for letter in campus.letters()] == [line]
