"""Why it went wrong, and where the fault was born."""

from typing import Annotated, Literal

from pydantic import Field

from analyzer.report.shapes.part import Level, Part, Positioned, Text


class EvidenceItem(Part):
    """An expression of the program with the value that it had."""

    line_number: int = Field(description="The line on which the value was seen")
    text: Text = Field(description="The expression, as it stands in the program")
    value: Text = Field(description="Its value, as a bounded repr")


class ProvenanceStep(Positioned):
    """One step on the way from the crash back to the birth of the fault."""

    how: Text = Field(
        description="`crash`, `assigned`, `argument`, `returned`, `element`, `attribute` or `born`"
    )
    text: Text = Field(description="The code at that place")
    value: Text = Field(description="The value there")


class RootCause(Positioned):
    """What actually caused the failure. The position is the place to change, often not where it crashed."""

    code: Text = Field(description="A stable name of the cause, such as `none-from-missing-return`")
    explanation: Text = Field(description="Why it happened, in one or two sentences")
    certainty: Literal["proven", "likely", "open"] = Field(
        description="`proven` by values, `likely` by good reasons, `open` otherwise"
    )
    evidence: Annotated[tuple[EvidenceItem, ...], Level(2)] = Field(
        default=(), description="The values that show it"
    )
    provenance: Annotated[tuple[ProvenanceStep, ...], Level(2)] = Field(
        default=(), description="From the crash back to the birth"
    )
