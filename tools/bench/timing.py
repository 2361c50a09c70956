"""Timing, and what came out of it."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio: the median and the 95th percentile, and the value that it should stay below."""

    name: str
    p50: float
    p95: float
    aim: float | None = None

    def as_row(self) -> dict[str, str | float | None]:
        """Give the figure as plain data."""
        return {"name": self.name, "p50": round(self.p50, 4), "p95": round(self.p95, 4), "aim": self.aim}


def seconds(call: Callable[[], object]) -> float:
    """Time one call on the wall clock."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def bare_interpreter() -> None:
    """Start the interpreter and let it do nothing: the yardstick."""
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)


def ratio(name: str, times: Sequence[float], bare: Sequence[float], aim: float | None = None) -> Figure:
    """Compare with the median of the yardstick."""
    yardstick = statistics.median(bare)
    ordered = sorted(times)
    late = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return Figure(name, statistics.median(times) / yardstick, late / yardstick, aim)
