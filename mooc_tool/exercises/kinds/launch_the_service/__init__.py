"""« Lancez le covoiturage de votre territoire »: two years of a service in four stages, before 30 futures.

The learner takes a role, picks communities and foresees what they find; launches; adjusts after half a year
on noisy results; opens, federates or stays after a year. The same decisions are then played in futures that
differ, on the engine's tables of real matches and its weekly adoption.
"""

from types import MappingProxyType

from mooc_tool.exercises.kind import Criterion, Note
from mooc_tool.exercises.kinds.launch_the_service import explaining, forms, marking, posing, reading, showing
from mooc_tool.exercises.staged import StagedKind


class LaunchTheService(StagedKind[forms.Params, forms.Question, forms.Draft, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "launch-the-service"
    revision = 3
    stages = ("diagnosis", "launch", "adjust", "scale")
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    draft_form = forms.Draft
    answer_form = forms.Answer
    solution_form = forms.Solution

    check = staticmethod(posing.check)
    pose = staticmethod(posing.pose)
    read_stage = staticmethod(reading.read_stage)
    run = staticmethod(marking.solve)
    view = staticmethod(showing.view)
    outcome = staticmethod(showing.outcome)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)

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
