"""incomplete-try: a `try` has neither `except` nor `finally`."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, inserted
from knowledge.syntax.family import Guess, family


@family(
    mends={
        "try:\n    x = 1\nprint(x)": "try:\n    x = 1\nfinally:\n    pass\nprint(x)",
        "try:\n    x = 1": "try:\n    x = 1\nfinally:\n    pass",
    },
    passes=("try\n    pass\nfinally:\n    pass",),
)
def incomplete_try(broken: Broken) -> Iterator[Guess]:
    """A `try` has neither `except` nor `finally`."""
    last = broken.row if not broken.is_blank(broken.row) else broken.code_above(broken.row)
    for row in range(last if last is not None else -1, -1, -1):
        tokens = broken.on(row)
        if [token.text for token in tokens] == ["try", ":"]:
            margin = broken.margin(row)
            end = body_end(broken, row)
            text = f"\n{margin}finally:\n{margin}    pass"
            because = f"the `try` in line {row + 1} has neither `except` nor `finally`"
            words = "Add `finally: pass`, or an `except` for what may go wrong"
            place = inserted(row, tokens[0].start, "")
            yield Guess(because, words, (inserted(end, len(broken.lines[end]), text),), place)
            return


def body_end(broken: Broken, row: int) -> int:
    """The last row of the block that a row opens."""
    end = row
    for below in range(row + 1, len(broken.lines)):
        if broken.is_blank(below):
            continue
        if len(broken.margin(below)) <= len(broken.margin(row)) and not broken.depth_at(below):
            break
        end = below
    return end
