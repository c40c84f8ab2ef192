"""Draws a case: communities of the territory with their tables of matches, money, fate, the references."""

from collections.abc import Sequence

import numpy as np

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.communities import (
    STEP,
    Attitude,
    Community,
    journeys,
    matched,
    sketches,
    too_small,
    whole_of,
)
from mooc_tool.exercises.community_map import Place as Commune
from mooc_tool.exercises.kind import Fault, Faults, NoInstanceError
from mooc_tool.exercises.kinds.launch_the_service.forms import (
    EVENTS,
    NOWHERE,
    SURVEYED,
    Event,
    Params,
    Place,
    Question,
)
from mooc_tool.exercises.kinds.launch_the_service.reference import hard_enough, references, worth_playing
from mooc_tool.exercises.territory import Territory

TERRITORIES, FATES = 6, 3  # the bound on redraws
FUTURES = 30
WHOLE = 400  # people ready to try when the whole territory is one market
ROADS = 130  # per cent of the crow's way


def check(params: Params, territory: Territory) -> Faults:
    """A territory with too few communes, or a budget that ends below its beginning."""
    faults = []
    if too_small(territory, params.communities):
        faults.append(Fault(field="communities", code="too-few-communes"))
    if params.most_budget < params.least_budget:
        faults.append(Fault(field="most_budget", code="below-least"))
    return tuple(faults)


def pose(params: Params, draw: Draw, territory: Territory) -> Question:
    """Raises NoInstanceError when no case is found within the bound."""
    faults = check(params, territory)
    if faults:
        raise NoInstanceError(f"no case on this territory: {faults[0].code}")
    for number in range(TERRITORIES):
        places = _drawn_places(params, draw.fork(f"territory {number}"), territory)
        for fate in range(FATES):
            question = _fate(params, places, territory, draw.fork(f"fate {number} {fate}"))
            cost = hard_enough(question)
            if cost is None:
                continue
            attitude = question.attitude.model_copy(update={"cost": cost})
            question = question.model_copy(update={"attitude": attitude})
            best = references(question)
            if worth_playing(question, best):
                return question.model_copy(update={"best": best})
    raise NoInstanceError(f"none of {TERRITORIES * FATES} cases drawn is worth playing")


def _drawn_places(params: Params, draw: Draw, territory: Territory) -> tuple[Place, ...]:
    drawn = sketches(territory, draw.fork("communities"), params.communities)
    everybody = (*drawn, whole_of(territory, draw.fork("whole"), WHOLE))
    found = [matched(sketch, territory, draw.fork(f"people {n}")) for n, sketch in enumerate(everybody)]
    return _places(found, territory, draw.fork("survey"))


def _fate(params: Params, places: tuple[Place, ...], territory: Territory, draw: Draw) -> Question:
    """Money, people's attitude, and what is in store."""
    name = draw.choice(EVENTS)
    size = {"strike": draw.between(60, 90), "fuel": draw.between(12, 20), "employer": draw.between(600, 800)}
    weeks = {"strike": draw.between(2, 4), "fuel": draw.between(20, 40), "employer": 0}
    event = Event(
        name=name,
        week=draw.between(34, 84),
        weeks=weeks[name],
        place=draw.integer(len(places) - 1) if name == "employer" else NOWHERE,
        size=size[name],
    )
    away = params.uncertainty
    return Question(
        level=params.level,
        budget=100_000 * (draw.between(params.least_budget, params.most_budget) // 1000),
        recruits=params.recruits,
        places=places,
        communes=tuple(commune.name for commune in territory.communes.values()),
        ground=tuple(Commune(**commune.model_dump()) for commune in territory.communes.values()),
        ends={code: territory.communes[code].name for code in sorted(_ends(places))},
        attitude=Attitude(cost=130, spread=draw.between(12, 16), benefit=200),
        rebound=10 * draw.between(20, 70),
        event=event,
        futures=tuple(
            tuple(draw.between(-away, away) + draw.between(-away, away) for _ in places)
            for _ in range(FUTURES)
        ),
        wobble=tuple(draw.between(-params.noise, params.noise) for _ in range(40)),
    )


def _places(found: Sequence[Community], territory: Territory, draw: Draw) -> tuple[Place, ...]:
    """The communities with the length of their trips, where these begin, and a survey's share."""
    places = []
    for community in found:
        at, own = journeys(community.sketch, territory)
        own = own / own.sum()
        homes = np.floor(1000 * own.sum(axis=1) + 0.5).astype(int)
        share = community.rates["none"][SURVEYED // STEP]
        places.append(
            Place(
                community=community,
                metres=int((own * at.distances()).sum()) * ROADS // 100,
                survey=max(0, share + draw.between(-50, 50)),
                communes=tuple((number, share) for number, share in enumerate(homes.tolist()) if share),
            )
        )
    return tuple(places)


def _ends(places: Sequence[Place]) -> set[str]:
    return {place.community.sketch.end for place in places} - {""}
