"""Run thousands of programs of every kind, and look for what they left behind.

A caller that lives for months has one warm process and gives it programs that fail in every way. What each of
them leaves (a process, a descriptor, a file, a little memory) is nothing after ten runs and the end of the
caller after a million, so it is counted here over as many as there is time for. Each answer is checked too.
"""

import argparse
import gc
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Claims, Ending, Run
from knowledge.source import source_of

WARM_UP = 40
MEMORY_SLACK = 4 << 20
"""Bytes by which the memory of a process may differ between two looks without anything being left."""
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of program: how often it comes, and how its run has to end."""

    text: str
    share: int
    ending: Ending = Ending.EXITED
    code: int | None = 0
    claims: Claims = Claims.KEPT
    policy: str = "strict"
    seconds: float = 5.0


LEAVE = "import sys\nleave = sys.modules['posix']._exit\n"
KINDS = {
    "ends well": Kind("total = sum(n * n for n in range(100))\nprint(total)\ntotal", 40),
    "fails": Kind("def mean(rows): return sum(rows) / len(rows)\nmean([])", 20, code=1),
    "is no Python": Kind("x = = 1", 4, code=1),
    "exits": Kind("raise SystemExit(3)", 6, code=3),
    "imports a lot": Kind("import json, decimal, asyncio, logging\nasyncio.run(asyncio.sleep(0))", 3),
    "leaves without a word": Kind(LEAVE + "leave(9)", 5, code=9, claims=Claims.MISSING),
    "writes a record of its own": Kind(
        LEAVE
        + "for n in range(3, 300):\n    try: sys.modules['posix'].write(n, b'V\\x02\\x00\\x00\\x00{}' * 2)\n"
        "    except OSError: pass\nleave(0)",
        3,
        claims=Claims.FORGED,
    ),
    "kills itself": Kind("import signal\nsignal.raise_signal(9)", 5, Ending.SIGNALLED, None, Claims.MISSING),
    "never ends": Kind("while True: pass", 2, Ending.TIMEOUT, None, Claims.MISSING, seconds=0.05),
    "prints without end": Kind("while True: print('x' * 9999)", 1, Ending.OUTPUT, None, Claims.MISSING),
    "takes too much memory": Kind("rows = bytearray(1 << 30)", 3, code=1),
    "is refused a module": Kind("import socket", 3, code=1),
    "leaves threads": Kind(
        "import threading, time\nfor _ in range(5):\n"
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        2,
    ),
    "leaves files": Kind(
        "import os, tempfile\nos.makedirs('a/b')\nopen('a/b/c', 'w').write('x' * 10_000)\n"
        "tempfile.mkstemp()\nos.chmod('a/b', 0)",
        3,
        policy="standard",
    ),
    "leaves processes": Kind(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(60)\n"
        "    os._exit(0)\nos.wait()",
        2,
        policy="open",
    ),
}


@dataclass(frozen=True, slots=True)
class Ledger:
    """What there is to be left behind, counted."""

    processes: int
    descriptors: int
    threads: int
    files: int
    warm_descriptors: int
    memory: int
    warm_memory: int


def ledger(zygote: Zygote) -> Ledger:
    """Count what this process, the warm one and its directory hold now."""
    gc.collect()
    warm = zygote.start()
    settle(warm.process.pid)
    return Ledger(
        processes=len(below(warm.process.pid)),
        descriptors=entries("/proc/self/fd"),
        threads=entries("/proc/self/task"),
        files=sum(1 for _ in Path(warm.directory).rglob("*")),
        warm_descriptors=entries(f"/proc/{warm.process.pid}/fd"),
        memory=resident(os.getpid()),
        warm_memory=resident(warm.process.pid),
    )


def entries(directory: str) -> int:
    """How many entries a directory has."""
    return sum(1 for _ in Path(directory).iterdir())


def settle(warm: int) -> None:
    """Give the warm process the moment in which it forks ahead: any other count would be one of chance."""
    last, until = -1, time.monotonic() + 1.0
    while time.monotonic() < until:
        time.sleep(0.05)
        now = len(below(warm))
        if now == last:
            return
        last = now


def below(pid: int) -> set[int]:
    """All processes below a process, zombies included."""
    found, waiting = set[int](), [pid]
    while waiting:
        parent = waiting.pop()
        try:
            listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        except OSError:
            continue
        children = {int(child) for child in listed.split()} - found
        found |= children
        waiting += children
    return found


def resident(pid: int) -> int:
    """The memory that a process has in use, in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


