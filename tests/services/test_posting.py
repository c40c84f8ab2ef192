"""The outbox: what is written, in which order it is taken, what a settled letter says."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.records import Letter, LetterState, Person, Role, Session, Target
from mooc_tool.services import posting
from mooc_tool.services.posting import Envelope, Outcome
from tests.services.campus import BACK, OUT, ROUND, Campus, platform_row

SECOND = timedelta(seconds=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def amina(campus: Campus) -> Session:
    """A learner."""
    return campus.member("amina")


@pytest.fixture
def line(campus: Campus) -> int:
    """The column of the first exercise."""
    return campus.placement(Target.EXERCISE, OUT)


def take(campus: Campus, now: datetime, limit: int = 10) -> list[Envelope]:
    """Take what is due of the campus's platform."""
    with campus.tool.database.writing() as db:
        return posting.take(db, campus.platform_id, now, limit)


def settle(campus: Campus, envelope: Envelope, now: datetime, error: PlatformError | None = None) -> Letter:
    """Settle; the letter afterwards."""
    with campus.tool.database.writing() as db:
        posting.settle(db, envelope, Outcome(error), now)
        return db.get_one(Letter, envelope.letter_id)


def test_an_exercises_line_shows_its_best_score(campus: Campus, amina: Session, line: int) -> None:
    for points in (40, 90, 70):
        campus.score(amina, OUT, points)
    (letter,) = campus.letters()
    assert (letter.line_id, letter.given, letter.maximum) == (line, 90, 100)
    assert letter.comment == "Aller 90/100"


def test_lines_of_units_and_of_the_course_show_means(campus: Campus, amina: Session) -> None:
    lines = {
        campus.placement(Target.COURSE): 43.33,
        campus.placement(Target.UNIT, "1-1-aller"): 80.0,
        campus.placement(Target.UNIT, "2-1-retour"): 50.0,
    }
    campus.placement(Target.EXERCISE, ROUND)
    campus.score(amina, OUT, 80)
    campus.score(amina, BACK, 50)
    assert {letter.line_id: letter.given for letter in campus.letters()} == lines


def test_a_link_to_what_is_no_more_has_no_letter(campus: Campus, amina: Session) -> None:
    campus.placement(Target.EXERCISE, "gone")
    campus.placement(Target.UNIT, "gone")
    campus.score(amina, OUT, 80)
    assert campus.letters() == []


@pytest.mark.usefixtures("line")
def test_each_person_has_letters_of_their_own(campus: Campus, amina: Session) -> None:
    other = campus.member("bruno")
    campus.score(amina, OUT, 80)
    campus.score(other, OUT, 30)
    assert {letter.person_id: letter.given for letter in campus.letters()} == {
        amina.person_id: 80,
        other.person_id: 30,
    }


@pytest.mark.usefixtures("line")
def test_a_score_that_changes_nothing_sends_nothing(campus: Campus, amina: Session, now: datetime) -> None:
    campus.score(amina, OUT, 80)
    settle(campus, *take(campus, now), now)
    campus.score(amina, OUT, 60, now + SECOND)
    (letter,) = campus.letters()
    assert (letter.version, letter.state) == (1, LetterState.SENT)


@pytest.mark.usefixtures("line")
def test_a_refused_letter_is_stated_again_with_the_next_score(
    campus: Campus, amina: Session, now: datetime
) -> None:
    campus.score(amina, OUT, 80)
    settle(campus, *take(campus, now), now, PlatformError("access-refused", words="no"))
    campus.score(amina, OUT, 60, now + SECOND)
    (letter,) = campus.letters()
    assert (letter.state, letter.given, letter.platform_words) == (LetterState.WAITING, 80, None)


