"""Who lives where and works where on a territory: as counted, or else by the gravity model."""

from collections.abc import Collection

import numpy as np

from mooc_tool.engine.arrays import Real
from mooc_tool.engine.carpool.gravity import Places, gravity_flows
from mooc_tool.exercises.territory import Territory


def journeys(
    territory: Territory, homes: Collection[str], ends: Collection[str], nearest: float
) -> tuple[Places, Real]:
    """The territory's places, and weights between them, shape (n, n): people of ``homes`` who work in
    ``ends`` (codes), ``nearest`` metres away at least.

    Where the pack's flows know nobody of these, or there are none, the gravity model stands in.
    """
    communes = list(territory.communes.values())
    places = Places.of(
        [each.latitude for each in communes],
        [each.longitude for each in communes],
        [each.population for each in communes],
    )
    home, work = (np.array([each.code in wanted for each in communes]) for wanted in (homes, ends))
    own = home[:, None] & work[None, :]
    known = np.where(own & (places.distances() >= nearest), _counted(territory), 0.0)
    return places, known if known.any() else np.where(own, gravity_flows(places, nearest=nearest), 0.0)


def _counted(territory: Territory) -> Real:
    """The pack's flows, shape (n, n); 0 where it says nothing."""
    place = {code: number for number, code in enumerate(territory.communes)}
    counted = np.zeros((len(place), len(place)))
    for (origin, destination), commuters in territory.flows.items():
        counted[place[origin], place[destination]] = commuters
    return counted


def drivers_to(territory: Territory, origins: Collection[str], end: str) -> list[int]:
    """How many of each of ``origins`` drive to ``end``: in tenths of a person where flows say so, by
    population where they know nobody.
    """
    counted = [round(10 * territory.flows.get((code, end), 0)) for code in origins]
    return counted if any(counted) else [territory.communes[code].population for code in origins]