def orders(count: int, seed: int) -> Iterator[str]:
    """Choose the kinds of so many programs, by their shares; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # it chooses programs, no keys
    shares = [kind.share for kind in KINDS.values()]
    yield from chance.choices(list(KINDS), shares, k=count)


def run_one(zygote: Zygote, kind: Kind) -> Run:
    """Run a program of a kind."""
    limits = Limits(seconds=kind.seconds, memory_mb=60, output_mb=0.1)
    return execute(zygote, source_of(kind.text), policy_named(kind.policy), limits)


def is_as_expected(run: Run, kind: Kind) -> bool:
    """Whether a run ended as programs of its kind do."""
    return (run.ending, run.exit_code, run.claims) == (kind.ending, kind.code, kind.claims)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: how many runs, in how many seconds, the wrong answers, and what was left."""

    runs: int
    seconds: float
    wrong: Counter[str]
    before: Ledger
    after: Ledger

    def left(self) -> dict[str, int]:
        """What there is more of than before; of memory only what is more than chance."""
        found = {}
        for field in fields(Ledger):
            more = getattr(self.after, field.name) - getattr(self.before, field.name)
            slack = MEMORY_SLACK if "memory" in field.name else 0
            if more > slack:
                found[field.name] = more
        return found


def endure(zygote: Zygote, count: int, seconds: float, seed: int) -> Outcome:
    """Run so many programs, or for so many seconds, and count before and afterwards."""
    for kind in (*KINDS.values(), *[KINDS["fails"]] * WARM_UP):
        run_one(zygote, kind)
    before, began = ledger(zygote), time.monotonic()
    wrong: Counter[str] = Counter()
    done = 0
    for name in orders(count, seed):
        if time.monotonic() - began > seconds:
            break
        if not is_as_expected(run_one(zygote, KINDS[name]), KINDS[name]):
            wrong[name] += 1
        done += 1
    return Outcome(done, time.monotonic() - began, wrong, before, ledger(zygote))


def main() -> int:
    """Endure, print what was counted, and fail where something was left or an answer was wrong."""
    parser = argparse.ArgumentParser(description="Run thousands of programs and look for what they leave.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with Zygote() as zygote:
        outcome = endure(zygote, options.count, options.seconds, options.seed)
        warm = zygote.start()
    gone = not below(os.getpid()) and not Path(warm.directory).exists()
    print_outcome(outcome)
    print("after closing: nothing is left" if gone else "after closing: A PROCESS OR A DIRECTORY IS LEFT")
    return 0 if gone and not outcome.left() and not outcome.wrong else 1


def print_outcome(outcome: Outcome) -> None:
    """Print the counts before and afterwards."""
    pace = outcome.runs / outcome.seconds if outcome.seconds else 0.0
    print(f"{outcome.runs} runs of {len(KINDS)} kinds in {outcome.seconds:.0f} s ({pace:.0f} a second)")
    print(f"{'':20} {'before':>12} {'after':>12}")
    for field in fields(Ledger):
        before, after = getattr(outcome.before, field.name), getattr(outcome.after, field.name)
        print(f"{field.name.replace('_', ' '):20} {before:12} {after:12}")
    for name, times in outcome.wrong.items():
        print(f"wrong answers: {name} {times} times")
    for name, more in outcome.left().items():
        print(f"LEFT BEHIND: {more} {name.replace('_', ' ')}")


if __name__ == "__main__":
    sys.exit(main())
