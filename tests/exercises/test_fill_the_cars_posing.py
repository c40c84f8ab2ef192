"""« Fill the cars »: a case is found whatever the seed."""

import pytest

from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.fill_the_cars import posing
from mooc_tool.exercises.kinds.fill_the_cars.forms import Question
from mooc_tool.exercises.territory import Corridor, Territory

NAME = "fill-the-cars"


def test_a_corridor_without_a_case_gives_way_to_another(
    territory: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = (corridor.titles["fr"] for corridor in territory.corridors.values())
    found = posing._on_corridor

    def deserted(params: posing.Params, corridor: Corridor, *rest: object) -> Question | None:
        return None if corridor.titles["fr"] == first else found(params, corridor, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(posing, "_on_corridor", deserted)
    posed = [play.pose(NAME, {}, f"{number}".encode(), territory).question for number in range(8)]
    assert {question["corridor"]["fr"] for question in posed} <= {*others}  # type: ignore[index, call-overload]


@pytest.mark.parametrize("corridor", ["gier", "ondaine", "furan-plaine"])
def test_beginners_find_a_case_on_every_corridor(territory: Territory, corridor: str) -> None:
    params = {**play.levels(NAME)["discovery"], "corridors": [corridor]}
    for number in range(60):
        assert play.pose(NAME, params, f"beginner {number}".encode(), territory).question
