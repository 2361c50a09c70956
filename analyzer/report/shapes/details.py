"""What went wrong: the common part of every category, and each category's own fields."""

from typing import Annotated

from pydantic import Field

from analyzer.report.shapes.part import Level, Number, Part, Positioned, Scalar, Text


class ExecutionContext(Part):
    """What had happened by the time of the failure."""

    variables_in_scope: tuple[Text, ...] = Field(
        description="Names that the failing line could use, nearest first"
    )
    last_successful_line: int | None = Field(description="The line that ran to its end last")
    execution_path: tuple[Text, ...] = Field(
        description="The way taken: `line 1`, `lines 4-6 (3 times)`, `line 9 in average (failed)`"
    )


class ErrorDetails(Positioned):
    """The failure. Fields of other categories than `error_category` are absent."""

    error_type: Text = Field(
        description="The exception's class; `ExecutionTimeout` and the like where the run was ended"
    )
    error_message: Text = Field(description="The interpreter's words, unchanged; ours where it said none")
    context: Text = Field(description="What happened, in a sentence for the reader")
    suggestions: Annotated[tuple[Text, ...], Level(1, first=1)] = Field(
        description="What to do in this program, best first; level 1 tells the best one"
    )
    immediate_cause: Annotated[Text, Level(2)] = Field(default="", description="What was wrong at the crash")
    contributing_factors: Annotated[tuple[Text, ...], Level(2)] = Field(
        default=(), description="What else played a part"
    )
    execution_context: Annotated[ExecutionContext | None, Level(3)] = Field(
        default=None, description="What had happened before; null where nothing was run"
    )

    problematic_code: Annotated[Text, Level(2)] = Field(
        default="", description="syntax_error: the line that is no Python"
    )
    function_name: Annotated[Text, Level(2)] = Field(
        default="", description="runtime_error: the function that failed, `<module>` at the top"
    )
    local_variables: Annotated[dict[str, Scalar], Level(2)] = Field(
        default={},
        description="runtime_error: that function's variables; containers as text",
    )
    attempted_import: Annotated[Text, Level(2)] = Field(
        default="", description="import_error: what was asked for"
    )
    available_modules: Annotated[tuple[Text, ...], Level(2)] = Field(
        default=(), description="import_error: some that can be imported, those with similar names first"
    )
    violation_type: Annotated[Text, Level(2)] = Field(
        default="", description="security_error: `blocked_import`, `file_write`, `network`, ..."
    )
    attempted_action: Annotated[Text, Level(2)] = Field(
        default="", description="security_error: the code that asked for it"
    )
    security_level: Annotated[Text, Level(2)] = Field(
        default="", description="security_error: the policy in force"
    )
    timeout_limit: Annotated[Number, Level(2)] = Field(
        default=0, description="timeout_error: seconds allowed"
    )
    execution_time: Annotated[Number, Level(2)] = Field(default=0, description="timeout_error: seconds taken")
    last_executed_line: Annotated[int | None, Level(2)] = Field(
        default=None, description="timeout_error: the line that was running when it was stopped"
    )
    partial_output: Annotated[Text, Level(2)] = Field(
        default="", description="timeout_error: standard output up to then"
    )
    memory_limit: Annotated[Text, Level(2)] = Field(default="", description="memory_error: `100MB`")
    memory_used: Annotated[Text, Level(2)] = Field(default="", description="memory_error: the peak")
