"""What a page process holds of its own with the engine warm (PSS), forked as a server forks its workers.

``python benchmarks/engine_memory.py``. Each worker runs kernels on several threads first: compiled code must
work after a fork, whichever thread asks.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mooc_tool.engine import Draw, Market, cheapest_assignment, deferred_acceptance, maximum_weight, warm

WORKERS, THREADS, TIMES = 2, 4, 200
GOAL = 60


def work(k: int) -> int:
    """A few small answers, as exercises ask for them."""
    market = Market.of([[0, 1], [0, 1]], [[1, 0], [0, 1]])
    costs = Draw(bytes([k % 256])).reals(64).reshape(8, 8)
    weighed = maximum_weight([{0: 5, 1: 1}, {0: 4}], [1, 1])
    return deferred_acceptance(market).proposals + weighed.total + len(cheapest_assignment(costs).column)


def own_megabytes() -> float:
    """PSS of this process: its own pages, and its share of those that others hold too."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def worker(out: int) -> None:
    """Works on several threads, then says what it holds."""
    with ThreadPoolExecutor(THREADS) as pool:
        answers = set(pool.map(work, range(TIMES)))
    os.write(out, f"{own_megabytes():.0f} MB, answers alike: {len(answers) == 1}\n".encode())


def main() -> None:
    """Warms, forks, and prints what each worker holds."""
    print(f"{warm()} kernels warm; the parent alone holds {own_megabytes():.0f} MB")
    done, out = os.pipe()
    told, tell = os.pipe()
    for _ in range(WORKERS):
        if os.fork() == 0:
            worker(out)
            os.read(told, 1)  # all are alive while each is measured
            os._exit(0)
    for k in range(WORKERS):
        print(f"worker {k}: {os.read(done, 100).decode().strip()} (goal <= {GOAL} MB)")
    os.write(tell, b"." * WORKERS)
    for _ in range(WORKERS):
        os.wait()


if __name__ == "__main__":
    main()
