"""else-without-if: an `else`, `elif`, `except` or `finally` has no statement that it belongs to."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, replaced
from knowledge.syntax.clauses import clauses_around
from knowledge.syntax.family import Guess, family

OPENERS = {
    "else": ("if", "elif", "for", "while", "except"),
    "elif": ("if", "elif"),
    "except": ("try", "except"),
    "finally": ("try", "except", "else"),
}


@family(
    mends={
        "if a:\n    x = 1\nprint(x)\nelse:\n    x = 2": "if a:\n    x = 1\n    print(x)\nelse:\n    x = 2",
    },
    passes=("if a:\n    x = 1\nelse\n    x = 2", "if a:\n    x = 1\nelse:\n    x = 2\nelif b:\n    x = 3"),
    rank=1,
)
def else_without_if(broken: Broken) -> Iterator[Guess]:
    """What stands directly before a clause ends the statement that the clause would belong to."""
    first = broken.here[0] if broken.here else None
    if first is None or first.text not in OPENERS or clauses_around(broken):
        return
    wanted = OPENERS[first.text]
    said = wanted[0] if first.text != "else" else "if"
    between = rows_between(broken, wanted)
    above = f": line {between[0] + 1} ends it" if between else ""
    because = (
        f"no `{said}` stands before the `{first.text}` in line {first.row + 1} that it could belong to{above}"
    )
    if between:
        margin = broken.margin(between[0])
        inner = broken.margin(body_row(broken, between[0]))
        if len(inner) > len(margin):
            changes = tuple(
                Change(row, 0, row, 0, inner[len(margin) :]) for row in between if broken.lines[row]
            )
            words = f"Indent line {between[0] + 1}" + (f" to {between[-1] + 1}" if len(between) > 1 else "")
            yield Guess(because, f"{words} into the block above", changes, replaced(first, ""))
    words = f"Put the `{first.text}` directly behind its `{said}`, or take it out"
    yield Guess(because, words, (), replaced(first, ""))


def rows_between(broken: Broken, wanted: tuple[str, ...]) -> list[int]:
    """The rows between the clause and the statement above that it may have belonged to."""
    margin, rows = len(broken.margin(broken.row)), list[int]()
    for row in range(broken.row - 1, -1, -1):
        if broken.is_blank(row) or row in broken.inside_strings or broken.depth_at(row):
            rows.append(row)
            continue
        if len(broken.margin(row)) < margin:
            return []
        if len(broken.margin(row)) == margin and broken.on(row)[0].text in wanted:
            return rows_behind(broken, row)
        rows.append(row)
    return []


def rows_behind(broken: Broken, row: int) -> list[int]:
    """The rows behind the block that a row opens, up to the clause."""
    margin = len(broken.margin(row))
    starts = (
        below
        for below in range(row + 1, broken.row)
        if not broken.is_blank(below) and not broken.depth_at(below) and len(broken.margin(below)) <= margin
    )
    start = next(starts, None)
    return list(range(start, broken.row)) if start is not None else []


def body_row(broken: Broken, row: int) -> int:
    """The row of code above a row."""
    above = broken.code_above(row)
    return above if above is not None else row
