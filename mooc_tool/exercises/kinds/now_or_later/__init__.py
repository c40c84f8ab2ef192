"""« Maintenant ou plus tard ? »: at each station, match at once, in batches, or ask and wait.

The engine lives the same simulated mornings under every way to match (Akbarpour, Li and Oveis Gharan, 2020;
Ashlagi and others, 2019). What came of each is kept with the question, so that a mark can be computed again.
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Faults, Fields, Kind
from mooc_tool.exercises.kinds.now_or_later import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.territory import Territory


class NowOrLater(Kind[forms.Params, forms.Question, forms.Prediction, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "now-or-later"
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

    def read_prediction(
        self,
        question: forms.Question,  # noqa: ARG002 - the same choice for every question
        fields: Fields,
    ) -> forms.Prediction | Faults:
        return reading.read_prediction(fields)
