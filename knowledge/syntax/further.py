"""The faults that come to light one after the other when a text is mended fault by fault."""

from collections.abc import Iterator

from knowledge.finding import Span
from knowledge.source import Source
from knowledge.syntax.broken import Broken
from knowledge.syntax.explaining import FEWEST_TRIES, Budget, Proven, added, best, is_too_long, plain
from knowledge.syntax.trouble import SyntaxTrouble, trouble_of

MOST = 5
TRIES = 150
MOST_CHARACTERS = 20_000
"""A longer text is compiled too often for faults that come after the first."""

type Further = tuple[SyntaxTrouble, str]


def further_faults(source: Source) -> Iterator[Further]:
    """Yield each fault behind the first, in places of the text as it was sent, and what would mend it.

    They are only told where the text compiles after all of them were mended: else the first mending may have
    made the second fault.
    """
    trouble = None if is_too_long(source) or len(source.text) > MOST_CHARACTERS else trouble_of(source)
    if trouble is None:
        return
    budget = Budget(max(TRIES, FEWEST_TRIES))
    proven, shifts = best(Broken(source, trouble), budget), list[tuple[int, int]]()
    found: list[Further] = []
    while proven is not None and len(found) < MOST:
        if proven.left is None:
            yield from found
            return
        left = proven.left
        shifts.append((last_row(proven), added(proven.guess)))
        proven = best(Broken(plain(proven.text), left), budget)
        if proven is not None:
            found.append((placed(source, left, shifts), proven.guess.words))


def last_row(proven: Proven) -> int:
    """The last row that a guess changes, in the text before it."""
    return max((change.end_row for change in proven.guess.changes), default=0)


def placed(source: Source, left: SyntaxTrouble, shifts: list[tuple[int, int]]) -> SyntaxTrouble:
    """Find the row of a fault in the text as it was sent: mending may have added rows above it."""
    row = left.row
    for changed, more in reversed(shifts):
        if row > changed:
            row = max(row - more, 0)
    row = min(row, len(source.lines) - 1)
    line = source.line_span(row + 1)
    start = line.column if left.offset is None else source.clamped(row + 1, left.offset)
    width = left.span.end_column - left.span.column if left.span.end_line == left.span.line else 0
    end = min(start + max(width, 1), max(line.end_column, start))
    span = Span(row + 1, start, row + 1, end)
    return SyntaxTrouble(left.type, left.message, span, row, left.offset)
