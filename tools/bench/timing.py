"""Timing, and what came out of it."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """The median and the 95th percentile, and the value that the median should stay below.

    A ratio to the bare interpreter, unless a unit is named.
    """

    name: str
    p50: float
    p95: float
    aim: float | None = None
    unit: str = ""

    def as_row(self) -> dict[str, str | float | None]:
        """Give the figure as plain data."""
        amounts = {"p50": round(self.p50, 4), "p95": round(self.p95, 4)}
        return {"name": self.name, **amounts, "aim": self.aim, "unit": self.unit}


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
    return Figure(name, statistics.median(times) / yardstick, late(times) / yardstick, aim)


def late(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[min(len(times) - 1, round(0.95 * (len(times) - 1)))]


def in_milliseconds(name: str, times: Sequence[float], aim: float | None = None) -> Figure:
    """Tell times as they are."""
    return Figure(name, statistics.median(times) * 1000, late(times) * 1000, aim, "ms")


def megabytes(name: str, size: int) -> Figure:
    """Tell an amount of memory."""
    return Figure(name, size / 1e6, size / 1e6, unit="MB")
