"""« Now or later? »: the points by hand, no fixed answer, the four sorts of stations, the faults."""

from statistics import mean

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.now_or_later import forms, marking
from mooc_tool.exercises.kinds.now_or_later.posing import outcomes, pose, unequal

NAME = "now-or-later"
PARAMS = forms.Params(stations=4)
LOST = (1500, 900, 1600, 1700, 2000, 3000, 4000, 6000)
WAIT = (100, 900, 150, 200, 300, 500, 800, 1500)


def station(minute: int) -> forms.Station:
    """At once 15 of 100 are lost, asking 9, batches every 2 minutes 16."""
    told = tuple(forms.Outcome(lost=lost, wait=wait) for lost, wait in zip(LOST, WAIT, strict=True))
    return forms.Station(hourly=20, patience=12, alike=False, suits=50, minute=minute, outcomes=told)


QUESTION = forms.Question(stations=(station(1), station(20), station(4)), mornings=20, asking=2, foreseen=1)


def test_points_by_hand() -> None:
    cheap, dear, between = QUESTION.stations
    assert marking.balance(cheap, forms.AT_ONCE) == 10_000 - 1500 - 10
    assert marking.balance(cheap, forms.ASKED) == 10_000 - 900 - 90
    assert marking.balance(dear, forms.ASKED) == 10_000 - 900 - 1800
    assert marking.balance(between, 2) == 10_000 - 1600 - 60
    solution = marking.solve(QUESTION)
    assert [best.way for best in solution.stations] == [forms.ASKED, forms.AT_ONCE, forms.ASKED]
    assert solution.stations[1] == forms.Best(way=0, balance=8300, reference=8100)
    assert solution.fewest == forms.ASKED


def test_a_mark_by_hand() -> None:
    """30 points a station of three: all, none, none; 10 for the prediction."""
    question = QUESTION.model_dump(mode="json")
    marked = play.mark(NAME, question, {"way": 1}, {"ways": [1, 2, 2]})
    assert [(each.worth, each.earned) for each in marked.criteria] == [(10, 10), (30, 30), (30, 0), (30, 0)]
    better = next(note for note in marked.notes if note.name == "better")
    assert (better.data["station"], better.data["best"]) == (2, 1)
    again = play.mark(NAME, question, {"way": 0}, {"ways": [1, 0, 1]})
    assert again.points == 90
    assert {"all-best", "predicted-wrong"} <= {note.name for note in again.notes}


def test_four_stations_are_of_four_sorts_and_clear() -> None:
    for number in range(10):
        question = pose(PARAMS, Draw(b"sorts %d" % number))
        found = [marking.best_of(each) for each in question.stations]
        assert sorted(marking.sort_of(each.way) for each in found) == [0, 0, 1, 2]
        assert all(each.balance >= each.reference + 100 for each in found)
        least, second, _ = marking.fewest(question.stations[question.foreseen]).values()
        assert least + 50 <= second


def test_no_fixed_answer_wins() -> None:
    for number in range(10):
        question = pose(PARAMS, Draw(b"fixed %d" % number))
        solution = marking.solve(question)
        right = forms.Prediction(way=solution.fewest)
        for way in forms.WAYS:
            answer = forms.Answer(ways=(way,) * 4)
            assert sum(each.earned for each in marking.grade(question, solution, right, answer)) <= 56


def test_the_engine_is_asked_on_the_same_mornings() -> None:
    """Those who will not answer are lost, on top of what the engine finds."""
    made = unequal(Draw(b"unequal"))
    none, some = (
        outcomes(made, forms.Params(stations=4, asking=asking), Draw(b"mornings")) for asking in (0, 5)
    )
    assert [each for each in none if each != none[forms.ASKED]] == [
        each for each in some if each != some[forms.ASKED]
    ]
    lost = none[forms.ASKED].lost
    assert some[forms.ASKED].lost == 500 + (95 * lost + 50) // 100
    batches = [each.lost for each in none[forms.BATCHES :]]
    assert none[0].lost < batches[0] < mean(batches[1:])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "missing"),
        ({"way-0": ["4"]}, "not-an-option"),
        ({"way-0": ["0", "1"]}, "given-twice"),
        ({"way-0": [""]}, "missing"),
    ],
)
def test_faults(fields: dict[str, list[str]], code: str) -> None:
    rest = {"way-1": ["0"], "way-2": ["30"]}
    faults = play.read_answer(NAME, QUESTION.model_dump(mode="json"), {**rest, **fields})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [("way-0", code)]


def test_what_is_read() -> None:
    question = QUESTION.model_dump(mode="json")
    assert play.read_stage(NAME, question, None, {"prediction": ["2"]}) == {"way": 2}
    fields = {"way-0": ["1"], "way-1": ["0"], "way-2": ["15"]}
    assert play.read_answer(NAME, question, fields) == {"ways": [1, 0, 15]}


def test_an_answer_of_another_length_or_way_is_impossible() -> None:
    solution = marking.solve(QUESTION)
    for ways in ((0, 0), (0, 0, 7)):
        with pytest.raises(ValueError, match=r"ways|tuple"):
            marking.grade(QUESTION, solution, None, forms.Answer(ways=ways))
