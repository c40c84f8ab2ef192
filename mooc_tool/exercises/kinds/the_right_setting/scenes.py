"""The scenes: what is drawn of a case, what may be set, and what comes of a setting.

Teaching models, all in whole numbers. The concert: a price that drives requests away and draws drivers. The
lettings: a quota of registration numbers, of which the first go to homes that would stay empty anyway. The
parking: places of residents who are away by day independently of one another, exactly (see the engine's
``adoption.presence``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from mooc_tool.engine.adoption.presence import Group, ways_present
from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kinds.the_right_setting.forms import SceneName

Case = Mapping[str, int]
Outcome = dict[str, int]


@dataclass(frozen=True)
class Scene:
    """``outcome``: what comes of a setting, counts by name, of which ``value`` is to be as high as can be."""

    settings: tuple[int, ...]
    draw: Callable[[Draw], dict[str, int]]
    outcome: Callable[[Case, int], Outcome]


def _evening(draw: Draw) -> dict[str, int]:
    """``asks`` and ``trips`` at the usual price; each step of it has ``leave`` fewer and ``come`` more."""
    leave, come, steps = draw.between(10, 30), draw.between(8, 24), draw.between(1, 8)
    gap = steps * (leave + come) + draw.between(0, (leave + come) // 5)
    asks = gap + draw.between(120, 300)
    return {"asks": asks, "leave": leave, "trips": asks - gap, "come": come}


def _surge(case: Case, step: int) -> Outcome:
    """Two points for a request that is served, one less for each refused."""
    asked, trips = max(0, case["asks"] - step * case["leave"]), case["trips"] + step * case["come"]
    served = min(asked, trips)
    return {"asked": asked, "served": served, "refused": asked - served, "value": 3 * served - asked}


def _district(draw: Draw) -> dict[str, int]:
    """``empty`` homes, ``nights`` let by each, nights ``wanted``; what a ``night`` and a ``home`` count."""
    empty, nights, night = 10 * draw.between(2, 6), 10 * draw.between(6, 11), draw.between(30, 60)
    most = empty + 10 * draw.between(2, 5)
    dear = draw.integer(2)  # whether a home counts for more than its nights bring
    share = draw.between(140, 200) if dear else draw.between(30, 60)
    home = 100 * (share * night * nights // 10_000)
    return {"empty": empty, "nights": nights, "wanted": nights * most, "night": night, "home": home}


def _quota(case: Case, numbers: int) -> Outcome:
    """Euros: what visitors' nights bring, less what homes count that leave the year-round rental."""
    nights, lost = min(case["wanted"], case["nights"] * numbers), max(0, numbers - case["empty"])
    return {"let": nights, "lost": lost, "value": case["night"] * nights - case["home"] * lost}


def _street(draw: Draw) -> dict[str, int]:
    """Residents' ``places``; per cent of residents who ``agree``, and who are ``away`` by day."""
    agree = 5 * draw.between(5, 10)
    return {
        "places": 20 * draw.between(6, 14), "agree": agree, "away": draw.between(35, 75),
        "penalty": draw.between(2, 6),
    }  # fmt: skip


def _promise(case: Case, places: int) -> Outcome:
    """Hundredths: drivers who park on a day, less so many times those who booked and find no place."""
    used = _parked(case["places"] * case["agree"] // 100, case["away"], places)
    taken = 100 * places - used
    return {"used": used, "taken": taken, "value": used - case["penalty"] * taken}


@lru_cache(4096)
def _parked(residents: int, away: int, places: int) -> int:
    """In hundredths, how many of the bookable places are free on average."""
    ways = ways_present([Group(residents, away)])
    return 100 * sum(min(free, places) * way for free, way in enumerate(ways)) // sum(ways)


SCENES: Mapping[SceneName, Scene] = MappingProxyType(
    {
        "concert": Scene(tuple(range(11)), _evening, _surge),
        "lettings": Scene(tuple(range(0, 130, 10)), _district, _quota),
        "parking": Scene(tuple(range(10, 130, 10)), _street, _promise),
    }
)
