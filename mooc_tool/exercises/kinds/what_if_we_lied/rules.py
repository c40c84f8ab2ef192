"""Where a list leads under each rule, by the engine, and what makes a case worth asking."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import permutations
from types import MappingProxyType

from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.first_choice_first import first_choice_first
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.preferences import Preferences
from mooc_tool.engine.matching.rounds import Round, first_choice_rounds, rounds
from mooc_tool.exercises.kinds.what_if_we_lied.forms import List, Question, Reached, Wish
from mooc_tool.exercises.two_sides import NOBODY, Lists

BLIND_SHARE = 0.38  # of the points of both lists, at most, for lists in any order
FEW, BLIND_OF_FEW = 4, 0.34  # the same where so few are to be ranked, and guessed
RULES: Mapping[str, Callable[[Market], Matching]] = MappingProxyType(
    {"first": first_choice_first, "deferred": deferred_acceptance}
)

TOLD: Mapping[str, Callable[[Market], tuple[Round, ...]]] = MappingProxyType(
    {"first": first_choice_rounds, "deferred": rounds}
)


def sending(question: Question, wishes: List) -> Market:
    """The market in which the learner sends these wishes. Raises ValueError if they are no list of all."""
    sides = question.sides
    if sorted(wishes) != list(range(len(sides.receivers))):
        raise ValueError(f"a list must name each of {len(sides.receivers)} receivers once: {list(wishes)}")
    return Market.of((wishes, *sides.proposers[1:]), _receivers(sides.receivers, len(sides.proposers)))


@lru_cache(maxsize=16)
def _receivers(lists: Lists, proposers: int) -> Preferences:
    """The receivers' side, which is the same for every list that is tried."""
    return Preferences.of(lists, proposers)


def receiver(question: Question, rule: str, wishes: List) -> int:
    """Whom the wishes give, -1 for nobody."""
    return int(RULES[rule](sending(question, wishes)).partner[0])


def place_of(question: Question, rule: str, wishes: List) -> int:
    """The place of that receiver on the true list."""
    truth, given = question.sides.proposers[0], receiver(question, rule, wishes)
    return truth.index(given) if given != NOBODY else len(truth)


def above(question: Question, got: int) -> int:
    """A place as the exercise counts it: hundredths of places above nobody."""
    return 100 * (len(question.sides.receivers) - got)


def places(question: Question, rule: str) -> dict[List, int]:
    """Where every list leads, the true one first."""
    return {wishes: place_of(question, rule, wishes) for wishes in permutations(question.sides.proposers[0])}


def reached(question: Question, places: Mapping[List, int]) -> Reached:
    best = min(places.values())
    sent = next(wishes for wishes, place in places.items() if place == best)
    total = sum(above(question, place) for place in places.values())
    return Reached(
        honest=places[question.sides.proposers[0]],
        best=best,
        blind=(2 * total + len(places)) // (2 * len(places)),
        sent=tuple(Wish(receiver=receiver) for receiver in sent),
    )


def may_be_worth_it(question: Question) -> bool:
    """Cheap to tell: under « first choice first » somebody better than what the truth gets comes when put
    first; under deferred acceptance more than one comes so.
    """
    truth = question.sides.proposers[0]
    honest = place_of(question, "first", truth)
    ahead = [(wish, *(other for other in truth if other != wish)) for wish in truth]
    return (
        any(place_of(question, "first", wishes) < honest for wishes in ahead[1:honest])
        and len({place_of(question, "deferred", wishes) for wishes in ahead}) > 1
    )


def is_worth_it(question: Question) -> bool:
    """Lists in any order earn little: a mean share of the points over both rules."""
    shares = []
    most = BLIND_OF_FEW if len(question.sides.receivers) <= FEW else BLIND_SHARE
    for rule in RULES:
        found = places(question, rule)
        best_of = reached(question, found)
        best = above(question, best_of.best)
        if best_of.blind >= best:
            return False
        gains = [
            max(0, above(question, place) - best_of.blind) / (best - best_of.blind)
            for place in found.values()
        ]
        shares.append(sum(gains) / len(gains))
        if sum(shares) > 2 * most:
            return False
    return True
