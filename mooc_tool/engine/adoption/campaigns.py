"""Where to push a crowd or a network: the campaign of a given price after which the most join.

Somebody is *convinced* (joins in any case) at a price of their own, or *nudged*: the threshold falls by some.
Choosing whom to convince on a network is hard in general (D. Kempe, J. Kleinberg and É. Tardos, « Maximizing
the spread of influence through a social network », KDD 2003). In a crowd it is not; on a network the search
below is exact, and meant for some dozens of people and a few pushes.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mooc_tool.engine.adoption.networks import Network


@dataclass(frozen=True, slots=True)
class Prices:
    """``convince[i]``: what it takes to convince person i; ``nudge``: to lower anybody's threshold, by
    ``relief``.
    """

    convince: tuple[int, ...]
    nudge: int
    relief: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """Whom to convince and whom to nudge, ascending; what it takes, and how many join in the end."""

    convinced: tuple[int, ...]
    nudged: tuple[int, ...]
    price: int
    joined: int


def nudged_thresholds(thresholds: Sequence[int], nudged: Collection[int], relief: int) -> list[int]:
    """The thresholds once these people were nudged; none falls under 0."""
    return [max(0, asked - relief) if i in nudged else asked for i, asked in enumerate(thresholds)]


def best_campaign_in_crowd(thresholds: Sequence[int], prices: Prices, budget: int) -> Campaign:
    """A campaign within the budget after which the most join, the cheapest of those found; exact.

    Two people who cost the same to convince can change places if the one with the higher threshold is
    convinced: nobody else sees a difference before he would have joined. So of each price the highest
    thresholds are enough. Then each place where the crowd stops needs one more who is ready, and among those
    whom a nudge makes ready there, the highest threshold stays ready longest. Each number of people of each
    price is tried.
    """
    _check(thresholds, prices, budget)
    everyone = range(len(thresholds))
    by_price: dict[int, list[int]] = {}
    for i in sorted(everyone, key=lambda i: (-thresholds[i], i)):
        by_price.setdefault(prices.convince[i], []).append(i)
    campaigns = (
        _nudged_on(thresholds, convinced, prices, budget)
        for convinced in _groups(sorted(by_price.items()), budget)
    )
    return max(campaigns, key=lambda found: (found.joined, -found.price))


def _groups(by_price: list[tuple[int, list[int]]], budget: int) -> Iterator[list[int]]:
    """The first of each price, in all numbers that the budget pays."""
    if not by_price:
        yield []
        return
    (price, people), *others = by_price
    for count in range(min(len(people), budget // price) + 1):
        for group in _groups(others, budget - count * price):
            yield people[:count] + group


def _nudged_on(thresholds: Sequence[int], convinced: list[int], prices: Prices, budget: int) -> Campaign:
    """The convinced, and nudges wherever the crowd would stop, as far as the budget goes."""
    price = sum(prices.convince[i] for i in convinced)
    nudged: list[int] = []
    left = sorted((asked, i) for i, asked in enumerate(thresholds) if i not in convinced)
    ready = [0] * len(convinced) + [asked for asked, _ in left]
    while (joined := _stop(ready)) < len(thresholds) and price + prices.nudge <= budget:
        at = bisect_right(left, (joined + prices.relief, len(thresholds))) - 1
        if at < 0 or left[at][0] <= joined:
            break
        asked, i = left.pop(at)
        ready.remove(asked)
        ready.insert(bisect_right(ready, asked - prices.relief), max(0, asked - prices.relief))
        nudged.append(i)
        price += prices.nudge
    return Campaign(tuple(sorted(convinced)), tuple(sorted(nudged)), price, joined)


def _stop(ladder: list[int]) -> int:
    """How many of these thresholds, ascending, join."""
    return next((place for place, asked in enumerate(ladder) if asked > place), len(ladder))


def best_campaign_on_network(
    network: Network, thresholds: Sequence[int], prices: Prices, budget: int
) -> Campaign:
    """As in a crowd, when each sees the neighbours only: ``thresholds[i]`` is a number of neighbours. Exact.

    The convinced come first. A nudge that matters makes somebody join at once, after those before it:
    so nudges are tried where one is enough. Nobody is convinced who would join if another, no dearer, were.
    """
    _check(thresholds, prices, budget)
    if len(network) != len(thresholds):
        raise ValueError(f"{len(thresholds)} thresholds for {len(network)} nodes")
    return _Search(network, thresholds, prices, budget).best()


class _Search:
    """Sets of people are the bits of whole numbers."""

    def __init__(self, network: Network, thresholds: Sequence[int], prices: Prices, budget: int) -> None:
        self._thresholds, self._prices, self._budget = thresholds, prices, budget
        start, neighbour = network.start.tolist(), network.neighbour.tolist()
        self._known = [neighbour[start[i] : start[i + 1]] for i in range(len(network))]
        self._knows = [sum(1 << j for j in row) for row in self._known]
        self._convinced_seen: set[tuple[int, int]] = set()
        self._nudged_seen: set[tuple[int, int]] = set()
        self._best = Campaign((), (), 0, 0)

    def best(self) -> Campaign:
        alone = self._spread(0, [i for i, asked in enumerate(self._thresholds) if asked <= 0])
        self._convince(alone, (), 0)
        return self._best

    def _spread(self, joined: int, newcomers: list[int]) -> int:
        """All who have joined once these have."""
        for i in newcomers:
            joined |= 1 << i
        while newcomers:
            for j in self._known[newcomers.pop()]:
                if not joined >> j & 1 and (self._knows[j] & joined).bit_count() >= self._thresholds[j]:
                    joined |= 1 << j
                    newcomers.append(j)
        return joined

    def _convince(self, joined: int, convinced: tuple[int, ...], price: int) -> None:
        if (joined, price) in self._convinced_seen:
            return
        self._convinced_seen.add((joined, price))
        self._nudge(joined, convinced, (), price)
        affordable = [
            i
            for i, asked in enumerate(self._prices.convince)
            if price + asked <= self._budget and not joined >> i & 1
        ]
        reached = {i: self._spread(joined, [i]) for i in affordable}
        for i in affordable:
            cost = self._prices.convince[i]
            within = (
                j
                for j in affordable
                if j != i and reached[j] >> i & 1 and self._prices.convince[j] <= cost
                and not (reached[i] >> j & 1 and (self._prices.convince[j], j) > (cost, i))
            )  # fmt: skip
            if next(within, None) is None:
                self._convince(reached[i], (*convinced, i), price + cost)

    def _nudge(self, joined: int, convinced: tuple[int, ...], nudged: tuple[int, ...], price: int) -> None:
        if (joined, price) in self._nudged_seen:
            return
        self._nudged_seen.add((joined, price))
        found = Campaign(tuple(sorted(convinced)), tuple(sorted(nudged)), price, joined.bit_count())
        if (found.joined, -found.price) > (self._best.joined, -self._best.price):
            self._best = found
        if price + self._prices.nudge > self._budget:
            return
        for i, asked in enumerate(self._thresholds):
            if joined >> i & 1:
                continue
            if (self._knows[i] & joined).bit_count() >= asked - self._prices.relief:
                self._nudge(self._spread(joined, [i]), convinced, (*nudged, i), price + self._prices.nudge)


def _check(thresholds: Sequence[int], prices: Prices, budget: int) -> None:
    if len(prices.convince) != len(thresholds):
        raise ValueError(f"{len(prices.convince)} prices for {len(thresholds)} people")
    if min(prices.convince, default=1) < 1 or prices.nudge < 1 or prices.relief < 1:
        raise ValueError("prices and relief must be at least 1")
    if budget < 0:
        raise ValueError(f"a budget must be at least 0, not {budget}")
