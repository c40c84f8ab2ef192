"""The assignment of greatest total gain in which everyone on both sides has a partner.

Sources: D. Bertsekas, « The auction algorithm: a distributed relaxation method for the assignment problem »,
Annals of Operations Research 14 (1988). Where prices must travel far, as on a map, bids go up for too long:
chains of moves take over (see ``assignment``).
"""

from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.checks import UnprovenError
from mooc_tool.engine.kernels.auction import OWNER, PRICE, auction
from mooc_tool.engine.matching.assignment import best_assignment, total_gain
from mooc_tool.engine.matching.gains import LARGEST_GAIN, Gains

MOST_BIDS = 200  # for each left node
FIRST_STEP = 4  # the range of gains is so many first steps
FARTHEST = 1 << 60


@dataclass(frozen=True, eq=False)
class FullAssignment:
    """Everyone's partner, the total gain, and the prices that prove it, in parts of 1 / ``scale``.

    No pair gains more than its two prices together; all prices together are less than 1 above ``total``, and
    gains are whole numbers: ``gap``, what a better assignment could still gain, is 0.
    """

    partner: Int32
    total: int
    left_price: Int64
    right_price: Int64
    scale: int
    gap: int


def best_full_assignment(gains: Gains) -> FullAssignment:
    """The assignment of greatest total gain that leaves nobody out.

    ValueError unless there are as many right nodes as left nodes, with one seat each, and everyone can have
    a partner at once; or when gains are too large for whole numbers of 64 bits.
    """
    size = len(gains)
    if len(gains.seats) != size or (gains.seats != 1).any():
        raise ValueError(f"{size} left nodes need as many right nodes, of one seat each")
    if (np.diff(gains.start) == 0).any():
        raise ValueError(f"left node {int(np.argmin(np.diff(gains.start)))} can go nowhere")
    largest = int(gains.gain.max())
    if largest * (size + 1) * size > FARTHEST or largest * (size + 1) > LARGEST_GAIN:
        raise ValueError(f"a gain of {largest} is too large for {size} nodes a side")
    found = _by_auction(gains, largest) or _by_chains(gains, largest)
    bound = int(found.left_price.sum()) + int(found.right_price.sum())
    covered = found.left_price[gains.left] + found.right_price[gains.right] >= gains.gain * found.scale
    if not covered.all() or bound // found.scale != found.total:
        raise UnprovenError("the prices found do not prove the assignment found")
    return found


def _by_auction(gains: Gains, largest: int) -> FullAssignment | None:
    """None if there is no end to the bids."""
    size, scale = len(gains), len(gains) + 1
    edge = np.empty((len(gains.right), 2), np.int64)
    edge[:, 0], edge[:, 1] = gains.right, gains.gain * scale
    partner, node = np.full(size, -1, np.int64), np.zeros((size, 2), np.int64)
    node[:, OWNER] = -1
    step = max(1, largest * scale // FIRST_STEP)
    if auction(gains.start, edge, partner, node, np.empty(size, np.int64), step, MOST_BIDS * size):
        return None
    price = node[:, PRICE].copy()
    kept = np.maximum.reduceat(edge[:, 1] - price[gains.right], gains.start[:-1])
    chosen = partner.astype(np.int32)
    return FullAssignment(chosen, total_gain(gains, chosen), kept, price, scale, 0)


def _by_chains(gains: Gains, largest: int) -> FullAssignment:
    """A pair more is worth more than all gains: as many pairs as can be, which must be all."""
    pair = largest * len(gains)
    found = best_assignment(Gains(gains.start, gains.right, gains.gain + pair, gains.seats))
    alone = np.flatnonzero(found.partner < 0)
    if alone.size:
        raise ValueError(f"{alone.size} of {len(gains)} left nodes cannot have a partner, {alone[0]} for one")
    total = found.total - pair * len(gains)
    return FullAssignment(found.partner, total, found.left_price - pair, found.right_price, 1, 0)