@pytest.mark.usefixtures("line")
def test_timestamps_strictly_increase_whatever_the_clock_does(
    campus: Campus, amina: Session, now: datetime
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
def test_what_is_sent_is_a_full_grade_never_progress(campus: Campus, amina: Session, now: datetime) -> None:
    """Moodle takes a grade away at anything else."""
    campus.score(amina, OUT, 80)
    (envelope,) = take(campus, now)
    score = envelope.score
    assert (score.activity, score.grading) == ("Completed", "FullyGraded")
    assert (score.user, score.given, score.maximum, score.timestamp) == ("amina", 80, 100, now)
    assert score.line_url == "https://lms.example/aller"


@pytest.mark.usefixtures("line")
def test_an_open_attempt_states_nothing(campus: Campus, amina: Session, now: datetime) -> None:
    with campus.tool.database.writing() as db:
        campus.state(db, amina, now)
    assert campus.letters() == []


@pytest.mark.usefixtures("line")
def test_a_letter_is_leased_to_one_sender_at_a_time(campus: Campus, amina: Session, now: datetime) -> None:
    campus.score(amina, OUT, 80)
    assert len(take(campus, now)) == 1
    assert take(campus, now) == []
    assert take(campus, now + posting.LEASE - SECOND) == []
    (again,) = take(campus, now + posting.LEASE)
    assert again.score.timestamp == now, "a repeat says the same"


@pytest.mark.usefixtures("line")
def test_two_workers_never_take_the_same_letter(campus: Campus, now: datetime) -> None:
    for number in range(12):
        campus.score(campus.member(f"learner-{number}"), OUT, 50)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: take(campus, now, 5), range(4)))
    taken = [one.letter_id for each in found for one in each]
    assert len(taken) == len(set(taken))
    taken += [one.letter_id for one in take(campus, now, 12)]
    assert sorted(taken) == sorted({letter.letter_id for letter in campus.letters()})


@pytest.mark.usefixtures("line")
def test_a_new_score_while_sending_is_sent_after(campus: Campus, amina: Session, now: datetime) -> None:
    """It raises the version, and never shortens the running lease."""
    campus.score(amina, OUT, 50)
    (first,) = take(campus, now)
    campus.score(amina, OUT, 80, now + SECOND)
    assert take(campus, now + SECOND) == [], "the first is still under way"
    letter = settle(campus, first, now + 2 * SECOND)
    assert (letter.state, letter.leased_until, letter.sent_at) == (LetterState.WAITING, None, None)
    (second,) = take(campus, now + 2 * SECOND)
    assert (second.version, second.score.given) == (2, 80)
    assert second.score.timestamp > first.score.timestamp
    assert settle(campus, second, now + 3 * SECOND).state is LetterState.SENT


