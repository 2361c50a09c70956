"""A change to a program as a small difference: lines that go, lines that come, one line around them."""

from collections.abc import Iterator, Sequence

from analyzer.doors.text.row import Row, row
from analyzer.doors.text.visible import visible
from knowledge.source import LINE_END

MOST_ROWS = 24
MOST_COMPARED = 2_000
AROUND = 1


def difference(old: str, new: str) -> Iterator[Row]:
    """Show how `new` differs from `old`, in at most `MOST_ROWS` rows."""
    before, after = LINE_END.split(old), LINE_END.split(new)
    head = common(before, after)
    tail = common(before[head:][::-1], after[head:][::-1])
    gone, come = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(gone) + len(come) > MOST_COMPARED:
        yield row(f"{len(gone)} lines become {len(come)}, from line {head + 1} on", "dim")
        return
    first = max(head - AROUND, 0)
    last = AROUND if tail else 0
    rows = list(changed(before[first : len(before) - tail + last], after[first : len(after) - tail + last]))
    yield from rows[:MOST_ROWS]
    if len(rows) > MOST_ROWS:
        yield row(f"... {len(rows) - MOST_ROWS} more lines", "dim")


def whole_difference(old: str, new: str) -> str:
    """Every line of two short programs, with a sign before those that go and those that come."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - same

    before, after = LINE_END.split(old), LINE_END.split(new)
    signed = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        signed += [f"  {line}" for line in before[start:end] if kind == "equal"]
        signed += [f"- {line}" for line in before[start:end] if kind != "equal"]
        signed += [f"+ {line}" for line in after[new_start:new_end] if kind != "equal"]
    return "\n".join(line.rstrip() for line in signed)


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the start."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same


def changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """Compare two stretches of lines; what is far from any change is left out."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - 3 ms, not needed where nothing is found

    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND)
    for number, group in enumerate(groups):
        if number:
            yield row("  ...", "dim")
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                yield from (row(f"  {visible(line)}", "dim") for line in before[start:end] if line.strip())
            else:
                yield from (row(f"- {visible(line)}", "red") for line in before[start:end])
                yield from (row(f"+ {visible(line)}", "green") for line in after[new_start:new_end])
