"""Lines of the program with what is to be seen in them underlined."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.doors.text.row import Row, row
from analyzer.doors.text.visible import visible, visible_character, width_of

if TYPE_CHECKING:
    from analyzer.report.shapes.part import Positioned

DOTS = "..."
NARROWEST = 20
ROOM_FOR_WORDS = 40
MOST_ROWS_OF_ONE = 4
FAR = 2_000
"""Characters around the marked place that are looked at in an endless line."""


@dataclass(frozen=True, slots=True)
class Marking:
    """A place to underline, with `sign`, and what to say about it."""

    line: int
    column: int
    end_line: int
    end_column: int
    label: str
    sign: str
    style: str


def marking(place: "Positioned", label: str, sign: str, style: str) -> Marking | None:
    """Mark the place of a part of the report, if it has one; without columns the whole line counts."""
    if place.line_number is None:
        return None
    column, end = place.column_number, place.end_column_number
    if column is None or end is None:
        return Marking(place.line_number, 0, place.line_number, FAR * FAR, label, sign, style)
    end_line = place.end_line_number or place.line_number
    return Marking(place.line_number, column, end_line, end, label, sign, style)


def excerpt(lines: Sequence[str], markings: Sequence[Marking], width: int) -> Iterator[Row]:
    """Show the marked lines with the line before each; gaps as dots."""
    rows = sorted({number for mark in markings for number in rows_of(mark, lines)})
    if not rows:
        return
    gutter = len(str(rows[-1]))
    room = max(width - gutter - 3, NARROWEST)
    before = rows[0] - 1
    for number in rows:
        if number > before + 1:
            yield row(" " * (gutter - 1) + "...", "dim")
        before = number
        here = [mark for mark in markings if on_row(mark, number)]
        yield from shown_row(number, lines[number - 1], here, gutter, room)


def rows_of(mark: Marking, lines: Sequence[str]) -> Iterator[int]:
    """The rows to show for one marking: its own, at most a few, and the one before."""
    last = min(mark.end_line, mark.line + MOST_ROWS_OF_ONE - 1, len(lines))
    if 1 < mark.line <= len(lines) and lines[mark.line - 2].strip():
        yield mark.line - 1
    yield from range(max(mark.line, 1), last + 1)


def on_row(mark: Marking, number: int) -> bool:
    """Whether a marking covers part of a row."""
    return mark.line <= number <= min(mark.end_line, mark.line + MOST_ROWS_OF_ONE - 1)


def shown_row(number: int, line: str, markings: Sequence[Marking], gutter: int, room: int) -> Iterator[Row]:
    """Show one line, and below it what is marked in it."""
    spans = [span_on(mark, number, line) for mark in markings]
    window = window_of(line, spans[0] if spans else (0, 0), room)
    yield row(f"{number:>{gutter}} | ", "dim") + row(window.text)
    blank = row(f"{'':>{gutter}} | ", "dim")
    for mark, span in sorted(zip(markings, spans, strict=True), key=lambda pair: -pair[1][0]):
        ends = number == min(mark.end_line, mark.line + MOST_ROWS_OF_ONE - 1)
        label = visible(mark.label) if ends else ""
        yield from (blank + below for below in underlined(mark, label, window.cells(span), room))


def span_on(mark: Marking, number: int, line: str) -> tuple[int, int]:
    """The columns of a row that a marking covers: without indentation, at least one."""
    indent = len(line) - len(line.lstrip())
    start = mark.column if number == mark.line else 0
    end = mark.end_column if number == mark.end_line else len(line.rstrip())
    start = max(start, indent) if number != mark.line or end > len(line) else start
    end = min(end, len(line.rstrip()) or 1)
    return (start, max(end, start + 1))


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a line that fits on the screen, and where its columns lie."""

    text: str
    first: int
    starts: tuple[int, ...]

    def cells(self, span: tuple[int, int]) -> tuple[int, int]:
        """The cells that some columns take, as far as they are in the window."""
        first, last = (min(max(column - self.first, 0), len(self.starts) - 1) for column in span)
        start, end = self.starts[first], self.starts[last]
        return (start, max(end, start + 1))


def window_of(line: str, span: tuple[int, int], room: int) -> Window:
    """Cut a line to what fits, around the marked columns; dots stand where something was cut."""
    first = max(span[0] - FAR, 0)
    pieces = [visible_character(character) for character in line[first : span[0] + FAR]]
    widths = [width_of(piece) for piece in pieces]
    marked = min(span[0] - first, len(pieces))
    cut = first > 0 or sum(widths[:marked]) + min(sum(widths[marked:]), room // 3) > room
    skip = start_of(widths, marked, room // 2) if cut else 0
    dots = DOTS if skip or first else ""
    goes_on = len(dots) + sum(widths[skip:]) > room or span[0] + FAR < len(line)
    end = room - len(DOTS) if goes_on else room
    starts, shown = [len(dots)], dots
    for piece, width in zip(pieces[skip:], widths[skip:], strict=True):
        if starts[-1] + width > end:
            break
        shown += piece
        starts.append(starts[-1] + width)
    return Window(shown + (DOTS if goes_on else ""), first + skip, tuple(starts))


def start_of(widths: Sequence[int], marked: int, before: int) -> int:
    """The first character of a window that shows so many cells before the marked one."""
    start, taken = marked, 0
    while start > 0 and taken + widths[start - 1] <= before:
        start -= 1
        taken += widths[start]
    return start


def underlined(mark: Marking, label: str, cells: tuple[int, int], room: int) -> Iterator[Row]:
    """Underline some cells, with the label beside them, or below where there is no room."""
    start, end = cells
    line = row(" " * start) + row(mark.sign * (min(end, room) - start), mark.style)
    beside = width_of(label) + end + 1 <= room
    yield line + row(f" {label}", mark.style) if beside and label else line
    if label and not beside:
        indent = start if room - start >= ROOM_FOR_WORDS else min(start, room // 4)
        for words in wrapped(label, room - indent):
            yield row(" " * indent) + row(words, mark.style)


def wrapped(text: str, width: int) -> Iterable[str]:
    """Break a sentence into lines of so many cells; a longer word is broken too."""
    line = ""
    for word in text.split():
        if line and width_of(line) + 1 + width_of(word) > width:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
        while width_of(line) > width:
            yield line[:width]
            line = line[width:]
    if line:
        yield line
