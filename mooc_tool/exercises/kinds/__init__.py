"""The one list of kinds of exercise. A new kind is one module (or package) beside this file and one line
here.
"""

from typing import Any

from mooc_tool.exercises.kind import Kind
from mooc_tool.exercises.kinds.fill_the_cars import FillTheCars
from mooc_tool.exercises.kinds.how_many_places import HowManyPlaces
from mooc_tool.exercises.kinds.hunt_the_blocking_pairs import HuntTheBlockingPairs
from mooc_tool.exercises.kinds.launch_the_service import LaunchTheService
from mooc_tool.exercises.kinds.now_or_later import NowOrLater
from mooc_tool.exercises.kinds.quiz import Quiz
from mooc_tool.exercises.kinds.ring_of_exchange import RingOfExchange
from mooc_tool.exercises.kinds.run_deferred_acceptance import RunDeferredAcceptance
from mooc_tool.exercises.kinds.the_audit import TheAudit
from mooc_tool.exercises.kinds.the_incentive_rule import TheIncentiveRule
from mooc_tool.exercises.kinds.the_right_community import TheRightCommunity
from mooc_tool.exercises.kinds.the_right_contract import TheRightContract
from mooc_tool.exercises.kinds.the_right_setting import TheRightSetting
from mooc_tool.exercises.kinds.the_s_curve import TheSCurve
from mooc_tool.exercises.kinds.the_two_sides import TheTwoSides
from mooc_tool.exercises.kinds.todays_figure import TodaysFigure
from mooc_tool.exercises.kinds.trigger_the_cascade import TriggerTheCascade
from mooc_tool.exercises.kinds.what_if_we_lied import WhatIfWeLied
from mooc_tool.exercises.kinds.who_supplies import WhoSupplies
from mooc_tool.exercises.kinds.worth_of_a_network import WorthOfANetwork

AnyKind = Kind[Any, Any, Any, Any, Any]

KINDS: tuple[AnyKind, ...] = (
    FillTheCars(),
    HuntTheBlockingPairs(),
    RunDeferredAcceptance(),
    WhatIfWeLied(),
    RingOfExchange(),
    WhoSupplies(),
    TheSCurve(),
    NowOrLater(),
    TriggerTheCascade(),
    TodaysFigure(),
    Quiz(),
    WorthOfANetwork(),
    TheAudit(),
    TheRightContract(),
    HowManyPlaces(),
    TheRightSetting(),
    TheTwoSides(),
    TheRightCommunity(),
    TheIncentiveRule(),
    LaunchTheService(),
)
