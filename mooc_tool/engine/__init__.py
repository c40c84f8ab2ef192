"""Matching and adoption: pure mathematics, without Flask, database or words."""

from mooc_tool.engine.carpool.candidates import Candidates, Pair, Rules, feasible_pairs
from mooc_tool.engine.carpool.pooling import Plan, most_kilometres, most_pairs, plan_of, served_in_order
from mooc_tool.engine.carpool.territory import Roads, crow_flies, points
from mooc_tool.engine.carpool.trips import Trips
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.assignment import AssignmentResult, maximum_weight
from mooc_tool.engine.matching.cardinality import CardinalityResult, augmenting_path, maximum_matching
from mooc_tool.engine.matching.greedy import first_come

__all__ = [
    "AssignmentResult",
    "Candidates",
    "CardinalityResult",
    "Draw",
    "Pair",
    "Plan",
    "Roads",
    "Rules",
    "Trips",
    "augmenting_path",
    "crow_flies",
    "feasible_pairs",
    "first_come",
    "maximum_matching",
    "maximum_weight",
    "most_kilometres",
    "most_pairs",
    "plan_of",
    "points",
    "served_in_order",
]
