"""Reading the memory that the child shared: which lines it reached."""

import os
from array import array
from collections.abc import Sequence

from executor.child.board import CAP, FIRST_LINE, MOST_STEPS
from knowledge.run import Return, Step, Trace

LINE_BITS = 32


def read_trace(board: int, codes: Sequence[str], returns: tuple[Return, ...]) -> Trace:
    """Read the lines reached, in order, and how often each was; what makes no sense is left out."""
    words = array("Q", os.pread(board, os.fstat(board).st_size, 0))
    first_step = len(words) - MOST_STEPS
    count = min(words[0], MOST_STEPS)
    steps = tuple(
        Step(codes[word >> LINE_BITS], word & (1 << LINE_BITS) - 1)
        for word in words[first_step : first_step + count]
        if word >> LINE_BITS < len(codes)
    )
    counters = words[FIRST_LINE:first_step]
    hits = {line: min(count, CAP) for line, count in enumerate(counters) if count}
    complete = count < MOST_STEPS and all(times < CAP for times in hits.values())
    return Trace(steps=steps, hits=hits, returns=returns, cap=CAP, complete=complete)
