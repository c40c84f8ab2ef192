"""« Remplir les voitures »: who rides with whom, for the most passengers and for the most kilometres avoided.

The learner first predicts how many passengers can travel, then gives two plans on the same people: one with
as many pairs as can be (maximum matching), one with as many car kilometres avoided as can be (maximum
weight).
"""

from types import MappingProxyType

from mooc_tool.exercises.kind import Criterion, Kind
from mooc_tool.exercises.kinds.fill_the_cars import explaining, forms, marking, posing, reading, showing


class FillTheCars(Kind[forms.Params, forms.Question, forms.Prediction, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "fill-the-cars"
    revision = 3
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    prediction_form = forms.Prediction
    answer_form = forms.Answer
    solution_form = forms.Solution

    check = staticmethod(posing.check)
    pose = staticmethod(posing.pose)
    read_prediction = staticmethod(reading.read_prediction)
    read_answer = staticmethod(reading.read_answer)
    run = staticmethod(marking.solve)
    explain = staticmethod(explaining.explain)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

    def grade(
        self,
        question: forms.Question,
        solution: forms.Solution,
        prediction: forms.Prediction | None,  # noqa: ARG002 - shown beside the result, worth no points
        answer: forms.Answer,
    ) -> tuple[Criterion, ...]:
        return marking.grade(question, solution, answer)
