"""« Le bon réglage »: one lever, a few cases of one scene. The price on the night of a concert, the
registration numbers of furnished lets, the residents' parking places that a city says may be booked.
"""

from types import MappingProxyType

from pydantic import JsonValue

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Form, Kind, Note, Shown
from mooc_tool.exercises.kinds.the_right_setting import marking
from mooc_tool.exercises.kinds.the_right_setting.forms import (
    LEVELS,
    Answer,
    Params,
    Question,
    SceneName,
    Solution,
)
from mooc_tool.exercises.kinds.the_right_setting.scenes import SCENES
from mooc_tool.exercises.line_chart import Series, line_chart
from mooc_tool.exercises.territory import Territory

FACTS: dict[SceneName, list[JsonValue]] = {
    "concert": ["F-409", "F-410"],
    "lettings": ["F-206", "F-208"],
    "parking": ["F-301", "F-302"],
}


class TheRightSetting(Kind[Params, Question, Form, Answer, Solution]):
    """See the package's docstring."""

    name = "the-right-setting"
    revision = 1
    notes = frozenset({"all-best", "too-low", "too-high", "idea", "world"})
    faults = frozenset({"missing", "given-twice", "not-an-option", "unknown-field"})
    levels = MappingProxyType({level: {"level": level} for level in LEVELS})
    params_form, question_form, answer_form, solution_form = Params, Question, Answer, Solution

    run = staticmethod(marking.solve)
    samples = staticmethod(marking.samples)

    def pose(self, params: Params, draw: Draw, territory: Territory) -> Question:  # noqa: ARG002 - happens nowhere
        return marking.pose(params, draw)

    def read_answer(self, question: Question, fields: Fields) -> Answer | Faults:
        """Fields ``setting-<case>``."""
        reader, options = FieldReader(fields), SCENES[question.scene].settings
        given = [reader.needed(f"setting-{number}", options) for number in range(len(question.cases))]
        return reader.faults() or Answer(settings=tuple(each or 0 for each in given))

    def grade(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: Answer,
    ) -> tuple[Criterion, ...]:
        return marking.grade(question, solution, answer)

    def explain(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: Answer,
    ) -> tuple[Note, ...]:
        """Whether all is best, or the case in which most is lost; then the scene's idea and its real case."""
        criteria = marking.grade(question, solution, answer)
        worst = min(range(len(criteria)), key=lambda number: criteria[number].earned - criteria[number].worth)
        own, best = answer.settings[worst], solution.cases[worst].setting
        name = "all-best" if own == best else "too-low" if own < best else "too-high"
        came = SCENES[question.scene].outcome(question.cases[worst], own)
        data: dict[str, JsonValue] = {"scene": question.scene, "case": worst, "setting": own}
        return (
            Note(name=name, data={**data, "outcome": {**came}}),
            Note(name="idea", data={"scene": question.scene}),
            Note(name="world", data={"scene": question.scene, "facts": FACTS[question.scene]}),
        )

    def view(self, question: Question) -> Shown:
        """``scene``, ``cases`` (their numbers by name), ``settings`` to choose from, ``hints``."""
        return {
            **question.model_dump(mode="json"),
            "settings": list(SCENES[question.scene].settings),
        }

    def review(self, question: Question, answer: Answer, solution: Solution | None) -> Shown:
        """As ``view``, with ``rows`` [{own, best}], each a setting with what comes of it; only with the
        solution ``best`` (all that was found) and ``chart``.
        """
        outcome = SCENES[question.scene].outcome
        rows: list[JsonValue] = []
        for number, (case, setting) in enumerate(zip(question.cases, answer.settings, strict=True)):
            best = solution.cases[number].setting if solution else None
            rows.append(
                {
                    "own": {"setting": setting, **outcome(case, setting)},
                    "best": None if best is None else {"setting": best, **outcome(case, best)},
                }
            )
        return {
            **self.view(question),
            "rows": rows,
            "best": solution.model_dump(mode="json") if solution else None,
            "chart": _chart(question, solution) if solution else None,
        }


def _chart(question: Question, solution: Solution) -> Shown:
    """The value of every setting in points or euros, a line for each case."""
    settings, unit = SCENES[question.scene].settings, 100 if question.scene == "parking" else 1
    return line_chart(
        [
            Series(str(number), [(x, y / unit) for x, y in zip(settings, best.values, strict=True)])
            for number, best in enumerate(solution.cases)
        ]
    )
