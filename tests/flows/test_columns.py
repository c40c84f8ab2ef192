"""An activity without a column in the gradebook gets one, with the score that was earned there."""

from mooc_tool.demo.state.faults import FaultPlan
from mooc_tool.demo.state.line_items import LineItem
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
