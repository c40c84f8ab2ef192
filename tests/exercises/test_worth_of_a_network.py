"""« What is a network worth? »: its invariants, factors worked by hand, and what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.errors import Unreadable
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.worth_of_a_network import WorthOfANetwork, marking, posing
from mooc_tool.exercises.kinds.worth_of_a_network.forms import LEVELS, Answer, Market, Point, Question
from mooc_tool.exercises.territory import Territory

KIND = WorthOfANetwork()
# From 100 to 200 members, as in unit 3-1: 18 passengers served of 50, then 48 of 100.
QUESTION = Question(
    small=100,
    large=200,
    hints=False,
    markets=(
        Market(
            going="everywhere",
            destination="",
            points=(Point(people=100, mornings=20, served=360), Point(people=200, mornings=10, served=480)),
        ),
    ),
)
RIGHT = {"sarnoff": ["2"], "logarithm": ["2,301"], "metcalfe": ["4.02"], "everywhere": ["2,667"]}


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str, territory: Territory) -> None:
    for number in range(3):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode(), territory).question
        question = Question.model_validate(stored)
        assert 40 <= question.small < question.large <= 400
        for market in question.markets:
            first, last = market.points[0], market.points[-1]
            assert (first.people, last.people) == (question.small, question.large)
            assert 0 < marking.share(market, 0) <= 1000
            assert market.factor() > 1000
            assert all(point.mornings * point.people <= posing.PEOPLE for point in market.points)


def test_one_commune_has_no_trips(territory: Territory) -> None:
    code, commune = next(iter(territory.communes.items()))
    with pytest.raises(Unreadable):
        play.pose(KIND.name, {"level": "standard"}, b"alone", Territory(communes={code: commune}))


def test_factors_of_the_unit() -> None:
    solution = KIND.run(QUESTION)
    assert solution.laws == (2000, 2301, 4020)
    assert solution.trips == (2667,)


def test_the_right_answer_can_be_typed() -> None:
    answer = KIND.read_answer(QUESTION, RIGHT)
    assert answer == KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    assert isinstance(answer, Answer)
    assert [each.earned for each in KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)] == [
        20,
        20,
        20,
        40,
    ]


def test_points_by_hand() -> None:
    answer = Answer(laws=(2060, 2500, 4020), trips=(2000,))
    criteria = KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)
    assert [each.earned for each in criteria] == [20, 0, 20, 20]  # 2 x 2000 / 2667 - 1 = 0.49, of 40
    notes = {each.name: each.data for each in KIND.explain(QUESTION, KIND.run(QUESTION), None, answer)}
    assert notes["laws-wrong"] == {
        "law": "logarithm", "given": 2500, "factor": 2301, "small": 100, "large": 200,
    }  # fmt: skip
    assert notes["guess-low"]["factor"] == 2667
    assert (notes["shares"]["before"], notes["shares"]["after"], notes["shares"]["members"]) == (
        360,
        480,
        2000,
    )


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_only_the_factor_itself_is_closest(guess: int, factor: int) -> None:
    close = marking.closeness(guess, factor)
    assert 0 <= close <= 100
    assert (close == 100) == (guess == factor)
    assert close == marking.closeness(factor, guess)
    if not factor <= 2 * guess <= 4 * factor:
        assert close == 0


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("sarnoff", "", "missing"),
        ("metcalfe", "four", "not-a-decimal"),
        ("metcalfe", "4,0201", "too-fine"),
        ("everywhere", "0", "out-of-bounds"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: str, code: str) -> None:
    faults = KIND.read_answer(QUESTION, {**RIGHT, field: [value]})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


@pytest.mark.parametrize(("laws", "trips"), [((1, 1), (1,)), ((1, 1, 1), ()), ((1, 1, 0), (1,))])
def test_factors_that_cannot_be_cannot_be_marked(laws: tuple[int, ...], trips: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="factor"):
        KIND.grade(QUESTION, KIND.run(QUESTION), None, Answer(laws=laws, trips=trips))
