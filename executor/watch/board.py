"""Reading the memory that the child shared: which lines it reached."""

import os
from array import array
from collections.abc import Sequence

from executor.child.board import CAP, FIRST_LINE, MOST_STEPS, WORD
from knowledge.run import Return, Step, Trace

LINE_BITS = 32


def read_trace(board: int, codes: Sequence[str], returns: tuple[Return, ...]) -> Trace:
    """Read the lines reached, in order, and how often each was; what makes no sense is left out.

    Line 0 is no line: before 3.13 an expression that is compiled alone starts there.
    """
    first_step = os.fstat(board).st_size // WORD - MOST_STEPS
    counters = words(board, 0, first_step)
    count = min(counters[0], MOST_STEPS)
    steps = tuple(
        Step(codes[word >> LINE_BITS], word & (1 << LINE_BITS) - 1)
        for word in words(board, first_step, count)
        if word >> LINE_BITS < len(codes) and word & (1 << LINE_BITS) - 1
    )
    hits = {line: min(times, CAP) for line, times in enumerate(counters[FIRST_LINE:]) if times and line}
    complete = count < MOST_STEPS and all(times < CAP for times in hits.values())
    return Trace(steps=steps, hits=hits, returns=returns, cap=CAP, complete=complete)


def words(board: int, begin: int, count: int) -> array[int]:
    """Read so many words of the memory."""
    return array("Q", os.pread(board, count * WORD, begin * WORD))
