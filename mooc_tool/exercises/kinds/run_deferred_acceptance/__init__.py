"""« Faire tourner l'acceptation différée »: the whole run by hand, round by round.

The learner first predicts which side will be better off, then says to whom each free proposer proposes and
whom each receiver keeps, and who ends with whom (Gale and Shapley, 1962).
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Faults, Fields, Kind
from mooc_tool.exercises.kinds.run_deferred_acceptance import (
    explaining,
    forms,
    marking,
    posing,
    reading,
    showing,
)
from mooc_tool.exercises.territory import Territory


class RunDeferredAcceptance(
    Kind[forms.Params, forms.Question, forms.Prediction, forms.Answer, forms.Solution]
):
    """See the package's docstring."""

    name = "run-deferred-acceptance"
    revision = 1
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    prediction_form = forms.Prediction
    answer_form = forms.Answer
    solution_form = forms.Solution

    read_answer = staticmethod(reading.read_answer)
    run = staticmethod(marking.solve)
    grade = staticmethod(marking.grade)
    explain = staticmethod(explaining.explain)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)

    def read_prediction(self, question: forms.Question, fields: Fields) -> forms.Prediction | Faults:  # noqa: ARG002 - the same for all
        return reading.read_prediction(fields)
