"""The stack at a failure: where each frame stood, and what it held."""

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from types import CodeType, TracebackType

from executor.child.classes import LONGEST_NAME
from executor.child.operands import Failing, Position, operand_claims, whole
from executor.child.places import Places
from executor.child.raising import Raises
from executor.child.room import sound
from executor.child.scopes import plain_locals
from executor.child.syntax import Syntax
from executor.child.values import Claim, value_claim

OUTERMOST, INNERMOST = 20, 60
"""Of a deeper stack only so many frames are told at each end."""
MOST_VARIABLES = 100
MOST_DEEP_FRAMES = 12

traceback_of = BaseException.__dict__["__traceback__"].__get__


class Stack:
    """What the claims about frames are made with."""

    __slots__ = ("codes", "places", "raises", "syntax")

    def __init__(self, codes: set[int], places: Places, syntax: Syntax, raises: Raises) -> None:
        self.codes = codes
        self.places = places
        self.syntax = syntax
        self.raises = raises

    def claims(self, error: BaseException) -> list[Claim]:
        """Tell the frames that an exception went through, outermost first."""
        entries = list(self.entries(traceback_of(error)))
        if len(entries) > OUTERMOST + INNERMOST:
            entries = entries[:OUTERMOST] + entries[-INNERMOST:]
        inside = [entry for entry in entries if self.is_program(entry.tb_frame.f_code)]
        crash, deep = inside[-1] if inside else None, {id(entry) for entry in inside[-MOST_DEEP_FRAMES:]}
        found = []
        for entry in entries:
            claim = self.claim(entry)
            if id(entry) in deep:
                claim["operands"] = self.operands(entry, error, rich=entry is crash)
            found.append(claim)
        return found

    def entries(self, traceback: TracebackType | None) -> Iterator[TracebackType]:
        """Yield the entries of a traceback without those of our own."""
        while traceback is not None:
            if not self.places.is_ours(traceback.tb_frame.f_code.co_filename):
                yield traceback
            traceback = traceback.tb_next

    def is_program(self, code: CodeType) -> bool:
        """Whether that is code of the program's text, and not of a text that the program made."""
        return id(code) in self.codes

    def claim(self, entry: TracebackType) -> Claim:
        """Tell one frame; only those of the program show what they held."""
        code = entry.tb_frame.f_code
        inside, span = self.is_program(code), self.place(entry)
        claim: Claim = {
            "file": self.places.shortened(code.co_filename, inside),
            "function": sound(code.co_qualname[:LONGEST_NAME]),
            "line": entry.tb_lineno,
        }
        if inside and None not in span:
            claim["span"] = span
        if inside and code.co_name != "<module>":
            claim["variables"] = variable_claims(plain_locals(entry.tb_frame))
        return claim

    def place(self, entry: TracebackType) -> Position:
        """Tell where a frame stood, as narrowly as the newest interpreter tells it."""
        code = entry.tb_frame.f_code
        found = position(code, entry.tb_lasti)
        if sys.version_info >= (3, 13) or not self.is_program(code):
            return found
        place = whole(found)
        return found if place is None else self.syntax.narrowed(place)

    def operands(self, entry: TracebackType, error: BaseException, *, rich: bool) -> list[Claim]:
        """Tell the values of the expressions of the failing statement."""
        code = entry.tb_frame.f_code
        held = self.raises.held_by(code, error)
        return operand_claims(
            Failing(entry.tb_frame, entry.tb_lineno, self.place(entry), held),
            self.syntax,
            rich=rich,
        )


def position(code: CodeType, instruction: int) -> Position:
    """Tell the range of an instruction: line, column, last line, last column, columns in UTF-8 bytes."""
    if instruction < 0:
        return (None, None, None, None)
    line, end_line, column, end_column = next(
        islice(code.co_positions(), instruction // 2, None), (None, None, None, None)
    )
    return (line, column, end_line, end_column)


def variable_claims(
    variables: dict[str, object], keep: Callable[[str], bool] = lambda _: True
) -> dict[str, Claim]:
    """Tell the values of variables, in the order in which they came to be."""
    names = [name for name in variables if type(name) is str and keep(name)][:MOST_VARIABLES]
    return {sound(name[:LONGEST_NAME]): value_claim(variables[name], name) for name in names}


def module_claims(variables: dict[str, object]) -> dict[str, Claim]:
    """Tell the module's variables, without those that every module has."""
    return variable_claims(variables, lambda name: not (name.startswith("__") and name.endswith("__")))
