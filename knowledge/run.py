"""One run: what the parent saw, and what the child claimed.

Everything that decides (how it ended, exit code, seconds, bytes, refusals of the kernel) was seen from
outside. Fault, values, variables and trace are claims of a process that the program controls; they were
checked against what was seen before they came here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.event import Event
from knowledge.finding import Span
from knowledge.limits import Limits
from knowledge.value import Value

MOST_RETURNS, MOST_TOLD_RETURNS = 200, 50
"""So many returns of a function are watched: of plain values, and of others."""

PROGRAM = "<string>"
"""The file name under which the analysed program is compiled."""


class Ending(StrEnum):
    """How a run came to its end, by the parent's word. `LOST` is a fault of the sandbox: it died under it."""

    EXITED = "exited"
    SIGNALLED = "signalled"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT = "output"
    DISK = "disk"
    LOST = "lost"


class Claims(StrEnum):
    """What became of the child's own record.

    `FORGED` has not the form that the sandbox gives it, or comes twice: the program wrote into its pipe.
    `INCONSISTENT` has that form, and tells of another end than the parent saw.
    """

    KEPT = "kept"
    MISSING = "missing"
    FORGED = "forged"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class Stream:
    """What was written to one of the two outputs: head and tail where it was cut."""

    text: str
    total_bytes: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Operand:
    """A sub-expression of the failing expression, with the value that it had."""

    text: str
    span: Span
    value: Value


@dataclass(frozen=True, slots=True)
class Frame:
    """One level of a stack.

    `filename` is `<string>` for the program itself and a shortened path (`<stdlib>/json/decoder.py`)
    elsewhere. `span` is the failing expression where the interpreter knows it. `statement` counts for
    nothing but `line`: it is the line that was being executed.
    """

    filename: str
    function: str
    line: int
    code_line: str
    span: Span | None = None
    variables: Mapping[str, Value] = field(default_factory=dict)
    operands: tuple[Operand, ...] = ()

    @property
    def in_program(self) -> bool:
        """Whether this frame runs the caller's code."""
        return self.filename == PROGRAM


@dataclass(frozen=True, slots=True)
class Fault:
    """An exception, as data: frames outermost first.

    `bases` are the names of its classes, most derived first, without `object`. `attributes` holds what
    the exception carries (`args`, `name`, `obj`, `key`, `filename`, `errno`, ...), as values.
    """

    type: str
    message: str
    frames: tuple[Frame, ...]
    bases: tuple[str, ...] = ()
    attributes: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    cause: "Fault | None" = None
    context: "Fault | None" = None
    group: tuple["Fault", ...] = ()
    text: str = ""

    @property
    def name(self) -> str:
        """The type without its module."""
        return self.type.rpartition(".")[2]

    @property
    def crash(self) -> Frame | None:
        """The innermost frame that lies in the program."""
        inside = [frame for frame in self.frames if frame.in_program]
        return inside[-1] if inside else None

    def is_a(self, type_name: str) -> bool:
        """Whether this is an exception of that type or of one derived from it."""
        return type_name in self.bases or type_name in (self.type, self.name)


@dataclass(frozen=True, slots=True)
class Step:
    """A line that was reached, in the function `function`."""

    function: str
    line: int


@dataclass(frozen=True, slots=True)
class Return:
    """The last value that a function of the program returned, and the line of that return.

    Returns are watched up to a number only, of containers and objects up to a smaller one.
    """

    function: str
    defined: int
    line: int
    value: Value
    count: int

    @property
    def is_last(self) -> bool:
        """Whether no later return can have gone unseen."""
        return self.count < (MOST_RETURNS if self.value.scalar is not None else MOST_TOLD_RETURNS)


@dataclass(frozen=True, slots=True)
class Trace:
    """The lines reached, in order; counting stops at `cap` hits of a line, so a count of `cap` is a floor."""

    steps: tuple[Step, ...] = ()
    hits: Mapping[int, int] = field(default_factory=dict)
    returns: tuple[Return, ...] = ()
    cap: int = 50
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """An operation that was refused.

    `operation` is a stable word (`blocked_import`, `file_read`, `file_write`, `network`, `process`,
    `native_code`, `signal`, `system_call`); `detail` names the object (a path, a module, a system call);
    `seen_by` is `policy`, `kernel` or `both`.
    """

    operation: str
    detail: str
    line: int | None
    seen_by: str
    capability: str | None = None


@dataclass(frozen=True, slots=True)
class Isolation:
    """What protected the host: each mechanism with `active` or the reason why it is not.

    `proofs` says for each what a test program, run before on this host, could not do because of it.
    """

    level: str
    mechanisms: Mapping[str, str]
    proofs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the mechanisms that are active."""
        return tuple(name for name, state in self.mechanisms.items() if state == "active")


@dataclass(frozen=True, slots=True)
class Run:
    """All that is known about one run of a program, and nothing that is concluded from it.

    `allowed` are the modules that the operator let it import. `peak_bytes` is what the program took on top of
    the interpreter. `stuck` is the stack at the moment
    at which the parent stopped the program, outermost first.
    """

    ending: Ending
    exit_code: int | None
    signal: int | None
    seconds: float
    peak_bytes: int
    stdout: Stream
    stderr: Stream
    policy: str
    limits: Limits
    isolation: Isolation
    claims: Claims
    value: Value | None = None
    variables: Mapping[str, Value] = field(default_factory=dict)
    fault: Fault | None = None
    trace: Trace = field(default_factory=Trace)
    stuck: tuple[Frame, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    events: tuple[Event, ...] = ()
    allowed: tuple[str, ...] = ()

    @property
    def succeeded(self) -> bool:
        """Whether the program ended by itself with exit code 0 and its record agrees."""
        ended = self.ending is Ending.EXITED and self.exit_code == 0
        return ended and self.claims is Claims.KEPT and self.fault is None
