"""« Le bon contrat »: which contract suits a need, and which two points are to be settled in writing?

A need is described by seven features, whose sentences come from a bank beside this file; so do the rules,
with weights, by which contracts suit. They simplify French law for teaching and are not legal advice; a
teacher of public law is to read them before a course opens.
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Kind, Note
from mooc_tool.exercises.kinds.the_right_contract import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.territory import Territory


class TheRightContract(Kind[forms.Params, forms.Question, Form, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "the-right-contract"
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
    told = staticmethod(explaining.told)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)

    def grade(
        self,
        question: forms.Question,
        solution: forms.Solution,  # noqa: ARG002 - the question holds all that is right
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: forms.Answer,
    ) -> tuple[Criterion, ...]:
        return marking.grade(question, answer)

    def explain(
        self,
        question: forms.Question,
        solution: forms.Solution,  # noqa: ARG002 - the question holds all that is right
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: forms.Answer,
    ) -> tuple[Note, ...]:
        return explaining.explain(question, answer)