@pytest.mark.usefixtures("line")
def test_a_refusal_of_the_older_score_does_not_touch_the_newer(
    campus: Campus, amina: Session, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    (first,) = take(campus, now)
    campus.score(amina, OUT, 80, now + SECOND)
    letter = settle(campus, first, now + SECOND, PlatformError("access-refused", words="no"))
    assert (letter.state, letter.platform_code) == (LetterState.WAITING, None)


@pytest.mark.usefixtures("line")
def test_a_sender_that_comes_late_ends_nobody_elses_lease(
    campus: Campus, amina: Session, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    (late,) = take(campus, now)
    (other,) = take(campus, now + posting.LEASE)
    after = now + posting.LEASE + SECOND
    letter = settle(campus, late, after, TryLater("platform-unreachable"))
    assert letter.leased_until == now + 2 * posting.LEASE
    assert settle(campus, other, after).state is LetterState.SENT


@pytest.mark.usefixtures("line")
def test_a_letter_that_arrived_is_not_refused_by_a_sender_that_comes_late(
    campus: Campus, amina: Session, now: datetime
) -> None:
    """Two senders, the same bytes: the second one's 409 says that the first was heard."""
    campus.score(amina, OUT, 50)
    (late,) = take(campus, now)
    (other,) = take(campus, now + posting.LEASE)
    settle(campus, other, now + posting.LEASE)
    letter = settle(campus, late, now + posting.LEASE + SECOND, PlatformError("score-superseded", status=409))
    assert (letter.state, letter.platform_code) == (LetterState.SENT, None)


@pytest.mark.usefixtures("line")
def test_a_conflict_at_a_repeat_means_that_it_had_arrived(
    campus: Campus, amina: Session, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    settle(campus, *take(campus, now), now, TryLater("platform-unreachable"))
    later = now + timedelta(minutes=1)
    (again,) = take(campus, later)
    letter = settle(campus, again, later, PlatformError("score-superseded", status=409))
    assert (letter.state, letter.sent_at) == (LetterState.SENT, later)
    assert letter.platform_code is letter.platform_words is None, "there is nothing to tell"


@pytest.mark.usefixtures("line")
def test_a_conflict_at_the_first_try_is_a_refusal(campus: Campus, amina: Session, now: datetime) -> None:
    """Somebody else holds a newer score there: the instructor must know."""
    campus.score(amina, OUT, 50)
    refusal = PlatformError("score-superseded", words="newer", status=409)
    letter = settle(campus, *take(campus, now), now, refusal)
    assert (letter.state, letter.platform_words) == (LetterState.REFUSED, "newer")


@pytest.mark.usefixtures("line")
def test_what_is_refused_for_good_waits_for_nobody(campus: Campus, amina: Session, now: datetime) -> None:
    campus.score(amina, OUT, 50)
    refusal = PlatformError("user-not-gradable", words="w" * 2000, status=400)
    letter = settle(campus, *take(campus, now), now, refusal)
    assert (letter.state, letter.platform_code) == (LetterState.REFUSED, "user-not-gradable")
    assert letter.platform_words == "w" * 500
    assert take(campus, now + timedelta(days=400)) == []


@pytest.mark.usefixtures("line")
def test_what_is_refused_for_now_is_tried_again(campus: Campus, amina: Session, now: datetime) -> None:
    campus.score(amina, OUT, 50)
    later = TryLater("platform-throttled", words="slow down", status=429, after=30)
    letter = settle(campus, *take(campus, now), now, later)
    assert letter.state is LetterState.WAITING
    assert letter.next_try_at >= now + timedelta(seconds=30)
    assert take(campus, now + timedelta(seconds=29)) == []
    (again,) = take(campus, letter.next_try_at)
    assert (again.tries, again.score.timestamp) == (2, now)


@pytest.mark.usefixtures("line")
def test_a_platform_that_does_not_know_the_tool_is_asked_again(
    campus: Campus, amina: Session, now: datetime
) -> None:
    """401 even with a new token says nothing of the score; 403 does."""
    campus.score(amina, OUT, 50)
    unknown = PlatformError("access-refused", words="who are you?", status=401)
    letter = settle(campus, *take(campus, now), now, unknown)
    assert (letter.state, letter.platform_words) == (LetterState.WAITING, "who are you?")
    later = now + timedelta(minutes=1)
    forbidden = PlatformError("access-refused", words="past due", status=403)
    assert settle(campus, *take(campus, later), later, forbidden).state is LetterState.REFUSED


@pytest.mark.usefixtures("line")
def test_a_platform_that_answers_again_gets_its_letters_at_once(
    campus: Campus, amina: Session, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    settle(campus, *take(campus, now), now, TryLater("platform-failing", after=3600))
    with campus.tool.database.writing() as db:
        posting.hasten(db, campus.platform_id + 1, now + SECOND)
    assert take(campus, now + SECOND) == [], "that was another platform"
    with campus.tool.database.writing() as db:
        posting.hasten(db, campus.platform_id, now + SECOND)
    assert len(take(campus, now + SECOND)) == 1


@pytest.mark.usefixtures("line")
def test_the_oldest_letters_go_first(campus: Campus, now: datetime) -> None:
    people = [campus.member(f"learner-{number}") for number in range(3)]
    for minutes, who in zip((2, 0, 1), people, strict=True):
        campus.score(who, OUT, 50, now + timedelta(minutes=minutes))
    later = now + timedelta(minutes=5)
    found = [take(campus, later, 1)[0].score.user for _ in people]
    assert found == ["learner-1", "learner-2", "learner-0"]


@pytest.mark.usefixtures("line")
def test_platforms_with_due_letters_are_named(campus: Campus, amina: Session, now: datetime) -> None:
    def due(at: datetime) -> list[int]:
        with campus.tool.database.reading() as db:
            return posting.platforms_due(db, at)

    assert due(now) == []
    campus.score(amina, OUT, 50)
    assert due(now - SECOND) == []
    assert due(now) == [campus.platform_id]
    settle(campus, *take(campus, now), now)
    assert due(now) == []


@pytest.mark.usefixtures("line")
def test_a_letter_whose_person_was_erased_is_settled_in_silence(
    campus: Campus, amina: Session, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    (envelope,) = take(campus, now)
    with campus.tool.database.writing() as db:
        db.delete(db.get_one(Person, amina.person_id))
    with campus.tool.database.writing() as db:
        posting.settle(db, envelope, Outcome(), now)
    assert campus.letters() == []


def test_scores_written_at_the_same_time_are_both_in_the_mean(campus: Campus, amina: Session) -> None:
    """Two tabs, two exercises: neither answer may be stated without the other."""
    campus.placement(Target.COURSE)
    exercises = (OUT, BACK, ROUND)
    with ThreadPoolExecutor(3) as pool:
        for number in range(1, 5):
            list(pool.map(lambda slug, points=20 * number: campus.score(amina, slug, points), exercises))
    (letter,) = campus.letters()
    assert letter.given == 80.0


@pytest.mark.usefixtures("line")
def test_a_score_written_while_another_is_settled_is_not_lost(
    campus: Campus, amina: Session, now: datetime
) -> None:
    """The new statement ends as waiting, whichever of the two commits first."""
    for round_ in range(10):
        at = now + timedelta(minutes=round_)
        campus.score(amina, OUT, 2 * round_ + 1, at)
        (envelope,) = take(campus, at)
        with ThreadPoolExecutor(2) as pool:
            for done in (
                pool.submit(settle, campus, envelope, at),
                pool.submit(campus.score, amina, OUT, 2 * round_ + 2, at),
            ):
                done.result()
        (letter,) = campus.letters()
        assert (letter.given, letter.state) == (2 * round_ + 2, LetterState.WAITING)
        settle(campus, *take(campus, at + SECOND), at + SECOND)


@given(
    waited=st.timedeltas(timedelta(days=-2), timedelta(days=400)),
    asked=st.none() | st.floats(0, 1e7, allow_nan=False),
)
def test_pauses_stay_within_bounds(waited: timedelta, asked: float | None) -> None:
    pause = posting.pause(waited, asked)
    assert SECOND <= pause <= timedelta(hours=24)
    assert pause >= min(timedelta(seconds=asked or 0), timedelta(hours=24))
    assert pause <= max(timedelta(seconds=2), waited / 10, timedelta(seconds=asked or 0))


def test_an_instructors_own_tries_are_scores_too(campus: Campus, line: int) -> None:
    """Whether they may be graded is the platform's to say, and the instructor reads its words."""
    teacher = campus.member("teacher", Role.INSTRUCTOR)
    campus.score(teacher, OUT, 100)
    assert [letter.line_id for letter in campus.letters()] == [line]


def test_letters_of_other_platforms_are_left_alone(campus: Campus, amina: Session, now: datetime) -> None:
    campus.placement(Target.EXERCISE, OUT)
    campus.score(amina, OUT, 50)
    with campus.tool.database.writing() as db:
        db.add(other := platform_row("https://other.example", now))
        db.flush()
        assert posting.take(db, other.platform_id, now, 10) == []
    assert replace(*take(campus, now), tries=0).platform.issuer == "https://lms.example"
