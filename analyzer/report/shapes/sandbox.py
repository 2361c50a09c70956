"""What protected the host, what was refused, and what was seen while the program ran."""

from typing import Annotated, Literal

from pydantic import Field

from analyzer.report.shapes.part import Level, Number, Part, Positioned, Scalar, Text


class LimitsInForce(Part):
    """How much the run was allowed to take."""

    seconds: Number = Field(description="Wall clock")
    memory_mb: Number = Field(description="Megabytes on top of the interpreter")
    output_mb: Number = Field(description="Megabytes of output, both streams together")


class Sandbox(Part):
    """Which isolation was active for this very run."""

    level: Text = Field(description="How strong the isolation was")
    policy: Text = Field(description="`strict`, `standard` or `open`")
    allowed_imports: tuple[Text, ...] = Field(
        description="Modules that could be imported in spite of the policy, by the operator's word"
    )
    python_version: Text = Field(description="The interpreter that ran the program")
    active: tuple[Text, ...] = Field(description="The mechanisms that were active")
    limits: LimitsInForce = Field(description="The limits in force")
    mechanisms: Annotated[dict[str, Text], Level(4)] = Field(
        default={}, description="Every mechanism, `active` or the reason why it is not"
    )
    proofs: Annotated[dict[str, tuple[Text, ...]], Level(4)] = Field(
        default={}, description="For each mechanism, what a test program on this host could not do"
    )


class SecurityViolation(Positioned):
    """An operation that was refused."""

    attempted_operation: Text = Field(description="`blocked_import`, `file_write`, `network`, ...")
    blocked_code: Text = Field(description="The code that asked for it")
    reason: Text = Field(description="Why it was refused")
    alternative_approaches: tuple[Text, ...] = Field(description="What to do instead")
    seen_by: Literal["policy", "kernel", "both"] = Field(description="Who refused it")


class StreamEvent(Part):
    """Something that happened during the run, as it was streamed live."""

    timestamp: Text = Field(description="ISO 8601, UTC")
    level: Text = Field(description="`debug`, `info`, `warning` or `error`")
    message: Text = Field(description="What happened")
    kind: Text = Field(
        description="`started`, `output`, `line` (where it is now and then), `warning`, `error`, `ended`, "
        "`note`, or `left_out` where others were dropped"
    )
    line_number: int | None = Field(description="The program's line that it is about")


class PathStep(Part):
    """A line that was reached."""

    function_name: Text = Field(description="`<module>` or the function")
    line_number: int = Field(description="The line")


class LastReturn(Part):
    """What a function returned last."""

    function_name: Text = Field(description="The function")
    line_number: int = Field(description="The line of that return")
    value: Scalar = Field(description="The value; containers as text")
    count: int = Field(description="How often it returned; counting stops at a bound")


class HostState(Part):
    """The machine, when the report was made."""

    cpus: int | None = Field(description="Its processors; null where it does not say")
    cpus_usable: int = Field(description="The processors that may be used")
    memory_bytes: int = Field(description="Bytes of memory in the machine; a container may be allowed less")
    memory_available_bytes: int = Field(description="Bytes of memory that can still be given out")
    load: tuple[float, float, float] = Field(
        description="Processes that run or wait, on average over 1, 5 and 15 minutes"
    )


class SystemState(Part):
    """The run as the parent saw it, and everything that was traced."""

    ending: Text = Field(description="How the process ended, by the parent's word")
    signal: int | None = Field(description="The signal that ended it")
    claims: Text = Field(description="Whether the program's own record was kept, missing or inconsistent")
    peak_bytes: int = Field(description="Peak memory of the program itself")
    stdout_bytes: int = Field(description="Bytes written to standard output")
    stderr_bytes: int = Field(description="Bytes written to standard error")
    python_version: Text = Field(description="The interpreter")
    platform: Text = Field(description="The kind of machine")
    host: Annotated[HostState | None, Level(4)] = Field(
        default=None, description="The machine; null where it does not show itself"
    )
    refusals: tuple[SecurityViolation, ...] = Field(description="Every operation that was refused")
    trace: tuple[PathStep, ...] = Field(description="The lines reached, in order")
    trace_complete: bool = Field(description="Whether no step was left out")
    line_hits: dict[str, int] = Field(description="How often each line was reached, up to a bound")
    returns: tuple[LastReturn, ...] = Field(description="What each function returned last")
