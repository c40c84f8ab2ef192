"""« La courbe en S »: fit Bass's curve to the beginning of an adoption, forecast its end, and doubt both.

F. Bass, « A new product growth model for consumer durables », Management Science 15 (1969). The beginning is
drawn so that two curves fit it about equally whose final numbers differ by two.
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Form, Kind, Note, Shown
from mooc_tool.exercises.kinds.the_s_curve import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.territory import Territory


class TheSCurve(Kind[forms.Params, forms.Question, Form, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "the-s-curve"
    revision = 1
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    answer_form = forms.Answer
    solution_form = forms.Solution

    read_answer = staticmethod(reading.read_answer)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)

    def run(self, question: forms.Question) -> forms.Solution:
        found = marking.solve(question)
        if found is None:
            raise ValueError("no two curves fit about equally")
        return found

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
        solution: forms.Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: forms.Answer,
    ) -> tuple[Note, ...]:
        return explaining.explain(question, solution, answer)

    def try_out(self, question: forms.Question, fields: Fields) -> Shown | Faults:
        curve = reading.read_curve(fields)
        return showing.tried(question, curve) if isinstance(curve, forms.Curve) else curve
