"""Matching and adoption: pure mathematics, without Flask, database or words.

Agents are whole numbers from 0, results are frozen dataclasses, randomness comes from a ``Draw``, and
every optimal answer carries a certificate that was checked. Bad input raises ValueError that says what
is wrong and where.

Names are loaded when they are first asked for: a web page that matches ten people does not pay for the
integer programmes of another.
"""

from importlib import import_module

_PUBLIC = {
    "adoption.bass": "Bass BassFit fit_bass",
    "adoption.bass_grid": "BassGrid bass_grid mean_error",
    "adoption.behaviour": "Behaviour Levers",
    "adoption.campaigns": "Campaign Prices best_campaign_in_crowd best_campaign_on_network nudged_thresholds",
    "adoption.commute": "Commute cells_of",
    "adoption.critical_mass": "CriticalMass Equilibria Run recruited",
    "adoption.crowd": "Spread gaps spread_in_crowd",
    "adoption.fixed_points": "FixedPoint fixed_points lowest_equilibrium",
    "adoption.networks": "Cascade Network cascade_window giant_component random_network spread_on_network",
    "adoption.tabulated": "Course Habits Services rate_thresholds",
    "adoption.presence": "Group fewest_places served_days ways_present",
    "adoption.two_sided": "Path Side TwoSidedMarket Week urn_ball",
    "carpool.candidates": "Candidates Pair Rules feasible_pairs",
    "carpool.gravity": "Places Timetable commuters gravity_flows",
    "carpool.meeting": "Meetings feasible_with_meeting_points",
    "carpool.pooling": "Plan most_kilometres most_pairs plan_of served_in_order",
    "carpool.territory": "Roads crow_flies points",
    "carpool.trips": "Trips",
    "draw": "Draw",
    "kernels.build": "runs_compiled warm",
    "matching.arrivals": "Mornings",
    "matching.assignment": "Assignment AssignmentResult best_assignment maximum_weight total_gain",
    "matching.cardinality": "CardinalityResult augmenting_path maximum_matching",
    "matching.cycle_packing": "CyclePacking maximum_cycle_packing short_cycles",
    "matching.dense": "DenseAssignment cheapest_assignment",
    "matching.everyone": "FullAssignment best_full_assignment",
    "matching.deferred_acceptance": "StableMatching deferred_acceptance",
    "matching.dynamic": "DynamicMarket Outcome Policy Stream at_once_loss patient_loss",
    "matching.first_choice_first": "first_choice_first",
    "matching.gains": "Gains",
    "matching.greedy": "first_come",
    "matching.growing": "pairs_as_people_come",
    "matching.implicit": "ImplicitMatching ImplicitPreferences deferred_acceptance_implicit",
    "matching.lattice": "all_stable_matchings",
    "matching.manipulation": "Manipulation best_manipulation",
    "matching.market": "Market Matching",
    "matching.pairing": "PairingResult maximum_pairing",
    "matching.preferences": "Preferences",
    "matching.roommates": "Roommates stable_roommates",
    "matching.rounds": "Round rounds",
    "matching.stability": "BlockingPairs blocking_pairs is_stable",
    "matching.top_trading_cycles": "Allocation serial_dictatorship top_trading_cycles trading_rounds",
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 - the names are data here; the stub beside spells them out


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
