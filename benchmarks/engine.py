"""The engine beside what a user would pick: ratios from the same run, CPU time, medians of five.

``python benchmarks/engine.py [name ...]``. Peers that are not installed are passed over; to have all of
them: ``pip install --target peers matching algmatch lapx ortools networkx mesa ndlib`` and
``PYTHONPATH=peers``.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))

import engine_adoption
import engine_assignment
import engine_carpool
import engine_matching
from engine_case import Case

MODULES = (engine_matching, engine_assignment, engine_carpool, engine_adoption)
TIMES = 5
PATIENCE = 6.0  # seconds a competitor may take in all; a slow one runs fewer times


def measured(call: Callable[[], object]) -> tuple[float, int]:
    """Median CPU seconds, and how many runs it is the median of."""
    runs: list[float] = []
    while len(runs) < TIMES and sum(runs) < PATIENCE:
        before = process_time()
        call()
        runs.append(process_time() - before)
    return median(runs), len(runs)


def show(case: Case) -> None:
    """One line for us, one for each peer."""
    case.ours()  # warm
    ours, times = measured(case.ours)
    limit = f"  goal {case.goal}" if case.goal else ""
    print(f"{case.name:58} {1000 * ours:12.3f} ms  (median of {times}){limit}")
    for name, peer in case.peers.items():
        try:
            theirs, times = measured(peer)
        except ImportError as missing:
            print(f"    {name:54} {'-':>12}     not installed ({missing.name})")
            continue
        print(f"    {name:54} {1000 * theirs:12.3f} ms  (median of {times})  {theirs / ours:10,.1f} x")
    if case.grows:
        print(f"    cost grows with exponent {case.grows(lambda call: measured(call)[0]):.2f}")


def main(wanted: list[str]) -> None:
    """Every case, or those whose name holds one of the words."""
    for module in MODULES:
        for make in module.CASES:
            if not wanted or any(word in make.__name__ for word in wanted):
                show(make())


if __name__ == "__main__":
    main(sys.argv[1:])
