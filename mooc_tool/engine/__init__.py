"""Matching and adoption: pure mathematics, without Flask, database or words.

Agents are whole numbers from 0, results are frozen dataclasses, randomness comes from a :class:`Draw`,
and every optimal answer carries a certificate that was checked. Bad input raises ValueError that says
what is wrong and where.
"""

from mooc_tool.engine.adoption.bass import Bass, BassFit, fit_bass
from mooc_tool.engine.adoption.behaviour import Behaviour, Levers
from mooc_tool.engine.adoption.commute import Commute, cells_of
from mooc_tool.engine.adoption.critical_mass import CriticalMass, Equilibria, Run, recruited
from mooc_tool.engine.adoption.crowd import Spread, gaps, spread_in_crowd
from mooc_tool.engine.adoption.fixed_points import FixedPoint, fixed_points, lowest_equilibrium
from mooc_tool.engine.adoption.networks import (
    Cascade,
    Network,
    cascade_window,
    giant_component,
    random_network,
    spread_on_network,
)
from mooc_tool.engine.adoption.two_sided import Path, Side, TwoSidedMarket, Week, urn_ball
from mooc_tool.engine.carpool.candidates import Candidates, Pair, Rules, feasible_pairs
from mooc_tool.engine.carpool.gravity import Places, Timetable, commuters, gravity_flows
from mooc_tool.engine.carpool.meeting import Meetings, feasible_with_meeting_points
from mooc_tool.engine.carpool.pooling import Plan, most_kilometres, most_pairs, plan_of, served_in_order
from mooc_tool.engine.carpool.territory import Roads, crow_flies, points
from mooc_tool.engine.carpool.trips import Trips
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import runs_compiled, warm
from mooc_tool.engine.matching.assignment import (
    Assignment,
    AssignmentResult,
    best_assignment,
    maximum_weight,
    total_gain,
)
from mooc_tool.engine.matching.cardinality import CardinalityResult, augmenting_path, maximum_matching
from mooc_tool.engine.matching.cycle_packing import CyclePacking, maximum_cycle_packing, short_cycles
from mooc_tool.engine.matching.deferred_acceptance import StableMatching, deferred_acceptance
from mooc_tool.engine.matching.dynamic import (
    DynamicMarket,
    Outcome,
    Policy,
    Stream,
    at_once_loss,
    patient_loss,
)
from mooc_tool.engine.matching.first_choice_first import first_choice_first
from mooc_tool.engine.matching.gains import Gains
from mooc_tool.engine.matching.greedy import first_come
from mooc_tool.engine.matching.implicit import (
    ImplicitMatching,
    ImplicitPreferences,
    deferred_acceptance_implicit,
)
from mooc_tool.engine.matching.lattice import all_stable_matchings
from mooc_tool.engine.matching.manipulation import Manipulation, best_manipulation
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.pairing import PairingResult, maximum_pairing
from mooc_tool.engine.matching.preferences import Preferences
from mooc_tool.engine.matching.roommates import Roommates, stable_roommates
from mooc_tool.engine.matching.rounds import Round, rounds
from mooc_tool.engine.matching.stability import BlockingPairs, blocking_pairs, is_stable
from mooc_tool.engine.matching.top_trading_cycles import (
    Allocation,
    serial_dictatorship,
    top_trading_cycles,
    trading_rounds,
)

__all__ = [
    "Allocation",
    "Assignment",
    "AssignmentResult",
    "Bass",
    "BassFit",
    "Behaviour",
    "BlockingPairs",
    "Candidates",
    "CardinalityResult",
    "Cascade",
    "Commute",
    "CriticalMass",
    "CyclePacking",
    "Draw",
    "DynamicMarket",
    "Equilibria",
    "FixedPoint",
    "Gains",
    "ImplicitMatching",
    "ImplicitPreferences",
    "Levers",
    "Manipulation",
    "Market",
    "Matching",
    "Meetings",
    "Network",
    "Outcome",
    "Pair",
    "PairingResult",
    "Path",
    "Places",
    "Plan",
    "Policy",
    "Preferences",
    "Roads",
    "Roommates",
    "Round",
    "Rules",
    "Run",
    "Side",
    "Spread",
    "StableMatching",
    "Stream",
    "Timetable",
    "Trips",
    "TwoSidedMarket",
    "Week",
    "all_stable_matchings",
    "at_once_loss",
    "augmenting_path",
    "best_assignment",
    "best_manipulation",
    "blocking_pairs",
    "cascade_window",
    "cells_of",
    "commuters",
    "crow_flies",
    "deferred_acceptance",
    "deferred_acceptance_implicit",
    "feasible_pairs",
    "feasible_with_meeting_points",
    "first_choice_first",
    "first_come",
    "fit_bass",
    "fixed_points",
    "gaps",
    "giant_component",
    "gravity_flows",
    "is_stable",
    "lowest_equilibrium",
    "maximum_cycle_packing",
    "maximum_matching",
    "maximum_pairing",
    "maximum_weight",
    "most_kilometres",
    "most_pairs",
    "patient_loss",
    "plan_of",
    "points",
    "random_network",
    "recruited",
    "rounds",
    "runs_compiled",
    "serial_dictatorship",
    "served_in_order",
    "short_cycles",
    "spread_in_crowd",
    "spread_on_network",
    "stable_roommates",
    "top_trading_cycles",
    "total_gain",
    "trading_rounds",
    "urn_ball",
    "warm",
]
