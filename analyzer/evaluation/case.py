"""One program with a known answer, wherever it came from."""

from dataclasses import dataclass, field

from knowledge.limits import Limits

FINE = "none"
"""The category of a program in which nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A finding that a careful reader could make before the run: its line, and what should stand there."""

    line: int
    code: str | None = None
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is known about a case; what is not known is None or empty, and is not scored.

    `lines` are the lines on one of which it crashes (one, but for endless loops). `births` are the lines
    that an expert would change, the best first. A good hint has a word of each group in `words` and none
    of `not_words`. `fixed` is the program mended by somebody else.
    """

    category: str | None = None
    type: str | None = None
    lines: tuple[int, ...] = ()
    column: int | None = None
    births: tuple[int, ...] = ()
    causes: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    not_words: tuple[str, ...] = ()
    owed: tuple[Owed, ...] = ()
    silent: tuple[str, ...] = ()
    fixed: str | None = None
    stdout: str | None = None

    @property
    def is_fine(self) -> bool:
        """Whether nothing is wrong with the program."""
        return self.category == FINE

    @property
    def is_apart(self) -> bool:
        """Whether the fault was born elsewhere than where it crashed."""
        return bool(self.births and self.lines) and not set(self.births) & set(self.lines)


@dataclass(frozen=True, slots=True)
class Case:
    """A program and what is expected of its diagnosis.

    `source` names where it came from (`corpus`, a data set, `mutants`), `family` groups like failures.
    """

    id: str
    source: str
    family: str
    code: str
    expect: Expectation
    stdin: str = ""
    policy: str = "strict"
    limits: Limits = field(default_factory=Limits)
