"""« Le cercle d'échange »: exchange without money, of desks and in a register of incompatible pairs.

First some people exchange desks by top trading cycles (Shapley and Scarf, 1974); then a register is served by
cycles of two, as the French law of 2011 had it, and of up to three (Roth, Sönmez and Ünver, 2007).
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Kind, Note
from mooc_tool.exercises.kinds.ring_of_exchange import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.territory import Territory


class RingOfExchange(Kind[forms.Params, forms.Question, Form, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "ring-of-exchange"
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
        solution: forms.Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: forms.Answer,
    ) -> tuple[Note, ...]:
        return explaining.explain(question, solution, answer)
