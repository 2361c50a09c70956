"""Measure what raydx costs here, as ratios to a bare `python -I -c pass` of the same run.

Machines are noisy, so every round times the bare interpreter too, and medians are compared. Nothing is
asserted: read the table. `--rounds N` for steadier figures, `--json` for a program.
"""

import argparse
import json

from tools.bench.calls import measure_calls
from tools.bench.capture import measure_capture
from tools.bench.looking import measure_looking
from tools.bench.observation import measure_observation
from tools.bench.peers import measure_peers
from tools.bench.runs import measure_runs
from tools.bench.timing import Figure


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description="Measure what raydx costs here, as ratios to a bare interpreter."
    )
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = [
        *measure_calls(options.rounds),
        *measure_looking(options.rounds),
        *measure_runs(options.rounds),
        *measure_capture(max(5, options.rounds // 4)),
        *measure_observation(max(3, options.rounds // 4)),
        *measure_peers(options.rounds),
    ]
    if options.json:
        print(json.dumps([figure.as_row() for figure in figures], indent=2))
    else:
        print_table(figures)


def print_table(figures: list[Figure]) -> None:
    """Print a line for each figure, its aim beside it."""
    print(f"{'':60} {'p50':>8} {'p95':>8}")
    for figure in figures:
        aim = f"aim {figure.aim}" if figure.aim else ""
        print(f"{figure.name:60} {figure.p50:8.3f} {figure.p95:8.3f} {figure.unit:6} {aim}")


if __name__ == "__main__":
    main()
