"""Frames that a traceback lost: where memory has run out, there may be none for entries of the inner ones.

Those that follow, further out, find room again, since what the inner frames held is free by then. The
traceback then ends at a call, as if that had failed itself.
"""

import ast
from collections.abc import Sequence

from knowledge.run import Frame
from knowledge.source import Source


def lost_its_end(told: Sequence[Frame], seen: Sequence[Frame], source: Source) -> bool:
    """Whether a traceback ends at the very call below which the program was seen while its memory ran out."""
    short = [frame for frame in told if frame.in_program]
    long = [frame for frame in seen if frame.in_program]
    if not short or len(long) <= len(short) or short[-1] is not told[-1]:
        return False
    pairs = zip(short, long, strict=False)
    same = all((one.line, one.function) == (other.line, other.function) for one, other in pairs)
    return same and is_call_of(long[len(short)].function, short[-1], source)


def is_call_of(function: str, frame: Frame, source: Source) -> bool:
    """Whether a frame stands at a call of that function, or of the class whose method it is."""
    if frame.span is None:
        return False
    try:
        called = ast.parse(source.segment(frame.span), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    match called:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in function.split(".")
        case _:
            return False
