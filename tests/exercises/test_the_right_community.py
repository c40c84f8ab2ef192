"""« The right community »: spreading dies, focus lives, and the best place changes with the case."""

from collections import Counter
from itertools import combinations
from math import cos, sin
from typing import Any

import numpy as np
import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.errors import Unreadable
from mooc_tool.exercises import play
from mooc_tool.exercises.communities import services
from mooc_tool.exercises.kinds.the_right_community import marking, showing
from mooc_tool.exercises.kinds.the_right_community.forms import WEEKS, Answer, Question, Solution
from mooc_tool.exercises.territory import Commune, Territory

KIND = "the-right-community"
NOTHING = {"flexibility": ["none"]}


def posed(territory: Territory, number: int, level: str = "standard") -> Question:
    params = play.levels(KIND)[level]
    return Question.model_validate(play.pose(KIND, params, b"case %d" % number, territory).question)


@pytest.fixture(scope="module")
def cases(territory: Territory) -> list[tuple[Question, Solution]]:
    questions = [posed(territory, number) for number in range(12)]
    return [(question, marking.solve(question)) for question in questions]


def whole(question: Question) -> int:
    (number,) = (n for n, each in enumerate(question.communities) if each.sketch.sort == "whole")
    return number


def test_spreading_always_dies_and_focus_always_lives(cases: list[tuple[Question, Solution]]) -> None:
    for question, solution in cases:
        assert solution.spread * 20 <= solution.best.trips
        mass = solution.masses["none"][whole(question)]
        assert mass < 0 or question.recruits <= 0.8 * mass
        assert sum(0 < 1.5 * each <= question.recruits for each in solution.masses["none"]) >= 2


def test_above_its_critical_mass_a_community_lives_and_below_it_dies(
    cases: list[tuple[Question, Solution]],
) -> None:
    question, solution = cases[0]
    masses = solution.masses["none"]
    number = solution.least()
    count = len(masses)
    ends = [
        int(marking.course(question, [start * (n == number) for n in range(count)], "none").end[number].sum())
        for start in (masses[number] - 2, masses[number])
    ]
    assert ends[0] * 2 < ends[1]


def test_which_community_is_best_changes_with_the_case(cases: list[tuple[Question, Solution]]) -> None:
    chosen = Counter(
        (question.communities[n].sketch.sort, question.communities[n].sketch.end)
        for question, solution in cases
        for n, recruits in enumerate(solution.best.recruits)
        if recruits
    )
    assert len(chosen) >= 8
    assert chosen.most_common(1)[0][1] <= 2 * len(cases)
    assert len({solution.best.flexibility for _, solution in cases}) >= 2


def test_the_best_placement_is_the_best_of_all() -> None:
    """Against trying every placement, on a table by hand."""
    table: marking.Table = {
        "none": [[0, 0, 5, 6], [0, 4, 4, 4], [0, 0, 0, 9]],
        "window": [[0, 1, 1, 1], [0, 3, 3, 3], [0, 2, 4, 8]],
    }
    found = [
        sum(rows[n][tens] for n, tens in zip(chosen, shares, strict=True))
        for rows in table.values()
        for chosen in combinations(range(3), 2)
        for shares in [(a, b) for a in range(4) for b in range(4 - a)]
    ]
    best = marking.best_plan(table, 2)
    assert best.trips == max(found) == 9
    assert (best.recruits, best.flexibility) == ((20, 10, 0), "none")
    assert marking.best_plan(table, 1).recruits == (0, 0, 30)


