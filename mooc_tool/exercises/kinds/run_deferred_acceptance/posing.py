"""Draws lists until the run is worth doing by hand."""

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.lattice import all_stable_matchings
from mooc_tool.engine.matching.rounds import rounds
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import Params, Question
from mooc_tool.exercises.two_sides import TwoSides, drawn

DRAWS = 500  # the bound on redraws; about one draw in six is kept
LEAST_ROUNDS = 3


def pose(params: Params, draw: Draw) -> Question:
    """A case in which the run takes three rounds or more and the side that proposes matters.

    Raises NoInstanceError when none is found within the bound.
    """
    for _ in range(DRAWS):
        sides = drawn(draw, params.proposers, params.receivers, params.seats)
        if is_worth_running(sides, params):
            return Question(sides=sides, rounds=params.rounds)
    raise NoInstanceError(f"none of {DRAWS} draws gives a run of this size")


def is_worth_running(sides: TwoSides, params: Params) -> bool:
    """From three rounds to as many as the form holds, as many proposals as the level wants, and at least
    two stable matchings.
    """
    market = sides.market()
    run = rounds(market)
    proposals = sum(len(each.proposals) for each in run)
    return (
        LEAST_ROUNDS <= len(run) <= params.rounds
        and params.least <= proposals <= params.most
        and len(all_stable_matchings(market)) > 1
    )
