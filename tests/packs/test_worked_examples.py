"""What the pages work out, worked out by the engine: examples, and figures of the models without a map."""

from statistics import fmean

import pytest

from mooc_tool import paths
from mooc_tool.engine.adoption.crowd import spread_in_crowd
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.cardinality import maximum_matching
from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.dynamic import DynamicMarket, Policy
from mooc_tool.engine.matching.first_choice_first import first_choice_first
from mooc_tool.engine.matching.greedy import first_come
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.stability import blocking_pairs, is_stable
from mooc_tool.engine.matching.top_trading_cycles import top_trading_cycles
from mooc_tool.packs.reading import folder_files, read_pack

FACTS = read_pack(folder_files(paths.content() / "economie-collaborative")).pack.facts

ANNA, BILAL, CHLOE = range(3)


def test_fill_the_cars_two_pairs_in_order_three_at_best():
    paul, rosa, samir = [ANNA, BILAL], [CHLOE, ANNA], [CHLOE]  # by minutes of detour
    edges = [paul, rosa, samir]
    assert list(first_come(edges, [1, 1, 1])) == [ANNA, CHLOE, -1]
    assert list(maximum_matching(edges, [1, 1, 1]).partner) == [BILAL, ANNA, CHLOE]


DENIS, EMMA, FARID = ANA, BRICE, CHEN = range(3)
MENTORING = Market.of(
    [[EMMA, DENIS, FARID], [EMMA, FARID, DENIS], [DENIS, EMMA, FARID]],
    [[ANA, BRICE, CHEN], [CHEN, ANA, BRICE], [BRICE, ANA, CHEN]],
)


def test_preferences_the_hurried_plan_has_two_blocking_pairs():
    plan = Matching.of(MENTORING, [DENIS, EMMA, FARID])
    assert set(blocking_pairs(MENTORING, plan).first) == {(CHEN, EMMA), (ANA, EMMA)}


def test_preferences_both_sides_propose():
    learners = deferred_acceptance(MENTORING)
    mentors = deferred_acceptance(MENTORING, "receivers")
    assert list(learners.partner) == [EMMA, FARID, DENIS]
    assert list(mentors.partner) == [DENIS, FARID, EMMA]
    assert is_stable(MENTORING, learners)


NORTH, SOUTH, WEST = LEA, MAX, NOUR = range(3)
PRIORITIES = [[MAX, LEA, NOUR], [LEA, NOUR, MAX], [LEA, MAX, NOUR]]


def schools(lea):
    return Market.of([lea, [NORTH, SOUTH, WEST], [SOUTH, NORTH, WEST]], PRIORITIES)


def test_truth_lying_pays_under_first_choice_first_only():
    true, false = schools([NORTH, SOUTH, WEST]), schools([SOUTH, NORTH, WEST])
    assert list(first_choice_first(true).partner) == [WEST, NORTH, SOUTH]
    assert first_choice_first(false).partner[LEA] == SOUTH
    assert list(deferred_acceptance(true).partner) == [SOUTH, NORTH, WEST]
    assert deferred_acceptance(false).partner[LEA] == SOUTH


def test_exchange_three_desks_turn_and_lou_keeps_hers():
    ines, jules, karim, lou = [1, 0, 2, 3], [2, 1, 0, 3], [0, 2, 1, 3], [0, 3, 1, 2]
    assert list(top_trading_cycles([ines, jules, karim, lou]).house) == [1, 2, 0, 3]


@pytest.mark.parametrize(
    ("thresholds", "joined"),
    [
        (range(100), 100),
        ([0, 2, *range(2, 100)], 1),
        (range(10), 10),
        ([0, 1, 2, 3, 5, 5, 6, 7, 8, 9], 4),
    ],
)
def test_thresholds_a_small_change_stops_the_crowd(thresholds, joined):
    assert spread_in_crowd(list(thresholds)).joined == joined


def mean_ranks(proposers, receivers, draws):
    """Mean rank of the partner on both sides, under random preferences."""
    ranks = ([], [])
    for number in range(draws):
        draw = Draw(f"{proposers}-{receivers}-{number}".encode())
        lists = [draw.shuffled(range(receivers)) for _ in range(proposers)]
        others = [draw.shuffled(range(proposers)) for _ in range(receivers)]
        for one, other in enumerate(deferred_acceptance(Market.of(lists, others)).partner):
            if other != -1:
                ranks[0].append(lists[one].index(other) + 1)
                ranks[1].append(others[other].index(one) + 1)
    return fmean(ranks[0]), fmean(ranks[1])


@pytest.mark.parametrize(
    ("fact", "at", "market"),
    [
        ("F-508", 1, (100, 100, 20)),
        ("F-508", 4, (10, 10, 300)),
        ("F-509", 1, (40, 40, 60)),
        ("F-509", 4, (41, 40, 60)),
    ],
)
def test_printed_ranks_are_what_the_engine_finds(fact, at, market):
    found = mean_ranks(*market)
    assert found[0] == pytest.approx(FACTS[fact].values[at], rel=0.12)
    if at + 1 < len(FACTS[fact].values):
        printed = 3.9 if market[0] == 41 else FACTS[fact].values[at + 1]
        assert found[1] == pytest.approx(printed, rel=0.12)


def test_printed_losses_and_waits_are_what_the_engine_finds():
    density, *lost, at_once, patient = FACTS["F-511"].values
    market = DynamicMarket(rate=60, density=density)
    stream = market.stream(Draw(b"waiting"), 20_000)
    policies = [
        Policy("at-once"),
        *(Policy("batch", period) for period in (0.05, 0.25, 1.0)),
        Policy("patient"),
    ]
    found = [market.run(stream, policy) for policy in policies]
    for outcome, printed in zip(found, lost, strict=True):
        assert 100 * outcome.lost_share == pytest.approx(printed, abs=1)
    assert (found[0].mean_wait, found[-1].mean_wait) == pytest.approx((at_once, patient), abs=0.01)
