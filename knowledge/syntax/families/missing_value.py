"""missing-value: an expression ends before it is complete."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted
from knowledge.syntax.family import Guess, family

WAITING = frozenset(
    {"=", "==", "+", "-", "*", "/", "%", "**", "//", "<", ">", "<=", ">=", "!=", "+=", "-=", "*=", "/="}
    | {"and", "or", "not", "in", "is", "if", "else", "return", ",", ".", "from", "import"}
)


@family(
    mends={"x = [1, 2, 3] +": "x = [1, 2, 3]"},
    tells=("d = {'a': , 'b': 1}", "d = {'a':}", "from math import"),
    passes=("d = {'a' b,\n}", "if x\n    pass", "x = (1"),
    rank=1,
)
def missing_value(broken: Broken) -> Iterator[Guess]:
    """An expression ends before it is complete: only its author knows what was to follow."""
    yield from of_entry(broken)
    row = broken.row if broken.here else broken.code_above(broken.row)
    tokens = broken.on(row) if row is not None else []
    last = tokens[-2] if len(tokens) > 1 and tokens[-1].text == ":" else tokens[-1] if tokens else None
    if last is None or last.text not in WAITING or (last.text == "else" and last is tokens[0]):
        return
    if last.text == "," and broken.depth_at(last.row + 1):
        return
    because = f"nothing follows `{last.text}` in line {last.row + 1}"
    if last is tokens[-1] and last.text in {"+", "-", "*", "/", ",", ".", "and", "or"}:
        gap = len(broken.lines[last.row][: last.start].rstrip())
        change = Change(last.row, gap, last.row, last.end, "")
        yield Guess(because, f"Delete `{last.text}`, or complete the line", (change,))
    yield Guess(because, f"Write the value that follows `{last.text}`", (), inserted(last.row, last.end, ""))


def of_entry(broken: Broken) -> Iterator[Guess]:
    """A key of a dict that has a colon and no value."""
    for key, colon, after in zip(broken.here, broken.here[1:], broken.here[2:], strict=False):
        if key.is_operand and colon.text == ":" and after.text in {",", "}"} and broken.at in {colon, after}:
            because = f"the key `{key.text}` has no value behind its colon"
            yield Guess(because, f"Write the value of `{key.text}`", (), inserted(colon.row, colon.end, ""))
