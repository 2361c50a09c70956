"""missing-value: an expression ends before it is complete."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted
from knowledge.syntax.family import Guess, family

WAITING = frozenset(
    {"=", "==", "+", "-", "*", "/", "%", "**", "//", "<", ">", "<=", ">=", "!=", "+=", "-=", "*=", "/="}
    | {"and", "or", "not", "in", "is", "if", "else", "return", ",", ".", "from"}
)


@family(
    mends={"x = [1, 2, 3] +": "x = [1, 2, 3]"},
    passes=("if x\n    pass", "x = (1"),
    rank=1,
)
def missing_value(broken: Broken) -> Iterator[Guess]:
    """An expression ends before it is complete: only its author knows what was to follow."""
    row = broken.row if broken.here else broken.code_above(broken.row)
    tokens = broken.on(row) if row is not None else []
    last = tokens[-2] if len(tokens) > 1 and tokens[-1].text == ":" else tokens[-1] if tokens else None
    if last is None or last.text not in WAITING:
        return
    because = f"nothing follows `{last.text}` in line {last.row + 1}"
    if last is tokens[-1] and last.text in {"+", "-", "*", "/", ",", ".", "and", "or"}:
        gap = len(broken.lines[last.row][: last.start].rstrip())
        change = Change(last.row, gap, last.row, last.end, "")
        yield Guess(because, f"Delete `{last.text}`, or complete the line", (change,))
    yield Guess(because, f"Write the value that follows `{last.text}`", (), inserted(last.row, last.end, ""))
