"""« Déclencher la cascade »: whom to talk to and whom to convince, so that most of a street joins.

Each joins once enough others have (Granovetter, 1978): in a crowd, of all; at the expert level, of those whom
one knows. The engine's campaign is an exact optimum in both.
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Kind, Note, Samples, Shown
from mooc_tool.exercises.kinds.trigger_the_cascade import (
    explaining,
    forms,
    marking,
    posing,
    reading,
    showing,
)
from mooc_tool.exercises.territory import Territory


class TriggerTheCascade(Kind[forms.Params, forms.Question, forms.Prediction, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "trigger-the-cascade"
    revision = 1
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    prediction_form = forms.Prediction
    answer_form = forms.Answer
    solution_form = forms.Solution

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)

    def read_prediction(self, question: forms.Question, fields: Fields) -> forms.Prediction | Faults:
        return reading.read_prediction(question, fields)

    def read_answer(self, question: forms.Question, fields: Fields) -> forms.Answer | Faults:
        return reading.read_answer(question, fields)

    def run(self, question: forms.Question) -> forms.Solution:
        return marking.solve(question)

    def grade(
        self,
        question: forms.Question,
        solution: forms.Solution,
        prediction: forms.Prediction | None,
        answer: forms.Answer,
    ) -> tuple[Criterion, ...]:
        return marking.grade(question, solution, prediction, answer)

    def explain(
        self,
        question: forms.Question,
        solution: forms.Solution,
        prediction: forms.Prediction | None,
        answer: forms.Answer,
    ) -> tuple[Note, ...]:
        return explaining.explain(question, solution, prediction, answer)

    def view(self, question: forms.Question) -> Shown:
        return showing.view(question)

    def review(
        self, question: forms.Question, answer: forms.Answer, solution: forms.Solution | None
    ) -> Shown:
        return showing.review(question, answer, solution)

    def samples(
        self, question: forms.Question, solution: forms.Solution, draw: Draw
    ) -> Samples[forms.Prediction, forms.Answer]:
        return marking.samples(question, solution, draw)
