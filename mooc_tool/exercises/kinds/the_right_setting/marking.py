"""Draws cases, finds their best settings, marks an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, NoInstanceError, Samples, earned
from mooc_tool.exercises.kinds.the_right_setting.forms import (
    Answer,
    Best,
    Params,
    Question,
    SceneName,
    Solution,
)
from mooc_tool.exercises.kinds.the_right_setting.scenes import SCENES, Case

DRAWS = 400  # the bound on redraws
CLEAR = 4  # the best beats every other by a quarter of its lead at least
STEPS_OFF = 2  # from the best, where points begin


def pose(params: Params, draw: Draw) -> Question:
    """Cases whose best settings are clear, and not all the same. Raises NoInstanceError."""
    cases: list[dict[str, int]] = []
    found: set[int] = set()
    for _ in range(DRAWS):
        case = SCENES[params.scene].draw(draw)
        best = best_of(params.scene, case)
        last = len(cases) == params.cases - 1
        if is_clear(best) and not (last and found == {best.setting}):
            cases.append(case)
            found.add(best.setting)
        if len(cases) == params.cases:
            return Question(scene=params.scene, cases=tuple(cases), hints=params.level == "discovery")
    raise NoInstanceError(f"in {DRAWS} draws fewer than {params.cases} cases have a clear best setting")


def best_of(scene: SceneName, case: Case) -> Best:
    """The best of all settings."""
    settings = SCENES[scene].settings
    values = tuple(SCENES[scene].outcome(case, setting)["value"] for setting in settings)
    at = values.index(max(values))
    far = [value for place, value in enumerate(values) if abs(place - at) >= STEPS_OFF]
    return Best(setting=settings[at], value=values[at], reference=max(far), values=values)


def is_clear(best: Best) -> bool:
    """Whether no other setting comes near, and none lies beyond the list's ends."""
    first, second = sorted(best.values, reverse=True)[:2]
    at = best.values.index(first)
    inside = 0 < at < len(best.values) - 1
    return inside and CLEAR * (first - second) >= first - best.reference > 0


def solve(question: Question) -> Solution:
    """The best of each case."""
    return Solution(cases=tuple(best_of(question.scene, case) for case in question.cases))


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """The same points for each case, counted from the best setting that is two steps off."""
    if len(answer.settings) != len(question.cases):
        raise ValueError(f"{len(answer.settings)} settings for {len(question.cases)} cases")
    settings, count = SCENES[question.scene].settings, len(question.cases)
    criteria = []
    for number, (best, setting) in enumerate(zip(solution.cases, answer.settings, strict=True)):
        if setting not in settings:
            raise ValueError(f"{setting} is no setting of {question.scene}")
        value = best.values[settings.index(setting)]
        worth = 100 * (number + 1) // count - 100 * number // count
        criteria.append(
            Criterion(
                name=f"case-{number}",
                worth=worth,
                earned=earned(worth, value, best.reference, best.value),
                value=value,
                reference=best.reference,
                best=best.value,
            )
        )
    return tuple(criteria)


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """All the best; the last one step off; everything lowest, highest, or anything."""
    settings, count = SCENES[question.scene].settings, len(question.cases)
    right = tuple(best.setting for best in solution.cases)
    last = solution.cases[-1]
    at = settings.index(last.setting)
    beside = max((at - 1, at + 1), key=last.values.__getitem__)
    return Samples(
        right=Answer(settings=right),
        careful=Answer(settings=(*right[:-1], settings[beside])),
        wrong=(Answer(settings=(settings[0],) * count), Answer(settings=(settings[-1],) * count)),
        blind=Answer(settings=tuple(draw.choice(settings) for _ in right)),
    )
