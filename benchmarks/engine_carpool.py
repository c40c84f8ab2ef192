"""Car-pool candidates and critical mass on a territory."""

import numpy as np
from engine_case import Case, exponent

from mooc_tool.engine import (
    Behaviour,
    Commute,
    CriticalMass,
    Draw,
    Places,
    Roads,
    Rules,
    Trips,
    cells_of,
    commuters,
    feasible_pairs,
    gravity_flows,
    recruited,
)
from mooc_tool.engine.carpool.pairs import look_at_all


def _trips(seed: str, count: int, window: int, detour: int) -> Trips:
    """Uniform on a square of about 60 km, leaving within two hours."""
    draw = Draw(seed.encode())
    at = draw.reals(4 * count).reshape(4, count)
    minute = 420 + (draw.words(count) % np.uint64(120)).astype(np.int64)
    ends = (45.2 + 0.54 * at[0], 4.0 + 0.77 * at[1]), (45.2 + 0.54 * at[2], 4.0 + 0.77 * at[3])
    return Trips.of(*ends, minute, window=window, max_detour=detour)


def candidates_small() -> Case:
    drivers, riders = _trips("drivers", 1000, 7, 8), _trips("riders", 1000, 7, 8)
    longest = Rules().longest_detour(drivers)
    return Case(
        "car-pool candidates, 1,000 x 1,000",
        lambda: feasible_pairs(drivers, riders),
        {"every pair with numpy": lambda: look_at_all(drivers, riders, Roads(), longest)},
        "<= 10 ms",
    )


def candidates_large() -> Case:
    drivers, riders = _trips("drivers", 100_000, 5, 5), _trips("riders", 100_000, 5, 5)
    half = _trips("drivers", 50_000, 5, 5), _trips("riders", 50_000, 5, 5)
    found = feasible_pairs(drivers, riders)
    return Case(
        f"car-pool candidates, 10^5 x 10^5 ({len(found) / 100_000:.0f} a driver)",
        lambda: feasible_pairs(drivers, riders),
        goal="<= 4 s",
        grows=exponent(lambda: feasible_pairs(*half), lambda: feasible_pairs(drivers, riders), 2),
    )


def critical_mass() -> Case:
    towns = Places.of(
        [45.441, 45.473, 45.389, 45.529, 45.395, 45.527, 45.435, 45.403],
        [4.390, 4.508, 4.285, 4.618, 4.324, 4.257, 4.324, 4.261],
        [173136, 35646, 17060, 15242, 12314, 10425, 9843, 8514],
    )
    flows = gravity_flows(towns, nearest=2500)
    riders, drivers = (commuters(Draw(side), towns, flows, 750, scatter=1500) for side in (b"r", b"d"))
    cells = cells_of(np.concatenate((riders.origin, drivers.origin)), 8000)
    found = feasible_pairs(drivers, riders, Rules(detour_percent=35))
    model = CriticalMass(Commute.of(found, np.ones(750, np.int64), cells), Behaviour())
    start = recruited(Draw(b"start"), 1500, 450)
    return Case(
        f"critical mass, 1,500 people, 52 weeks ({len(found):,} pairs)",
        lambda: model.run(start, 52, Draw(b"year")),
        goal="<= 100 ms",
    )


CASES = (candidates_small, candidates_large, critical_mass)
