"""Running changed texts, within a budget."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from knowledge.diagnosis import NextError
from knowledge.run import Run
from knowledge.source import source_of
from knowledge.syntax.trouble import trouble_of

type Attempt = Callable[[str], Run]


@dataclass(frozen=True, slots=True)
class Budget:
    """How many changed texts may be run: for fixes, for the other options; and for how many seconds each.

    `rounds` is how many faults in a row are mended in one answer.
    """

    fixes: int = 16
    others: int = 3
    seconds: float = 6.0
    rounds: int = 3


@dataclass(slots=True)
class Trials:
    """Runs texts until the budget is spent; the same text is run once only.

    The clock is read before a run, so the last one may end later, by as much as one run may take.
    """

    attempt: Attempt
    left: int
    until: float
    runs: dict[str, Run] = field(default_factory=dict)

    def run(self, text: str) -> Run | None:
        """Run a text; None where the budget is spent."""
        if text not in self.runs:
            if self.left <= 0 or monotonic() >= self.until:
                return None
            self.left -= 1
            self.runs[text] = self.attempt(text)
        return self.runs[text]


def trials_of(attempt: Attempt, count: int, seconds: float) -> Trials:
    """Start the clock."""
    return Trials(attempt, count, monotonic() + seconds)


def broken(text: str) -> NextError | None:
    """Say why a text, as it would be sent, is no program; None where it compiles."""
    trouble = trouble_of(source_of(text))
    return NextError(trouble.type, trouble.message, trouble.span.line) if trouble else None
