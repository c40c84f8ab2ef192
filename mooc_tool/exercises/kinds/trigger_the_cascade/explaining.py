"""What there is to learn from a campaign, by the engine's own steps. People in the data count from 0."""

from itertools import combinations
from typing import NamedTuple

from pydantic import JsonValue

from mooc_tool.engine.adoption.campaigns import Campaign
from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.trigger_the_cascade.forms import (
    NOTHING,
    Answer,
    Prediction,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.trigger_the_cascade.spreading import best, joined, lowered, rounds, spent

NOTES = frozenset(
    {
        "predicted-right", "predicted-low", "predicted-high", "cascade-best", "cascade-short", "stop",
        "spare", "swap", "idea-push", "one-person", "case-granovetter", "case-stops",
    }
)  # fmt: skip
UNDONE = 2  # pushes, at most, that advice takes back


def explain(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Note, ...]:
    """The prediction, what the campaign set off, where it stopped, one step better, the idea, the cases."""
    return (
        *_on_prediction(solution, prediction),
        *_on_cascade(question, solution, answer),
        Note(name="idea-push"),
        *_one_person(question, solution),
        Note(name="case-granovetter", data={"facts": ["F-406"]}),
        Note(name="case-stops", data={"facts": ["F-101"]}),
    )


def _on_prediction(solution: Solution, prediction: Prediction | None) -> tuple[Note, ...]:
    if prediction is None:
        return ()
    given, alone = prediction.joined, solution.alone
    name = "predicted-right" if given == alone else "predicted-low" if given < alone else "predicted-high"
    return (Note(name=name, data={"predicted": given, "alone": alone}),)


def _on_cascade(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    people = len(question.thresholds)
    got = joined(question, answer.pushes)
    data: dict[str, JsonValue] = {
        "joined": got, "alone": solution.alone, "best": solution.joined, "people": people,
        "hours": spent(question, answer.pushes),
    }  # fmt: skip
    if got == solution.joined:
        return (Note(name="cascade-best", data=data),)
    return (Note(name="cascade-short", data=data), _stop(question, answer), *_one_step(question, answer, got))


def _stop(question: Question, answer: Answer) -> Note:
    """Who of those left waits for the fewest more."""
    when = rounds(question, answer.pushes)
    waits = lowered(question, answer.pushes)
    sees = [sum(map(bool, when))] * len(when)
    if question.ties:
        known: list[list[int]] = [[] for _ in when]
        for tie in question.ties:
            known[tie.one].append(tie.other)
            known[tie.other].append(tie.one)
        sees = [sum(bool(when[other]) for other in row) for row in known]
    nearest = min((waits[i] - sees[i], i) for i, each in enumerate(when) if not each)[1]
    data = {"person": nearest, "waits": waits[nearest], "sees": sees[nearest], "network": bool(question.ties)}
    return Note(name="stop", data={**data})


class _Step(NamedTuple):
    """A campaign on top of all pushes but one or two, or of all of them."""

    removed: tuple[int, ...]
    campaign: Campaign


def _one_step(question: Question, answer: Answer, got: int) -> tuple[Note, ...]:
    """The best use of the hours left, or of those of one or two pushes: the engine's campaign on top of the
    others.
    """
    pushed = [i for i, push in enumerate(answer.pushes) if push]
    steps = [
        step
        for count in range(UNDONE + 1)
        for removed in combinations(pushed, count)
        if (step := _without(question, answer, removed)) and step.campaign.joined > got
    ]
    if not steps:
        return ()
    step = max(steps, key=lambda each: (each.campaign.joined, -len(each.removed), -each.campaign.price))
    data: dict[str, JsonValue] = {
        "convinced": [*step.campaign.convinced],
        "talked": [*step.campaign.nudged],
        "joined": step.campaign.joined,
    }
    if not step.removed:
        return (Note(name="spare", data=data),)
    return (Note(name="swap", data={**data, "removed": [*step.removed]}),)


def _without(question: Question, answer: Answer, removed: tuple[int, ...]) -> _Step | None:
    """Nobody is pushed twice: the convinced are there already, and others pushed would be too dear."""
    kept = tuple(NOTHING if i in removed else push for i, push in enumerate(answer.pushes))
    left = question.budget - spent(question, kept)
    dear = (left + 1 if push else hours for push, hours in zip(kept, question.hours, strict=True))
    rest = question.model_copy(update={"thresholds": tuple(lowered(question, kept)), "hours": tuple(dear)})
    found = best(rest, left)
    return None if any(kept[i] for i in found.nudged) else _Step(removed, found)


def _one_person(question: Question, solution: Solution) -> tuple[Note, ...]:
    """What would have come of the crowd, had the one at the first gap waited for as many as there are."""
    if question.ties:
        return ()
    person = solution.alone
    changed = list(question.thresholds)
    changed[person] = solution.alone
    reached = joined(question.model_copy(update={"thresholds": tuple(changed)}), [NOTHING] * len(changed))
    return (
        Note(
            name="one-person",
            data={
                "person": person,
                "waits": question.thresholds[person],
                "alone": solution.alone,
                "joined": reached,
            },
        ),
    )
