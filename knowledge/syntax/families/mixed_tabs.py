"""mixed-tabs: tabs and blanks indent the same block."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change
from knowledge.syntax.family import Guess, family


@family(
    mends={
        "if x:\n    y = 1\n\tz = 2": "if x:\n    y = 1\n    z = 2",
        "if x:\n        y = 1\n\tz = 2": "if x:\n        y = 1\n        z = 2",
    },
    passes=("x = (1", "if x:\n\ty = 1\n\tz = (2"),
)
def mixed_tabs(broken: Broken) -> Iterator[Guess]:
    """Tabs and blanks indent the same block."""
    tabbed = [row for row, line in enumerate(broken.lines) if "\t" in broken.margin(row) and line.strip()]
    blank = any(broken.margin(row).startswith(" ") for row in range(len(broken.lines)))
    if not tabbed or not blank or broken.depth_at(broken.row):
        return
    for width in (4, 8, 2):
        changes = tuple(
            Change(row, 0, row, len(broken.margin(row)), broken.margin(row).expandtabs(width))
            for row in tabbed
        )
        because = "some lines are indented with tabs and others with blanks"
        yield Guess(because, f"Write {width} blanks for each tab", changes)
