"""« La bonne communauté »: where to place recruits so that a car-pool service lives.

The engine matches more and more people of each community on a real territory, and follows who comes and goes
for a year. The learner predicts which community has the smallest critical mass, then places recruits in a few
of them; spread over all, they always fade away.
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Kind, Note, Samples, Shown
from mooc_tool.exercises.kinds.the_right_community import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.territory import Territory


class TheRightCommunity(Kind[forms.Params, forms.Question, forms.Prediction, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "the-right-community"
    revision = 1
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    prediction_form = forms.Prediction
    answer_form = forms.Answer
    solution_form = forms.Solution

    def check(self, params: forms.Params, territory: Territory) -> Faults:
        return posing.check(params, territory)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:
        return posing.pose(params, draw, territory)

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
