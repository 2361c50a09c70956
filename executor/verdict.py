"""How a run ended, by what was seen; and what of the child's claims agrees with it."""

import os
import signal
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from executor.board import read_trace
from executor.child.channel import EXIT, READY, RECORD, WORDS
from executor.claims import Malformed, Reader, named, number, optional, return_of, several, text, typed, value_of
from executor.policy import Policy
from executor.supervise import Seen
from knowledge.limits import Limits
from knowledge.run import Claims, Ending, Fault, Isolation, Refusal, Run
from knowledge.source import Source

ENDING_OF_SIGNAL = {signal.SIGXCPU: Ending.TIMEOUT, signal.SIGXFSZ: Ending.DISK}


def run_of(source: Source, policy: Policy, limits: Limits, seen: Seen, board: int) -> Run:
    """Put together what was seen and what was claimed."""
    ending, code, killer = ended(seen)
    bare = Run(
        ending=ending,
        exit_code=code,
        signal=killer,
        seconds=seconds(seen),
        peak_bytes=max(seen.peak - seen.base, 0) if seen.base else 0,
        stdout=seen.stdout.stream(),
        stderr=seen.stderr.stream(),
        policy=policy.name,
        limits=limits,
        isolation=Isolation(seen.isolation.get("level", "none"), seen.isolation.get("mechanisms", {})),
        claims=Claims.MISSING,
        stuck=seen.stuck or (),
        refusals=(),
    )
    try:
        return claimed(bare, source, seen, board)
    except Malformed:
        return replace(bare, claims=Claims.INCONSISTENT)


def ended(seen: Seen) -> tuple[Ending, int | None, int | None]:
    """Tell the way in which the run ended, its exit code, or the signal that ended it."""
    code = None if seen.status is None else os.waitstatus_to_exitcode(seen.status)
    if code is not None and code >= 0:
        return (seen.stopped or Ending.EXITED, code, None) if seen.stopped is None else (seen.stopped, None, None)
    killer = None if code is None else -code
    if seen.stopped is not None:
        return seen.stopped, None, killer
    return ENDING_OF_SIGNAL.get(signal.Signals(killer), Ending.SIGNALLED) if killer else Ending.SIGNALLED, None, killer


def seconds(seen: Seen) -> float:
    """The program's own time: from its first statement to its end, without the making of the report."""
    if seen.started is None or seen.ended is None:
        return 0.0
    return max(seen.ended - seen.started - seen.paused, 0.0)


def claimed(bare: Run, source: Source, seen: Seen, board: int) -> Run:
    """Add the child's claims; raises Malformed where they have another shape than ours."""
    said = seen.inbox.said
    if seen.inbox.broken:
        raise Malformed(seen.inbox.broken)
    codes = several(typed(said.get(READY, {}), dict).get("codes", []), code_name)
    refusals = tuple(refusal_of(note) for note in seen.inbox.notes)
    run = replace(bare, refusals=refusals, trace=read_trace(board, codes, ()))
    if RECORD not in said:
        return run
    record: dict[str, Any] = typed(said[RECORD], dict)
    variables = named(record.get("variables"), value_of)
    fault = optional(record, "fault", Reader(source, variables).fault)
    if contradicts(bare, fault, said):
        raise Malformed("it does not agree with how the run ended")
    trace = replace(run.trace, returns=several(record.get("returns"), return_of))
    return replace(
        run,
        claims=Claims.KEPT,
        value=optional(record, "value", value_of),
        variables=variables,
        fault=with_words(fault, said.get(WORDS)),
        trace=trace,
    )


def code_name(claim: object) -> str:
    """The name of a code object of the program."""
    return text(typed(claim, list)[0])


def refusal_of(claim: object) -> Refusal:
    """Read an attempt that was refused."""
    told: dict[str, Any] = typed(claim, dict)
    return Refusal(
        operation=text(told.get("operation")),
        detail=text(told.get("detail")),
        line=optional(told, "line", number),
        seen_by="policy",
        capability=optional(told, "capability", text),
    )


def contradicts(bare: Run, fault: Fault | None, said: Mapping[str, Any]) -> bool:
    """Whether a record claims another end than the parent saw."""
    if bare.ending is not Ending.EXITED:
        return EXIT in said
    if EXIT in said and said[EXIT] != bare.exit_code:
        return True
    return bare.exit_code == 0 and (fault is not None or EXIT not in said)


def with_words(fault: Fault | None, claim: object) -> Fault | None:
    """Add the words that only the program's own code could say."""
    if fault is None or claim is None:
        return fault
    told: dict[str, Any] = typed(claim, dict)
    return replace(fault, message=text(told.get("message")), text=text(told.get("text")))
