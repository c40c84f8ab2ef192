"""The engine's own answers to some kinds of exercise, as the fields of each form that asks for them."""

from collections.abc import Mapping
from typing import Any

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.run_deferred_acceptance import RunDeferredAcceptance
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import Question
from tests.flows.playing import right_fields_to

Stages = list[tuple[str, dict[str, str]]]
"""The name of each stage with its fields."""


def rounds(question: Question) -> Stages:
    """Of deferred acceptance by hand."""
    kind, seats = RunDeferredAcceptance(), question.sides.seats
    right = kind.samples(question, kind.run(question), Draw(b"")).right
    turns = [
        {
            **{f"ask-{i}": typed(j) for i, j in enumerate(turn.asks)},
            **{
                f"keep-{j}-{seat}": typed(([*kept] + [-1] * seats)[seat])
                for j, kept in enumerate(turn.keeps)
                for seat in range(seats)
            },
        }
        for turn in right.turns
    ]
    return [
        ("prediction", {"prediction": str(right.better)}),
        *((f"round-{number}", fields) for number, fields in enumerate(turns, 1)),
        ("final", {f"final-{i}": typed(j) for i, j in enumerate(right.final)}),
    ]


def right_stages(kind: str, question: Mapping[str, Any]) -> Stages:
    """Of any of the three kinds that are known here."""
    if kind == "run-deferred-acceptance":
        return rounds(Question.model_validate(question))
    if kind == "fill-the-cars":
        nobody = [-1] * len(question["passengers"])
        marked = play.mark(kind, question, None, {"pairs": nobody, "kilometres": nobody})
        most = next(each.best for each in marked.criteria if each.name == "pairs")
        return [("prediction", {"prediction": str(most)}), ("answer", right_fields_to(question))]
    nobody = [0] * len(question["communities"])
    solution: Any = play.mark(kind, question, None, {"recruits": nobody, "flexibility": "none"}).solution
    masses = solution["masses"]["none"]
    least = min((mass, number) for number, mass in enumerate(masses) if mass >= 0)[1]
    placed = {f"recruits-{i}": str(count or "") for i, count in enumerate(solution["best"]["recruits"])}
    return [("prediction", {"least": str(least)}), ("answer", placed)]


def typed(who: int) -> str:
    """A person as a list has it, empty for nobody."""
    return "" if who < 0 else str(who)
