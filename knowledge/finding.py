"""What the static pass saw: a place, how bad it is, and what to write instead."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of source text: lines from 1, columns from 0 in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies inside this span, both ends included."""
        starts = (self.line, self.column) <= (other.line, other.column)
        return starts and (other.end_line, other.end_column) <= (self.end_line, self.end_column)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace what stands in `span` (nothing, if it is empty) by `text`."""

    span: Span
    text: str


class Severity(StrEnum):
    """How sure a finding is to hurt: an error fails if it is reached."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Outcome(StrEnum):
    """What the run said about a finding."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule saw before the code ran.

    `subject` is the name, module or member that it speaks of: it joins a finding with a failure.
    `replacement` is the exact text that should stand in the span; `suggestions` are sentences, best first.
    `safe` says that the edits have one meaning, so that nobody needs to be asked before they are made.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    subject: str | None = None
    replacement: str | None = None
    edits: tuple[Edit, ...] = ()
    suggestions: tuple[str, ...] = ()
    outcome: Outcome | None = None
    safe: bool = False
