"""LTI 1.1 from the launch to the gradebook, and the move to 1.3 with all that people did."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from mooc_tool.demo.browserless import Visitor
from mooc_tool.demo.state.consumers import Consumer
from mooc_tool.demo.state.faults import FaultPlan
from mooc_tool.records import Course, LegacyNonce, Letter, LetterState, Line, Person, Platform, Score
from mooc_tool.services import legacy
from tests.conftest import TOOL_URL, House
from tests.flows.playing import play_exercise

KEY, SECRET = "fun-mooc", "a secret of both sides"


@pytest.fixture
def platform_id(house: House, now) -> int:
    """The LMS, registered by LTI 1.1 and let in."""
    with house.tool.database.writing() as db:
        made = legacy.register(db, KEY, SECRET, "FUN", "generic", house.tool.secret, now)
        legacy.let_launch(db, made.platform_id, may=True)
    house.lms.consumers.register(Consumer(KEY, SECRET, f"{TOOL_URL}/lti/1.1/launch"))
    return made.platform_id


@pytest.fixture
def refusals(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The codes of the launches that were refused so far."""
    caplog.set_level("INFO", "mooc_tool.web.failures")
    return lambda: [record.code for record in caplog.records if record.message == "refused"]


def play(house: House, user: str) -> Visitor:
    """Somebody comes by LTI 1.1 and solves the exercise."""
    visitor = house.visitor(user)
    page = visitor.launch_by_legacy(house.exercise_activity, KEY)
    assert page.status_code == 200
    assert "100" in play_exercise(house.tool, visitor, page).page.text
    return visitor


def count(house: House, table: type) -> int:
    """How many rows there are."""
    with house.tool.database.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def grade(house: House, user: str) -> float | None:
    """What stands in the exercise's column."""
    (item,) = house.lms.line_items.of_course(1, activity_id=str(house.exercise_activity))
    standing = house.lms.gradebook.standing(item.line_item_id, user)
    return standing.score.given if standing else None


@pytest.mark.usefixtures("platform_id")
def test_a_score_reaches_the_gradebook(house):
    play(house, "amina")
    assert house.deliver() == 1
    assert grade(house, "amina") == 100


def test_it_is_off_until_it_is_let_in(house, platform_id, refusals):
    with house.tool.database.writing() as db:
        legacy.let_launch(db, platform_id, may=False)
    answer = house.visitor("amina").launch_by_legacy(house.exercise_activity, KEY)
    assert (answer.status_code, refusals()) == (400, ["legacy-off"])
    assert count(house, Person) == count(house, LegacyNonce) == 0


@pytest.mark.usefixtures("platform_id")
def test_a_launch_is_taken_once(house, refusals):
    visitor = house.visitor("amina")
    posting = visitor._posting(
        visitor.visit(f"{visitor.lms_address}/activities/{house.exercise_activity}/legacy-launch/{KEY}")
    )
    assert visitor.visit(*posting).status_code == 303
    for somebody in (visitor, house.visitor("hugo")):
        assert somebody.visit(*posting).status_code == 400
    assert visitor.visit(posting[0], {**posting[1], "user_id": "old-hugo"}).status_code == 400
    assert refusals() == ["launch-replayed", "launch-replayed", "oauth-signature"]
    assert (count(house, Person), count(house, LegacyNonce)) == (1, 1)


def test_the_platforms_faults_lose_no_score(house, platform_id):
    house.lms.faults.set(
        FaultPlan(error_before=0.2, error_after=0.2, cut_before=0.1, cut_after=0.1, html=0.2, seed=3)
    )
    play(house, "amina")
    for _ in range(40):
        with house.tool.database.writing() as db:
            for letter in db.scalars(select(Letter)):
                letter.next_try_at = letter.stated_at
            db.get_one(Platform, platform_id).rests_until = None
        house.deliver()
    assert grade(house, "amina") == 100
    with house.tool.database.reading() as db:
        assert {letter.state for letter in db.scalars(select(Letter))} == {LetterState.SENT}


@pytest.mark.usefixtures("platform_id")
def test_the_platform_moves_and_nobody_loses_anything(house):
    """Amina comes by 1.3; Hugo's links are not moved yet; both find what they did, in one course."""
    play(house, "amina")
    play(house, "hugo")
    house.deliver()
    house.lms.consumers.moved = house.lms.consumers.find(KEY)
    page = house.visitor("amina").launch(house.exercise_activity)
    assert "100" in page.text
    assert (count(house, Person), count(house, Course)) == (2, 1)
    assert "100" in house.visitor("hugo").launch_by_legacy(house.exercise_activity, KEY).text
    assert "100" in house.visitor("amina").launch_by_legacy(house.exercise_activity, KEY).text
    assert (count(house, Person), count(house, Course)) == (2, 1)
    with house.tool.database.reading() as db:
        assert {person.sub for person in db.scalars(select(Person))} > {"amina"}
        line = db.scalars(select(Line).order_by(Line.line_id)).first()
        assert "/line-items/" in line.url, "the column is reached by LTI 1.3 now"


@pytest.mark.usefixtures("platform_id")
def test_a_score_waits_for_the_name_it_goes_under(house):
    """Hugo has no name in 1.3 yet, and the column is 1.3's: what he does waits until he comes that way."""
    consumer = Consumer(KEY, SECRET, f"{TOOL_URL}/lti/1.1/launch", same_links=True)
    house.lms.consumers.moved = house.lms.consumers.register(consumer)
    house.visitor("hugo").launch_by_legacy(house.exercise_activity, KEY)
    house.visitor("amina").launch_by_legacy(house.exercise_activity, KEY)
    house.visitor("amina").launch(house.exercise_activity)
    play(house, "hugo")
    house.deliver()
    assert grade(house, "hugo") is None
    with house.tool.database.reading() as db:
        (letter,) = db.scalars(select(Letter))
        assert (letter.state, letter.platform_code) == (LetterState.WAITING, "person-not-moved")
    house.visitor("hugo").launch(house.exercise_activity)
    assert house.deliver() == 1
    assert grade(house, "hugo") == 100
    assert (count(house, Score), count(house, Line)) == (1, 1)


@pytest.mark.usefixtures("platform_id")
def test_who_does_not_know_the_secret_takes_nobody_over(house, refusals):
    play(house, "amina")
    house.lms.consumers.moved = Consumer(KEY, "guessed", "")
    answer = house.visitor("amina").launch(house.exercise_activity)
    assert (answer.status_code, refusals()) == (400, ["former-signature"])
    assert (count(house, Person), count(house, Course)) == (1, 1)


def test_a_key_that_was_never_known_here_changes_nothing(house):
    house.lms.consumers.moved = Consumer("of-another-tool", "x", "")
    assert house.visitor("amina").launch(house.exercise_activity).status_code == 200
