"""Draws wishes for desks and a register of pairs, each until it is worth solving."""

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.cycle_packing import maximum_cycle_packing, short_cycles
from mooc_tool.engine.matching.top_trading_cycles import trading_rounds
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.ring_of_exchange.forms import Pair, Params, Question
from mooc_tool.exercises.kinds.ring_of_exchange.marking import solve

DRAWS = 1000  # the bound on redraws of each part
LEAST_ROUNDS, MOST_ROUNDS = 2, 4
GROUPS, WEIGHTS = ("O", "A", "B", "AB"), (43, 45, 8, 4)  # of a hundred people, about as in France
CROSSMATCH = 20  # of a hundred gifts that blood groups allow, another test forbids
Wishes = tuple[tuple[int, ...], ...]
Suits = tuple[tuple[int, ...], ...]


def pose(params: Params, draw: Draw) -> Question:
    """A case. Raises NoInstanceError when one of its parts is not found within the bound."""
    wishes = _wishes(params, draw)
    for _ in range(DRAWS):
        pairs, suits = register(params.pairs, draw)
        question = Question(wishes=wishes, pairs=pairs, suits=suits)
        if _may_be_worth_it(question.suits) and _is_worth_it(question):
            return question
    raise NoInstanceError(f"none of {DRAWS} registers of {params.pairs} pairs is worth solving")


def _wishes(params: Params, draw: Draw) -> Wishes:
    """Two to four rounds, a cycle of three or more people, and at most one person in three who stays."""
    people = range(params.people)
    for _ in range(DRAWS):
        wishes = tuple(tuple(draw.shuffled(people)) for _ in people)
        run = trading_rounds(wishes)
        sizes = [len(cycle) for cycles in run for cycle in cycles]
        if (
            LEAST_ROUNDS <= len(run) <= MOST_ROUNDS
            and max(sizes) >= min(3, params.people - 1)
            and 3 * sizes.count(1) <= params.people
        ):
            return wishes
    raise NoInstanceError(f"none of {DRAWS} draws of wishes is worth solving")


def register(size: int, draw: Draw) -> tuple[tuple[Pair, ...], Suits]:
    """Pairs whose donor does not suit their own patient, and for each the pairs whose patient it suits.

    The course's figure F-510 is computed on such registers.
    """
    pairs: list[Pair] = []
    while len(pairs) < size:
        donor, patient = (GROUPS[draw.weighted(WEIGHTS)] for _ in range(2))
        if not _allows(donor, patient) or draw.integer(100) < CROSSMATCH:
            pairs.append(Pair(donor=donor, patient=patient))
    suits = tuple(
        tuple(
            j
            for j, other in enumerate(pairs)
            if j != i and _allows(pair.donor, other.patient) and draw.integer(100) >= CROSSMATCH
        )
        for i, pair in enumerate(pairs)
    )
    return tuple(pairs), suits


def _allows(donor: str, patient: str) -> bool:
    """Whether blood groups allow the gift: the patient has all that the donor's blood carries."""
    return donor == "O" or set(donor) <= set(patient) - {"O"}


def _may_be_worth_it(suits: Suits) -> bool:
    """Cheap to tell: there are cycles of two and of three, and not too many."""
    sizes = [len(cycle) for cycle in short_cycles(suits, 3)]
    return 2 in sizes and 3 in sizes and len(sizes) <= 3 * len(suits)


def _is_worth_it(question: Question) -> bool:
    """Cycles of three serve more patients than cycles of two alone, and one register more than two."""
    two = maximum_cycle_packing(question.suits, 2).served
    if two == len(question.pairs):
        return False
    solution = solve(question)
    return two < solution.three.served > solution.apart
