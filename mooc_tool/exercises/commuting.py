"""Who lives where and works where on a territory: as counted, or else by the gravity model."""

from collections.abc import Collection
from functools import lru_cache

import numpy as np

from mooc_tool.engine.arrays import Int64, Real
from mooc_tool.engine.carpool.gravity import Places, gravity_flows
from mooc_tool.exercises.territory import Commune, Territory


def journeys(
    territory: Territory, homes: Collection[str], ends: Collection[str], nearest: float
) -> tuple[Places, Real]:
    """The territory's places, and weights between them, shape (n, n): people of ``homes`` who work in
    ``ends`` (codes), ``nearest`` metres away at least.

    Where the pack's flows know nobody of these, or there are none, the gravity model stands in.
    """
    communes = tuple(territory.communes.values())
    places, distances = _places(communes)
    home, work = (np.array([each.code in wanted for each in communes]) for wanted in (homes, ends))
    own = home[:, None] & work[None, :]
    known = np.where(own & (distances >= nearest), _counted(territory), 0.0)
    return places, known if known.any() else np.where(own, _gravity(communes, nearest), 0.0)


# kept, for a case asks them of every community


@lru_cache(maxsize=8)
def _places(communes: tuple[Commune, ...]) -> tuple[Places, Int64]:
    """With the metres between them."""
    places = Places.of(
        [each.latitude for each in communes],
        [each.longitude for each in communes],
        [each.population for each in communes],
    )
    return places, places.distances()


@lru_cache(maxsize=8)
def _gravity(communes: tuple[Commune, ...], nearest: float) -> Real:
    return gravity_flows(_places(communes)[0], nearest=nearest)


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
