"""A visitor whom the platform does not name: in, if the platform may; ungraded, uncertified, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from mooc_tool.demo.browserless import Visitor
from mooc_tool.records import Attempt, Letter, Person, Score, Session, UnitRead
from mooc_tool.services import administering, anonymity, registering, sessions
from tests.conftest import House
from tests.flows.playing import certify_by_this_exercise_alone, play_exercise


def let_in(house: House) -> None:
    with house.tool.database.writing() as db:
        registering.set_options(db, 1, datetime.now(UTC), anonymous=True)


@pytest.fixture
def visitor(house: House) -> Visitor:
    """Somebody of whom the LMS says nothing."""
    house.lms.set(anonymous=True)
    return house.visitor("amina", **{"Accept-Language": "en"})


def test_refused_with_a_code_where_nobody_allowed_it(house: House, visitor: Visitor) -> None:
    page = visitor.launch(house.course_activity)
    assert (page.status_code, "visitors without a name are not let in" in page.text) == (400, True)
    with house.tool.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Person)) == 0


@pytest.mark.parametrize(
    ("platform", "deployment", "status"),
    [(False, True, 200), (True, False, 400), (True, None, 200), (False, None, 400)],
)
def test_a_deployment_does_as_its_registration_unless_told_otherwise(
    house: House, visitor: Visitor, *, platform: bool, deployment: bool | None, status: int
) -> None:
    now = datetime.now(UTC)
    with house.tool.database.writing() as db:
        [known] = administering.deployments_of(db, 1)
        registering.set_options(db, 1, now, anonymous=platform)
        registering.set_visitors(db, 1, known, now, anonymous=deployment)
        registering.set_visitors(db, 1, "another school", now, anonymous=not deployment)
    assert visitor.launch(house.course_activity).status_code == status


def test_a_visitor_reads_and_practises_and_nothing_is_graded(house: House, visitor: Visitor) -> None:
    certify_by_this_exercise_alone(house.tool)
    let_in(house)
    page = visitor.launch(house.exercise_activity)
    base = page.url.partition("/exercise/")[0]
    play_exercise(house.tool, visitor, page)
    visitor.follow(f"{base}/language", {"language": "en"})
    assert "as a visitor" in visitor.follow(f"{base}/").text
    assert "needs somebody to certify" in visitor.follow(f"{base}/certificate").text
    assert visitor.visit(f"{base}/certificate", {"name": "Amina Benali"}).status_code == 409
    assert house.deliver() == 0
    with house.tool.database.reading() as db:
        assert db.scalars(select(Score.points)).all() == [100]
        assert db.scalars(select(Letter)).all() == []
    assert house.lms.gradebook.history() == []


def test_all_of_it_goes_with_the_session(house: House, visitor: Visitor) -> None:
    house.lms.set(anonymous=False)
    house.visitor("hugo").launch(house.course_activity)
    house.lms.set(anonymous=True)
    let_in(house)
    play_exercise(house.tool, visitor, visitor.launch(house.exercise_activity))
    with house.tool.database.writing() as db:
        anonymity.sweep(db)
        assert db.scalar(select(func.count()).select_from(Person)) == 2, "while the session lives"
        sessions.sweep(db, house.tool.limits, datetime.now(UTC) + timedelta(hours=13))
        anonymity.sweep(db)
    with house.tool.database.reading() as db:
        assert db.scalars(select(Person.sub)).all() == ["hugo"]
        for table in (Attempt, Score, Session, UnitRead):
            assert db.scalars(select(table)).all() == []
