"""Which coach brings simulated learners to remembered knowledge in the fewest hours.

    make bench NAME=sequencing
    make bench NAME=sequencing ARGS="--learners 40 --worlds A,H --policies ours,oracle"
    make bench NAME=sequencing ARGS="--graph my-map.csv"

Every figure is *simulated, not yet shown on people*. See docs/developer/sequencing.md.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import lab
from benchmarks.harness import report

LEARNERS = 300


def main() -> int:
    """Run the matrix, or a given map; print tables; write the result file."""
    lab.enter("benchmarks.sequencing", lab.NUMBA)
    from benchmarks import seq_run  # it needs what the lab installs

    wanted = _arguments()
    try:
        told = seq_run.run(wanted.learners, wanted.worlds, wanted.policies, wanted.graph)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 2
    return report("sequencing", *told)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sequencing")
    parser.add_argument("--learners", type=int, default=LEARNERS, help="learners per world")
    parser.add_argument("--worlds", type=_names, default=[], help="A,B,…; all by default")
    parser.add_argument("--policies", type=_names, default=[], help="ours,oracle,…; all by default")
    parser.add_argument("--graph", help="CSV of skill, prerequisite, optional weight")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


if __name__ == "__main__":
    sys.exit(main())
