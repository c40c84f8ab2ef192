"""The seam that everyone else calls: names, stages, stored records."""

from typing import Any

import pytest

from mooc_tool.errors import NotFound, Unreadable
from mooc_tool.exercises import play
from mooc_tool.exercises.territory import Commune, Corridor, Territory

KIND = "fill-the-cars"
EMPTY = {f"{part}-{passenger}": [""] for part in ("pairs", "kilometres") for passenger in range(8)}


@pytest.fixture(scope="module")
def question(territory: Territory) -> dict[str, Any]:
    return play.pose(KIND, {}, b"play", territory).question


def test_kinds_say_their_stages_and_levels() -> None:
    assert KIND in play.kinds()
    assert play.stages(KIND) == ("prediction", "answer")
    assert play.levels(KIND)["standard"] == {"level": "standard"}


def test_an_unknown_kind_is_not_found() -> None:
    for call in (play.stages, play.levels, lambda kind: play.view(kind, {})):
        with pytest.raises(NotFound):
            call("fill-the-trains")
    (fault,) = play.check_params("fill-the-trains", {})
    assert fault.code == "unknown-kind"


@pytest.mark.parametrize(
    ("params", "field", "code"),
    [
        ({"drivers": 1}, "drivers", "greater_than_equal"),
        ({"drivers": "many"}, "drivers", "int_parsing"),
        ({"level": "hard"}, "level", "literal_error"),
        ({"level": ["standard"]}, "level", "literal_error"),
        ({"colour": "red"}, "colour", "extra_forbidden"),
        ({"corridors": ["rhone"]}, "corridors", "unknown-corridor"),
        ({"window_minutes": 1, "spread_minutes": 59, "corridors": ["gier"]}, "", "no-instance"),
    ],
)
def test_params_are_checked(params: dict[str, Any], field: str, code: str, territory: Territory) -> None:
    assert (field, code) in {
        (fault.field, fault.code) for fault in play.check_params(KIND, params, territory)
    }


def test_params_can_be_checked_without_a_territory_but_not_posed(territory: Territory) -> None:
    assert play.check_params(KIND, {"corridors": ["rhone"]}) == ()
    assert [fault.code for fault in play.check_params(KIND, {}, Territory())] == ["no-corridors"]
    for params, places in (({}, Territory()), ({"drivers": 1}, territory)):
        with pytest.raises(Unreadable):
            play.pose(KIND, params, b"seed", places)


def test_an_own_territory_can_be_played_on() -> None:
    communes = {
        code: Commune(code=code, name=code, population=500, latitude=latitude, longitude=4.4)
        for code, latitude in (("far", 45.60), ("near", 45.55), ("nearer", 45.50), ("end", 45.45))
    }
    corridor = Corridor(
        id="north", titles={"en": "North"}, origins=("far", "near", "nearer"), destination="end"
    )
    params = {"window_minutes": 8, "detour_minutes": 6}
    question: dict[str, Any] = play.pose(
        KIND, params, b"own", Territory(communes, {"north": corridor})
    ).question
    assert [place["name"] for place in question["places"]] == ["far", "near", "nearer", "end"]


def test_the_revision_is_told(territory: Territory) -> None:
    assert play.pose(KIND, {}, b"play", territory).revision >= 1


def test_predictions_and_answers_are_read_or_faulted(question: dict[str, Any]) -> None:
    assert play.read_stage(KIND, question, None, {"prediction": [" 5 "]}) == {"pairs": 5}
    assert play.read_answer(KIND, question, EMPTY) == {"pairs": [-1] * 8, "kilometres": [-1] * 8}
    faults = play.read_stage(KIND, question, None, {"prediction": ["12"]})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code, fault.data) for fault in faults] == [
        ("prediction", "out-of-range", {"low": 0, "high": 8})
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"pairs": [-1] * 8},
        {"pairs": [-1] * 7, "kilometres": [-1] * 8},
        {"pairs": [99] * 8, "kilometres": [-1] * 8},
    ],
)
def test_a_stored_answer_that_nobody_can_give_is_unreadable(
    question: dict[str, Any], answer: dict[str, Any]
) -> None:
    with pytest.raises(Unreadable):
        play.mark(KIND, question, None, answer)


def test_a_stored_question_that_cannot_be_read_is_unreadable() -> None:
    with pytest.raises(Unreadable) as caught:
        play.view(KIND, {"places": []})
    assert caught.value.code == "question-unreadable"
