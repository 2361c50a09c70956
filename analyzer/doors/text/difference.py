"""A change to a program as a small difference: lines that go, lines that come, one line around them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rich.text import Text

from analyzer.doors.text.visible import visible
from knowledge.source import LINE_END

MOST_ROWS = 24
MOST_COMPARED = 2_000
AROUND = 1


def difference(old: str, new: str) -> Iterator[Text]:
    """Show how `new` differs from `old`, in at most `MOST_ROWS` rows."""
    before, after = LINE_END.split(old), LINE_END.split(new)
    head = common(before, after)
    tail = common(before[head:][::-1], after[head:][::-1])
    gone, come = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(gone) + len(come) > MOST_COMPARED:
        yield Text(f"{len(gone)} lines become {len(come)}, from line {head + 1} on", style="dim")
        return
    first = max(head - AROUND, 0)
    last = AROUND if tail else 0
    rows = list(changed(before[first : len(before) - tail + last], after[first : len(after) - tail + last]))
    yield from rows[:MOST_ROWS]
    if len(rows) > MOST_ROWS:
        yield Text(f"... {len(rows) - MOST_ROWS} more lines", style="dim")


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the start."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same


def changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Text]:
    """Compare two stretches of lines; what is far from any change is left out."""
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND)
    for number, group in enumerate(groups):
        if number:
            yield Text("  ...", style="dim")
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                yield from (row("  ", line, "dim") for line in before[start:end] if line.strip())
            else:
                yield from (row("- ", line, "red") for line in before[start:end])
                yield from (row("+ ", line, "green") for line in after[new_start:new_end])


def row(sign: str, line: str, style: str) -> Text:
    """Show one line of the difference."""
    return Text(sign + visible(line), style=style, no_wrap=True, overflow="ellipsis")
