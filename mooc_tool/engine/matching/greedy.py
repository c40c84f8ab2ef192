"""First come, first served: the rule that optimal matchings are compared with."""

from collections.abc import Mapping, Sequence

from mooc_tool.engine.checks import check_graph


def first_come(
    edges: Sequence[Sequence[int]],
    seats: Sequence[int],
    order: Sequence[int] | None = None,
    prefer: Sequence[Mapping[int, int]] | None = None,
) -> tuple[int, ...]:
    """Each left node, in order of arrival, takes a seat at the best open right node; -1 when none is left.

    ``order`` lists every left node once (default: 0, 1, 2...). ``prefer[left][right]`` is what the left
    node would gain: the largest is taken, the first listed among equals; a pair not named in it gains 0.
    Without ``prefer`` the first open node of the list is taken.
    """
    check_graph(edges, seats)
    arrivals = range(len(edges)) if order is None else order
    if sorted(arrivals) != list(range(len(edges))):
        raise ValueError(f"order must name each of the {len(edges)} left-hand nodes once: {list(arrivals)}")
    if prefer is not None and len(prefer) != len(edges):
        raise ValueError(f"prefer has {len(prefer)} entries for {len(edges)} left-hand nodes")
    free = list(seats)
    partner = [-1] * len(edges)
    for left in arrivals:
        open_nodes = [right for right in edges[left] if free[right] > 0]
        if open_nodes:
            gains = prefer[left] if prefer is not None else {}
            chosen = max(open_nodes, key=lambda right: gains.get(right, 0))
            partner[left] = chosen
            free[chosen] -= 1
    return tuple(partner)
