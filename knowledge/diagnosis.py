"""What we conclude: category, cause, and ways to go on."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.cause import Cause
from knowledge.finding import Edit, Finding
from knowledge.program import Program
from knowledge.run import Run
from knowledge.source import Source


class Category(StrEnum):
    """The six kinds of failure of the specification."""

    SYNTAX = "syntax_error"
    RUNTIME = "runtime_error"
    IMPORT = "import_error"
    SECURITY = "security_error"
    TIMEOUT = "timeout_error"
    MEMORY = "memory_error"


class Verdict(StrEnum):
    """What trying a fix showed. A refuted fix is never offered."""

    VERIFIED = "verified"
    MOVES_ON = "moves_on"
    UNTESTED = "untested"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class NextError:
    """What fails next, once a fix is in."""

    type: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Option:
    """A way to go on: `kind` is `fix_and_retry`, `partial_execution` or `debug_mode`.

    Each kind fills its own fields and leaves the others empty.
    """

    kind: str
    description: str
    verdict: Verdict
    suggested_fix: str | None = None
    edits: tuple[Edit, ...] = ()
    fixed_code: str | None = None
    code_snippet: str | None = None
    next_steps: tuple[str, ...] = ()
    next_error: NextError | None = None


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """The whole of what one call found out. Without a run, the program was not run: see the findings.

    `findings` have their outcomes. `cause` is None for a program that succeeded, and for one that failed
    for reasons that stay open.
    """

    source: Source
    program: Program | None
    findings: tuple[Finding, ...]
    run: Run | None
    category: Category | None
    cause: Cause | None = None
    options: tuple[Option, ...] = ()
