"""What became of scores: for the learner the worst news, for the instructor what needs somebody first."""

from datetime import timedelta

import pytest

from mooc_tool.errors import NotFound, PlatformError, TryLater
from mooc_tool.records import Letter, LetterState, Target
from mooc_tool.services import deliveries, leasing
from mooc_tool.services.leasing import Outcome
from mooc_tool.services.sessions import Visit
from tests.services.campus import BACK, OUT, Campus


@pytest.fixture
def amina(campus: Campus) -> Visit:
    """A learner."""
    return campus.member("amina")


def settle(campus: Campus, error: PlatformError | None = None) -> None:
    """Send what is due, with that outcome."""
    with campus.tool.database.writing() as db:
        for envelope in leasing.take(db, campus.platform_id, campus.now, 10):
            leasing.settle(db, envelope, Outcome(error), campus.now)


def state(campus: Campus, who: Visit, slug: str = OUT) -> str:
    """What a learner is told."""
    with campus.tool.database.reading() as db:
        return deliveries.of_exercise(db, who, campus.content.pack, slug).state


def letters(campus: Campus) -> list[deliveries.LetterRow]:
    """What the instructor is shown."""
    with campus.tool.database.reading() as db:
        return deliveries.of_course(db, campus.course_id, campus.content.pack, "en", campus.now)


def test_a_learner_is_told_how_far_a_score_is(campus: Campus, amina: Visit) -> None:
    assert state(campus, amina) == "none"
    campus.placement(Target.EXERCISE, OUT)
    campus.score(amina, OUT, 50)
    assert state(campus, amina) == "waiting"
    settle(campus)
    assert state(campus, amina) == "sent"
    assert state(campus, amina, BACK) == "none"
    assert state(campus, campus.member("bruno")) == "none"


def test_of_several_columns_the_worst_news_counts(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.EXERCISE, OUT)
    campus.score(amina, OUT, 50)
    settle(campus)
    campus.placement(Target.COURSE)
    campus.score(amina, OUT, 40)
    assert state(campus, amina) == "waiting"
    settle(campus, PlatformError("access-refused", words="no"))
    assert state(campus, amina) == "refused"


def test_what_needs_somebody_comes_first(campus: Campus) -> None:
    campus.placement(Target.EXERCISE, OUT)
    refusal = PlatformError("access-refused", words="no")
    for sub, error in (("sent", None), ("refused", refusal), ("waits", None)):
        campus.score(campus.member(sub), OUT, 50)
        if sub != "waits":
            settle(campus, error)
    found = letters(campus)
    assert [row.state for row in found] == ["refused", "waiting", "sent"]
    assert [row.platform_words for row in found] == ["no", "", ""]
    assert [row.next_try_at is None for row in found] == [True, False, True]
    assert found[0].advice_code == "access-refused"
    assert {row.exercise for row in found} == {"ALLER"}
    with campus.tool.database.reading() as db:
        assert deliveries.counts(db, campus.course_id) == {"refused": 1, "waiting": 1, "sent": 1}
        assert set(deliveries.counts(db, campus.course_id + 1).values()) == {0}


def test_of_a_large_course_the_letters_that_need_somebody_are_shown(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    campus.placement(Target.EXERCISE, OUT)
    monkeypatch.setattr(deliveries, "MOST_SHOWN", 3)
    for number in range(5):
        campus.now += timedelta(minutes=1)
        campus.score(campus.member(f"sent-{number}"), OUT, number)
        settle(campus)
    campus.score(campus.member("waits"), OUT, 50)
    assert [(row.state, row.score) for row in letters(campus)] == [("waiting", 50), ("sent", 4), ("sent", 3)]


def test_a_letter_in_somebodys_hands_is_being_sent(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.COURSE)
    campus.score(amina, OUT, 50)
    with campus.tool.database.writing() as db:
        leasing.take(db, campus.platform_id, campus.now, 1)
    (row,) = letters(campus)
    assert (row.state, row.tries, row.exercise) == ("sending", 1, "Small course")
    campus.now += leasing.LEASE
    assert letters(campus)[0].state == "waiting"


def test_a_letter_that_waits_says_why_and_until_when(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.EXERCISE, OUT)
    campus.score(amina, OUT, 50)
    settle(campus, TryLater("platform-throttled", words="slow down", after=90))
    (row,) = letters(campus)
    assert (row.state, row.platform_words) == ("waiting", "slow down")
    assert row.next_try_at is not None
    assert row.next_try_at >= campus.now + timedelta(seconds=90)


def test_sending_again_states_anew(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.EXERCISE, OUT)
    campus.score(amina, OUT, 50)
    settle(campus, PlatformError("access-refused", words="no"))
    (refused,) = campus.letters()
    campus.now += timedelta(hours=1)
    with campus.tool.database.writing() as db:
        deliveries.send_again(db, campus.course_id, refused.letter_id, campus.now)
    (letter,) = campus.letters()
    assert (letter.state, letter.version, letter.stated_at) == (LetterState.WAITING, 2, campus.now)
    settle(campus)
    assert campus.letters()[0].state is LetterState.SENT


def test_nobody_sends_another_courses_letters(campus: Campus, amina: Visit) -> None:
    campus.placement(Target.EXERCISE, OUT)
    campus.score(amina, OUT, 50)
    (letter,) = campus.letters()
    with campus.tool.database.writing() as db:
        for course, number in ((campus.course_id + 1, letter.letter_id), (campus.course_id, 4711)):
            with pytest.raises(NotFound, match="letter-unknown"):
                deliveries.send_again(db, course, number, campus.now)
        assert db.get_one(Letter, letter.letter_id).version == 1
