"""« Combien de places ? »: desks for two co-working centres whose members come as they please, and whether to
run one centre instead of two. The engine's answer is exact: sums of binomials, in whole numbers.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import sqrt
from types import MappingProxyType

from pydantic import JsonValue

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Form, Kind, Note, Shown
from mooc_tool.exercises.kinds.how_many_places import marking, posing
from mooc_tool.exercises.kinds.how_many_places.forms import (
    CENTRES,
    LEVELS,
    PLANS,
    Answer,
    Centre,
    Params,
    Question,
    Solution,
)
from mooc_tool.exercises.line_chart import Series, line_chart
from mooc_tool.exercises.territory import Territory

ALL_BUT_SURE = Fraction(999, 1000)  # where the chart's lines end


class HowManyPlaces(Kind[Params, Question, Form, Answer, Solution]):
    """See the module's docstring."""

    name = "how-many-places"
    revision = 1
    notes = frozenset(
        {
            "places-right", "places-short", "places-more", "choice-right", "choice-wrong", "choice-short",
            "idea-pool", "idea-distance", "case-members", "case-third-places",
        }
    )  # fmt: skip
    faults = frozenset(
        {"missing", "given-twice", "not-a-number", "out-of-range", "not-an-option", "unknown-field"}
    )
    levels = MappingProxyType({level: {"level": level} for level in LEVELS})
    params_form, question_form, answer_form, solution_form = Params, Question, Answer, Solution

    run = staticmethod(marking.solve)
    samples = staticmethod(marking.samples)

    def pose(self, params: Params, draw: Draw, territory: Territory) -> Question:  # noqa: ARG002 - happens nowhere
        return posing.pose(params, draw)

    def read_answer(self, question: Question, fields: Fields) -> Answer | Faults:
        """Fields ``first``, ``second``, ``together`` (desks) and ``choice`` (``apart`` or ``together``)."""
        reader = FieldReader(fields)
        first, second, together = (
            reader.whole_number(centre, 0, question.count(centre)) or 0 for centre in CENTRES
        )
        choice = reader.word("choice", PLANS) or PLANS[0]
        return reader.faults() or Answer(first=first, second=second, together=together, choice=choice)

    def grade(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: Answer,
    ) -> tuple[Criterion, ...]:
        return marking.grade(question, solution, answer)

    def explain(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: Answer,
    ) -> tuple[Note, ...]:
        desks = {centre: getattr(solution, centre) for centre in CENTRES}
        return (
            *_on_places(question, solution, answer),
            _on_choice(question, solution, answer),
            Note(name="idea-pool", data={**desks, "members": question.count("together")}),
            Note(
                name="idea-distance",
                data={"travel": question.travel(), "rent": question.prices.rent, "km": question.prices.km},
            ),
            Note(name="case-members", data={"facts": ["F-513"]}),
            Note(name="case-third-places", data={"facts": ["F-308", "F-309"]}),
        )

    def view(self, question: Question) -> Shown:
        """``centres`` [{centre, members, groups: [{count, percents}], mean, spread}] (of each weekday, in
        tenths), ``prices``, ``travel``, ``served``, ``hints``.
        """
        return {
            "centres": [_shown(question, "first"), _shown(question, "second")],
            "members": question.count("together"),
            "prices": question.prices.model_dump(mode="json"),
            "travel": question.travel(),
            "served": question.served,
            "hints": question.hints,
        }

    def review(self, question: Question, answer: Answer, solution: Solution | None) -> Shown:
        """As ``view``, with ``places`` [{centre, given, served, best}] (served in thousandths), ``choice``,
        and, only with the solution, ``best`` (all that was found) and ``chart``.
        """
        places: list[JsonValue] = [
            {
                "centre": centre,
                "given": getattr(answer, centre),
                "served": int(1000 * marking.served(question, centre, getattr(answer, centre))),
                "best": getattr(solution, centre) if solution else None,
            }
            for centre in CENTRES
        ]
        return {
            **self.view(question),
            "places": places,
            "choice": answer.choice,
            "best": solution.model_dump(mode="json") if solution else None,
            "chart": _chart(question) if solution else None,
        }


def _on_places(question: Question, solution: Solution, answer: Answer) -> Iterator[Note]:
    """For each centre whether its desks are enough, and whether fewer would be."""
    for centre in CENTRES:
        given, best = getattr(answer, centre), getattr(solution, centre)
        name = "places-right" if given == best else "places-short" if given < best else "places-more"
        share = int(1000 * marking.served(question, centre, given))
        yield Note(name=name, data={"centre": centre, "given": given, "best": best, "served": share})


def _on_choice(question: Question, solution: Solution, answer: Answer) -> Note:
    best = marking.cheaper(solution)
    costs = {"apart": solution.apart_cost, "together": solution.together_cost, "best": best}
    if answer.choice != best:
        return Note(name="choice-wrong", data={**costs})
    if not marking.is_sound(question, answer):
        return Note(name="choice-short", data={**costs, "served": question.served})
    return Note(name="choice-right", data={**costs})


def _shown(question: Question, centre: Centre) -> Shown:
    groups = question.members(centre)
    days = question.week(centre)
    return {
        "centre": centre,
        "members": question.count(centre),
        "groups": [each.model_dump(mode="json") for each in groups],
        "mean": [round(sum(each.members * each.percent for each in day) / 10) for day in days],
        "spread": [
            round(sqrt(sum(each.members * each.percent * (100 - each.percent) for each in day)) / 10)
            for day in days
        ],
    }


def _chart(question: Question) -> Shown:
    """On what share of days nobody is refused, by the number of desks."""
    lines = []
    for centre in CENTRES:
        shares = marking.all_served(question, centre)
        enough = next(places for places, share in enumerate(shares) if share > ALL_BUT_SURE)
        points = [(places, round(100 * float(share), 1)) for places, share in enumerate(shares[: enough + 1])]
        lines.append(Series(centre, points))
    return line_chart(lines)
