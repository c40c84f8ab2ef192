"""« Fill the cars »: its invariants, what it refuses, and advice that holds when it is followed."""

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Samples
from mooc_tool.exercises.kinds.fill_the_cars import FillTheCars, explaining, invariants, marking
from mooc_tool.exercises.kinds.fill_the_cars.forms import NOBODY, Answer, Market, Plan, Prediction, Question
from mooc_tool.exercises.kinds.fill_the_cars.timetable import timetable
from mooc_tool.exercises.territory import Territory

NAME = "fill-the-cars"
KIND = FillTheCars()
CASES = 40


@pytest.fixture(scope="module")
def questions(territory: Territory) -> list[Question]:
    return [
        Question.model_validate(play.pose(NAME, {}, f"case {number}".encode(), territory).question)
        for number in range(CASES)
    ]


def samples(question: Question, number: int = 0) -> Samples[Prediction, Answer]:
    return KIND.samples(question, KIND.run(question), Draw(f"blind {number}".encode()))


def fields(pairs: Plan, kilometres: Plan) -> dict[str, list[str]]:
    return {
        f"{part}-{passenger}": ["" if driver == NOBODY else str(driver)]
        for part, plan in (("pairs", pairs), ("kilometres", kilometres))
        for passenger, driver in enumerate(plan)
    }


def worth(market: Market, plan: Plan) -> tuple[int, int]:
    found = marking.outcome(market, plan)
    return found.passengers, found.metres


def test_every_case_meets_the_invariants(questions: list[Question]) -> None:
    for question in questions:
        market, solution = question.market(), KIND.run(question)
        asked = len(question.passengers)
        assert all(question.options)
        assert solution.pairs.passengers * 100 >= 60 * asked
        assert solution.pairs.passengers > solution.first_come.passengers
        assert solution.kilometres.metres >= solution.first_come.metres + 1000
        least = invariants.least_metres_of_fullest(market, solution.pairs.passengers)
        assert least <= solution.pairs.metres
        assert solution.kilometres.metres >= least + 1000
        assert invariants.count_best(market, solution.pairs.passengers) <= 20
        assert invariants.blind_passengers(market) <= 0.57 * solution.pairs.passengers


def test_options_keep_the_rules_of_the_case(questions: list[Question]) -> None:
    for question in questions:
        for row in question.options:
            assert [option.driver for option in row] == sorted({option.driver for option in row})
            for option in row:
                assert 0 <= option.detour <= question.detour_minutes
                assert option.avoided >= 0


markets = st.integers(1, 4).flatmap(
    lambda drivers: st.builds(
        lambda rows, seats: Market(
            tuple(tuple(sorted(row)) for row in rows),
            tuple(dict.fromkeys(row, 1) for row in rows),
            (seats,) * drivers,
        ),
        st.lists(st.sets(st.integers(0, drivers - 1)), min_size=1, max_size=4),
        st.integers(1, 3),
    )
)


def every_choice(market: Market) -> list[Plan]:
    """All ways to fill in the form, overfull cars included."""
    return list(product(*((NOBODY, *drivers) for drivers in market.edges)))


def is_drivable(market: Market, plan: Plan) -> bool:
    return all(plan.count(driver) <= seats for driver, seats in enumerate(market.seats))


@given(markets)
def test_blind_passengers_are_the_mean_over_every_choice(market: Market) -> None:
    plans = every_choice(market)
    carried = sum(
        min(plan.count(driver), seats) for plan in plans for driver, seats in enumerate(market.seats)
    )
    assert invariants.blind_passengers(market) == pytest.approx(carried / len(plans))


@given(markets)
def test_best_plans_are_counted_one_by_one(market: Market) -> None:
    best = marking.most_pairs(market).passengers
    plans = [plan for plan in every_choice(market) if is_drivable(market, plan)]
    best_plans = [plan for plan in plans if sum(driver != NOBODY for driver in plan) == best]
    assert min(invariants.count_best(market, best), 21) == min(len(best_plans), 21)


