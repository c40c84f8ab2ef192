"""How letters leave the outbox: leased to one sender, settled by what the platform said."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.records import LetterState, Person, Target
from mooc_tool.services import leasing, posting
from mooc_tool.services.leasing import Outcome
from mooc_tool.services.sessions import Visit
from tests.services.campus import OUT, Campus, platform_row
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


@pytest.mark.usefixtures("line")
def test_a_letter_is_leased_to_one_sender_at_a_time(campus: Campus, amina: Visit, now: datetime) -> None:
    campus.score(amina, OUT, 80)
    assert len(take(campus, now)) == 1
    assert take(campus, now) == []
    assert take(campus, now + leasing.LEASE - SECOND) == []
    (again,) = take(campus, now + leasing.LEASE)
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
def test_a_new_score_while_sending_is_sent_after(campus: Campus, amina: Visit, now: datetime) -> None:
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
    campus: Campus, amina: Visit, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    (first,) = take(campus, now)
    campus.score(amina, OUT, 80, now + SECOND)
    letter = settle(campus, first, now + SECOND, PlatformError("access-refused", words="no"))
    assert (letter.state, letter.platform_code) == (LetterState.WAITING, None)


@pytest.mark.usefixtures("line")
def test_a_sender_that_comes_late_ends_nobody_elses_lease(
    campus: Campus, amina: Visit, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    (late,) = take(campus, now)
    (other,) = take(campus, now + leasing.LEASE)
    after = now + leasing.LEASE + SECOND
    letter = settle(campus, late, after, TryLater("platform-unreachable"))
    assert letter.leased_until == now + 2 * leasing.LEASE
    assert settle(campus, other, after).state is LetterState.SENT


@pytest.mark.usefixtures("line")
def test_a_letter_that_arrived_is_not_refused_by_a_sender_that_comes_late(
    campus: Campus, amina: Visit, now: datetime
) -> None:
    """Two senders, the same bytes: the second one's 409 says that the first was heard."""
    campus.score(amina, OUT, 50)
    (late,) = take(campus, now)
    (other,) = take(campus, now + leasing.LEASE)
    settle(campus, other, now + leasing.LEASE)
    letter = settle(campus, late, now + leasing.LEASE + SECOND, PlatformError("score-superseded", status=409))
    assert (letter.state, letter.platform_code) == (LetterState.SENT, None)


@pytest.mark.usefixtures("line")
def test_a_conflict_at_a_repeat_means_that_it_had_arrived(
    campus: Campus, amina: Visit, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    settle(campus, *take(campus, now), now, TryLater("platform-unreachable"))
    later = now + timedelta(minutes=1)
    (again,) = take(campus, later)
    letter = settle(campus, again, later, PlatformError("score-superseded", status=409))
    assert (letter.state, letter.sent_at) == (LetterState.SENT, later)
    assert letter.platform_code is letter.platform_words is None, "there is nothing to tell"


@pytest.mark.usefixtures("line")
def test_a_conflict_at_the_first_try_is_a_refusal(campus: Campus, amina: Visit, now: datetime) -> None:
    """Somebody else holds a newer score there: the instructor must know."""
    campus.score(amina, OUT, 50)
    refusal = PlatformError("score-superseded", words="newer", status=409)
    letter = settle(campus, *take(campus, now), now, refusal)
    assert (letter.state, letter.platform_words) == (LetterState.REFUSED, "newer")


@pytest.mark.usefixtures("line")
def test_what_is_refused_for_good_waits_for_nobody(campus: Campus, amina: Visit, now: datetime) -> None:
    campus.score(amina, OUT, 50)
    refusal = PlatformError("user-not-gradable", words="w" * 2000, status=400)
    letter = settle(campus, *take(campus, now), now, refusal)
    assert (letter.state, letter.platform_code) == (LetterState.REFUSED, "user-not-gradable")
    assert letter.platform_words == "w" * 500
    assert take(campus, now + timedelta(days=400)) == []


@pytest.mark.usefixtures("line")
def test_what_is_refused_for_now_is_tried_again(campus: Campus, amina: Visit, now: datetime) -> None:
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
    campus: Campus, amina: Visit, now: datetime
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
    campus: Campus, amina: Visit, now: datetime
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
def test_who_is_told_to_slow_down_slows_down(campus: Campus, amina: Visit, now: datetime) -> None:
    """Neither another letter that got through nor a newer score shortens what the platform demands."""
    campus.score(amina, OUT, 50)
    settle(campus, *take(campus, now), now, TryLater("platform-throttled", status=429, after=60))
    with campus.tool.database.writing() as db:
        posting.hasten(db, campus.platform_id, now + SECOND)
    campus.score(amina, OUT, 80, now + SECOND)
    assert take(campus, now + timedelta(seconds=59)) == []
    (letter,) = take(campus, now + timedelta(seconds=60))
    assert letter.score.given == 80


@pytest.mark.usefixtures("line")
def test_the_oldest_letters_go_first(campus: Campus, now: datetime) -> None:
    people = [campus.member(f"learner-{number}") for number in range(3)]
    for minutes, who in zip((2, 0, 1), people, strict=True):
        campus.score(who, OUT, 50, now + timedelta(minutes=minutes))
    later = now + timedelta(minutes=5)
    found = [take(campus, later, 1)[0].score.user for _ in people]
    assert found == ["learner-1", "learner-2", "learner-0"]


@pytest.mark.usefixtures("line")
def test_platforms_with_due_letters_are_named(campus: Campus, amina: Visit, now: datetime) -> None:
    def due(at: datetime) -> list[int]:
        with campus.tool.database.reading() as db:
            return [platform.platform_id for platform in leasing.platforms_due(db, at)]

    assert due(now) == []
    campus.score(amina, OUT, 50)
    assert due(now - SECOND) == []
    assert due(now) == [campus.platform_id]
    settle(campus, *take(campus, now), now)
    assert due(now) == []


@pytest.mark.usefixtures("line")
def test_a_letter_whose_person_was_erased_is_settled_in_silence(
    campus: Campus, amina: Visit, now: datetime
) -> None:
    campus.score(amina, OUT, 50)
    (envelope,) = take(campus, now)
    with campus.tool.database.writing() as db:
        db.delete(db.get_one(Person, amina.person_id))
    with campus.tool.database.writing() as db:
        leasing.settle(db, envelope, Outcome(), now)
    assert campus.letters() == []


@pytest.mark.usefixtures("line")
def test_a_score_written_while_another_is_settled_is_not_lost(
    campus: Campus, amina: Visit, now: datetime
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


def test_letters_of_other_platforms_are_left_alone(campus: Campus, amina: Visit, now: datetime) -> None:
    campus.placement(Target.EXERCISE, OUT)
    campus.score(amina, OUT, 50)
    with campus.tool.database.writing() as db:
        db.add(other := platform_row("https://other.example", now))
        db.flush()
        assert leasing.take(db, other.platform_id, now, 10) == []
    assert replace(*take(campus, now), tries=0).platform.issuer == "https://lms.example"
