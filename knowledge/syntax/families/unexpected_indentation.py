"""unexpected-indentation: a line is deeper, or less deep, than any block around it."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change
from knowledge.syntax.family import Guess, family

STEP = 4
"""What a block is indented by, where two lines of it disagree."""


@family(
    mends={
        "while x:\n    if x:\n   y = 1\n    z = 2": "while x:\n    if x:\n        y = 1\n    z = 2",
        "x = 1\n    y = 2\nz = 3": "x = 1\ny = 2\nz = 3",
        "def f():\n    x = 1\ny = 2\n    return x": "def f():\n    x = 1\n    y = 2\n    return x",
        "def f():\n      x = 1\n    return x": "def f():\n    x = 1\n    return x",
        "  x = 1\ny = 2": "x = 1\ny = 2",
        "def f():\n    x = 1\n      return x": "def f():\n    x = 1\n    return x",
        "if x:\n        y = 1\n    z = 2": "if x:\n    y = 1\n    z = 2",
        "if x:\n        y = 1\n      z = 2": "if x:\n        y = 1\n        z = 2",
        "if x:\n    if i:\n        y = 1\n      z = 2": "if x:\n    if i:\n        y = 1\n        z = 2",
        "x = 1\n    y = 2\n    z = 3": "x = 1\ny = 2\nz = 3",
    },
    passes=("if x\n    pass", "def f():\nreturn 1"),
)
def unexpected_indentation(broken: Broken) -> Iterator[Guess]:
    """A line is indented otherwise than every block that it could belong to."""
    row = broken.row
    if broken.is_blank(row) or broken.depth_at(row) or "\t" in broken.margin(row) or not is_off(broken, row):
        return
    width = len(broken.margin(row))
    yield from line_above(broken, row)
    last = last_of(broken, row, width)
    for margin in fitting(broken, row, width):
        because = f"line {row + 1} is indented by {width}, which fits no block around it"
        lines = f"line {row + 1}" if last == row else f"lines {row + 1} to {last + 1}"
        words = f"Indent {lines} by {len(margin)}"
        yield Guess(because, words, moved(broken, row, last, margin, width))
        if last != row:
            words = f"Indent line {row + 1} by {len(margin)}"
            yield Guess(because, words, moved(broken, row, row, margin, width))


def line_above(broken: Broken, row: int) -> Iterator[Guess]:
    """The lines above may be off: one that fell out of its block, or a body that starts too deep."""
    above = broken.code_above(row)
    if above is None or broken.depth_at(above):
        return
    first, margin = above, broken.margin(row)
    while (higher := broken.code_above(first)) is not None and broken.margin(higher) == broken.margin(above):
        first = higher
    fell_out = (
        higher is not None and broken.margin(higher) == margin and len(broken.margin(above)) < len(margin)
    )
    opens = higher is not None and broken.on(higher) and broken.on(higher)[-1].text == ":"
    too_deep = opens and len(margin) == len(broken.margin(higher or 0)) + STEP < len(broken.margin(above))
    if fell_out or too_deep:
        lines = f"line {first + 1}" if first == above else f"lines {first + 1} to {above + 1}"
        because = f"{lines} and line {row + 1} belong to one block, and are not indented alike"
        width = len(broken.margin(above))
        yield Guess(because, f"Indent {lines} by {len(margin)}", moved(broken, first, above, margin, width))


def fitting(broken: Broken, row: int, width: int) -> list[str]:
    """The margins that the row could have: the body's below a line that opens a block, else the nearest."""
    found = levels(broken, row)
    above = broken.code_above(row)
    first = found[:1] if above is not None and broken.on(above) and broken.on(above)[-1].text == ":" else []
    return [*first, *sorted({*found} - {*first}, key=lambda level: nearness(level, width))]


def nearness(level: str, width: int) -> tuple[int, int]:
    """How well a level fits: near first, and of two the deeper."""
    return abs(len(level) - width), -len(level)


def levels(broken: Broken, row: int) -> list[str]:
    """The margins of the blocks that are open above a row."""
    found: list[str] = []
    above = broken.code_above(row)
    if above is None:
        return [""]
    opens = broken.on(above) and broken.on(above)[-1].text == ":"
    limit = len(broken.margin(above)) + 1
    if opens:
        found.append(broken.margin(above) + "    ")
    for line in range(above, -1, -1):
        if not broken.is_blank(line) and not broken.depth_at(line) and len(broken.margin(line)) < limit:
            found.append(broken.margin(line))
            limit = len(broken.margin(line))
    return found or [""]


def is_off(broken: Broken, row: int) -> bool:
    """Whether the margin of a row is none of those that could stand there."""
    above = broken.code_above(row)
    opens = above is not None and broken.on(above) and broken.on(above)[-1].text == ":"
    if above is not None and opens and len(broken.margin(row)) > len(broken.margin(above)):
        return False
    return broken.margin(row) not in levels(broken, row)


def last_of(broken: Broken, row: int, width: int) -> int:
    """The last of the rows that are at least as deep."""
    last = row
    for below in range(row + 1, len(broken.lines)):
        if broken.is_blank(below):
            continue
        if len(broken.margin(below)) < width:
            break
        last = below
    return last


def moved(broken: Broken, first: int, last: int, margin: str, width: int) -> tuple[Change, ...]:
    """Give the rows another margin, and keep what they are deeper than the first."""
    rows = [row for row in range(first, last + 1) if row not in broken.inside_strings]
    rows = [row for row in rows if broken.lines[row].strip()]
    return tuple(Change(row, 0, row, min(width, len(broken.margin(row))), margin) for row in rows)
