"""What stood around the program: isolation, refusals, events, and the state of the run."""

import platform
from dataclasses import asdict
from typing import Any

from analyzer.host import host_now
from analyzer.report.case import Case
from analyzer.report.shapes.part import Place
from analyzer.report.shapes.sandbox import (
    HostState,
    LastReturn,
    LimitsInForce,
    PathStep,
    Sandbox,
    SecurityViolation,
    StreamEvent,
    SystemState,
)
from analyzer.report.told import as_json, utc, whole
from analyzer.report.words import alternatives_to, reason_of, violation
from knowledge.event import Event
from knowledge.interpreter import meant
from knowledge.run import Refusal, Run
from knowledge.source import Source


def sandbox_of(run: Run | None) -> Sandbox | None:
    """Tell isolation and limits of this run."""
    if run is None:
        return None
    limits = LimitsInForce(
        seconds=whole(run.limits.seconds),
        memory_mb=whole(run.limits.memory_mb),
        output_mb=whole(run.limits.output_mb),
    )
    return Sandbox(
        level=run.isolation.level,
        policy=run.policy,
        allowed_imports=run.allowed,
        python_version=meant().number,
        active=run.isolation.active,
        limits=limits,
        mechanisms=dict(run.isolation.mechanisms),
        proofs=dict(run.isolation.proofs),
    )


def violation_told(case: Case) -> SecurityViolation | None:
    """Tell the refused operation that matters most, if there is one."""
    refusal = violation(case)
    return told(refusal, case.diagnosis.source) if refusal else None


def told(refusal: Refusal, source: Source) -> SecurityViolation:
    """Tell one refused operation."""
    line = refusal.line if refusal.line and refusal.line <= len(source.lines) else None
    seen: dict[str, Any] = {"seen_by": refusal.seen_by}
    return SecurityViolation(
        attempted_operation=refusal.operation,
        blocked_code=source.code_line(line) if line else refusal.detail,
        reason=f"{reason_of(refusal) or 'The sandbox refuses it'}: {refusal.detail}",
        alternative_approaches=alternatives_to(refusal),
        **Place(source.line_span(line) if line else None, refusal.line).fields,
        **seen,
    )


def stream_event_of(event: Event) -> StreamEvent:
    """Tell an event as it is streamed live."""
    return StreamEvent(
        timestamp=utc(event.timestamp),
        level=event.level,
        message=event.message,
        kind=event.kind.value,
        line_number=event.line,
    )


def host_told() -> HostState | None:
    """Tell the machine as it is now."""
    host = host_now()
    return HostState(**asdict(host)) if host else None


def system_state_of(case: Case) -> SystemState | None:
    """Tell the run as the parent saw it, and everything that was traced."""
    run = case.diagnosis.run
    if run is None:
        return None
    trace = run.trace
    return SystemState(
        ending=run.ending.value,
        signal=run.signal,
        claims=run.claims.value,
        peak_bytes=run.peak_bytes,
        stdout_bytes=run.stdout.total_bytes,
        stderr_bytes=run.stderr.total_bytes,
        python_version=meant().number,
        platform=f"{platform.system()} {platform.machine()}",
        host=host_told(),
        refusals=tuple(told(refusal, case.diagnosis.source) for refusal in run.refusals),
        trace=tuple(PathStep(function_name=step.function, line_number=step.line) for step in trace.steps),
        trace_complete=trace.complete,
        line_hits={str(line): count for line, count in sorted(trace.hits.items())},
        returns=tuple(
            LastReturn(
                function_name=done.function,
                line_number=done.line,
                value=as_json(done.value),
                count=done.count,
            )
            for done in trace.returns
        ),
    )