@given(markets)
def test_the_least_metres_are_those_of_one_of_the_fullest_plans(market: Market) -> None:
    lengths = {driver: 100 * driver + 50 for driver in range(len(market.seats))}
    market = market._replace(
        gains=tuple({d: lengths[d] + i for d in row} for i, row in enumerate(market.edges))
    )
    outcomes = [worth(market, plan) for plan in every_choice(market) if is_drivable(market, plan)]
    most = max(passengers for passengers, _ in outcomes)
    least = min(metres for passengers, metres in outcomes if passengers == most)
    assert invariants.least_metres_of_fullest(market, most) == least


def test_the_advice_on_pairs_carries_one_more(questions: list[Question]) -> None:
    followed = 0
    for number, question in enumerate(questions):
        market, solution = question.market(), KIND.run(question)
        answers = samples(question, number)
        for answer in (answers.blind, *answers.wrong):
            notes = {note.name: note.data for note in KIND.explain(question, solution, None, answer)}
            advice: Any = notes.get("path") or notes.get("seat-free")
            if advice is None:
                assert "pairs-best" in notes
                continue
            plan = list(answer.pairs)
            for move in advice.get("moves", []):
                assert plan[move["passenger"]] == move["before"]
                plan[move["passenger"]] = move["after"]
                marking.outcome(market, tuple(plan))  # each move finds its seat free
            plan[advice["passenger"]] = advice["driver"]
            assert worth(market, tuple(plan))[0] == worth(market, answer.pairs)[0] + 1
            followed += 1
    assert followed > CASES


def test_the_advice_on_kilometres_avoids_what_it_says(questions: list[Question]) -> None:
    for number, question in enumerate(questions):
        market, solution = question.market(), KIND.run(question)
        answers = samples(question, number)
        for answer in (answers.blind, *answers.wrong):
            notes = {note.name: note.data for note in KIND.explain(question, solution, None, answer)}
            advice: Any = notes.get("exchange")
            if advice is None:
                assert "kilometres-best" in notes
                continue
            plan = list(answer.kilometres)
            for move in advice["moves"]:
                assert plan[move["passenger"]] == move["before"]
                plan[move["passenger"]] = move["after"]
            gain = worth(market, tuple(plan))[1] - worth(market, answer.kilometres)[1]
            assert gain == advice["metres"] > 0


def test_the_trade_off_is_said_when_the_two_aims_part() -> None:
    """The far passenger avoids much in the first car; the near one avoids nothing in the second."""
    question = _question(options=[[(0, 9000)], [(0, 1000), (1, 0)]], drivers=2)
    solution = KIND.run(question)
    assert (solution.pairs.passengers, solution.kilometres.passengers) == (2, 1)
    answer = Answer(pairs=solution.pairs.plan, kilometres=solution.kilometres.plan)
    notes = explaining.explain(question, solution, Prediction(pairs=1), answer)
    data = {note.name: note.data for note in notes}
    assert data["idea-trade-off"] == {"most": 2, "by_kilometres": 1}
    assert data["predicted-low"] == {"predicted": 1, "best": 2}


def test_the_morning_of_a_plan_keeps_the_rules_of_the_case(questions: list[Question]) -> None:
    for question in questions:
        for plan in (samples(question).right.pairs, (NOBODY,) * len(question.passengers)):
            rows: Any = timetable(question, plan)
            assert all(one["minute"] < other["minute"] for one, other in pairwise(rows))
            when = {
                (what, *(each if isinstance(each, list) else [each])): row["minute"]
                for row in rows
                for what in ("leaves", "picks", "arrives", "stays")
                for each in row[what]
            }
            for driver, person in enumerate(question.drivers):
                assert when.pop(("leaves", driver)) == person.minute < when[("arrives", driver)]
            for passenger, (driver, person) in enumerate(zip(plan, question.passengers, strict=True)):
                if driver == NOBODY:
                    assert when.pop(("stays", passenger)) == person.minute
                else:
                    picked = when.pop(("picks", driver, passenger))
                    assert abs(picked - person.minute) <= question.window_minutes
                    assert question.drivers[driver].minute <= picked <= when[("arrives", driver)]
            assert sorted(when) == [("arrives", driver) for driver in range(len(question.drivers))]


