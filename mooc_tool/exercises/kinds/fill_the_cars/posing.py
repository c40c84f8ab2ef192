"""Draws people on a corridor until the case is worth solving (see ``invariants``).

A pool of people is drawn and the car-pool engine says once who can take whom; cases are picked from it.
"""

from dataclasses import dataclass
from typing import NamedTuple

from mooc_tool.engine.carpool.candidates import Rules, feasible_pairs
from mooc_tool.engine.carpool.trips import Trips
from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.commuting import drivers_to
from mooc_tool.exercises.kind import Fault, Faults, NoInstanceError
from mooc_tool.exercises.kinds.fill_the_cars.forms import Market, Option, Params, Person, Place, Question
from mooc_tool.exercises.kinds.fill_the_cars.invariants import is_worth_solving
from mooc_tool.exercises.territory import Commune, Corridor, Territory

POOLS, PICKS = 60, 60  # the bound on redraws: pools of people, and cases picked from each
COMMUNES = 3  # that people leave from, at least, where the corridor has them
POOL_FACTOR = 2  # people in a pool for each one in a case
HOME_NORTH, HOME_EAST = 900, 1300  # hundred-thousandths of a degree: homes lie within about 1 km of the seat


def check(params: Params, territory: Territory) -> Faults:
    """Corridors that the territory has not, or the lack of any."""
    if not territory.corridors:
        return (Fault(field="corridors", code="no-corridors"),)
    unknown = [name for name in params.corridors if name not in territory.corridors]
    return tuple(
        Fault(field="corridors", code="unknown-corridor", data={"corridor": name}) for name in unknown
    )


def pose(params: Params, draw: Draw, territory: Territory) -> Question:
    """A case on one of the corridors. Raises NoInstanceError when none is found within the bound."""
    faults = check(params, territory)
    if faults:
        raise NoInstanceError(f"no corridor to draw from: {faults[0].code} {faults[0].data}")
    names = params.corridors or tuple(territory.corridors)
    first = draw.choice(names)
    for name in (first, *(other for other in names if other != first)):
        question = _on_corridor(params, territory.corridors[name], territory, draw)
        if question is not None:
            return question
    raise NoInstanceError(f"none of {POOLS * PICKS} cases drawn on corridor {first} is worth solving")


def _on_corridor(params: Params, corridor: Corridor, territory: Territory, draw: Draw) -> Question | None:
    """A case on this corridor, if one is found within the bound."""
    for _ in range(POOLS):
        pool = _Pool.drawn(params, corridor, territory, draw)
        for _ in range(PICKS):
            case = pool.pick(params, draw)
            if case is not None and pool.is_spread(case) and is_worth_solving(case.market):
                return _question(params, corridor, pool, case)
    return None


@dataclass(frozen=True)
class _Case:
    """Who was picked from the pool, in the order of their numbers, and what the engine needs of them."""

    drivers: list[int]
    passengers: list[int]
    market: Market


class _Offer(NamedTuple):
    """What a driver is to a passenger whom he can take: minutes of detour, metres avoided (0 if none)."""

    detour: int
    avoided: int


@dataclass(frozen=True)
class _Pool:
    """People of a corridor, and for each passenger who can take him."""

    places: tuple[Place, ...]
    drivers: tuple[Person, ...]
    passengers: tuple[Person, ...]
    offers: tuple[dict[int, _Offer], ...]

    @classmethod
    def drawn(cls, params: Params, corridor: Corridor, territory: Territory, draw: Draw) -> "_Pool":
        communes = [territory.communes[code] for code in (*corridor.origins, corridor.destination)]
        places = tuple(Place(name=c.name, latitude=c.latitude, longitude=c.longitude) for c in communes)
        weights = drivers_to(territory, corridor.origins, corridor.destination)
        homes = list(zip(communes[:-1], weights, strict=True))
        drivers = _people(POOL_FACTOR * params.drivers, homes, params, draw)
        passengers = _people(POOL_FACTOR * params.passengers, homes, params, draw)
        offers: tuple[dict[int, _Offer], ...] = tuple({} for _ in passengers)
        pairs = feasible_pairs(
            _trips(drivers, places[-1], max_detour=params.detour_minutes),
            _trips(passengers, places[-1], window=params.window_minutes),
            Rules(),
        )
        for pair in pairs:
            offers[pair.passenger][pair.driver] = _Offer(pair.detour_minutes, max(0, pair.avoided))
        return cls(places, drivers, passengers, offers)

    def is_spread(self, case: _Case) -> bool:
        """Whether people leave from several communes: nobody reads a map with all of them in one place."""
        homes = {self.drivers[driver].place for driver in case.drivers}
        homes |= {self.passengers[passenger].place for passenger in case.passengers}
        return len(homes) >= min(COMMUNES, len(self.places) - 1)

    def pick(self, params: Params, draw: Draw) -> _Case | None:
        """A case of the wanted size in which every passenger has an option; None if this pick finds none."""
        drivers = draw.shuffled(range(len(self.drivers)))[: params.drivers]
        passengers, edges, gains = [], [], []
        for passenger in draw.shuffled(range(len(self.passengers))):
            known = self.offers[passenger]
            row = {number: known[driver].avoided for number, driver in enumerate(drivers) if driver in known}
            if row:
                passengers.append(passenger)
                edges.append(tuple(row))
                gains.append({number: avoided for number, avoided in row.items() if avoided})
            if len(passengers) == params.passengers:
                market = Market(tuple(edges), tuple(gains), (params.seats,) * params.drivers)
                return _Case(drivers, passengers, market)
        return None


def _question(params: Params, corridor: Corridor, pool: _Pool, case: _Case) -> Question:
    rows = (
        tuple(
            Option(driver=number, **pool.offers[passenger][case.drivers[number]]._asdict())
            for number in numbers
        )
        for passenger, numbers in zip(case.passengers, case.market.edges, strict=True)
    )
    return Question(
        corridor=corridor.titles,
        places=pool.places,
        destination=len(pool.places) - 1,
        drivers=tuple(pool.drivers[driver] for driver in case.drivers),
        passengers=tuple(pool.passengers[passenger] for passenger in case.passengers),
        seats=params.seats,
        options=tuple(rows),
        detour_minutes=params.detour_minutes,
        window_minutes=params.window_minutes,
    )


def _people(count: int, homes: list[tuple[Commune, int]], params: Params, draw: Draw) -> tuple[Person, ...]:
    """People of these communes, in proportion to the number beside each, who live around the seat."""
    weights = [weight for _, weight in homes]
    people = []
    for _ in range(count):
        place = draw.weighted(weights)
        people.append(
            Person(
                place=place,
                latitude=_near(homes[place][0].latitude, HOME_NORTH, draw),
                longitude=_near(homes[place][0].longitude, HOME_EAST, draw),
                minute=params.middle + draw.between(-params.spread_minutes, params.spread_minutes),
            )
        )
    return tuple(people)


def _near(degrees: float, reach: int, draw: Draw) -> float:
    """A coordinate up to ``reach`` hundred-thousandths of a degree away, kept to the metre."""
    return round(degrees + draw.between(-reach, reach) / 100_000, 5)


def _trips(people: tuple[Person, ...], end: Place, *, window: int = 0, max_detour: int = 0) -> Trips:
    """Their trips to one place."""
    count = len(people)
    return Trips.of(
        ([person.latitude for person in people], [person.longitude for person in people]),
        ([end.latitude] * count, [end.longitude] * count),
        [person.minute for person in people],
        window=window,
        max_detour=max_detour,
    )
