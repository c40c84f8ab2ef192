"""« Combien vaut un réseau ? »: by how much value grows with the members, under three « laws » and in trips.

The laws are Sarnoff's, Metcalfe's and n log n (Odlyzko and Tilly, 2005); the trips are those that the
car-pool engine matches on the territory.
"""

from collections.abc import Iterator
from types import MappingProxyType

from pydantic import JsonValue

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Criterion, Faults, Fields, Form, Kind, Note, Shown
from mooc_tool.exercises.kinds.worth_of_a_network import marking, posing
from mooc_tool.exercises.kinds.worth_of_a_network.forms import (
    LAWS,
    LEVELS,
    Answer,
    Market,
    Params,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.worth_of_a_network.marking import HIGHEST, closeness, is_right, share, value_of
from mooc_tool.exercises.line_chart import Series, line_chart

CLOSE = 90  # a guess that is called close


class WorthOfANetwork(Kind[Params, Question, Form, Answer, Solution]):
    """See the module's docstring."""

    name = "worth-of-a-network"
    revision = 1
    notes = frozenset(
        {
            "laws-right", "laws-wrong", "guess-close", "guess-low", "guess-high", "shares", "idea-thin",
            "case-metropolis", "case-law",
        }
    )  # fmt: skip
    faults = frozenset(
        {"missing", "given-twice", "not-a-decimal", "too-fine", "out-of-bounds", "unknown-field"}
    )
    levels = MappingProxyType({level: {"level": level} for level in LEVELS})
    params_form, question_form, answer_form, solution_form = Params, Question, Answer, Solution

    pose = staticmethod(posing.pose)
    run = staticmethod(marking.solve)
    samples = staticmethod(marking.samples)

    def read_answer(self, question: Question, fields: Fields) -> Answer | Faults:
        """Fields ``sarnoff``, ``logarithm``, ``metcalfe``; ``everywhere``, ``together`` for the trips:
        factors with three decimals at most.
        """
        reader = FieldReader(fields)
        laws = [reader.decimal(law, 1, HIGHEST, 3) or 0 for law in LAWS]
        trips = [reader.decimal(market.going, 1, HIGHEST, 3) or 0 for market in question.markets]
        return reader.faults() or Answer(laws=tuple(laws), trips=tuple(trips))

    def grade(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - the guess is part of the answer
        answer: Answer,
    ) -> tuple[Criterion, ...]:
        return marking.grade(question, solution, answer)

    def explain(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - the guess is part of the answer
        answer: Answer,
    ) -> tuple[Note, ...]:
        return (
            _on_laws(question, solution, answer),
            *_on_trips(question, solution, answer),
            Note(name="idea-thin"),
            Note(name="case-metropolis", data={"facts": ["F-501"]}),
            Note(name="case-law", data={"facts": ["F-405"]}),
        )

    def view(self, question: Question) -> Shown:
        """``small``, ``large``, ``markets`` [{going, destination, served}]: with hints, the passengers served
        at the small size, in tenths; else None.
        """
        markets: list[JsonValue] = [
            {
                "going": market.going,
                "destination": market.destination,
                "served": _served(market, 0) if question.hints else None,
            }
            for market in question.markets
        ]
        return {"small": question.small, "large": question.large, "hints": question.hints, "markets": markets}

    def review(self, question: Question, answer: Answer, solution: Solution | None) -> Shown:
        """As ``view``, with ``factors`` [{name, given, found}], ``found`` (all that was), and ``charts`` by
        market; what the engine found, and charts, only with the solution.
        """
        names = (*LAWS, *(market.going for market in question.markets))
        found = (*solution.laws, *solution.trips) if solution else (None,) * len(names)
        factors: list[JsonValue] = [
            {"name": name, "given": given, "found": factor}
            for name, given, factor in zip(names, (*answer.laws, *answer.trips), found, strict=True)
        ]
        charts: list[JsonValue] = [_chart(market) for market in question.markets] if solution else []
        whole = solution.model_dump(mode="json") if solution else None
        return {**self.view(question), "factors": factors, "found": whole, "charts": charts}


def _on_laws(question: Question, solution: Solution, answer: Answer) -> Note:
    """The first law whose factor is wrong."""
    for law, given, factor in zip(LAWS, answer.laws, solution.laws, strict=True):
        if not is_right(given, factor):
            data = {
                "law": law,
                "given": given,
                "factor": factor,
                "small": question.small,
                "large": question.large,
            }
            return Note(name="laws-wrong", data={**data})
    return Note(name="laws-right")


def _on_trips(question: Question, solution: Solution, answer: Answer) -> Iterator[Note]:
    """How near the guess is, and where the engine's factor comes from: more people, better served."""
    for market, guess, factor in zip(question.markets, answer.trips, solution.trips, strict=True):
        data = {"going": market.going, "destination": market.destination, "guess": guess, "factor": factor}
        close = closeness(guess, factor) >= CLOSE
        name = "guess-close" if close else "guess-low" if guess < factor else "guess-high"
        yield Note(name=name, data={**data})
        members = (1000 * question.large + question.small // 2) // question.small
        shares = {"members": members, "before": share(market, 0), "after": share(market, -1)}
        yield Note(name="shares", data={**data, **shares})


def _served(market: Market, place: int) -> int:
    """Passengers served on a morning, in tenths."""
    point = market.points[place]
    return 10 * point.served // point.mornings


def _chart(market: Market) -> Shown:
    """Passengers served by size, and what the laws would make of the first number."""
    first = market.points[0]
    start = first.served / first.mornings
    sizes = [point.people for point in market.points]
    trips = [(point.people, round(point.served / point.mornings, 1)) for point in market.points]
    laws = []
    for law in LAWS:
        unit = start / value_of(law, first.people)
        laws.append(Series(law, [(size, round(unit * value_of(law, size), 1)) for size in sizes]))
    return line_chart([Series("trips", trips), *laws], y_digits=0)
