"""clause-order: the clauses of a statement stand in the wrong order."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, replaced
from knowledge.syntax.clauses import Clause, clauses_around
from knowledge.syntax.family import Guess, family

RANKS = {"if": 0, "elif": 1, "for": 0, "while": 0, "try": 0, "except": 1, "else": 2, "finally": 3}


@family(
    mends={
        "if a:\n    x = 1\nelse:\n    x = 2\nelif b:\n    x = 3": (
            "if a:\n    x = 1\nelif b:\n    x = 3\nelse:\n    x = 2"
        ),
        "try:\n    x = 1\nelse:\n    y = 2\nexcept E:\n    z = 3\n": (
            "try:\n    x = 1\nexcept E:\n    z = 3\nelse:\n    y = 2\n"
        ),
        "try:\n    x = 1\nfinally:\n    y = 2\nexcept E:\n    z = 3\n": (
            "try:\n    x = 1\nexcept E:\n    z = 3\nfinally:\n    y = 2\n"
        ),
    },
    passes=("if a:\n    x = 1\nx = 2\nelse:\n    x = 3", "try:\n    x = 1\nx = 2", "if a\n    x = 1"),
    certain=True,
)
def clause_order(broken: Broken) -> Iterator[Guess]:
    """`elif` and `except` come before `else`, and `finally` comes last."""
    clauses = clauses_around(broken)
    ordered = sorted(clauses, key=lambda clause: RANKS[clause.word])
    if not clauses or ordered == clauses or RANKS[clauses[0].word]:
        return
    early = next(one for one, right in zip(clauses, ordered, strict=True) if one is not right)
    late = next(one for one in clauses[clauses.index(early) :] if RANKS[one.word] < RANKS[early.word])
    because = (
        f"`{late.word}` in line {late.row + 1} comes after `{early.word}` in line {early.row + 1}, "
        f"which has to be behind it"
    )
    words = f"Move the `{early.word}` of line {early.row + 1} behind the last `{late.word}`"
    first = broken.on(early.row)[0]
    yield Guess(because, words, (rewritten(broken, clauses, ordered),), replaced(first, ""))


def rewritten(broken: Broken, clauses: list[Clause], ordered: list[Clause]) -> Change:
    """All clauses in their order, for all clauses as they stand."""
    start, end = clauses[0].row, clauses[-1].end
    text = "\n".join("\n".join(broken.lines[clause.row : clause.end + 1]) for clause in ordered)
    return Change(start, 0, end, len(broken.lines[end]), text)
