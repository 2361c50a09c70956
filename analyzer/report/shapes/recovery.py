"""How to go on: what worked, and what to do next."""

from typing import Annotated, Literal

from pydantic import Field

from analyzer.report.shapes.part import Level, Part, Positioned, Scalar, Text


class TextEdit(Positioned):
    """Replace what stands in this range of the text as sent (nothing, where it is empty) by `text`."""

    text: Text = Field(description="What should stand there")


class NextError(Part):
    """What fails next once the fix is in."""

    type: Text = Field(description="Name of the exception's class")
    message: Text = Field(description="Its message")
    line_number: int | None = Field(description="Its line in the fixed program")


class RecoveryOption(Part):
    """A way to go on. Fields of the other options are absent."""

    option: Literal["fix_and_retry", "partial_execution", "debug_mode"] = Field(description="Which way it is")
    description: Text = Field(description="What it does, in a sentence")
    verdict: Literal["verified", "moves_on", "untested"] = Field(
        description="`verified`: run in the sandbox, ended cleanly, output up to the old failure unchanged; "
        "`moves_on`: the failure is gone and another one comes; `untested`"
    )
    suggested_fix: Text = Field(default="", description="fix_and_retry: the change in words")
    edits: tuple[TextEdit, ...] = Field(default=(), description="fix_and_retry: the change as text edits")
    next_error: NextError | None = Field(default=None, description="fix_and_retry: what fails next")
    fixed_code: Annotated[Text | None, Level(2)] = Field(
        default=None, description="fix_and_retry: the whole text with the change made"
    )
    code_snippet: Annotated[Text | None, Level(2)] = Field(
        default=None, description="partial_execution: the part that works; debug_mode: prints what matters"
    )
    next_steps: Annotated[tuple[Text, ...], Level(2)] = Field(
        default=(), description="debug_mode: what to look at, in order"
    )


class PartialResults(Part):
    """What worked before the failure."""

    completed_lines: int = Field(description="Statement lines that ran to their end at least once")
    total_lines: int = Field(description="Lines on which a statement starts")
    stdout_before_error: Text = Field(description="Standard output up to the failure")
    variables_before_error: dict[str, Scalar] = Field(description="Module-level data at the failure")
    successful_operations: tuple[Text, ...] = Field(description="What really ran, in sentences")
