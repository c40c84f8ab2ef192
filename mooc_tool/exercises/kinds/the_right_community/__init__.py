"""« La bonne communauté »: where to place recruits so that a car-pool service lives.

The engine matches more and more people of each community on a real territory, and follows who comes and goes
for a year. The learner predicts which community has the smallest critical mass, then places recruits in a few
of them; spread over all, they always fade away.
"""

from types import MappingProxyType

from mooc_tool.exercises.kind import Kind
from mooc_tool.exercises.kinds.the_right_community import explaining, forms, marking, posing, reading, showing


class TheRightCommunity(Kind[forms.Params, forms.Question, forms.Prediction, forms.Answer, forms.Solution]):
    """See the package's docstring."""

    name = "the-right-community"
    revision = 1
    notes = explaining.NOTES
    faults = reading.FAULTS
    levels = MappingProxyType({level: {"level": level} for level in forms.LEVELS})

    params_form = forms.Params
    question_form = forms.Question
    prediction_form = forms.Prediction
    answer_form = forms.Answer
    solution_form = forms.Solution

    check = staticmethod(posing.check)
    pose = staticmethod(posing.pose)
    read_prediction = staticmethod(reading.read_prediction)
    read_answer = staticmethod(reading.read_answer)
    run = staticmethod(marking.solve)
    grade = staticmethod(marking.grade)
    explain = staticmethod(explaining.explain)
    view = staticmethod(showing.view)
    review = staticmethod(showing.review)
    samples = staticmethod(marking.samples)
