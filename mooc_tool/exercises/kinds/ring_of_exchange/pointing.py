"""The exchange of desks round by round: who is still there points at whose desk, drawn around a circle."""

from math import cos, hypot, sin, tau

from pydantic import JsonValue

from mooc_tool.exercises.kinds.ring_of_exchange.forms import NOBODY, Question, Solution
from mooc_tool.exercises.kinds.ring_of_exchange.marking import cycles_of

_MIDDLE, _REACH = 110, 84  # of the circle, in a view box of 220 by 220
_AROUND, _HEAD = 19, 8  # from a person's middle to where arrows end; the length of their heads
Spot = tuple[float, float]


def pointing(question: Question, solution: Solution) -> list[JsonValue]:
    """[{people: [{who, x, y}], arrows: [{who, to, trades, path}], cycles: [[person]]}], one for each round.

    ``trades``: whether the arrow is part of a circle, whose people then leave.
    """
    rounds = [swap.round for swap in solution.swaps]
    spots = [_spot(person, len(rounds)) for person in range(len(rounds))]
    told: list[JsonValue] = []
    for number in range(1, max(rounds) + 1):
        left = [person for person, leaves in enumerate(rounds) if leaves >= number]
        wanted = {who: next(desk for desk in question.wishes[who] if desk in left) for who in left}
        trades = tuple(wanted[who] if leaves == number else NOBODY for who, leaves in enumerate(rounds))
        arrows: list[JsonValue] = [
            {"who": who, "to": to, "trades": rounds[who] == number, "path": _arrow(spots[who], spots[to])}
            for who, to in wanted.items()
        ]
        told.append(
            {
                "people": [{"who": who, "x": spots[who][0], "y": spots[who][1]} for who in left],
                "arrows": arrows,
                "cycles": [[*cycle] for cycle in cycles_of(trades)],
            }
        )
    return told


def _spot(person: int, people: int) -> Spot:
    turn = tau * person / people
    return round(_MIDDLE + _REACH * sin(turn), 1), round(_MIDDLE - _REACH * cos(turn), 1)


def _arrow(start: Spot, end: Spot) -> str:
    """The path of an arrow between two people; around the one who points at the own desk."""
    (x, y), (to_x, to_y) = start, end
    length = hypot(to_x - x, to_y - y)
    if not length:
        size = _AROUND
        return f"M{x - size:g} {y:g}a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0"
    right, down = (to_x - x) / length, (to_y - y) / length
    tip_x, tip_y = to_x - _AROUND * right, to_y - _AROUND * down
    back_x, back_y = tip_x - _HEAD * right, tip_y - _HEAD * down
    wide, high = _HEAD / 2 * down, _HEAD / 2 * right
    shaft = f"M{x + _AROUND * right:.1f} {y + _AROUND * down:.1f}L{tip_x:.1f} {tip_y:.1f}"
    return (
        f"{shaft}M{back_x - wide:.1f} {back_y + high:.1f}"
        f"L{tip_x:.1f} {tip_y:.1f}L{back_x + wide:.1f} {back_y - high:.1f}"
    )
