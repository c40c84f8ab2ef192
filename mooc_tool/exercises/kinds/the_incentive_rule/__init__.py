"""« La règle d'incitation »: write the rule by which an authority pays for car-pooled trips.

The learner starts from a real campaign or from nothing, and a year passes on a drawn demand, with trips that
were shared before, buses that lose passengers, false trips, and money that may run out. What counts is the
car kilometres avoided, net.
"""

from types import MappingProxyType

from mooc_tool.exercises.kind import Criterion, Form, Kind, Note
from mooc_tool.exercises.kinds.the_incentive_rule import explaining, forms, marking, posing, reading, showing


class TheIncentiveRule(Kind[forms.Params, forms.Question, Form, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "the-incentive-rule"
    revision = 3
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    answer_form = forms.Answer
    solution_form = forms.Solution

    check = staticmethod(posing.check)
    pose = staticmethod(posing.pose)
    read_answer = staticmethod(reading.read_answer)
    run = staticmethod(marking.solve)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

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
