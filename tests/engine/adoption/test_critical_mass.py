"""Critical mass with the matching in the loop.

Agents agree with the mean field, and levers do what they say.
"""

import numpy as np
import pytest

from mooc_tool.engine.adoption.behaviour import Behaviour, Levers
from mooc_tool.engine.adoption.commute import Commute, cells_of
from mooc_tool.engine.adoption.critical_mass import CriticalMass, recruited
from mooc_tool.engine.carpool.candidates import Rules, feasible_pairs
from mooc_tool.engine.carpool.gravity import Places, Timetable, commuters, gravity_flows
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.cardinality import maximum_matching

TOWNS = Places.of(
    [45.441, 45.473, 45.389, 45.529, 45.395, 45.527, 45.435, 45.403],
    [4.390, 4.508, 4.285, 4.618, 4.324, 4.257, 4.324, 4.261],
    [173136, 35646, 17060, 15242, 12314, 10425, 9843, 8514],
)
PEOPLE = 400


@pytest.fixture(scope="module")
def commute() -> Commute:
    flows = gravity_flows(TOWNS, nearest=2500)
    riders, drivers = (
        commuters(Draw(side), TOWNS, flows, PEOPLE // 2, Timetable(), 600) for side in (b"riders", b"drivers")
    )
    candidates = feasible_pairs(drivers, riders, Rules())
    everyone_together = np.zeros(PEOPLE, np.int64)
    return Commute.of(candidates, np.ones(PEOPLE // 2, np.int64), everyone_together)


@pytest.fixture(scope="module")
def well_informed() -> Behaviour:
    """Everyone knows the rate of last week and nothing else, as the mean field has it.

    Nobody tries for no reason.
    """
    return Behaviour(cost=1.0, spread=0.2, own=0, memory=1, join=0.3, leave=0.3, trial=0)


def test_matches_are_a_maximum_matching_of_those_present(commute: Commute) -> None:
    present = recruited(Draw(b"present"), PEOPLE, 150)
    edges: list[list[int]] = [[] for _ in range(commute.riders)]
    for rider, driver in zip(commute.pair_rider.tolist(), commute.pair_driver.tolist(), strict=True):
        if present[rider] and present[commute.riders + driver]:
            edges[rider].append(driver)
    matched = commute.matched(present)
    assert not (matched & ~present).any()
    assert matched.sum() == 2 * maximum_matching(edges, commute.seats.tolist()).size
    assert matched[: commute.riders].sum() == matched[commute.riders :].sum()


def test_match_rate_rises_with_density(commute: Commute) -> None:
    rates = commute.match_rates([0, 0.05, 0.2, 0.5, 1], Draw(b"rates"))
    assert rates[0] == 0
    assert (np.diff(rates) > 0).all()


def test_two_states_and_a_tipping_point(commute: Commute, well_informed: Behaviour) -> None:
    found = CriticalMass(commute, well_informed).equilibria(Draw(b"mean field"))
    assert [point.stable for point in found.points] == [True, False, True]
    assert found.tipping is not None
    assert found.high is not None
    assert 0.05 < found.tipping < 0.5 < found.high


def test_agents_agree_with_the_mean_field(commute: Commute, well_informed: Behaviour) -> None:
    """Well below the tipping point most runs die (luck counts for few people); well above, they live."""
    model = CriticalMass(commute, well_informed)
    found = model.equilibria(Draw(b"mean field"))
    assert found.tipping is not None
    assert found.high is not None
    ends: dict[float, list[float]] = {}
    for start in (0.3 * found.tipping, 2 * found.tipping):
        draws = [Draw(b"run %d" % run) for run in range(8)]
        starts = [recruited(draw.fork("start"), PEOPLE, round(start * PEOPLE)) for draw in draws]
        ends[start] = [model.run(first, 60, draw).share for first, draw in zip(starts, draws, strict=True)]
    below, above = ends.values()
    assert sum(share < found.tipping for share in below) >= 5
    assert sum(share > found.tipping for share in above) >= 7
    assert max(above) == pytest.approx(found.high, abs=0.08)


def test_levers_lower_the_critical_mass(commute: Commute) -> None:
    behaviour = Behaviour(cost=1.0, spread=0.2)
    plain = CriticalMass(commute, behaviour).equilibria(Draw(b"mean field"))
    assert plain.tipping is not None
    for levers in (Levers(incentive=0.5), Levers(availability=0.1), Levers(guarantee=0.2)):
        helped = CriticalMass(commute, behaviour, levers).equilibria(Draw(b"mean field"))
        assert helped.tipping is None or helped.tipping < plain.tipping


def test_a_passing_subsidy_can_be_enough(commute: Commute) -> None:
    behaviour = Behaviour(cost=1.3, spread=0.15, trial=0)
    draw = Draw(b"passing")
    start = recruited(draw.fork("start"), PEOPLE, 40)
    alone = CriticalMass(commute, behaviour).run(start, 80, draw)
    helped = CriticalMass(commute, behaviour, Levers(incentive=1.5, weeks=20)).run(start, 80, draw)
    assert alone.share < 0.1
    assert helped.share > 0.5


def test_separate_communities_need_more(commute: Commute) -> None:
    community = np.arange(PEOPLE) % 2
    apart = commute.apart(community)
    assert 0 < len(apart.pair_rider) < len(commute.pair_rider)
    behaviour = Behaviour(cost=0.8, spread=0.2)
    together = CriticalMass(commute, behaviour).equilibria(Draw(b"mean field"))
    split = CriticalMass(apart, behaviour).equilibria(Draw(b"mean field"))
    assert together.tipping is not None
    assert split.tipping is None or split.tipping > together.tipping


def test_nobody_present_stays_so(commute: Commute, well_informed: Behaviour) -> None:
    run = CriticalMass(commute, well_informed).run(np.zeros(PEOPLE, bool), 5, Draw(b""))
    assert run.present.tolist() == run.matched.tolist() == [0] * 5
    assert run.share == 0


def test_the_same_draw_gives_the_same_run(commute: Commute) -> None:
    model = CriticalMass(commute)
    start = recruited(Draw(b"start"), PEOPLE, 80)
    first, second = (model.run(start, 10, Draw(b"again")) for _ in range(2))
    assert first.present.tolist() == second.present.tolist()
    assert first.present[0] == 80
    assert (first.matched <= first.present).all()


def test_recruits_come_from_the_corridor() -> None:
    corridor = np.arange(10) < 4
    assert not (recruited(Draw(b"r"), 10, 4, corridor) & ~corridor).any()
    with pytest.raises(ValueError, match="5 cannot be recruited among 4"):
        recruited(Draw(b"r"), 10, 5, corridor)


def test_neighbours_share_a_cell() -> None:
    origins = np.array([[10.0, 10, 10], [20, 20, 20], [5000, 10, 10]])
    assert cells_of(origins, 1000).tolist() == [0, 0, 1]


def test_what_cannot_be_is_refused(commute: Commute) -> None:
    for make, words in (
        (lambda: Behaviour(spread=0), "spread must be above 0"),
        (lambda: Behaviour(join=2), "join must be within"),
        (lambda: Levers(incentive=-1), "incentive"),
        (lambda: Levers(weeks=-1), "weeks"),
        (lambda: Behaviour().threshold(np.ones(1), Levers(guarantee=2)), "no less than what a match brings"),
        (lambda: CriticalMass(commute).run(np.zeros(3, bool), 5, Draw(b"")), "400 people"),
        (lambda: commute.apart(np.zeros(3, np.int64)), "as many communities"),
        (lambda: commute.match_rates([1.5], Draw(b"")), "share 0 is 1.5"),
        (lambda: cells_of(np.zeros((1, 3)), 0), "side must be"),
    ):
        with pytest.raises(ValueError, match=words):
            make()  # type: ignore[no-untyped-call] # lambdas
