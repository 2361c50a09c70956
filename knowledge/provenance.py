"""Where a value came from: the chain from the crash back to the line that made it."""

from dataclasses import dataclass

from knowledge.finding import Span


@dataclass(frozen=True, slots=True)
class Link:
    """One step back: on this span, `text` had `value`, because of what `how` says.

    `how` is one of `crash`, `assigned`, `argument`, `returned`, `element`, `attribute`, `born`.
    """

    how: str
    span: Span
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """An expression of the program with the value that it had, and the line on which it was seen."""

    line: int
    text: str
    value: str
