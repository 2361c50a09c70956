"""What the run gave, and the exception as data."""

from typing import Any

from analyzer.report.case import Case
from analyzer.report.failure import Failure
from analyzer.report.shapes.part import Place
from analyzer.report.shapes.result import ExceptionInfo, ExecutionResult, TracebackFrame
from analyzer.report.told import as_shown, as_texts, seconds, size, variables
from analyzer.report.words import context_of, suggestions_of
from knowledge.diagnosis import Diagnosis
from knowledge.run import Fault, Frame

MOST_CHAINED = 10


def result_of(case: Case) -> ExecutionResult:
    """Tell the run; what was not run gave nothing."""
    run, failure = case.diagnosis.run, case.failure
    exception = exception_of(case, failure) if failure else None
    if run is None:
        return ExecutionResult(
            return_value=None,
            exit_code=None,
            execution_time=0.0,
            stdout="",
            stderr="",
            memory_used=size(0),
            exception_info=exception,
            variables={},
        )
    return ExecutionResult(
        return_value=as_shown(run.value) if run.value else None,
        exit_code=run.exit_code,
        execution_time=seconds(run.seconds),
        stdout=run.stdout.text,
        stderr=run.stderr.text,
        memory_used=size(run.peak_bytes),
        exception_info=exception,
        variables=variables(run.variables),
    )


def exception_of(case: Case, failure: Failure) -> ExceptionInfo:
    """Tell the exception that ended the run, or what stands for it."""
    run = case.diagnosis.run
    fault = run.fault if run else None
    plain = chained(fault, MOST_CHAINED) if fault and fault.name == failure.type else stopped(case, failure)
    crash = failure.crash
    fields: dict[str, Any] = {name: getattr(plain, name) for name in plain.model_fields_set}
    fields |= {
        "message": failure.message,
        "local_variables": as_texts(crash.variables) if crash else {},
        "global_variables": as_texts(run.variables) if run else {},
        "context": context_of(case, failure),
        "suggestions": suggestions_of(case, failure),
    }
    return ExceptionInfo(**fields)


def chained(fault: Fault, depth: int) -> ExceptionInfo:
    """Tell an exception with those that it came from; chains are bounded, they can be endless."""
    below = depth - 1
    members = fault.group if below > 0 else ()
    return ExceptionInfo(
        type=fault.name,
        message=fault.message,
        traceback=tuple(map(frame_of, fault.frames)),
        full_traceback=fault.text,
        notes=fault.notes,
        exceptions=tuple(chained(member, below) for member in members),
        **linked("raised_from", fault.cause, below),
        **linked("raised_while_handling", None if fault.cause else fault.context, below),
    )


def linked(name: str, fault: Fault | None, depth: int) -> dict[str, Any]:
    """The field that tells where an exception came from; absent where it came from nowhere."""
    return {name: chained(fault, depth)} if fault and depth > 0 else {}


def stopped(case: Case, failure: Failure) -> ExceptionInfo:
    """Tell a failure that raised nothing: the compiler's, or an end from outside, with the stack it had."""
    frames = tuple(map(frame_of, failure.frames)) or place_of(case.diagnosis, failure)
    return ExceptionInfo(
        type=failure.type,
        message=failure.message,
        traceback=frames,
        full_traceback=as_traceback(failure, frames, is_syntax=case.diagnosis.run is None),
    )


def place_of(diagnosis: Diagnosis, failure: Failure) -> tuple[TracebackFrame, ...]:
    """One frame for a failure that has a line and no stack."""
    if failure.line is None:
        return ()
    code = diagnosis.source.code_line(failure.line)
    return (frame_of(Frame("<string>", "<module>", failure.line, code, failure.span)),)


def as_traceback(failure: Failure, frames: tuple[TracebackFrame, ...], *, is_syntax: bool) -> str:
    """Write it as the interpreter writes tracebacks."""
    lines = [] if is_syntax or not frames else ["Traceback (most recent call last):"]
    for frame in frames:
        inside = "" if is_syntax else f", in {frame.function_name}"
        lines.append(f'  File "{frame.filename}", line {frame.line_number}{inside}')
        if frame.code_line:
            lines.append(f"    {frame.code_line}")
    return "\n".join([*lines, f"{failure.type}: {failure.message}"])


def frame_of(frame: Frame) -> TracebackFrame:
    """Tell one frame."""
    return TracebackFrame(
        filename=frame.filename,
        **Place(frame.span, frame.line).fields,
        function_name=frame.function,
        code_line=frame.code_line,
        local_vars=as_texts(frame.variables),
    )
