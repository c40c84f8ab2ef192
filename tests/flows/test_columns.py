"""An activity without a column in the gradebook gets one, with the score that was earned there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from mooc_tool.demo.state.faults import FaultPlan
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.records import Course, Line, Person
from mooc_tool.services import library, publishing
from tests.conftest import House
from tests.flows.playing import play_exercise


def columns(house: House) -> list[LineItem]:
    return house.lms.line_items.of_course(1, activity_id=str(house.exercise_activity))


def without_column(house: House) -> None:
    for item in columns(house):
        house.lms.line_items.remove(item.line_item_id)


def test_a_column_is_made_and_the_score_is_in_it(house: House) -> None:
    without_column(house)
    visitor = house.visitor("amina")
    play_exercise(house.tool, visitor, visitor.launch(house.exercise_activity))
    assert house.deliver() >= 1
    (item,) = columns(house)
    receipt = house.lms.gradebook.standing(item.line_item_id, "amina")
    assert receipt is not None
    assert receipt.score.given == 100
    house.visitor("hugo").launch(house.exercise_activity)
    house.deliver()
    assert columns(house) == [item]


def test_a_lost_answer_makes_no_second_column(house: House) -> None:
    without_column(house)
    house.visitor("amina").launch(house.exercise_activity)
    house.lms.faults.set(FaultPlan(error_after=1.0, services=("line-items",)))
    house.deliver()
    assert len(columns(house)) <= 1
    house.lms.faults.lift()
    house.deliver()
    house.visitor("hugo").launch(house.exercise_activity)
    assert len(columns(house)) <= 1


def retitled(house: House, old: str, new: str) -> None:
    """The course takes a version in which the exercise is called otherwise."""
    path, now = "exercises/remplir-les-voitures.toml", datetime.now(UTC) + timedelta(seconds=1)
    with house.tool.database.writing() as db:
        course = db.scalars(select(Course)).one()
        files = library.stored_files(db, course.revision_id)
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode())
        library.store(db, library.DEFAULT_PACK, files, shipped=True, now=now)
        by = db.scalars(select(Person.person_id)).first() or 0
        publishing.take(db, house.tool.library, course, by, datetime.now(UTC))


def test_a_column_is_renamed_with_its_exercise_and_keeps_all_else(house: House) -> None:
    without_column(house)
    house.visitor("amina").launch(house.exercise_activity)
    house.deliver()
    (made,) = columns(house)
    known_here_alone = {"https://lms.example/weight": 3}
    house.lms.line_items.replace(made.line_item_id, replace(made, other={**made.other, **known_here_alone}))
    retitled(house, "Remplir les voitures", "Des voitures pleines")
    house.deliver()
    (renamed,) = columns(house)
    assert renamed == replace(
        made, label="Des voitures pleines", other={**made.other, **known_here_alone}
    )


def test_a_name_that_a_teacher_gave_the_column_stays(house: House) -> None:
    without_column(house)
    house.visitor("amina").launch(house.exercise_activity)
    house.deliver()
    (made,) = columns(house)
    house.lms.line_items.replace(made.line_item_id, replace(made, label="Devoir 1"))
    retitled(house, "Remplir les voitures", "Des voitures pleines")
    house.deliver()
    assert [column.label for column in columns(house)] == ["Devoir 1"]
    with house.tool.database.reading() as db:
        assert db.scalars(select(Line.label).where(Line.ours)).one() is None
