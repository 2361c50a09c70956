"""The clauses of the compound statement around the place of a syntax error."""

from dataclasses import dataclass

from knowledge.syntax.broken import Broken

WORDS = frozenset({"if", "elif", "for", "while", "try", "except", "else", "finally"})
FIRST = frozenset({"if", "for", "while", "try"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The head of a clause and its block: `word`, first and last row."""

    word: str
    row: int
    end: int


def clauses_around(broken: Broken) -> list[Clause]:
    """The clauses of the statement that the row belongs to; empty where that row opens no clause of one."""
    first = broken.here[0] if broken.here else None
    if first is None or first.text not in WORDS - FIRST:
        return []
    margin, rows = len(broken.margin(broken.row)), [broken.row]
    for row in range(broken.row - 1, -1, -1):
        if is_no_head(broken, row) or len(broken.margin(row)) > margin:
            continue
        if len(broken.margin(row)) < margin or broken.on(row)[0].text not in WORDS:
            return []
        rows.insert(0, row)
        if broken.on(row)[0].text in FIRST:
            return [*clauses_below(broken, rows)]
    return []


def is_no_head(broken: Broken, row: int) -> bool:
    """Whether nothing can start on a row: it is blank, or goes on from the row above."""
    return broken.is_blank(row) or row in broken.inside_strings or broken.depth_at(row) > 0


def clauses_below(broken: Broken, rows: list[int]) -> list[Clause]:
    """The clauses from the first row on, also those behind the row of the error."""
    margin, ends = len(broken.margin(rows[0])), [row - 1 for row in rows[1:]]
    last = rows[-1]
    for row in range(rows[-1] + 1, len(broken.lines)):
        if is_no_head(broken, row):
            continue
        if len(broken.margin(row)) > margin:
            last = row
            continue
        if len(broken.margin(row)) < margin or broken.on(row)[0].text not in WORDS - FIRST:
            break
        ends.append(last)
        rows.append(row)
        last = row
    ends.append(last)
    return [Clause(broken.on(row)[0].text, row, end) for row, end in zip(rows, ends, strict=True)]
