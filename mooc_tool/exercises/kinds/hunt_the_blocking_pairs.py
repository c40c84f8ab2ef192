"""« Chasse aux paires bloquantes »: who would leave a given plan together?

Two sides have ranked each other and a plan says who goes with whom. The learner ticks every pair that
blocks it, or says that the plan is stable.
"""

from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.market import Matching
from mooc_tool.engine.matching.stability import blocking_pairs
from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import (
    Criterion,
    Faults,
    Fields,
    Form,
    Kind,
    NoInstanceError,
    Note,
    Samples,
    Shown,
    earned,
)
from mooc_tool.exercises.levels import Levelled
from mooc_tool.exercises.territory import Territory
from mooc_tool.exercises.two_sides import TwoSides, bipartite, drawn, place

DRAWS = 1000  # the bound on redraws; about one draw in three is kept
STABLE_ONE_IN = 6  # cases, so that « there is always a pair » is no rule
LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"people": 4, "least": 3, "most": 4},
    "standard": {"people": 5, "least": 3, "most": 5},
    "expert": {"people": 7, "least": 4, "most": 8},
}


class Params(Levelled):
    """What an author sets: people on each side, and how many pairs block an unstable plan."""

    usual: ClassVar = LEVELS
    people: Annotated[int, Field(ge=3, le=10)]
    least: Annotated[int, Field(ge=1, le=30)]
    most: Annotated[int, Field(ge=1, le=30)]


class Question(Form):
    """The two sides, and for each proposer the receiver with whom the plan puts him."""

    sides: TwoSides
    partner: tuple[int, ...]


class Pair(Form):
    """A proposer and a receiver who are not together."""

    proposer: int
    receiver: int


Pairs = tuple[Pair, ...]


class Answer(Form):
    """The pairs ticked, ascending; none for « stable »."""

    pairs: Pairs


class Solution(Form):
    """The pairs that block the plan, ascending."""

    pairs: Pairs


