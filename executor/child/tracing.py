"""Which lines were reached and what functions returned, at next to no cost.

Only the program's own code objects are armed. A line reports its first hits and then switches itself off,
a function its first returns. What is noted about lines goes straight into memory that the parent shares,
so it survives any death of the process.

Code that stands on one line (a generator expression, a lambda) reports no line: where it is used does. The
interpreter asks wherever a jump may arrive, and keeps the event to itself when the line stays the same, so
nothing would ever switch it off: a third of the time of a small generator expression went there.
"""

import sys
from collections.abc import Callable, Iterator
from types import CodeType

from executor.child.board import CAP, FIRST_LINE, MOST_STEPS
from executor.child.classes import LONGEST_NAME
from executor.child.values import Claim, value_claim

MOST_RETURNS = 200
MOST_TOLD_RETURNS = 50
MOST_CODES = 2_000
LONGEST_TOLD = 200
OPTIMIZED, GENERATORS = 0x1, 0x20 | 0x200
PLAIN = frozenset([int, float, bool, str, type(None)])

_monitoring = sys.monitoring
_DISABLE = _monitoring.DISABLE
_EVENTS = _monitoring.events
TOOL = _monitoring.OPTIMIZER_ID

type Returned = list[object]
"""How often a function returned, where, and its last value or the claim about it."""


def code_objects(code: CodeType) -> Iterator[CodeType]:
    """Yield a code object and all that are nested in it, outer ones first."""
    waiting = [code]
    while waiting:
        code = waiting.pop()
        yield code
        waiting.extend(const for const in reversed(code.co_consts) if type(const) is CodeType)


def returns_values(code: CodeType) -> bool:
    """Whether that is the code of a function; a class body returns nothing, a generator yields."""
    return bool(code.co_flags & OPTIMIZED) and not code.co_flags & GENERATORS


def is_on_one_line(code: CodeType) -> bool:
    """Whether all that the code does stands on the line on which it begins."""
    return all(line is None or line == code.co_firstlineno for _, _, line in code.co_lines())


def events_of(code: CodeType) -> int:
    """What a code object is to report."""
    events = 0 if is_on_one_line(code) else _EVENTS.LINE
    return events | (_EVENTS.PY_RETURN if returns_values(code) else 0)


class Tracer:
    """The notes of one run; `board` is the memory shared with the parent (see `executor.child.board`)."""

    __slots__ = ("board", "codes", "returns")

    def __init__(self, codes: list[CodeType], board: memoryview) -> None:
        self.codes = codes[:MOST_CODES]
        self.board = board
        self.returns: dict[int, Returned] = {}

    def start(self) -> None:
        """Arm the program's code, and nothing else."""
        _monitoring.use_tool_id(TOOL, "trace")
        _monitoring.register_callback(TOOL, _EVENTS.LINE, self._line_hook())
        _monitoring.register_callback(TOOL, _EVENTS.PY_RETURN, self._return_hook())
        for code in self.codes:
            _monitoring.set_local_events(TOOL, code, events_of(code))

    def stop(self) -> None:
        """Stop noting; the program may have taken the tool away already."""
        if _monitoring.get_tool(TOOL) is None:
            return
        _monitoring.set_events(TOOL, 0)
        for event in (_EVENTS.LINE, _EVENTS.PY_RETURN):
            _monitoring.register_callback(TOOL, event, None)

    def _line_hook(self) -> Callable[[CodeType, int], object]:
        """Make the callback for lines; whatever it needs is bound here, out of the program's reach."""
        board, cap, most, disable = self.board, CAP, MOST_STEPS, _DISABLE
        first_step, identity = len(board) - most, id
        number = {id(code): index << 32 for index, code in enumerate(self.codes)}

        def hook(code: CodeType, line: int) -> object:
            count = board[FIRST_LINE + line] + 1
            board[FIRST_LINE + line] = count
            step = board[0]
            if step < most:
                board[first_step + step] = number[identity(code)] | line
                board[0] = step + 1
            return disable if count >= cap else None

        return hook

    def _return_hook(self) -> Callable[[CodeType, int, object], object]:
        """Make the callback for returns: the last value of each function is kept.

        A container or an object is described at once: to hold it would keep it alive, and it may change.
        """
        returns, disable, plain, told = self.returns, _DISABLE, PLAIN, MOST_TOLD_RETURNS
        kind_of, identity, tell, failures = type, id, value_claim, Exception

        def hook(code: CodeType, offset: int, value: object) -> object:
            entry = returns.get(identity(code))
            if entry is None:
                entry = returns[identity(code)] = [0, code, offset, None, False]
            count = entry[0] = entry[0] + 1  # type: ignore[operator]  # the first word is the count
            is_plain = kind_of(value) in plain
            try:
                entry[3] = value if is_plain else tell(value)
            except failures:  # no room left, on the stack or in memory: the program must not notice
                return disable
            entry[2], entry[4] = offset, is_plain
            return disable if count >= (MOST_RETURNS if is_plain else told) else None

        return hook

    def return_claims(self) -> list[Claim]:
        """Tell the last return of each function."""
        return [_return_claim(*entry) for entry in list(self.returns.values())[:LONGEST_TOLD]]  # type: ignore[arg-type]  # see Returned


def _return_claim(count: int, code: CodeType, offset: int, value: object, is_plain: bool) -> Claim:  # noqa: FBT001  # a word of the entry
    """Tell one return."""
    return {
        "function": code.co_qualname[:LONGEST_NAME],
        "defined": code.co_firstlineno,
        "line": line_at(code, offset),
        "value": value_claim(value) if is_plain else value,
        "count": count,
    }


def line_at(code: CodeType, offset: int) -> int:
    """Tell on which line the instruction at that offset stands."""
    lines = (line for start, end, line in code.co_lines() if start <= offset < end and line)
    return next(lines, code.co_firstlineno)
