"""« Les deux versants »: half a year of a car-pool line whose two sides each come for the other.

What the sides find in a day is a table of real runs of the matching engine, kept with the question; week by
week the engine's two-sided adoption follows (Evans and Schmalensee, 2010).
"""

from types import MappingProxyType

from mooc_tool.exercises.kind import Faults, Fields, Kind
from mooc_tool.exercises.kinds.the_two_sides import explaining, forms, marking, posing, reading, showing


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

    pose = staticmethod(posing.pose)
    read_answer = staticmethod(reading.read_answer)
    run = staticmethod(marking.solve)
    grade = staticmethod(marking.grade)
    explain = staticmethod(explaining.explain)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

    def read_prediction(
        self,
        question: forms.Question,  # noqa: ARG002 - the same choice for every question
        fields: Fields,
    ) -> forms.Prediction | Faults:
        return reading.read_prediction(fields)
