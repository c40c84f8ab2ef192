"""« Lancez le covoiturage de votre territoire »: two years of a service in four stages, before 30 futures.

The learner takes a role, picks communities and foresees what they find; launches; adjusts after half a year
on noisy results; opens, federates or stays after a year. The same decisions are then played in futures that
differ, on the engine's tables of real matches and its weekly adoption.
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Form, Note, Samples, Shown
from mooc_tool.exercises.kinds.launch_the_service import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.staged import StagedKind
from mooc_tool.exercises.territory import Territory


class LaunchTheService(StagedKind[forms.Params, forms.Question, forms.Draft, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "launch-the-service"
    revision = 2
    stages = ("diagnosis", "launch", "adjust", "scale")
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    draft_form = forms.Draft
    answer_form = forms.Answer
    solution_form = forms.Solution

    def check(self, params: forms.Params, territory: Territory) -> Faults:
        return posing.check(params, territory)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:
        return posing.pose(params, draw, territory)

    def read_stage(self, question: forms.Question, draft: forms.Draft, fields: Fields) -> Form | Faults:
        return reading.read_stage(question, draft, fields)

    def run(self, question: forms.Question) -> forms.Solution:
        return marking.solve(question)

    def grade(
        self,
        question: forms.Question,
        solution: forms.Solution,
        prediction: forms.Draft | None,  # noqa: ARG002 - the answer holds all stages
        answer: forms.Answer,
    ) -> tuple[Criterion, ...]:
        return marking.grade(question, solution, answer)

    def explain(
        self,
        question: forms.Question,
        solution: forms.Solution,
        prediction: forms.Draft | None,  # noqa: ARG002 - the answer holds all stages
        answer: forms.Answer,
    ) -> tuple[Note, ...]:
        return explaining.explain(question, solution, answer)

    def view(self, question: forms.Question) -> Shown:
        return showing.view(question)

    def outcome(self, question: forms.Question, draft: forms.Draft) -> Shown:
        return showing.outcome(question, draft)

    def review(
        self, question: forms.Question, answer: forms.Answer, solution: forms.Solution | None
    ) -> Shown:
        return showing.review(question, answer, solution)

    def samples(
        self, question: forms.Question, solution: forms.Solution, draw: Draw
    ) -> Samples[forms.Draft, forms.Answer]:
        return marking.samples(question, solution, draw)
