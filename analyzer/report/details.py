"""The failure, with the fields that its category has of its own."""

from typing import Any

from analyzer.report.case import Case
from analyzer.report.failure import Failure
from analyzer.report.modules import available_modules
from analyzer.report.path import path_of
from analyzer.report.shapes.details import ErrorDetails, ExecutionContext
from analyzer.report.shapes.part import Place
from analyzer.report.told import is_data, limit, seconds, size, variables, whole
from analyzer.report.words import context_of, suggestions_of, violation, what_of
from knowledge.diagnosis import Category
from knowledge.run import Fault, Refusal, Run

type Fields = dict[str, Any]

MOST_NAMES = 50


def details_of(case: Case, failure: Failure) -> ErrorDetails:
    """Fill in the part that all categories have, and the category's own."""
    cause = case.diagnosis.cause
    return ErrorDetails(
        error_type=failure.type,
        error_message=failure.message,
        **Place(failure.span, failure.line).fields,
        context=context_of(case, failure),
        suggestions=suggestions_of(case, failure),
        immediate_cause=what_of(case, failure),
        contributing_factors=cause.factors if cause else (),
        execution_context=execution_context_of(case, failure),
        **category_fields(case, failure),
    )


def category_fields(case: Case, failure: Failure) -> Fields:
    """The fields that only this category has."""
    run = case.diagnosis.run
    match case.diagnosis.category:
        case Category.SYNTAX:
            return {"problematic_code": case.diagnosis.source.code_line(failure.line or 0)}
        case Category.IMPORT if run:
            return import_fields(run)
        case Category.SECURITY if run:
            return security_fields(case, run, violation(case))
        case Category.TIMEOUT if run:
            return timeout_fields(failure, run)
        case Category.MEMORY if run:
            return {"memory_limit": limit(run.limits.memory_mb), "memory_used": size(run.peak_bytes)}
        case Category.RUNTIME if run:
            return runtime_fields(failure, run)
        case _:
            return {}


def runtime_fields(failure: Failure, run: Run) -> Fields:
    """The failing function and its variables."""
    crash = failure.crash
    local = crash.variables if crash and crash.variables else {} if crash else run.variables
    return {
        "function_name": crash.function if crash else "<module>",
        "local_variables": variables(local),
    }


def import_fields(run: Run) -> Fields:
    """What was asked for, and what there is."""
    asked = attempted_import(run.fault) if run.fault else ""
    return {"attempted_import": asked, "available_modules": available_modules(asked, run.policy)}


def attempted_import(fault: Fault) -> str:
    """The module, or `module.member` where the module lacks a member; read from the exception's fields."""
    name, member = (fault.attributes.get(key) for key in ("name", "name_from"))
    parts = [part.scalar for part in (name, member) if part and isinstance(part.scalar, str)]
    return ".".join(parts)


def security_fields(case: Case, run: Run, refusal: Refusal | None) -> Fields:
    """What was refused, and under which policy."""
    line = refusal.line if refusal and refusal.line else 0
    action = case.diagnosis.source.code_line(line) or (refusal.detail if refusal else "")
    return {
        "violation_type": refusal.operation if refusal else "system_call",
        "attempted_action": action,
        "security_level": run.policy,
    }


def timeout_fields(failure: Failure, run: Run) -> Fields:
    """How long it took, where it stood, and what it had written."""
    return {
        "timeout_limit": whole(run.limits.seconds),
        "execution_time": seconds(run.seconds),
        "last_executed_line": failure.line,
        "partial_output": run.stdout.text,
    }


def execution_context_of(case: Case, failure: Failure) -> ExecutionContext | None:
    """What had happened before; None where nothing was run."""
    if case.progress is None or case.diagnosis.run is None:
        return None
    return ExecutionContext(
        variables_in_scope=names_in_scope(failure, case.diagnosis.run),
        last_successful_line=case.progress.last,
        execution_path=path_of(case.progress),
    )


def names_in_scope(failure: Failure, run: Run) -> tuple[str, ...]:
    """The names that the failing line could use: the function's own first, then the module's."""
    crash = failure.crash
    own = list(crash.variables) if crash else []
    module = [name for name, value in run.variables.items() if is_data(value)]
    code = [name for name in run.variables if name not in module]
    return tuple(dict.fromkeys([*own, *module, *code]))[:MOST_NAMES]