def test_who_takes_several_drives_to_the_nearest_first(territory: Territory) -> None:
    posed = play.pose(NAME, {"level": "expert"}, b"several", territory).question
    question = Question.model_validate(posed)
    plan = samples(question).right.pairs
    rows: Any = timetable(question, plan)
    stops: dict[int, list[int]] = {}
    for row in rows:
        for driver, passenger in row["picks"]:
            stops.setdefault(driver, []).append(passenger)
    assert {driver: sorted(riders) for driver, riders in stops.items()} == {
        driver: [passenger for passenger, taken in enumerate(plan) if taken == driver] for driver in stops
    }
    assert max(map(len, stops.values())) == 2


def test_pairs_count_from_nobody_and_kilometres_from_first_come() -> None:
    """Drivers D1 (P1 or P2), D2 (P1), D3 (P2 or P3): in order two travel, by a path all three."""
    question = _question(options=[[(0, 900), (1, 800)], [(0, 700), (2, 900)], [(2, 600)]], drivers=3)
    solution = KIND.run(question)
    assert solution.first_come.plan == (0, 2, NOBODY)
    assert solution.pairs.plan == (1, 0, 2)
    in_order = Answer(pairs=(0, 2, NOBODY), kilometres=(1, 0, 2))
    pairs, kilometres = KIND.grade(question, solution, None, in_order)
    assert (pairs.value, pairs.reference, pairs.best, pairs.earned) == (2, 0, 3, 40)
    assert (kilometres.value, kilometres.reference, kilometres.best, kilometres.earned) == (
        2100,
        1800,
        2100,
        40,
    )
    notes = {note.name: note.data for note in KIND.explain(question, solution, None, in_order)}
    assert notes["path"] == {
        "passenger": 2,
        "driver": 2,
        "moves": [{"passenger": 0, "before": 0, "after": 1}, {"passenger": 1, "before": 2, "after": 0}],
    }


def _question(options: list[list[tuple[int, int]]], drivers: int) -> Question:
    person = {"place": 0, "latitude": 45.0, "longitude": 4.0, "minute": 465}
    return Question.model_validate(
        {
            "corridor": {"en": "Valley"},
            "places": [{"name": name, "latitude": 45.0, "longitude": 4.0} for name in ("Here", "There")],
            "destination": 1,
            "drivers": [person] * drivers,
            "passengers": [person] * len(options),
            "seats": 1,
            "options": [
                [{"driver": driver, "detour": 1, "avoided": avoided} for driver, avoided in row]
                for row in options
            ],
            "detour_minutes": 8,
            "window_minutes": 10,
        }
    )


def test_what_is_read_is_what_was_chosen(questions: list[Question]) -> None:
    for number, question in enumerate(questions):
        for answer in (samples(question, number).right, samples(question, number).blind):
            assert KIND.read_answer(question, fields(answer.pairs, answer.kilometres)) == answer


def test_a_full_car_and_a_driver_who_cannot_are_faults_of_their_fields(questions: list[Question]) -> None:
    question = questions[0]
    crowded = next(
        (first, second, driver)
        for first, drivers in enumerate(question.market().edges)
        for second, others in enumerate(question.market().edges)
        for driver in drivers
        if first < second and driver in others
    )
    first, second, driver = crowded
    plan = [NOBODY] * len(question.passengers)
    plan[first] = plan[second] = driver
    sent = fields(tuple(plan), tuple(plan))
    closed = next(
        number for number in range(len(question.drivers)) if number not in question.market().edges[0]
    )
    sent["pairs-0"] = [str(closed)] if first != 0 else sent["pairs-0"]
    sent["kilometres-7"] = ["-1"]
    faults = KIND.read_answer(question, sent)
    assert isinstance(faults, tuple)
    found = {(fault.field, fault.code): fault.data for fault in faults}
    data = {"driver": driver, "seats": 1, "taken_by": [first]}
    assert found[f"pairs-{second}", "car-full"] == found[f"kilometres-{second}", "car-full"] == data
    assert ("kilometres-7", "not-an-option") in found
    assert {fault.code for fault in faults} <= KIND.faults


def test_a_missing_select_is_a_fault(questions: list[Question]) -> None:
    faults = KIND.read_answer(questions[0], {})
    assert isinstance(faults, tuple)
    assert len(faults) == 16
    assert {fault.code for fault in faults} == {"missing"}
