"""« Le chiffre du jour »: is a figure of the press exact, what is wrong with it, what is the right number?

The sentences come from a bank beside this file; each is modelled on two real sources that contradict each
other, with numbers drawn anew.
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Kind, Note
from mooc_tool.exercises.kinds.todays_figure import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.territory import Territory


class TodaysFigure(Kind[forms.Params, forms.Question, Form, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "todays-figure"
    revision = 1
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    answer_form = forms.Answer
    solution_form = forms.Solution

    read_answer = staticmethod(reading.read_answer)
    run = staticmethod(marking.solve)
    told = staticmethod(explaining.told)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)

    def grade(
        self,
        question: forms.Question,
        solution: forms.Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: forms.Answer,
    ) -> tuple[Criterion, ...]:
        return marking.grade(question, solution, answer)

    def explain(
        self,
        question: forms.Question,
        solution: forms.Solution,  # noqa: ARG002 - the question holds all that is right
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: forms.Answer,
    ) -> tuple[Note, ...]:
        return explaining.explain(question, answer)
