"""The one list of kinds of exercise. A new kind is one module (or package) beside this file and one line
here.
"""

from typing import Any

from mooc_tool.exercises.kind import Kind
from mooc_tool.exercises.kinds.fill_the_cars import FillTheCars
from mooc_tool.exercises.kinds.hunt_the_blocking_pairs import HuntTheBlockingPairs
from mooc_tool.exercises.kinds.ring_of_exchange import RingOfExchange
from mooc_tool.exercises.kinds.run_deferred_acceptance import RunDeferredAcceptance
from mooc_tool.exercises.kinds.what_if_we_lied import WhatIfWeLied

AnyKind = Kind[Any, Any, Any, Any, Any]

KINDS: tuple[AnyKind, ...] = (
    FillTheCars(),
    HuntTheBlockingPairs(),
    RunDeferredAcceptance(),
    WhatIfWeLied(),
    RingOfExchange(),
)
