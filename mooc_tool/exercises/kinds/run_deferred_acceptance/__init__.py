"""« Faire tourner l'acceptation différée»: the whole run by hand, round by round.

The learner first predicts which side will be better off. Each round is a stage: to whom each free proposer
proposes, whom each receiver keeps; then what was wrong is told and the true state put back. At last: who ends
with whom (Gale and Shapley, 1962).
"""

from types import MappingProxyType

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kinds.run_deferred_acceptance import (
    explaining,
    forms,
    marking,
    posing,
    reading,
    samples,
    showing,
    staging,
)
from mooc_tool.exercises.staged import StagedKind
from mooc_tool.exercises.territory import Territory


class RunDeferredAcceptance(
    StagedKind[forms.Params, forms.Question, forms.Draft, forms.Answer, forms.Solution]
):
    """See the package's docstring."""

    name = "run-deferred-acceptance"
    revision = 1
    stages = staging.STAGES
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    prediction_form = forms.Draft
    draft_form = forms.Draft
    answer_form = forms.Answer
    solution_form = forms.Solution

    due = staticmethod(staging.due)
    drafts = staticmethod(staging.drafts)
    read_stage = staticmethod(reading.read_stage)
    run = staticmethod(marking.solve)
    grade = staticmethod(marking.grade)
    explain = staticmethod(explaining.explain)
    view = staticmethod(showing.view)
    outcome = staticmethod(showing.outcome)
    review = staticmethod(showing.review)
    samples = staticmethod(samples.samples)

    def pose(self, params: forms.Params, draw: Draw, territory: Territory) -> forms.Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)
