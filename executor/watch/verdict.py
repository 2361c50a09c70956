"""How a run ended, by what was seen; and what of the child's claims agrees with it."""

import os
import signal
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from executor.child.channel import CODES, EXIT, READY, RECORD, WORDS
from executor.child.tracing import MOST_CODES
from executor.watch.board import read_trace
from executor.watch.claims import (
    Malformed,
    Reader,
    named,
    number,
    optional,
    return_of,
    several,
    text,
    typed,
    value_of,
)
from executor.watch.lost_frames import lost_its_end
from executor.watch.refusals import Refusals
from executor.watch.seen import Seen
from executor.watch.starving import starved
from knowledge.event import Kind
from knowledge.limits import Limits
from knowledge.run import Claims, Ending, Fault, Isolation, Run
from knowledge.source import Source

HEARD = "reports"
"""The mechanism by which the kernel's refusals are heard of."""

FULL = 0.95
"""Of the memory limit: whoever has used so much has met it."""
CRASHES = frozenset([signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT])
MEMORY_ERROR = ("MemoryError", "Exception", "BaseException")


def run_of(source: Source, limits: Limits, seen: Seen, refusals: Refusals, board: int) -> Run:
    """Put together what was seen and what was claimed."""
    ending, code, killer = ended(seen, limits)
    mechanisms: dict[str, str] = seen.isolation.get("mechanisms", {})
    bare = Run(
        ending=ending,
        exit_code=code,
        signal=killer,
        seconds=seen.clock.spent(0.0) if seen.clock.ended else 0.0,
        peak_bytes=max(seen.highest - highest_before(seen), seen.growth, 0),
        stdout=seen.stdout.stream(),
        stderr=seen.stderr.stream(),
        policy=refusals.policy.name,
        allowed=tuple(sorted(refusals.policy.allowed)),
        limits=limits,
        isolation=Isolation(seen.isolation.get("level", "none"), mechanisms, proofs_of(seen)),
        claims=Claims.MISSING,
        stuck=seen.stuck,
        refusals=refusals.all(kernel_is_heard=mechanisms.get(HEARD) == "active"),
    )
    bare = refused_and_crashed(bare, seen)
    try:
        return starved(claimed(bare, source, seen, board), source, seen.writable)
    except Malformed:
        return replace(bare, claims=Claims.FORGED)


def proofs_of(seen: Seen) -> dict[str, tuple[str, ...]]:
    """What a test program could not do, for each mechanism, as the warm process found out."""
    told: Mapping[str, Any] = seen.isolation.get("proofs", {})
    return {name: tuple(things) for name, things in told.items()}


def ended(seen: Seen, limits: Limits) -> tuple[Ending, int | None, int | None]:
    """Tell the way in which the run ended, its exit code, or the signal that ended it."""
    status = None if seen.status is None else os.waitstatus_to_exitcode(seen.status)
    code = status if status is not None and status >= 0 else None
    killer = -status if status is not None and status < 0 else None
    if seen.stopped is not None and code is None:
        return seen.stopped, None, killer
    if code is not None:
        return Ending.EXITED, code, None
    if killer is None:  # the warm process died, and all its children die with it
        return Ending.LOST, None, None
    return ending_of_signal(killer, seen.clock.passed(0.0), limits), None, killer


def ending_of_signal(number: int, seconds: float, limits: Limits) -> Ending:
    """Tell a limit that the kernel kept from a signal that the program sent to itself.

    The kernel's limit of processor time lies above what the clock allows: nobody can have used that much in
    less time than the limit; `seconds` are all since the program began, since claims to make the report halt
    the clock but not the processor. That of a file's size can be hit at any time; to feign it gains nothing.
    """
    if number == signal.SIGXCPU and seconds >= limits.seconds:
        return Ending.TIMEOUT
    return Ending.DISK if number == signal.SIGXFSZ else Ending.SIGNALLED


def refused_and_crashed(run: Run, seen: Seen) -> Run:
    """Call a crash with full memory by its cause.

    Where the allocator refuses it memory, compiled code, CPython's own too, now and then goes on without.
    """
    if run.ending is not Ending.SIGNALLED or run.signal not in CRASHES or not is_full(run):
        return run
    return replace(run, ending=Ending.MEMORY, stuck=seen.near_the_limit)