def test_the_table_says_what_a_placement_brings(cases: list[tuple[Question, Solution]]) -> None:
    question, _ = cases[1]
    table = marking.table(question)
    placed = [40, 0, 30, 0, 50, 0, 0, 0]
    for asked in question.losses:
        brought = marking.counted(marking.course(question, placed, asked))
        assert brought == [table[asked][n][each // 10] for n, each in enumerate(placed)]


def test_trips_are_those_of_the_engine_s_weeks(cases: list[tuple[Question, Solution]]) -> None:
    question, solution = cases[2]
    started = [
        marking.won(question, recruits, solution.best.flexibility) for recruits in solution.best.recruits
    ]
    lot = services(question.communities, solution.best.flexibility, question.attitude)
    run = lot.run(np.array(started), WEEKS)
    assert sum(int(week) * 5 // 1000 for row in run.matched[:, 39:] for week in row) == solution.best.trips


def test_the_answer_is_read_with_every_fault(cases: list[tuple[Question, Solution]]) -> None:
    question = cases[0][0].model_dump(mode="json")
    good = {**{f"recruits-{n}": [""] for n in range(8)}, "recruits-1": ["30"], **NOTHING}
    read = play.read_answer(KIND, question, good)
    assert read == Answer(recruits=(0, 30, 0, 0, 0, 0, 0, 0), flexibility="none").model_dump(mode="json")
    everywhere = {f"recruits-{n}": ["20"] for n in range(8)}
    assert codes(play.read_answer(KIND, question, {**everywhere, **NOTHING})) == [
        (f"recruits-{n}", "too-many-communities") for n in range(3, 8)
    ]
    heavy = {**good, "recruits-0": ["60"], "recruits-1": ["60"], "recruits-2": ["10"]}
    assert codes(play.read_answer(KIND, question, heavy)) == [("recruits-2", "too-many-recruits")]
    odd = {**good, "recruits-0": ["15"], "flexibility": ["all"], "more": ["1"]}
    assert codes(play.read_answer(KIND, question, odd)) == [
        ("recruits-0", "not-an-option"), ("flexibility", "not-an-option"), ("more", "unknown-field"),
    ]  # fmt: skip
    assert codes(play.read_stage(KIND, question, None, {"least": [""]})) == [("least", "missing")]


def codes(faults: Any) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in faults]


def test_an_answer_that_cannot_be_is_refused(cases: list[tuple[Question, Solution]]) -> None:
    question = cases[0][0].model_dump(mode="json")
    for recruits in ([15, *[0] * 7], [30] * 8, [0] * 7, [500, *[0] * 7]):
        with pytest.raises(Unreadable):
            play.mark(KIND, question, None, {"recruits": recruits, "flexibility": "none"})


def test_beginners_are_asked_for_no_flexibility(territory: Territory) -> None:
    question = posed(territory, 1, "discovery")
    assert tuple(question.losses) == ("none",)
    fields = {f"recruits-{n}": [""] for n in range(6)}
    assert isinstance(play.read_answer(KIND, question.model_dump(mode="json"), fields), dict)


def test_a_small_territory_is_refused(territory: Territory) -> None:
    few = Territory(communes=dict(list(territory.communes.items())[:9]))
    (fault,) = play.check_params(KIND, play.levels(KIND)["standard"], few)
    assert (fault.field, fault.code) == ("communities", "too-few-communes")


def test_the_same_change_is_advised_as_the_table_says(cases: list[tuple[Question, Solution]]) -> None:
    """The advice, followed, brings what it promised."""
    question, _ = cases[3]
    data = question.model_dump(mode="json")
    kind_samples = marking.samples(question, marking.solve(question), Draw(b"advice"))
    for answer in (*kind_samples.wrong, kind_samples.blind):
        marked = play.mark(KIND, data, None, answer.model_dump(mode="json"))
        trips = {each.name: each for each in marked.criteria}["trips"].value
        for note in marked.notes:
            if note.name == "better-place":
                recruits = list(answer.recruits)
                start, end, moved = (int(str(note.data[name])) for name in ("from", "to", "recruits"))
                recruits[end] += moved
                if start >= 0:
                    recruits[start] -= moved
                after = answer.model_copy(update={"recruits": tuple(recruits)})
            elif note.name == "better-ask":
                after = answer.model_copy(update={"flexibility": note.data["asked"]})
            else:
                continue
            again = play.mark(KIND, data, None, after.model_dump(mode="json"))
            assert {each.name: each for each in again.criteria}["trips"].value == trips + int(
                str(note.data["more"])
            )


def test_the_film_of_the_year_shows_what_its_table_says(cases: list[tuple[Question, Solution]]) -> None:
    for question, solution in cases[:3]:
        answer = Answer(recruits=solution.best.recruits, flexibility=solution.best.flexibility)
        shown: Any = showing.review(question, answer, None)
        placed = [each["community"] for each in shown["placed"]]
        for row, drawn in zip(shown["weeks"], shown["chart"]["rows"], strict=True):
            assert row["week"] == drawn["x"]
            assert [each["community"] for each in row["communities"]] == placed
            assert [each["present"] for each in row["communities"]] == drawn["values"]
            assert all(0 <= each["matched"] <= each["present"] for each in row["communities"])
            assert sum(drawn["values"]) <= showing.DOTS * shown["dot"]
        for drawn in shown["maps"]:
            assert [route["community"] for route in drawn["routes"]] == placed
            for route in drawn["routes"]:
                known = {place.population for place in question.places}
                for numbers in (route["from"], route["to"]):
                    assert numbers
                    assert {*numbers[2::3]} <= known
                    assert all(0 <= x <= drawn["width"] for x in numbers[::3])
                    assert all(0 <= y <= drawn["height"] for y in numbers[1::3])
        before: Any = showing.view(question)
        assert all(not drawn["routes"] for drawn in before["maps"])


def spiral(step: float) -> Territory:
    """Sixty communes around their town, each smaller and farther than the one before."""
    communes = {
        str(n): Commune(
            code=str(n),
            name=f"Bourg {n}",
            population=120_000 // (n + 1),
            latitude=45 + step * n**0.5 * sin(2.4 * n),
            longitude=4 + step * n**0.5 * cos(2.4 * n),
        )
        for n in range(60)
    }
    return Territory(communes)


@pytest.mark.parametrize("step", [0.03, 0.06])
def test_a_case_is_found_where_people_live_near_and_where_they_live_far_apart(step: float) -> None:
    question = play.pose(KIND, {"level": "standard"}, b"spiral", spiral(step)).question
    best = play.mark(KIND, question, None, {"recruits": [0] * 8, "flexibility": "none"}).criteria[-1]
    assert best.best > best.reference
