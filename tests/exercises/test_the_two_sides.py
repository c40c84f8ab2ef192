"""« The two sides »: the table of pairs, the plan as the engine is told, a mark by hand, the faults."""

from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.the_two_sides import forms, market, marking, posing
from mooc_tool.exercises.kinds.the_two_sides.forms import DRIVERS, NOBODY, PASSENGERS, RECRUIT, REWARD, Phase
from mooc_tool.exercises.territory import Territory

NAME = "the-two-sides"
PARAMS = forms.Params(phases=4, leaving=25)
POINTS = forms.SIZE // forms.STEP + 1


@pytest.fixture(scope="module")
def question(territory: Territory) -> forms.Question:
    return posing.pose(PARAMS, Draw(b"two sides"), territory)


def test_the_table_comes_from_matching_more_and_more(territory: Territory) -> None:
    """Nobody finds nobody; one more never finds less; no more pairs than members of either side."""
    end = max(territory.communes.values(), key=lambda each: each.population).code
    pairs = posing.table(end, territory, Draw(b"table"))
    assert len(pairs) == POINTS
    for i, row in enumerate(pairs):
        assert row[0] == 0
        assert sorted(row) == list(row)
        assert all(each <= 10 * forms.STEP * min(i, j) for j, each in enumerate(row))
    for column in zip(*pairs, strict=True):
        assert sorted(column) == list(column)


def test_between_the_points_of_the_table_it_is_straight() -> None:
    found = market.meeting(((0, 0, 0), (0, 100, 160), (0, 160, 300)))
    assert found(20, 20) == pytest.approx(10)
    assert found(20, 30) == pytest.approx(13)
    assert found(30, 30) == pytest.approx((10 + 16 + 16 + 30) / 4)
    assert found(10, 20) == pytest.approx(5)
    assert found(40, 40) == pytest.approx(30)


def test_a_plan_as_the_engine_is_told(question: forms.Question) -> None:
    asked = question.model_copy(update={"budget": 100, "cost": (20, 10)})
    plan = (
        Phase(share=75, use=RECRUIT, guarantee=NOBODY),
        Phase(share=0, use=RECRUIT, guarantee=DRIVERS),
        Phase(share=50, use=REWARD, guarantee=NOBODY),
        Phase(share=100, use=REWARD, guarantee=PASSENGERS),
    )
    weeks = market.weeks(asked, plan)
    assert len(weeks) == forms.WEEKS
    ends = [sum(market.lengths(4)[:number]) for number in range(4)]
    first, second, third, fourth = (weeks[end] for end in ends)
    assert (first.recruits, first.subsidy) == ((3.75, 2.5), (0, 0))
    assert (second.recruits, second.subsidy) == ((0, 6), (0.2, 0))
    assert (third.recruits, third.subsidy) == ((0, 0), (0.2, 0.2))
    assert fourth.recruits == (0, 0)
    assert fourth.subsidy == pytest.approx((0.24, 0.2))


def test_a_case_keeps_what_makes_it_worth_asking(question: forms.Question) -> None:
    values = market.reference_values(question)
    even = market.value(question, (market.EVEN,) * 4)
    assert len(values) == 150
    assert market.value(question, question.best) == max(values.values()) == values[question.best]
    assert 100 * max(values.values()) >= 110 * even
    rare = marking.rare(question)
    assert question.start[rare] < question.start[1 - rare]
    focused = market.value(question, market.focused(4, rare))
    assert 100 * (focused - even) >= 80 * (max(values.values()) - even)


def test_a_mark_by_hand(question: forms.Question) -> None:
    solution = marking.solve(question)
    plan = market.focused(4, solution.rare)
    got = market.value(question, plan)
    stored = question.model_dump(mode="json")
    answer: dict[str, Any] = {"plan": [phase.model_dump() for phase in plan]}
    marked = play.mark(NAME, stored, {"side": solution.rare}, answer)
    gap = solution.best - solution.even
    due = 90 if got >= solution.best else min(89, (180 * (got - solution.even) + gap) // (2 * gap))
    assert [each.earned for each in marked.criteria] == [10, due]
    even = play.mark(NAME, stored, None, {"plan": [market.EVEN.model_dump()] * 4})
    assert even.points == 0


def test_the_frontier_parts_what_lives_from_what_dies(question: forms.Question) -> None:
    service = market.market(question)
    for place, least in enumerate(marking.solve(question).frontier):
        if least > 0:
            drivers = float(forms.STEP * place)
            assert service.takes_off((drivers, float(least)), market.AHEAD)
            assert not service.takes_off((drivers, float(least - forms.STEP)), market.AHEAD)


def test_both_sides_can_be_rare(territory: Territory) -> None:
    found = {marking.rare(posing.pose(PARAMS, Draw(b"rare %d" % number), territory)) for number in range(8)}
    assert found == {DRIVERS, PASSENGERS}


@pytest.mark.parametrize(
    ("field", "given", "code"),
    [
        ("share-1", [""], "missing"),
        ("use-0", ["2"], "not-an-option"),
        ("share-3", ["40"], "not-an-option"),
        ("guarantee-2", ["0", "1"], "given-twice"),
    ],
)
def test_faults(question: forms.Question, field: str, given: list[str], code: str) -> None:
    names = [f"{name}-{number}" for number in range(4) for name in ("share", "use", "guarantee")]
    fields = {name: ["0"] for name in names}
    stored = question.model_dump(mode="json")
    faults = play.read_answer(NAME, stored, {**fields, field: given})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]
    read = play.read_answer(NAME, stored, fields)
    assert read == {"plan": [{"share": 0, "use": 0, "guarantee": 0}] * 4}


def test_plans_that_cannot_be(question: forms.Question) -> None:
    solution = marking.solve(question)
    odd = Phase(share=40, use=RECRUIT, guarantee=NOBODY)
    for plan in ((market.EVEN,) * 3, (odd,) * 4):
        with pytest.raises(ValueError, match="phases"):
            marking.grade(question, solution, None, forms.Answer(plan=plan))


def test_a_territory_of_one_commune_has_no_line() -> None:
    faults = play.check_params(NAME, {"level": "standard"}, Territory())
    assert [fault.code for fault in faults] == ["no-instance"]
