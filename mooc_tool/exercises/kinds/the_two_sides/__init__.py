"""« Les deux versants »: half a year of a car-pool line whose two sides each come for the other.

What the sides find in a day is a table of real runs of the matching engine, kept with the question; week by
week the engine's two-sided adoption follows (Evans and Schmalensee, 2010).
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Kind, Note, Samples, Shown
from mooc_tool.exercises.kinds.the_two_sides import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.territory import Territory


class TheTwoSides(Kind[forms.Params, forms.Question, forms.Prediction, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "the-two-sides"
    revision = 1
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    prediction_form = forms.Prediction
    answer_form = forms.Answer
    solution_form = forms.Solution

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:
        return posing.pose(params, draw, territory)

    def read_prediction(
        self,
        question: forms.Question,  # noqa: ARG002 - the same choice for every question
        fields: Fields,
    ) -> forms.Prediction | Faults:
        return reading.read_prediction(fields)

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