def highest_before(seen: Seen) -> int:
    """The most memory that the child had before the program began; what it said then is its own word."""
    told = seen.inbox.said.get(READY)
    peak = told.get("peak") if isinstance(told, dict) else None
    return peak if isinstance(peak, int) else seen.highest


def claimed(bare: Run, source: Source, seen: Seen, board: int) -> Run:
    """Add the child's claims; raises Malformed where they have another shape than ours."""
    said = seen.inbox.said
    if seen.inbox.broken:
        raise Malformed(seen.inbox.broken)
    codes = several(said.get(CODES, []), code_name, MOST_CODES)
    run = replace(bare, trace=read_trace(board, codes, ()))
    if RECORD not in said:
        return run
    record: dict[str, Any] = typed(said[RECORD], dict)
    variables = named(record.get("variables"), value_of)
    fault = optional(record, "fault", Reader(source, variables).fault)
    if seen.status is not None and contradicts(bare, fault, said):
        return replace(bare, claims=Claims.INCONSISTENT)
    trace = replace(run.trace, returns=several(record.get("returns"), return_of))
    return replace(
        run,
        claims=Claims.KEPT,
        value=optional(record, "value", value_of),
        variables=variables,
        fault=out_of_memory(with_words(with_frames(fault, source, bare, seen), said.get(WORDS)), bare, seen),
        trace=trace,
    )


def code_name(claim: object) -> str:
    """The name of a code object of the program."""
    told = typed(claim, list)
    if len(told) != 2:
        raise Malformed("a code object has a name and an address")
    number(told[1])
    return text(told[0])


def contradicts(bare: Run, fault: Fault | None, said: Mapping[str, Any]) -> bool:
    """Whether a record claims another end than the parent saw."""
    if bare.ending is not Ending.EXITED:
        return EXIT in said
    if EXIT in said and said[EXIT] != bare.exit_code:
        return True
    return bare.exit_code == 0 and (fault is not None or EXIT not in said)


def with_frames(fault: Fault | None, source: Source, bare: Run, seen: Seen) -> Fault | None:
    """Add the frames that a MemoryError could not keep, as they were just before."""
    if fault is None or not fault.is_a("MemoryError"):
        return fault
    if fault.crash is None or (is_full(bare) and lost_its_end(fault.frames, seen.near_the_limit, source)):
        return replace(fault, frames=seen.near_the_limit)
    return fault


def is_full(bare: Run) -> bool:
    """Whether the memory was used up at some time."""
    return bare.peak_bytes >= FULL * bare.limits.memory_bytes


def out_of_memory(fault: Fault | None, bare: Run, seen: Seen) -> Fault | None:
    """Call by its name what the interpreter lost on the way.

    Where memory has run out, it can raise a SystemError that says nothing in place of the MemoryError, on
    its way out of the frames; where the program stood just before is nearer to the truth.
    """
    if fault is None or fault.name != "SystemError" or not is_full(bare) or fault.cause or fault.context:
        return fault
    deeper = len(seen.near_the_limit) > len(fault.frames)
    frames = seen.near_the_limit if deeper else fault.frames
    return replace(fault, type="MemoryError", bases=MEMORY_ERROR, message="", frames=frames)


def with_words(fault: Fault | None, claim: object) -> Fault | None:
    """Add the words that only the program's own code could say."""
    if fault is None or claim is None:
        return fault
    told: dict[str, Any] = typed(claim, dict)
    message = optional(told, "message", text) if not fault.is_a("SyntaxError") else None
    return replace(fault, message=fault.message if message is None else message, text=text(told.get("text")))


def ended_in_words(run: Run) -> Iterator[tuple[Kind, str, str]]:
    """Tell the end of a run as events."""
    if run.fault is not None:
        crash = run.fault.crash
        place = f" on line {crash.line}" if crash else ""
        yield Kind.ERROR, "error", f"{run.fault.type}{place}: {run.fault.message[:500]}"
    how = f"with exit code {run.exit_code}" if run.ending is Ending.EXITED else f"by {run.ending.value}"
    level = "info" if run.exit_code == 0 else "error"
    yield Kind.ENDED, level, f"the run ended {how} after {run.seconds:.3f} s"
