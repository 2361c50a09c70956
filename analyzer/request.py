"""What a caller asks for, checked; and how those who listen are told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from analyzer.recovery.options import KINDS
from executor.events import OnEvent
from executor.policy import Policy
from knowledge.finding import Finding
from knowledge.limits import Limits
from knowledge.source import Source, source_of

if TYPE_CHECKING:
    from analyzer.report.shapes.sandbox import StreamEvent

type Listener = Callable[["StreamEvent"], object]

LEVELS = (1, 2, 3, 4)


class Options(TypedDict, total=False):
    """What can be asked for beside the program; `Analyzer.diagnose` has the defaults."""

    policy: str
    limits: Limits | None
    stdin: str | bytes
    level: int
    assigned_by: str
    allow: Iterable[str]


@dataclass(frozen=True, slots=True)
class Request:
    """A checked call: what to run, under what, and how much to say about it."""

    source: Source
    policy: Policy
    limits: Limits
    stdin: bytes
    level: int
    assigned_by: str


def kinds_told(level: int) -> frozenset[str]:
    """The kinds of ways to go on that a level tells: below 3, trying the others would be for nothing."""
    return KINDS if level >= 3 else frozenset({"fix_and_retry"})


def foretold(findings: Iterable[Finding]) -> tuple[tuple[str, int], ...]:
    """What the static pass has found, as warnings of the run that comes."""
    return tuple((f"line {finding.span.line}: {finding.message}", finding.span.line) for finding in findings)


def told(on_event: Listener | None) -> OnEvent | None:
    """Hand events to the caller in the report's own shape."""
    if on_event is None:
        return None
    if not callable(on_event):
        raise TypeError(f"on_event should be callable, found {type(on_event).__name__}")
    from analyzer.report.build import stream_event_of  # noqa: PLC0415 - pydantic costs 30 ms

    return lambda event: void(on_event(stream_event_of(event)))


def void(_: object) -> None:
    """Drop what a listener returns."""


def checked(code: str | bytes, policy: Policy, options: Options) -> Request:
    """Check the arguments of a call; raises TypeError or ValueError that say which one is wrong."""
    unknown = sorted(set(options) - set(Options.__annotations__))
    if unknown:
        raise TypeError(f"there is no option {unknown[0]!r}; there are {', '.join(Options.__annotations__)}")
    level, assigned_by = options.get("level", 3), options.get("assigned_by", "ray")
    stdin, limits = options.get("stdin", ""), options.get("limits")
    if level not in LEVELS or isinstance(level, bool):
        raise ValueError(f"level should be one of {', '.join(map(str, LEVELS))}, found {level!r}")
    if not isinstance(assigned_by, str):
        raise TypeError(f"assigned_by should be str, found {type(assigned_by).__name__}")
    if not isinstance(stdin, str | bytes):
        raise TypeError(f"stdin should be str or bytes, found {type(stdin).__name__}")
    if not isinstance(limits, Limits | None):
        raise TypeError(f"limits should be Limits, found {type(limits).__name__}")
    sent = stdin.encode("utf-8", "surrogateescape") if isinstance(stdin, str) else stdin
    return Request(source_of(code), policy, limits or Limits(), sent, level, assigned_by)
