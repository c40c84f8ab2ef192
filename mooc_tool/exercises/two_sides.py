"""Two groups that rank each other: what the exercises on preferences share.

People are numbered from 0 on each side. A *scene* says who they are; it changes words, never numbers.
"""

from collections.abc import Iterable
from typing import Literal, get_args

from pydantic import JsonValue

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.market import Market
from mooc_tool.engine.matching.rounds import Round
from mooc_tool.exercises.kind import Form, Shown

Scene = Literal["passengers", "learners", "borrowers"]
"""Who proposes: passengers to drivers, learners to mentors, borrowers to owners of tools."""
SCENES: tuple[Scene, ...] = get_args(Scene)
NOBODY = -1

Lists = tuple[tuple[int, ...], ...]
"""For each person of one side all of the other side, best first."""


class TwoSides(Form):
    """Everybody ranks everybody of the other side; each receiver has ``seats`` places."""

    scene: Scene
    proposers: Lists
    receivers: Lists
    seats: int = 1

    def market(self) -> Market:
        """The same for the engine."""
        return Market.of(self.proposers, self.receivers, [self.seats] * len(self.receivers))

    def shown(self) -> Shown:
        """``scene``, ``seats``, ``proposers`` and ``receivers``: everybody's list."""
        return self.model_dump(mode="json")


def drawn(draw: Draw, proposers: int, receivers: int, seats: int = 1) -> TwoSides:
    """Both sides with lists in any order, each equally likely."""
    return TwoSides(
        scene=draw.choice(SCENES),
        proposers=tuple(tuple(draw.shuffled(range(receivers))) for _ in range(proposers)),
        receivers=tuple(tuple(draw.shuffled(range(proposers))) for _ in range(receivers)),
        seats=seats,
    )


def place(row: tuple[int, ...], who: int) -> int:
    """Where somebody stands on a list, 1 the best; one beyond its end for nobody."""
    return row.index(who) + 1 if who != NOBODY else len(row) + 1


_ROW, _TOP = 40, 30  # of a picture: from person to person, and above the first


def bipartite(left: int, right: int, links: Iterable[tuple[int, int, str]]) -> Shown:
    """A drawing of the two sides: ``height``; ``left``, ``right`` (how far down each person stands);
    ``lines`` [{who, to, y1, y2, state}] for links (proposer, receiver, state).
    """
    gap = (left - 1) * _ROW // max(right - 1, 1)
    lines: list[JsonValue] = [
        {"who": who, "to": to, "y1": _TOP + _ROW * who, "y2": _TOP + gap * to, "state": state}
        for who, to, state in links
    ]
    return {
        "height": 2 * _TOP + _ROW * (left - 1),
        "left": [_TOP + _ROW * i for i in range(left)],
        "right": [_TOP + gap * j for j in range(right)],
        "lines": lines,
    }


def run_pictures(sides: TwoSides, run: Iterable[Round]) -> list[JsonValue]:
    """One drawing a round; the state of a link is ``kept``, ``refused``, or ``held`` since before."""
    pictures: list[JsonValue] = []
    for each in run:
        asked = set(each.proposals)
        links = [(i, j, "refused") for i, j in each.refused]
        links += [
            (i, j, "kept" if (i, j) in asked else "held") for j, held in enumerate(each.held) for i in held
        ]
        pictures.append(bipartite(len(sides.proposers), len(sides.receivers), sorted(links)))
    return pictures
