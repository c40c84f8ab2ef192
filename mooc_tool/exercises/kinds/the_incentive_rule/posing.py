"""Draws a territory's demand until a rule matters: the generous one is beaten, a prudent one does fairly."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.communities import Attitude
from mooc_tool.exercises.incentive import GENEROUS, Band, Demand, Rule, avoided
from mooc_tool.exercises.kind import Fault, Faults, NoInstanceError
from mooc_tool.exercises.kinds.the_incentive_rule.forms import OPTIONS, Params, Question, Start
from mooc_tool.exercises.kinds.the_incentive_rule.marking import offered, prudent
from mooc_tool.exercises.operators import Second
from mooc_tool.exercises.territory import Campaign, Territory

DRAWS = 200  # the bound on redraws
BANDS = (3, 7, 12, 18, 26, 40)  # kilometres
OPEN_TO = ((100, 180), (90, 160), (90, 170), (60, 120), (40, 90), (20, 50))  # hundreds of trips a month
ANYWAY = ((30, 60), (15, 30), (15, 30), (12, 25), (10, 20), (8, 15))  # per cent of those that could be
SOFT = ((50, 70), (20, 40), (15, 25), (10, 18), (8, 15), (5, 10))  # per cent who came by bus or on foot
COST, COST_SPREAD, BENEFIT = (120, 170), 25, 150  # cents
BUDGET = (30, 140)  # thousands of euros
REBOUND = (20, 70)  # per cent
CHEATS = (40, 200)  # drivers
SHARE, STAY, FEE = (4, 9), (2, 9), (2, 10)  # twentieths, tenths of the people; 20 cents
HALF_FULL = (400, 1000)  # trips a month in a band

PRUDENT_SHARE = (68, 88)  # per cent of the way from the naive rule to the best that a prudent one goes
BLIND_SHARE = 38  # per cent of that way that the rules of the grid go on average, at most
LEAST = 1.5  # times the naive rule's kilometres that the best avoids, at least
NO_CAP_TRIP, ALL_KM, MANY = 1000, 80, 6  # where a campaign sets no limit


def check(params: Params, territory: Territory) -> Faults:  # noqa: ARG001 - campaigns are all that is needed
    """Whether there are campaigns to start from."""
    return () if territory.campaigns else (Fault(field="", code="no-campaigns"),)


def pose(params: Params, draw: Draw, territory: Territory) -> Question:
    """A case. Raises NoInstanceError when none is found within the bound."""
    if check(params, territory):
        raise NoInstanceError("the territory has no campaigns to start from")
    starts = tuple(_start(campaign) for campaign in territory.campaigns.values())
    controls = tuple(OPTIONS)[: params.controls]
    for _ in range(DRAWS):
        demand = _demand(draw)
        if "operators" in controls:
            demand = demand.model_copy(update={"second": _second(draw)})
        question = Question(demand=demand, starts=starts, controls=controls)
        if is_worth_solving(question):
            return question
    raise NoInstanceError(f"none of {DRAWS} cases drawn is worth solving")


def _start(campaign: Campaign) -> Start:
    """A campaign as a rule: without limits where it sets none; of animation it says nothing."""
    rule = Rule(
        min_km=campaign.min_km,
        max_km=campaign.max_km if campaign.max_km is not None else ALL_KM,
        base=campaign.base,
        per_km=campaign.per_km,
        far_km=campaign.far_km,
        cap_trip=campaign.cap_trip if campaign.cap_trip is not None else NO_CAP_TRIP,
        cap_month=campaign.cap_month or 0,
        trips_a_day=campaign.trips_a_day or MANY,
        proof=campaign.proof,
    )
    return Start(name=campaign.name, year=campaign.start.year, rule=rule, flag=campaign.flag)


def _demand(draw: Draw) -> Demand:
    bands = []
    for km, open_to, shared, soft in zip(BANDS, OPEN_TO, ANYWAY, SOFT, strict=True):
        trips = 100 * draw.between(*open_to)
        anyway = trips * draw.between(*shared) // 100 // 100 * 100
        bands.append(Band(km=km, open_to=trips, anyway=anyway, soft=draw.between(*soft)))
    return Demand(
        bands=tuple(bands),
        attitude=Attitude(cost=draw.between(*COST), spread=COST_SPREAD, benefit=BENEFIT),
        budget=100_000 * draw.between(*BUDGET),
        rebound=draw.between(*REBOUND),
        cheats=draw.between(*CHEATS),
        half_full=100 * draw.between(HALF_FULL[0] // 100, HALF_FULL[1] // 100),
    )


def _second(draw: Draw) -> Second:
    return Second(share=5 * draw.between(*SHARE), stay=10 * draw.between(*STAY), fee=20 * draw.between(*FEE))


def is_worth_solving(question: Question) -> bool:
    """Whether the case meets the invariants, among the rules that its learner can write."""
    cautious = prudent(question)
    *found, naive = avoided((*offered(question), *cautious, GENEROUS), question.demand)
    found, careful = found[: -len(cautious)], max(found[-len(cautious) :])
    gap = max(found) - naive
    if gap <= 0 or max(found) < LEAST * naive:
        return False
    blind = sum(max(0, each - naive) for each in found) // len(found)
    return (
        100 * blind <= BLIND_SHARE * gap
        and PRUDENT_SHARE[0] * gap <= 100 * (careful - naive) <= PRUDENT_SHARE[1] * gap
    )
