"""« Déclencher la cascade »: whom to talk to and whom to convince, so that most of a street joins.

Each joins once enough others have (Granovetter, 1978): in a crowd, of all; at the expert level, of those whom
one knows. The engine's campaign is an exact optimum in both.
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Kind
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
    revision = 2
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    prediction_form = forms.Prediction
    answer_form = forms.Answer
    solution_form = forms.Solution

    read_prediction = staticmethod(reading.read_prediction)
    read_answer = staticmethod(reading.read_answer)
    run = staticmethod(marking.solve)
    grade = staticmethod(marking.grade)
    explain = staticmethod(explaining.explain)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)
