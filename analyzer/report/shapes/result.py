"""What the run gave: output, values, and the exception as data."""

from typing import Annotated

from pydantic import Field

from analyzer.report.shapes.part import Level, Part, Positioned, Scalar, Text


class TracebackFrame(Positioned):
    """One level of the stack; `<string>` is the program itself."""

    filename: Text = Field(description="`<string>` for the program, a shortened path for a library")
    function_name: Text = Field(description="`<module>` or the qualified name of the function")
    code_line: Text = Field(description="The line that was being executed, without indentation")
    local_vars: Annotated[dict[str, Text], Level(3)] = Field(
        default={}, description="The frame's variables as bounded, masked reprs; empty for libraries"
    )


class ExceptionInfo(Part):
    """The exception that ended the run, or what stands for it where the run was ended from outside."""

    type: Text = Field(description="Name of the exception's class")
    message: Text = Field(description="The exception's own words")
    traceback: tuple[TracebackFrame, ...] = Field(description="Outermost frame first; no frame of ours")
    full_traceback: Text = Field(description="The traceback as the interpreter prints it")
    notes: tuple[Text, ...] = Field(default=(), description="What `add_note` added")
    raised_from: "ExceptionInfo | None" = Field(default=None, description="What `raise ... from` gave")
    raised_while_handling: "ExceptionInfo | None" = Field(
        default=None, description="The exception that was being handled when this one was raised"
    )
    exceptions: "tuple[ExceptionInfo, ...]" = Field(default=(), description="Members of an exception group")
    local_variables: Annotated[dict[str, Text], Level(3)] = Field(
        default={}, description="Variables of the innermost frame of the program, as reprs"
    )
    global_variables: Annotated[dict[str, Text], Level(3)] = Field(
        default={}, description="Variables of the module, as reprs"
    )
    context: Annotated[Text, Level(3)] = Field(default="", description="What happened, for a reader")
    suggestions: Annotated[tuple[Text, ...], Level(3)] = Field(default=(), description="What to do")


class ExecutionResult(Part):
    """What came out of the program. Where nothing was run, it is empty."""

    return_value: Scalar = Field(
        description="Value of the last expression, as a notebook shows it; numbers and booleans as such"
    )
    exit_code: int | None = Field(description="Null where nothing was run or a signal ended the process")
    execution_time: float = Field(description="Seconds of wall clock, by the parent's clock")
    stdout: Annotated[Text, Level(2)] = Field(
        default="", description="Standard output; head and tail, with the byte counts, where it was cut"
    )
    stderr: Annotated[Text, Level(2)] = Field(default="", description="Standard error, the same way")
    memory_used: Annotated[Text, Level(2)] = Field(
        default="0.0MB", description="Peak of the program itself, without the interpreter"
    )
    exception_info: Annotated[ExceptionInfo | None, Level(2)] = Field(
        default=None, description="The exception; null after a success"
    )
    variables: Annotated[dict[str, Scalar], Level(3)] = Field(
        default={}, description="Module-level data at the end or at the failure; containers as text"
    )
