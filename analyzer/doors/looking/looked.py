"""One program to look at, and what was seen in it."""

from dataclasses import dataclass, field
from pathlib import Path

from analyzer.choice import EVERYTHING, Choice
from analyzer.inspection import Inspection
from executor.policy import STRICT, Policy
from knowledge.finding import Severity


@dataclass(frozen=True, slots=True)
class Task:
    """A program to look at: its name for the reader, its file or its text, and how to look.

    `fix` says which edits to make: none, those with one meaning, or the likely ones too. With `write` the
    file is changed; without, the answer holds the changed text.
    """

    name: str
    path: Path | None = None
    code: bytes = b""
    policy: Policy = STRICT
    choice: Choice = EVERYTHING
    fix: str = ""
    write: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen in one program; `trouble` says why it was not looked at, `unmade` why a fix was not.

    `code` is the text that the findings speak of, after the fixes. `before` is the text as it was, where
    fixes were made.
    """

    name: str
    code: bytes = b""
    inspection: Inspection = field(default=Inspection(()))
    trouble: str = ""
    before: bytes | None = None
    made: int = 0
    unmade: str = ""

    @property
    def ok(self) -> bool:
        """Whether there is no finding of severity error."""
        return not any(finding.severity is Severity.ERROR for finding in self.inspection.findings)
