"""The memory that child and parent share: words of 64 bits.

Word 0 counts the steps. Then comes a counter for each line, then the steps in order, each the number of its
code object in the upper and its line in the lower half. The parent reads it as a claim like any other.
"""

CAP = 50
"""A line is counted up to so many hits."""
MOST_STEPS = 10_000
FIRST_LINE = 1
"""Where the counter of line 0 stands."""
WORD = 8
MOST_LINES = 200_000
"""A program of more lines is run, but not traced."""


def board_words(lines: int) -> int:
    """Where the steps begin, for a program of so many lines."""
    return FIRST_LINE + min(lines, MOST_LINES) + 2


def board_bytes(lines: int) -> int:
    """How much memory a program of so many lines needs; none of it is taken before it is written to."""
    return WORD * (board_words(lines) + MOST_STEPS)
