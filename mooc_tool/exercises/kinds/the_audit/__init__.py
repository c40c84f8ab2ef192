"""« L'audit »: recompute what a press sheet says from the raw table of its year, and mark what is wrong.

Three of six faults are planted: in the table a month twice, a month in metres, a number too small to be
shown; in the press sheet the best month taken twelve times, the driver's kilometres counted as avoided,
« times » for « more ».
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Form, Kind, Note, Shown
from mooc_tool.exercises.kinds.the_audit import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.territory import Territory


class TheAudit(Kind[forms.Params, forms.Question, Form, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "the-audit"
    revision = 1
    notes = explaining.NOTES
    faults = reading.CODES
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    answer_form = forms.Answer
    solution_form = forms.Solution

    run = staticmethod(marking.solve)
    view = staticmethod(showing.view)
    sheet = staticmethod(showing.sheet)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)

    def read_answer(self, question: forms.Question, fields: Fields) -> forms.Answer | Faults:  # noqa: ARG002 - the same for all
        return reading.read_answer(fields)

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
        wanted = reading.read_wanted(question, fields)
        return showing.summed(question, wanted) if isinstance(wanted, reading.Wanted) else wanted
