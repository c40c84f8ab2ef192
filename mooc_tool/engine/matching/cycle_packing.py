"""Exchange in short cycles: as many members served as can be, each in one cycle at most.

Sources: A. Roth, T. Sönmez and M. Ünver, « Efficient kidney exchange », Amer. Econ. Rev. 97 (2007); D.
Abraham, A. Blum and T. Sandholm, « Clearing algorithms for barter exchange markets », EC 2007, the cycle
formulation. Cycles of two are a pairing, solved by Edmonds' algorithm; longer ones are NP-hard and go to
an exact integer programme (HiGHS).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from mooc_tool.engine.checks import UnprovenError
from mooc_tool.engine.matching.pairing import maximum_pairing

Cycle = tuple[int, ...]
MOST_CYCLES = 200_000


@dataclass(frozen=True, slots=True)
class CyclePacking:
    """Disjoint cycles; in each, a member gives to the next.

    ``bound``: proved, nobody serves more members.
    """

    cycles: tuple[Cycle, ...]
    served: int
    bound: int


def maximum_cycle_packing(gives: Sequence[Sequence[int]], longest: int = 3) -> CyclePacking:
    """Serves as many members as can be with cycles of 2 to ``longest`` members.

    ``gives[i]`` lists the members whom i's gift suits. ValueError when a member is out of range or gives
    to itself, or when there are more than 200,000 cycles.
    """
    if longest < 2:
        raise ValueError(f"longest must be at least 2, not {longest}")
    _check(gives)
    if longest == 2:
        return _of_pairs(gives)
    cycles = short_cycles(gives, longest)
    if not cycles:
        return CyclePacking((), 0, 0)
    chosen, bound = _solve(cycles, len(gives))
    served = sum(map(len, chosen))
    members = [i for cycle in chosen for i in cycle]
    if len(set(members)) != served or bound != served:
        raise UnprovenError(f"{served} members are served and {bound} is the bound")
    return CyclePacking(chosen, served, bound)


def short_cycles(gives: Sequence[Sequence[int]], longest: int) -> tuple[Cycle, ...]:
    """Every cycle of 2 to ``longest`` members, each from its smallest member, in ascending order."""
    found: list[Cycle] = []

    def extend(path: Cycle) -> None:
        for j in gives[path[-1]]:
            if j == path[0] and len(path) > 1:
                found.append(path)
                if len(found) > MOST_CYCLES:
                    raise ValueError(
                        f"there are more than {MOST_CYCLES} cycles of {longest} members or fewer"
                    )
            elif j > path[0] and j not in path and len(path) < longest:
                extend((*path, j))

    for i in range(len(gives)):
        extend((i,))
    return tuple(sorted(found))


def _check(gives: Sequence[Sequence[int]]) -> None:
    if not len(gives):
        raise ValueError("there is no member")
    for i, row in enumerate(gives):
        for j in row:
            if not 0 <= j < len(gives):
                raise ValueError(f"member {i} gives to {j}; there are {len(gives)} members, from 0")
        if i in row:
            raise ValueError(f"member {i} gives to itself")
        if len(set(row)) != len(row):
            raise ValueError(f"member {i} gives to someone twice: {list(row)}")


def _of_pairs(gives: Sequence[Sequence[int]]) -> CyclePacking:
    result = maximum_pairing([[j for j in row if i in gives[j]] for i, row in enumerate(gives)])
    pairs = tuple((i, j) for i, j in enumerate(result.partner) if i < j)
    return CyclePacking(pairs, 2 * result.size, 2 * result.size)


def _solve(cycles: Sequence[Cycle], members: int) -> tuple[tuple[Cycle, ...], int]:
    rows = [i for cycle in cycles for i in cycle]
    columns = np.repeat(np.arange(len(cycles)), [len(cycle) for cycle in cycles])
    uses = csr_array((np.ones(len(rows)), (rows, columns)), shape=(members, len(cycles)))
    answer = milp(
        c=[-len(cycle) for cycle in cycles],
        constraints=LinearConstraint(uses, ub=1),
        integrality=np.ones(len(cycles)),
        bounds=Bounds(0, 1),
    )
    if answer.x is None:
        raise UnprovenError(f"the integer programme gave no answer: {answer.message}")
    chosen = tuple(cycle for cycle, share in zip(cycles, answer.x, strict=True) if share > 0.5)
    return chosen, int(np.floor(-answer.mip_dual_bound + 1e-6))
