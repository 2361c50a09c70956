"""What was seen before the run."""

from typing import Literal

from pydantic import Field

from analyzer.report.shapes.part import Part, Positioned, Text
from analyzer.report.shapes.recovery import TextEdit


class PreflightFinding(Positioned):
    """One thing that the static pass saw."""

    code: Text = Field(description="The rule, such as `undefined-name`")
    severity: Literal["error", "warning", "hint"] = Field(description="`error` fails if it is reached")
    message: Text = Field(description="What is wrong, in a sentence")
    replacement: Text | None = Field(description="The text that should stand in this range, if known")
    suggestions: tuple[Text, ...] = Field(description="What to do, best first")
    edits: tuple[TextEdit, ...] = Field(description="The change as text edits, where one is known")
    safe: bool = Field(description="Whether the edits have one meaning, so that `--fix` makes them unasked")
    outcome: Literal["confirmed", "refuted", "not_reached"] | None = Field(
        default=None, description="What the run said about it; absent where nothing was run"
    )


class RuleNotRun(Part):
    """A rule that could not judge this text."""

    rule: Text = Field(description="The rule's code")
    reason: Text = Field(description="Why: the bound that was hit")


class Preflight(Part):
    """The static pass, as part of a report."""

    findings: tuple[PreflightFinding, ...] = Field(description="In the order of the text")


class PreflightReport(Part):
    """The answer of `preflight`: nothing was run."""

    ok: bool = Field(description="Whether there is no finding of severity `error`")
    findings: tuple[PreflightFinding, ...] = Field(description="In the order of the text")
    rules_not_run: tuple[RuleNotRun, ...] = Field(
        description="Rules that could not judge this text, with the reason"
    )
    policy: Text = Field(description="The policy that imports were judged by")
