"""What stays the same of a stack that was looked at several times.

A program that turns in a loop stands on another of its lines at every look, and an answer that is taken from
one look differs from run to run. What the looks have in common does not: the frames down to the first that
moved, and in that one the innermost loop that holds all the lines on which it stood.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.run import Frame
from knowledge.source import Source

LARGEST_SOURCE = 200_000
"""Characters; the tree of a longer text would take longer than the looks."""

type Loop = ast.For | ast.AsyncFor | ast.While


def settled(looks: Sequence[tuple[Frame, ...]], source: Source) -> tuple[Frame, ...]:
    """Tell the part of the last look on which all looks agree, outermost frame first."""
    seen = [look for look in looks if look]
    if not seen:
        return ()
    last, same = seen[-1], agreeing(seen)
    if all(len(look) == same for look in seen):
        return last
    if is_one_function(seen, same):
        loop = loop_around({look[same].line for look in seen}, source)
        if loop is not None:
            return (*last[:same], at_loop(last[same], loop, source))
    inside = [index for index in range(same) if last[index].in_program]
    return last[: inside[-1] + 1] if inside else last


def agreeing(looks: Sequence[tuple[Frame, ...]]) -> int:
    """How many frames, from the outermost on, stood at the same place at each look."""
    count = 0
    for frames in zip(*looks, strict=False):
        if len({(frame.filename, frame.function, frame.line) for frame in frames}) > 1:
            break
        count += 1
    return count


def is_one_function(looks: Sequence[tuple[Frame, ...]], index: int) -> bool:
    """Whether all looks saw the same function of the program at that depth."""
    found = [look[index] for look in looks if len(look) > index and look[index].in_program]
    return len(found) == len(looks) and len({frame.function for frame in found}) == 1


def loop_around(lines: set[int], source: Source) -> Loop | None:
    """The innermost loop of the program that holds all of these lines; None where there is none."""
    found: Loop | None = None
    for loop in loops(source):
        holds = loop.lineno <= min(lines) and max(lines) <= (loop.end_lineno or loop.lineno)
        if holds and (found is None or loop.lineno > found.lineno):
            found = loop
    return found


def loops(source: Source) -> Iterator[Loop]:
    """Yield the loops of a program; none of one that is too large."""
    if len(source.text) > LARGEST_SOURCE:
        return
    try:
        tree = ast.parse(source.text)
    except (
        SyntaxError,
        ValueError,
        MemoryError,
        RecursionError,
    ):  # what ran was compiled, but by another Python
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.AsyncFor | ast.While):
            yield node


def at_loop(frame: Frame, loop: Loop, source: Source) -> Frame:
    """Put a frame at the head of a loop, with the variables that it had."""
    head = loop.test if isinstance(loop, ast.While) else loop.iter
    span = source.span_of(head)
    return replace(frame, line=loop.lineno, code_line=source.code_line(loop.lineno), span=span)
