"""Where text goes: a console that takes every text literally, and how paragraphs look."""

import re
from collections.abc import Callable, Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from analyzer.doors.text.row import Row
from analyzer.doors.text.visible import visible

WIDEST = 120
FILLING = re.compile(r" +(\x1b\[0m)?$", re.MULTILINE)
CODE = re.compile(r"`[^`\n]+`")


def screen() -> Console:
    """Make a console: no markup, no guessing; colour only on a terminal and where `NO_COLOR` is not set."""
    made = Console(markup=False, highlight=False, emoji=False)
    made.width = min(made.width, WIDEST)
    return made


def printed_on(console: Console, page: Callable[[int], Iterable[RenderableType]]) -> None:
    """Print a page that is laid out for a width, without the blanks that fill up its lines."""
    with console.capture() as captured:
        for part in page(console.width):
            console.print(part)
    console.file.write(FILLING.sub(r"\1", captured.get()))
    console.file.flush()


def prose(text: str, style: str = "") -> Text:
    """A sentence, foreign or ours; what stands in backticks is set off."""
    shown = Text(visible(text), style=style)
    shown.highlight_regex(CODE, "cyan")
    return shown


def literal(text: str, style: str = "") -> Text:
    """Lines to be shown as they are, cut where they do not fit."""
    return Text(visible(text), style=style, no_wrap=True, overflow="ellipsis")


def drawn(row: Row) -> Text:
    """A line of a picture or of a difference, cut where it does not fit."""
    return Text.assemble(*row.pieces, no_wrap=True, overflow="ellipsis")


def inset(renderable: RenderableType) -> Padding:
    """Move something to the right."""
    return Padding(renderable, (0, 0, 0, 2), expand=False)


def points(sentences: Iterable[str], sign: str = "- ") -> RenderableType:
    """A list of sentences, each hanging behind its sign."""
    grid = Table.grid(padding=0)
    for sentence in sentences:
        grid.add_row(sign, prose(sentence))
    return inset(grid)


def title(words: str) -> Text:
    """The heading of a section."""
    return Text(words, style="bold")
