"""The printed figures of the car-pool model, computed again by the engine on the course's own territory.

The teaching model: homes by population and jobs by gravity on the 53 communes, trips between communes
only; ends scattered by 900 m, or a single point for « one destination »; half drivers, one seat, a detour
of 8 minutes at most, departures N(7:45, 35 min) within 15 minutes of one another.
"""

import csv
import dataclasses
import io
from statistics import fmean

import numpy as np
import pytest

from mooc_tool import paths
from mooc_tool.engine.carpool.candidates import feasible_pairs
from mooc_tool.engine.carpool.gravity import Places, Timetable, commuters, gravity_flows
from mooc_tool.engine.carpool.pooling import most_pairs, served_in_order
from mooc_tool.engine.draw import Draw
from mooc_tool.packs.reading import folder_files, read_pack

FILES = folder_files(paths.content() / "economie-collaborative")
FACTS = read_pack(FILES).pack.facts
ROWS = list(csv.DictReader(io.StringIO(FILES["data/communes.csv"].decode())))
NAMES = [row["name"] for row in ROWS]
PLACES = Places.of(
    [float(row["latitude"]) for row in ROWS],
    [float(row["longitude"]) for row in ROWS],
    np.array([int(row["population"]) for row in ROWS]),
)
FLOWS = gravity_flows(PLACES, nearest=1000.0)
PEOPLE = 10_000  # drawn for each figure: a standard error of about half a point
NOISE = 4  # points: one person more or less in a small market
FINE = 2


def market(number, people, to, window, detour, drivers):
    """Feasible pairs and seats of one drawn morning; ``to``: the one destination, or None."""
    flows = FLOWS if to is None else np.where(np.arange(len(NAMES)) == NAMES.index(to), FLOWS, 0.0)
    draw, table = Draw(f"{people} {number}".encode()), Timetable(window=window, max_detour=detour)
    trips = commuters(draw, PLACES, flows, people, table, scatter=900.0)
    if to is not None:
        exact = commuters(draw, PLACES, flows, people, table)
        trips = dataclasses.replace(trips, destination=exact.destination)
    cars = round(drivers * people)
    riders = dataclasses.replace(part(trips, cars, people), window=np.zeros(people - cars, np.int64))
    return feasible_pairs(part(trips, 0, cars), riders), [1] * cars


def part(trips, first, end):
    columns = {field.name: getattr(trips, field.name)[first:end] for field in dataclasses.fields(trips)}
    return type(trips)(**columns)


def matched(people, to=None, window=15, detour=8, drivers=0.5, plan=most_pairs):
    """Mean share of passengers served, in per cent."""
    mornings = range(max(2, PEOPLE // people))
    drawn = (market(number, people, to, window, detour, drivers) for number in mornings)
    return fmean(100 * plan(pairs, seats).matched / pairs.passengers for pairs, seats in drawn)


def in_pairs(values):
    return [(int(people), share) for people, share in zip(values[::2], values[1::2], strict=True)]


@pytest.mark.parametrize(("people", "share"), in_pairs(FACTS["F-501"].values))
def test_share_matched_in_the_metropolis(people, share):
    assert matched(people) == pytest.approx(share, abs=FINE)


@pytest.mark.parametrize(("people", "share"), in_pairs(FACTS["F-502"].values))
def test_share_matched_towards_one_destination(people, share):
    assert matched(people, "Saint-Étienne") == pytest.approx(share, abs=FINE)


TOWNS = (
    None,
    *("Saint-Étienne", "La Talaudière", "Saint-Chamond", "Saint-Galmier"),
    *("Andrézieux-Bouthéon", "Rive-de-Gier", "Firminy"),
)


@pytest.mark.parametrize(("to", "people"), list(zip(TOWNS, FACTS["F-503"].values, strict=True)))
def test_people_needed_for_one_passenger_in_two(to, people):
    assert matched(int(people), to) == pytest.approx(50, abs=NOISE)


def test_flexibility_acts_like_density():
    printed = iter(FACTS["F-504"].values)
    windows = {int(next(printed)): int(next(printed)) for _ in range(3)}
    for window, people in windows.items():
        assert matched(people, window=window) == pytest.approx(50, abs=NOISE)
    for window in windows:
        assert matched(int(next(printed)), "Saint-Étienne", window=window) == pytest.approx(50, abs=NOISE)
    detour = int(next(printed))
    assert matched(int(next(printed)), detour=detour) == pytest.approx(50, abs=NOISE)
    assert matched(int(next(printed)), "Saint-Étienne", detour=detour) == pytest.approx(50, abs=NOISE)


def test_balance_of_the_two_sides():
    few, most, people, many, needed = FACTS["F-505"].values
    assert matched(int(people), drivers=few / 100) == pytest.approx(most, abs=FINE)
    assert matched(int(needed), drivers=many / 100) == pytest.approx(50, abs=NOISE)


def test_first_come_against_the_best_plan():
    people, in_order, best, few = FACTS["F-506"].values
    assert matched(int(people), plan=served_in_order) == pytest.approx(in_order, abs=FINE)
    assert matched(int(people)) == pytest.approx(best, abs=FINE)
    assert matched(int(few), plan=served_in_order) == pytest.approx(matched(int(few)), abs=0.5)


def grows(recruits, curve, people=2000, weeks=104):
    """Whether a campaign takes off, when each week's share matched decides who stays and who joins.

    Thresholds N(0.55, 0.10); 10 % of the convinced join and 25 % of the disappointed leave each week.
    """
    chance = np.random.default_rng(1)
    thresholds = chance.normal(0.55, 0.10, people)
    inside = np.zeros(people, bool)
    inside[chance.choice(people, recruits, replace=False)] = True
    sizes, shares = zip((0, 0.0), *curve, strict=True)
    for _ in range(weeks):
        content = thresholds <= np.interp(inside.sum(), sizes, shares) / 100
        moved = chance.random(people)
        inside = np.where(inside, content | (moved >= 0.25), content & (moved < 0.10))
    return bool(inside.sum() > people / 2)


def test_a_campaign_dies_or_takes_off():
    _, dies, lives, dies_together, lives_together = map(int, FACTS["F-507"].values)
    apart, together = (in_pairs(FACTS[name].values) for name in ("F-501", "F-502"))
    assert [grows(dies, apart), grows(lives, apart)] == [False, True]
    assert [grows(dies_together, together), grows(lives_together, together)] == [False, True]
