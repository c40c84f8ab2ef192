"""10,000 generated hostile launches: each refused with a code, no error of ours, nothing left behind.

The same test as in tests/flows, with more launches and any seed. Run: python benchmarks/hostile.py
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parent.parent
TEST = "tests/flows/test_hostile_launches.py"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--launches", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    environment = {
        **os.environ,
        "HOSTILE_LAUNCHES": str(chosen.launches),
        "HOSTILE_SEED": str(chosen.seed),
    }
    command = [sys.executable, "-m", "pytest", "-q", TEST, "--durations=1"]
    run = subprocess.run(command, cwd=TOP, env=environment, check=False)
    outcome = "held" if run.returncode == 0 else "FAILED"
    print(f"{chosen.launches} hostile launches, seed {chosen.seed}: {outcome}")
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
