"""What every function of the engine refuses, and in which words: what is wrong, and where."""

from collections.abc import Collection, Sequence


class UnprovenError(AssertionError):
    """An answer whose certificate does not hold: a fault of the engine, not of the input."""


def check_seats(seats: Sequence[int]) -> None:
    """Each right-hand node offers a whole number of seats, at least 0, and there is at least one node."""
    if not len(seats):
        raise ValueError("there is no right-hand node: seats is empty")
    for right, count in enumerate(seats):
        if count < 0:
            raise ValueError(f"right-hand node {right} has {count} seats; the least is 0")


def check_graph(edges: Sequence[Collection[int]], seats: Sequence[int]) -> None:
    """Each left-hand node names right-hand nodes that exist, each once; neither side is empty."""
    check_seats(seats)
    if not len(edges):
        raise ValueError("there is no left-hand node: edges is empty")
    for left, row in enumerate(edges):
        if row and (min(row) < 0 or max(row) >= len(seats)):
            right = next(right for right in row if not 0 <= right < len(seats))
            raise ValueError(
                f"left-hand node {left} names right-hand node {right}; there are {len(seats)}, from 0"
            )
        if len(set(row)) != len(row):
            raise ValueError(f"left-hand node {left} names a right-hand node twice: {list(row)}")


def check_partner(edges: Sequence[Collection[int]], seats: Sequence[int], partner: Sequence[int]) -> None:
    """``partner`` is a matching of this graph: known edges only, nobody above its seats; -1 is nobody."""
    if len(partner) != len(edges):
        raise ValueError(f"partner has {len(partner)} entries for {len(edges)} left-hand nodes")
    taken = [0] * len(seats)
    for left, right in enumerate(partner):
        if right == -1:
            continue
        if right not in edges[left]:
            raise ValueError(f"left-hand node {left} is matched with {right}, which is not open to it")
        taken[right] += 1
        if taken[right] > seats[right]:
            raise ValueError(f"right-hand node {right} has {seats[right]} seats and is given more")
