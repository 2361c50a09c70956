"""One run in a warm process with the full protection: its time, how many a second pays for, what waits."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from executor.execute import execute
from executor.policy import STRICT
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.source import Source, source_of
from tools.bench.timing import Figure, bare_interpreter, in_milliseconds, megabytes, ratio, seconds

PROGRAM = source_of("pass")
PAUSE = 0.06
"""Seconds after which children wait that were forked ahead."""
DRAIN = 4
"""So many runs come first, so that everything was used once."""
PACE_RUNS = 150
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
AIM_SPARE, AIM_FORKED = 0.15, 0.35


def measure_runs(rounds: int) -> Iterator[Figure]:
    """Time runs with and without a child that waits, interleaved with the bare interpreter."""
    with Zygote() as zygote:
        with Zygote(spares=0) as without:
            for _ in range(DRAIN):
                run_once(zygote)
                run_once(without)
            yield from latencies(zygote, without, rounds)
        yield pace(zygote)
        time.sleep(PAUSE)
        yield from idle_memory(zygote.start().process.pid)
    yield in_milliseconds("start of a warm process, with its first run", [cold_start() for _ in range(3)])


def run_once(zygote: Zygote, source: Source = PROGRAM) -> None:
    """Run a program that does nothing, under full protection; RuntimeError where it did not succeed."""
    if not execute(zygote, source, STRICT, Limits()).succeeded:
        raise RuntimeError("the program should succeed")


def latencies(zygote: Zygote, without: Zygote, rounds: int) -> Iterator[Figure]:
    """Time the bare interpreter, a run that finds a child waiting, and one for which it must be forked."""
    bare, spare, forked = list[float](), list[float](), list[float]()
    for _ in range(rounds):
        bare.append(seconds(bare_interpreter))
        time.sleep(PAUSE)
        spare.append(seconds(lambda: run_once(zygote)))
        forked.append(seconds(lambda: run_once(without)))
    yield ratio("run, full protection, a child waits", spare, bare, AIM_SPARE)
    yield ratio("run, full protection, the child is forked", forked, bare, AIM_FORKED)
    yield in_milliseconds("bare interpreter, `python -I -c pass`", bare)


def pace(zygote: Zygote) -> Figure:
    """Tell how many runs a second of one processor pays for, all that they cause included."""
    warm = zygote.start().process.pid
    before = time.process_time() + processor_seconds(warm)
    for _ in range(PACE_RUNS):
        run_once(zygote)
    spent = time.process_time() + processor_seconds(warm) - before
    return Figure("runs for each second of one processor", PACE_RUNS / spent, PACE_RUNS / spent, unit="/s")


def processor_seconds(pid: int) -> float:
    """The processor time of a process and of the children that it has buried."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / TICKS


def idle_memory(pid: int) -> Iterator[Figure]:
    """Tell what the warm process holds, and what of that is its own."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.partition(":")[0]: line.split()[1] for line in rollup[1:]}
    yield megabytes("warm process, idle: resident", int(sizes["Rss"]) * 1024)
    yield megabytes("warm process, idle: its share (PSS)", int(sizes["Pss"]) * 1024)


def cold_start() -> float:
    """The seconds until the first answer of a new warm process."""
    began = time.perf_counter()
    with Zygote() as zygote:
        run_once(zygote)
        return time.perf_counter() - began
