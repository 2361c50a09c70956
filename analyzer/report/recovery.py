"""How to go on, in the report's shape: what worked, and what to do next."""

from typing import Any

from analyzer.report.case import Case
from analyzer.report.operations import operations_of
from analyzer.report.shapes.part import Place
from analyzer.report.shapes.recovery import NextError, PartialResults, RecoveryOption, TextEdit
from analyzer.report.told import variables
from knowledge.diagnosis import Option
from knowledge.finding import Edit


def option_of(option: Option) -> RecoveryOption:
    """Tell one way to go on; each kind has its own fields."""
    fields = {"option": option.kind, "verdict": option.verdict.value, **own_fields(option)}
    return RecoveryOption(description=option.description, **fields)


def own_fields(option: Option) -> dict[str, Any]:
    """The fields that this kind of option has."""
    match option.kind:
        case "fix_and_retry":
            following = option.next_error
            return {
                "suggested_fix": option.suggested_fix or option.description,
                "edits": tuple(map(edit_of, option.edits)),
                "fixed_code": option.fixed_code,
                "next_error": following
                and NextError(type=following.type, message=following.message, line_number=following.line),
            }
        case "partial_execution":
            return {"code_snippet": option.code_snippet}
        case _:
            return {"next_steps": option.next_steps, "code_snippet": option.code_snippet}


def edit_of(edit: Edit) -> TextEdit:
    """Tell a text edit."""
    return TextEdit(**Place(edit.span).fields, text=edit.text)


def partial_results_of(case: Case) -> PartialResults | None:
    """Tell what worked before the failure; None after a success."""
    run, program, progress = case.diagnosis.run, case.diagnosis.program, case.progress
    if case.failure is None:
        return None
    return PartialResults(
        completed_lines=len(progress.completed) if progress else 0,
        total_lines=len(program.statement_lines) if program else 0,
        stdout_before_error=run.stdout.text if run else "",
        variables_before_error=variables(run.variables) if run else {},
        successful_operations=operations_of(progress) if progress else (),
    )
