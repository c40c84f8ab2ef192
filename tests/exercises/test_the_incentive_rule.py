"""« The incentive rule »: from a real campaign or from nothing, and what the reference is."""

from typing import Any

import pytest

from mooc_tool.errors import Unreadable
from mooc_tool.exercises import play
from mooc_tool.exercises.incentive import GENEROUS, avoided
from mooc_tool.exercises.kinds.the_incentive_rule import marking
from mooc_tool.exercises.kinds.the_incentive_rule.forms import OPTIONS, Answer, Question
from mooc_tool.exercises.territory import Territory

KIND = "the-incentive-rule"


@pytest.fixture(scope="module")
def question(territory: Territory) -> Question:
    return posed(territory, "standard")


def posed(territory: Territory, level: str) -> Question:
    return Question.model_validate(play.pose(KIND, play.levels(KIND)[level], b"rule", territory).question)


def read(question: Question, fields: dict[str, str]) -> Any:
    empty: dict[str, list[str]] = {str(name): [""] for name in ("start", *question.controls)}
    given = {**empty, **{name: [value] for name, value in fields.items()}}
    return play.read_answer(KIND, question.model_dump(mode="json"), given)


def test_a_campaign_is_started_from_and_changed(question: Question) -> None:
    names = [(start.name, start.year) for start in question.starts]
    rouen = names.index(("Métropole Rouen Normandie", 2022))
    found = Answer.model_validate(read(question, {"start": str(rouen), "base": "75", "animation": "30"}))
    begun = question.starts[rouen].rule
    assert (begun.base, begun.max_km, begun.animation) == (200, 40, 0)
    assert found.rule == begun.model_copy(update={"base": 75, "animation": 30})


def test_without_a_campaign_every_control_is_asked_for(question: Question) -> None:
    faults = read(question, {"base": "75"})
    assert {(fault.field, fault.code) for fault in faults} == {
        (control, "nothing-to-start-from") for control in question.controls if control != "base"
    }
    (fault,) = read(question, {"start": "0", "base": "76"})
    assert (fault.field, fault.code) == ("base", "not-an-option")


def test_the_reference_is_the_best_rule_that_can_be_written_on_the_grid(question: Question) -> None:
    assert len(marking.grid()) == 2160
    solution = marking.solve(question)
    assert solution.avoided == max(avoided(marking.grid(), question.demand))
    assert solution.naive == avoided([GENEROUS], question.demand)[0]
    for control in question.controls:
        assert getattr(solution.best, control) in OPTIONS[control]


def test_beginners_are_measured_by_what_they_can_write(territory: Territory) -> None:
    few = posed(territory, "discovery")
    assert few.controls == ("min_km", "base", "animation")
    assert {rule.proof for rule in marking.offered(few)} == {"B"}
    assert len(marking.offered(few)) == 3 * 5 * 6


def test_experts_choose_which_of_two_operators_to_pay(territory: Territory, question: Question) -> None:
    expert = posed(territory, "expert")
    assert "operators" in expert.controls
    assert 20 <= expert.demand.second.share <= 45
    assert question.demand.second.share == 0
    written = marking.offered(expert)
    assert len(written) == 3 * 2160
    assert marking.solve(expert).avoided == max(avoided(written, expert.demand))
    for name in ("one", "joined"):
        assert read(expert, {"start": "0", "operators": name})["rule"]["operators"] == name


def test_a_rule_that_the_form_cannot_give_is_refused(question: Question) -> None:
    rule = marking.PLAIN.model_copy(update={"trips_a_day": 40}).model_dump(mode="json")
    with pytest.raises(Unreadable):
        play.mark(KIND, question.model_dump(mode="json"), None, {"start": -1, "rule": rule})


def test_the_advice_followed_brings_what_it_promised(question: Question) -> None:
    answer = Answer(start=-1, rule=marking.PLAIN)
    data = question.model_dump(mode="json")
    marked = play.mark(KIND, data, None, answer.model_dump(mode="json"))
    (note,) = (note for note in marked.notes if note.name == "better-change")
    rule = marking.PLAIN.model_copy(update={str(note.data["control"]): note.data["to"]})
    again = play.mark(KIND, data, None, {"start": -1, "rule": rule.model_dump(mode="json")})
    assert again.criteria[0].value == marked.criteria[0].value + int(str(note.data["more"]))


def test_a_territory_without_campaigns_is_refused(territory: Territory) -> None:
    plain = Territory(communes=territory.communes)
    (fault,) = play.check_params(KIND, play.levels(KIND)["standard"], plain)
    assert fault.code == "no-campaigns"
