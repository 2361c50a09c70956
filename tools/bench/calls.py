"""The time of one call: warm in this process, and cold from the command line."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Container, Iterator
from pathlib import Path

from analyzer import Analyzer
from tools.bench.timing import Figure, bare_interpreter, ratio, seconds

PASSING = """\
prices = {"tea": 3, "milk": 2, "bread": 4}
basket = ["tea", "bread", "tea"]

def total(items):
    amount = 0
    for item in items:
        amount += prices[item]
    return amount

print(total(basket))
"""
FAILING = PASSING.replace("amount += prices[item]", "amount += price[item]")
AIMS = {"diagnose, passing program": 0.6, "diagnose, failing program": 1.5}
WARM_UP = 5
COLD_ROUNDS = 10
PAUSE = 0.06
"""Seconds that a caller thinks between two programs; children wait again after them."""


def measure_calls(rounds: int) -> Iterator[Figure]:
    """Time every way to call, interleaved with the bare interpreter."""
    with Analyzer() as analyzer:
        warm = warm_calls(analyzer)
        for call in warm.values():
            for _ in range(WARM_UP):
                call()
        yield from interleaved(warm, rounds)
        yield at_once(warm["diagnose, failing program"], rounds)
    with tempfile.TemporaryDirectory() as folder:
        yield from interleaved(cold_calls(Path(folder)), min(rounds, COLD_ROUNDS))


def warm_calls(analyzer: Analyzer) -> dict[str, Callable[[], object]]:
    """What a caller with an open analyzer does."""
    return {
        "preflight, passing program": lambda: analyzer.preflight(PASSING),
        "preflight, failing program": lambda: analyzer.preflight(FAILING),
        "diagnose, passing program": lambda: analyzer.diagnose(PASSING),
        "diagnose, failing program": lambda: analyzer.diagnose(FAILING),
        "diagnose, failing program, level 1": lambda: analyzer.diagnose(FAILING, level=1),
    }


def at_once(call: Callable[[], object], rounds: int) -> Figure:
    """Time a call that comes as soon as the one before it was answered: nothing waits for it."""
    bare, times = list[float](), list[float]()
    for _ in range(rounds):
        bare.append(seconds(bare_interpreter))
        call()
        times.append(seconds(call))
    return ratio("diagnose, failing program, at once after another", times, bare)


def cold_calls(folder: Path) -> dict[str, Callable[[], object]]:
    """What a person types, with everything still to be started."""
    program = folder / "program.py"
    program.write_text(PASSING)
    command = [sys.executable, "-m", "analyzer.doors.command_line"]
    return {
        "command line, --help (cold)": lambda: quiet([*command, "--help"]),
        "command line, preflight (cold)": lambda: quiet([*command, "preflight", str(program)]),
        "command line, diagnose (cold)": lambda: quiet([*command, "diagnose", str(program)]),
    }


def quiet(command: list[str], statuses: Container[int] = (0,)) -> None:
    """Run a command to its end, silently; compiled modules are kept, as they usually are.

    Raises RuntimeError where it ends with another status than expected.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment
    )
    if ended.returncode not in statuses:
        raise RuntimeError(f"{command[0]} should end with one of {statuses}, found {ended.returncode}")


def interleaved(calls: dict[str, Callable[[], object]], rounds: int) -> Iterator[Figure]:
    """Time all calls in turns, so that a busy moment hits each of them; the caller thinks before each."""
    bare: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        bare.append(seconds(bare_interpreter))
        for name, call in calls.items():
            time.sleep(PAUSE)
            times[name].append(seconds(call))
    for name, taken in times.items():
        yield ratio(name, taken, bare, AIMS.get(name))
