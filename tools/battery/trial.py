"""One program under one policy: run, and looked at from outside."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from executor.policy import Policy, allowing, policy_named
from knowledge.limits import Limits
from knowledge.run import Run
from tools.battery.arena import Arena, Crowd, asked
from tools.battery.breaches import ESCAPE, WRONG, Breach, breaches_of_answer
from tools.battery.case import Case, Unwritable, written
from tools.battery.host import HostMemory
from tools.battery.processes import Process, beneath, descriptors, resident_bytes

LIMITS = {"seconds": 10.0, "memory_mb": 100.0, "output_mb": 1.0}
SETTLING = 20.0
"""Seconds in which what a program started must be gone, and what it held given back, on a busy host too."""
MOST_GROWTH = 96 << 20
MOST_UNSEEN = 1200 << 20
"""Bytes of the host's memory that a program may take above its limit without being charged for them."""
LATE = 20.0
"""Seconds above the limit after which an answer is an escape from the clock."""
SOUND = "import json\nprint(json.dumps({'answer': 6 * 7}))\n"
CROWD_SECONDS = 1.5
KILLING = 0.4
"""Seconds after which the warm process is killed, where a case asks for that."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a program fared. `skipped` says why it could not be tried here."""

    case: Case
    policy: str
    breaches: tuple[Breach, ...] = ()
    run: Run | None = None
    skipped: str | None = None

    @property
    def verdict(self) -> str:
        """One word: held, limit, escape, wrong, or skipped."""
        if self.skipped:
            return "skipped"
        kinds = {breach.kind for breach in self.breaches}
        if not kinds:
            return "held"
        needed = self.case.needs
        lacks = self.run is not None and needed is not None and needed not in self.run.isolation.active
        if lacks and self.case.limit and all(breach.is_within_limits for breach in self.breaches):
            return "limit"
        return ESCAPE if ESCAPE in kinds else WRONG


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the caller and the warm process hold, before a program runs."""

    descriptors: int
    memory: int
    warm: int
    directory: frozenset[str]


def tried(arena: Arena, case: Case, policy: str) -> Trial:
    """Run one program and look at all that it could have touched."""
    arena, terms = arena.for_case(case), allowing(policy_named(policy), case.allows)
    try:
        text = written(case, {**arena.ground.known(), "WARM": arena.zygote.start().process.pid})
    except Unwritable as why:
        return Trial(case, policy, skipped=str(why))
    list(arena.ground.disturbed())
    before = surroundings(arena)
    crowd = Crowd(arena.zygote, case.crowd, CROWD_SECONDS)
    if case.crowd:
        time.sleep(CROWD_SECONDS / 2)
    limits = Limits(**{**LIMITS, **(case.limits or {})})
    if case.kills:
        Timer(KILLING, os.kill, (before.warm, signal.SIGKILL)).start()
    began = time.monotonic()
    with HostMemory() as host:
        answer = asked(arena.zygote, text, terms, limits, case.stdin)
    took = time.monotonic() - began
    found = list(breaches_of_answer(case, answer, arena.ground))
    if disturbed := crowd.disturbed():
        found.append(Breach(ESCAPE, f"{disturbed} of the {case.crowd} runs beside it were disturbed"))
    if took > limits.seconds + LATE:
        found.append(Breach(ESCAPE, f"the answer took {took:.1f} s, the limit is {limits.seconds} s"))
    if host.growth > limits.memory_bytes + MOST_UNSEEN:
        found.append(Breach(ESCAPE, f"{host.growth >> 20} MB of the host's memory were taken unseen"))
    found += breaches_of_the_next(arena, terms) if case.kills else ()
    found += breaches_around(arena, case, before)
    found += breaches_of_the_next(arena, terms)
    return Trial(case, policy, tuple(found), answer.run if answer else None)


def surroundings(arena: Arena) -> Surroundings:
    """Note what is held now."""
    warm = arena.zygote.start()
    return Surroundings(
        descriptors=descriptors(os.getpid()),
        memory=resident_bytes(os.getpid()),
        warm=warm.process.pid,
        directory=frozenset(entry.name for entry in Path(warm.directory).iterdir()),
    )


def breaches_around(arena: Arena, case: Case, before: Surroundings) -> Iterator[Breach]:
    """Look at what the program could have touched or left."""
    for words in arena.ground.disturbed():
        if not any(door in words for door in case.reaches):
            yield Breach(ESCAPE, words)
    now, left = settled(arena, before)
    for process in left:
        yield Breach(ESCAPE, f"process {process.pid} is left over (state {process.state})")
    if now.descriptors > before.descriptors:
        yield Breach(ESCAPE, f"the caller holds {now.descriptors - before.descriptors} more descriptors")
    if now.memory > before.memory + MOST_GROWTH:
        yield Breach(ESCAPE, f"the caller grew by {(now.memory - before.memory) >> 20} MB")
    if (now.warm != before.warm) is not case.kills:
        yield Breach(ESCAPE, "the warm process is another one")
    if not case.kills and (extra := now.directory - before.directory):
        yield Breach(ESCAPE, f"left in the directory of the warm process: {sorted(extra)}")


def settled(arena: Arena, before: Surroundings) -> tuple[Surroundings, list[Process]]:
    """Wait until nothing is left over, but not for long; returns what is held and who is left then."""
    until = time.monotonic() + SETTLING
    while True:
        now = surroundings(arena)
        is_clean = now.descriptors <= before.descriptors and now.directory <= before.directory
        left = left_over(arena)
        if (is_clean and not left) or time.monotonic() > until:
            return now, left
        time.sleep(0.01)


def left_over(arena: Arena) -> list[Process]:
    """The processes below the warm one that belong to a run: those that wait ahead have its session still."""
    warm = arena.zygote.start().process.pid
    return [process for process in beneath(warm) if process.session != warm]


def breaches_of_the_next(arena: Arena, policy: Policy) -> Iterator[Breach]:
    """Run a sound program: it must not notice what ran before it."""
    answer = asked(arena.zygote, SOUND, policy, Limits(seconds=10.0))
    if answer is None or answer.run is None:
        yield Breach(ESCAPE, f"the next run did not end: {answer and answer.broke!r}")
    elif not answer.success or answer.run.stdout.text != '{"answer": 42}\n' or answer.run.refusals:
        yield Breach(ESCAPE, f"the next run is another one: {answer.run.stdout.text!r} {answer.run.fault}")
