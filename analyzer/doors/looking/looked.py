"""One program to look at, and what was seen in it."""

from dataclasses import dataclass, field
from pathlib import Path

from analyzer.choice import EVERYTHING, Choice
from analyzer.inspection import Inspection
from analyzer.looking import look
from analyzer.reading.reading import Setting
from executor.policy import STRICT, Policy
from knowledge.finding import Severity
from knowledge.source import Source


@dataclass(frozen=True, slots=True)
class Task:
    """A program to look at: its name for the reader, its file or its text, and how to look.

    `fix` says which edits to make: none, those with one meaning, or the likely ones too. With `write` the
    file is changed; without, the answer holds the changed text. `file` is where
    it lies, or would lie, whatever it is read from.
    """

    name: str
    path: Path | None = None
    code: bytes = b""
    policy: Policy = STRICT
    choice: Choice = EVERYTHING
    fix: str = ""
    write: bool = False
    file: Path | None = None

    def look(self, source: Source) -> Inspection:
        """Look at a text as at this program."""
        file = self.file and self.file.absolute()
        return look(source, self.policy, self.choice, Setting(file=file))


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