class HuntTheBlockingPairs(Kind[Params, Question, Form, Answer, Solution]):
    """See the module's docstring."""

    name = "hunt-the-blocking-pairs"
    revision = 2
    notes = frozenset(
        {
            "all-found", "some-found", "none-found", "stable-seen", "stable-missed", "stable-said",
            "pair-missed", "pair-wrong", "idea-blocking", "case-nobel",
        }
    )  # fmt: skip
    faults = frozenset({"given-twice", "nothing-said", "pairs-and-stable", "unknown-field"})
    levels = MappingProxyType({level: {"level": level} for level in LEVELS})
    params_form, question_form, answer_form, solution_form = Params, Question, Answer, Solution

    def pose(self, params: Params, draw: Draw, territory: Territory) -> Question:  # noqa: ARG002 - happens nowhere
        stable = draw.integer(STABLE_ONE_IN) == 0
        for _ in range(DRAWS):
            sides = drawn(draw, params.people, params.people)
            partner = deferred_acceptance(sides.market()).partner.tolist()
            if not stable:
                partner = _swapped(partner, 1 + draw.integer(2), draw)
            question = Question(sides=sides, partner=tuple(partner))
            if stable or params.least <= len(_blocking(question)) <= params.most:
                return question
        raise NoInstanceError(f"none of {DRAWS} plans has {params.least} to {params.most} blocking pairs")

    def read_answer(self, question: Question, fields: Fields) -> Answer | Faults:
        """Fields ``pair-<proposer>-<receiver>`` and ``stable``, there when ticked."""
        reader = FieldReader(fields)
        stable = reader.ticked("stable")
        pairs = tuple(
            pair for pair in _apart(question) if reader.ticked(f"pair-{pair.proposer}-{pair.receiver}")
        )
        if stable and pairs:
            reader.fault("stable", "pairs-and-stable")
        elif not stable and not pairs:
            reader.fault("stable", "nothing-said")
        return reader.faults() or Answer(pairs=pairs)

    def run(self, question: Question) -> Solution:
        return Solution(pairs=_blocking(question))

    def grade(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: Answer,
    ) -> tuple[Criterion, ...]:
        if not set(answer.pairs) <= set(_apart(question)):
            raise ValueError("a pair is ticked that the plan puts together, or that is not there")
        value = _f1(answer.pairs, solution.pairs)
        return (
            Criterion(
                name="pairs", worth=100, earned=earned(100, value, 0, 100), value=value, reference=0, best=100
            ),
        )

    def explain(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: Answer,
    ) -> tuple[Note, ...]:
        scene = question.sides.scene
        missed = [pair for pair in solution.pairs if pair not in answer.pairs]
        wrong = [pair for pair in answer.pairs if pair not in solution.pairs]
        found = len(solution.pairs) - len(missed)
        counts = {"found": found, "blocking": len(solution.pairs), "wrong": len(wrong)}
        return (
            Note(name=_outcome(solution, answer, found), data={**counts}),
            *(Note(name="pair-missed", data=_compared(question, pair)) for pair in missed[:1]),
            *(Note(name="pair-wrong", data=_compared(question, pair)) for pair in wrong[:1]),
            Note(name="idea-blocking", data={"scene": scene}),
            Note(name="case-nobel", data={"facts": ["F-401"]}),
        )

    def view(self, question: Question) -> Shown:
        """The lists, and ``partner``: the plan."""
        return {**question.sides.shown(), "partner": [*question.partner]}

    def review(self, question: Question, answer: Answer, solution: Solution | None) -> Shown:
        """As ``view``, with ``own`` and ``blocking`` [{proposer, receiver}] and a ``picture`` of the plan and
        the pairs that block it; these two None while tries are left.
        """
        blocking: list[JsonValue] | None = None
        picture: Shown | None = None
        if solution is not None:
            blocking = [pair.model_dump() for pair in solution.pairs]
            links = [(i, j, "held") for i, j in enumerate(question.partner)]
            links += [(pair.proposer, pair.receiver, "kept") for pair in solution.pairs]
            picture = bipartite(len(question.partner), len(question.partner), links)
        own: list[JsonValue] = [pair.model_dump() for pair in answer.pairs]
        return {**self.view(question), "own": own, "blocking": blocking, "picture": picture}

    def samples(self, question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
        apart, true = _apart(question), solution.pairs
        false = tuple(pair for pair in apart if pair not in true)
        blind = tuple(pair for pair in apart if draw.integer(2))
        wrong = (false[:2], tuple(sorted({*true, false[0]}, key=_order)), *([(), true[1:]] if true else []))
        return Samples(
            right=Answer(pairs=true),
            careful=Answer(pairs=true[1:]),
            wrong=tuple(Answer(pairs=pairs) for pairs in wrong),
            blind=Answer(pairs=blind if draw.integer(STABLE_ONE_IN) else ()),
        )


def _order(pair: Pair) -> tuple[int, int]:
    return pair.proposer, pair.receiver


def _swapped(partner: list[int], times: int, draw: Draw) -> list[int]:
    """The plan after some proposers have changed partners, two by two."""
    for _ in range(times):
        one, other = draw.shuffled(range(len(partner)))[:2]
        partner[one], partner[other] = partner[other], partner[one]
    return partner


def _apart(question: Question) -> Pairs:
    """All pairs that the plan does not put together."""
    people = range(len(question.partner))
    return tuple(Pair(proposer=i, receiver=j) for i in people for j in people if question.partner[i] != j)


def _blocking(question: Question) -> Pairs:
    market = question.sides.market()
    found = blocking_pairs(market, Matching.of(market, question.partner)).first
    return tuple(Pair(proposer=i, receiver=j) for i, j in found)


def _f1(given: Pairs, true: Pairs) -> int:
    """The harmonic mean of precision and recall, in hundredths downwards; 100 when both are empty."""
    both = len(set(given) & set(true))
    total = len(given) + len(true)
    return 200 * both // total if total else 100


def _outcome(solution: Solution, answer: Answer, found: int) -> str:
    if not solution.pairs:
        return "stable-missed" if answer.pairs else "stable-seen"
    if not answer.pairs:
        return "stable-said"
    if answer.pairs == solution.pairs:
        return "all-found"
    return "some-found" if found else "none-found"


def _compared(question: Question, pair: Pair) -> dict[str, JsonValue]:
    """Both sides of a pair: with whom each is, and on which places of their lists the two stand."""
    i, j = pair.proposer, pair.receiver
    mine, theirs = question.partner[i], question.partner.index(j)
    return {
        "scene": question.sides.scene,
        "proposer": i,
        "receiver": j,
        "proposer_with": mine,
        "receiver_with": theirs,
        "proposer_place": place(question.sides.proposers[i], j),
        "proposer_now": place(question.sides.proposers[i], mine),
        "receiver_place": place(question.sides.receivers[j], i),
        "receiver_now": place(question.sides.receivers[j], theirs),
    }
