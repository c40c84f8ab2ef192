"""What makes a case worth solving.

Every passenger has an option (the draw sees to that), at least 60 % of them can travel, first come first
served loses at least one of them and some kilometres, filling the cars is not enough to avoid the most
kilometres, few plans are best, and answering blindly fills few seats. Each figure is the same whichever of
several equal plans the engine happens to find, so that a seed gives the same case for good.
"""

from mooc_tool.engine.matching.assignment import maximum_weight
from mooc_tool.engine.matching.cardinality import augmenting_path
from mooc_tool.exercises.kinds.fill_the_cars.forms import Market
from mooc_tool.exercises.kinds.fill_the_cars.marking import in_order, most_kilometres, most_pairs, outcome

SERVED_PERCENT = 60  # of the passengers, by the best plan
METRES_LOST = 1000  # at least, by first come first served and by some of the fullest plans
BEST_PLANS = 20  # at most, where they can be counted
COUNTED_PASSENGERS = 10  # beyond, counting best plans takes too long; the blind share does the work
BLIND_SHARE = 0.57  # of the best plan, at most, on average, when every passenger's driver is picked blindly
FEW, BLIND_OF_FEW = 5, 0.55  # the same of so few passengers, whose kilometres chance finds more often


def is_worth_solving(market: Market) -> bool:
    """Whether the case meets the invariants (what most cases fail is looked at first)."""
    asked = len(market.edges)
    by_order = in_order(market)
    if augmenting_path(market.edges, market.seats, by_order) is None:
        return False  # nobody can carry more
    blind, share = blind_passengers(market), BLIND_OF_FEW if asked <= FEW else BLIND_SHARE
    if blind > share * asked:
        return False
    best = most_pairs(market)
    return (
        best.passengers * 100 >= SERVED_PERCENT * asked
        and blind <= share * best.passengers
        and most_kilometres(market).metres - METRES_LOST
        >= max(outcome(market, by_order).metres, least_metres_of_fullest(market, best.passengers))
        and (asked > COUNTED_PASSENGERS or count_best(market, best.passengers) <= BEST_PLANS)
    )


def least_metres_of_fullest(market: Market, passengers: int) -> int:
    """The fewest metres avoided by any plan that carries ``passengers``, the most there can be.

    A sum that is the same whichever of the fullest plans the engine happens to find.
    """
    more_than_all = 1 + sum(max(row.values(), default=0) for row in market.gains)
    costs = [
        {driver: more_than_all - row.get(driver, 0) for driver in drivers}
        for drivers, row in zip(market.edges, market.gains, strict=True)
    ]
    return passengers * more_than_all - maximum_weight(costs, market.seats).total


def blind_passengers(market: Market) -> float:
    """How many passengers travel on average if each one's driver (or nobody) is picked blindly.

    Each choice offered is equally likely; where a car has too few seats, those who asked first keep them.
    """
    chances: list[list[float]] = [[] for _ in market.seats]
    for drivers in market.edges:
        for driver in drivers:
            chances[driver].append(1 / (len(drivers) + 1))
    return sum(_expected_riders(each, seats) for each, seats in zip(chances, market.seats, strict=True))


def _expected_riders(chances: list[float], seats: int) -> float:
    """The mean number of riders, ``seats`` at most, when each comes with his own chance."""
    riders = [1.0] + [0.0] * seats  # riders[k]: the chance of k riders; the last one of as many or more
    for chance in chances:
        riders[seats] += riders[seats - 1] * chance
        for k in range(seats - 1, 0, -1):
            riders[k] += (riders[k - 1] - riders[k]) * chance
        riders[0] -= riders[0] * chance
    return sum(k * each for k, each in enumerate(riders))


def count_best(market: Market, best: int) -> int:
    """How many plans carry ``best`` passengers; the count stops beyond BEST_PLANS."""
    edges, free = market.edges, list(market.seats)

    def count(passenger: int, left_out: int) -> int:
        if passenger == len(edges):
            return 1
        found = count(passenger + 1, left_out - 1) if left_out else 0
        for driver in edges[passenger]:
            if free[driver] and found <= BEST_PLANS:
                free[driver] -= 1
                found += count(passenger + 1, left_out)
                free[driver] += 1
        return found

    return count(0, len(edges) - best)
